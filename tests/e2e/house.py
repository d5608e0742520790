"""
One installation of Mortar in a folder of its own, run and ended as operators and accidents do it.

The bot is another process (``python -m bot run``), ended by its process id and by nothing else.
Its clock is a file, so that a week does not take a week.
"""

import asyncio
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.store.sql.keystore import beside
from bot.store.vault import create_master_key, read_master_key
from tests.emulators.telegram import TelegramEmulator

ROOT = Path(__file__).resolve().parents[2]
MORTAR = (sys.executable, "-m", "bot")
START = datetime(2026, 11, 25, 9, tzinfo=UTC)
"""A Wednesday, ten in the morning in Madrid: far from every fixed time of a flow."""
OPERATOR = "Casa Abierta"
PATIENCE = 30.0
FAREWELL = 15.0
WAITING = "inbox WHERE state = 'new'"
UNSENT = "letters WHERE state IN ('waiting', 'away')"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, and what it wrote to either side."""

    code: int
    out: str
    said: str
    seconds: float


class House:
    """
    A folder with key, database, clock and log, and the process that serves it.

    ``start`` is what its clock shows now. Leaving the block kills the process if it still runs.
    """

    def __init__(
        self, folder: Path, server: TelegramEmulator | None = None, start: datetime = START
    ) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.key_file = folder / "mortar.key"
        self.clock_file = folder / "clock"
        self.log_file = folder / "log"
        self.process: asyncio.subprocess.Process | None = None
        self.lives = 0
        self.environment = _bare() | {
            "MORTAR_CONFIG": str(folder / "mortar.yaml"),
            "MORTAR_DATA_DIR": str(self.data),
            "MORTAR_MASTER_KEY_FILE": str(self.key_file),
            # Beside the database, so that whoever copies a house copies it whole.
            "MORTAR_MASTER_KEY_STORE": str(beside(self.database)),
            "MORTAR_CLOCK": str(self.clock_file),
            "MORTAR_LOG_LEVEL": "debug",
        }
        if server is not None:
            self.environment |= {
                "MORTAR_TELEGRAM_TOKEN": server.token,
                "MORTAR_TELEGRAM_BASE_URL": server.base_url,
                "MORTAR_TELEGRAM_FILE_BASE_URL": server.file_base_url,
            }
        self._offset = timedelta(0)
        self.data.mkdir(mode=0o700)
        (folder / "mortar.yaml").write_text(f"operator:\n  name: {OPERATOR}\n", "utf-8")
        self.set_clock(start)

    async def __aenter__(self) -> Self:
        if not self.key_file.exists():
            create_master_key(self.key_file)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process is not None:
            await self.kill()

    @property
    def database(self) -> Path:
        """Give the database's file."""
        return self.data / "mortar.db"

    @property
    def url(self) -> str:
        """Give the database's address."""
        return f"sqlite:///{self.database}"

    @property
    def key(self) -> bytes:
        """Give the master key."""
        return read_master_key(self.key_file)

    @property
    def log(self) -> str:
        """Give all that its processes wrote to standard error."""
        return self.log_file.read_text("utf-8") if self.log_file.exists() else ""

    # The process

    async def start(self) -> None:
        """Start the bot and wait until it is ready."""
        with self.log_file.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *MORTAR,
                "run",
                cwd=ROOT,
                env=self.environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self.process = process
        self.lives += 1
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = await process.stdout.readline()
        assert line == b"ready\n", f"it said {line!r} instead of ready\n{self.log}"

    async def kill(self) -> None:
        """Kill -9."""
        process = self._taken()
        if process.returncode is None:
            process.kill()
        await process.wait()

    async def restart(self) -> None:
        """Kill it and start it again."""
        await self.kill()
        await self.start()

    async def stop(self) -> Ended:
        """Ask it to end (SIGTERM), and wait until it has."""
        process = self._taken()
        process.terminate()
        return await self._end_of(process)

    async def ended(self) -> Ended:
        """Wait until it ends by itself."""
        return await self._end_of(self._taken())

    async def runs(self, *arguments: str, **environment: str) -> Ended:
        """Run a command to its end, with more or other variables; an empty one is taken away."""
        given = {**self.environment, **environment}
        began = asyncio.get_running_loop().time()
        process = await asyncio.create_subprocess_exec(
            *MORTAR,
            *arguments,
            cwd=ROOT,
            env={name: value for name, value in given.items() if value},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(PATIENCE):
                out, said = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        seconds = asyncio.get_running_loop().time() - began
        return Ended(process.returncode or 0, out.decode(), said.decode(), seconds)

    # The clock

    def set_clock(self, moment: datetime) -> None:
        """Let the clock show a moment, and go on from there."""
        self._offset = moment - datetime.now(UTC)
        self._write_clock()

    def pass_time(self, length: timedelta) -> None:
        """Let time pass at once."""
        self._offset += length
        self._write_clock()

    @property
    def now(self) -> datetime:
        """Tell the time as the bot sees it."""
        return datetime.now(UTC) + self._offset

    # What lies on the disk

    def photograph(self) -> Path:
        """Copy the database as it lies there at this moment; give the copy's file."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        for file in self.data.glob("mortar.db*"):
            if not file.name.endswith(".lock"):
                shutil.copy(file, folder / file.name)
        return folder / self.database.name

    def count(self, what: str) -> int:
        """Count rows: ``count("letters WHERE state = 'away'")``. The bot may be running."""
        return int(self.column(f"count(*) FROM {what}")[0])

    def column(self, what: str) -> list[str]:
        """Read one column: ``column("state FROM inbox")``. The bot may be running."""
        if self.process is not None:
            return _column(f"file:{self.database}?mode=ro", what)
        copy = self.photograph()
        try:
            return _column(f"file:{copy}", what)
        finally:
            shutil.rmtree(copy.parent)

    async def rests(self, seconds: float = PATIENCE) -> None:
        """Wait until nothing waits to be taken up or sent."""
        await until(lambda: not self.count(WAITING) + self.count(UNSENT), seconds)

    def _write_clock(self) -> None:
        fresh = self.clock_file.with_suffix(".new")
        fresh.write_text(f"{self._offset.total_seconds():.3f}", "utf-8")
        fresh.replace(self.clock_file)

    def _taken(self) -> asyncio.subprocess.Process:
        assert self.process is not None, "nothing runs"
        process, self.process = self.process, None
        return process

    async def _end_of(self, process: asyncio.subprocess.Process) -> Ended:
        began = asyncio.get_running_loop().time()
        assert process.stdout is not None
        try:
            async with asyncio.timeout(FAREWELL):
                out = await process.stdout.read()
                code = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        seconds = asyncio.get_running_loop().time() - began
        return Ended(code, out.decode(), self.log, seconds)


async def until(look: Callable[[], bool], seconds: float) -> None:
    """Wait until something that rings no bell has come true; looks ten times a second."""
    async with asyncio.timeout(seconds):
        while True:
            if look():
                return
            await asyncio.sleep(0.1)


def _column(database: str, what: str) -> list[str]:
    with closing(sqlite3.connect(database, uri=True, timeout=PATIENCE)) as file:
        return [str(value) for (value,) in file.execute(f"SELECT {what}")]


def _bare() -> dict[str, str]:
    """Give this process's environment without anybody's settings for Mortar."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MORTAR_")}
