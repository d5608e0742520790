"""How long things take with Discord, and where time and chance come from."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tempo:
    """
    Times in seconds.

    After ``patience`` a call is given up. ``keeping`` is how long an answer to an interaction waits
    until that is kept. ``thinking`` is how long a command may look busy. A wait
    that Discord asks for is taken here up to ``waited_here``, and handed on where it is longer.
    ``identify`` lies between two signings-in of one connection, ``longest`` is the most between
    two attempts to reach Discord, ``farewell`` the most that signing off may take. Looking back
    for missed messages goes ``back`` far. ``now`` is a monotonic clock, ``wall`` the time of day
    as Discord's ids have it; ``chance`` gives 0 to 1.
    """

    patience: float = 20.0
    keeping: float = 0.5
    thinking: float = 2.0
    waited_here: float = 2.0
    unwritable: float = 5.0
    identify: float = 5.0
    longest: float = 60.0
    farewell: float = 8.0
    back: float = 24 * 3600.0
    now: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = lambda: secrets.randbelow(2**20) / 2**20

    def backoff(self, failures: int) -> float:
        """Give full jitter: anything up to a second at first, up to ``longest`` in the end."""
        return self.chance() * min(self.longest, 2.0 ** min(failures - 1, 16))
