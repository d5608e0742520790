"""Workload W1: what one person says, in order, and how many messages answer it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.flow.check import checked
from bot.flow.parse import parse
from bot.flow.script import Script

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Begin:
    """Ask for the talk."""


@dataclass(frozen=True, slots=True)
class Press:
    """Press a button, counted from 0."""

    option: int


@dataclass(frozen=True, slots=True)
class Write:
    """Write something."""

    text: str


Step = Begin | Press | Write


def _words(length: int) -> str:
    return ("It was late, and nobody had called; " * 10)[:length].strip() + "."


SCRIPT: tuple[Step, ...] = (
    Begin(), Press(1), Write("eleven"), Write("7"), Write(_words(299)), Press(0),
    Write(_words(119)), Write("3"), Press(2), Write("8"), Write(_words(79)), Press(1),
    Write("9"), Press(0),
)  # fmt: skip
"""Fourteen messages in; the third is no answer to its question."""

LETTERS = (2, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1)
"""How many messages follow each: sixteen."""


def script() -> Script:
    """Give W1 as a flow, read and checked as any other."""
    path = Path(__file__).with_name("w1.yaml")
    return checked(parse(path.read_bytes(), path.name))
