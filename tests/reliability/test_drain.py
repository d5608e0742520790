"""Asked to end, the bot finishes what it has begun, in time; asked twice, it goes at once."""

import asyncio
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.e2e.people import Reader
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.reliability.checker import Report, check
from tests.reliability.figures import figure
from tests.reliability.loop import Loop, loop

LONGEST = 10.0
SHORT, LONG = 5, 200
AGAIN = ("copies that arrived twice", "letters sent again")


async def drained(run: Loop, cycles: int) -> tuple[Report, float]:
    """Ask it to end at any moment, so many times; give what was found, and the longest farewell."""
    longest = 0.0
    for _ in range(cycles):
        await run.start()
        await asyncio.sleep(run.chance.uniform(0.0, 0.5))
        ended = await run.house.stop()
        assert ended.code == 0
        assert run.house.count("letters WHERE state = 'away'") == 0
        longest = max(longest, ended.seconds)
        run.next_week()
    return check(await run.end()), longest


async def asked_twice(run: Loop, cycles: int) -> Report:
    """Ask it twice, so many times, a moment apart."""
    for _ in range(cycles):
        await run.start()
        await asyncio.sleep(run.chance.uniform(0.0, 0.5))
        process = run.house.process
        assert process is not None
        process.terminate()
        await asyncio.sleep(run.chance.uniform(0.0, 0.05))
        if process.returncode is None:
            process.terminate()
        assert await asyncio.wait_for(process.wait(), LONGEST) == 0
        await run.killer.strike()
        run.next_week()
    return check(await run.end())


@pytest.mark.parametrize("row", ["R20"])
class TestUnderLoad:
    async def test_nothing_is_lost_and_nothing_comes_twice(self, tmp_path: Path, row: str) -> None:
        """
        Ended at any moment of a busy evening, it is through in time and leaves no letter open.
        """
        async with loop(tmp_path, couples=3, seed=5, bad=False) as run:
            report, longest = await drained(run, SHORT)

        assert report.wrong == ()
        assert [report.figures[name] for name in AGAIN] == [0, 0]
        assert longest < LONGEST

    @pytest.mark.chaos
    async def test_two_hundred_times(self, tmp_path: Path, row: str) -> None:
        """
        The same two hundred times; the figures are printed.
        """
        async with loop(tmp_path, couples=8, seed=6, bad=False) as run:
            report, longest = await drained(run, LONG)

        copies = sum(report.figures[name] for name in AGAIN)
        updates = report.figures["updates"]
        what = f"{LONG} SIGTERM cycles, {updates:,} updates"
        figure("R20", f"{what}: violations", str(len(report.wrong)), "0")
        figure("R20", f"{what}: letters sent twice", str(copies), "0")
        figure("R20", f"{what}: longest farewell", f"{longest:.1f} s", "10 s")
        assert (report.wrong, copies) == ((), 0)
        assert longest < LONGEST

    @pytest.mark.chaos
    async def test_asked_twice_is_safe(self, tmp_path: Path, row: str) -> None:
        """
        Who cannot wait loses nothing either; what was on its way may come a second time.
        """
        async with loop(tmp_path, couples=8, seed=7, bad=False) as run:
            report = await asked_twice(run, 50)

        figure("R20", "50 times two signals: violations", str(len(report.wrong)), "0")
        assert report.wrong == ()


@pytest.mark.parametrize("row", ["R20"])
class TestWhileALetterHangs:
    async def test_is_not_waited_for_longer_than_there_is_time(
        self, server: TelegramEmulator, house: House, row: str
    ) -> None:
        """
        An answer that never comes is left behind in the end, and the letter goes again.
        """
        reader = await hanging(server, house)

        ended = await house.stop()

        assert ended.code == 0
        assert ended.seconds < LONGEST
        await house.start()
        await reader.finds("/menu shows")

    async def test_a_second_signal_is_obeyed_at_once(
        self, server: TelegramEmulator, house: House, row: str
    ) -> None:
        """
        It ends without waiting, and after the next start nothing is missing.
        """
        reader = await hanging(server, house)
        assert house.process is not None
        house.process.terminate()
        await asyncio.sleep(0.3)

        ended = await house.stop()

        assert ended.code == 0
        assert ended.seconds < 1.0
        await house.start()
        await reader.finds("/menu shows")


async def hanging(server: TelegramEmulator, house: House) -> Reader:
    """Let somebody ask something, and the answer hang on its way to Telegram."""
    ana = server.user("Amparo")
    await house.start()
    reader = Reader(ana, {ana.id: ana.start()})
    await reader.finds("Which language")
    server.faults.next(faults.hang(), method="sendMessage")
    ana.says("/help")
    await server.wait_for(lambda: not server.updates.waiting)
    await asyncio.sleep(0.3)
    return reader
