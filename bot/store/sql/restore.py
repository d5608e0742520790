"""Put a backup in the place of a database, with nobody else there; what lay there is kept aside."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import ConfigError, StoreError
from bot.store.sql import backup
from bot.store.sql.backup import Show
from bot.store.sql.place import Lock
from bot.store.sql.store import open_store

_WITH = ("", "-wal", "-shm", "-journal")


def restore(
    copy: Path, database: Path, master_key: bytes, key_store: Path, now: datetime, show: Show
) -> Path | None:
    """
    Put a verified copy in the place of the database; give where that is kept now.

    Whoever was erased since the copy was made is erased in it as well, because their keys are
    gone. Raises `AlreadyRunning` while the bot runs; `ConfigError` says what is wrong with the
    copy, and then nothing was changed. When the copy does not open, what lay there is put back.
    """
    with ExitStack() as undo:
        undo.callback(Lock(database).release)
        fresh = database.with_name(f"{database.name}.restored")
        try:
            backup.verify(copy)
            backup.copy(copy, fresh, show)
        except StoreError as exc:
            raise ConfigError(f"{exc}. Nothing was changed. Take another backup.") from exc
        aside = database.with_name(f"{database.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        kept = _move(database, aside)
        fresh.replace(database)
        backup.flush(database.parent)
    try:
        # Opening finishes what an erasure began, and looks whether keys and data belong together.
        _try(database, master_key, key_store)
    except (ConfigError, StoreError) as exc:
        with ExitStack() as undo:
            undo.callback(Lock(database).release)
            _drop(database)
            _move(aside, database)
        raise ConfigError(f"{exc} The database is as it was.") from exc
    return aside if kept else None


def _try(database: Path, master_key: bytes, key_store: Path) -> None:
    import asyncio

    store = open_store(f"sqlite:///{database}", master_key, key_store)
    asyncio.run(store.close())


def _move(source: Path, target: Path) -> Sequence[Path]:
    moved = []
    for ending in _WITH:
        one = Path(f"{source}{ending}")
        if one.exists():
            moved.append(one.replace(f"{target}{ending}"))
    return moved


def _drop(database: Path) -> None:
    for ending in _WITH:
        Path(f"{database}{ending}").unlink(missing_ok=True)
