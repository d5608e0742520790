"""Everything that is installed beside Mortar is named in NOTICE.md with its licence."""

import re
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \|$", re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.lower())


def noticed() -> set[str]:
    """The names of all rows, spelt as lock files spell them; what stands in brackets is no name."""
    rows = ROW.findall((HOME / "NOTICE.md").read_text("utf-8"))
    without = [re.sub(r"\([^)]*\)", "", row) for row in rows]
    return {plain(name.strip()) for row in without for name in row.split(",")}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_each_library_of_the_lock_has_its_line(lock: str) -> None:
    locked = re.findall(r"^([A-Za-z0-9._-]+)==", (HOME / lock).read_text("utf-8"), re.MULTILINE)
    assert locked
    assert sorted({plain(name) for name in locked} - noticed()) == []
