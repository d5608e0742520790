"""
Bring the key store and the data to one end at the start.

A crash may have come between the two commits of a turn. The key store says what is true: who has
no key there is erased, and a key that nothing was sealed under is of no use. The same holds when
an earlier copy of the database was put back.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, delete, func, literal_column, select, update

from bot.errors import ConfigError
from bot.model.ids import InboxId
from bot.store.sql.books import Books
from bot.store.sql.held import SqlHeld
from bot.store.sql.joint import without
from bot.store.sql.statement import Statement, statement
from bot.store.tables import couples, erasures, inbox, partners
from bot.store.vault import Owner

_PARTNERS = statement(select(partners.c.id))
_COUPLES = statement(select(couples.c.id))
_SEALED_BY = func.substr(inbox.c.body, 2, 4)
_SENDERS = statement(
    select(_SEALED_BY).where(func.length(inbox.c.body) > literal_column("5")).distinct()
)
_BLANK = statement(
    update(inbox)
    .where(bindparam("n") == _SEALED_BY, literal_column("substr(body, 1, 1) = x'02'"))
    .values(
        body=literal_column("NULL"),
        state=literal_column("CASE state WHEN 'new' THEN 'dead' ELSE state END"),
    ),
    "n",
)
_SETTLED = statement(delete(erasures))


def recover(books: Books) -> None:
    """Put in order what a crash or an earlier copy left; one transaction of its own."""
    database, store = books.database, books.keys.store
    database.say("BEGIN IMMEDIATE")
    try:
        people, homes = _all(books, _PARTNERS), _all(books, _COUPLES)
        held = SqlHeld(books, InboxId(0))
        gone = store.erased()
        _refuse_older(books, {("partner", one) for one in people}, gone)
        _refuse_older(books, {("couple", one) for one in homes}, gone)
        for kind, owner in sorted(gone):
            if kind == "partner" and owner in people:
                held.remove(owner)
        _finish_leaving(held, books)
        known = {number for number, _ in store.numbers()}
        for (number,) in database.all(_SENDERS):
            if int.from_bytes(number, "big") not in known:
                database.run(_BLANK, number)
        _raise_ids(books)
        database.before_commit()
        database.run(_SETTLED)
        database.say("COMMIT")
    except BaseException:
        database.take_back()
        raise
    _sweep(books)
    database.tidy()
    books.forget()
    books.keys.forget()


def _refuse_older(books: Books, here: set[Owner], gone: Collection[Owner]) -> None:
    """Raise `ConfigError` where the database has people of whom the key store knows nothing."""
    lost = here - set(books.keys.store.owners()) - set(gone)
    if lost:
        raise ConfigError(
            f"The key store {books.keys.store.path} is older than the database: {len(lost)} of the "
            "people and couples in there have no key in it. Nothing was changed. Put back the "
            "newest copy of the key store; if there is none, put back a copy of the database that "
            "is no newer than it."
        )


def _finish_leaving(held: SqlHeld, books: Books) -> None:
    """Seal anew what may still lie under a joint key that was about to go."""
    homes = _all(books, _COUPLES)
    left = {owner for _, owner in books.keys.store.numbers("leaving")}
    for kind, couple in sorted(left):
        if kind == "couple" and couple in homes:
            without(held, couple, 0, "", frozenset())


def _raise_ids(books: Books) -> None:
    """Let nobody new have the number of somebody who has been here, even in an earlier copy."""
    for table in ("partners", "couples"):
        highest = books.keys.store.highest(table[:-1])
        books.database.say(
            f"UPDATE sqlite_sequence SET seq = max(seq, {highest}) WHERE name = '{table}'"  # noqa: S608
        )
        books.database.say(
            f"INSERT INTO sqlite_sequence SELECT '{table}', {highest} WHERE NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM sqlite_sequence WHERE name = '{table}')"
        )


def _sweep(books: Books) -> None:
    """Delete keys that were made for something that was not kept."""
    store = books.keys.store
    new = store.numbers("new")
    if not new:
        return
    here: dict[str, Iterable[int]] = {
        "partner": _all(books, _PARTNERS),
        "couple": _all(books, _COUPLES),
    }
    sealed = {int.from_bytes(row[0], "big") for row in books.database.all(_SENDERS)}
    store.drop(number for number, owner in new if _unused(number, owner, here, sealed))
    store.settle()


def _unused(
    number: int, owner: Owner, here: dict[str, Iterable[int]], sealed: Iterable[int]
) -> bool:
    kind, who = owner
    return number not in sealed if kind == "sender" else who not in here.get(kind, (who,))


def _all(books: Books, which: Statement) -> set[int]:
    return {row[0] for row in books.database.all(which)}
