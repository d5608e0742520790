"""The core names no platform: what one of them needs is a property of its gateway."""

import re
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
PARTS = ("model", "understand", "flow", "things", "ports", "engine")


@pytest.mark.parametrize("part", PARTS)
def test_names_none(part: str) -> None:
    """Comments and docstrings may speak of them, code may not."""
    named = [
        f"{path.relative_to(BOT)}: {line.strip()}"
        for path in sorted((BOT / part).rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"""["'](telegram|discord|terminal|playground)["']""", line)
    ]

    assert named == []
