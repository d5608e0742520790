"""
A couple's passage through a flow: where they are, and what was answered.

The place is written as one small JSON document; answers lie beside it, each under its owner.
Positions are node ids, never indices.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.flow.cast import Cast, Values
from bot.flow.compact import write
from bot.model.couple import Seat

FORMAT = 1
_reader = json.JSONDecoder()
_SEATS = {seat.value: seat for seat in Seat}
MAIN = "main"
SHARED = "run"


@dataclass(frozen=True, slots=True)
class Lane:
    """
    One partner's way, or the main way outside lanes.

    ``at`` is the node it stands on, None when it is through. ``stack`` holds repeats and calls
    it is inside, with their round. ``wait`` is the number of the prompt, pause or fork it waits
    for; 0 when it has not begun. ``tries`` counts replies that did not fit, ``slot`` is the
    slot they pressed ready for (UTC).
    """

    at: str | None
    stack: tuple[tuple[str, int], ...] = ()
    wait: int = 0
    tries: int = 0
    slot: datetime | None = None
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """
    A run at rest.

    ``lanes`` has ``main`` and, while forked, the seats still under way. ``waits`` is the last
    number given to a wait. ``veil`` is the moment before which nothing may show that a private
    fork has ended. ``fork`` is the number of the open fork's wait. ``ended`` is the outcome.
    """

    cast: Cast
    values: Values
    lanes: Mapping[str, Lane]
    waits: int = 0
    fork: int = 0
    veil: datetime | None = None
    hushed: int = 0
    ended: str | None = None

    def listening(self, seat: Seat) -> int:
        """Give the number of the prompt this partner could answer now, 0 when there is none."""
        lane = self.lanes.get(seat)
        return lane.wait if lane else 0


def begin(cast: Cast, first: str) -> Run:
    """Make a run that stands before its first node."""
    return Run(cast, {}, {MAIN: Lane(first)})


def encode(run: Run) -> str:
    """Write the place as JSON (answers not included)."""
    return write(
        {
            "f": FORMAT,
            "l": {key: _lane_out(lane) for key, lane in run.lanes.items()},
            "w": run.waits,
            "k": run.fork,
            "v": _time_out(run.veil),
            "s": run.hushed,
            "e": run.ended,
            "h": run.cast.hurt,
        }
    )


def decode(document: str, cast: Cast, values: Values) -> Run:
    """
    Read what `encode` wrote.

    The side of the breach is the run's own, whatever the cast says. Raises ValueError for a
    format this code does not know.
    """
    read, _ = _reader.raw_decode(document)
    if read["f"] != FORMAT:
        raise ValueError(f"a run in format {read['f']}, this version knows {FORMAT}")
    hurt = _SEATS[read["h"]]
    if hurt is not cast.hurt:
        cast = replace(cast, hurt=hurt)
    lanes = {key: _lane_in(row) for key, row in read["l"].items()}
    return Run(cast, values, lanes, read["w"], read["k"], _time_in(read["v"]), read["s"], read["e"])


def _lane_out(lane: Lane) -> list[object]:
    slot = lane.slot and lane.slot.timestamp()
    return [lane.at, lane.stack, lane.wait, lane.tries, slot, lane.stuck]


def _lane_in(row: list[Any]) -> Lane:
    at, stack, wait, tries, slot, stuck = row
    # Hardly any lane has a stack or a slot: those are looked into only where they are.
    frames = tuple([(name, rounds) for name, rounds in stack]) if stack else ()
    return Lane(at, frames, wait, tries, slot and _time_in(slot), stuck)


def _time_out(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _time_in(stamp: float | None) -> datetime | None:
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
