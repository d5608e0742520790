"""
One evening of a couple, again and again: a press, the reveal it brings, and the next week's bell.

`Scene.prepare` brings them to the last press; what is looked at begins with it.
"""

import random
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Self

from bot import load
from bot.engine import zones
from bot.flow import times
from bot.flow.script import Clock
from tests.e2e.house import ROOT, UNSENT, WAITING
from tests.e2e.killer import Killer
from tests.e2e.seats import ZONE, Pair, meet, move_in
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_state import Chat, Message
from tests.reliability.checker import Report, check
from tests.reliability.evidence import Evidence
from tests.reliability.traced import Traced, soon

TRUST, GLAD, MAY_I = "How much did you trust", "you were glad of?", "May I show both answers"
WELCOME = "Which language"
SHOW, OVER, SHOWN = "Yes, show them", "That is all for this week", "Numbers go up and down"
SETTLED = timedelta(seconds=4)
CHAPTER = 20
"""So many scenes are played by one couple; then another comes, as theirs is a long history."""


class Died(Exception):
    """The bot ended while it was waited for."""


@dataclass(slots=True)
class Scene:
    """
    Two people at home, the room they share, and a bot that may die at any moment.

    ``lasted`` is how many seconds it lived after the last press, when it died last.
    """

    server: TelegramEmulator
    house: Traced
    pair: Pair
    weekly: Clock
    killer: Killer
    begun: dict[int, int] = field(default_factory=dict)
    week: int = 0
    lasted: float = 0.0
    newcomer: Person | None = None

    async def first(self) -> None:
        """Begin the first check-in."""
        self._turn_page()
        self.pair.hurt.says("/checkin")
        await self.asked()

    async def prepare(self) -> None:
        """Answer everything but the last question."""
        for person in self.pair.people:
            person.presses(await self._sees(person.chat, TRUST), "7")
        for person in self.pair.people:
            await self._sees(person.chat, GLAD)
            person.says(f"Week {self.week} of {person.id}.")
        await self.quiet()
        self.house.pass_time(SETTLED)
        last = [await self._sees(person.chat, MAY_I) for person in self.pair.people]
        self.pair.hurt.presses(last[0], SHOW)
        await self._sees(self.pair.hurt.chat, OVER)
        await self.quiet()

    async def press(self) -> None:
        """Press the last button; at the same moment somebody new arrives."""
        self.newcomer = self.server.user(f"Nuria{self.week}")
        self.begun[self.newcomer.id] = 0
        self.newcomer.start()
        chat = self.pair.repairing.chat
        self.pair.repairing.presses(await self._sees(chat, MAY_I), SHOW)

    async def shown(self) -> None:
        """Wait until both answers lie side by side, and everybody was thanked."""
        await self._sees(self.server.chat(self.pair.room), SHOWN)
        for person in self.pair.people:
            await self._sees(person.chat, OVER)
        if self.newcomer is not None:
            await self._sees(self.newcomer.chat, WELCOME)
        await self.quiet()

    def rings(self) -> None:
        """Let the next week's hour come."""
        self._turn_page()
        zone = zones.zone_of(ZONE)
        due = times.next_clock(self.weekly, self.house.now, zone)
        if times.week_of(due, zone) == times.week_of(self.house.now, zone):
            # The first check-in, which somebody asked for, was this week's.
            due += timedelta(days=7)
        self.house.set_clock(due)

    async def asked(self) -> None:
        """Wait until both have the week's question."""
        for person in self.pair.people:
            await self._sees(person.chat, TRUST)
        await self.quiet()

    async def play(self, week: int) -> None:
        """Play what is left after a week's press, whichever of it has happened already."""
        if self.week == week:
            await self.shown()
            self.rings()
        await self.asked()

    async def ends(self) -> None:
        """Ask the bot to end, and wait until it has; `Died` where it did not end by itself."""
        process = self.house.process
        assert process is not None
        process.terminate()
        await soon(lambda: self.house.is_dead)
        if process.returncode != 0:
            raise Died

    async def quiet(self) -> None:
        """Wait until nothing waits anywhere."""
        await self._until(lambda: not self.server.updates.waiting)
        await self._until(self._is_done)

    def report(self) -> Report:
        """Check everything so far; the bot may be running, and nothing waits."""
        return check(
            Evidence(
                tuple(self.server.calls),
                tuple(update for update in self.server.ledger if update.dropped is None),
                self.house.snapshot(),
                self.house.key,
                self.killer.taken,
                self.killer.unnoted,
                tuple(self.killer.kills),
            )
        )

    def _is_done(self) -> bool:
        try:
            return not self.house.count(WAITING) + self.house.count(UNSENT)
        except sqlite3.OperationalError:
            # It was killed as it wrote; only the next life may mend what that left.
            return False

    def _turn_page(self) -> None:
        self.week += 1
        room = self.server.chat(self.pair.room)
        for chat in (*(person.chat for person in self.pair.people), room):
            self.begun[chat.id] = len(chat.messages)

    async def _sees(self, chat: Chat, words: str) -> Message:
        """Wait for a message of this week; the newest copy of it, where there are two."""
        found: list[Message] = []

        def look() -> bool:
            news = chat.messages[self.begun[chat.id] :]
            found[:] = [one for one in news if words in (one.text or "")]
            return bool(found)

        await self._until(look)
        return found[-1]

    async def _until(self, look: Callable[[], bool]) -> None:
        await soon(lambda: self.house.is_dead or look())
        if self.house.is_dead:
            raise Died


@asynccontextmanager
async def scene(folder: Path, *choices: str) -> AsyncIterator[Scene]:
    """Seat a couple, and bring them to the last press of their first week; the bot runs."""
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - nobody waits meanwhile
    choices = ("--brisk", *choices)
    async with TelegramEmulator() as server, Traced(folder, server, choices=choices) as house:
        pair = meet(server)
        weekly = load.load(ROOT / "dialogs").flows["weekly_checkin"].clocks[0]
        await move_in(house, pair, weekly=weekly)
        killer = Killer(house, server, random.Random(1))
        found = Scene(server, house, pair, weekly, killer)
        await house.start()
        await found.first()
        await found.prepare()
        yield found
        assert server.departures == []


async def hurt(play: Scene, call: str, number: int, how: str) -> int | None:
    """
    Play the scene with one call to the kernel going wrong, and play on in the next life.

    ``how`` is strace's way to say it. Gives the exit code that the life ended with, None where
    it never came to that call.
    """
    week = play.week
    trace = ("-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{how}:when={number}")
    process = play.house.process
    assert process is not None
    code, began = None, time.monotonic()
    async with play.house.attached(*trace):
        try:
            await play.press()
            await play.play(week)
            await play.ends()
        except Died:
            play.lasted, code = time.monotonic() - began, process.returncode
            await play.killer.strike()
        else:
            await play.house.kill()
    await play.house.start()
    await play.play(week)
    return code


class Chapters:
    """Give a couple before their last press, and another after a while."""

    def __init__(self, folder: Path, *choices: str) -> None:
        self._folder = folder
        self._choices = choices
        self._open = AsyncExitStack()
        self._play: Scene | None = None
        self._count = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.close()

    async def next(self) -> Scene:
        """Give the scene, at its beginning."""
        self._count += 1
        if self._count % CHAPTER == 0:
            await self.close()
        if self._play is None:
            made = scene(self._folder / str(self._count), *self._choices)
            self._play = await self._open.enter_async_context(made)
        else:
            await self._play.prepare()
        return self._play

    async def close(self) -> None:
        """Begin anew next time."""
        self._play = None
        await self._open.aclose()
        self._open = AsyncExitStack()
