"""The emulator's clock, which a test may move."""

import time
from collections.abc import Callable


class Clock:
    """
    Tell the time in seconds since 1970.

    By default real time, immune to changes of the computer's clock. A source given by a test
    replaces it.
    """

    def __init__(self, source: Callable[[], float] | None = None) -> None:
        start = time.time() - time.monotonic()
        self._source = source or (lambda: start + time.monotonic())
        self._shift = 0.0

    def now(self) -> float:
        """Tell the time."""
        return self._source() + self._shift

    def date(self) -> int:
        """Tell the time as Telegram writes it."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._shift += seconds
