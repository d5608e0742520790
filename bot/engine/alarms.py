"""Ring what is due."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.engine.patience import insist
from bot.ports.clock import Clock
from bot.ports.messages import Inbound, Rang
from bot.ports.rows import Rules
from bot.ports.store import Store

NAP = 30.0

SWEEP = timedelta(hours=1)
TELL, ERASE = "retention:tell", "retention:erase"
"""Tags of alarms for couples of whom nothing was heard for long: to be told so, to be erased."""


class Alarms:
    """
    The bell-ringer: moves alarms that are due into the inbox.

    ``nap`` is the longest rest in seconds; it is short when the clock can be moved from outside.
    Where ``rules`` are set, it also sweeps out, once an hour, what is older than they allow.
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
        self.rules: Rules | None = None
        self.swept: datetime | None = None
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
        if self.rules is not None and (self.swept is None or now - self.swept >= SWEEP):
            self.swept = now
            await self.sweep(now, self.rules)
        self.following = await insist(lambda: self.store.ring(now), self.alert)
        self.wake()

    async def sweep(self, now: datetime, rules: Rules) -> None:
        """Let go of what is too old, and ring for the couples who are due."""
        pruned = await insist(lambda: self.store.prune(now, rules), self.alert)
        due = [(TELL, one) for one in pruned.to_tell] + [(ERASE, one) for one in pruned.to_erase]
        if due:
            # The day is part of the key: a couple is rung for once a day at most.
            rung = [
                Inbound(f"{tag}:{couple}:{now:%Y-%m-%d}", now, Rang(couple, None, 0, tag))
                for tag, couple in due
            ]
            await insist(lambda: self.store.keep(rung), self.alert)
