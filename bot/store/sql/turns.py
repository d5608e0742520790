"""Take up what waits in the inbox: one turn each, its whole effect or nothing of it."""

from collections.abc import Sequence
from enum import Enum, auto

from bot.errors import Broken, Unwritable
from bot.model.ids import InboxId
from bot.ports.messages import Inbound
from bot.ports.store import Turn
from bot.store.sql import inbox, quarantine
from bot.store.sql.books import Books
from bot.store.sql.database import Row
from bot.store.sql.held import SqlHeld
from bot.store.vault import Unopened


def work(books: Books, turn: Turn, sorry: Turn, attempts: int) -> int:
    """
    Play the turns of up to 64 rows, in order; return how many are over.

    All share one savepoint as long as none raises; if one does, all are played again with one
    each. One that raises is played again at once: what the same couple said next must not overtake
    it. After the last attempt it is set aside and ``sorry`` is played instead. The rows are
    marked done in the transaction that holds their effects.
    """
    books.look()
    rows = inbox.new(books)
    stumbled = 0 if any(row[3] for row in rows) else _all(books, rows, turn)
    numbers = [InboxId(row[0]) for row in rows]
    if stumbled is not None:
        left = [(row, attempts - row[3] - (row[0] == stumbled)) for row in rows]
        played = [_take_up(books, row, turn, sorry, tries, attempts) for row, tries in left]
        numbers = [number for number, good in zip(numbers, played, strict=True) if good]
    inbox.done(books, numbers)
    return len(rows)


def _all(books: Books, rows: Sequence[Row], turn: Turn) -> int | None:
    """Play all rows under one savepoint; if one raises, change nothing and give its number."""
    stumbled = None
    books.database.say("SAVEPOINT turns")
    for row in rows:
        number = InboxId(row[0])
        try:
            inbound = inbox.opened(books, row)
            turn(SqlHeld(books, number, inbound), number, inbound)
        except (Unwritable, Broken):
            raise
        except Exception:  # noqa: BLE001 - what it means is found out when it is played alone
            stumbled = number
            books.database.take_back("turns")
            break
    books.database.say("RELEASE turns")
    return stumbled


def _take_up(books: Books, row: Row, turn: Turn, sorry: Turn, tries: int, attempts: int) -> bool:
    number = InboxId(row[0])
    try:
        inbound = inbox.opened(books, row)
    except (Unopened, ValueError):
        inbox.set_aside(books, number, attempts)
        return False
    while tries > 0:
        played = _play(books, turn, number, inbound)
        if played is Played.WELL:
            return True
        # Without the row that did not open, the next time may go well: that is no attempt.
        tries -= played is Played.BADLY
    # Even if the apology fails too, the row must not come back.
    _play(books, sorry, number, inbound)
    inbox.set_aside(books, number, attempts)
    return False


class Played(Enum):
    """How a turn went. ``MENDED``: what it stumbled over is out of the way now."""

    WELL = auto()
    BADLY = auto()
    MENDED = auto()


def _play(books: Books, turn: Turn, number: InboxId, inbound: Inbound) -> Played:
    books.database.say("SAVEPOINT turn")
    try:
        turn(SqlHeld(books, number, inbound), number, inbound)
    except (Unwritable, Broken):
        raise
    except Exception as exc:  # noqa: BLE001 - whatever is wrong with this turn, the others go on
        books.database.take_back("turn")
        books.database.say("RELEASE turn")
        return Played.MENDED if quarantine.put_apart(books, exc) else Played.BADLY
    books.database.say("RELEASE turn")
    return Played.WELL
