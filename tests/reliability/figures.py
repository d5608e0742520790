"""
Write figures down where a table can be made of them: on standard output, and in a file.

``python -m tests.reliability.figures`` prints the table for docs/reliability.md.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

FIGURES = Path(__file__).resolve().parents[2] / "build" / "figures.jsonl"
HEAD = (
    "| Clause | What was counted | Figure | Target | When |",
    "| --- | --- | --- | --- | --- |",
)


def figure(row: str, what: str, got: str, target: str) -> None:
    """Note one figure of a clause of the contract (``row``, like R22) beside what it has to be."""
    sys.stdout.write(f"\nFIGURE {row} | {what} | {got} | {target}\n")
    sys.stdout.flush()
    FIGURES.parent.mkdir(exist_ok=True)
    line = {"row": row, "what": what, "got": got, "target": target}
    line["at"] = datetime.now(UTC).isoformat(timespec="seconds")
    with FIGURES.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def table(lines: Iterable[str]) -> str:
    """Give the figures as a Markdown table: of each the newest, in the order of the contract."""
    newest: dict[tuple[str, str], Mapping[str, str]] = {}
    for line in lines:
        one = _read(line)
        if one is not None:
            key = one["row"], one["what"]
            newest[key] = max(newest.get(key, one), one, key=lambda each: each["at"])
    rows = sorted(newest.values(), key=lambda one: (_place(one["row"]), one["what"]))
    cells = ([one["row"], one["what"], one["got"], one["target"], one["at"][:10]] for one in rows)
    return "\n".join([*HEAD, *(f"| {' | '.join(map(_plain, row))} |" for row in cells)])


def _read(line: str) -> Mapping[str, str] | None:
    """Read a line; None for one that a kill cut off."""
    try:
        found: Mapping[str, str] = json.loads(line)
    except ValueError:
        return None
    return found


def _place(row: str) -> tuple[str, int]:
    number = re.search(r"\d+", row)
    return row[: number.start()] if number else row, int(number[0]) if number else 0


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    if not FIGURES.exists():
        sys.exit("There are no figures yet. `make chaos` counts them; it takes some hours.")
    sys.stdout.write(table(FIGURES.read_text("utf-8").splitlines()) + "\n")
