"""
Say how many small changes to `bot/flow` the tests notice; `make mutation` asks.

mutmut makes the changes, one at a time, and runs the tests that reach each. What it found lies in
`mutants/`, next to each changed file. Exits with 1 when less than `LEAST` per cent were noticed.
After a part of them (`make mutation PART='*3'`, every tenth), ``part`` as an argument leaves out
what was not tried, and tells how far off the whole may be.
To see a change that nobody noticed: `mutmut show NAME`.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

LEAST = 80
FOUND = Path("mutants")
NAMES = "survivors.txt"

Verdicts = Mapping[str, int | None]
"""How the tests ended, by the change's name; None when they did not run."""

# What mutmut gives: pytest's own 1 and 3, a time that ran out, and a process that was ended for it.
_NOTICED = frozenset({1, 3, 36, 24, -24, 152, 255, -9, -11})
_LEFT_OUT = 34


def verdicts(folder: Path) -> Mapping[str, Verdicts]:
    """Read what was found, by module."""
    return {
        path.relative_to(folder).as_posix().removesuffix(".py.meta"): json.loads(path.read_bytes())[
            "exit_code_by_key"
        ]
        for path in sorted(folder.rglob("*.py.meta"))
    }


def unnoticed(found: Verdicts) -> list[str]:
    """List the changes that no test noticed, or that no test reaches."""
    return [name for name, code in found.items() if code not in _NOTICED and code != _LEFT_OUT]


def percent(found: Verdicts) -> float:
    """Give the share that was noticed; nothing to notice is all of it."""
    counted = sum(code != _LEFT_OUT for code in found.values())
    return 100 * (1 - len(unnoticed(found)) / counted) if counted else 100.0


def report(by_module: Mapping[str, Verdicts]) -> str:
    """Write one line a module, the weakest first, and the whole."""
    rows = sorted((percent(found), module, found) for module, found in by_module.items() if found)
    lines = [
        f"{share:5.1f} %  {module}: {len(unnoticed(found))} of {len(found)} unnoticed"
        for share, module, found in rows
    ]
    whole = {name: code for found in by_module.values() for name, code in found.items()}
    unchecked = Counter(whole.values())[None]
    left = f", {unchecked} not tried" if unchecked else ""
    lines.append(f"{percent(whole):5.1f} %  of {len(whole)} changes noticed{left}")
    return "\n".join(lines)


def margin(found: Verdicts) -> float:
    """Give how far off the whole a part may be, in percent points, 19 times of 20."""
    share = percent(found) / 100
    return 196 * math.sqrt(share * (1 - share) / len(found)) if found else 100.0


def tried(by_module: Mapping[str, Verdicts]) -> Mapping[str, Verdicts]:
    """Leave out what was not tried."""
    return {
        module: {name: code for name, code in found.items() if code is not None}
        for module, found in by_module.items()
    }


def main(arguments: Sequence[str] = ()) -> int:
    """Print the score and keep the names; give the exit status."""
    by_module = verdicts(FOUND)
    if "part" in arguments:
        everything = sum(map(len, by_module.values()))
        by_module = tried(by_module)
        whole = {name: code for found in by_module.values() for name, code in found.items()}
        print(f"{len(whole)} of {everything} changes, give or take {margin(whole):.1f} points:")
    whole = {name: code for found in by_module.values() for name, code in found.items()}
    if not whole:
        print(f"There is nothing in {FOUND}/; run `make mutation`.")
        return 1
    print(report(by_module))
    (FOUND / NAMES).write_text("".join(f"{name}\n" for name in unnoticed(whole)), "utf-8")
    if percent(whole) < LEAST:
        print(f"That is less than {LEAST} %. Their names are in {FOUND / NAMES}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
