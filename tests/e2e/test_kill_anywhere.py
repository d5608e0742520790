"""Killed between any two events, the bot goes on with the same conversation."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.e2e.people import letters, readable
from tests.e2e.script import CHECK_IN, HURT, KEPT, REPAIRING, SHARED, WEEK, Event
from tests.e2e.seats import meet, move_in
from tests.e2e.week import Week, new_week, places, told, week_of
from tests.emulators.telegram import TelegramEmulator


@dataclass(slots=True)
class Killer:
    """Kills and restarts after an event, at once or a little later; counts what was under way."""

    house: House
    chance: random.Random
    under_way: int = 0
    kills: int = 0

    async def __call__(self, event: Event) -> None:
        import asyncio

        await asyncio.sleep(self.chance.choice((0.0, 0.005, 0.02, 0.06, 0.15)))
        await self.house.kill()
        self.kills += 1
        self.under_way += self.house.count("letters WHERE state = 'away'")
        await self.house.start()
