"""
Begin flows: for both, or for one of the two alone.

What both have waits its turn: one such conversation at a time. What one has alone runs beside it
and beside what the other has alone; when somebody begins it themselves it comes in front, and what
was asked before is shown again when it is over.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine import zones
from bot.engine.casting import cast_of, once_key, seats_for
from bot.engine.library import Library, Resting
from bot.engine.purposes import takes_part
from bot.engine.scene import Scene
from bot.engine.shelves import Shelves
from bot.flow.cast import Cast, Scope, Value, Values
from bot.flow.events import Event, Started
from bot.flow.expr import Failed
from bot.flow.outcomes import Phrase
from bot.flow.place import encode
from bot.flow.run import MAIN, SHARED, Run, begin
from bot.flow.script import Ask, Busy, Once, Ready, Script, WaitFor
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import RunId
from bot.ports.rows import KeptRun, RunState
from bot.things import safety

START = "start"
LATER = timedelta(hours=1)
"""What nobody asked for comes that much later to somebody who is in the middle of something."""


class Starting:
    """How runs begin. What they do then is `Players`'."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.resting = Resting()

    def advance(
        self, scene: Scene, couple: Couple, kept: KeptRun, event: Event,
        press: tuple[str, str] | None = None,
    ) -> bool:  # fmt: skip
        """Hand one event to a run; True when it was for it."""
        raise NotImplementedError

    def again(self, scene: Scene, couple: Couple, partner: Partner) -> bool:
        """Show a partner the open question once more; False when there is none."""
        raise NotImplementedError

    def start(
        self, scene: Scene, couple: Couple, script: Script, seat: Seat | None,
        due: datetime | None = None,
    ) -> None:  # fmt: skip
        """
        Begin a flow, or say why not; when it is a clock that asks, say nothing.

        ``due`` is when that clock was to ring: a late start belongs to the week it was meant for.
        """
        starter = couple.at(seat) if seat else None
        if script.alone:
            if starter is not None:
                self.start_alone(scene, couple, script, starter, due, asked=True)
            return
        if starter is not None and not takes_part(starter, alone=False):
            scene.tell(starter, Phrase("consent-needed"))
            return
        runs = self.of_both(scene, couple)
        if any(run.flow == script.id for run in runs):
            if starter is not None:
                scene.tell(starter, Phrase("already-open"))
                self.again(scene, couple, starter)
            return
        if not self.allowed(scene, couple, script, None):
            if starter is not None:
                scene.tell(starter, Phrase("not-yet"))
            return
        replaces = script.busy is Busy.REPLACE
        talking = [run for run in runs if self.awaited(couple, run) is None]
        busy = bool(talking) and not replaces
        if busy and script.busy is Busy.SKIP:
            if starter is not None:
                scene.tell(starter, Phrase("busy"))
            return
        once = once_key(script, due or scene.now, zones.zone_of(couple.partners[0].profile.zone))
        state = RunState.QUEUED if busy else RunState.ACTIVE
        made = scene.held.add_run(couple.id, script.id, script.version, state, once)
        if made is None:
            if starter is not None:
                scene.tell(starter, had(script))
        elif busy:
            if starter is not None:
                scene.tell(starter, Phrase("queued"))
        else:
            for kept in talking if replaces else ():
                if kept.state is RunState.ACTIVE:
                    self.close(scene, kept)
            self.begin(scene, couple, script, made, seat)

    def start_alone(
        self, scene: Scene, couple: Couple, script: Script, who: Partner,
        due: datetime | None = None, *, asked: bool,
    ) -> None:  # fmt: skip
        """
        Begin what one partner has alone.

        What they did not ask for waits while they are being asked something else, if it asks, too.
        """
        if not takes_part(who, alone=True):
            if asked:
                scene.tell(who, Phrase("consent-needed"))
            return
        mine = self.of_one(scene, couple, who.seat)
        if any(run.flow == script.id for run in mine):
            if asked:
                scene.tell(who, Phrase("already-open"))
                self.again(scene, couple, who)
            return
        if who.seat not in seats_for(script, couple) or not self.allowed(
            scene, couple, script, who.seat
        ):
            if asked:
                scene.tell(who, Phrase("not-yet"))
            return
        if not asked and asks(script) and self.listens(scene, couple, who.seat):
            if script.busy is not Busy.SKIP:
                tag = f"{START}:{script.id}:later:{who.seat}"
                scene.held.set_alarm(couple.id, None, 0, tag, scene.now + LATER)
            return
        once = once_key(script, due or scene.now, zones.zone_of(who.profile.zone))
        own = None if once is None else f"{once}:{who.seat}"
        made = scene.held.add_run(couple.id, script.id, script.version, RunState.ACTIVE, own)
        if made is None:
            if asked:
                scene.tell(who, had(script))
            return
        for kept in mine if script.busy is Busy.REPLACE else ():
            self.close(scene, kept)
        self.begin(scene, couple, script, made, who.seat)

    def begin(
        self, scene: Scene, couple: Couple, script: Script, made: RunId, seat: Seat | None
    ) -> None:
        """Play a new run up to its first wait."""
        cast = self.cast(scene, couple, script, seat)
        run = begin(cast, script.first or "", self.remembered(scene, couple, script, cast.own))
        kept = KeptRun(
            made, couple.id, script.id, script.version, RunState.ACTIVE, encode(run), run.values
        )
        if run.values:
            scene.held.save_run(kept, {})
        self.advance(scene, couple, kept, Started(scene.now, seat))

    def cast(self, scene: Scene, couple: Couple, script: Script, seat: Seat | None) -> Cast:
        """Give who plays a flow that begins now, with what they have reached."""
        return self.reached(scene, couple, script, cast_of(couple, seat, script.alone))

    def reached(self, scene: Scene, couple: Couple, script: Script, cast: Cast) -> Cast:
        """Tell a cast what its flow has to know: milestones, and whether it is held."""
        if script.opens:
            shelf = Shelves(scene.held, couple.id)
            cast = replace(cast, held=safety.holds(shelf, scene.now, heavy=script.heavy))
        if script.facts:
            cast = replace(cast, marks=scene.held.marks(couple.id))
        if script.own_facts:
            for who in couple.partners:
                own = scene.held.marks(couple.id, who.seat)
                known = replace(cast.person(who.seat), marks=own)
                cast = replace(cast, a=known) if who.seat is Seat.A else replace(cast, b=known)
        return cast

    def remembered(self, scene: Scene, couple: Couple, script: Script, own: Seat | None) -> Values:
        """
        Give the answers that a run begins with.

        Those to variables that keep the last one, and those that other flows asked for (``from``).
        What one has alone begins with their own only.
        """
        wanted: dict[str, set[tuple[str, str]]] = {}
        for one in script.variables.values():
            if one.keep or one.source:
                wanted.setdefault(one.source or script.id, set()).add((one.scope, one.name))
        found: dict[str, dict[str, Value]] = {}
        for flow, names in wanted.items():
            both = (*(who.seat for who in couple.partners), SHARED)
            for owner in both if own is None else (own,):
                last = scene.held.last(couple.id, flow, owner)
                scope = "run" if owner == SHARED else "my"
                kept = {name: value for name, value in last.items() if (scope, name) in names}
                if kept:
                    found.setdefault(owner, {}).update(kept)
        return found

    def allowed(self, scene: Scene, couple: Couple, script: Script, seat: Seat | None) -> bool:
        """Say whether what a flow is opened by has come about; nobody's answers are looked at."""
        if script.guard is None:
            return True
        try:
            cast = self.cast(scene, couple, script, seat)
            return bool(script.guard.run(Scope({}, cast, seat)))
        except Failed:
            return False

    # Runs under way

    def of_both(self, scene: Scene, couple: Couple) -> Sequence[KeptRun]:
        """Give the runs that the two have together, oldest first."""
        return [one for one in scene.held.runs(couple.id) if not self.library.of(one).alone]

    def of_one(self, scene: Scene, couple: Couple, seat: Seat) -> Sequence[KeptRun]:
        """Give the runs that one partner has alone, oldest first."""
        return [
            one
            for one in scene.held.runs(couple.id)
            if self.library.of(one).alone and self.resting.take(couple, one).cast.own is seat
        ]

    def listens(self, scene: Scene, couple: Couple, seat: Seat) -> bool:
        """Say whether somebody is being asked something just now."""
        return any(
            one.state is RunState.ACTIVE and self.resting.take(couple, one).listening(seat) > 0
            for one in scene.held.runs(couple.id)
        )

    def close(self, scene: Scene, kept: KeptRun) -> None:
        """End a run in whose place another comes; whoever was in it is told when they press."""
        scene.held.drop_alarms(kept.id)
        ended = replace(kept, state=RunState.ENDED)
        traceless = self.library.of(kept).traceless
        scene.held.save_run(ended.without_trace() if traceless else ended, kept.values)

    def awaited(self, couple: Couple, kept: KeptRun) -> str | None:
        """
        Name the milestone without which a run does not go on; None when it is not resting there.

        Such a run keeps nobody busy: the milestone is reached in another flow.
        """
        script = self.library.of(kept)
        waits = any(isinstance(node, WaitFor) for node in script.nodes.values())
        if kept.state is not RunState.ACTIVE or not waits:
            return None
        return awaited_at(script, self.resting.take(couple, kept))


def asks(script: Script) -> bool:
    """Say whether a flow asks anything; one that only tells gets in nobody's way."""
    return any(isinstance(node, Ask | Ready) for node in script.nodes.values())


def had(script: Script) -> Phrase:
    """Say that a flow was had as often as it can be."""
    return Phrase("already-this-week" if script.once is Once.WEEK else "already-done")


def awaited_at(script: Script, run: Run) -> str | None:
    """Name the milestone that the whole run waits for, if it does."""
    lane = run.lanes[MAIN]
    node = script.nodes.get(lane.at) if lane.at else None
    return node.event if isinstance(node, WaitFor) else None
