"""Who plays, and what expressions and texts may look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from bot.model.couple import Seat
from bot.model.profile import Quiet

Value = str | int | float | bool | tuple[str, ...]


Plain = Value | None


Values = Mapping[str, Mapping[str, Value]]
"""Answers by owner (``"a"``, ``"b"``, ``"run"``), then by name. Missing is absent."""


@dataclass(frozen=True, slots=True)
class Person:
    """
    What flows may know of a partner. ``zone`` and ``quiet`` steer timing, never words.

    ``gender`` is how they want to be spoken of (``feminine``, ``masculine``), empty when they did
    not say; only translations look at it. ``marks`` are the milestones that are theirs alone.
    """

    name: str
    language: str
    zone: tzinfo
    quiet: Quiet | None = None
    gender: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cast:
    """
    Who plays.

    ``hurt`` is the seat on that side of the breach the run is about. ``room`` says whether the
    couple has a group; without one, what is for the room goes to both private chats. ``language``
    is the room's. ``marks`` are the milestones that the couple has reached, in any flow. ``own`` is
    whose flow it is, when one has it alone.
    """

    a: Person
    b: Person
    hurt: Seat
    room: bool
    language: str = "en"
    marks: frozenset[str] = frozenset()
    own: Seat | None = None

    def person(self, seat: Seat) -> Person:
        """Give who sits there."""
        return self.a if seat is Seat.A else self.b


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression or a text may look at. ``seat`` is whose lane it is, if any."""

    values: Values
    cast: Cast
    seat: Seat | None
