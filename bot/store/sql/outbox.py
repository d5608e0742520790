"""Hand out letters in order, and note what became of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select, update

from bot.model.address import Reach
from bot.model.ids import InboxId, LetterId, RouteId
from bot.ports.letters import Letter
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.database import Row
from bot.store.sql.desk import MOST_IN_A_TURN
from bot.store.sql.follow import content_place
from bot.store.sql.routes import Routes, owner_of, read_address
from bot.store.sql.statement import statement
from bot.store.tables import letters, routes
from bot.store.vault import Unopened

MOST_LETTERS = 256
MOST_LATELY = 1000
NEVER = 2**62

_l, _r = letters.c, routes.c
_earlier = letters.alias("earlier")
# What a chat keeps back does not stand in the way of what its reader asked for.
_first_in_line = ~exists().where(
    _earlier.c.route == _l.route,
    _earlier.c.over.is_(None),
    _earlier.c.id < _l.id,
    literal_column("earlier.state <> 'parked'"),
)
_may_go: tuple[ColumnElement[bool], ...] = (
    _l.over.is_(None),
    literal_column("letters.state = 'waiting'"),
    literal_column("letters.over IS NULL"),
    literal_column("routes.reach NOT IN ('paused', 'closed')"),
    _first_in_line,
)
_letters = letters.join(routes, _r.id == _l.route)
_UNSENT = statement(
    select(
        _l.id,
        _l.couple,
        _l.reader,
        _l.content,
        _l.attempt,
        _l.must,
        _l.unsure,
        _l.joint,
        _r.chat,
        _r.address,
        _r.couple,
        _r.partner,
    )
    .select_from(_letters)
    .where(*_may_go, _l.ready <= bindparam("t"))
    .order_by(_l.ready)
    .limit(literal_column(str(MOST_LETTERS))),
    "t",
)
_NEXT = statement(
    select(_l.ready)
    .select_from(_letters)
    .where(*_may_go)
    .order_by(_l.ready)
    .limit(literal_column("1"))
)
_TAKE = statement(
    update(letters)
    .where(_l.id == bindparam("i"))
    .values(
        state=literal_column("'away'"),
        attempt=_l.attempt + literal_column("1"),
        since=bindparam("t"),
    ),
    "t",
    "i",
)
_SENT = statement(
    update(letters)
    .where(_l.id == bindparam("i"), _l.over.is_(None))
    .values(state=literal_column("'sent'"), over=bindparam("t"), message=bindparam("m")),
    "t",
    "m",
    "i",
)
# One that is put back waits, unless its chat was closed meanwhile, or keeps it back.
_STATE = (
    "(SELECT CASE WHEN reach = 'open' THEN 'waiting'"
    " WHEN letters.asked AND reach NOT IN ('paused', 'closed') THEN 'waiting'"
    " ELSE 'parked' END FROM routes WHERE routes.id = letters.route)"
)
_LATER = statement(
    update(letters)
    .where(_l.id == bindparam("i"), _l.over.is_(None))
    .values(
        state=literal_column(_STATE),
        ready=bindparam("t"),
        retry=bindparam("t"),
        unsure=_l.unsure | bindparam("u"),
    ),
    "t",
    "u",
    "i",
)
_BACK = statement(
    update(letters)
    .where(_l.id == bindparam("i"), _l.over.is_(None))
    .values(state=literal_column(_STATE)),
    "i",
)
_DEAD = statement(
    update(letters)
    .where(_l.id == bindparam("i"), _l.over.is_(None))
    .values(
        state=literal_column("'dead'"),
        over=literal_column("coalesce(since, ready)"),
        reason=bindparam("w"),
    ),
    "w",
    "i",
)
_ROUTE_OF = statement(select(_l.route).where(_l.id == bindparam("i")), "i")
_LATELY = statement(
    select(_l.message)
    .where(
        _l.route == bindparam("r"),
        _l.over >= bindparam("t"),
        _l.over <= bindparam("u"),
        _l.id < bindparam("i"),
        _l.message.is_not(None),
    )
    .order_by(_l.id.desc())
    .limit(literal_column(str(MOST_LATELY))),
    "r",
    "t",
    "u",
    "i",
)
_GONE = statement(
    update(letters)
    .where(_l.route == bindparam("r"), _l.message == bindparam("m"))
    .values(message=literal_column("NULL")),
    "r",
    "m",
)
_AWAY = statement(
    select(_l.id).where(
        _l.route == bindparam("r"),
        _l.over.is_(None),
        _l.id < bindparam("i"),
        literal_column("state = 'away'"),
    ),
    "r",
    "i",
)
_FORSAKEN = statement(
    update(letters)
    .where(literal_column("over IS NULL"), literal_column("state = 'away'"))
    .values(state=literal_column(_STATE), unsure=literal_column("true"))
)


def unsent(books: Books, now: datetime) -> Sequence[Letter]:
    """Take the first letter of each chat that may go, and mark it under way."""
    at = codec.to_milliseconds(now)
    found: list[Letter] = []
    for row in books.database.all(_UNSENT, at):
        try:
            found.append(_opened(books, row))
        except (Unopened, ValueError):
            # One damaged row must not stop everybody's letters.
            dead(books, row[0], "it does not open")
    books.database.run_each(_TAKE, [(at, letter.id) for letter in found])
    return found


def next_letter(books: Books) -> datetime | None:
    """Say when the next letter may go; it may be past already."""
    row = books.database.one(_NEXT)
    return codec.from_milliseconds(row[0]) if row else None


def sent(books: Books, letter: LetterId, message: str, at: datetime) -> None:
    """Note that it arrived, and as which message."""
    books.database.run(_SENT, codec.to_milliseconds(at), message, letter)


def later(books: Books, letter: LetterId, at: datetime, *, unsure: bool) -> None:
    """Put it back until then. Once unsure, it stays so."""
    books.database.run(_LATER, codec.to_milliseconds(at), unsure, letter)


def dead(books: Books, letter: LetterId, reason: str) -> None:
    """Give it up."""
    books.database.run(_DEAD, reason, letter)


def close_route(books: Books, letter: LetterId, reach: Reach) -> None:
    """Put it back and stop writing to its chat."""
    row = books.database.one(_ROUTE_OF, letter)
    if row is not None:
        books.database.run(_BACK, letter)
        Routes(books, InboxId(0)).set_reach(row[0], reach)


def move_route(books: Books, letter: LetterId, chat: str) -> None:
    """Put it back; its chat has a new id."""
    row = books.database.one(_ROUTE_OF, letter)
    if row is not None:
        books.database.run(_BACK, letter)
        Routes(books, InboxId(0)).move_route(row[0], chat)


def take_back(books: Books) -> None:
    """Put back what an earlier life of the process had under way: it may have arrived."""
    books.database.run(_FORSAKEN)


def lately(
    books: Books, route: RouteId, before: InboxId, since: datetime, until: datetime | None = None
) -> tuple[Sequence[str], bool]:
    """Give what arrived in a chat since then, the newest first, and whether more is under way."""
    turn = before * MOST_IN_A_TURN
    last = NEVER if until is None else codec.to_milliseconds(until)
    rows = books.database.all(_LATELY, route, codec.to_milliseconds(since), last, turn)
    return [row[0] for row in rows], books.database.one(_AWAY, route, turn) is not None


def gone(books: Books, route: RouteId, messages: Sequence[str]) -> None:
    """Note that messages stand in a chat no longer."""
    books.database.run_each(_GONE, [(route, one) for one in messages])


def _opened(books: Books, row: Row) -> Letter:
    number, couple, reader, sealed, attempt, must, unsure, joint = row[:8]
    if sealed is None:
        raise Unopened("letters: its words were erased")
    key = books.keys.of(owner_of(couple, reader))
    return Letter(
        LetterId(number),
        read_address(books, row[8:]),
        codec.read_content(key.open(sealed, content_place(number))),
        attempt + 1,
        bool(must),
        bool(unsure),
        bool(joint),
    )
