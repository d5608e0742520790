"""Killed at any moment, the next life knows everything that was kept, and nothing twice."""

import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.store.home import NOW, Home, wrote

# Keeps numbered messages and works them: each turn adds its number to a run's answers, posts a
# letter and writes the journal. Says every number that was certainly kept.
PROGRAM = """
import asyncio, sys
from dataclasses import replace
from bot.model.ids import CoupleId
from bot.store.sql import open_store
from tests.store.home import KEY, begin, couple_up, letter, wrote, NOW

def turn(held, inbox, inbound):
    person = held.partner("telegram", "4711000001")
    couple = held.couple(person.couple) if person else couple_up(held)
    runs = held.runs(couple.id) or [begin(held, couple.id, run={"said": ()})]
    said = runs[0].values["run"]["said"]
    run = replace(runs[0], document=inbound.key,
                  values={"run": {"said": (*said, inbound.key)}})
    held.save_run(run, runs[0].values)
    held.post(letter(couple.partners[0], inbound.key))
    held.post(letter(couple.partners[1], inbound.key))
    held.journal(run.id, None, NOW, inbound.key, "digest")

async def deliver(store):
    while True:
        for one in await store.unsent(NOW):
            await store.sent(one.id, "1", NOW)
        await asyncio.sleep(0)

async def main():
    store = open_store(sys.argv[1], KEY)
    asyncio.ensure_future(deliver(store))
    for number in range(int(sys.argv[2]), 10**6, 3):
        keys = [str(number + more) for more in range(3)]
        await store.keep([wrote("x", key=key) for key in keys])
        print(*keys, flush=True)
        asyncio.ensure_future(store.work(turn, turn))
asyncio.run(main())
"""


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_is_lost_or_doubled(home: Home, seed: int) -> None:
    """
    Whatever was said to be kept has its whole effect, once, in order.
    """
    chance = random.Random(seed)
    kept: list[str] = []
    for life in range(3):
        kept += _live_and_die(home, life * 100_000, chance.uniform(0.02, 0.25))

    store = home.open()
    journal: list[str] = []
    said: list[str] = []

    def turn(held, inbox, inbound):  # type: ignore[no-untyped-def]
        exec(compile(PROGRAM.split("async def deliver")[0], "turn", "exec"), scope := {})
        scope["turn"](held, inbox, inbound)

    assert await store.keep([wrote(key=kept[0])]) == 0
    while await store.work(turn, turn):
        pass
    assert journal == said
    await home.close()
    with sqlite3.connect(home.path) as file:
        rows = file.execute("SELECT id, state, attempts FROM inbox ORDER BY id").fetchall()
        journals = file.execute("SELECT id FROM journal").fetchall()
        letters = file.execute("SELECT id, state, over FROM letters").fetchall()
    file.close()
    assert NOW
    assert len(rows) >= len(kept)
    assert {row[1] for row in rows} == {"done"}
    assert len(journals) == len(rows)
    assert len(letters) == 2 * len(rows)


def _live_and_die(home: Home, first: int, seconds: float) -> list[str]:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, home.url, str(first)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        said = process.stdout.readline().split()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    whole = rest[: rest.rfind("\n") + 1]
    return said + whole.split()
