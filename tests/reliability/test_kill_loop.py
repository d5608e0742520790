"""Killed at any moment under load with a bad network: nothing lost, doubled, or reordered."""

import statistics
import time
from pathlib import Path

import pytest

from tests.reliability.checker import Report, check
from tests.reliability.loop import Loop, loop

SHORT = 8
LONG = 200


async def test_killed_at_random(tmp_path: Path) -> None:
    """
    A few lives of half a second each, and every couple's check-in is as if there had been one.
    """
    async with loop(tmp_path, couples=4, seed=1) as run:
        report = await killed(run, SHORT)

    assert report.wrong == ()
    assert report.figures["kills"] == SHORT


@pytest.mark.chaos
async def test_killed_two_hundred_times(tmp_path: Path) -> None:
    """
    The same for many weeks of eight couples; the figures are printed.
    """
    began = time.monotonic()
    async with loop(tmp_path, couples=8, seed=2) as run:
        report = await killed(run, LONG)

    print(table(run, report, time.monotonic() - began))
    assert report.wrong == ()
    assert report.figures["kills"] == LONG


async def killed(run: Loop, cycles: int) -> Report:
    """Kill it so many times, let it end, and look at what is left."""
    for _ in range(cycles):
        await run.cycle()
    return check(await run.end())


def table(run: Loop, report: Report, seconds: float) -> str:
    """Write the figures down."""
    starts = sorted(run.starts)
    lines = {
        "seconds": f"{seconds:.0f}",
        "couples": str(len(run.pairs)),
        "weeks": str(run.weeks),
        **{name: f"{count:,}" for name, count in report.figures.items()},
        "start to ready, median s": f"{statistics.median(starts):.2f}",
        "start to ready, worst s": f"{starts[-1]:.2f}",
        **{
            name: str(sum(one.startswith(name) for one in report.wrong))
            for name in ("lost", "doubled", "reordered", "early", "changed", "invented")
        },
    }
    width = max(map(len, lines))
    return "\n" + "\n".join(f"{name:<{width}}  {value:>9}" for name, value in lines.items())
