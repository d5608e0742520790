"""
Keep the keys in a small file of their own, apart from the data, and know whose are gone.

What lies in a backup of the data can be read only with the keys of this file, and those of
somebody who was erased are in no file any more. Its copies are few and young for that reason:
see docs/adr/0013-keys-apart.md.

Every change is one transaction and is on disk when it returns. The file is used under the lock
of its database, by one process.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from bot.errors import ConfigError
from bot.store.sql.keyfile import UNWRAPPED, Kept, KeyFile, connect, is_bare, lay_out, translating
from bot.store.sql.place import create
from bot.store.vault import FINDING, HOUSE, Owner, Vault, new_secret

_ALL = 1 << 62
_NOTE = (
    "INSERT OR IGNORE INTO gone SELECT id, kind, owner, ? FROM keys"
    " WHERE kind = ? AND owner = ? AND id < ?"
)
_DELETE = "DELETE FROM keys WHERE kind = ? AND owner = ?"
_LEAVE = "UPDATE keys SET state = 'leaving' WHERE kind = ? AND owner = ? AND id < ?"

Gone = tuple[Owner, int]
"""Who is erased, and when, in milliseconds since 1970."""


def beside(database: Path) -> Path:
    """Give the key store's place where none is set: for houses that do not last, like tests."""
    return database.with_name(f"{database.name}.keys")


def backup_to(source: Path, target: Path) -> None:
    """
    Copy a key store as it is at one moment, also while a bot uses it; ``target`` is replaced.

    The copy is whole or not there. Raises `StoreError` where that did not work.
    """
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    create(unfinished)
    with (
        translating(),
        closing(connect(source, "ro")) as store,
        closing(connect(unfinished, "rw")) as copy,
    ):
        store.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the copy of the key store is not good")
    file = os.open(unfinished, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
    unfinished.replace(target)


class KeyStore(KeyFile):
    """Everybody's keys, and who has none any more."""

    __slots__ = ()

    # Reading

    def of(self, owner: Owner) -> Sequence[Kept]:
        """Give somebody's keys, the oldest first."""
        fresh = [one for one in self._pending.values() if one.owner == owner]
        return self._read("kind = ? AND owner = ?", owner) + fresh

    def numbered(self, number: int) -> Kept | None:
        """Give a key by its number."""
        if number in self._pending:
            return self._pending[number]
        found = self._read("keys.id = ?", (number,))
        return found[0] if found else None

    def owners(self) -> Sequence[Owner]:
        """Give everybody who has a key."""
        rows = self._rows("SELECT DISTINCT kind, owner FROM keys ORDER BY kind, owner")
        return [(kind, owner) for kind, owner in rows]

    def numbers(self, state: str | None = None) -> Sequence[tuple[int, Owner]]:
        """Give every key's number and owner; with a state, only those."""
        where, given = ("", ()) if state is None else (" WHERE state = ?", (state,))
        rows = self._rows(f"SELECT id, kind, owner FROM keys{where} ORDER BY id", given)  # noqa: S608
        return [(number, (kind, owner)) for number, kind, owner in rows]

    def erased(self) -> Sequence[Owner]:
        """Give everybody who had a key and has none any more."""
        rows = self._rows(
            "SELECT DISTINCT kind, owner FROM gone WHERE NOT EXISTS"
            " (SELECT 1 FROM keys WHERE keys.kind = gone.kind AND keys.owner = gone.owner)"
        )
        return [(kind, owner) for kind, owner in rows]

    def highest(self, kind: str) -> int:
        """Give the highest number of a kind's owners, whether they are still here or not."""
        rows = self._rows(
            "SELECT max(owner) FROM (SELECT owner FROM keys WHERE kind = ?1"
            " UNION ALL SELECT owner FROM gone WHERE kind = ?1)",
            (kind,),
        )
        return int(rows[0][0] or 0)

    # Changing

    def fresh(self, owner: Owner) -> Kept:
        """Make a key in memory, the newest of its owner; `write` keeps it."""
        number = self._next
        self._next += 1
        made = self._pending[number] = Kept(number, owner, new_secret(), "new")
        return made

    @property
    def waits(self) -> bool:
        """Say whether there is a key that `write` has not kept yet."""
        return bool(self._pending)

    def write(self, erased: Iterable[Gone] = (), leaving: Iterable[Gone] = ()) -> None:
        """
        Keep the fresh keys, delete the keys of who was erased, and note which are about to go.

        Has to be done before what uses those keys is kept. What was new before has been in use
        since. All keys of the ``leaving`` go with `drop`, once nothing is sealed under them; of
        somebody who has a fresh one, all but that.
        """
        newest = {one.owner: one.number for one in self._pending.values()}
        with self._change():
            self._connection.execute("UPDATE keys SET state = 'kept' WHERE state = 'new'")
            for one in self._pending.values():
                self._insert(one)
            for owner, at in erased:
                self._connection.execute(_NOTE, (at, *owner, _ALL))
                self._connection.execute(_DELETE, owner)
            for owner, at in leaving:
                below = newest.get(owner, _ALL)
                self._connection.execute(_NOTE, (at, *owner, below))
                self._connection.execute(_LEAVE, (*owner, below))
        self._pending.clear()

    def succeed(self) -> int:
        """
        Give everybody a further key, at once, unless that was begun earlier; count who has two.

        Marks have to stay as they are, so theirs is not among them. What lies under the earlier
        ones (state "old") is to be sealed anew.
        """
        if not self.numbers("old"):
            with self._change():
                owners = [one for one in self.owners() if one != FINDING]
                execute = self._connection.execute
                execute("UPDATE keys SET state = 'old' WHERE kind <> ?", (FINDING[0],))
                for owner in owners:
                    self._insert(Kept(self._next, owner, new_secret(), "kept"))
                    self._next += 1
        return len(self.numbers("old"))

    def settle(self) -> None:
        """Say that all new keys are in use."""
        with self._change():
            self._connection.execute("UPDATE keys SET state = 'kept' WHERE state = 'new'")

    def drop(self, numbers: Iterable[int]) -> None:
        """Delete keys by number."""
        with self._change():
            for number in numbers:
                self._connection.execute("DELETE FROM keys WHERE id = ?", (number,))

    def move_in(self, secrets: Iterable[tuple[Owner, bytes]]) -> None:
        """Take keys that lay elsewhere; who has one already keeps it."""
        with self._change():
            for owner, secret in secrets:
                if not self._rows("SELECT 1 FROM keys WHERE kind = ? AND owner = ?", owner):
                    self._insert(Kept(self._next, owner, secret, "kept"))
                    self._next += 1

    # The master key's turn

    def unwrapped_by(self, vault: Vault) -> int:
        """Count the keys that a master key cannot open yet."""
        return int(self._rows(UNWRAPPED, (vault.id,))[0][0])

    def wrap_more(self, vault: Vault, most: int) -> int:
        """Wrap some of the keys under another master key as well; give how many were."""
        missing = self._read(
            "NOT EXISTS (SELECT 1 FROM wraps more WHERE more.id = keys.id AND more.kek = ?)",
            (vault.id,),
            most,
        )
        with self._change():
            for one in missing:
                self._wrap(one.number, one.owner, one.secret, vault)
        return len(missing)

    def others(self) -> int:
        """Count what is still wrapped under another master key."""
        rows = self._rows("SELECT count(*) FROM wraps WHERE kek <> ?", (self._vault.id,))
        return int(rows[0][0])

    def unwrap_others(self, most: int) -> int:
        """Delete some of what is wrapped under another master key; give how many were."""
        with self._change():
            return self._connection.execute(
                "DELETE FROM wraps WHERE (id, kek) IN"
                " (SELECT id, kek FROM wraps WHERE kek <> ? ORDER BY id LIMIT ?)",
                (self._vault.id, most),
            ).rowcount


def make(path: Path, vault: Vault, former: Iterable[tuple[Owner, bytes]] = ()) -> KeyStore:
    """
    Open a key store, or make one where there is none.

    ``former`` are keys that lay elsewhere until now. Killed in between, it goes on the next time.
    """
    if not path.parent.is_dir():
        raise ConfigError(
            f"The key store should lie at {path}, but {path.parent} is not there. Make that folder,"
            " or name another place in MORTAR_MASTER_KEY_STORE."
        )
    create(path)
    if is_bare(path):
        lay_out(path)
    store = KeyStore(path, vault)
    store.move_in(former)
    store.move_in((owner, new_secret()) for owner in (HOUSE, FINDING))
    return store
