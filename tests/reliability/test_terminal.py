"""
Row 103: the terminal goes away, with the signal that says so, and the bot stays.

(A process that is stopped and continued is in `test_life`.)
"""

import asyncio
import os
import pty
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.house import PATIENCE, ROOT, House
from tests.e2e.people import Reader
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person

IN_A_TERMINAL = """
import fcntl, os, runpy, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.argv = ["mortar", "run"]
runpy.run_module("bot", run_name="__main__")
"""


async def answers(person: Person, said: str = "/help", words: str = "/menu shows") -> None:
    reader = Reader(person, {person.id: person.says(said)})
    await reader.finds(words)


class TestHangup:
    @pytest.mark.parametrize("row", ["103"], ids=["row-103-terminal"])
    async def test_terminal_is_closed(
        self, tmp_path: Path, server: TelegramEmulator, house: House, row: str
    ) -> None:
        """
        Whoever started it logs out: there is nobody to write to any more, and it goes on; what
        SIGHUP means besides, to look at the flows again, interrupts nothing.
        """
        ana = server.user("Amparo")
        outside, inside = pty.openpty()
        house.process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", IN_A_TERMINAL, cwd=ROOT, env=house.environment,
            stdin=inside, stdout=inside, stderr=inside,
        )  # fmt: skip
        os.close(inside)
        await asyncio.to_thread(until_ready, outside)
        ana.start()
        await answers(ana)

        os.close(outside)

        await asyncio.sleep(0.5)
        house.process.send_signal(signal.SIGHUP)
        await answers(ana)
        house.process.terminate()
        async with asyncio.timeout(PATIENCE):
            assert await house.process.wait() == 0


def until_ready(terminal: int) -> None:
    seen = b""
    while b"ready\r\n" not in seen:
        seen += os.read(terminal, 4096)
