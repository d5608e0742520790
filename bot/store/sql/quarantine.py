"""
Set apart what does not open, so that nobody waits at it and nothing of it is shown.

A value that was changed, moved or whose key is gone is taken out of its row as it is, for the
operator to look at; the row goes on without it.
"""

import logging

from sqlalchemy import bindparam, delete, literal_column, select, update

from bot.model.address import Address
from bot.model.profile import Profile
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.database import Row
from bot.store.sql.routes import owner_of
from bot.store.sql.statement import Statement, adding, statement
from bot.store.tables import answers, letters, marks, partners, quarantine, routes, runs
from bot.store.vault import Unopened

_log = logging.getLogger(__name__)

_APART = statement(adding(quarantine, "place", "value"), "place", "value")
_COUNT = statement(select(quarantine.c.id))

_a, _m = answers.c, marks.c
_ANSWER = (_a.run == bindparam("r"), _a.owner == bindparam("o"), _a.name == bindparam("n"))
_MARK = (_m.run == bindparam("r"), _m.seat == bindparam("o"), _m.name == bindparam("n"))
_READ: dict[str, Statement] = {
    "answers": statement(select(_a.value).where(*_ANSWER), "r", "o", "n"),
    "marks": statement(select(_m.word).where(*_MARK), "r", "o", "n"),
    "runs": statement(select(runs.c.document).where(runs.c.id == bindparam("i")), "i"),
    "letters": statement(select(letters.c.node).where(letters.c.id == bindparam("i")), "i"),
    "partners": statement(select(partners.c.profile).where(partners.c.id == bindparam("i")), "i"),
    "routes": statement(
        select(routes.c.address, routes.c.platform, routes.c.couple, routes.c.partner).where(
            routes.c.chat == bindparam("h")
        ),
        "h",
    ),
}
_DROP: dict[str, Statement] = {
    "answers": statement(delete(answers).where(*_ANSWER), "r", "o", "n"),
    "marks": statement(delete(marks).where(*_MARK), "r", "o", "n"),
    "runs": statement(
        update(runs)
        .where(runs.c.id == bindparam("i"))
        .values(
            document=literal_column("NULL"),
            state=literal_column("'ended'"),
            once=literal_column("NULL"),
        ),
        "i",
    ),
    "letters": statement(
        update(letters)
        .where(letters.c.id == bindparam("i"))
        .values(node=literal_column("NULL"), token=literal_column("NULL")),
        "i",
    ),
}
_PROFILE = statement(
    update(partners).where(partners.c.id == bindparam("i")).values(profile=bindparam("f")), "f", "i"
)
_ADDRESS = statement(
    update(routes)
    .where(routes.c.chat == bindparam("h"))
    .values(address=bindparam("a"), reach=literal_column("'closed'")),
    "a",
    "h",
)


def put_apart(books: Books, exc: BaseException) -> bool:
    """
    Set apart what an exception says did not open; say whether there was anything.

    An answer or a milestone is as if it had never been given; a run ends; a profile is empty, as
    of somebody who told nothing; a chat whose address is unreadable is closed.
    """
    place = exc.place if isinstance(exc, Unopened) else ""
    table, _, rest = place.partition("|")
    parts = rest.split("|")
    if table not in _READ or (table == "letters" and parts[0] != "node"):
        return False
    where = _where(table, parts)
    row = books.database.one(_READ[table], *where)
    if row is None or row[0] is None:
        return False
    books.database.run(_APART, place, row[0])
    if table in _DROP:
        books.database.run(_DROP[table], *where)
    elif table == "partners":
        _empty_profile(books, where[0], place)
    else:
        _close_chat(books, where[0], row, place)
    books.forget()
    # The place names a table, a row and a column, and nobody.
    _log.error("a sealed value does not open and was set apart: %s", place.split("|", 1)[0])
    return True


def count(books: Books) -> int:
    """Count what was set apart."""
    return len(books.database.all(_COUNT))


def _where(table: str, parts: list[str]) -> tuple[object, ...]:
    match table:
        case "answers" | "marks":
            return int(parts[0]), parts[1], bytes.fromhex(parts[2])
        case "routes":
            return (bytes.fromhex(parts[1]),)
        case _:
            return (int(parts[1]),)


def _empty_profile(books: Books, partner: object, place: str) -> None:
    key = books.keys.of(("partner", int(str(partner))))
    books.database.run(_PROFILE, key.seal(codec.write_profile(Profile()), place), partner)


def _close_chat(books: Books, chat: object, row: Row, place: str) -> None:
    _, platform, couple, partner = row
    key = books.keys.of(owner_of(couple, partner))
    nowhere = codec.write_address(Address(platform, ""))
    books.database.run(_ADDRESS, key.seal(nowhere, place), chat)
