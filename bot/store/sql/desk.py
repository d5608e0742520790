"""What a turn has before it."""

from bot.model.couple import Couple
from bot.model.ids import CoupleId, InboxId, RunId
from bot.store.sql.books import Books

# A letter's id is its inbox row's times this, plus its number within the turn.
MOST_IN_A_TURN = 4096


class Desk:
    """
    The books, opened at one inbox row; each part of `Held` adds its methods.

    ``couples`` and ``places`` are what this turn has read: couples by id; each run's couple,
    state and document as they stand in the database.
    """

    __slots__ = ("books", "couples", "database", "inbox", "keys", "noted", "places", "posted")

    def __init__(self, books: Books, inbox: InboxId) -> None:
        self.books = books
        self.database = books.database
        self.keys = books.keys
        self.inbox = inbox
        self.posted = 0
        self.noted = 0
        self.couples: dict[int, Couple] = {}
        self.places: dict[RunId, tuple[CoupleId, str, str]] = {}
