"""The scenes that are drawn: a couple's first week on either app, and on one each."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.e2e.anywhere import Chat, OnDiscord, OnTelegram
from tests.e2e.script import HURT, KEPT, REPAIRING, SHARED, Answers, Event
from tests.e2e.test_both_platforms import Week, on_both, on_discord, on_telegram
from tests.screens.bubbles import Bubble
from tests.screens.bubbles import on_discord as discord_bubbles
from tests.screens.bubbles import on_telegram as telegram_bubbles
from tests.screens.page import Screen

TRUST, MAY_I, WHERE = "How much did you trust", "May I show both answers", "where are you with this"
LAST = "Numbers go up and down"
PRIVATE, ROOM = "private chat", "the two of you, and Mortar"
ROOM_FOR = 11
"""More messages than this no phone has room for."""
_CANARIES = re.compile(
    "|".join(f", {word}" for kind in (SHARED, KEPT) for words in kind.values() for word in words)
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture to be: its name, light or dark, and what stands on it."""

    name: str
    look: str
    screens: tuple[Screen, ...]


@dataclass
class Watched(Week):
    """A week of which is kept what somebody saw just before they answered."""

    kept: dict[tuple[str, str], list[Bubble]] = field(default_factory=dict)

    async def does(self, event: Event) -> None:
        """Look before it happens."""
        match event:
            case Answers(who=who, sees=sees, in_room=in_room) if sees.endswith(
                (TRUST, MAY_I, WHERE, f"{WHERE}?")
            ):
                chat = self.chat(who, in_room=in_room)
                behind = chat.behind
                await chat.finds(sees)
                chat.behind = behind
                self.kept[who, sees.rstrip("?")] = bubbles(chat)
        await super().does(event)

    def own(self, who: str, sees: str = "") -> Screen:
        """Draw somebody's private chat as it was when they saw something, or as it is now."""
        return screen(
            "Mortar", f"{PRIVATE} of {who}", self.private[who], self.kept.get((who, sees))
        )

    def room(self, sees: str = "") -> Screen:
        """Draw the room as the hurt one sees it."""
        return screen("Home", ROOM, self.rooms[HURT], self.kept.get((HURT, sees)))


@asynccontextmanager
async def scenes(folder: Path) -> AsyncIterator[list[Scene]]:
    """Play the weeks, and give what is to be drawn of them."""
    async with AsyncExitStack() as stack:
        telegram = await on_telegram(stack, folder / "telegram", Watched)
        discord = await on_discord(stack, folder / "discord", Watched)
        both = await on_both(stack, folder / "both", "telegram", Watched)
        assert isinstance(telegram, Watched)
        assert isinstance(discord, Watched)
        assert isinstance(both, Watched)
        yield [
            Scene("telegram", "light", (
                telegram.own(HURT, TRUST), telegram.room(WHERE), telegram.room(),
            )),
            Scene("discord", "dark", (
                discord.own(REPAIRING, MAY_I), discord.room(WHERE), discord.room(),
            )),
            Scene("both", "light", (both.own(HURT), both.own(REPAIRING))),
        ]  # fmt: skip


def screen(title: str, under: str, chat: Chat, kept: list[Bubble] | None) -> Screen:
    """Draw a chat, with what a phone has room for."""
    app = "telegram" if isinstance(chat, OnTelegram) else "discord"
    shown = (kept or bubbles(chat))[-ROOM_FOR:]
    return Screen(app, title, under, shown)


def bubbles(chat: Chat) -> list[Bubble]:
    """Give all that a chat shows; the odd words that tests look for are left out."""
    match chat:
        case OnTelegram(person=person, group=group):
            found = telegram_bubbles(group.chat if group else person.chat, person)
        case OnDiscord(person=other, place=place):
            found = discord_bubbles(other, place)
        case _:
            raise TypeError(chat)
    return [replace(one, inside=_CANARIES.sub("", one.inside)) for one in found]
