"""
Killed at any moment while couples arrive, join, link a group, check in and begin to talk.

Only the auditor judges here: the checker plays runs anew from a couple that was there from the
start, and knows no actions.
"""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.reliability.audit import KINDS, Audit, audit
from tests.reliability.checker import check
from tests.reliability.newcomers import SOON, Siege, siege

SHORT, LONG = 8, 200


async def test_newcomers_are_served_through_kills(tmp_path: Path) -> None:
    """
    Two couples come to a bot that lives half a second at a time, eight times.
    """
    async with siege(tmp_path, most=2, seed=3, last=SOON) as run:
        figures, found = await besieged(run, SHORT)

    assert figures["kills"] == SHORT
    assert found.found == ()


@pytest.mark.chaos
async def test_newcomers_are_served_through_two_hundred_kills(tmp_path: Path) -> None:
    """
    The same for as many couples as can come meanwhile; the figures are printed.
    """
    began = time.monotonic()
    async with siege(tmp_path, most=60, seed=4) as run:
        figures, found = await besieged(run, LONG)

    print(table(run, figures, found, time.monotonic() - began))
    assert found.found == ()


async def besieged(run: Siege, cycles: int) -> tuple[Mapping[str, int], Audit]:
    """Kill it so many times, let everybody come to their end, and have it looked at."""
    for _ in range(cycles):
        await run.cycle()
    evidence = await run.end()
    return check(evidence).figures, audit(evidence, run.fallen)


def table(run: Siege, figures: Mapping[str, int], found: Audit, seconds: float) -> str:
    """Write the figures down."""
    lines = {
        "seconds": round(seconds),
        "couples": len(run.pairs),
        **figures,
        "letters' copies": found.copies,
        "copies that were possible": found.excused,
        "early, not knowing": found.unknowing,
        **{kind: found.counts[kind] for kind in KINDS},
    }
    width = max(map(len, lines))
    return "\n" + "\n".join(f"{name:<{width}}  {value:>9,}" for name, value in lines.items())
