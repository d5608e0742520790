"""Play flows with a couple: begin them, hand events in, go on with what was queued."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.engine import zones
from bot.engine.perform import Performance
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.advance import advance
from bot.flow.cast import Cast, Person
from bot.flow.events import Event, Resumed, Said, Skipped, Started
from bot.flow.outcomes import Phrase
from bot.flow.place import decode, encode
from bot.flow.run import Run, begin
from bot.flow.script import Script
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import RunId
from bot.model.profile import Profile
from bot.ports.rows import KeptRun, RunState

START = "start"
REMEMBERED = 1024
LATEST = timedelta(hours=12)
"""What the clock was to begin, and did not because we were away, is let be after this long."""


class Library:
    """
    The flows, in the version now in force, and older ones that runs still need.

    ``current`` is by flow id, ``versions`` by content hash.
    """

    def __init__(self, current: Mapping[str, Script], versions: Mapping[str, Script]) -> None:
        self.current = current
        self.versions = {**versions, **{one.version: one for one in current.values()}}
        self.commands = {name: one for one in current.values() for name in one.commands}

    def of(self, run: KeptRun) -> Script:
        """Give the flow that a run began with."""
        return self.versions[run.version]


class Resting:
    """
    Remembers runs as they were written last, so that they need not be read again.

    A document says all of a run but its couple and its answers: what is remembered is used only
    while couple and document are what the database gives.
    """

    def __init__(self) -> None:
        self.runs: OrderedDict[RunId, tuple[Couple, str, Run]] = OrderedDict()

    def take(self, couple: Couple, kept: KeptRun) -> Run:
        """Give a run, with the answers that lie in the database."""
        known = self.runs.pop(kept.id, None)
        if known is None or known[0] is not couple or known[1] != kept.document:
            return decode(kept.document, cast_of(couple, None), kept.values)
        run = known[2]
        # Not `replace`, which takes as long as reading it would.
        return Run(
            run.cast, kept.values, run.lanes, run.waits, run.fork, run.veil, run.hushed, run.ended
        )

    def put(self, couple: Couple, number: RunId, document: str, run: Run) -> None:
        """Remember a run, in the place of the one that was written longest ago if need be."""
        self.runs[number] = (couple, document, run)
        if len(self.runs) > REMEMBERED:
            self.runs.popitem(last=False)


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
        busy = bool(runs)
        if busy and not script.queues:
            if starter is not None:
                scene.tell(starter, Phrase("busy"))
            return
        zone = zones.zone_of(couple.partners[0].profile.zone)
        once = f"week:{times.week_of(due or scene.now, zone)}" if script.once_a_week else None
        state = RunState.QUEUED if busy else RunState.ACTIVE
        made = scene.held.add_run(couple.id, script.id, script.version, state, once)
        if made is None:
            if starter is not None:
                scene.tell(starter, Phrase("already-this-week"))
        elif busy:
            if starter is not None:
                scene.tell(starter, Phrase("queued"))
        else:
            self.begin(scene, couple, script, made, seat)

    def begin(
        self, scene: Scene, couple: Couple, script: Script, made: RunId, seat: Seat | None
    ) -> None:
        """Play a new run up to its first wait."""
        cast = cast_of(couple, seat)
        run = begin(cast, script.first or "")
        kept = KeptRun(made, couple.id, script.id, script.version, RunState.ACTIVE, encode(run), {})
        self.advance(scene, couple, kept, Started(scene.now, seat))

    def advance(
        self, scene: Scene, couple: Couple, kept: KeptRun, event: Event,
        press: tuple[str, str] | None = None,
    ) -> bool:  # fmt: skip
        """Hand one event to a run; True when it was for it."""
        script = self.library.of(kept)
        turn = advance(script, self.resting.take(couple, kept), event)
        if not turn.taken:
            return False
        document = encode(turn.run)
        performance = Performance(scene, couple, kept, script, press)
        over = performance.perform(turn.run, document, event, turn.outcomes)
        self.resting.put(couple, kept.id, document, turn.run)
        if over:
            self.next(scene, couple)
        return True

    def next(self, scene: Scene, couple: Couple) -> None:
        """Begin the oldest flow that was waiting for its turn."""
        for kept in scene.held.runs(couple.id):
            if kept.state is RunState.QUEUED:
                self.begin(scene, couple, self.library.of(kept), kept.id, None)
                return

    def heard(self, scene: Scene, couple: Couple, said: Said | Skipped) -> bool:
        """Give words to the run that asked this partner last."""
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
        """Set the next weekly start of every flow that has one."""
        zone = zones.zone_of(couple.partners[0].profile.zone)
        for script in self.library.current.values():
            for index, weekly in enumerate(script.weekly):
                due = times.next_weekly(weekly, scene.now, zone)
                scene.held.set_alarm(couple.id, None, 0, f"{START}:{script.id}:{index}", due)

    def rang(self, scene: Scene, couple: Couple, tag: str) -> None:
        """Begin what its time has come for, unless that is long past; set all clocks again."""
        _, flow, index = tag.split(":")
        script = self.library.current.get(flow)
        weekly = script.weekly[int(index) :] if script is not None else ()
        if script is not None and weekly and couple.whole:
            zone = zones.zone_of(couple.partners[0].profile.zone)
            due = times.next_weekly(weekly[0], scene.now - LATEST, zone)
            if due <= scene.now:
                self.start(scene, couple, script, None, due)
        self.schedule(scene, couple)


def cast_of(couple: Couple, starter: Seat | None) -> Cast:
    """
    Give what flows may know of a couple.

    With two breaches a run is about the one in which its starter was hurt.
    """
    seats = [one.hurt for one in couple.breaches] or [Seat.A]
    hurt = starter if starter in seats else seats[0]
    people = {one.seat: _person(one.profile) for one in couple.partners}
    a, b = people.get(Seat.A) or _NOBODY, people.get(Seat.B) or _NOBODY
    return Cast(a, b, hurt, couple.room is not None)


_NOBODY = Person("…", "en", UTC)


def _person(known: Profile) -> Person:
    return Person(known.name, known.language, zones.zone_of(known.zone), known.quiet)
