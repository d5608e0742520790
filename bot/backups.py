"""
Make backups while the bot runs, and keep as many as are of use.

One an hour, of which the last day's stay, and one of each day for a week. The keys are copied too,
apart and only twice: a backup of the data can be read only with keys, and whoever was forgotten
has none. So two hours after somebody was erased, no copy of their keys is left anywhere.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import MortarError
from bot.ports.clock import Clock
from bot.store.sql import backup, keystore
from bot.store.sql.backup import Show

HOUR = timedelta(hours=1)
LOOK = 60.0
HOURS, DAYS, KEYS = 24, 7, 2
"""How many are kept: of hours, of days, of the keys."""
_NAME = "mortar-%Y%m%dT%H%M%SZ.db"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the originals lie, and where their copies go: data and keys apart."""

    database: Path
    key_store: Path
    folder: Path
    keys_folder: Path


class Backups:
    """
    Copies data and keys when it is time.

    ``last`` is when that last went well. What fails is told once, and tried again; the copies of
    before stay.
    """

    def __init__(self, places: Places, clock: Clock, alert: Callable[[str], None]) -> None:
        self.places = places
        self.clock = clock
        self.alert = alert
        self.last = newest(places.folder)
        self.failing = False

    async def run(self) -> None:
        """Copy once an hour until cancelled."""
        while True:
            await self.once()
            await asyncio.sleep(LOOK)

    async def once(self) -> bool:
        """Copy, if it is time; say whether it was."""
        now = self.clock.now()
        if self.last is not None and timedelta(0) <= now - self.last < HOUR:
            return False
        try:
            await asyncio.to_thread(take, self.places, now)
        except (MortarError, OSError) as exc:
            if not self.failing:
                self.alert(f"no backup could be made: {exc}. The earlier ones are untouched")
            self.failing = True
            return False
        if self.failing:
            self.alert("backups are made again")
        self.last, self.failing = now, False
        return True


def take(places: Places, now: datetime, show: Show = lambda *_: None) -> Path:
    """Copy keys and data, and take away what is older than anybody needs; give the data's copy."""
    for folder in (places.folder, places.keys_folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = name_of(now)
    target = places.folder / name
    backup.copy(places.database, target, show)
    # The keys afterwards: what is in the copy of the data has its key in theirs, unless somebody
    # was erased in between, who then is gone from both.
    keystore.backup_to(places.key_store, places.keys_folder / name.replace("mortar", "keys"))
    for old in superfluous(moments(places.folder), HOURS, DAYS):
        (places.folder / name_of(old)).unlink(missing_ok=True)
    for copied in sorted(places.keys_folder.glob("keys-*.db"))[:-KEYS]:
        copied.unlink(missing_ok=True)
    return target


def name_of(moment: datetime) -> str:
    """Name the copy that was made then."""
    return moment.astimezone(UTC).strftime(_NAME)


def newest(folder: Path) -> datetime | None:
    """Say when the last backup was made; None when there is none."""
    return max(moments(folder), default=None)


def moments(folder: Path) -> Sequence[datetime]:
    """Read from their names when the backups in a folder were made."""
    found = []
    for path in folder.glob("mortar-*.db"):
        try:
            found.append(datetime.strptime(path.name, _NAME).replace(tzinfo=UTC))
        except ValueError:
            # Somebody's own copy; it is left alone.
            continue
    return sorted(found)


def superfluous(made: Iterable[datetime], hours: int, days: int) -> Sequence[datetime]:
    """Give those that need not be kept: not among the newest, nor the last of one of their days."""
    times = sorted(made, reverse=True)
    last_of_day = {one.date(): one for one in reversed(times)}
    kept = {*times[:hours], *sorted(last_of_day.values(), reverse=True)[:days]}
    return [one for one in times if one not in kept]
