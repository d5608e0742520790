"""
Killed at any moment under load with a bad network: nothing lost, doubled, or reordered.

The long form runs as many cycles as MORTAR_CYCLES says.
"""

import os
import statistics
import time
from pathlib import Path

import pytest

from tests.reliability.checker import Report, check
from tests.reliability.figures import figure
from tests.reliability.loop import Loop, loop

SHORT = 3
LONG = int(os.environ.get("MORTAR_CYCLES", "200"))
MODES = ("WAL", "TRUNCATE")
CLAUSES = {
    "R1": ("lost", "doubled:", "changed", "invented"),
    "R4": ("doubled letters",),
    "R5": ("reordered",),
    "R12": ("early",),
}
"""What the checker's sentences begin with, by the clause that they are about."""


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: f"R1-R4-R5-{mode}")
async def test_killed_at_random(tmp_path: Path, mode: str) -> None:
    """
    A few lives of half a second each, and every couple's check-in is as if there had been one.
    """
    async with loop(tmp_path, couples=2, seed=1, mode=mode) as run:
        report = await killed(run, SHORT)
        file = sqlite_header(run.house.database)

    assert report.wrong == ()
    assert report.figures["kills"] == SHORT
    assert (file[18] == 2) is (mode == "WAL")


@pytest.mark.chaos
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: f"R1-R4-R5-{mode}")
async def test_killed_again_and_again(tmp_path: Path, mode: str) -> None:
    """
    The same for many weeks of eight couples; the figures are printed.
    """
    began = time.monotonic()
    async with loop(tmp_path, couples=8, seed=2, mode=mode) as run:
        report = await killed(run, LONG)

    print(table(run, report, time.monotonic() - began))
    for row, kinds in CLAUSES.items():
        wrong = sum(one.startswith(kinds) for one in report.wrong)
        updates = report.figures["updates"]
        figure(row, f"{mode}, {LONG:,} kills, {updates:,} updates: violations", str(wrong), "0")
    assert report.wrong == ()
    assert report.figures["kills"] == LONG


async def killed(run: Loop, cycles: int) -> Report:
    """Kill it so many times, let it end, and look at what is left."""
    for _ in range(cycles):
        await run.cycle()
    return check(await run.end())


def sqlite_header(database: Path) -> bytes:
    """Give the file's first bytes; the 18th is 2 where it is committed by WAL."""
    with database.open("rb") as file:
        return file.read(100)


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
