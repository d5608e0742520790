"""Keep the inbox moving: take what waits, ring what is due, do the small things afterwards."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.engine.engine import Engine
from bot.engine.scene import Alert, AnswerPress, Courtesy, Finished, Leave, Strip
from bot.errors import Unwritable
from bot.ports.clock import Clock
from bot.ports.gateway import Gateway
from bot.ports.store import Store

PATIENCE = 5.0
NAP = 30.0


class Work:
    """
    The worker at the inbox.

    ``after`` is rung whenever turns were done: there may be letters and alarms now.
    """

    def __init__(
        self, store: Store, engine: Engine, gateways: Mapping[str, Gateway],
        after: Sequence[Callable[[], None]], alert: Callable[[str], None],
    ) -> None:  # fmt: skip
        self.store = store
        self.engine = engine
        self.gateways = gateways
        self.after = after
        self.alert = alert
        self.bell = asyncio.Event()
        self.stopping = False

    def stop(self) -> None:
        """End after the turn under way; what is left in the inbox waits for the next start."""
        self.stopping = True
        self.bell.set()

    async def run(self) -> None:
        """Work until stopped."""
        async with asyncio.TaskGroup() as courtesies:
            while not self.stopping:
                self.bell.clear()
                done, left = await self.once()
                for courtesy in left:
                    courtesies.create_task(self.do(courtesy))
                if not done:
                    await self.bell.wait()

    async def once(self) -> tuple[int, Sequence[Courtesy]]:
        """Take one batch; give how many events it held, and what is left to do after them."""
        try:
            done = await self.store.work(self.engine.turn, self.engine.sorry)
        except Unwritable:
            self.engine.courtesies.clear()
            self.alert("the database cannot be written to; trying again in five seconds")
            await asyncio.sleep(PATIENCE)
            return 1, ()
        left, self.engine.courtesies = self.engine.courtesies, []
        if done:
            for ring in self.after:
                ring()
        return done, left

    async def do(self, courtesy: Courtesy) -> None:
        """Do one small thing; none of them may fail loudly."""
        match courtesy:
            case Alert(text=text):
                self.alert(text)
            case AnswerPress(platform=platform, press=press, text=notice):
                if platform in self.gateways:
                    await self.gateways[platform].answer_press(press, notice)
            case Strip(address=address, message=message):
                if address.platform in self.gateways:
                    await self.gateways[address.platform].strip(address, message)
            case Finished():
                pass
            case Leave(address=address):
                if address.platform in self.gateways:
                    await self.gateways[address.platform].leave(address)


class Alarms:
    """
    The bell-ringer: moves alarms that are due into the inbox.

    ``nap`` is the longest rest in seconds; it is short when the clock can be moved from outside.
    """

    def __init__(
        self, store: Store, clock: Clock, wake: Callable[[], None], nap: float = NAP
    ) -> None:
        self.store = store
        self.clock = clock
        self.wake = wake
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
        try:
            self.following = await self.store.ring(now)
        except Unwritable:
            await asyncio.sleep(PATIENCE)
        self.wake()
