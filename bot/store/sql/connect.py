"""Open the file, the way it must always be opened."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Dialect
from sqlalchemy.dialects import sqlite

from bot.errors import Broken, MortarError, Unwritable
from bot.store.sql.place import damaged

BUSY_SECONDS = 10.0

Version = tuple[int, int, int]

# The file ends where there should be more of it.
_SHORT = (sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS)


def dialect() -> Dialect:
    """Give SQLAlchemy's idea of this database."""
    return sqlite.dialect()


def connect(path: Path, mode: str | None = None) -> sqlite3.Connection:
    """
    Open an existing file for writing, durable at every commit.

    ``mode`` is the journal mode, `journal_mode`'s choice when it is None. Raises `ConfigError`
    when the file is damaged, `Unwritable` when another program has it locked or the disk is full,
    `Broken` when the disk fails.
    """
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        # On macOS only this reaches the disk; elsewhere it says nothing new.
        connection.execute("PRAGMA fullfsync=ON")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute(f"PRAGMA journal_mode={mode or journal_mode(library())}")
        _check(connection, path)
    except sqlite3.DatabaseError as exc:
        connection.close()
        raise _refused(exc, path) from exc
    except UnicodeDecodeError as exc:
        # What SQLite says about it quotes names from the file.
        connection.close()
        raise damaged(path, "names in it are not text any more") from exc
    except BaseException:
        connection.close()
        raise
    return connection


def journal_mode(version: Version) -> str:
    """
    Choose the way to commit: WAL is faster, where it is safe.

    Up to 3.51.2 a checkpoint could overlook that the WAL had begun anew, and lose commits; see
    https://sqlite.org/wal.html#walresetbug. Two older lines were mended too.
    """
    mended = (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51, 0)
        or (3, 44, 6) <= version < (3, 45, 0)
    )
    return "WAL" if mended else "TRUNCATE"


def slower(version: Version) -> str | None:
    """Say why commits are slower than they could be; None where they are not."""
    if journal_mode(version) == "WAL":
        return None
    return (
        f"SQLite {'.'.join(map(str, version))} may lose commits in its faster mode (WAL), so "
        "Mortar uses the safe one (TRUNCATE). Nothing has to be done; 3.51.3 or newer would be "
        "faster."
    )


def library() -> Version:
    """Give the version of SQLite."""
    return sqlite3.sqlite_version_info


def _refused(exc: sqlite3.DatabaseError, path: Path) -> MortarError:
    code = exc.sqlite_errorcode
    if code in _SHORT:
        return damaged(path, str(exc))
    if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Unwritable(f"{path} is locked by another program")
    if code & 0xFF == sqlite3.SQLITE_FULL:
        return Unwritable(f"{path}: the disk is full")
    if code & 0xFF == sqlite3.SQLITE_IOERR:
        return Broken(f"{path}: reading or writing the disk failed")
    return damaged(path, str(exc))


def _check(connection: sqlite3.Connection, path: Path) -> None:
    # All of it, indexes too: one that lacks a row lets things happen twice. 100 MB take a second
    # or two.
    row = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if row != ("ok",):
        raise damaged(path, str(row[0]).splitlines()[-1])
