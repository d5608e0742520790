"""
Say in a small file how the bot is, for supervisors and for `mortar health`. No socket, no ids.

It is replaced as a whole every few seconds while the bot runs. A file that is older than a minute
means that nobody writes it any more.
"""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FILE = "health.json"
EVERY = 10.0
STALE = timedelta(minutes=1)
QUIET = 120
"""Seconds of silence after which a platform counts as not heard."""

Report = Mapping[str, Any]


def place(data: Path) -> Path:
    """Give where the file lies."""
    return data / FILE


class Health:
    """Writes the file. ``look`` gives what is to be told."""

    def __init__(self, file: Path, look: Callable[[], Report]) -> None:
        self.file = file
        self.look = look

    async def run(self) -> None:
        """Write until cancelled, and take the file away then: who stops is not ill."""
        try:
            while True:
                await asyncio.to_thread(self.write)
                await asyncio.sleep(EVERY)
        finally:
            self.file.unlink(missing_ok=True)

    def write(self) -> None:
        """Replace the file; a full disk is told of elsewhere."""
        now = datetime.now(UTC)
        told = json.dumps({"at": now.isoformat(timespec="seconds"), **self.look()}, indent=1)
        unfinished = self.file.with_name(f"{FILE}.part")
        try:
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(told)
            unfinished.replace(self.file)
        except OSError:
            return


def read(file: Path, now: datetime) -> tuple[Report | None, tuple[str, ...]]:
    """Read the file; give it, and all that is not as it should be."""
    try:
        found: Report = json.loads(file.read_text("utf-8"))
        at = datetime.fromisoformat(found["at"])
    except FileNotFoundError:
        return None, ("the bot does not run here: there is no health file",)
    except (OSError, ValueError, KeyError, TypeError):
        return None, (f"{file} cannot be read",)
    return found, tuple(_wrong(found, now - at))


def _wrong(found: Report, age: timedelta) -> list[str]:
    if age > STALE:
        return [f"nobody has written the health file for {age.total_seconds():.0f} s"]
    wrong = [
        f"nothing heard from {name} for {seconds:.0f} s"
        for name, seconds in found.get("heard", {}).items()
        if seconds > QUIET
    ]
    if found.get("unwritable"):
        wrong.append(f"nothing can be written: {found['unwritable']}")
    if found.get("backup_failing"):
        wrong.append("backups fail")
    return wrong
