"""
Copy a database as it is at one moment, also while a bot uses it, and look whether a copy is good.

A copy is whole and verified, or it is not there: it is made under another name first.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.errors import StoreError
from bot.store.sql.connect import BUSY_SECONDS
from bot.store.sql.place import APPLICATION, create

PAGES = 4096
"""
Pages copied at once: 16 MiB, some hundredths of a second. In between, the bot writes on.

What it writes meanwhile lets the copy begin anew, so the steps are not smaller.
"""

Show = Callable[[int, int], None]
"""Is told how many pages of how many are done."""


def copy(source: Path, target: Path, show: Show = lambda *_: None) -> None:
    """
    Copy a database to a new file, verified and on disk when this returns.

    Raises `StoreError` when that did not work; nothing is left behind then, and what lay at
    ``target`` still does.
    """
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    create(unfinished)
    try:
        with closing(_open(source)) as whole, closing(sqlite3.connect(unfinished)) as part:

            def told(_status: int, left: int, total: int) -> None:
                show(total - left, total)

            whole.backup(part, pages=PAGES, progress=told, sleep=0.001)
            # The copy is one file, wherever it is carried to.
            part.execute("PRAGMA journal_mode=DELETE")
        verify(unfinished)
        flush(unfinished)
        unfinished.replace(target)
        flush(target.parent)
    except (sqlite3.Error, OSError) as exc:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"the copy of {source} could not be made: {exc}") from exc
    except StoreError:
        unfinished.unlink(missing_ok=True)
        raise


def verify(path: Path) -> None:
    """Read a copy from end to end; raise `StoreError` that says what is wrong with it."""
    try:
        with closing(_open(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(f"{path} cannot be read: {exc}") from exc
    if application != APPLICATION:
        raise StoreError(f"{path} is no database of Mortar")
    if sound != ("ok",) or broken is not None:
        raise StoreError(f"{path} is damaged")


def flush(path: Path) -> None:
    """Wait until a file or folder is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
