"""Play a list of events with two people, and look at where their words went."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import assert_never

from tests.e2e.house import House
from tests.e2e.people import PATIENCE, Reader, bare, words_shown
from tests.e2e.script import (
    HURT,
    REPAIRING,
    Adds,
    Answers,
    Event,
    Follows,
    Passes,
    Sees,
    Writes,
)
from tests.e2e.seats import Pair
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_groups import Group
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_state import Message
from tests.emulators.telegram_types import Placed

_LINK = re.compile(r"[?&]start=([\w-]+)")
_GROUP_LINK = re.compile(r"[?&]startgroup=([\w-]+)")

After = Callable[[Event], Awaitable[None]]


@dataclass(slots=True)
class Week:
    """Two people, their group, and the house they write to. ``patience`` is in seconds."""

    server: TelegramEmulator
    house: House
    people: dict[str, Person]
    group: Group
    patience: float = PATIENCE
    readers: dict[str, Reader] = field(init=False)

    def __post_init__(self) -> None:
        self.readers = {name: Reader(person) for name, person in self.people.items()}

    async def play(self, events: Iterable[Event], after: After | None = None) -> None:
        """Let everything happen in this order; ``after`` is called after each event."""
        for event in events:
            await self.does(event)
            if after is not None:
                await after(event)
            await self.heard()

    async def does(self, event: Event) -> None:
        """Let one thing happen."""
        match event:
            case Passes(length=length):
                self.house.pass_time(length)
            case Writes(who=who, words=words):
                person = self.people[who]
                _ = person.start() if words == "/start" else person.says(words)
            case Answers(who=who, sees=sees, does=does, in_room=in_room):
                await self._answers(who, sees, does, self.group if in_room else None)
            case Sees(who=who, words=words, in_room=in_room):
                await self.finds(who, words, in_room=in_room)
            case Follows(who=who):
                other = HURT if who == REPAIRING else REPAIRING
                found = await self.finds(other, "Send this link")
                self.people[who].start(_found(_LINK, found.text or ""))
            case Adds(who=who):
                found = await self.finds(who, "Press the button")
                self.people[who].adds_bot(
                    self.group, _found(_GROUP_LINK, str(found.buttons[0].raw))
                )
            case _:
                assert_never(event)

    async def finds(self, who: str, words: str, *, in_room: bool = False) -> Message:
        """Wait until somebody sees something new."""
        where = self.group if in_room else None
        return await self.readers[who].finds(words, where, seconds=self.patience)

    async def heard(self) -> None:
        """Wait until the bot has kept all that was said to it."""
        await self.server.wait_for(lambda: not self.server.updates.waiting, self.patience)

    async def _answers(self, who: str, sees: str, does: str, where: Group | None) -> None:
        await self.readers[who].answers(sees, does, where, seconds=self.patience)


def week_of(server: TelegramEmulator, house: House, pair: Pair) -> Week:
    """Give a couple who are here already what they need to act."""
    people = dict(zip((HURT, REPAIRING), pair.people, strict=True))
    return Week(server, house, people, pair.room)


def new_week(server: TelegramEmulator, house: House) -> Week:
    """Bring two people who never heard of the bot, and their group without it."""
    people = {name: server.user(name) for name in (HURT, REPAIRING)}
    return Week(server, house, people, server.group("Home", *people.values()))


def places(week: Week) -> dict[str, Placed]:
    """Name the three chats."""
    return {**week.people, "room": week.group}


def told(server: TelegramEmulator, place: Placed, words: Iterable[str]) -> list[str]:
    """Give those of the words that a chat was ever shown."""
    shown = words_shown(server, place)
    return [word for word in words if word in shown]


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    assert found is not None, bare(text)
    return found[1]
