"""P2 and P4: durable turns, ours and the reference's by turns, one at a time and 64 at once."""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.figures import Figure, more, ratios
from benchmarks.raw import Reference, Talk
from benchmarks.stage import AT_ONCE, Company, Pair
from benchmarks.workload import LETTERS, SCRIPT

SINGLES = 16
"""Couples that talk in a round, one turn at a time."""

A_ROUND = SINGLES + AT_ONCE


@dataclass(slots=True)
class Times:
    """What a turn took on one side, in microseconds, one entry a round."""

    turn: list[float] = field(default_factory=list)
    with_keep: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


async def compare(company: Company, reference: Reference, rounds: int) -> Sequence[Figure]:
    """Play both sides by turns. Couple 0 is not touched; the others must not have talked."""
    ours, raw = (Times(), Times()), (Times(), Times())
    for number in range(rounds):
        first = 1 + number * A_ROUND
        for size, count, index in ((1, SINGLES, 0), (AT_ONCE, AT_ONCE, 1)):
            pairs = company.pairs[first : first + count]
            talks = reference.talks(first, count)
            await _play(_ours(company, pairs), count, size, ours[index])
            await _play(_raw(reference, talks), count, size, raw[index])
            first += count
    return _figures(ours, raw)


Steps = tuple[
    Callable[[int, slice], Awaitable[None]],
    Callable[[int, slice], Awaitable[None]],
    Callable[[int], Awaitable[None]],
]
"""Keep what some write; take their turns; hand out what followed."""


def _ours(company: Company, pairs: Sequence[Pair]) -> Steps:
    async def keep(step: int, some: slice) -> None:
        await company.store.keep([company.step(pair, SCRIPT[step], step) for pair in pairs[some]])

    async def work(step: int, some: slice) -> None:
        done = await company.work()
        if done != len(pairs[some]):
            raise RuntimeError(f"step {step}: {done} turns instead of {len(pairs[some])}")

    async def deliver(step: int) -> None:
        letters = await company.deliver(pairs)
        if letters != LETTERS[step] * len(pairs):
            raise RuntimeError(f"step {step}: {letters} letters from {len(pairs)} turns")

    return keep, work, deliver


def _raw(reference: Reference, talks: Sequence[Talk]) -> Steps:
    async def keep(step: int, some: slice) -> None:
        reference.keep(talks[some], step)

    async def work(step: int, some: slice) -> None:
        reference.work(talks[some], step)

    async def deliver(step: int) -> None:  # noqa: ARG001
        reference.deliver()

    return keep, work, deliver


async def _play(side: Steps, count: int, size: int, into: Times) -> None:
    """Play W1 with some couples; only the turns count, and what keeping adds to them."""
    keep, work, deliver = side
    turn = kept = cpu = 0.0
    for step in range(len(SCRIPT)):
        turns, keeps, cpus = [], [], []
        for at in range(0, count, size):
            some = slice(at, at + size)
            begin = time.perf_counter()
            await keep(step, some)
            middle, used = time.perf_counter(), time.process_time()
            await work(step, some)
            turns.append(time.perf_counter() - middle)
            cpus.append(time.process_time() - used)
            keeps.append(middle - begin)
        # The median, so that one slow fsync of a shared disk does not speak for all.
        turn += statistics.median(turns)
        kept += statistics.median(keeps)
        cpu += statistics.median(cpus)
        await deliver(step)
    each = 1e6 / (len(SCRIPT) * size)
    into.turn.append(turn * each)
    into.with_keep.append((turn + kept) * each)
    into.cpu.append(cpu * each)


def _figures(ours: tuple[Times, Times], raw: tuple[Times, Times]) -> Sequence[Figure]:
    found = []
    for number, name, our, other in (
        ("P2", "one at a time", ours[0], raw[0]),
        ("P4", "64 in flight", ours[1], raw[1]),
    ):
        goal = more(0.40, 0.60) if number == "P2" else more(0.25, 0.55)
        found += [
            Figure(number, f"{name}, against raw", "x", ratios(our.turn, other.turn), goal),
            Figure("", "the same, keeping included", "x", ratios(our.with_keep, other.with_keep)),
            Figure("", "the same, CPU only", "x", ratios(our.cpu, other.cpu)),
            Figure("", "a turn of ours", "us", our.turn),
            Figure("", "CPU of a turn of ours", "us", our.cpu),
            Figure("", "a turn of raw", "us", other.turn),
            Figure("", "CPU of a turn of raw", "us", other.cpu),
        ]
    gain = ratios(ours[1].turn, ours[0].turn)
    found.insert(8, Figure("P4", "64 in flight, against own P2", "x", gain, more(5, 8)))
    return found
