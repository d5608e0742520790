"""Killed at any moment, the next life knows everything that was kept, and nothing twice."""

import random
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.store.home import ANN, Home, play
from tests.store.mortal import numbers, turn


@pytest.mark.parametrize("seed", range(2))
async def test_nothing_is_lost_or_doubled(home: Home, seed: int) -> None:
    """
    Whatever was said to be kept has its whole effect, once and in order.
    """
    chance = random.Random(seed)
    kept: list[str] = []
    for life in range(3):
        kept += live_and_die(home, life * 100_000, chance.uniform(0.02, 0.25))

    store = home.open()
    while await store.work(turn, turn):
        pass

    ann = await play(store, lambda held: held.partner("telegram", ANN.chat))
    assert ann
    (run,) = await play(store, lambda held: held.runs(ann.couple))
    said = numbers(run)
    assert len(set(said)) == len(said)
    assert set(kept) <= set(said)
    assert sorted(said, key=int) == list(said)
    await home.close()
    assert _count(home, "inbox WHERE state <> 'done'") == 0
    assert _count(home, "journal") == len(said)
    assert _count(home, "letters") == 2 * len(said)


def live_and_die(home: Home, first: int, seconds: float) -> list[str]:
    """Let a process live for so long after its first word; give the numbers it kept."""
    command = [sys.executable, "-m", "tests.store.mortal", home.url, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        words = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        words += process.stdout.read()
    return words[: words.rfind("\n") + 1].split()


def _count(home: Home, what: str) -> int:
    with sqlite3.connect(home.path) as file:
        (number,) = file.execute(f"SELECT count(*) FROM {what}").fetchone()
    file.close()
    return int(number)
