"""Wait for a database that cannot be written to just now."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import Unwritable

PAUSE = 5.0

T = TypeVar("T")


async def insist(call: Callable[[], Awaitable[T]], alert: Callable[[str], None]) -> T:
    """
    Call until it is not `Unwritable` any more, every five seconds.

    A full disk or a locked file is the operator's to mend; people see nothing but delay.
    """
    while True:
        try:
            return await call()
        except Unwritable as exc:
            alert(f"the database cannot be written to ({exc}); trying again in {PAUSE:.0f} s")
            await asyncio.sleep(PAUSE)
