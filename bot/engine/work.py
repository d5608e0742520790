"""Keep the inbox moving: take what waits, and do the small things afterwards."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.engine.courtesies import (
    Alert,
    AnswerPress,
    Courtesy,
    Finished,
    Leave,
    Remove,
    Strip,
    TakeBack,
    Tidy,
)
from bot.engine.engine import Engine
from bot.errors import StoreError, Unwritable
from bot.ports.gateway import Gateway
from bot.ports.store import Store

PATIENCE = 5.0
LINGER = 3.0
LOOKS, LOOK_AGAIN = 30, 0.5
"""A letter on its way out is waited for so often, so many seconds each time."""


class Work:
    """
    The worker at the inbox.

    ``after`` is rung whenever turns were done: there may be letters and alarms now; ``idle`` when
    there was nothing to do. ``linger`` is how many seconds we stay in a room that we are about to
    leave, for the last line to go out.
    """

    def __init__(
        self, store: Store, engine: Engine, gateways: Mapping[str, Gateway],
        after: Sequence[Callable[[], None]], alert: Callable[[str], None],
        idle: Callable[[], None],
    ) -> None:  # fmt: skip
        self.store = store
        self.engine = engine
        self.gateways = gateways
        self.after = after
        self.alert = alert
        self.idle = idle
        self.beside: list[Courtesy] = []
        self.linger = LINGER
        self.bell = asyncio.Event()
        self.stopping = False
        self.stuck = False

    def stop(self) -> None:
        """End after the turn under way; what is left in the inbox waits for the next start."""
        self.stopping = True
        self.bell.set()

    def besides(self, courtesies: Sequence[Courtesy]) -> None:
        """Do small things that no turn asked for."""
        self.beside += courtesies
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
        except Unwritable as exc:
            self.engine.take_left()
            if not self.stuck:
                self.alert(f"the database cannot be written to ({exc}); trying on")
            self.stuck = True
            await asyncio.sleep(PATIENCE)
            return 1, ()
        self.stuck = False
        left = [*self.engine.take_left(), *self.beside]
        self.beside.clear()
        for ring in self.after if done else (self.idle,):
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
            case TakeBack():
                await self.take_back(courtesy)
            case Tidy():
                await self.tidy(courtesy)
            case Remove(address=address, messages=messages):
                if address.platform in self.gateways:
                    await self.gateways[address.platform].take_back(address, messages)
            case Leave(address=address):
                await asyncio.sleep(self.linger)
                if address.platform in self.gateways:
                    await self.gateways[address.platform].leave(address)

    async def tidy(self, asked: Tidy) -> None:
        """Take out of a chat what is too old; what its platform keeps all the same stays."""
        address, until = asked.route.address, asked.at - asked.age
        gateway = self.gateways.get(address.platform)
        if gateway is None:
            return
        since = asked.at - gateway.limits.recall
        try:
            found, _ = await self.store.lately(asked.route.id, asked.before, since, until)
            await gateway.take_back(address, found)
            await self.store.gone(asked.route.id, found)
        except StoreError:
            # The next alarm of this chat looks for them again.
            self.alert("messages could not be looked up, so they were not tidied away")

    async def take_back(self, asked: TakeBack) -> None:
        """Take messages out of a chat; what was on its way there goes as soon as it arrives."""
        address = asked.route.address
        gateway = self.gateways.get(address.platform)
        if gateway is None:
            return
        since = asked.at - gateway.limits.recall
        gone: set[str] = set()
        for _ in range(LOOKS):
            try:
                found, more = await self.store.lately(asked.route.id, asked.before, since)
            except StoreError:
                self.alert("messages could not be looked up, so they were not taken back")
                return
            new = [one for one in (*asked.own, *found) if one not in gone]
            await gateway.take_back(address, new)
            gone.update(new)
            if not more or self.stopping:
                return
            await asyncio.sleep(LOOK_AGAIN)
