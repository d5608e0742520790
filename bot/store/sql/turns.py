"""Take up what waits in the inbox: one turn each, its whole effect or nothing of it."""

from bot.errors import Broken, Unwritable
from bot.model.ids import InboxId
from bot.ports.messages import Inbound
from bot.ports.store import Turn
from bot.store.sql import inbox
from bot.store.sql.books import Books
from bot.store.sql.database import Row
from bot.store.sql.held import SqlHeld
from bot.store.vault import Unopened


def work(books: Books, turn: Turn, sorry: Turn, attempts: int) -> int:
    """
    Play the turns of up to 64 rows, in order; return how many are over.

    One that raises is played again at once: what the same couple said next must not overtake
    it. After the last attempt it is set aside and ``sorry`` is played instead. The rows are
    marked done in the transaction that holds their effects.
    """
    rows = inbox.new(books)
    played = [InboxId(row[0]) for row in rows if _take_up(books, row, turn, sorry, attempts)]
    inbox.done(books, played)
    return len(rows)


def _take_up(books: Books, row: Row, turn: Turn, sorry: Turn, attempts: int) -> bool:
    number = InboxId(row[0])
    try:
        inbound = inbox.opened(books, row)
    except (Unopened, ValueError):
        inbox.set_aside(books, number, attempts)
        return False
    for _ in range(row[3], attempts):
        if _play(books, turn, number, inbound):
            return True
    # Even if the apology fails too, the row must not come back.
    _play(books, sorry, number, inbound)
    inbox.set_aside(books, number, attempts)
    return False


def _play(books: Books, turn: Turn, number: InboxId, inbound: Inbound) -> bool:
    say = books.database.say
    say("SAVEPOINT turn")
    try:
        turn(SqlHeld(books, number), number, inbound)
    except (Unwritable, Broken):
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with this turn, the others go on
        say("ROLLBACK TO turn")
        say("RELEASE turn")
        return False
    say("RELEASE turn")
    return True
