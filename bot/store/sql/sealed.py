"""List every column that holds sealed values, with whose key and which place each row has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Table,
    and_,
    bindparam,
    literal_column,
    select,
    tuple_,
    update,
)

from bot.model.couple import Seat
from bot.store.sql.database import Database, Row
from bot.store.sql.follow import content_place, letter_owner, node_place
from bot.store.sql.inbox import body_place
from bot.store.sql.people import person_place, profile_place
from bot.store.sql.routes import address_place, owner_of
from bot.store.sql.runs import answer_place, document_place, journal_place, mark_place
from bot.store.sql.statement import Statement, statement
from bot.store.sql.things import thing_place
from bot.store.tables import (
    answers,
    house,
    inbox,
    journal,
    letters,
    marks,
    partners,
    routes,
    runs,
    things,
)
from bot.store.vault import HOUSE, Owner

PAGE = 256

Whose = Callable[[Row], tuple[Owner, Owner, str]]
"""Under whose key a row's value is sealed, whose opens it whenever it was sealed, and its place."""


@dataclass(frozen=True, slots=True)
class Value:
    """One sealed value, by its row's primary key."""

    row: Row
    owner: Owner
    opener: Owner
    place: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """
    One column.

    ``whose`` reads a row: the primary key, then what ``more`` adds, then the value.
    """

    name: str
    keys: int
    first: Statement
    following: Statement
    save: Statement
    whose: Whose

    def values(self, database: Database) -> Iterator[Value]:
        """Give every value, in order; rows may be written meanwhile."""
        rows = database.all(self.first)
        while rows:
            for row in rows:
                yield Value(row[: self.keys], *self.whose(row), row[-1])
            rows = database.all(self.following, *rows[-1][: self.keys])

    def write(self, database: Database, row: Row, sealed: bytes) -> None:
        """Write a value anew."""
        database.run(self.save, sealed, *row)


def _sealed(
    column: Column[bytes],
    whose: Whose,
    *more: ColumnElement[object],
    source: FromClause | None = None,
    where: ColumnElement[bool] | None = None,
) -> Sealed:
    table = column.table
    keys = tuple(table.primary_key.columns)
    names = tuple(f"k{number}" for number in range(len(keys)))
    base = select(*keys, *more, column).select_from(table if source is None else source)
    base = base.where(column.is_not(None)).order_by(*keys).limit(literal_column(str(PAGE)))
    if where is not None:
        base = base.where(where)
    after = tuple_(*keys) > tuple_(*[bindparam(name) for name in names])
    its = and_(*[key == bindparam(name) for key, name in zip(keys, names, strict=True)])
    return Sealed(
        f"{table.name}.{column.name}",
        len(keys),
        statement(base),
        statement(base.where(after), *names),
        statement(update(table).where(its).values({column.name: bindparam("b")}), "b", *names),
        whose,
    )


def _own(owner: Owner, place: str) -> tuple[Owner, Owner, str]:
    return owner, owner, place


def _letter(row: Row, place: str) -> tuple[Owner, Owner, str]:
    # The reader's key opens what the couple's sealed, and what lay under their own before.
    return letter_owner(row[1], row[2]), owner_of(row[1], row[2]), place


def _seated(table: Table, seat: Column[str]) -> FromClause:
    """Join a run's rows with their couple and with who sits at their seat."""
    return table.join(runs, runs.c.id == table.c.run).outerjoin(
        partners, and_(partners.c.couple == runs.c.couple, partners.c.seat == seat)
    )


def _of_seat(seat: str | None, couple: int, partner: int | None) -> Owner:
    """Say whose words these are: of who sits there, of who did once, or the couple's."""
    if seat is not None and ":" in seat:
        return ("partner", int(seat.partition(":")[2]))
    if seat in tuple(Seat) and partner is not None:
        return ("partner", partner)
    return ("couple", couple)


_a, _m, _j, _l, _p, _r = answers.c, marks.c, journal.c, letters.c, partners.c, routes.c
_t = things.c

COLUMNS: tuple[Sealed, ...] = (
    _sealed(
        house.c.value,
        lambda row: _own(HOUSE, f"house|{row[0]}"),
        where=literal_column("house.name <> 'key store'"),
    ),
    _sealed(_p.person, lambda row: _own(("partner", row[0]), person_place(row[0]))),
    _sealed(_p.profile, lambda row: _own(("partner", row[0]), profile_place(row[0]))),
    _sealed(
        _r.address,
        lambda row: _own(owner_of(row[2], row[3]), address_place(row[1])),
        _r.chat,
        _r.couple,
        _r.partner,
    ),
    _sealed(
        runs.c.document,
        lambda row: _own(("couple", row[1]), document_place(row[0])),
        runs.c.couple,
    ),
    _sealed(
        _a.value,
        lambda row: _own(_of_seat(row[1], row[3], row[4]), answer_place(*row[:3])),
        runs.c.couple,
        _p.id,
        source=_seated(answers, _a.owner),
    ),
    _sealed(
        _m.word,
        lambda row: _own(_of_seat(row[1], row[3], row[4]), mark_place(*row[:3])),
        runs.c.couple,
        _p.id,
        source=_seated(marks, _m.seat),
    ),
    _sealed(
        _j.event,
        lambda row: _own(_of_seat(row[2], row[3], row[4]), journal_place(*row[:2])),
        _j.seat,
        runs.c.couple,
        _p.id,
        source=_seated(journal, _j.seat),
    ),
    _sealed(
        _t.value,
        lambda row: _own(_of_seat(row[1], row[2], row[3]), thing_place(row[0], row[1])),
        _t.owner,
        _t.couple,
        _p.id,
        source=things.outerjoin(partners, and_(_p.couple == _t.couple, _p.seat == _t.owner)),
    ),
    _sealed(
        _l.content,
        lambda row: _letter(row, content_place(row[0])),
        _l.couple,
        _l.reader,
    ),
    _sealed(
        _l.node,
        lambda row: _letter(row, node_place(row[0])),
        _l.couple,
        _l.reader,
    ),
    _sealed(inbox.c.body, lambda row: _own(HOUSE, body_place(row[1])), inbox.c.key),
)
"""Every column that holds what was sealed."""
