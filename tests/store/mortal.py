"""
A process made to be killed: ``python -m tests.store.mortal <url> <first number>``.

It keeps numbered messages, three at once, says on standard output which were certainly kept, and
works and delivers them at the same time.
"""

import asyncio
import sys
from dataclasses import replace

from bot.model.ids import InboxId
from bot.ports.messages import Inbound
from bot.ports.rows import KeptRun
from bot.ports.store import Held
from bot.store.sql import SqlStore, open_store
from tests.store.home import ANN, KEY, NOW, begin, couple_up, letter, wrote


def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
    """Add a number to what the couple said, write to both, and note it."""
    person = held.partner("telegram", ANN.chat)
    couple = couple_up(held) if person is None else held.couple(person.couple)
    assert couple
    run = next(iter(held.runs(couple.id)), None) or begin(held, couple.id, run={"said": ()})
    said = {"run": {"said": (*numbers(run), inbound.key)}}
    held.save_run(replace(run, document=inbound.key, values=said), run.values)
    for partner in couple.partners:
        held.post(letter(partner, inbound.key))
    held.journal(run.id, None, NOW, inbound.key, "digest")


def numbers(run: KeptRun) -> tuple[str, ...]:
    said = run.values["run"]["said"]
    assert isinstance(said, tuple)
    return said


async def deliver(store: SqlStore) -> None:
    while True:
        for one in await store.unsent(NOW):
            await store.sent(one.id, "1", NOW)
        await asyncio.sleep(0)


async def live(url: str, first: int) -> None:
    store = open_store(url, KEY)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(deliver(store))
        for number in range(first, first + 100_000, 3):
            keys = [str(number + more) for more in range(3)]
            await store.keep([wrote(key=key) for key in keys])
            sys.stdout.write(" ".join(keys) + "\n")
            sys.stdout.flush()
            tasks.create_task(store.work(turn, turn))


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], int(sys.argv[2])))
