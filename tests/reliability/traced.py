"""
A house whose bot can be watched and hurt from below, with strace.

`Traced.start` can begin a life under it; `Traced.attached` looks on from a moment in its midst.
"""

import asyncio
import contextlib
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.store.sql.keystore import beside
from tests.e2e.house import PATIENCE, ROOT, START, House
from tests.emulators.telegram import TelegramEmulator

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not installed, so nothing can be broken between two steps of the kernel",
)


class Traced(House):
    """``choices`` are those of `tests.reliability.launch`."""

    def __init__(
        self,
        folder: Path,
        server: TelegramEmulator | None = None,
        start: datetime = START,
        choices: Sequence[str] = (),
    ) -> None:
        super().__init__(folder, server, start)
        self.choices = tuple(choices)

    @property
    def command(self) -> tuple[str, ...]:
        """Give the command that runs the bot."""
        launch = (sys.executable, "-m", "tests.reliability.launch", "--evidence")
        return (*launch, *self.choices, "--", "run")

    async def start(self, *strace: str) -> None:
        """Start the bot, under strace where there are arguments for it, until it is ready."""
        await self.begin(*strace)
        assert self.process is not None
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = await self.process.stdout.readline()
        assert line == b"ready\n", f"it said {line!r} instead of ready\n{self.log[-2000:]}"

    async def begin(self, *strace: str) -> None:
        """Start the bot and wait for nothing. Its process is our child, traced or not."""
        under = ("strace", "-D", "-f", *strace) if strace else ()
        with self.log_file.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *under,
                *self.command,
                cwd=ROOT,
                env=self.environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self.lives += 1

    async def under(self, *command: str) -> int:
        """Run a command in this house to its end, and give its exit code."""
        with self.log_file.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        async with asyncio.timeout(PATIENCE):
            return await process.wait()

    @property
    def is_dead(self) -> bool:
        """Say whether the process has ended."""
        return self.process is None or self.process.returncode is not None

    @contextlib.asynccontextmanager
    async def attached(self, *strace: str) -> AsyncIterator[None]:
        """Trace the running bot within the block."""
        assert self.process is not None
        tracer = await asyncio.create_subprocess_exec(
            "strace", "-f", "-p", str(self.process.pid), *strace,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert tracer.stderr is not None
        async with asyncio.timeout(PATIENCE):
            said = await tracer.stderr.readline()
        assert b"attached" in said, said
        reading = asyncio.create_task(tracer.stderr.read())
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                # Interrupted, it lets go of the bot, which goes on.
                tracer.terminate()
            await tracer.wait()
            await reading

    def snapshot(self) -> Path:
        """Copy the database as a reader sees it at this moment; the bot may be running."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        # The keys last: there is none in the database that was not in their file before.
        for source in (self.database, beside(self.database)):
            with (
                closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as now,
                closing(sqlite3.connect(folder / source.name)) as copy,
            ):
                now.backup(copy)
        return folder / self.database.name


async def soon(look: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something has come true; looks fifty times a second."""
    async with asyncio.timeout(seconds):
        while True:
            if look():
                return
            await asyncio.sleep(0.02)
