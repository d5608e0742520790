"""How long people wait, and what the process takes meanwhile."""

import os
from collections.abc import Sequence
from pathlib import Path

from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person

PAGE = os.sysconf("SC_PAGE_SIZE")


async def answered(
    server: TelegramEmulator, person: Person, text: str = "/help", words: str = "/menu shows"
) -> float:
    """Let somebody write, and give the seconds until the answer stands in their chat."""
    began = server.clock.now()
    said = person.says(text)
    await person.sees(words, after=said)
    return server.clock.now() - began


def percentile(values: Sequence[float], percent: int) -> float:
    """Give the value that so many of a hundred do not exceed."""
    line = sorted(values)
    return line[min(len(line) - 1, len(line) * percent // 100)]


def memory(pid: int) -> int:
    """Give the bytes that a process holds in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE


def files(pid: int) -> int:
    """Count the files and connections that a process has open."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
