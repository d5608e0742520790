"""What can happen to a run, and what a turn can decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.flow.cast import Value
from bot.model.couple import Seat


@dataclass(frozen=True, slots=True)
class Started:
    """The run begins. ``seat`` is who asked for it, None when its time had come."""

    at: datetime
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: which prompt it belongs to, and which of its options, counted from 0."""

    at: datetime
    seat: Seat
    prompt: int
    node: str
    option: int


@dataclass(frozen=True, slots=True)
class Said:
    """Free text from a partner. ``room`` says whether it was said in the shared group."""

    at: datetime
    seat: Seat
    text: str
    room: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """The word that leaves a question out."""

    at: datetime
    seat: Seat


@dataclass(frozen=True, slots=True)
class Showed:
    """A picture from a partner; ``file`` is the platform's reference to it."""

    at: datetime
    seat: Seat
    file: str
    room: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """A partner wants to see the question before; what they answered there stays until then."""

    at: datetime
    seat: Seat


@dataclass(frozen=True, slots=True)
class Undo:
    """A partner takes back their last answer."""

    at: datetime
    seat: Seat


@dataclass(frozen=True, slots=True)
class Stopped:
    """A partner leaves the rest out; from then on this looks like silence. In a sitting it ends."""

    at: datetime
    seat: Seat


@dataclass(frozen=True, slots=True)
class Paused:
    """A partner needs a break from the sitting, until then; nobody else is asked."""

    at: datetime
    seat: Seat
    until: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """A milestone of this name was reached in another flow of the couple."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """A partner came back and wants to see the open question again."""

    at: datetime
    seat: Seat


@dataclass(frozen=True, slots=True)
class Rang:
    """An alarm of this run's fell due."""

    at: datetime
    wait: int
    tag: str


@dataclass(frozen=True, slots=True)
class Done:
    """A deed came back with what it gives, by name; what it had not is left out."""

    at: datetime
    wait: int
    found: Mapping[str, Value]


Event = (
    Started | Pressed | Said | Showed | Skipped | Back | Undo | Stopped
    | Paused | Happened | Resumed | Rang | Done
)  # fmt: skip
