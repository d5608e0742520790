"""
The bot's own command line, with a few things about its database chosen:
``python -m tests.reliability.launch [choices] -- run``.

The choices are its module-level defaults, and what SQLite allows. Nothing of the bot is replaced
but its hourly sweep, where what was said weeks ago is wanted as evidence.
"""

import argparse
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from adapters.telegram import gateway, pacing
from adapters.telegram.poll import Tempo
from bot import app, cli
from bot.engine import patience, work
from bot.engine.alarms import Alarms
from bot.ports.rows import Rules
from bot.store.sql import connect, store, writer


def choose(arguments: list[str]) -> list[str]:
    """Make the choices; give the arguments that are left, which are the bot's."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--journal", choices=("WAL", "TRUNCATE"))
    parser.add_argument("--synchronous", help="plant a bug: sync less than at every commit")
    parser.add_argument("--busy", type=float, help="seconds to wait for a locked file")
    parser.add_argument("--pause", type=float, help="seconds between two tries to write")
    parser.add_argument("--brisk", action="store_true", help="leave no pauses between messages")
    parser.add_argument("--marks", type=Path, help="write a line here whenever a commit is told")
    parser.add_argument("--evidence", action="store_true", help="sweep nothing out")
    parser.add_argument("rest", nargs="*")
    chosen = parser.parse_args(arguments)
    if chosen.journal:
        connect.journal_mode = lambda version: str(chosen.journal)
    if chosen.busy is not None:
        connect.BUSY_SECONDS = chosen.busy
    if chosen.pause is not None:
        patience.GLANCE = chosen.pause / 5
        patience.PAUSE = work.PATIENCE = chosen.pause
        vars(gateway)["Tempo"] = partial(Tempo, unwritable=chosen.pause)
    if chosen.brisk:
        pacing.SPACING, pacing.MINUTE = 0.02, 1.0
    if chosen.evidence:
        vars(app)["Alarms"] = Unswept
    if chosen.synchronous:
        _careless(str(chosen.synchronous))
    if chosen.marks:
        vars(writer)["_answer"] = _marking(chosen.marks, writer._answer)
    return list(chosen.rest)


class Unswept(Alarms):
    """Alarms that ring, and sweep nothing out."""

    async def sweep(self, now: datetime, rules: Rules) -> None:
        """Keep everything."""


def _careless(synchronous: str) -> None:
    def connected(*arguments: Any) -> sqlite3.Connection:
        connection = connect.connect(*arguments)
        connection.execute(f"PRAGMA synchronous={synchronous}")
        return connection

    vars(store)["connect"] = connected


def _marking(path: Path, tell: Callable[[Any], None]) -> Callable[[Any], None]:
    marks = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def told(jobs: Any) -> None:
        os.write(marks, b"told\n")
        tell(jobs)

    return told


if __name__ == "__main__":
    import sys

    sys.argv = ["mortar", *choose(sys.argv[1:])]
    cli.main()
