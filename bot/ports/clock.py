"""Where the time comes from: always handed in, so that tests and demonstrations can move it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the time, aware, in UTC."""
