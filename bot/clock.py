"""The clock on the wall, which a file may move."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class WallClock:
    """The machine's clock, with the offset (seconds) that a file may hold."""

    def __init__(self, offset: Path | None = None) -> None:
        self.offset = offset
        self.seen = -1
        self.shift = timedelta(0)

    def now(self) -> datetime:
        """Give the time in UTC."""
        if self.offset is not None:
            self.look()
        return datetime.now(UTC) + self.shift

    def look(self) -> None:
        """Read the file again if it has changed; a missing or odd one means no offset."""
        try:
            changed = self.offset.stat().st_mtime_ns if self.offset else 0
            if changed != self.seen and self.offset is not None:
                self.shift = timedelta(seconds=float(self.offset.read_text("utf-8")))
                self.seen = changed
        except (OSError, ValueError, OverflowError):
            return
