"""Read a table of what people say and what it means."""

import platform
import sys

import pytest

NONE = "-"


words_are_read = pytest.mark.skipif(
    sys.platform == "darwin" and platform.machine() == "x86_64",
    reason="text2num has no wheels for Intel Macs",
)


def rows(tables: dict[str, str]) -> list[tuple[str, str, str]]:
    """Give language, text and meaning of each line; the meaning ``-`` is none at all."""
    found = []
    for language, table in tables.items():
        for line in table.strip().splitlines():
            text, _, meaning = line.rpartition("=")
            found.append((language, text.strip(), meaning.strip()))
    return found
