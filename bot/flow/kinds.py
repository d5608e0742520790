"""The kinds of answers a question can ask for."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: what is kept, and what the button says."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A whole number on buttons. ``low`` and ``high`` name the ends."""

    min: int
    max: int
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, typed."""

    min: int
    max: int


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


Kind = Choice | Scale | Number | Text | YesNo | Consent
