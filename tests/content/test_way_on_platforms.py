"""
The whole way of one couple, as it is written once, on Telegram and on Discord.

On Telegram a bot writes to a chat once a second, so the whole takes a quarter of an hour; its
first day, on Discord, takes seconds.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.transcript import Transcript, read_transcript
from tests.content.wayfarers import Captioned, Wayfarers
from tests.e2e.anywhere import Chat, OnTelegram, until
from tests.e2e.script import HURT, REPAIRING, Event
from tests.e2e.test_both_platforms import (
    LATER,
    Letter,
    Week,
    ends_well,
    on_discord,
    on_telegram,
)
from tests.emulators.telegram import TelegramEmulator

WHOLE = read_transcript(Path(__file__).parents[1] / "transcripts" / "way_sixteen_weeks.yaml")
FLOODED = 150.0
"""So many seconds a platform may make a bot wait."""
DAY = replace(WHOLE, steps=WHOLE.steps[:100])
"""Its first day: each has answered the private screen, and decided alone."""


@dataclass
class OnTheWay(Week):
    """Two who have met on a platform, and go the whole way there instead of a first week."""

    way: Transcript = WHOLE
    begun: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for who, chat in self.private.items():
            if isinstance(chat, OnTelegram):
                self.private[who] = Captioned(chat.person)

    async def heard(self) -> None:
        """Wait as ever, but longer: a group on Telegram takes twenty messages a minute."""
        await until(self.taken_up, "something is not taken up")
        # A message on Discord wants no answer that could be waited for.
        await asyncio.sleep(0.05)
        await self.house.rests(FLOODED)

    def taken_up(self) -> bool:
        """Say whether the bot has taken up all that was done."""
        return not any(
            one.updates.waiting if isinstance(one, TelegramEmulator) else one.unanswered
            for one in self.servers
        )

    def chats(self) -> dict[str, Chat]:
        """Give each one's private chat, and the room."""
        return {**self.private, "room": self.rooms[HURT]}

    async def play(self, events: Iterable[Event]) -> None:
        """Let them meet just before the way begins, and go it."""
        if events is not LATER:
            self.house.set_clock(self.way.at - timedelta(minutes=30))
            await super().play(events)
            return
        await self.heard()
        self.house.set_clock(self.way.at)
        self.begun = {who: len(chat.seen()) for who, chat in self.chats().items()}
        await Wayfarers(self.way, self).go()

    def told(self) -> dict[str, list[Letter]]:
        """Give what the chats show from the way's first line on, as people read it."""
        return {
            who: [
                (" ".join(one.text.split()), one.labels) for one in chat.seen()[self.begun[who] :]
            ]
            for who, chat in self.chats().items()
        }


@dataclass
class OnTheFirstDay(OnTheWay):
    """The same, for a day."""

    way: Transcript = DAY


def nobody_leaked(week: OnTheWay) -> None:
    """Hold what each was shown against what must never be there."""
    shown = {"a": week.shown(HURT), "b": week.shown(REPAIRING)}
    room = "\n".join(one.text for one in week.rooms[HURT].seen())
    for chat, words in week.way.never:
        assert words not in shown.get(chat, room)


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    """Close everything that a test opened, the last thing first."""
    async with AsyncExitStack() as stack:
        yield stack


async def test_first_day(stack: AsyncExitStack, tmp_path: Path) -> None:
    """A day of it on Discord, as written."""
    week = await on_discord(stack, tmp_path / "discord", OnTheFirstDay)
    await ends_well(week)

    assert isinstance(week, OnTheWay)
    nobody_leaked(week)


@pytest.mark.chaos
async def test_the_same_on_either(stack: AsyncExitStack, tmp_path: Path) -> None:
    """
    All of it on both, as written; and all chats show the same on either, word for word and button
    for button.
    """
    one, two = await asyncio.gather(
        on_telegram(stack, tmp_path / "telegram", OnTheWay),
        on_discord(stack, tmp_path / "discord", OnTheWay),
    )
    await ends_well(one)
    await ends_well(two)

    assert isinstance(one, OnTheWay)
    assert isinstance(two, OnTheWay)
    nobody_leaked(one)
    nobody_leaked(two)
    assert len(one.told()["room"]) > 50
    assert bare(one.told()) == bare(two.told())


def bare(told: Mapping[str, Sequence[Letter]]) -> Mapping[str, Sequence[Letter]]:
    """
    Leave out the answers to words that came when nothing was open.

    Here months pass in minutes. After each start Discord's last day is read again, which is all of
    it, and what was said a month ago by the bot's clock is not known to have been heard any more.
    """
    return {
        chat: [one for one in letters if not one[0].startswith("Nothing is open at the moment")]
        for chat, letters in told.items()
    }
