"""Keep what comes in, and read it back in order."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, literal_column, select, update

from bot.model.ids import InboxId
from bot.ports.messages import Acted, Inbound
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.database import Row
from bot.store.sql.statement import adding, statement
from bot.store.tables import inbox
from bot.store.vault import Key, Unopened

MOST_TURNS = 64

_i = inbox.c
_KEEP = statement(
    adding(inbox, "key", "at", "body", state="'new'", attempts="0").on_conflict_do_nothing(),
    "key",
    "at",
    "body",
)
_NEW = statement(
    select(_i.id, _i.key, _i.body, _i.attempts)
    .where(literal_column("state = 'new'"))
    .order_by(_i.id)
    .limit(literal_column(str(MOST_TURNS)))
)
_DONE = statement(
    update(inbox).where(_i.id == bindparam("i")).values(state=literal_column("'done'")), "i"
)
_SET_ASIDE = statement(
    update(inbox)
    .where(_i.id == bindparam("i"))
    .values(state=literal_column("'dead'"), attempts=bindparam("n")),
    "n",
    "i",
)


def keep(books: Books, inbounds: Iterable[Inbound]) -> int:
    """Write a batch to the inbox; return how many were not there yet."""
    return books.database.run_each(_KEEP, [_sealed(books, one) for one in inbounds])


def new(books: Books) -> Sequence[Row]:
    """Read up to 64 rows that wait, in order: id, key, body, attempts."""
    return books.database.all(_NEW)


def opened(books: Books, row: Row) -> Inbound:
    """Open a row of `new`."""
    _, key, body, _ = row
    recent = books.inbox.take(key)
    if recent is not None and recent[0] == body:
        return recent[1]
    if body is None:
        raise Unopened("inbox: its words were erased")
    return codec.read_inbound(books.keys.house.open(body, body_place(key)))


def done(books: Books, rows: Iterable[InboxId]) -> None:
    """Mark rows done."""
    books.database.run_each(_DONE, [(row,) for row in rows])


def set_aside(books: Books, row: InboxId, attempts: int) -> None:
    """Give a row up after so many attempts."""
    books.database.run(_SET_ASIDE, attempts, row)


def _sealed(books: Books, inbound: Inbound) -> tuple[bytes, int, bytes]:
    clean, body = codec.kept(inbound)
    key = books.marks.mark("inbox", clean.key)
    sealed = _key(books, clean).seal(body, body_place(key))
    books.inbox.put(key, (sealed, clean))
    return key, codec.to_milliseconds(clean.at), sealed


def _key(books: Books, inbound: Inbound) -> Key:
    """Give the key that dies with whose words these are; the house can open them all."""
    body, sender, address = inbound.body, inbound.sender, inbound.address
    if sender is not None and address is not None:
        return books.keys.sender(books.person(address.platform, sender.id))
    if isinstance(body, Acted):
        return books.keys.of(("couple", body.couple))
    return books.keys.house


def body_place(key: bytes) -> str:
    """Say where something that came in lies."""
    return f"inbox|body|{key.hex()}"
