"""Know how long each platform was silent: people are told, and a dead line is given up."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.engine.patience import insist
from bot.errors import Unwritable
from bot.ports.clock import Clock
from bot.ports.gateway import Gateway
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Rhythm:
    """
    Times in seconds.

    After ``away`` without a word presses may be lost. After ``silent`` the operator is told (the
    gateways connect anew by themselves), after ``dead`` the process gives up. A platform's last
    word is noted every ``note``, and looked for every ``look``.
    """

    away: float = 120.0
    silent: float = 120.0
    dead: float = 300.0
    note: float = 30.0
    look: float = 10.0


RHYTHM = Rhythm()


class Silent(Exception):
    """A platform fell silent, and its gateway could not mend it."""


@dataclass(slots=True)
class Line:
    """A platform's line. ``heard`` and ``noted`` are on the monotonic clock, None at first."""

    gateway: Gateway
    seen: datetime | None
    heard: float | None = None
    noted: float = float("-inf")
    told: bool = False


class Presence:
    """
    The one who listens for silence.

    Between two lives of the process the wall clock says how long we were away, as no other is
    left; within one it is a monotonic clock, so that nobody's setting of the clock looks like it.
    ``now`` is the one on which gateways say when they last heard.
    """

    def __init__(
        self, store: Store, gateways: Iterable[Gateway], clock: Clock,
        woken: Callable[[], None], alert: Callable[[str], None], rhythm: Rhythm = RHYTHM,
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.store = store
        self.gateways = gateways
        self.clock = clock
        self.woken = woken
        self.alert = alert
        self.rhythm = rhythm
        self.now = now

    async def run(self) -> None:
        """Listen for ever; raise `Silent` when a platform has said nothing for too long."""
        lines = await self.lines()
        while True:
            for line in lines:
                await self.look(line)
            await asyncio.sleep(self.rhythm.look)

    async def lines(self) -> Sequence[Line]:
        """Give the lines of all platforms that can fall silent."""
        return [
            Line(one, await insist(partial(self.store.last_heard, one.platform), self.alert))
            for one in self.gateways
            if hasattr(one, "last_heard")
        ]

    async def look(self, line: Line) -> None:
        """See whether a platform has said anything since the last look."""
        heard: float = getattr(line.gateway, "last_heard", 0.0)
        silence = self.now() - heard
        if silence > self.rhythm.silent:
            self.complain(line, silence)
        elif line.told:
            line.told = False
            self.alert(f"{line.gateway.platform} is heard again")
        if heard == line.heard:
            return
        try:
            await self.note(line, heard, self.clock.now() - timedelta(seconds=silence))
        except Unwritable:
            # It is looked at again: what was missed does not become less.
            return

    def complain(self, line: Line, silence: float) -> None:
        """Tell the operator once, and give up in the end."""
        platform = line.gateway.platform
        if silence > self.rhythm.dead:
            said = f"nothing heard from {platform} for {self.rhythm.dead:.0f} s"
            self.alert(f"{said}: this process ends, so that its supervisor starts another")
            raise Silent(said)
        if not line.told:
            line.told = True
            self.alert(f"nothing heard from {platform} for {silence:.0f} s; connecting anew")

    async def note(self, line: Line, heard: float, at: datetime) -> None:
        """Keep that a platform was heard, and let people know if that was not so for long."""
        if line.heard is not None:
            gap = heard - line.heard
        else:
            gap = (at - line.seen).total_seconds() if line.seen else 0.0
        away = gap > self.rhythm.away
        if away or heard - line.noted >= self.rhythm.note:
            await self.store.heard(line.gateway.platform, at, away=away)
            line.noted = heard
        line.heard = heard
        if away:
            self.alert(f"away from {line.gateway.platform} for {gap:.0f} s; people are told")
            self.woken()
