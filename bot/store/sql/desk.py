"""What a turn has before it."""

from bot.model.ids import InboxId, RouteId
from bot.ports.messages import Inbound
from bot.store import codec
from bot.store.sql.books import Books

# A letter's id is its inbox row's times this, plus its number within the turn.
MOST_IN_A_TURN = 4096


class Desk:
    """
    The books, opened at one inbox row; each part of `Held` adds its methods.

    ``posted`` and ``noted`` count the letters and journal lines of this turn. ``reader`` is the
    private chat of who this turn comes from, None when nobody said or pressed anything. ``at`` is
    the turn's time as a column holds it.
    """

    __slots__ = (
        "at",
        "books",
        "database",
        "inbound",
        "inbox",
        "keys",
        "noted",
        "posted",
        "reader",
    )  # fmt: skip

    def __init__(self, books: Books, inbox: InboxId, inbound: Inbound | None = None) -> None:
        self.books = books
        self.database = books.database
        self.keys = books.keys
        self.inbox = inbox
        self.inbound = inbound
        self.at = 0 if inbound is None else codec.to_milliseconds(inbound.at)
        self.posted = 0
        self.noted = 0
        self.reader: RouteId | None = None
