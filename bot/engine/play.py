"""Play flows with a couple: hand events in, go on with what was queued or left for another."""

from collections.abc import Sequence
from dataclasses import replace

from bot.engine.coming import Coming
from bot.engine.journal import digest, write_upgrade
from bot.engine.perform import Performance
from bot.engine.purposes import takes_part
from bot.engine.scene import Scene
from bot.engine.starting import awaited_at
from bot.flow.advance import advance
from bot.flow.events import (
    Back,
    Done,
    Event,
    Happened,
    Paused,
    Resumed,
    Said,
    Showed,
    Skipped,
    Stopped,
    Undo,
)
from bot.flow.outcomes import Ended, Marked, Outcome
from bot.flow.place import encode
from bot.flow.run import Run
from bot.flow.script import Script, WaitFor
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import RunId
from bot.ports.rows import KeptRun, RunState


class Players(Coming):
    """Everything about runs under way."""

    def advance(
        self, scene: Scene, couple: Couple, kept: KeptRun, event: Event,
        press: tuple[str, str] | None = None,
    ) -> bool:  # fmt: skip
        """Hand one event to a run; True when it was for it."""
        kept = self.upgraded(scene, couple, kept)
        script = self.library.of(kept)
        if not takes_part(doer(couple, event), alone=bool(script.alone)):
            # Who took that consent back is silent here.
            return False
        before = self.resting.take(couple, kept)
        if script.facts or script.own_facts or script.opens:
            before = replace(before, cast=self.reached(scene, couple, script, before.cast))
        turn = advance(script, before, event)
        if not turn.taken:
            return False
        left = self.left(scene, couple, kept, event, before, turn.run)
        document = encode(turn.run)
        performance = Performance(scene, couple, kept, script, press)
        over = performance.perform(turn.run, document, event, turn.outcomes)
        self.resting.put(couple, kept.id, document, turn.run)
        self.pass_on(scene, couple, script, before.cast.own, turn.outcomes)
        if not script.alone and (over or awaited_at(script, turn.run)):
            self.next(scene, couple)
        if left is not None:
            self.advance(scene, couple, *left)
        return True

    def left(
        self, scene: Scene, couple: Couple, kept: KeptRun, event: Event, before: Run, after: Run
    ) -> tuple[KeptRun, Resumed] | None:
        """
        Give the run whose question somebody comes back to, now that this one asks no more.

        There is one where they have something open alone beside what both have.
        """
        # A deed at the end of what somebody has alone is done for them, just after they answered.
        seat = before.cast.own if isinstance(event, Done) else getattr(event, "seat", None)
        if seat is None or scene.unasked or not before.listening(seat) or after.listening(seat):
            return None
        for other in reversed(scene.held.runs(couple.id)):
            alone = bool(self.library.of(kept).alone or self.library.of(other).alone)
            if other.id == kept.id or other.state is not RunState.ACTIVE or not alone:
                continue
            if self.resting.take(couple, other).listening(seat):
                return other, Resumed(event.at, seat)
        return None

    def pass_on(
        self, scene: Scene, couple: Couple, script: Script, own: Seat | None,
        outcomes: Sequence[Outcome],
    ) -> None:  # fmt: skip
        """Tell other flows what was reached in this one, and begin those that follow it."""
        for outcome in outcomes:
            if isinstance(outcome, Marked) and outcome.seat is None:
                self.happened(scene, couple, script, outcome.name)
            elif isinstance(outcome, Marked):
                self.reach(scene, couple, script, outcome.seat, outcome.name)
            elif isinstance(outcome, Ended):
                self.follow(scene, couple, script, own, outcome.outcome)

    def happened(self, scene: Scene, couple: Couple, script: Script, name: str) -> None:
        """Let runs go on that waited for a milestone, and begin flows that it begins."""
        for kept in scene.held.runs(couple.id):
            # Who waits for it in a lane is in the middle of a talk, and goes on with it at once.
            lanes = any(isinstance(one, WaitFor) for one in self.library.of(kept).nodes.values())
            if kept.state is RunState.ACTIVE and lanes and self.awaited(couple, kept) is None:
                self.advance(scene, couple, kept, Happened(scene.now, name))
        self.next(scene, couple)
        self.reach(scene, couple, script, None, name)

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
        runs = [(kept, self.awaited(couple, kept)) for kept in self.of_both(scene, couple)]
        if any(kept.state is RunState.ACTIVE and name is None for kept, name in runs):
            return
        for kept, name in runs:
            if kept.state is RunState.QUEUED:
                self.begin(scene, couple, self.library.newest(kept), kept.id, None)
                return
            if name is not None and name in scene.held.marks(couple.id):
                self.advance(scene, couple, kept, Happened(scene.now, name))
                return

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


def doer(couple: Couple, event: Event) -> Partner | None:
    """Give whose doing an event is; None for what nobody did."""
    seat = getattr(event, "seat", None)
    return couple.at(seat) if isinstance(seat, Seat) else None
