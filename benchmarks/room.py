"""P9, P13 and P14: what open conversations take of memory and disk, and sealing of the CPU."""

import asyncio
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure, less
from benchmarks.stage import Company, Pair, batches, found
from benchmarks.workload import SCRIPT
from bot.store.vault import Key

_PLACES = ("runs", "answers", "alarms")
"""The tables that say where a conversation stands; the others say how it came there."""


async def measure(company: Company, pairs: Sequence[Pair]) -> Sequence[Figure]:
    """Let some couples talk until W1 waits, and look at what that took."""
    before = _pages(company.path)
    sealing = cpu = 0.0
    for number, step in enumerate(SCRIPT):
        for some in batches(pairs):
            await company.store.keep([company.step(pair, step, number) for pair in some])
            with _watched() as spent:
                begin = time.process_time()
                await company.work()
                cpu += time.process_time() - begin
            # The median: a moment in which another program ran is not the cipher's.
            sealing += statistics.median(spent) * len(spent)
        await company.deliver(pairs)
    after = _pages(company.path)
    grown = {name: (after[name] - before.get(name, 0)) / len(pairs) / 1024 for name in after}
    place = sum(size for name, size in grown.items() if name in _PLACES)
    return (
        Figure("P13", "disk per open W1 conversation: where it stands", "KB", [place],
               less(4, 2.5)),
        Figure("", "disk, with its inbox, outbox and journal", "KB", [sum(grown.values())]),
        Figure("P14", "encryption's share of a turn's CPU", "%", [100 * sealing / cpu],
               less(10, 4)),
    )  # fmt: skip


def memory() -> Figure:
    """Measure a process of its own that holds 1,000 open conversations."""
    with tempfile.TemporaryDirectory() as folder:
        # The first one makes the database: what that needs is not loaded on any other day.
        _, peak = (_apart(folder, count) for count in (0, 1000))
    return Figure("P9", "peak RSS, 1,000 open conversations, Telegram", "MB", [peak], less(85, 75))


def _apart(folder: str, count: int) -> float:
    command = [sys.executable, "-m", "benchmarks.room", folder, str(count)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(ran.stdout) / 1024


def _pages(path: Path) -> dict[str, int]:
    """Give the bytes of each table with its indexes; of the whole file where SQLite cannot say."""
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute(
            "SELECT m.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_master m ON m.name = d.name"
            " GROUP BY m.tbl_name"
        ).fetchall()
    except sqlite3.OperationalError:
        rows = connection.execute(
            "SELECT 'file', page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchall()
    finally:
        connection.close()
    return {str(name): int(size) for name, size in rows}


@contextmanager
def _watched() -> Iterator[list[float]]:
    """Note how long each sealing and opening takes."""
    spent: list[float] = []
    seal, open_ = Key.seal, Key.open

    def sealed(key: Key, plain: bytes, place: str) -> bytes:
        begin = time.perf_counter()
        found = seal(key, plain, place)
        spent.append(time.perf_counter() - begin)
        return found

    def opened(key: Key, sealed: bytes, place: str) -> bytes:
        begin = time.perf_counter()
        found = open_(key, sealed, place)
        spent.append(time.perf_counter() - begin)
        return found

    Key.seal, Key.open = sealed, opened  # type: ignore[assignment, method-assign]
    try:
        yield spent
    finally:
        Key.seal, Key.open = seal, open_  # type: ignore[method-assign]


async def _talk(folder: Path, count: int) -> None:
    # What the bot would have loaded to talk with Telegram.
    import adapters.telegram.gateway  # noqa: F401

    company = found(folder)
    await company.seat(count)
    for number, step in enumerate(SCRIPT[:7]):
        for some in batches(company.pairs):
            await company.store.keep([company.step(pair, step, number) for pair in some])
            await company.work()
            await company.deliver(some)
    await company.store.close()


if __name__ == "__main__":
    asyncio.run(_talk(Path(sys.argv[1]), int(sys.argv[2])))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
