"""Play flows with a couple: begin them, hand events in, go on with what was queued."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine import zones
from bot.engine.casting import cast_of, once_key
from bot.engine.journal import digest, write_upgrade
from bot.engine.library import Library, Resting
from bot.engine.perform import Performance
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.advance import advance
from bot.flow.cast import Scope, Values
from bot.flow.events import (
    Back,
    Event,
    Happened,
    Paused,
    Resumed,
    Said,
    Showed,
    Skipped,
    Started,
    Stopped,
    Undo,
)
from bot.flow.expr import Expression, Failed
from bot.flow.outcomes import Ended, Marked, Outcome, Phrase
from bot.flow.place import encode
from bot.flow.run import MAIN, SHARED, Run, begin
from bot.flow.script import Busy, Script, WaitFor
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import RunId
from bot.ports.rows import KeptRun, RunState

START = "start"
LATEST = timedelta(hours=12)
"""What the clock was to begin, and did not because we were away, is let be after this long."""


class Players:
    """Everything about runs."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.resting = Resting()

    def start(
        self, scene: Scene, couple: Couple, script: Script, seat: Seat | None,
        due: datetime | None = None,
    ) -> None:  # fmt: skip
        """
        Begin a flow, or say why not; when it is a clock that asks, say nothing.

        ``due`` is when that clock was to ring: a late start belongs to the week it was meant for.
        """
        starter = couple.at(seat) if seat else None
        runs = scene.held.runs(couple.id)
        if any(run.flow == script.id for run in runs):
            if starter is not None:
                scene.tell(starter, Phrase("already-open"))
                self.again(scene, couple, starter)
            return
        if script.guard is not None and not self.allowed(scene, couple, script.guard):
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
                scene.tell(starter, Phrase("already-this-week"))
        elif busy:
            if starter is not None:
                scene.tell(starter, Phrase("queued"))
        else:
            for kept in talking if replaces else ():
                if kept.state is RunState.ACTIVE:
                    self.close(scene, kept)
            self.begin(scene, couple, script, made, seat)

    def begin(
        self, scene: Scene, couple: Couple, script: Script, made: RunId, seat: Seat | None
    ) -> None:
        """Play a new run up to its first wait."""
        cast = cast_of(couple, seat)
        run = begin(cast, script.first or "", self.remembered(scene, couple, script))
        kept = KeptRun(
            made, couple.id, script.id, script.version, RunState.ACTIVE, encode(run), run.values
        )
        if run.values:
            scene.held.save_run(kept, {})
        self.advance(scene, couple, kept, Started(scene.now, seat))

    def remembered(self, scene: Scene, couple: Couple, script: Script) -> Values:
        """Give what was answered last time, of the variables that keep it."""
        keeps = {(one.scope, one.name): one for one in script.variables.values() if one.keep}
        if not keeps:
            return {}
        last = scene.held.last(couple.id, script.id)
        return {
            owner: mine
            for owner, its in last.items()
            if (
                mine := {
                    name: value
                    for name, value in its.items()
                    if ("run" if owner == SHARED else "my", name) in keeps
                }
            )
        }

    def advance(
        self, scene: Scene, couple: Couple, kept: KeptRun, event: Event,
        press: tuple[str, str] | None = None,
    ) -> bool:  # fmt: skip
        """Hand one event to a run; True when it was for it."""
        kept = self.upgraded(scene, couple, kept)
        script = self.library.of(kept)
        turn = advance(
            script, self.known(scene, script, couple, self.resting.take(couple, kept)), event
        )
        if not turn.taken:
            return False
        document = encode(turn.run)
        performance = Performance(scene, couple, kept, script, press)
        over = performance.perform(turn.run, document, event, turn.outcomes)
        self.resting.put(couple, kept.id, document, turn.run)
        self.pass_on(scene, couple, script, turn.outcomes)
        if over or _awaited(script, turn.run):
            self.next(scene, couple)
        return True

    def pass_on(
        self, scene: Scene, couple: Couple, script: Script, outcomes: Sequence[Outcome]
    ) -> None:
        """Tell other flows what was reached in this one, and begin those that follow it."""
        for outcome in outcomes:
            if isinstance(outcome, Marked) and outcome.seat is None:
                self.happened(scene, couple, script, outcome.name)
            elif isinstance(outcome, Ended):
                self.follow(scene, couple, script, outcome.outcome)

    def happened(self, scene: Scene, couple: Couple, script: Script, name: str) -> None:
        """Let runs go on that waited for a milestone, and begin flows that it begins."""
        for kept in scene.held.runs(couple.id):
            # Who waits for it in a lane is in the middle of a talk, and goes on with it at once.
            lanes = any(isinstance(one, WaitFor) for one in self.library.of(kept).nodes.values())
            if kept.state is RunState.ACTIVE and lanes and self.awaited(couple, kept) is None:
                self.advance(scene, couple, kept, Happened(scene.now, name))
        self.next(scene, couple)
        for one in self.library.current.values():
            if name in one.events and one.id != script.id:
                scene.held.set_alarm(couple.id, None, 0, f"{START}:{one.id}:now", scene.now)

    def follow(self, scene: Scene, couple: Couple, script: Script, outcome: str) -> None:
        """Set the start of flows that come after this one; each has a moment of its own."""
        for one in self.library.current.values():
            for after in one.after_flows:
                if after.flow == script.id and after.outcome in (None, outcome):
                    due = scene.now + after.wait
                    tag = f"{START}:{one.id}:after-{script.id}"
                    scene.held.set_alarm(couple.id, None, 0, tag, due)

    def known(self, scene: Scene, script: Script, couple: Couple, run: Run) -> Run:
        """Tell a run which milestones the couple has reached, if its flow asks for any."""
        if not script.facts:
            return run
        marks = scene.held.marks(couple.id)
        return replace(run, cast=replace(run.cast, marks=frozenset(marks)))

    def allowed(self, scene: Scene, couple: Couple, guard: Expression) -> bool:
        """Say whether what a flow is opened by has come about; nobody's answers are looked at."""
        cast = replace(cast_of(couple, None), marks=frozenset(scene.held.marks(couple.id)))
        try:
            return bool(guard.run(Scope({}, cast, None)))
        except Failed:
            return False

    def close(self, scene: Scene, kept: KeptRun) -> None:
        """End a run in whose place another comes; whoever was in it is told when they press."""
        scene.held.drop_alarms(kept.id)
        scene.held.save_run(replace(kept, state=RunState.ENDED), kept.values)

    def upgraded(self, scene: Scene, couple: Couple, kept: KeptRun) -> KeptRun:
        """Give a run in the version now in force, where that is proved safe; else as it is."""
        way = self.library.ways.get(kept.version)
        run = way.moves(self.resting.take(couple, kept)) if way else None
        if way is None or not isinstance(run, Run):
            return kept
        document = encode(run)
        moved = KeptRun(
            kept.id, couple.id, kept.flow, way.new.version, kept.state, document, run.values
        )
        scene.held.save_run(moved, kept.values)
        became = digest(document, kept.values, run.values)
        written = write_upgrade(scene.now, way.new.version)
        scene.held.journal(kept.id, None, scene.now, written, became)
        return moved

    def next(self, scene: Scene, couple: Couple) -> None:
        """
        Go on with the oldest run that waited for its turn, unless another one is talking.

        It waited to begin, or for a milestone that has been reached by now.
        """
        runs = [(kept, self.awaited(couple, kept)) for kept in scene.held.runs(couple.id)]
        if any(kept.state is RunState.ACTIVE and name is None for kept, name in runs):
            return
        for kept, name in runs:
            if kept.state is RunState.QUEUED:
                self.begin(scene, couple, self.library.newest(kept), kept.id, None)
                return
            if name is not None and name in scene.held.marks(couple.id):
                self.advance(scene, couple, kept, Happened(scene.now, name))
                return

    def awaited(self, couple: Couple, kept: KeptRun) -> str | None:
        """
        Name the milestone without which a run does not go on; None when it is not resting there.

        Such a run keeps nobody busy: the milestone is reached in another flow.
        """
        script = self.library.of(kept)
        waits = any(isinstance(node, WaitFor) for node in script.nodes.values())
        if kept.state is not RunState.ACTIVE or not waits:
            return None
        return _awaited(script, self.resting.take(couple, kept))

    def heard(
        self,
        scene: Scene,
        couple: Couple,
        said: Said | Showed | Skipped | Back | Undo | Stopped | Paused,
    ) -> bool:
        """Give words, or one of the words that always work, to the run that asked last."""
        for kept in reversed(scene.held.runs(couple.id)):
            if kept.state is RunState.ACTIVE and self.advance(scene, couple, kept, said):
                return True
        return False

    def again(self, scene: Scene, couple: Couple, partner: Partner) -> bool:
        """Show a partner the open question once more; False when there is none."""
        for kept in reversed(scene.held.runs(couple.id)):
            resumed = Resumed(scene.now, partner.seat)
            if kept.state is RunState.ACTIVE and self.advance(scene, couple, kept, resumed):
                return True
        return False

    def run(self, scene: Scene, couple: Couple, run: RunId) -> KeptRun | None:
        """Find an unfinished run."""
        found = scene.held.runs(couple.id)
        return next((one for one in found if one.id == run), None)

    def schedule(self, scene: Scene, couple: Couple) -> None:
        """Set the next start of every flow that has a clock."""
        zone = zones.zone_of(couple.partners[0].profile.zone)
        for script in self.library.current.values():
            for index, clock in enumerate(script.clocks):
                due = times.next_clock(clock, scene.now, zone)
                scene.held.set_alarm(couple.id, None, 0, f"{START}:{script.id}:{index}", due)

    def rang(self, scene: Scene, couple: Couple, tag: str) -> None:
        """Begin what its time has come for, unless that is long past; set all clocks again."""
        _, flow, index = tag.split(":")
        script = self.library.current.get(flow)
        if not index.isdigit():
            if script is not None and couple.whole:
                self.start(scene, couple, script, None)
            return
        clocks = script.clocks[int(index) :] if script is not None else ()
        if script is not None and clocks and couple.whole:
            zone = zones.zone_of(couple.partners[0].profile.zone)
            due = times.next_clock(clocks[0], scene.now - LATEST, zone)
            if due <= scene.now:
                self.start(scene, couple, script, None, due)
        self.schedule(scene, couple)


def _awaited(script: Script, run: Run) -> str | None:
    lane = run.lanes[MAIN]
    node = script.nodes.get(lane.at) if lane.at else None
    return node.event if isinstance(node, WaitFor) else None
