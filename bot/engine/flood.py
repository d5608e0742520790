"""
Say how much of what one person, or one chat, sends at once is taken up: token buckets, no waiting.

A person may send twenty things a minute for ever, and sixty at once: what was written while the
bot was away comes all together, and none of that may be lost.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

MINUTE = 60.0
MOST_REMEMBERED = 10_000
"""Buckets that are full again are forgotten when there are more."""


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What is taken: so many a minute, and so many at once after a rest.

    ``waiting`` is the most that may lie in the inbox from one chat; a couple has three. Somebody
    is told at most every ``patience`` seconds that something was left out.
    """

    person: float = 20.0
    person_at_once: float = 60.0
    chat: float = 60.0
    chat_at_once: float = 120.0
    waiting: int = 333
    patience: float = 600.0


LIMITS = Limits()
PLAYED = Limits(6000.0, 6000.0, 6000.0, 6000.0)
"""Where the clock can be moved, people are played, and faster than people are."""


class Verdict(Enum):
    """
    What becomes of something that came in.

    It is left out unless it is ``TAKE``: with a line about it (``TELL``), without one (``LEAVE``),
    or as what no hand can have done (``IGNORE``).
    """

    TAKE = "take"
    TELL = "tell"
    LEAVE = "leave"
    IGNORE = "ignore"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    refused: int = 0


class Flood:
    """
    The buckets of everybody. ``now`` is a monotonic clock.

    ``left_out`` counts what was not taken up and not reported yet.
    """

    def __init__(
        self, limits: Limits = LIMITS, now: Callable[[], float] = time.monotonic
    ) -> None:  # fmt: skip
        self.limits = limits
        self.now = now
        self.left_out = 0
        self._people: dict[str, _Bucket] = {}
        self._chats: dict[str, _Bucket] = {}
        self._waiting: Counter[str] = Counter()
        self._told: dict[str, float] = {}
        self._reported = float("-inf")

    def judge(self, person: str, chat: str) -> Verdict:
        """Take one thing out of both buckets, or out of neither."""
        now, most = self.now(), self.limits
        its = self._bucket(self._people, person, most.person, most.person_at_once, now)
        chats = self._bucket(self._chats, chat, most.chat, most.chat_at_once, now)
        if min(its.left, chats.left) >= 1.0 and self._waiting[chat] < most.waiting:
            its.left -= 1.0
            chats.left -= 1.0
            its.refused = 0
            self._waiting[chat] += 1
            return Verdict.TAKE
        self.left_out += 1
        its.refused += 1
        if now - self._told.get(person, float("-inf")) < most.patience:
            return Verdict.LEAVE if its.refused <= most.person else Verdict.IGNORE
        self._told = {who: at for who, at in self._told.items() if now - at < most.patience}
        self._told[person] = now
        return Verdict.TELL

    def report(self) -> int:
        """Give how many were left out since the last report; 0 while that was a moment ago."""
        now = self.now()
        if not self.left_out or now - self._reported < self.limits.patience:
            return 0
        self._reported = now
        count, self.left_out = self.left_out, 0
        return count

    def rest(self) -> None:
        """Note that nothing waits in the inbox any more."""
        self._waiting.clear()

    def _bucket(
        self, buckets: dict[str, _Bucket], name: str, a_minute: float, at_once: float, now: float
    ) -> _Bucket:
        found = buckets.get(name)
        if found is None:
            if len(buckets) >= MOST_REMEMBERED:
                _forget(buckets, now - MINUTE * at_once / a_minute)
            found = buckets[name] = _Bucket(at_once, now)
        found.left = min(at_once, found.left + (now - found.at) * a_minute / MINUTE)
        found.at = now
        return found


def _forget(buckets: dict[str, _Bucket], before: float) -> None:
    """Let go of the buckets that were last used so long ago that they are full."""
    for name in [name for name, bucket in buckets.items() if bucket.at <= before]:
        del buckets[name]
