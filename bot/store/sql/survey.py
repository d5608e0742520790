"""
Look at the runs that have not ended, and at nobody's answers, beside a bot that may be running.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import literal_column, select

from bot.errors import StoreError
from bot.ports.rows import OpenRun, Survey
from bot.store import codec
from bot.store.sql.connect import BUSY_SECONDS, dialect
from bot.store.sql.database import Database, translated
from bot.store.sql.keys import Keys
from bot.store.sql.keystore import beside
from bot.store.sql.place import locate
from bot.store.sql.reads import VERSIONS
from bot.store.sql.schema import check_schema, the_key_store
from bot.store.sql.statement import statement
from bot.store.tables import runs, scripts
from bot.store.vault import Vault

_u = runs.c
_OPEN = statement(
    select(_u.id, _u.couple, _u.flow, _u.version, _u.document)
    .where(literal_column("state <> 'ended'"))
    .order_by(_u.id)
)
_VERSIONS = statement(VERSIONS)
_KEPT = statement(select(scripts.c.version))


def survey(database_url: str, master_key: bytes, key_store: Path | None = None) -> Survey | None:
    """
    Read what new content would meet; None where there is no database yet.

    Raises `ConfigError` when it is another's, or of another shape; `StoreError` when it cannot be
    read just now.
    """
    path, vault = locate(database_url), Vault(master_key)
    if not path.exists() or path.stat().st_size == 0:
        return None
    with _reading(path) as connection:
        if not check_schema(connection, path):
            return None
        database = Database(connection, dialect())
        found = []
        with closing(the_key_store(connection, vault, path, key_store or beside(path))) as store:
            keys = Keys(database, store)
            for number, couple, flow, version, sealed in database.all(_OPEN):
                document = ""
                if sealed is not None:
                    plain = keys.of(("couple", couple)).open(sealed, f"runs|document|{number}")
                    document = codec.read_text(plain)
                found.append(OpenRun(flow, version, document))
        needed = [(version, flow, source) for version, flow, source in database.all(_VERSIONS)]
        kept = frozenset(version for (version,) in database.all(_KEPT))
    return Survey(tuple(needed), kept, tuple(found))


def holder(database_url: str) -> int | None:
    """Give the process id of the bot that runs on a database; None when none does."""
    try:
        file = os.open(f"{locate(database_url)}.lock", os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(file, 32).decode("ascii", "replace").strip()
        return int(owner) if owner.isdecimal() else None
    else:
        return None
    finally:
        os.close(file)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading; all that is read is of one moment."""
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        with closing(connection):
            connection.execute("BEGIN")
            yield connection
    except sqlite3.Error as exc:
        if exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise StoreError(
                f"{path} was not closed; start Mortar once, so that it is put in order"
            ) from exc
        raise translated(exc) from exc
