"""Ring what is due."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.engine.patience import insist
from bot.ports.clock import Clock
from bot.ports.store import Store

NAP = 30.0


class Alarms:
    """
    The bell-ringer: moves alarms that are due into the inbox.

    ``nap`` is the longest rest in seconds; it is short when the clock can be moved from outside.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        wake: Callable[[], None],
        alert: Callable[[str], None],
        nap: float = NAP,
    ) -> None:
        self.store = store
        self.clock = clock
        self.wake = wake
        self.alert = alert
        self.nap = nap
        self.bell = asyncio.Event()
        self.following: datetime | None = None
        self.stopping = False

    def stop(self) -> None:
        """End at the next rest."""
        self.stopping = True
        self.bell.set()

    async def run(self) -> None:
        """Ring until stopped."""
        while not self.stopping:
            self.bell.clear()
            await self.once()
            length = self.nap
            if self.following is not None:
                away = (self.following - self.clock.now()).total_seconds()
                length = min(self.nap, max(0.0, away))
            try:
                await asyncio.wait_for(self.bell.wait(), length)
            except TimeoutError:
                continue

    async def once(self) -> None:
        """Ring all that is due now."""
        now = self.clock.now()
        self.following = await insist(lambda: self.store.ring(now), self.alert)
        self.wake()
