"""Move alarms that are due into the inbox."""

from datetime import datetime

from sqlalchemy import bindparam, delete, literal_column, select

from bot.ports.messages import Inbound, Rang
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.inbox import keep
from bot.store.sql.statement import statement
from bot.store.tables import alarms

MOST_ALARMS = 100

_w = alarms.c
_DUE = statement(
    select(_w.id, _w.couple, _w.run, _w.wait, _w.tag, _w.due)
    .where(_w.due <= bindparam("t"))
    .order_by(_w.due)
    .limit(literal_column(str(MOST_ALARMS))),
    "t",
)
_NEXT = statement(select(_w.due).order_by(_w.due).limit(literal_column("1")))
_DROP = statement(delete(alarms).where(_w.id == bindparam("i")), "i")


def ring(books: Books, now: datetime) -> datetime | None:
    """
    Move what is due into the inbox, 100 at most, and say when the next one is.

    The key of what enters the inbox holds the instant it was due: it rings once, whatever the
    clock does.
    """
    due = books.database.all(_DUE, codec.to_milliseconds(now))
    keep(
        books,
        [
            Inbound(f"alarm:{alarm}:{at}", now, Rang(couple, run or None, wait, tag))
            for alarm, couple, run, wait, tag, at in due
        ],
    )
    books.database.run_each(_DROP, [(row[0],) for row in due])
    row = books.database.one(_NEXT)
    return codec.from_milliseconds(row[0]) if row else None
