"""
R21: of two processes on one database the second goes; of two on one token, one is not heard.
"""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.e2e.people import Reader
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.reliability.figures import figure
from tests.reliability.traced import soon

BUSY = 75


@pytest.fixture
async def ana(server: TelegramEmulator, house: House) -> Person:
    """Give somebody who is here, and a bot that runs."""
    ana = server.user("Amparo")
    await house.start()
    read = {ana.id: ana.start()}
    await Reader(ana, read).finds("Which language")
    await house.rests()
    return ana


class TestOneDatabase:
    @pytest.mark.chaos
    @pytest.mark.parametrize("row", ["97"], ids=["row-97-many"])
    async def test_many_at_once(self, server: TelegramEmulator, house: House, row: str) -> None:
        """
        Of many that start at the same moment one lives; killed, it is followed by another.
        """
        refused = 0
        for _ in range(10):
            await house.start()
            assert house.process is not None
            others = await asyncio.gather(*(house.runs("run") for _ in range(4)))
            assert {one.code for one in others} == {BUSY}
            for one in others:
                assert f"already running (pid {house.process.pid})" in one.said
            refused += len(others)
            await house.kill()

        figure(
            "R21", "starts beside a running bot", f"{refused} refused with 75 and its pid", "all"
        )


class TestOneToken:
    @pytest.mark.parametrize("row", ["97"], ids=["row-97-copy"])
    async def test_on_a_copy_of_the_database(
        self, tmp_path: Path, server: TelegramEmulator, house: House, ana: Person, row: str
    ) -> None:
        """
        Two databases with one token: the operator is told why, and each update is taken up once.
        """
        (tmp_path / "copy").mkdir()
        other = House(tmp_path / "copy", server, house.now)
        for file in house.photograph().parent.iterdir():
            shutil.copy(file, other.data / file.name)
        shutil.copy2(house.key_file, other.key_file)
        before = other.count("inbox")

        async with other:
            await other.start()
            await soon(lambda: "Another program uses this bot's token" in house.log + other.log)
            said = ana.says("/help")
            await Reader(ana, {ana.id: said}).finds("/menu shows")
            await server.wait_for(lambda: not server.updates.waiting)
            await house.rests()
            await other.rests()
            taken = house.count("inbox") - before, other.count("inbox") - before

        assert sorted(taken) == [0, 1]
        assert sum("/menu shows" in (one.text or "") for one in ana.chat.messages) == 1
        told = house.log.count("Another program uses") + other.log.count("Another program uses")
        assert told <= 2
