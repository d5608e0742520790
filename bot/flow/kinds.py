"""The kinds of answers a question can ask for."""

from dataclasses import dataclass
from datetime import time, timedelta

from bot.model.words import Label


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: what is kept, and what the button says."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Several of a few; the answer is the values in the order of the options."""

    options: tuple[Option, ...]
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A whole number on buttons. ``low`` and ``high`` name the ends."""

    min: int
    max: int
    low: Label | None = None
    high: Label | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number, typed."""

    min: float
    max: float
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A date, kept as ``2026-11-29``; how far from the reader's today it may lie."""

    ahead: timedelta
    back: timedelta


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day, kept as ``18:30``."""

    min: time
    max: time


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, kept in whole seconds."""

    min: timedelta
    max: timedelta


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture, kept as the platform's reference to it."""


@dataclass(frozen=True, slots=True)
class Text:
    """Free words; lengths in characters. ``settle`` waits for further parts."""

    min: int
    max: int
    settle: timedelta


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent to show exactly these variables; none means consent to read or hear."""

    shows: tuple[str, ...]


Kind = Choice | Choices | Scale | Number | Text | YesNo | Day | TimeOfDay | Length | Photo | Consent


_IN_WORDS = {
    "int": "a whole number", "float": "a number", "bool": "a yes or no",
    "choices": "several choices", "duration": "a length of time", "time": "a time of day",
    "photo": "a picture",
}  # fmt: skip


def in_words(kind: str) -> str:
    """Name a type to an author."""
    return _IN_WORDS.get(kind, f"a {kind}")
