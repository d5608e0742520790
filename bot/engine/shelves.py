"""A couple's shelf, as it lies in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.flow.cast import Value
from bot.model.couple import Seat
from bot.model.ids import CoupleId
from bot.ports.store import Held
from bot.things.shelf import Thing


@dataclass(frozen=True, slots=True)
class Shelves:
    """What deeds see of the database during one turn."""

    held: Held
    couple: CoupleId

    def all(self, kind: str, owner: Seat | None) -> Sequence[Thing]:
        """Give all of a kind that stand under one owner, oldest first."""
        return self.held.things(self.couple, kind, owner)

    def add(
        self, kind: str, owner: Seat | None, at: datetime, fields: Mapping[str, Value]
    ) -> Thing:
        """Put a new one there."""
        return self.held.add_thing(self.couple, kind, owner, at, fields)

    def save(self, thing: Thing) -> None:
        """Write a thing's fields back."""
        self.held.save_thing(self.couple, thing)

    def remove(self, thing: Thing) -> None:
        """Take a thing away for good."""
        self.held.remove_thing(self.couple, thing)
