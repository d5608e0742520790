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
Step = str | tuple[str, Stack]
"""A question that was answered: its node, and the stack it was asked with where it had one."""
Trail = tuple[Step, ...]


def step(node: str, stack: Stack) -> Step:
    """Note a question; hardly any has a stack, and most of a trail is read and never used."""
    return (node, stack) if stack else node


def asked(one: Step) -> tuple[str, Stack]:
    """Give the question of a step, and its stack."""
    return (one, ()) if isinstance(one, str) else one


@dataclass(frozen=True, slots=True)
class Run:
    """
    A run at rest.

    ``lanes`` has ``main`` and, while forked, the seats still under way. ``waits`` is the last
    number given to a wait. ``veil`` is the moment before which nothing may show that a private
    fork has ended. ``fork`` is the number of the open fork's wait. ``ended`` is the outcome.
    ``trails`` are, by seat, the questions answered in the open fork, oldest first: a node and the
    stack it was asked with.
    """

    cast: Cast
    values: Values
    lanes: Mapping[str, Lane]
    waits: int = 0
    fork: int = 0
    veil: datetime | None = None
    hushed: int = 0
    ended: str | None = None
    trails: Mapping[str, "Trail"] = field(default_factory=dict)

    def listening(self, seat: Seat) -> int:
        """Give the number of the prompt this partner could answer now, 0 when there is none."""
        lane = self.lanes.get(seat)
        return lane.wait if lane else 0


def begin(cast: Cast, first: str, values: Values | None = None) -> Run:
    """Make a run that stands before its first node; ``values`` are kept from the last one."""
    return Run(cast, values or {}, {MAIN: Lane(first)})
