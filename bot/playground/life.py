"""
The bot's lives: start its process, kill it as a machine would, start it again.

``kill`` is SIGKILL: no handler runs, nothing is flushed. Whatever is there afterwards was in the
database or is still at the stage.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from adapters.playground.line import Json, LineBroken
from bot.errors import ConfigError
from bot.playground.peer import LONGEST, Answer, Peer

SLOW = 60.0
"""Seconds after which a bot that has not come up is not waited for any longer."""


class Life:
    """
    One process after the other.

    ``answer`` is asked whatever the bot asks of the stage; ``over`` is told when a life has ended,
    also one that nobody ended.
    """

    def __init__(self, folder: Path, answer: Answer, over: Callable[[], None]) -> None:
        self.folder = folder
        self.answer = answer
        self.over = over
        self.program: asyncio.subprocess.Process | None = None
        self.peer: Peer | None = None
        self.reading: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()
        self.lives = 0

    @property
    def alive(self) -> bool:
        """Say whether the bot runs and listens."""
        return self.ready.is_set() and self.peer is not None and not self.peer.ended

    async def start(self, dialogs: Path, now: datetime) -> None:
        """Start it, and wait until it listens. Raises `ConfigError` when it does not come up."""
        self.ready.clear()
        self.program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.playground.child",
            str(self.folder), str(dialogs), now.isoformat(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LONGEST,
            # Its own group: Ctrl-C is for whoever serves the page, who then ends it.
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        if self.program.stdout is None or self.program.stdin is None:
            raise ConfigError("The bot's process has no pipe.")
        self.peer = Peer(self.program.stdout, self.program.stdin, self.hear)
        self.reading = asyncio.create_task(self.peer.run())
        self.reading.add_done_callback(lambda _: self.over())
        self.lives += 1
        up = asyncio.create_task(self.ready.wait())
        await asyncio.wait([up, self.reading], return_when=asyncio.FIRST_COMPLETED, timeout=SLOW)
        up.cancel()
        if not self.ready.is_set():
            await self.kill()
            raise ConfigError("The bot did not come up; the reason stands in the terminal.")

    async def hear(self, method: str, given: Json) -> Json:
        """Take what the bot asks."""
        answered = await self.answer(method, given)
        if method == "quiet":
            self.ready.set()
        return answered

    async def ask(self, method: str, given: Json) -> Json:
        """Ask the bot. Raises `LineBroken` while it is dead."""
        if self.peer is None:
            raise LineBroken
        return await self.peer.ask(method, given)

    async def kill(self) -> int | None:
        """Kill it at once; give the number of the process that was."""
        program, self.program = self.program, None
        if program is None:
            return None
        with contextlib.suppress(ProcessLookupError):
            program.kill()
        await program.wait()
        if self.reading is not None:
            await self.reading
        self.ready.clear()
        return program.pid
