"""Two people on whichever platforms, and the chats they have, read and answered alike."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.adapters.discord import finder
from tests.emulators.discord import Person as DiscordPerson
from tests.emulators.discord import Place
from tests.emulators.discord.world import Message as DiscordMessage
from tests.emulators.telegram_groups import Group
from tests.emulators.telegram_people import Person as TelegramPerson
from tests.emulators.telegram_state import Message as TelegramMessage

PATIENCE = 60.0
WRITE = "Write here"
"""What stands on the button that opens the field for words, in rooms that the bot cannot read."""
_UNSEEN = dict.fromkeys([0x2060, 0x200C, 0x2068, 0x2069])
_OURS = re.compile(r"(?<!\\)\*{1,2}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter as a person reads it: its words without signs of the platform, and its buttons."""

    number: int
    text: str
    labels: tuple[str, ...]


class Chat(ABC):
    """One chat, as one person has it before them. ``behind`` is the last that they acted upon."""

    behind = 0

    @abstractmethod
    def seen(self) -> list[Seen]:
        """Give what the bot wrote there, in order."""

    @abstractmethod
    async def presses(self, letter: Seen, label: str) -> None:
        """Press a button."""

    @abstractmethod
    async def writes(self, text: str) -> None:
        """Write, in private."""

    @abstractmethod
    async def replies(self, letter: Seen, text: str) -> None:
        """Answer a letter in words, in the room."""

    @abstractmethod
    async def commands(self, name: str, code: str | None = None) -> None:
        """Give a command."""

    async def finds(self, words: str) -> Seen:
        """Wait for a letter with these words that was not acted upon yet."""
        found: list[Seen] = []

        def look() -> bool:
            found[:] = [
                one for one in self.seen() if one.number > self.behind and words in one.text
            ]
            return bool(found)

        await until(look, f"nobody sees {words!r}")
        self.behind = found[-1].number
        return found[-1]


async def until(look: Callable[[], object], otherwise: str) -> None:
    """Wait until something is true."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not look():  # noqa: ASYNC110 - nothing tells when it changes
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(otherwise) from None


@dataclass
class OnTelegram(Chat):
    """A chat on Telegram; without ``group`` the private one."""

    person: TelegramPerson
    group: Group | None = None

    @property
    def messages(self) -> list[TelegramMessage]:
        """Give the bot's messages."""
        chat = self.group.chat if self.group else self.person.chat
        return [one for one in chat.messages if one.sender.is_bot and not one.deleted]

    def seen(self) -> list[Seen]:
        return [
            Seen(one.message_id, (one.text or "").translate(_UNSEEN), tuple(one.labels))
            for one in self.messages
            if not one.service
        ]

    def _message(self, letter: Seen) -> TelegramMessage:
        return next(one for one in self.messages if one.message_id == letter.number)

    async def presses(self, letter: Seen, label: str) -> None:
        self.person.presses(self._message(letter), label)

    async def writes(self, text: str) -> None:
        self.person.says(text)

    async def replies(self, letter: Seen, text: str) -> None:
        self.person.replies(self._message(letter), text)

    async def commands(self, name: str, code: str | None = None) -> None:
        if name == "start":
            self.person.start(code or "")
        else:
            self.person.says(f"/{name} {code or ''}".strip())


@dataclass
class OnDiscord(Chat):
    """A chat on Discord; without ``place`` the private one."""

    person: DiscordPerson
    place: Place | None = None
    names: dict[str, str] = field(default_factory=dict)

    @property
    def messages(self) -> list[DiscordMessage]:
        """Give the bot's messages that are not for a moment only."""
        shown = self.person.shown(self.place)
        return [one for one in shown if one.author.bot and one.only_for is None]

    def seen(self) -> list[Seen]:
        return [
            Seen(
                one.id,
                finder.read(_OURS.sub("", one.content)).translate(_UNSEEN),
                tuple(part["label"] for part in one.buttons() if part["label"] != WRITE),
            )
            for one in self.messages
        ]

    def _message(self, letter: Seen) -> DiscordMessage:
        return next(one for one in self.messages if one.id == letter.number)

    async def presses(self, letter: Seen, label: str) -> None:
        await self.person.presses(label, self.place, self._message(letter))

    async def writes(self, text: str) -> None:
        await self.person.writes(text)

    async def replies(self, letter: Seen, text: str) -> None:
        await self.person.presses(WRITE, self.place, self._message(letter))
        await until(lambda: self.person.window, "no window opens")
        await self.person.submits(text)

    async def commands(self, name: str, code: str | None = None) -> None:
        given = {"code": code} if code else {}
        await self.person.slash(name, self.place, **given)
