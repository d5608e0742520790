"""
A shelf: where the things stand that somebody has built, each under whoever may read it.

What one partner has built alone stands under their seat, what both have under none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.flow.cast import Value
from bot.model.couple import Seat


@dataclass(frozen=True, slots=True)
class Thing:
    """
    One thing: an agreement, a question for the question hour, a pulse.

    ``kind`` is which, ``owner`` who alone may read it (None: both), ``fields`` what it is made of.
    """

    id: int
    kind: str
    owner: Seat | None
    at: datetime
    fields: Mapping[str, Value]

    def having(self, **fields: Value) -> "Thing":
        """Give the thing with some of its fields changed."""
        return replace(self, fields={**self.fields, **fields})


class Shelf(Protocol):
    """The things of one couple."""

    def all(self, kind: str, owner: Seat | None) -> Sequence[Thing]:
        """Give all of a kind that stand under one owner, oldest first."""

    def add(
        self, kind: str, owner: Seat | None, at: datetime, fields: Mapping[str, Value]
    ) -> Thing:
        """Put a new one there."""

    def save(self, thing: Thing) -> None:
        """Write a thing's fields back."""

    def remove(self, thing: Thing) -> None:
        """Take a thing away for good."""


@dataclass(slots=True)
class Memory:
    """A shelf that is there as long as its process: for trying flows without a database."""

    things: dict[int, Thing] = field(default_factory=dict)

    def all(self, kind: str, owner: Seat | None) -> Sequence[Thing]:
        """Give all of a kind that stand under one owner, oldest first."""
        return [one for one in self.things.values() if (one.kind, one.owner) == (kind, owner)]

    def add(
        self, kind: str, owner: Seat | None, at: datetime, fields: Mapping[str, Value]
    ) -> Thing:
        """Put a new one there."""
        thing = Thing(len(self.things) + 1, kind, owner, at, fields)
        self.things[thing.id] = thing
        return thing

    def save(self, thing: Thing) -> None:
        """Write a thing's fields back."""
        self.things[thing.id] = thing

    def remove(self, thing: Thing) -> None:
        """Take a thing away for good."""
        # Its number is not given again.
        self.things[thing.id] = replace(thing, kind="")
