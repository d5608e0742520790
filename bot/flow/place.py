"""Write the place of a run as JSON, and read it back."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.flow.cast import Cast, Values
from bot.flow.compact import write
from bot.flow.run import Lane, Run
from bot.model.couple import Seat

FORMAT = 1
_reader = json.JSONDecoder()
_SEATS = {seat.value: seat for seat in Seat}


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
            **({"o": run.cast.own} if run.cast.own else {}),
            "t": run.trails,
            "r": _time_out(run.rest),
        }
    )


def decode(document: str, cast: Cast, values: Values) -> Run:
    """
    Read what `encode` wrote.

    The side of the breach, and whose it is alone, are the run's own, whatever the cast says.
    Raises ValueError for a format this code does not know.
    """
    read, _ = _reader.raw_decode(document)
    if read["f"] != FORMAT:
        raise ValueError(f"a run in format {read['f']}, this version knows {FORMAT}")
    hurt, own = _SEATS[read["h"]], read.get("o") and _SEATS[read["o"]]
    if hurt is not cast.hurt or own is not cast.own:
        cast = replace(cast, hurt=hurt, own=own)
    lanes = {key: _lane_in(row) for key, row in read["l"].items()}
    return Run(
        cast, values, lanes, read["w"], read["k"], _time_in(read["v"]), read["s"], read["e"],
        read["t"], _time_in(read["r"]),
    )  # fmt: skip


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
