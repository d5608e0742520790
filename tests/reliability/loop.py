"""Kill the bot again and again while people use it and the network is bad."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot import load
from bot.engine import zones
from bot.flow import times
from bot.flow.script import Clock
from tests.e2e.house import ROOT, UNSENT, WAITING, House, until
from tests.e2e.killer import Killer
from tests.e2e.seats import ZONE, Pair, meet, move_in
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_faults import POLL, When
from tests.reliability.crowd import Visitor, crowd
from tests.reliability.evidence import Evidence
from tests.reliability.traced import Traced

TROUBLE = (
    (0.0125, faults.flood(1)),
    (0.0100, faults.error(502)),
    (0.0075, faults.error(502, When.AFTER)),
    (0.0100, faults.cut()),
    (0.0100, faults.cut(When.AFTER)),
)
"""Five calls in a hundred go wrong, half of them after they had their effect."""
DEAF = ((0.02, faults.error(502)), (0.015, faults.cut()), (0.015, faults.cut(When.AFTER)))
"""So do five polls in a hundred."""
CALM = 2.5
"""Seconds after which no wait that the bot was told of lasts any more."""
END = 90.0


@dataclass(slots=True)
class Loop:
    """The bot, its couples, and how it was treated."""

    server: TelegramEmulator
    house: House
    pairs: list[Pair]
    chance: random.Random
    visitors: list[Visitor]
    weekly: Clock
    killer: Killer
    starts: list[float] = field(default_factory=list)
    weeks: int = 1

    async def cycle(self) -> None:
        """Start it, let it live for a moment, and kill it; people fidget meanwhile."""
        for visitor in self.visitors:
            visitor.fidgets()
        await self.start()
        await asyncio.sleep(self.chance.uniform(0.05, 0.6))
        await self.killer.strike()
        self.next_week()

    async def start(self) -> None:
        """Start it, and note how long that took."""
        began = time.monotonic()
        await self.house.start()
        self.starts.append(time.monotonic() - began)

    def next_week(self) -> None:
        """Go to the next check-in once everybody is through with this one."""
        if not self.is_through() or self.is_busy():
            return
        zone = zones.zone_of(ZONE)
        due = times.next_clock(self.weekly, self.house.now, zone)
        if times.week_of(due, zone) == times.week_of(self.house.now, zone):
            # The first check-in, which somebody asked for, was this week's.
            due += timedelta(days=7)
        self.house.set_clock(due)
        self.weeks += 1
        for visitor in self.visitors:
            visitor.begins_anew()

    def is_through(self) -> bool:
        """Say whether everybody has been thanked."""
        return all(visitor.done for visitor in self.visitors)

    def is_busy(self) -> bool:
        """Say whether something waits, or somebody was told to wait a moment ago."""
        lately = self.server.clock.now() - CALM
        flooded = any(call.code == 429 and call.at > lately for call in reversed(self.server.calls))
        waiting = bool(self.server.updates.waiting)
        return flooded or waiting or bool(self.house.count(UNSENT) + self.house.count(WAITING))

    async def end(self) -> Evidence:
        """Let everything come to its end with a good network, and collect the evidence."""
        self.server.faults.clear()
        await self.start()
        await until(lambda: self.is_through() and not self.is_busy(), END)
        ended = await self.house.stop()
        assert ended.code == 0
        return self.evidence()

    def evidence(self) -> Evidence:
        """Collect the evidence; the bot has ended."""
        return Evidence(
            tuple(self.server.calls),
            tuple(update for update in self.server.ledger if update.dropped is None),
            self.house.photograph(),
            self.house.key,
            self.killer.taken,
            self.killer.unnoted,
            tuple(self.killer.kills),
        )


@asynccontextmanager
async def loop(
    folder: Path, couples: int, seed: int, *, bad: bool = True, mode: str | None = None
) -> AsyncIterator[Loop]:
    """
    Seat some couples who are about to check in.

    ``bad`` says what the network is like, ``mode`` how the database commits (the bot's own choice
    when it is None).
    """
    chance = random.Random(seed)
    async with TelegramEmulator(seed=seed) as server, _house(folder, server, mode) as house:
        pairs = [meet(server, f"Ada{number}", f"Bo{number}") for number in range(couples)]
        weekly = load.load(ROOT / "dialogs").flows["weekly_checkin"].clocks[0]
        await move_in(house, *pairs, weekly=weekly)
        visitors = crowd(pairs, chance)
        if bad:
            for probability, fault in TROUBLE:
                server.faults.chance(probability, fault)
            for probability, fault in DEAF:
                server.faults.chance(probability, fault, method=POLL)
        found = Loop(server, house, pairs, chance, visitors, weekly, Killer(house, server, chance))
        lives = [asyncio.create_task(visitor.live(server)) for visitor in visitors]
        for visitor in visitors:
            visitor.seen = len(visitor.person.chat.messages)
            visitor.begins_anew()
        for pair in pairs:
            pair.hurt.says("/checkin")
        try:
            yield found
        finally:
            for life in lives:
                life.cancel()
            await asyncio.gather(*lives, return_exceptions=True)
        assert server.departures == []


def _house(folder: Path, server: TelegramEmulator, mode: str | None) -> House:
    # Weeks pass in minutes: what is swept out after a day would be missing as evidence.
    return Traced(folder, server, choices=("--journal", mode) if mode else ())
