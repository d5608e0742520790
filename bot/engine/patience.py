"""Wait for a database that cannot be written to just now, and know for how long already."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.errors import Unwritable

PAUSE = 5.0
GLANCE = 1.0
LONG = 60.0
"""Seconds of waiting after which the bot counts as degraded."""

T = TypeVar("T")


async def insist(call: Callable[[], Awaitable[T]], alert: Callable[[str], None]) -> T:
    """
    Call until it is not `Unwritable` any more, every five seconds.

    A full disk or a locked file is the operator's to mend, who is told once; people see nothing
    but delay.
    """
    told = False
    while True:
        try:
            return await call()
        except Unwritable as exc:
            if not told:
                alert(f"the database cannot be written to ({exc}); trying every {PAUSE:.0f} s")
            told = True
            await asyncio.sleep(PAUSE)


class Trouble(Protocol):
    """Why nothing can be written, and since when (seconds of the monotonic clock)."""

    @property
    def reason(self) -> str: ...  # noqa: D102 - said above
    @property
    def since(self) -> float: ...  # noqa: D102 - said above


@dataclass(frozen=True, slots=True)
class Note:
    """What is waited for, and for how many seconds; ``degraded`` where that is long."""

    reason: str
    seconds: float
    degraded: bool


class Patience:
    """
    Watch whether the database can be written to, and tell the operator in as few lines as possible.

    ``look`` gives the trouble there is, or None. There is a line when it begins, one when it has
    lasted for a minute, and one when it is over.
    """

    def __init__(
        self, look: Callable[[], Trouble | None], alert: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._look = look
        self._alert = alert
        self._now = now
        self._last: Note | None = None

    @property
    def note(self) -> Note | None:
        """Say what is waited for just now; None when all is well."""
        trouble = self._look()
        if trouble is None:
            return None
        seconds = self._now() - trouble.since
        return Note(trouble.reason, seconds, seconds > LONG)

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            self.once()
            await asyncio.sleep(GLANCE)

    def once(self) -> None:
        """Look once, and tell what has changed."""
        before, self._last = self._last, self.note
        if self._last is None:
            if before is not None:
                self._alert(f"health: the database is written to again ({before.reason})")
        elif before is None:
            self._alert(
                f"health: nothing can be written ({self._last.reason}). People see only delay, and "
                "nothing is lost; what they write is taken in as soon as that is mended."
            )
        elif self._last.degraded and not before.degraded:
            self._alert(
                f"health: degraded. Nothing could be written for {self._last.seconds:.0f} s "
                f"({self._last.reason}). Mend it soon: the platforms keep news for a day at most."
            )
