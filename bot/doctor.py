"""Look whether an installation is sound."""

import asyncio
import importlib.metadata
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import health
from bot.backups import name_of, newest
from bot.config import read_settings
from bot.errors import AlreadyRunning, ConfigError, FlowError, MortarError, StoreError
from bot.load import load
from bot.settings import Settings
from bot.store.sql.backup import verify
from bot.store.sql.connect import library, slower
from bot.store.sql.place import locate
from bot.store.sql.store import SqlStore, open_store
from bot.store.vault import read_master_key

LIBRARIES = (
    "python-telegram-bot", "discord.py", "SQLAlchemy", "cryptography", "pydantic", "tzdata",
)  # fmt: skip


LITTLE = 256 * 1024 * 1024
EARLIEST = 2026
OLD = timedelta(hours=25)


@dataclass(frozen=True, slots=True)
class Finding:
    """What `mortar doctor` found. ``weight``: 0 sound, 1 worth a look, 2 must be mended."""

    what: str
    said: str
    weight: int = 0

    @property
    def mark(self) -> str:
        """Give the sign in front of the line."""
        return ("✓", "!", "✗")[self.weight]


def examine() -> Iterator[Finding]:
    """Look at everything that can be looked at without a network."""
    yield Finding("Python", platform.python_version())
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    yield Finding("libraries", versions)
    yield from _clock(datetime.now(UTC))
    yield from _sqlite(library())
    try:
        settings, source = read_settings()
    except ConfigError as exc:
        yield Finding("configuration", str(exc), 2)
        return
    yield Finding("configuration", str(source.file or "none; only the environment"))
    if source.file is not None:
        yield from _told_to_others(source.file, settings)
    for check in (_operator, _platform, _key, _disk, _content, _database, _copies, _running):
        yield from _careful(check, settings)


def _told_to_others(file: Path, settings: Settings) -> Iterator[Finding]:
    words = file.read_text("utf-8", "replace")
    tokens = (settings.telegram.token, settings.discord.token)
    secret = any(token is not None and token in words for token in tokens)
    if secret and stat.S_IMODE(file.stat().st_mode) & 0o077 and sys.platform != "win32":
        said = f"a token stands in it, and others may read it; chmod 600 {file}"
        yield Finding("configuration", said, 1)


def _careful(
    check: Callable[[Settings], Iterator[Finding]], settings: Settings
) -> Iterator[Finding]:
    try:
        yield from check(settings)
    except FlowError as exc:
        yield Finding("flows", f"{len(exc.problems)} to mend; mortar check lists them", 2)
    except MortarError as exc:
        yield Finding(check.__name__.strip("_"), str(exc), 2)


def _operator(settings: Settings) -> Iterator[Finding]:
    if settings.operator.name:
        yield Finding("operator", settings.operator.name)
    else:
        said = "no name yet; people who arrive are told so (operator.name)"
        yield Finding("operator", said, 1)


def _platform(settings: Settings) -> Iterator[Finding]:
    tokens = {"Telegram": settings.telegram.token, "Discord": settings.discord.token}
    for name, token in tokens.items():
        if token:
            yield Finding(name, "a token is set")
    if not any(tokens.values()):
        said = "no token (MORTAR_TELEGRAM_TOKEN, MORTAR_DISCORD_TOKEN); mortar play works without"
        yield Finding("platform", said, 1)


def _key(settings: Settings) -> Iterator[Finding]:
    read_master_key(settings.key_file)
    yield Finding("master key", f"{settings.key_file}, readable by you only")
    if settings.key_file.resolve().is_relative_to(settings.data.dir.resolve()):
        said = "it lies in the data folder, so a copy of the data is a copy of the key"
        yield Finding("master key", said, 1)


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.data.dir
    if not folder.is_dir():
        yield Finding("data folder", f"{folder} is not there; mortar init makes it", 2)
        return
    free = shutil.disk_usage(folder).free
    said = f"{free // (1024 * 1024)} MiB free in {folder}"
    yield Finding("data folder", said, 2 if free < LITTLE else 0)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077 and sys.platform != "win32":
        yield Finding("data folder", f"others may look into it; chmod 700 {folder}", 1)


def _content(settings: Settings) -> Iterator[Finding]:
    content = load(settings.dialogs_dir)
    languages = ", ".join(content.languages)
    yield Finding("flows", f"{len(content.flows)}, nothing to mend; texts in {languages}")


def _database(settings: Settings) -> Iterator[Finding]:
    key = read_master_key(settings.key_file)
    path = locate(settings.database_url)
    if not path.exists():
        yield Finding("database", f"none yet at {path}; the first run makes it")
        return
    try:
        store = open_store(settings.database_url, key, settings.key_store)
    except AlreadyRunning as exc:
        yield Finding("database", str(exc))
        return
    counts = asyncio.run(_counts(store))
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    yield Finding("database", f"{path} opens with this key; {said}")


def _clock(now: datetime) -> Iterator[Finding]:
    if now.year < EARLIEST:
        said = f"this machine says {now:%d %B %Y}, which is past; set it, or nothing comes in time"
        yield Finding("clock", said, 2)
    else:
        yield Finding("clock", f"{now:%d %B %Y, %H:%M} UTC")


def _sqlite(version: tuple[int, int, int]) -> Iterator[Finding]:
    said = ".".join(map(str, version))
    slow = slower(version)
    yield Finding("SQLite", f"{said}; {slow}" if slow else said)


def _copies(settings: Settings) -> Iterator[Finding]:
    if not settings.backup.enabled:
        said = "Mortar makes none (backup.enabled); see that your own have data and keys apart"
        yield Finding("backups", said, 1)
        return
    last = newest(settings.backup_folder)
    if last is None:
        said = f"none yet in {settings.backup_folder}; the first one comes as soon as the bot runs"
        yield Finding("backups", said)
        return
    path = settings.backup_folder / name_of(last)
    try:
        verify(path)
    except StoreError as exc:
        yield Finding("backups", f"the newest is not good: {exc}; run mortar backup", 2)
        return
    age = datetime.now(UTC) - last
    hours = age.total_seconds() / 3600
    said = f"the newest is {hours:.1f} hours old, read from end to end and good: {path}"
    yield Finding("backups", said, 1 if age > OLD else 0)
    if settings.key_backup_folder.resolve() == settings.backup_folder.resolve():
        said = "they lie with the copies of the data; set backup.keys_folder to another place"
        yield Finding("copies of the keys", said, 1)


def _running(settings: Settings) -> Iterator[Finding]:
    found, wrong = health.read(health.place(settings.data.dir), datetime.now(UTC))
    if found is None:
        yield Finding("running", "not just now")
    elif wrong:
        yield Finding("running", "; ".join(wrong), 1)
    else:
        heard = [f"{name} was heard {ago:.0f} s ago" for name, ago in found["heard"].items()]
        yield Finding("running", "; ".join(heard) or "yes")


async def _counts(store: SqlStore) -> Mapping[str, int]:
    counts = await store.counts()
    await store.close()
    return counts
