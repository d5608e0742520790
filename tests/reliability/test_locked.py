"""
R24: while another program holds the database, people see only delay; after a minute it is told.
"""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.engine.patience import LONG, Note, Patience
from tests.e2e.house import PATIENCE, ROOT
from tests.reliability.figures import figure
from tests.reliability.test_disk import chatter

BEGUN, DEGRADED, OVER = "health: nothing can be", "health: degraded", "is written to again"


class TestHeld:
    async def test_for_a_moment(self, tmp_path: Path) -> None:
        """
        What is said meanwhile is answered afterwards, once, by the same process.
        """
        async with chatter(tmp_path, "--brisk", "--busy", "0.2", "--pause", "0.2") as play:
            async with held(play.house.database):
                before = play.answers
                play.asks()
                await asyncio.sleep(0.8)
                assert play.answers == before
                assert not play.house.is_dead, play.house.log[-1000:]
            await play.is_answered()

            assert play.house.log.count(BEGUN) == 1
            await play.check(1)

    @pytest.mark.chaos
    @pytest.mark.parametrize("seconds", [5, 30, 90])
    async def test_for_long(self, tmp_path: Path, seconds: int) -> None:
        """
        With the waits that there really are.
        """
        async with chatter(tmp_path, "--brisk") as play:
            async with held(play.house.database):
                play.asks()
                await asyncio.sleep(seconds)
                assert not play.house.is_dead, play.house.log[-1000:]
            began = time.monotonic()
            await play.is_answered()
            delay = time.monotonic() - began
            log = play.house.log
            ended = await play.house.stop()

        figure(
            "R24",
            f"database locked for {seconds} s",
            f"0 errors, 0 of {play.asked} lost, answered {delay:.1f} s after it was free, "
            f"{'degraded' if DEGRADED in log else 'not degraded'}",
            "0 errors; degraded after 60 s only",
        )
        assert ended.code == 0
        assert (DEGRADED in log) is (seconds > LONG)
        assert play.answers == play.asked


@dataclass(frozen=True, slots=True)
class Held:
    """A trouble."""

    reason: str
    since: float


class TestPatience:
    def test_tells_once_each(self) -> None:
        """
        One line when it begins, one after a minute, one when it is over.
        """
        told: list[str] = []
        now = 1000.0
        trouble: Held | None = None
        patience = Patience(lambda: trouble, told.append, lambda: now)

        def looks(*moments: float) -> None:
            nonlocal now
            for now in moments:  # noqa: B007 - it is the clock
                patience.once()

        looks(1000.0)
        assert told == []

        trouble = Held("locked", 995.0)
        looks(1000.0, 1030.0, 1055.0)
        assert patience.note == Note("locked", 60.0, degraded=False)
        assert len(told) == 1
        assert BEGUN in told[0]
        assert "locked" in told[0]

        looks(1055.1, 1200.0)
        assert len(told) == 2
        assert DEGRADED in told[1]
        assert "60 s" in told[1]

        trouble = None
        looks(1300.0, 1400.0)
        assert len(told) == 3
        assert OVER in told[2]


@contextlib.asynccontextmanager
async def held(database: Path) -> AsyncIterator[None]:
    """Let another program hold a database within the block."""
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.reliability.holder", str(database), cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            assert await holder.stdout.readline() == b"held\n"
        yield
    finally:
        async with asyncio.timeout(PATIENCE):
            holder.stdin.close()
            await holder.wait()
