"""The press's own process: there while there is work, and nobody's trouble but its own."""

import asyncio
import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest

from bot.model.sketches import Brief, Progress, write
from bot.ports.press import Unmade
from bot.press.apart import OwnProcess
from tests.press.shipped import words
from tests.press.test_photo import opened, taken

ROOT = Path(__file__).parents[2]
PICTURE = Progress(date(2026, 8, 31), (40, 60), (2.0, 3.0))
LETTER = "Canary: a line for nobody else."
PAPER = Brief(date(2026, 11, 23), (("who", (LETTER,)),))
PATIENCE = 10.0


@pytest.fixture
async def press() -> AsyncIterator[OwnProcess]:
    """A press that nobody has used yet."""
    press = OwnProcess()
    yield press
    await press.close()


async def paper(press: OwnProcess) -> bytes:
    """Have a small paper made."""
    made = await press.make(write(PAPER), words("en", PAPER.words), "en")
    return made.body


def number(press: OwnProcess) -> int:
    """Give the process that works."""
    assert press.program is not None
    return press.program.pid


def there(process: int) -> bool:
    """Say whether a process runs."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def surroundings(process: int) -> bytes:
    """Give what a process was started with."""
    return Path(f"/proc/{process}/environ").read_bytes()


async def until(look: Callable[[], bool]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(PATIENCE):
        # Another process does it, and tells nobody.
        while not look():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class TestWork:
    async def test_pictures_papers_and_photos(self, press: OwnProcess) -> None:
        """One process makes them all, and what libraries print is not among its answers."""
        assert press.program is None

        picture = await press.make(write(PICTURE), words("en", PICTURE.words), "en")
        first = number(press)
        made = await press.make(write(PAPER), words("de", PAPER.words), "de")
        photo = await press.clean(taken())

        assert (picture.name, picture.body[:4], picture.is_picture) == (
            "weeks.png", b"\x89PNG", True,
        )  # fmt: skip
        assert (made.name, made.body[:5], made.is_picture) == ("notes.pdf", b"%PDF-", False)
        assert opened(photo).size == (400, 300)
        assert number(press) == first

    async def test_letters_without_a_font_come_as_text(self, press: OwnProcess) -> None:
        sketch = Brief(PAPER.on, (("who", ("我们在一起",)),))

        made = await press.make(write(sketch), words("en", sketch.words), "en")

        assert made.name == "notes.txt"
        assert "我们在一起" in made.body.decode()

    async def test_all_at_once_get_their_own(self, press: OwnProcess) -> None:
        """They wait for each other, and nothing is mixed up."""
        sizes = [(20 + 10 * at, 30) for at in range(6)]

        photos = await asyncio.gather(*[press.clean(taken(size)) for size in sizes])

        assert [opened(one).size for one in photos] == sizes

    @pytest.mark.parametrize("reference", ["drawn:", "drawn:[]", 'drawn:["progress"]', "x"])
    async def test_what_cannot_be_made(self, press: OwnProcess, reference: str) -> None:
        """It is said so, without anybody's words, and the next thing is made."""
        with pytest.raises(Unmade) as refused:
            await press.make(reference + LETTER, {}, "en")

        assert "Canary" not in str(refused.value)
        assert refused.value.__cause__ is None
        assert (await paper(press)).startswith(b"%PDF")


class TestLife:
    async def test_ends_when_idle(self, press: OwnProcess) -> None:
        press.idle = 0.05
        await paper(press)
        first = number(press)

        await until(lambda: not there(first))

        assert press.program is None
        await paper(press)
        assert number(press) != first

    async def test_stays_while_there_is_work(self, press: OwnProcess) -> None:
        """The minute counts from the last piece of work, also while the next one takes longer."""
        press.idle = 0.3
        await paper(press)
        first = number(press)

        for _ in range(4):
            await asyncio.sleep(0.15)
            await paper(press)

        assert number(press) == first

    async def test_killed_in_the_middle(self, press: OwnProcess) -> None:
        """One piece of work is lost, and said to be; the next one has a new process."""
        await paper(press)
        work = asyncio.create_task(press.clean(taken((4000, 4000))))
        await asyncio.sleep(0.02)
        os.kill(number(press), signal.SIGKILL)

        with pytest.raises(Unmade):
            await work

        assert (await paper(press)).startswith(b"%PDF")

    async def test_killed_while_idle(self, press: OwnProcess) -> None:
        await paper(press)
        os.kill(number(press), signal.SIGKILL)
        program = press.program
        assert program is not None
        await program.wait()

        assert (await paper(press)).startswith(b"%PDF")

    async def test_nobody_waits_any_longer(self, press: OwnProcess) -> None:
        """What somebody gave up is not the answer to the next."""
        await paper(press)
        work = asyncio.create_task(press.clean(taken((3000, 3000))))
        await asyncio.sleep(0.02)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

        assert (await paper(press)).startswith(b"%PDF")

    async def test_ends_with_the_bot(self) -> None:
        """Also with one that was killed."""
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-c", BOT, cwd=ROOT, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        assert bot.stdout is not None
        press = int(await bot.stdout.readline())
        assert there(press)

        bot.kill()
        await bot.wait()

        await until(lambda: not there(press))

    def test_a_piece_of_work_has_an_end(self) -> None:
        """One that hangs in a library ends its process, and so the bot hears of it."""
        order = json.dumps({"clean": base64.b64encode(b"x").decode()}).encode() + b"\n"

        ended = subprocess.run(
            [sys.executable, "-c", HANGING], cwd=ROOT, input=order, capture_output=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip

        assert ended.returncode == -signal.SIGALRM
        assert ended.stdout == b""


BOT = """
import asyncio
from bot.press.apart import OwnProcess
from tests.press.test_photo import taken

async def main():
    press = OwnProcess()
    await press.clean(taken())
    print(press.program.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""

HANGING = """
import time
from bot.press import worker

worker.LONGEST = 0.3
worker.do = lambda order: time.sleep(60)
worker.main()
"""

LOADED = """
import sys
import bot.serve
import bot.press.apart

heavy = {"matplotlib", "numpy", "PIL", "typst", "bot.press.lines", "bot.press.paper"}
print(sorted(heavy & set(sys.modules)))
"""


class TestApart:
    def test_a_bot_that_draws_nothing_loads_nothing(self) -> None:
        found = subprocess.run(
            [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, check=True, text=True
        )

        assert found.stdout.strip() == "[]"

    async def test_knows_no_secret(
        self, press: OwnProcess, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever a photo might make it do, there is no key and no token to be had."""
        monkeypatch.setenv("MORTAR_TELEGRAM_TOKEN", "canary")
        await paper(press)

        around = surroundings(number(press))

        assert b"canary" not in around
        assert b"MORTAR" not in around

    async def test_gives_way(self, press: OwnProcess) -> None:
        await paper(press)

        assert os.getpriority(os.PRIO_PROCESS, number(press)) >= 10
