"""Talk to the driver: compiled text in, rows out, and its errors in our own words."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect

from bot.errors import Broken, StoreError, Unwritable
from bot.store.sql.statement import Compiled, Parameters, Statement

Row = tuple[Any, ...]

# SQLite's primary result codes.
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = (
    3, 5, 6, 7, 8, 10, 11, 13, 14, 26,
)  # fmt: skip
NO_ROOM = "the disk is full"
_LATER = {
    _PERM: "the database may not be written to",
    _BUSY: "the database is locked by another program",
    _LOCKED: "the database is locked by another program",
    _NOMEM: "there is no memory left",
    _FULL: NO_ROOM,
    _CANTOPEN: "a file beside the database cannot be made",
}
_NEVER = {
    _READONLY: "the database became read-only",
    _IOERR: "reading or writing the disk failed",
    _CORRUPT: "the database file is damaged",
    _NOTADB: "the database file is damaged",
}


class Database:
    """
    One connection, used by one thread at a time.

    ``untidy`` is set where something was erased: after the commit, `tidy` is due. ``undone`` is
    called whenever something is taken back, ``before_commit`` before what a job wrote is kept, and
    ``after_erasing`` when what was erased is.

    Every method raises a `StoreError`: `Unwritable` and `Broken` as they say, and the plain one
    where a row does not fit its table.
    """

    __slots__ = (
        "_compiled", "_connection", "_cursor", "_dialect", "after_erasing", "before_commit",
        "undone", "untidy",
    )  # fmt: skip

    def __init__(self, connection: sqlite3.Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._dialect = dialect
        self._compiled: dict[Statement, Compiled] = {}
        self.untidy = False
        self.undone: Callable[[], None] = _nothing
        self.before_commit: Callable[[], None] = _nothing
        self.after_erasing: Callable[[], None] = _nothing

    def all(self, statement: Statement, *parameters: Any) -> list[Row]:
        """Give every row."""
        compiled = self._compiled.get(statement) or self._compile(statement)
        pick = compiled.pick
        try:
            return self._cursor.execute(
                compiled.text, pick(parameters) if pick else parameters
            ).fetchall()
        except sqlite3.Error as exc:
            raise translated(exc) from exc

    def one(self, statement: Statement, *parameters: Any) -> Row | None:
        """Give the first row, or None."""
        rows = self.all(statement, *parameters)
        return rows[0] if rows else None

    def make(self, statement: Statement, *parameters: Any) -> int:
        """Insert a row; return the id it was given (the statement returns it)."""
        return int(self.all(statement, *parameters)[0][0])

    def run(self, statement: Statement, *parameters: Any) -> int:
        """Change something; return how many rows were changed."""
        compiled = self._compiled.get(statement) or self._compile(statement)
        pick = compiled.pick
        try:
            return self._cursor.execute(
                compiled.text, pick(parameters) if pick else parameters
            ).rowcount
        except sqlite3.Error as exc:
            raise translated(exc) from exc

    def run_each(self, statement: Statement, parameters: Iterable[Parameters]) -> int:
        """Change something once for each; return how many rows were changed in all."""
        compiled = self._compiled.get(statement) or self._compile(statement)
        pick = compiled.pick
        try:
            return self._cursor.executemany(
                compiled.text, map(pick, parameters) if pick else parameters
            ).rowcount
        except sqlite3.Error as exc:
            raise translated(exc) from exc

    def say(self, text: str) -> None:
        """Execute a word of the transaction (BEGIN, SAVEPOINT ...)."""
        try:
            self._cursor.execute(text)
        except sqlite3.Error as exc:
            raise translated(exc) from exc

    def take_back(self, savepoint: str | None = None) -> None:
        """Undo everything since a savepoint, which stays; or all, where a transaction is open."""
        self.undone()
        if savepoint is not None:
            self.say(f"ROLLBACK TO {savepoint}")
        elif self._connection.in_transaction:
            # SQLite ends one by itself when the disk is full.
            self.say("ROLLBACK")

    def tidy(self) -> None:
        """
        Take what was erased out of the log as well, where there is one (WAL).

        Where somebody reads in it just now, it stays to be done after the next commit.
        """
        with suppress(Unwritable):
            self.after_erasing()
            self.say("PRAGMA wal_checkpoint(TRUNCATE)")
            self.untidy = False

    @property
    def path(self) -> Path:
        """Give the file."""
        return Path(self._cursor.execute("PRAGMA database_list").fetchone()[2])

    @property
    def written(self) -> int:
        """Give a number that grows whenever a row is written."""
        return self._connection.total_changes

    @property
    def changes(self) -> int:
        """Give a number that differs once another connection has written."""
        return int(self._cursor.execute("PRAGMA data_version").fetchone()[0])

    def _compile(self, statement: Statement) -> Compiled:
        compiled = self._compiled[statement] = statement.compiled(self._dialect)
        return compiled


def _nothing() -> None:
    pass


def translated(exc: BaseException | None) -> StoreError:
    """Give the driver's error in our words, sorted by whether it may be tried again."""
    code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
    if code in _LATER:
        return Unwritable(_LATER[code])
    if code in _NEVER:
        return Broken(_NEVER[code])
    return StoreError(str(exc))
