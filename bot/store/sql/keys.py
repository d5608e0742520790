"""
Find the keys that a turn works with, and bring the key store and the data to one end.

A key is kept before the commit whose rows it sealed; a person's key is deleted before the commit
that takes their rows away. What a crash leaves in between is put in order at the next start
(`bot.store.sql.recovery`).
"""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import bindparam, delete, select

from bot.store.sql.database import Database
from bot.store.sql.keyfile import Kept
from bot.store.sql.keystore import KeyStore
from bot.store.sql.recent import Recent
from bot.store.sql.statement import adding, statement
from bot.store.tables import erasures
from bot.store.vault import FINDING, HOUSE, Key, Marks, Owner, Unopened

KEYS_IN_MEMORY = 4096

_ERASED = statement(select(erasures.c.kind, erasures.c.owner, erasures.c.at))
_ADD = statement(
    adding(erasures, "kind", "owner", "at").on_conflict_do_nothing(), "kind", "owner", "at"
)
_SETTLED = statement(
    delete(erasures).where(erasures.c.kind == bindparam("k"), erasures.c.owner == bindparam("o")),
    "k",
    "o",
)


class Keys:
    """Everybody's keys. What is not in memory is read and unwrapped."""

    __slots__ = ("_database", "_recent", "house", "marks", "store")

    def __init__(self, database: Database, store: KeyStore) -> None:
        self._database = database
        self.store = store
        self._recent: Recent[Owner, Key] = Recent(KEYS_IN_MEMORY)
        self.house = self.of(HOUSE)
        (finding,) = store.of(FINDING)
        self.marks = Marks(finding.secret)

    def of(self, owner: Owner) -> Key:
        """Give somebody's key, or raise `Unopened` when it is gone."""
        return self._recent.get(owner) or self._read(owner)

    def add(self, owner: Owner) -> Key:
        """Make somebody a key; what they had before opens only."""
        self.store.fresh(owner)
        self._recent.take(owner)
        return self.of(owner)

    def sender(self, person: bytes) -> Key:
        """Give the key for what somebody sends, by their mark; they need not be known."""
        owner = sender_of(person)
        try:
            return self.of(owner)
        except Unopened:
            return self.add(owner)

    def erase(self, owner: Owner, at: int) -> None:
        """
        Ask that somebody's keys are deleted with this transaction, and only with it.

        A person's are deleted before the commit: a crash in between leaves nothing to be read. A
        couple's are deleted after it, since until then the other's words lie under them.
        """
        self._database.run(_ADD, *owner, at)
        self._recent.take(owner)
        self._database.untidy = True

    def renew(self, couple: int, at: int) -> Key:
        """Give a couple a further key; the earlier ones are deleted after this transaction."""
        key = self.add(("couple", couple))
        self._database.run(_ADD, "couple", couple, at)
        self._database.untidy = True
        return key

    def before_commit(self) -> None:
        """Keep what is new and delete what was erased, in the key store."""
        found = self._database.all(_ERASED) if self._database.untidy else []
        if not found and not self.store.waits:
            return
        gone = [((kind, owner), at) for kind, owner, at in found]
        self.store.write(
            [one for one in gone if one[0][0] != "couple"],
            [one for one in gone if one[0][0] == "couple"],
        )
        for kind, owner, _ in found:
            self._database.run(_SETTLED, kind, owner)

    def after_commit(self) -> None:
        """Drop the keys that nothing is sealed under any more."""
        left = self.store.numbers("leaving")
        if left:
            self.drop(left)

    def drop(self, numbers: Iterable[tuple[int, Owner]]) -> None:
        """Delete keys under which nothing is sealed, at once."""
        gone = list(numbers)
        self.store.drop(number for number, _ in gone)
        for _, owner in gone:
            self._recent.take(owner)

    def forget(self) -> None:
        """Read every key anew from now on."""
        self._recent.clear()
        self.house = self.of(HOUSE)

    def _read(self, owner: Owner) -> Key:
        kept = self.store.of(owner)
        if not kept:
            raise Unopened(f"keys: the key of {owner[0]} {owner[1]} is gone")
        key = _ring(kept, self._sent if owner == HOUSE else self._joint)
        self._recent.put(owner, key)
        return key

    def _sent(self, number: int) -> Key | None:
        """Find the key of something in the inbox: it is its sender's, or a couple's."""
        return self._one(number, ("sender", "couple"))

    def _joint(self, number: int) -> Key | None:
        """Find the key of a letter: it is the couple's of who reads it."""
        return self._one(number, ("couple",))

    def _one(self, number: int, kinds: tuple[str, ...]) -> Key | None:
        kept = self.store.numbered(number)
        return _ring([kept]) if kept is not None and kept.owner[0] in kinds else None


def sender_of(person: bytes) -> Owner:
    """Say whose key seals what somebody sends, by their mark."""
    return ("sender", int.from_bytes(person[:8], "big") >> 1)


def _ring(kept: Sequence[Kept], others: Callable[[int], Key | None] | None = None) -> Key:
    newest = kept[-1]
    older = {one.number: one.secret for one in kept[:-1]}
    return Key(newest.secret, newest.owner, newest.number, older, others)
