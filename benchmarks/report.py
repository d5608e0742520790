"""The table, and the same as JSON."""

import json
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.figures import Figure
from bot.store.sql.connect import journal_mode

_LINE = "{:4} {:48} {:4} {:>9} {:>9} {:>9}  {:16} {}"


def machine() -> Mapping[str, str | int | float]:
    """Say on what this runs, as far as it matters for the figures."""
    return {
        "processors": os.cpu_count() or 0,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "journal": journal_mode(sqlite3.sqlite_version_info),
        "fsync_ms": round(_fsync(), 3),
    }


def table(figures: Sequence[Figure]) -> str:
    """Write the table."""
    lines = [_LINE.format("", "", "", "median", "min", "max", "goal", "").rstrip()]
    for one in figures:
        goal = f"{one.goal.must:g}, better {one.goal.better:g}" if one.goal else ""
        numbers = [_number(value) for value in (one.median, min(one.values), max(one.values))]
        lines.append(
            _LINE.format(one.number, one.name, one.unit, *numbers, goal, one.verdict).rstrip()
        )
    return "\n".join(lines)


def write(path: Path, figures: Sequence[Figure], here: Mapping[str, str | int | float]) -> None:
    """Write JSON; the folder is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "goal": one.number,
            "name": one.name,
            "unit": one.unit,
            "median": one.median,
            "min": min(one.values),
            "max": max(one.values),
            "rounds": list(one.values),
            "must": one.goal.must if one.goal else None,
            "better": one.goal.better if one.goal else None,
            "verdict": one.verdict,
        }
        for one in figures
    ]
    path.write_text(json.dumps({"machine": here, "figures": rows}, indent=2) + "\n", "utf-8")


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def _fsync() -> float:
    """Give the median time of writing and syncing a page, in milliseconds."""
    found = []
    with tempfile.TemporaryFile() as file:
        for _ in range(50):
            file.write(bytes(4096))
            begin = time.perf_counter()
            file.flush()
            os.fsync(file.fileno())
            found.append(time.perf_counter() - begin)
    return statistics.median(found) * 1000
