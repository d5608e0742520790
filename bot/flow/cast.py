"""Who plays, and what expressions and texts may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from bot.model.couple import Seat
from bot.model.profile import Quiet

Value = str | int | float | bool | tuple[str, ...]


Plain = Value | None


Values = Mapping[str, Mapping[str, Value]]
"""Answers by owner (``"a"``, ``"b"``, ``"run"``), then by name. Missing is absent."""


Marks = Mapping[str, int]
"""Milestones by name, each with the whole days between the first and the last time."""


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
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cast:
    """
    Who plays.

    ``hurt`` is the seat on that side of the breach the run is about. ``room`` says whether the
    couple has a group; without one, what is for the room goes to both private chats. ``language``
    is the room's. ``marks`` are the milestones that the couple has reached, in any flow. ``own`` is
    whose flow it is, when one has it alone. ``held`` says that somebody's safety lets nothing of
    this flow be opened between the two; it looks like nobody pressing, like a no.
    """

    a: Person
    b: Person
    hurt: Seat
    room: bool
    language: str = "en"
    marks: Marks = field(default_factory=dict)
    own: Seat | None = None
    held: bool = False

    def person(self, seat: Seat) -> Person:
        """Give who sits there."""
        return self.a if seat is Seat.A else self.b


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression or a text may look at. ``seat`` is whose lane it is, if any."""

    values: Values
    cast: Cast
    seat: Seat | None


def alike(values: Values, name: str) -> Plain:
    """
    Give what both answered to the same question: of several choices those that both made.

    None where there is nothing. Choices come in the order of the alphabet: in which order somebody
    made them is theirs.
    """
    a, b = (values.get(seat, {}).get(name) for seat in Seat)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return tuple(sorted({*a} & {*b})) or None
    return a if a == b and type(a) is type(b) else None
