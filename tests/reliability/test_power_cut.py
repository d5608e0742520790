"""
R3: whenever the power goes, what was told to be kept is there, and the database is whole.

A real bot's writes are recorded while a couple's answers are shown and their next week begins.
From the recording come disks as a cut at any moment may leave them; each must hold exactly one
of the states that were committed, and none before the last that anybody was told of.
"""

import hashlib
import itertools
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.reliability.figures import figure
from tests.reliability.power import LOSSES, Image, Judge, careless, images
from tests.reliability.record import Recording, recorded
from tests.reliability.scene import scene
from tests.reliability.traced import needs_strace

SHORT, LONG = 75, 5_000
JOURNALS = pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])

pytestmark = needs_strace


@dataclass(slots=True)
class Verdict:
    """How many different disks were looked at, and what was wrong with some."""

    count: int = 0
    losses: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


@JOURNALS
async def test_some_cuts(tmp_path: Path, journal: str) -> None:
    """
    Nothing told is lost; and had nothing been synced, some of it would be.
    """
    recording = await record(tmp_path, journal)

    assert judged(recording, journal, SHORT).examples == []
    assert judged(careless(recording), journal, SHORT).wrong["lost"]


@pytest.mark.chaos
@JOURNALS
async def test_thousands_of_cuts(tmp_path: Path, journal: str) -> None:
    """
    The same for every kind of loss, thousands of times.
    """
    recording = await record(tmp_path, journal)

    assert uneven(recording, journal) == []
    verdict = judged(recording, journal, LONG)

    kinds = ", ".join(f"{name} {count:,}" for name, count in verdict.losses.items())
    figure(
        "R3",
        f"power-cut images, {journal}",
        f"{verdict.count:,} different ({kinds}): {verdict.wrong['lost']} lost, "
        f"{verdict.wrong.total() - verdict.wrong['lost']} corrupt or mixed",
        f"{LONG:,}: 0 lost, 0 corrupt",
    )
    assert verdict.examples == []
    assert verdict.count >= LONG


@pytest.mark.chaos
@JOURNALS
async def test_a_bot_that_does_not_sync(tmp_path: Path, journal: str) -> None:
    """
    A real bot with synchronous=OFF is found out.
    """
    recording = await record(tmp_path, journal, "--synchronous", "OFF")

    assert judged(recording, journal, SHORT).wrong["lost"]


async def record(folder: Path, journal: str, *choices: str) -> Recording:
    """Record a bot that commits in one way."""
    marks = folder / "marks"
    choices = ("--journal", journal, "--marks", str(marks), *choices)
    async with scene(folder / "house", *choices) as play:
        return await recorded(play, marks)


def judged(recording: Recording, journal: str, count: int) -> Verdict:
    """Look at so many different disks."""
    verdict = Verdict()
    seen: set[bytes] = set()
    with tempfile.TemporaryDirectory(dir=_fast()) as folder:
        judge = Judge(Path(folder) / "disk", recording, journal)
        states = judge.states()
        for image in itertools.islice(images(recording, random.Random(3)), 40 * count):
            print_of = _print_of(image)
            if print_of in seen:
                continue
            seen.add(print_of)
            verdict.count += 1
            verdict.losses[image.loss] += 1
            if wrong := judge.wrong(image, states):
                verdict.wrong[wrong.partition(":")[0]] += 1
                verdict.examples.append(f"step {image.step}, {image.loss}: {wrong}")
            if verdict.count == count:
                break
    assert verdict.losses.keys() == LOSSES.keys()
    return verdict


def uneven(recording: Recording, journal: str) -> list[str]:
    """Say where runs, journal and outbox disagree in what was told to be kept."""
    with tempfile.TemporaryDirectory(dir=_fast()) as folder:
        return Judge(Path(folder) / "disk", recording, journal).uneven()


def _print_of(image: Image) -> bytes:
    digest = hashlib.blake2b(str(image.told).encode(), digest_size=16)
    for name, content in sorted(image.disk.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _fast() -> str | None:
    """Give a place in memory, where there is one: these disks are thrown away at once."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() else None
