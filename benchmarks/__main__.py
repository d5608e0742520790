"""Measure, print the table, write the JSON."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks import core, door, raw, report, room, stage, turns
from benchmarks.figures import Figure

OPEN = 256
"""Couples whose open conversations are weighed."""


@click.command()
@click.option("--rounds", default=9, show_default=True, type=click.IntRange(3))
@click.option("--json", "path", default="build/benchmarks.json", show_default=True, type=Path)
@click.option("--quick", is_flag=True, help="Only P1, P2, P4, P11 and P12.")
def main(rounds: int, path: Path, *, quick: bool) -> None:
    """Run workload W1 beside raw sqlite3, and say how fast we are."""
    here = report.machine()
    print(", ".join(f"{name} {value}" for name, value in here.items()))
    # First of all: on Linux a child's peak begins with what its parent holds.
    weighed = [] if quick else [room.memory()]
    figures = list(core.measure(rounds))
    # Not in /tmp, which may be memory: both sides have to wait for a disk.
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folders = Path(name, "ours"), Path(name, "raw")
        for folder in folders:
            folder.mkdir()
        figures += asyncio.run(_stored(*folders, rounds, quick=quick))
    if not quick:
        figures += [*weighed, *asyncio.run(door.measure(rounds))]
    print(report.table(figures))
    report.write(path, figures, here)
    print(f"written to {path}")


async def _stored(ours: Path, other: Path, rounds: int, *, quick: bool) -> Sequence[Figure]:
    company, twin = stage.found(ours), stage.found(other)
    talking = 1 + rounds * turns.A_ROUND
    for one in (company, twin):
        await one.seat(talking)
    await twin.store.close()
    reference = raw.Reference(twin.path, await raw.record(company, company.pairs[0]))
    figures = await turns.compare(company, reference, rounds)
    reference.close()
    if not quick:
        await company.seat(OPEN)
        figures = [*figures, *await room.measure(company, company.pairs[talking:])]
    await company.store.close()
    return figures


if __name__ == "__main__":
    main()
