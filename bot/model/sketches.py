"""
What a picture or a paper is made from: small, sealed with the letter it lies in, always the same.

A sketch travels as a reference like those of platforms, with `MARK` before it: flows keep it in a
variable of type ``photo`` and send it with ``media``. It is drawn just before its letter goes.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

MARK = "drawn:"
PARTS = ("who", "happened", "tried", "ask", "safety")
"""The parts of a brief, in the order in which they stand."""

_PROGRESS, _BRIEF = "progress", "brief"


@dataclass(frozen=True, slots=True)
class Progress:
    """
    The two lines of progress, week by week from ``first``, a Monday.

    ``kept`` is how many of a hundred promises were kept, as told by who was to receive them.
    ``felt`` is its one reader's pulse, from 0 to 10: trust as it was felt, or, ``mirrored``, what
    the one who broke it did for it. None stands where nobody told.
    """

    first: date
    kept: tuple[int | None, ...]
    felt: tuple[float | None, ...]
    mirrored: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Give the names of the sentences that stand in it."""
        pulse = "mirrored" if self.mirrored else "felt"
        return tuple(f"{_PROGRESS}-{name}" for name in ("title", "note", "kept", pulse))


@dataclass(frozen=True, slots=True)
class Brief:
    """
    A paper for a first meeting with a therapist, of at most two pages.

    ``parts`` are what was written, by the names in `PARTS`; a part that is left out is not in it.
    In a joint one each part has what the two wrote, in the order of their ``names``; what only one
    of them wrote stands beside an empty text.
    """

    on: date
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Give the names of the sentences that stand in it."""
        return tuple(f"{_BRIEF}-{name}" for name in ("title", "foot", "shortened", *PARTS))


Sketch = Progress | Brief


def write(sketch: Sketch) -> str:
    """Write a sketch as a reference."""
    if isinstance(sketch, Progress):
        shape: list[Any] = [
            _PROGRESS, sketch.first.isoformat(), sketch.kept, sketch.felt, sketch.mirrored,
        ]  # fmt: skip
    else:
        shape = [_BRIEF, sketch.on.isoformat(), sketch.parts, sketch.names]
    return MARK + json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def read(reference: str) -> Sketch:
    """Read a sketch; `ValueError` when the reference is not one."""
    if not reference.startswith(MARK):
        raise ValueError("not a sketch")
    match json.loads(reference.removeprefix(MARK)):
        case [kind, str(first), list(kept), list(felt), bool(mirrored)] if kind == _PROGRESS:
            return Progress(date.fromisoformat(first), tuple(kept), tuple(felt), mirrored)
        case [kind, str(on), list(parts), list(names)] if kind == _BRIEF:
            named = tuple((str(name), tuple(map(str, texts))) for name, texts in parts)
            return Brief(date.fromisoformat(on), named, tuple(map(str, names)))
        case _:
            raise ValueError("a sketch of an unknown kind")
