"""
R22, R23: a full disk costs time and nothing else; one that fails ends the process before it lies.

A disk is filled by strace, which lets every write fail with ENOSPC, or by a file on a small file
system in memory, where that may be mounted.
"""

import asyncio
import contextlib
import itertools
import os
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.store.sql.ballast import ROOM, Ballast
from bot.store.sql.store import open_store
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.reliability.figures import figure
from tests.reliability.scene import Chapters, Died, hurt, scene
from tests.reliability.traced import Traced, needs_strace, soon

IO = 74
ANSWER = "/menu shows"
FULL = ("-e", "trace=pwrite64,fallocate", "-e", "inject=pwrite64,fallocate:error=ENOSPC")
MIB = 1 << 20
MOST_UNHEEDED = 4
"""
SQLite itself does not heed it where a folder cannot be synced; so many times in a row there was
nothing to sync any more.
"""
AT_MOST = 10.0
"""Seconds after which everything is answered once there is room again."""


class Chatter:
    """Somebody who asks for help again and again, and a bot whose disk may be full."""

    def __init__(self, house: Traced, person: Person) -> None:
        self.house = house
        self.person = person
        self.asked = 0
        self.waits: list[float] = []

    @property
    def answers(self) -> int:
        """Count the answers so far."""
        return sum(ANSWER in (one.text or "") for one in self.person.chat.messages)

    def asks(self) -> None:
        """Ask."""
        self.person.says("/help")
        self.asked += 1

    async def is_answered(self) -> None:
        """Wait until all that was asked is answered."""
        await soon(lambda: self.house.is_dead or self.answers >= self.asked)
        assert not self.house.is_dead, self.house.log[-2000:]

    async def cycle(self, full: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        """Ask while the disk is full; nothing is said until there is room, and then all."""
        complaints = self.complaints
        before = self.answers
        async with full():
            self.asks()
            self.asks()
            await soon(lambda: self.house.is_dead or self.complaints > complaints)
            assert self.answers == before
        began = time.monotonic()
        await self.is_answered()
        self.waits.append(time.monotonic() - began)
        await soon(lambda: self.house.log.count("is written to again") == len(self.waits))

    @property
    def complaints(self) -> int:
        """Count the lines in the log that say that nothing can be written."""
        return self.house.log.count("health: nothing can be written")

    async def check(self, cycles: int) -> None:
        """Look at what is left: one life, one line a time, each question answered once."""
        assert self.house.lives == 1
        assert self.complaints == cycles
        assert self.answers == self.asked
        assert (await self.house.stop()).code == 0
        assert self.house.count("inbox WHERE state <> 'done'") == 0


@contextlib.asynccontextmanager
async def chatter(folder: Path, *choices: str, disk: int | None = None) -> AsyncIterator[Chatter]:
    """Let somebody in; ``disk`` is the size of a disk of its own for the database."""
    async with TelegramEmulator() as server, Traced(folder, server, choices=choices) as house:
        with small_disk(house.data, disk) if disk else contextlib.nullcontext():
            ana = server.user("Amparo")
            await house.start()
            ana.start()
            found = Chatter(house, ana)
            found.asks()
            await found.is_answered()
            yield found


@needs_strace
class TestFull:
    async def test_three_times(self, tmp_path: Path) -> None:
        """
        While nothing can be written nothing is answered; afterwards everything is, once.
        """
        async with chatter(tmp_path, "--brisk", "--pause", "0.3") as play:
            for _ in range(3):
                await play.cycle(lambda: play.house.attached("-o", "/dev/null", *FULL))

            await play.check(3)
            assert max(play.waits) < AT_MOST

    @pytest.mark.chaos
    @pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
    async def test_a_hundred_times(self, tmp_path: Path, journal: str) -> None:
        """
        The same, with the pauses that there really are.
        """
        async with chatter(tmp_path, "--brisk", "--journal", journal) as play:
            for _ in range(100):
                await play.cycle(lambda: play.house.attached("-o", "/dev/null", *FULL))

            await play.check(100)
        waits = sorted(play.waits)
        figure(
            "R22",
            f"cycles of a full disk, {journal}",
            f"100: 0 of {play.asked} lost, back after {waits[50]:.1f} s (median), "
            f"{waits[-1]:.1f} s (worst), 1 line each, 0 restarts",
            "100: 0 lost, back within 10 s",
        )
        assert waits[-1] < AT_MOST


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """Mount a file system of this size; skip the test where that may not be done."""
    options = f"size={size},mode=700"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted by this account")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def room(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


class TestSmallDisk:
    def test_ballast(self, tmp_path: Path) -> None:
        """
        What is held is given up at once, and held again only where there is room besides.
        """
        with small_disk(tmp_path, 24 * MIB):
            ballast = Ballast(tmp_path, 12 * MIB)
            assert room(tmp_path) <= 12 * MIB

            ballast.spend()
            assert room(tmp_path) > 23 * MIB
            assert ballast.spent
            (tmp_path / "filler").write_bytes(bytes(10 * MIB))
            assert room(tmp_path) < 12 * MIB + ROOM
            assert not ballast.lay()

            (tmp_path / "filler").unlink()
            assert ballast.lay()
            assert room(tmp_path) <= 12 * MIB
            ballast.close()
            assert list(tmp_path.iterdir()) == []

    def test_ballast_where_there_is_no_room(self, tmp_path: Path) -> None:
        """
        It does not take the last there is.
        """
        with small_disk(tmp_path, 13 * MIB):
            ballast = Ballast(tmp_path, 12 * MIB)

            assert room(tmp_path) > 12 * MIB
            assert not ballast.spent
            ballast.close()

    @pytest.mark.parametrize("row", ["98"], ids=["row-98-full"])
    def test_is_too_small_to_start(self, tmp_path: Path, row: str) -> None:
        """
        With too little room it does not start, says how much there is, and writes nothing.
        """
        with small_disk(tmp_path, 20 * MIB):
            free = room(tmp_path)

            with pytest.raises(ConfigError, match=f"{free:,} bytes are free"):
                open_store(f"sqlite:///{tmp_path}/mortar.db", bytes(range(32)))
            assert list(tmp_path.iterdir()) == []

    @pytest.mark.chaos
    async def test_is_filled_a_hundred_times(self, tmp_path: Path) -> None:
        """
        On a disk that is really full, what was begun is finished in the room that was held.
        """
        async with chatter(tmp_path, "--brisk", disk=64 * MIB) as play:
            for _ in range(100):
                await play.cycle(lambda: filled(play.house.data))

            await play.check(100)
            waits = sorted(play.waits)
        figure(
            "R22",
            "cycles of filling a small disk",
            f"100: 0 of {play.asked} lost, back after {waits[50]:.1f} s (median), "
            f"{waits[-1]:.1f} s (worst)",
            "100: 0 lost, back within 10 s",
        )
        assert waits[-1] < AT_MOST


@contextlib.asynccontextmanager
async def filled(folder: Path) -> AsyncIterator[None]:
    """Fill a disk to the last byte, again and again, as whatever fills disks does."""

    async def fill() -> None:
        while True:
            with contextlib.suppress(OSError), filler.open("ab") as file:
                while True:
                    file.write(bytes(MIB // 4))
                    file.flush()
            await asyncio.sleep(0.02)

    filler = folder / "filler"
    filling = asyncio.create_task(fill())
    try:
        await asyncio.sleep(0.1)
        yield
    finally:
        filling.cancel()
        filler.unlink()


@needs_strace
class TestFailing:
    async def test_sync_fails(self, tmp_path: Path) -> None:
        """
        After a sync that failed nothing is believed: the process ends, and the next one knows all.
        """
        async with scene(tmp_path) as play:
            assert await hurt(play, "fdatasync", 20, "error=EIO") == IO
            assert play.report().wrong == ()
            assert "Traceback" not in play.house.log

    @pytest.mark.chaos
    @pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
    async def test_every_sync_fails(self, tmp_path: Path, journal: str) -> None:
        """
        Whichever it is.
        """
        codes: list[int] = []
        lasted: list[float] = []
        unheeded = 0
        wrong: dict[int, object] = {}
        async with Chapters(tmp_path, "--journal", journal) as chapters:
            for number in itertools.count(1):
                play = await chapters.next()
                try:
                    code = await hurt(play, "fdatasync", number, "error=EIO")
                    found: object = play.report().wrong
                except (Died, TimeoutError) as exc:
                    code, found = 0, repr(exc)
                unheeded = unheeded + 1 if code is None else 0
                if unheeded == MOST_UNHEEDED:
                    break
                if code is None:
                    continue
                codes.append(code)
                lasted.append(play.lasted)
                if found or code != IO:
                    wrong[number] = (code, found)
                    await chapters.close()

        figure(
            "R23",
            f"syncs that failed, {journal}",
            f"{len(codes)}: exit 74 after {codes.count(IO)}, at most "
            f"{max(lasted):.1f} s after the scene began; {len(wrong)} violated",
            "all: exit 74 at once, 0 lost",
        )
        assert wrong == {}
        assert len(codes) > 10
