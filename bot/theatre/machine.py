"""A built bot whose time passes only when told to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from bot import app
from bot.engine.casting import cast_of
from bot.engine.courtesies import Courtesy, Finished
from bot.engine.engine import whole
from bot.engine.scene import Scene
from bot.flow.place import decode
from bot.flow.run import MAIN
from bot.flow.script import Ask, Each, Place, Ready
from bot.model.couple import Couple
from bot.model.ids import InboxId
from bot.model.profile import Stage
from bot.ports.messages import Gathered, Inbound
from bot.ports.rows import KeptRun, RunState
from bot.ports.store import Held, Turn

PEOPLE = ("a", "b")
MOMENT = timedelta(seconds=60)
"""Texts that are still being collected after this long are not waited for."""


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved."""

    time: datetime

    def now(self) -> datetime:
        """Give the time in UTC."""
        return self.time


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody could answer now: at the door, or in a flow; ``room`` if in the room."""

    who: str
    about: Stage | Ask | Ready
    room: bool


class Machine:
    """
    The bot's parts, driven step by step instead of running by themselves.

    Whoever builds on it gives ``parts``, ``clock`` and ``finished``, and the ``platform`` whose
    two people are called `PEOPLE`.
    """

    __slots__ = ()

    parts: app.Parts
    clock: MovableClock
    finished: list[Finished]

    @property
    def platform(self) -> str:
        """Give the name of the platform on which the two are."""
        raise NotImplementedError

    async def calm(self) -> None:
        """Work and deliver until nothing is left to do at this moment."""
        while True:
            await self.parts.store.ring(self.clock.now())
            done, left = await self.parts.work.once()
            for courtesy in left:
                await self.courtesy(courtesy)
            letters = await self.parts.store.unsent(self.clock.now())
            for letter in letters:
                await self.parts.delivery.deliver(letter)
            if not done and not letters:
                return

    async def courtesy(self, courtesy: Courtesy) -> None:
        """Do a small thing, and remember the outcomes of runs."""
        if isinstance(courtesy, Finished):
            self.finished.append(courtesy)
        await self.parts.work.do(courtesy)

    async def settle(self) -> None:
        """Let pass the moment in which the parts of a long text are collected."""
        following = await self.parts.store.ring(self.clock.now())
        if following is not None and following - self.clock.now() <= MOMENT:
            self.clock.time = following
            await self.calm()

    async def wait(self, length: timedelta) -> None:
        """Let time pass; whatever falls due on the way happens at its own moment."""
        until = self.clock.now() + length
        while (following := await self.next_moment()) is not None and following <= until:
            self.clock.time = max(following, self.clock.now())
            await self.calm()
        self.clock.time = until
        await self.calm()

    async def next_moment(self) -> datetime | None:
        """Say when something happens next by itself: an alarm, or a letter that was held."""
        now = self.clock.now()
        moments = [await self.parts.store.ring(now), await self.parts.store.next_letter(now)]
        await self.calm()
        return min((moment for moment in moments if moment is not None), default=None)

    # What is done for the two

    async def chooses(self, who: str, flow: str) -> None:
        """Let somebody begin a flow as if they had chosen it in the menu."""

        def choose(scene: Scene, couple: Couple) -> None:
            one = scene.held.partner(self.platform, who)
            players = self.parts.engine.players
            if one is not None:
                players.start(scene, couple, players.library.current[flow], one.seat)

        await self.with_couple(choose)
        await self.settle()

    async def reached(self, flow: str, milestones: Mapping[str, timedelta]) -> None:
        """
        Put milestones on record as if runs of a flow had come to them.

        Each so long ago, and once more just now.
        """

        def note(scene: Scene, couple: Couple) -> None:
            version = self.parts.engine.players.library.current[flow].version
            for name, ago in milestones.items():
                for at in (scene.now - ago, scene.now):
                    made = scene.held.add_run(couple.id, flow, version, RunState.ACTIVE, None)
                    if made is not None:
                        scene.held.mark(made, name, None, at)
                        run = KeptRun(made, couple.id, flow, version, RunState.ENDED, "", {})
                        scene.held.save_run(run, {})

        if milestones:
            await self.with_couple(note)

    async def with_couple(self, does: Callable[[Scene, Couple], None]) -> None:
        """Do something to the couple within a turn of our own."""

        def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            first = held.partner(self.platform, PEOPLE[0])
            couple = held.couple(first.couple) if first else None
            if couple is not None:
                does(Scene(self.parts.engine.house, held, inbox, whole(inbound.at)), couple)

        await self.within(turn)
        await self.calm()

    # What is asked

    async def questions(self) -> Sequence[Question]:
        """Say who is asked something just now. To be asked when all is `calm`."""
        found: list[Question] = []

        def look(held: Held, _: InboxId, __: Inbound) -> None:
            found[:] = [asked for who in PEOPLE for asked in self.asked(held, who)]

        await self.within(look)
        return found

    async def within(self, turn: Turn) -> None:
        """Play a turn of our own, once; whatever else came in meanwhile is played as ever."""
        key = f"look:{uuid4()}"

        def ours(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            (turn if inbound.key == key else self.parts.engine.turn)(held, inbox, inbound)

        await self.parts.store.keep([Inbound(key, self.clock.now(), Gathered(None))])
        await self.parts.store.work(ours, self.parts.engine.sorry)

    def asked(self, held: Held, who: str) -> Iterator[Question]:
        """Find what one person is asked: at the door, or in a run."""
        partner = held.partner(self.platform, who)
        couple = held.couple(partner.couple) if partner else None
        if partner is None or couple is None:
            return
        if partner.stage is not Stage.HOME:
            yield Question(who, partner.stage, room=False)
            return
        for kept in (one for one in held.runs(couple.id) if one.state is RunState.ACTIVE):
            script = self.parts.engine.players.library.of(kept)
            lanes = decode(kept.document, cast_of(couple, None), kept.values).lanes
            main, lane = lanes.get(MAIN), lanes.get(partner.seat)
            fork = script.nodes.get(main.at) if main and main.at else None
            node = script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
            shared = isinstance(fork, Each) and fork.place is Place.GROUP
            if isinstance(node, Ask) or (isinstance(node, Ready) and lane and lane.slot is None):
                yield Question(who, node, room=shared and couple.room is not None)
