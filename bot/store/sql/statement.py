"""Write a statement once with SQLAlchemy Core, and run it as plain text from then on."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Table, bindparam, literal_column
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.sql.elements import ClauseElement

Parameters = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A statement, and the names of its parameters in the order in which they are given."""

    core: ClauseElement
    order: tuple[str, ...]

    def compiled(self, dialect: Dialect) -> "Compiled":
        """Give the text for a database, built here and now."""
        compiled = self.core.compile(dialect=dialect)
        names: tuple[str, ...] = tuple(getattr(compiled, "positiontup", None) or ())
        # SQLAlchemy adds some of its own, like the 0 of an OFFSET: those have a value already.
        own = {name: value for name, value in compiled.params.items() if value is not None}
        if set(names) != {*self.order, *own}:
            raise ValueError(f"{sorted(set(names) ^ set(self.order))} in {compiled}")
        return Compiled(str(compiled), _pick(names, self.order, own))


@dataclass(frozen=True, slots=True)
class Compiled:
    """
    A statement's text.

    ``pick`` brings parameters into the text's order; None where they stand so already.
    """

    text: str
    pick: Callable[[Parameters], Parameters] | None


def statement(core: ClauseElement, *order: str) -> Statement:
    """Name the parameters of a statement in the order in which its callers give them."""
    return Statement(core, order)


def adding(table: Table, *columns: str, **fixed: str) -> Insert:
    """
    Begin an INSERT whose parameters are named like the columns.

    ``fixed`` gives further columns as SQL: ``state="'new'"``.
    """
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    return insert(table).values(values | {name: literal_column(sql) for name, sql in fixed.items()})


def _pick(
    names: tuple[str, ...], order: tuple[str, ...], own: dict[str, Any]
) -> Callable[[Parameters], Parameters] | None:
    if names == order:
        return None
    constants = tuple(own.values())
    places = [[*order, *own].index(name) for name in names]
    if len(places) == 1:
        return lambda given: ((*given, *constants)[places[0]],)
    choose = itemgetter(*places)
    return (lambda given: choose(given + constants)) if constants else choose
