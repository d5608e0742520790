"""Who asks for a deed, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.flow.cast import Plain, Value
from bot.model.couple import Role, Seat
from bot.things.shelf import Shelf

Given = Mapping[str, Plain]
Found = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Asking:
    """
    Who asks for a deed, when, and on which shelf it may look.

    ``seat`` is whose lane it is, None outside lanes. ``hurt`` is who was hurt in the breach that
    the run is about. ``zone`` is where the day is told from; ``language`` is that of who asks,
    ``country`` where they live as far as their zone tells (ISO 3166).
    """

    shelf: Shelf
    now: datetime
    zone: tzinfo
    hurt: Seat
    seat: Seat | None = None
    language: str = "en"
    country: str | None = None

    @property
    def today(self) -> date:
        """Give the day where they live."""
        return self.now.astimezone(self.zone).date()

    def at(self, role: Role) -> Seat:
        """Give who stands there."""
        return self.hurt if role is Role.HURT else self.hurt.other


Doing = Callable[[Asking, Given], Found]
"""
Does a deed: takes what a flow gave, by name, and gives what came of it, by name.

What a deed does not find is left out; the variable that was to keep it is empty then.
"""
