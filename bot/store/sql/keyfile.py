"""Lay out and open the file that the key store is (`bot.store.sql.keystore`)."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.errors import ConfigError, StoreError
from bot.store.sql.connect import BUSY_SECONDS
from bot.store.sql.database import Row, translated
from bot.store.vault import Owner, Vault

APPLICATION = 0x4D6F724B
"""SQLite's application id of a key store: "MorK"."""

SHAPE = 1
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, owner INTEGER NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX keys_owner ON keys (kind, owner);
CREATE TABLE wraps (
    id INTEGER NOT NULL REFERENCES keys (id) ON DELETE CASCADE, kek BLOB NOT NULL,
    wrapped BLOB NOT NULL, PRIMARY KEY (id, kek)
) WITHOUT ROWID;
CREATE TABLE gone (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, owner INTEGER NOT NULL, at INTEGER NOT NULL
);
CREATE INDEX gone_owner ON gone (kind, owner);
"""


UNWRAPPED = (
    "SELECT count(*) FROM keys WHERE NOT EXISTS"
    " (SELECT 1 FROM wraps WHERE wraps.id = keys.id AND kek = ?)"
)
"""Counts the keys that are not wrapped under a master key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One key as it is used. ``state`` is "new", "kept" or "leaving"."""

    number: int
    owner: Owner
    secret: bytes
    state: str


class KeyFile:
    """
    The file, open. ``id`` names it, so that its database knows it.

    What is ``_pending`` was made in memory and is not in the file yet.
    """

    __slots__ = ("_connection", "_next", "_pending", "_vault", "id", "path")

    def __init__(self, path: Path, vault: Vault) -> None:
        """Open an existing key store, or raise `ConfigError` that says how to mend it."""
        self.path = path
        self._vault = vault
        self._pending: dict[int, Kept] = {}
        if not path.is_file() or path.stat().st_size == 0:
            raise ConfigError(
                f"There is no key store at {path}, and without it nothing in the database can be "
                "read. Nothing was changed. Put it back from its own backup, or name its place in "
                "MORTAR_MASTER_KEY_STORE."
            )
        try:
            self._connection = connect(path, "rw")
            self.id = self._examine()
            self._next = self._first_free()
        except (sqlite3.Error, StoreError) as exc:
            raise ConfigError(
                f"The key store {path} cannot be read ({exc}). Nothing was changed. Put it back "
                "from its own backup."
            ) from exc

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def _insert(self, one: Kept) -> None:
        state = "new" if one.state == "new" else "kept"
        self._connection.execute(
            "INSERT INTO keys VALUES (?, ?, ?, ?)", (one.number, *one.owner, state)
        )
        self._wrap(one.number, one.owner, one.secret, self._vault)

    def _wrap(self, number: int, owner: Owner, secret: bytes, vault: Vault) -> None:
        self._connection.execute(
            "INSERT INTO wraps VALUES (?, ?, ?)", (number, vault.id, vault.wrap(owner, secret))
        )

    def _read(self, where: str, given: Sequence[object], most: int = -1) -> list[Kept]:
        rows = self._rows(
            "SELECT keys.id, kind, owner, wrapped, state FROM keys JOIN wraps"  # noqa: S608
            f" ON wraps.id = keys.id AND kek = ? WHERE {where} ORDER BY keys.id LIMIT ?",
            (self._vault.id, *given, most),
        )
        return [
            Kept(number, (kind, owner), self._vault.unwrap((kind, owner), wrapped), state)
            for number, kind, owner, wrapped, state in rows
        ]

    def _rows(self, text: str, given: Sequence[object] = ()) -> list[Row]:
        with translating():
            return self._connection.execute(text, tuple(given)).fetchall()

    @contextmanager
    def _change(self) -> Iterator[None]:
        with translating():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _examine(self) -> bytes:
        """Look whether this is a key store of this master key; give its id."""
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (shape,) = self._connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION or shape != SHAPE:
            raise ConfigError(
                f"{self.path} is not a key store of this version of Mortar. It is left as it is. "
                "Put the right file there, or name its place in MORTAR_MASTER_KEY_STORE."
            )
        if self._rows(UNWRAPPED, (self._vault.id,))[0][0]:
            raise ConfigError(
                f"The key store {self.path} belongs to another master key. Nothing was changed. "
                "Put back the key that belongs to it (MORTAR_MASTER_KEY_FILE); without it nothing "
                "can be read, by anybody."
            )
        ((found,),) = self._connection.execute("SELECT value FROM facts WHERE name = 'id'")
        return bytes(found)

    def _first_free(self) -> int:
        # A number is never given twice: sealed values name their key by it.
        row = self._connection.execute("SELECT seq FROM sqlite_sequence").fetchone()
        return 1 + (row[0] if row else 0)


def is_bare(path: Path) -> bool:
    """
    Say whether a file holds no tables yet.

    Its length does not tell: cut off while they were being made, the file may have grown, and is
    empty again when it is opened.
    """
    if path.stat().st_size == 0:
        return True
    try:
        with closing(connect(path, "rw")) as connection:
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error:
        return False
    return not tables and not application


def lay_out(path: Path) -> None:
    """Make the tables of an empty file; all of them, or none."""
    with translating(), closing(connect(path, "rw")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for one in _TABLES.split(";"):
            connection.execute(one)
        connection.execute("INSERT INTO facts VALUES ('id', ?)", (os.urandom(16),))
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute(f"PRAGMA user_version={SHAPE}")
        connection.execute("COMMIT")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open an existing file; ``mode`` is "ro" or "rw"."""
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        # Rarely written, and never in two copies: what is deleted must not stay in a log.
        for pragma in (
            "foreign_keys=ON", "journal_mode=TRUNCATE", "synchronous=EXTRA", "fullfsync=ON",
            "secure_delete=ON", "temp_store=MEMORY",
        ):  # fmt: skip
            if mode == "rw" or not pragma.startswith("journal"):
                connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def translating() -> Iterator[None]:
    """Give the driver's errors in our words."""
    try:
        yield
    except sqlite3.Error as exc:
        raise translated(exc) from exc
