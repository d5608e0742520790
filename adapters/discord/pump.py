"""What was heard, kept in order; after a gap in hearing, what was missed comes first."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress

from adapters.discord.line import log
from adapters.discord.tempo import Tempo
from bot.errors import Unwritable
from bot.ports.gateway import Keep
from bot.ports.messages import Inbound

MOST_AT_ONCE = 100

Newest = Mapping[int, int]
"""The newest message that was heard, by channel."""
LookBack = Callable[[Newest], AsyncIterator[Sequence[Inbound]]]


class Pump:
    """
    Bring what was heard to whoever keeps it.

    ``look_back`` gives what was missed after the messages named. What is heard meanwhile waits, so
    that everybody's words stay in order.
    """

    def __init__(self, look_back: LookBack, tempo: Tempo) -> None:
        self._look_back = look_back
        self._tempo = tempo
        self._heard: asyncio.Queue[Inbound | Newest] = asyncio.Queue()
        self._held: list[Inbound] = []
        self._waiting: dict[str, asyncio.Event] = {}

    def put(self, inbound: Inbound) -> asyncio.Event:
        """Take something that was just heard; give what tells when it is kept."""
        self._heard.put_nowait(inbound)
        return self._waiting.setdefault(inbound.key, asyncio.Event())

    def gap(self, newest: Newest) -> None:
        """Note that something may have been missed here."""
        self._heard.put_nowait(dict(newest))

    async def run(self, keep: Keep) -> None:
        """Keep for ever. What was heard is kept even when this is cancelled."""
        try:
            while True:
                await self._one(await self._heard.get(), keep)
        except asyncio.CancelledError:
            self._held += [one for one in self._rest() if isinstance(one, Inbound)]
            if self._held:
                with suppress(Unwritable, TimeoutError):
                    async with asyncio.timeout(self._tempo.farewell / 4):
                        await keep(self._held)
            raise

    async def _one(self, first: Inbound | Newest, keep: Keep) -> None:
        if not isinstance(first, Inbound):
            async for missed in self._look_back(first):
                await self._keep(list(missed), keep)
            return
        batch = [first]
        gaps: list[Newest] = []
        while len(batch) < MOST_AT_ONCE and not gaps and not self._heard.empty():
            following = self._heard.get_nowait()
            if isinstance(following, Inbound):
                batch.append(following)
            else:
                gaps.append(following)
        await self._keep(batch, keep)
        for gap in gaps:
            await self._one(gap, keep)

    async def _keep(self, batch: list[Inbound], keep: Keep) -> None:
        self._held = batch
        while batch:
            try:
                await keep(batch)
                break
            except Unwritable:
                log.warning("Nothing can be written now: what Discord told us waits in memory.")
                await self._tempo.pause(self._tempo.unwritable)
        self._held = []
        for one in batch:
            if one.key in self._waiting:
                self._waiting.pop(one.key).set()

    def _rest(self) -> list[Inbound | Newest]:
        rest = []
        while not self._heard.empty():
            rest.append(self._heard.get_nowait())
        return rest
