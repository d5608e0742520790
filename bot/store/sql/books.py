"""What every turn works with: the connection, the keys, and what was opened lately."""

from dataclasses import dataclass

from bot.model.couple import Couple, Partner
from bot.model.ids import CoupleId, RunId
from bot.ports.messages import Inbound
from bot.ports.rows import KeptRun
from bot.store.sql.database import Database
from bot.store.sql.keys import Keys
from bot.store.sql.keystore import KeyStore, beside
from bot.store.sql.recent import Recent
from bot.store.vault import Vault

COUPLES_IN_MEMORY = 1024
NAMES_IN_MEMORY = 4096
INBOUNDS_IN_MEMORY = 1024


@dataclass(frozen=True, slots=True)
class Household:
    """A couple, and its partners by their marks."""

    couple: Couple
    partners: dict[bytes, Partner]


class Books:
    """
    The connection, the keys, and what was read or written lately.

    What is remembered stands in for reading it again: nobody else writes while we hold the
    database. It is forgotten when somebody did all the same (`look`), and when anything was
    taken back. ``couples`` are by couple, ``seats`` give a person's couple by their mark,
    ``runs`` are a couple's unfinished ones, oldest first, ``homes`` give a run's couple, and
    ``heard`` is when something was last heard of a couple.
    """

    __slots__ = (
        "_names",
        "_persons",
        "_seen",
        "couples",
        "database",
        "heard",
        "homes",
        "inbox",
        "keys",
        "marks",
        "runs",
        "seats",
    )

    def __init__(self, database: Database, vault: Vault, store: KeyStore | None = None) -> None:
        """Open the books; without a key store, with the one that lies beside the database."""
        self.database = database
        self.keys = Keys(database, store or KeyStore(beside(database.path), vault))
        self.marks = self.keys.marks
        self.couples: Recent[int, Household] = Recent(COUPLES_IN_MEMORY)
        self.seats: Recent[bytes, int] = Recent(2 * COUPLES_IN_MEMORY)
        self.runs: Recent[int, dict[RunId, KeptRun]] = Recent(COUPLES_IN_MEMORY)
        self.homes: Recent[int, CoupleId] = Recent(2 * COUPLES_IN_MEMORY)
        self.heard: Recent[int, int] = Recent(COUPLES_IN_MEMORY)
        self.inbox: Recent[bytes, tuple[bytes, Inbound]] = Recent(INBOUNDS_IN_MEMORY)
        self._names: Recent[str, bytes] = Recent(NAMES_IN_MEMORY)
        self._persons: Recent[tuple[str, str], bytes] = Recent(COUPLES_IN_MEMORY)
        self._seen = database.changes
        database.undone = self.forget
        database.before_commit = self.keys.before_commit
        database.after_erasing = self.keys.after_commit

    def look(self) -> None:
        """Forget what was read, if another program has written since."""
        changes = self.database.changes
        if changes != self._seen:
            self._seen = changes
            self.forget()

    def name(self, word: str) -> bytes:
        """Give what stands for an author's word (an answer's name, a milestone)."""
        mark = self._names.get(word)
        if mark is None:
            mark = self.marks.mark("name", word)
            self._names.put(word, mark)
        return mark

    def person(self, platform: str, user: str) -> bytes:
        """Give what stands for a person."""
        mark = self._persons.get((platform, user))
        if mark is None:
            mark = self.marks.mark("person", platform, user)
            self._persons.put((platform, user), mark)
        return mark

    def forget(self) -> None:
        """Drop what was read and opened."""
        self.couples.clear()
        self.seats.clear()
        self.runs.clear()
        self.homes.clear()
        self.heard.clear()
        self.inbox.clear()
        self._persons.clear()
