"""What can go wrong with a call, and when it does."""

import random
import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that goes wrong.

    ``status`` is the answer, 0 a cut line, -1 none at all. ``after`` says that the call had its
    effect. ``via`` is what tells Discord's own 429 from that of the wall in front of it, which
    answers in HTML.
    """

    status: int
    after: bool = False
    retry_after: float = 0.0
    everywhere: bool = False
    via: bool = True


def flood(retry_after: float = 0.3, *, everywhere: bool = False) -> Fault:
    """429, with the wait that is wished for."""
    return Fault(429, retry_after=retry_after, everywhere=everywhere)


def wall() -> Fault:
    """429 from the wall in front of Discord: HTML, for calling too often."""
    return Fault(429, via=False)


def error(status: int = 502, *, after: bool = False) -> Fault:
    """5xx, before or after the effect."""
    return Fault(status, after=after)


def cut(*, after: bool = False) -> Fault:
    """Cut the connection instead of answering."""
    return Fault(0, after=after)


def hang() -> Fault:
    """Never answer."""
    return Fault(-1)


@dataclass(slots=True)
class Faults:
    """
    Which calls go wrong.

    Patterns are held against ``METHOD /path``. `next` is used up one by one; ``share`` of all
    calls that fit ``calls`` get one of ``some``.
    """

    chance: random.Random
    queued: list[tuple[re.Pattern[str], Fault]] = field(default_factory=list)
    some: tuple[Fault, ...] = ()
    share: float = 0.0
    calls: str = "^(POST|PATCH|DELETE) "
    happened: list[tuple[str, Fault]] = field(default_factory=list)

    def next(self, pattern: str, *faults: Fault) -> None:
        """Let the next calls that fit go wrong, one after the other."""
        self.queued += [(re.compile(pattern), one) for one in faults]

    def take(self, call: str) -> Fault | None:
        """Give what goes wrong with a call."""
        found: Fault | None = None
        for at, (pattern, fault) in enumerate(self.queued):
            if pattern.search(call):
                del self.queued[at]
                found = fault
                break
        if found is None and self.some and re.search(self.calls, call):
            found = self.chance.choice(self.some) if self.chance.random() < self.share else None
        if found is not None:
            self.happened.append((call, found))
        return found
