"""The bell that rings whenever anything in the emulator has changed."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


class Bell:
    """
    Wake everyone who waits for a change.

    A condition that can be rung from plain functions, as the people in a test are driven by them.
    """

    def __init__(self) -> None:
        self._change = asyncio.Event()

    def ring(self) -> None:
        """Say that something has changed."""
        self._change.set()
        self._change = asyncio.Event()

    async def until(self, look: Callable[[], Seen], seconds: float) -> Seen:
        """Look after every change until something is seen; TimeoutError when time is up."""
        async with asyncio.timeout(seconds):
            while not (seen := look()):
                await self._change.wait()
        return seen
