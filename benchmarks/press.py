"""
What pictures, papers and photos take, and that nobody else notices: ``python -m benchmarks.press``.

Another couple's turns are timed by turns with the press idle and with the press never resting, so
that the two see the same machine.
"""

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from benchmarks import report, stage
from benchmarks.figures import Figure, less
from benchmarks.stage import Company, Pair
from benchmarks.workload import SCRIPT
from bot.model.sketches import PARTS, Brief, Progress, write
from bot.press.apart import OwnProcess

ROUNDS = 9
TALKING = 24
"""Couples that talk in a round, one turn at a time."""

IDLE = 0.2
MONDAY = date(2026, 8, 31)
YEAR = write(Progress(MONDAY, tuple(range(40, 92)), tuple(one / 10 for one in range(20, 72))))
SHORT = write(Brief(MONDAY, tuple((name, ("Two lines. " * 20,)) for name in PARTS)))
LONG = write(Brief(MONDAY, tuple((name, ("Too many lines. " * 200,)) for name in PARTS)))
WORDS = {
    name: name for sketch in (Progress(MONDAY, (), ()), Brief(MONDAY, ())) for name in sketch.words
}

Work = Callable[[], Awaitable[object]]


async def main() -> None:
    """Measure, and print the table."""
    print(", ".join(f"{name} {value}" for name, value in report.machine().items()))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        company = stage.found(Path(name))
        await company.seat(2 * ROUNDS * TALKING)
        press = OwnProcess(IDLE)
        photo = _photo()
        # In this order: the first round weighs a bot that has never drawn anything.
        figures = [*await _memory(press), *await _work(press, photo)]
        figures += await _others(company, press)
        await press.close()
        await company.store.close()
    print(report.table(figures))


async def _work(press: OwnProcess, photo: bytes) -> Sequence[Figure]:
    """Time each kind of work, in a new process and in one that is there."""
    cold = []
    for _ in range(ROUNDS):
        await press.close()
        cold.append(await _took(lambda: press.make(YEAR, WORDS, "en")))
    kinds: Sequence[tuple[str, Work]] = (
        ("a picture of a year", lambda: press.make(YEAR, WORDS, "en")),
        ("a paper of one page", lambda: press.make(SHORT, WORDS, "en")),
        ("a paper cut to two pages", lambda: press.make(LONG, WORDS, "en")),
        ("a photo of twelve million pixels", lambda: press.clean(photo)),
    )
    found = [Figure("", "a picture, with a process begun for it", "ms", cold)]
    for name, work in kinds:
        await work()
        found.append(Figure("", name, "ms", [await _took(work) for _ in range(ROUNDS)]))
    return found


async def _memory(press: OwnProcess) -> Sequence[Figure]:
    """Weigh the bot before anything is drawn, while the press is there, and when it has gone."""
    grown, away, theirs = [], [], []
    for _ in range(ROUNDS):
        before = _held(os.getpid())
        await press.make(YEAR, WORDS, "en")
        await press.make(LONG, WORDS, "en")
        program = press.program
        if program is None:
            raise RuntimeError("the press ended too early")
        theirs.append(_held(program.pid))
        await program.wait()
        grown.append(_held(os.getpid()) - before)
        away.append(float(_children()))
    return (
        Figure("", "the press's own memory while it is there", "MB", theirs),
        Figure("", "what is left of it in the bot when idle", "MB", grown, less(2, 0.5)),
        Figure("", "processes left when idle", "", away, less(0, 0)),
    )


async def _others(company: Company, press: OwnProcess) -> Sequence[Figure]:
    """Time another couple's turns beside a press that rests, and beside one that never does."""
    calm: list[float] = []
    busy: list[float] = []
    pairs = iter(company.pairs)
    for _ in range(ROUNDS):
        calm.append(await _turns(company, [next(pairs) for _ in range(TALKING)]))
        drawing = asyncio.create_task(_without_rest(press))
        await asyncio.sleep(1)
        busy.append(await _turns(company, [next(pairs) for _ in range(TALKING)]))
        drawing.cancel()
        await asyncio.gather(drawing, return_exceptions=True)
    slower = [one / other for one, other in zip(busy, calm, strict=True)]
    return (
        Figure("", "another couple's turn, the press idle", "ms", calm),
        Figure("", "another couple's turn, the press never resting", "ms", busy),
        Figure("", "the second to the first", "x", slower, less(1.5, 1.2)),
    )


async def _turns(company: Company, pairs: Sequence[Pair]) -> float:
    """Give the median of one couple's turn after the other, in milliseconds."""
    took = []
    for number, step in enumerate(SCRIPT):
        for pair in pairs:
            await company.store.keep([company.step(pair, step, number)])
            begin = time.perf_counter()
            await company.work()
            took.append(1e3 * (time.perf_counter() - begin))
        await company.deliver(pairs)
    return statistics.median(took)


async def _without_rest(press: OwnProcess) -> None:
    while True:
        await press.make(YEAR, WORDS, "en")
        await press.make(LONG, WORDS, "en")


async def _took(work: Work) -> float:
    begin = time.perf_counter()
    await work()
    return 1e3 * (time.perf_counter() - begin)


def _held(process: int) -> float:
    """Give what a process holds for itself alone, in MB: libraries that all share do not count."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    return sum(int(one.split()[1]) for one in lines if one.startswith("Private_")) / 1024


def _children() -> int:
    """Count the processes that we have begun and that are still there."""
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return sum(len(one.read_text("utf-8").split()) for one in found)


def _photo() -> bytes:
    from PIL import Image

    # Noise in large grains: neither as small as one colour nor as large as chance.
    noise = random.Random(1).randbytes(400 * 300 * 3)
    written = BytesIO()
    Image.frombytes("RGB", (400, 300), noise).resize((4000, 3000)).save(written, "JPEG")
    return written.getvalue()


if __name__ == "__main__":
    asyncio.run(main())
