"""What runs beside the conversations: looking after the disk, copies, and saying how it goes."""

import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from bot import app, health
from bot.backups import Backups, Places
from bot.engine.patience import Patience
from bot.settings import Settings
from bot.store.sql.place import locate


def upkeep(
    parts: app.Parts, settings: Settings, patience: Patience, alert: Callable[[str], None]
) -> Sequence[Coroutine[Any, Any, None]]:
    """Give what is to run until the bot stops; none of it ever ends by itself."""
    places = Places(
        locate(settings.database_url), settings.key_store, settings.backup_folder,
        settings.key_backup_folder,
    )  # fmt: skip
    backups = Backups(places, parts.clock, alert) if settings.backup.enabled else None
    well = health.Health(health.place(settings.data.dir), lambda: report(parts, patience, backups))
    return [patience.run(), well.run(), *([backups.run()] if backups else [])]


def report(parts: app.Parts, patience: Patience, backups: Backups | None) -> health.Report:
    """Say how the bot is: nothing of anybody's, only ages in seconds and reasons."""
    now = time.monotonic()
    heard = {
        one.platform: round(now - one.last_heard, 1)
        for one in parts.gateways.values()
        if hasattr(one, "last_heard")
    }
    note = patience.note
    last = backups.last if backups else None
    return {
        "heard": heard,
        "unwritable": note.reason if note and note.degraded else None,
        "last_backup": last.isoformat(timespec="seconds") if last else None,
        "backup_failing": backups.failing if backups else False,
    }
