"""The clock on the wall, which a file may move."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

Look = tuple[int, int, int]
"""What tells one state of a file from another."""


class WallClock:
    """
    The machine's clock, with the offset (seconds) that a file may hold.

    The file is for tests and demonstrations, and may change at any time. Where there is one,
    people are thought to be played: nobody is held to the pace of a hand (`bot.engine.flood`).
    """

    def __init__(self, offset: Path | None = None) -> None:
        self.offset = offset
        self.seen: Look | None = None
        self.shift = timedelta(0)

    def now(self) -> datetime:
        """Give the time in UTC."""
        if self.offset is not None:
            self.look(self.offset)
        return datetime.now(UTC) + self.shift

    def look(self, offset: Path) -> None:
        """Read the file again if it has changed; a missing or odd one means no offset."""
        try:
            found = offset.stat()
            # One that was put in the other's place within a moment has the same time.
            changed = (found.st_mtime_ns, found.st_ino, found.st_size)
            if changed != self.seen:
                self.shift = timedelta(seconds=float(offset.read_text("utf-8")))
                self.seen = changed
        except (OSError, ValueError, OverflowError):
            return
