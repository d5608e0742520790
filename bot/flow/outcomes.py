"""What a turn can decide."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.flow.cast import Plain
from bot.flow.deeds import DeedName
from bot.flow.run import Run
from bot.model.couple import Seat
from bot.model.words import Words


class Room(StrEnum):
    """The room, as somebody to write to. There is one."""

    ROOM = "room"


Audience = Seat | Room


ROOM = Room.ROOM


@dataclass(frozen=True, slots=True)
class Phrase:
    """One of the bot's own sentences, by its name in the system texts."""

    id: str
    arguments: tuple[tuple[str, str | int], ...] = ()


Line = Words | Phrase


@dataclass(frozen=True, slots=True)
class Told:
    """
    A message. ``not_before`` is set when quiet hours hold it back.

    ``picture`` is the platform's reference to a picture that goes with it. A ``nudge`` is not
    worth more than its moment: who wants to be left in peace never gets it.
    """

    to: Audience
    line: Line
    not_before: datetime | None = None
    picture: str | None = None
    nudge: bool = False


@dataclass(frozen=True, slots=True)
class Prompted:
    """
    A question with its buttons.

    ``seat`` is who may answer, wherever it stands. ``options`` are labels, in the order that
    `Pressed.option` counts. ``preview`` is exactly what a consent would show. ``typed`` says
    that words are wanted. ``heard`` adds the line that the other partner will read the answer.
    """

    to: Audience
    seat: Seat
    prompt: int
    node: str
    words: Words
    options: tuple[str | Phrase, ...]
    preview: tuple[Words, ...] = ()
    typed: bool = False
    heard: bool = False
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Revealed:
    """
    One partner's words reach the other. There is no second outcome that does this.

    ``names`` are the variables shown.
    """

    to: Audience
    words: Words
    names: tuple[str, ...]
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Noticed:
    """A short answer to the one who just did something (a stale button, not their turn)."""

    seat: Seat
    phrase: Phrase
    room: bool = False


@dataclass(frozen=True, slots=True)
class AlarmSet:
    """Something must happen then. The same wait and tag is one alarm; setting moves it."""

    wait: int
    tag: str
    due: datetime


@dataclass(frozen=True, slots=True)
class AlarmsDropped:
    """A wait is over; all its alarms go. None stands for all of the run's."""

    wait: int | None


@dataclass(frozen=True, slots=True)
class DeedAsked:
    """
    A deed is wanted; what it gives comes back as `Done` with this wait.

    ``given`` are its arguments by name. ``seat`` is whose lane it is, None outside lanes;
    ``language`` is theirs, outside lanes the room's.
    """

    wait: int
    deed: DeedName
    given: tuple[tuple[str, Plain], ...]
    language: str = "en"
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A milestone; with a seat it is that partner's own."""

    name: str
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The run is over."""

    outcome: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """A node could not be played; the lane waits there and tries again when spoken to."""

    node: str
    seat: Seat | None
    reason: str


Outcome = (
    Told | Prompted | Revealed | Noticed | AlarmSet | AlarmsDropped
    | DeedAsked | Marked | Ended | Stuck
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """
    One event's whole effect.

    ``taken`` is False when nobody in this run was waiting for it; the run is unchanged then.
    """

    run: Run
    outcomes: tuple[Outcome, ...]
    taken: bool = True
