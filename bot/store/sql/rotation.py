"""
Change the master key, or everybody's data keys; killed at any point, it goes on the next time.

While a master key is being changed, the keys are wrapped under both, so that either opens the
house. While data keys are being changed, everybody has two, and both open.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.errors import ConfigError
from bot.store.sql.books import Books
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database
from bot.store.sql.keystore import KeyStore, beside
from bot.store.sql.place import Lock, examine, locate
from bot.store.sql.recovery import recover
from bot.store.sql.schema import check_schema, the_key_store
from bot.store.sql.sealed import COLUMNS, Sealed, Value
from bot.store.vault import Unopened, Vault, create_master_key, number_of, read_master_key

BATCH = 256
_TEXT = 65
"""Bytes of a whole master key's file."""

Show = Callable[[int, int], None]
"""Is told how much of how much is done."""


def rotate_master_key(
    database_url: str, key_file: Path, key_store: Path | None, show: Show
) -> Path | None:
    """
    Put a new master key in the place of the old one; give the file that keeps the old one.

    None means that a change which was begun earlier only had to be finished. Raises
    `AlreadyRunning` while somebody uses the database.
    """
    with _alone(database_url, read_master_key(key_file), key_store) as (_, store):
        fresh = key_file.with_name(f"{key_file.name}.new")
        if store.others() and not fresh.exists():
            _forget_others(store, show)
            return None
        new = Vault(_fresh_key(fresh))
        total = done = store.unwrapped_by(new)
        while store.wrap_more(new, BATCH):
            done = store.unwrapped_by(new)
            show(total - done, total)
        former = _exchange(key_file, fresh)
        renewed = KeyStore(store.path, new)
        try:
            _forget_others(renewed, show)
        finally:
            renewed.close()
        return former


def rotate_data_keys(
    database_url: str, master_key: bytes, key_store: Path | None, show: Show
) -> tuple[int, int]:
    """
    Give everybody new keys and seal all that is kept anew; give how many values, and unopened.

    What does not open stays as it is, and is counted. Raises `AlreadyRunning` while somebody uses
    the database.
    """
    with _alone(database_url, master_key, key_store) as (database, store):
        books = Books(database, Vault(master_key), store)
        recover(books)
        store.succeed()
        books.keys.forget()
        total = sum(1 for column in COLUMNS for _ in column.values(database))
        unopened = 0
        done = 0
        for column in COLUMNS:
            for batch in _batches(column.values(database)):
                unopened += _renew(books, column, batch)
                done += len(batch)
                show(done, total)
        store.drop([number for number, _ in store.numbers("old")])
        database.tidy()
        return total, unopened


def _renew(books: Books, column: Sealed, batch: list[Value]) -> int:
    """Seal a batch anew in one transaction; count what did not open."""
    unopened = 0
    books.database.say("BEGIN IMMEDIATE")
    try:
        for value in batch:
            try:
                _renew_one(books, column, value)
            except Unopened:
                unopened += 1
        books.database.say("COMMIT")
    except BaseException:
        books.database.take_back()
        raise
    return unopened


def _renew_one(books: Books, column: Sealed, value: Value) -> None:
    # The value itself names its key: what came in lies under its sender's, and some letters under
    # their reader's.
    found = books.keys.store.numbered(number_of(value.sealed) or 0)
    key = books.keys.of(found.owner if found else value.owner)
    if not key.is_newest(value.sealed):
        plain = books.keys.of(value.opener).open(value.sealed, value.place)
        column.write(books.database, value.row, key.seal(plain, value.place))


def _batches(values: Iterator[Value]) -> Iterator[list[Value]]:
    batch: list[Value] = []
    for value in values:
        batch.append(value)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _fresh_key(path: Path) -> bytes:
    if path.exists() and path.stat().st_size < _TEXT:
        # Cut off while it was being written, so nothing was wrapped under it yet.
        path.unlink()
    return read_master_key(path) if path.exists() else create_master_key(path)


def _exchange(key_file: Path, fresh: Path) -> Path:
    """Put the new key in its place; at no moment is there none."""
    former = key_file.with_name(f"{key_file.name}.old")
    former.unlink(missing_ok=True)
    former.hardlink_to(key_file)
    fresh.replace(key_file)
    folder = os.open(key_file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return former


def _forget_others(store: KeyStore, show: Show) -> None:
    total = store.others()
    while store.unwrap_others(BATCH):
        show(total - store.others(), total)


@contextmanager
def _alone(
    database_url: str, master_key: bytes, key_store: Path | None
) -> Iterator[tuple[Database, KeyStore]]:
    """Open database and key store, with nobody else there."""
    path, vault = locate(database_url), Vault(master_key)
    if not examine(path):
        raise ConfigError(f"There is no database at {path} yet, so there are no keys to change.")
    with ExitStack() as undo:
        undo.callback(Lock(path).release)
        connection = connect(path)
        undo.callback(connection.close)
        check_schema(connection, path)
        store = the_key_store(connection, vault, path, key_store or beside(path))
        undo.callback(store.close)
        yield Database(connection, dialect()), store
