"""A bot that runs on and on takes no more of the machine than in its first hour."""

import asyncio
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.reliability.checker import check
from tests.reliability.figures import figure
from tests.reliability.loop import Loop, loop
from tests.reliability.timing import files, memory

SECONDS = float(os.environ.get("MORTAR_SOAK", "300"))
AN_HOUR = 60.0
"""Seconds that stand for an hour: people do in them what a busy house does in one."""
MIB = 2**20
WAL = 64 * MIB


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process held at a moment: seconds, bytes of memory, files, bytes of WAL."""

    at: float
    memory: int
    files: int
    wal: int


async def soaked(run: Loop, seconds: float) -> list[Sample]:
    """Let weeks follow weeks for so long; give what was seen twice a second."""
    await run.start()
    clock, samples = asyncio.get_running_loop().time, []
    began = clock()
    while (at := clock() - began) < seconds:
        await asyncio.sleep(0.5)
        run.next_week()
        samples.append(sample(run.house, at))
    return samples


def sample(house: House, at: float) -> Sample:
    """Look once."""
    assert house.process is not None
    pid = house.process.pid
    wal = Path(f"{house.database}-wal")
    return Sample(at, memory(pid), files(pid), wal.stat().st_size if wal.exists() else 0)


def slope(samples: Sequence[Sample]) -> float:
    """Give the MiB that memory grows by in an hour, once everything is warm."""
    warm = samples[len(samples) // 2 :]
    found = statistics.linear_regression([one.at for one in warm], [one.memory for one in warm])
    return found.slope * AN_HOUR / MIB


@pytest.mark.parametrize("row", ["R33"])
class TestSoak:
    def test_slope_sees_a_leak(self, row: str) -> None:
        """
        What grows by two MiB in every hour is seen, whatever the start did.
        """
        leaking = [Sample(at, (50 + at + at // 30) * MIB, 9, 0) for at in range(60)]
        steady = [Sample(at, min(at, 20) * MIB, 9, 0) for at in range(60)]

        assert slope(leaking) > 50
        assert slope(steady) < 1

    @pytest.mark.chaos
    async def test_takes_no_more(self, tmp_path: Path, row: str) -> None:
        """
        Week after week of eight couples; memory, files and WAL are looked at all the time.
        """
        async with loop(tmp_path, couples=8, seed=9, bad=False, mode="WAL") as run:
            samples = await soaked(run, SECONDS)
            assert (await run.house.stop()).code == 0
            report = check(await run.end())

        grows = slope(samples)
        most = max(one.files for one in samples)
        largest = max(one.wal for one in samples) / MIB
        what = f"{len(samples) // 2} s of {run.weeks} weeks"
        figure("R33", f"{what}: memory grows in an hour", f"{grows:.2f} MiB", "1 MiB")
        figure("R33", f"{what}: largest WAL", f"{largest:.1f} MiB", "64 MiB")
        figure("R33", f"{what}: files open at most", str(most), "64")
        assert report.wrong == ()
        assert grows <= 1.0
        assert largest * MIB <= WAL
        assert most <= 64
