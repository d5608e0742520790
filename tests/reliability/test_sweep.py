"""
R2: killed at each thing the kernel is asked to do, the next life goes on where the last one was.

strace kills the bot as it is about to make the Nth call of a kind, counted from a couple's last
press: through the turn, its letters, the reveal, the next week's alarm, and the end of the
process. Killed before a call is killed after the one before it.
"""

import itertools
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.house import MORTAR
from tests.reliability.figures import figure
from tests.reliability.scene import Chapters, Died, hurt, scene
from tests.reliability.traced import Traced, needs_strace

WRITES = ("pwrite64",)
OTHERS = ("fdatasync", "fsync", "sendto", "sendmsg", "ftruncate", "unlink")
SAMPLE = (("fdatasync", 7), ("sendto", 12))
"""Once between hearing and keeping (the first five make a key), once as letters go out."""
LEAST = 70

pytestmark = needs_strace


async def test_killed_at_a_few_points(tmp_path: Path) -> None:
    """
    At steps of two kinds nothing is lost, doubled or reordered.
    """
    async with scene(tmp_path) as play:
        for call, number in SAMPLE:
            assert await hurt(play, call, number, "signal=KILL") == -signal.SIGKILL
            assert play.report().wrong == (), f"killed at {call} {number}"
            await play.prepare()


@pytest.mark.chaos
@pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
@pytest.mark.parametrize("calls", [WRITES, OTHERS], ids=["writes", "others"])
async def test_killed_at_every_point(tmp_path: Path, journal: str, calls: tuple[str, ...]) -> None:
    """
    At every single step, in either way to commit.
    """
    killed: Counter[str] = Counter()
    wrong: dict[str, tuple[str, ...]] = {}
    async with Chapters(tmp_path, "--journal", journal) as chapters:
        for call in calls:
            for number in itertools.count(1):
                play = await chapters.next()
                try:
                    if await hurt(play, call, number, "signal=KILL") is None:
                        break
                    found = play.report().wrong
                except (Died, TimeoutError) as exc:
                    found = (f"the next life did not go on: {exc!r}",)
                killed[call] += 1
                if found:
                    wrong[f"{call} {number}"] = found
                    await chapters.close()

    kinds = ", ".join(f"{call} {count}" for call, count in killed.items())
    total = killed.total()
    figure(
        "R2",
        f"points killed at, {journal}, {'writes' if calls is WRITES else 'other calls'}",
        f"{total} ({kinds}); {len(wrong)} violated",
        f"all of them, at least {LEAST} altogether; 0 violated",
    )
    assert wrong == {}
    assert total >= LEAST // 2


@pytest.mark.chaos
async def test_first_start_killed_at_every_point(tmp_path: Path) -> None:
    """
    A house whose first start was killed is made by the second; nobody has to tidy up.
    """
    killed: Counter[str] = Counter()
    wrong: dict[str, str] = {}
    for call in (*WRITES, *OTHERS, "rename"):
        for number in itertools.count(1):
            (folder := tmp_path / f"{call}{number}").mkdir()
            async with Traced(folder) as house:
                trace = ("-f", "-o", "/dev/null", "-e", f"trace={call}")
                kill = ("-e", f"inject={call}:signal=KILL:when={number}")
                code = await house.under("strace", *trace, *kill, *MORTAR, "migrate")
                if code == 0:
                    break
                killed[call] += 1
                again = await house.runs("migrate")
                if again.code or (await house.runs("migrate")).code:
                    wrong[f"{call} {number}"] = again.said

    total = killed.total()
    figure("R2", "points of the first start killed at", f"{total}; {len(wrong)} violated", "all; 0")
    assert wrong == {}
    assert total > 20
