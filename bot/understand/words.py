"""Say what a language's table of words has to hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The part of a day that makes an hour of the twelve plain."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Words:
    """
    What the libraries do not know of one language.

    Everything is in small letters and compared without accents. Phrases may have slots: ``{h}``
    an hour, ``{m}`` minutes, ``{n}`` a number, ``{u}`` a unit of time, ``{d}`` a weekday.
    """

    # Other ways to write what the libraries know in one way only; parts of words, in this order.
    spellings: Mapping[str, str]

    # What may stand around an answer without changing it.
    polite: frozenset[str]
    before_clock: frozenset[str]
    before_date: frozenset[str]
    before_length: frozenset[str]

    # What counts as a 1 before a unit of time.
    ones: frozenset[str]
    # What joins two things. "Yesterday and tomorrow" is no date.
    joins: frozenset[str]

    minus: frozenset[str]
    point: frozenset[str]
    # At the end of a number: and a half.
    half: tuple[str, ...]
    # Between an answer and the end of its scale: 7 out of 10.
    out_of: tuple[str, ...]

    # Minutes from the full hour ``{h}``; with ``{m}``, how often those are added to it.
    clocks: Mapping[str, int]
    clocks_with_minutes: Mapping[str, tuple[int, int]]
    hours: Mapping[str, int]
    parts: Mapping[str, Part]

    # How often the unit is meant, or 0 where it is ``{n}`` times; halves are added to that.
    lengths: Mapping[str, float]
    units: Mapping[str, float]

    # Days from today.
    days: Mapping[str, int]
    weekday_next: tuple[str, ...]
    weekday_this: tuple[str, ...]
    weekday_last: tuple[str, ...]
