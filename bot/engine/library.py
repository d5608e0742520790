"""The flows that are in force, older ones that runs still need, and runs as they were left."""

from collections import OrderedDict
from collections.abc import Mapping
from types import MappingProxyType

from bot.engine.casting import cast_of
from bot.flow import reply
from bot.flow.place import decode
from bot.flow.run import Run
from bot.flow.script import Script
from bot.flow.upgrade import Upgrade
from bot.helplines import Helplines
from bot.journey import Journey
from bot.model.couple import Couple
from bot.model.ids import RunId
from bot.ports.rows import KeptRun
from bot.risk import Net

REMEMBERED = 1024
NOWHERE, NO_LINES = Journey(), Helplines()


class Library:
    """
    The flows, in the version now in force, and older ones that runs still need.

    ``current`` is by flow id, ``versions`` by content hash, ``nets`` by language.
    """

    def __init__(
        self, current: Mapping[str, Script], versions: Mapping[str, Script],
        journey: Journey = NOWHERE, nets: Mapping[str, Net] = MappingProxyType({}),
        helplines: Helplines = NO_LINES,
    ) -> None:  # fmt: skip
        self.current = current
        self.journey = journey
        self.welcomes = True
        self.nets = nets
        self.helplines = helplines
        self.versions = {**versions, **{one.version: one for one in current.values()}}
        # Compared here and not in the first turn that needs it: that takes a few milliseconds.
        self.ways = {
            version: Upgrade(old, current[old.id])
            for version, old in self.versions.items()
            if old.id in current and current[old.id].version != version
        }
        self.commands = {name: one for one in current.values() for name in one.commands}
        self.keywords = {reply.fold(word): one for one in current.values() for word in one.keywords}

    @property
    def traceless(self) -> frozenset[str]:
        """Name the flows of whose answers nothing is handed out."""
        return frozenset(one.id for one in self.versions.values() if one.traceless)

    def of(self, run: KeptRun) -> Script:
        """Give the flow in the version that a run is pinned to."""
        return self.versions[run.version]

    def newest(self, run: KeptRun) -> Script:
        """Give the flow for a run that has not begun: as it is now, where it still is."""
        return self.current.get(run.flow) or self.of(run)


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
            run.cast, kept.values, run.lanes, run.waits, run.fork, run.veil, run.hushed, run.ended,
            run.trails, run.rest,
        )  # fmt: skip

    def put(self, couple: Couple, number: RunId, document: str, run: Run) -> None:
        """Remember a run, in the place of the one that was written longest ago if need be."""
        self.runs[number] = (couple, document, run)
        if len(self.runs) > REMEMBERED:
            self.runs.popitem(last=False)
