"""What every turn works with: the connection, the keys, and what was opened lately."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import bindparam, delete, select

from bot.model.couple import Couple, Partner
from bot.model.ids import CoupleId, RunId
from bot.ports.messages import Inbound
from bot.ports.rows import KeptRun
from bot.store.sql.database import Database
from bot.store.sql.statement import adding, statement
from bot.store.tables import keys
from bot.store.vault import HOUSE, Key, Owner, Unopened, Vault

K = TypeVar("K")
V = TypeVar("V")

KEYS_IN_MEMORY = 4096
COUPLES_IN_MEMORY = 1024
NAMES_IN_MEMORY = 4096
INBOUNDS_IN_MEMORY = 1024

_KEY = statement(
    select(keys.c.wrapped).where(keys.c.kind == bindparam("k"), keys.c.owner == bindparam("o")),
    "k",
    "o",
)
_ADD_KEY = statement(adding(keys, "kind", "owner", "wrapped"), "kind", "owner", "wrapped")
_DROP_KEY = statement(
    delete(keys).where(keys.c.kind == bindparam("k"), keys.c.owner == bindparam("o")), "k", "o"
)


class Recent(Generic[K, V]):
    """
    Remembers so many things, and forgets what was put in longest ago.

    ``get`` gives what was put there, or None. It is asked a dozen times a turn, so it is the
    dictionary's own; that it does not note when something was used is the price.
    """

    __slots__ = ("_entries", "_most", "get")

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: dict[K, V] = {}
        self.get: Callable[[K], V | None] = self._entries.get

    def put(self, key: K, value: V) -> None:
        """Put something in, in the place of the oldest if need be."""
        self._entries.pop(key, None)
        self._entries[key] = value
        if len(self._entries) > self._most:
            del self._entries[next(iter(self._entries))]

    def take(self, key: K) -> V | None:
        """Give what was put there, or None, and forget it."""
        return self._entries.pop(key, None)

    def clear(self) -> None:
        """Forget all."""
        self._entries.clear()


class Keys:
    """Everybody's keys. What is not in memory is read and unwrapped."""

    __slots__ = ("_database", "_recent", "_vault", "house")

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._recent: Recent[Owner, Key] = Recent(KEYS_IN_MEMORY)
        self.house = self.of(HOUSE)

    def of(self, owner: Owner) -> Key:
        """Give somebody's key, or raise `Unopened` when it is gone."""
        return self._recent.get(owner) or self._read(owner)

    def add(self, owner: Owner) -> Key:
        """Make a key and write it down."""
        key, wrapped = self._vault.make(owner)
        self._database.run(_ADD_KEY, *owner, wrapped)
        self._recent.put(owner, key)
        return key

    def drop(self, owner: Owner) -> None:
        """Delete a key: what it sealed is unreadable from now on."""
        self._database.run(_DROP_KEY, *owner)
        self._recent.take(owner)

    def _read(self, owner: Owner) -> Key:
        row = self._database.one(_KEY, *owner)
        if row is None:
            raise Unopened(f"keys: the key of {owner[0]} {owner[1]} is gone")
        key = self._vault.unwrap(owner, row[0])
        self._recent.put(owner, key)
        return key


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
    ``runs`` are a couple's unfinished ones, oldest first, and ``homes`` give a run's couple.
    """

    __slots__ = (
        "_names",
        "_persons",
        "_seen",
        "couples",
        "database",
        "homes",
        "inbox",
        "keys",
        "runs",
        "seats",
        "vault",
    )

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault
        self.keys = Keys(database, vault)
        self.couples: Recent[int, Household] = Recent(COUPLES_IN_MEMORY)
        self.seats: Recent[bytes, int] = Recent(2 * COUPLES_IN_MEMORY)
        self.runs: Recent[int, dict[RunId, KeptRun]] = Recent(COUPLES_IN_MEMORY)
        self.homes: Recent[int, CoupleId] = Recent(2 * COUPLES_IN_MEMORY)
        self.inbox: Recent[bytes, tuple[bytes, Inbound]] = Recent(INBOUNDS_IN_MEMORY)
        self._names: Recent[str, bytes] = Recent(NAMES_IN_MEMORY)
        self._persons: Recent[tuple[str, str], bytes] = Recent(COUPLES_IN_MEMORY)
        self._seen = database.changes
        database.undone = self.forget

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
            mark = self.vault.mark("name", word)
            self._names.put(word, mark)
        return mark

    def person(self, platform: str, user: str) -> bytes:
        """Give what stands for a person."""
        mark = self._persons.get((platform, user))
        if mark is None:
            mark = self.vault.mark("person", platform, user)
            self._persons.put((platform, user), mark)
        return mark

    def forget(self) -> None:
        """Drop what was read and opened."""
        self.couples.clear()
        self.seats.clear()
        self.runs.clear()
        self.homes.clear()
        self.inbox.clear()
        self._persons.clear()
