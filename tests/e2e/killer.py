"""Kill a house at chosen moments, and know what was under way when it died."""

import asyncio
import random
from dataclasses import dataclass, field

from tests.e2e.house import House
from tests.e2e.script import Event
from tests.emulators.telegram import TelegramEmulator

MOMENTS = (0.0, 0.005, 0.02, 0.06, 0.15)
"""Seconds after an event: before it is heard, while it is kept, while what follows goes out."""


@dataclass(slots=True)
class Killer:
    """
    Kill the bot after every so many events, and start it again.

    ``kills`` are moments on the platform's clock. ``taken`` counts the letters that were out of
    the outbox when the bot died, ``unnoted`` those of them that had arrived without its knowing:
    each of these may come twice.
    """

    house: House
    server: TelegramEmulator
    chance: random.Random
    every: int = 1
    events: int = 0
    kills: list[float] = field(default_factory=list)
    taken: int = 0
    unnoted: int = 0
    begun: int = 0

    async def __call__(self, event: Event) -> None:
        """Look at an event, and strike if it is time."""
        self.events += 1
        if self.events % self.every:
            return
        await asyncio.sleep(self.chance.choice(MOMENTS))
        await self.strike()
        await self.house.start()

    async def strike(self) -> None:
        """Kill the bot, and see how far it was."""
        await self.house.kill()
        self.kills.append(self.server.clock.now())
        noted = set(self.house.column("message FROM letters WHERE message IS NOT NULL"))
        arrived = [
            str(call.message_id)
            for call in self.server.calls[self.begun :]
            if call.method == "sendMessage" and call.outcome == "ok"
        ]
        self.begun = len(self.server.calls)
        self.unnoted += sum(message not in noted for message in arrived)
        self.taken += self.house.count("letters WHERE state = 'away'")
