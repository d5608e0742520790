"""
A couple's passage through a flow: where they are, and what was answered.

The place is written as one small JSON document; answers lie beside it, each under its owner.
Positions are node ids, never indices.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.flow.cast import Cast, Values
from bot.model.couple import Seat

MAIN = "main"
SHARED = "run"
LATER, STOPPED = -1, -2


@dataclass(frozen=True, slots=True)
class Lane:
    """
    One partner's way, or the main way outside lanes.

    ``at`` is the node it stands on, None when it is through. ``stack`` holds repeats and calls
    it is inside, with their round. ``wait`` is the number of the prompt, pause or fork it waits
    for; 0 when it has not begun, `LATER` when it is the other's turn first, `STOPPED` when its
    partner left out the rest. ``tries`` counts replies that did not fit, ``slot`` is the
    slot they pressed ready for (UTC).
    """

    at: str | None
    stack: tuple[tuple[str, int], ...] = ()
    wait: int = 0
    tries: int = 0
    slot: datetime | None = None
    stuck: bool = False


Stack = tuple[tuple[str, int], ...]
Trail = str
"""
Questions that were answered, oldest first, as one text: ``trust thanks|rounds:1,block:0``.

It is written in every turn and read when somebody goes back, which is nearly never.
"""
LONGEST = 20  # questions that somebody can go back


def further(trail: Trail, node: str, stack: Stack) -> Trail:
    """Add a question, and the stack it was asked with."""
    if stack:
        node += "|" + ",".join(f"{name}:{rounds}" for name, rounds in stack)
    longer = f"{trail} {node}" if trail else node
    return longer if longer.count(" ") < LONGEST else longer.split(" ", 1)[1]


def steps(trail: Trail) -> list[tuple[str, Stack]]:
    """Read a trail."""
    found = []
    for one in trail.split():
        node, _, frames = one.partition("|")
        pairs = [frame.rsplit(":", 1) for frame in frames.split(",") if frame]
        found.append((node, tuple((name, int(rounds)) for name, rounds in pairs)))
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """
    A run at rest.

    ``lanes`` has ``main`` and, while forked, the seats still under way. ``waits`` is the last
    number given to a wait. ``veil`` is the moment before which nothing may show that a private
    fork has ended. ``fork`` is the number of the open fork's wait. ``ended`` is the outcome.
    ``trails`` are, by seat, the questions answered in the open fork. ``rest`` is the end of the
    break that the sitting is in.
    """

    cast: Cast
    values: Values
    lanes: Mapping[str, Lane]
    waits: int = 0
    fork: int = 0
    veil: datetime | None = None
    hushed: int = 0
    ended: str | None = None
    trails: Mapping[str, Trail] = field(default_factory=dict)
    rest: datetime | None = None

    def listening(self, seat: Seat) -> int:
        """Give the number of the prompt this partner could answer now, 0 when there is none."""
        lane = self.lanes.get(seat)
        return lane.wait if lane else 0


def begin(cast: Cast, first: str, values: Values | None = None) -> Run:
    """Make a run that stands before its first node; ``values`` are kept from the last one."""
    return Run(cast, values or {}, {MAIN: Lane(first)})
