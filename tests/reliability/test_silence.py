"""A line that went dead is mended or given up, and whoever may have pressed in vain is told."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from adapters.telegram.gateway import TelegramGateway
from adapters.telegram.poll import Tempo
from bot import serve
from bot.engine.presence import Presence, Rhythm, Silent
from bot.errors import Unwritable
from bot.ports.gateway import Gateway
from bot.ports.store import Store
from bot.theatre import MovableClock
from tests.e2e.house import House
from tests.e2e.people import Reader, words_shown
from tests.e2e.seats import meet, move_in
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_faults import POLL
from tests.engine.stage import Household, Stage, inhabited
from tests.engine.test_starting import TALK, content
from tests.reliability.figures import figure

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
AWAY = "I was away for a while. If a button did nothing, please press it again."
QUESTION = "How much did you trust"


@dataclass
class Ledger:
    """Of the store only what `Presence` needs. It cannot be written to ``refusals`` times."""

    seen: dict[str, datetime] = field(default_factory=dict)
    noted: list[tuple[datetime, bool]] = field(default_factory=list)
    refusals: int = 0

    async def last_heard(self, platform: str) -> datetime | None:
        return self.seen.get(platform)

    async def heard(self, platform: str, at: datetime, *, away: bool) -> None:
        if self.refusals:
            self.refusals -= 1
            raise Unwritable("full")
        self.seen[platform] = at
        self.noted.append((at, away))


@dataclass
class Line:
    """Of a gateway only when it last heard."""

    last_heard: float = 0.0
    platform: str = "telegram"


class Watched:
    """Somebody's watch, with a clock that is moved by hand."""

    def __init__(self, seen: datetime | None = None) -> None:
        self.ledger, self.line = Ledger({"telegram": seen} if seen else {}), Line()
        self.wall, self.time = MovableClock(NOON), 0.0
        self.alerts: list[str] = []
        self.woken = 0
        self.presence = self.begin()

    def begin(self) -> Presence:
        """Begin a life of the process."""
        store, line = cast("Store", self.ledger), cast("Gateway", self.line)
        return Presence(
            store, [line], self.wall, self.wake, self.alerts.append, now=lambda: self.time
        )

    def wake(self) -> None:
        self.woken += 1

    async def pass_time(self, seconds: float, *, heard: bool = True) -> None:
        """Let so much pass on both clocks, and look."""
        self.time += seconds
        self.wall.time += timedelta(seconds=seconds)
        if heard:
            self.line.last_heard = self.time
        for line in self.lines:
            await self.presence.look(line)

    async def open(self) -> "Watched":
        self.lines = await self.presence.lines()
        return self

    @property
    def absences(self) -> int:
        return sum(away for _, away in self.ledger.noted)


@pytest.mark.parametrize("row", ["R9"])
class TestAbsence:
    async def test_first_life_was_never_away(self, row: str) -> None:
        """
        Where nothing is known of an earlier life there is nothing to say.
        """
        watched = await Watched().open()

        await watched.pass_time(1)

        assert watched.ledger.noted == [(watched.wall.now(), False)]

    @pytest.mark.parametrize(("seconds", "absences"), [(110, 0), (130, 1), (-7200, 0)])
    async def test_between_two_lives(self, row: str, seconds: int, absences: int) -> None:
        """
        Two minutes count; a clock that was set back does not.
        """
        watched = await Watched(NOON - timedelta(seconds=seconds)).open()

        await watched.pass_time(1)
        await watched.pass_time(40)

        assert (watched.absences, watched.woken) == (absences, absences)

    async def test_within_one_life(self, row: str) -> None:
        """
        A network that was gone for three minutes is an absence too, and one only.
        """
        watched = await Watched().open()
        await watched.pass_time(1)

        for _ in range(18):
            await watched.pass_time(10, heard=False)
        await watched.pass_time(10)
        await watched.pass_time(10)

        assert watched.absences == 1

    async def test_a_clock_that_jumps_is_none(self, row: str) -> None:
        """
        Three days that nobody lived through are no absence.
        """
        watched = await Watched().open()
        await watched.pass_time(1)

        watched.wall.time += timedelta(days=3)
        await watched.pass_time(40)

        assert watched.absences == 0

    async def test_is_noted_now_and_then(self, row: str) -> None:
        """
        Not every look is a write: an hour has about a hundred.
        """
        watched = await Watched().open()

        for _ in range(360):
            await watched.pass_time(10)

        assert 100 <= len(watched.ledger.noted) <= 121

    async def test_waits_for_a_full_disk(self, row: str) -> None:
        """
        An absence that cannot be noted now is noted as soon as it can.
        """
        watched = await Watched(NOON - timedelta(hours=1)).open()
        watched.ledger.refusals = 3

        for _ in range(5):
            await watched.pass_time(10)

        assert watched.absences == 1


@pytest.mark.parametrize("row", ["R11"])
class TestDeadLine:
    async def test_is_told_once_and_given_up(self, row: str) -> None:
        """
        After two minutes the operator knows, after five the process ends.
        """
        watched = await Watched().open()
        await watched.pass_time(1)

        for _ in range(29):
            await watched.pass_time(10, heard=False)
        told = list(watched.alerts)
        with pytest.raises(Silent, match="telegram"):
            await watched.pass_time(20, heard=False)

        assert len(told) == 1

    async def test_that_comes_back_is_told(self, row: str) -> None:
        """
        The operator hears of the end too.
        """
        watched = await Watched().open()

        await watched.pass_time(1)
        await watched.pass_time(150, heard=False)
        await watched.pass_time(10)

        assert "heard again" in watched.alerts[1]

    async def test_comes_back_within_a_hundredth_of_the_time(
        self, server: TelegramEmulator, row: str
    ) -> None:
        """
        A poll that is never answered is given up in time; all is a hundred times as fast here.
        """
        tempo = Tempo(hold=0, patience=1.2, chance=lambda: 0.0)
        clock = MovableClock(NOON)
        gateway = TelegramGateway(
            server.token, clock, tempo=tempo,
            base_url=server.base_url, base_file_url=server.file_base_url,
        )  # fmt: skip
        rhythm = Rhythm(away=1.2, silent=1.2, dead=3.0, note=0.3, look=0.05)
        ledger = Ledger()
        presence = Presence(
            cast("Store", ledger), [gateway], clock, lambda: None, lambda _: None, rhythm
        )
        await gateway.open()
        server.faults.next(faults.hang(), method=POLL)
        began = time.monotonic()

        async def keep(_: object) -> None:
            return

        ear = asyncio.create_task(gateway.listen(keep))
        watch = asyncio.create_task(presence.run())
        async with asyncio.timeout(5):
            # Nothing rings when it is noted.
            while not any(away for _, away in ledger.noted):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        took = time.monotonic() - began
        for task in (ear, watch):
            task.cancel()
        ends = await asyncio.gather(ear, watch, return_exceptions=True)
        await gateway.close()

        assert took <= 1.5
        assert all(isinstance(end, asyncio.CancelledError) for end in ends)

    async def test_a_part_that_ends_by_itself_is_an_end(self, row: str) -> None:
        """
        A poll that was cancelled by whatever, or just returned, does not look like a farewell.
        """

        async def nothing() -> None:
            return

        cancelled = asyncio.create_task(asyncio.sleep(9))
        cancelled.cancel()
        returned = asyncio.create_task(nothing())
        await asyncio.wait([cancelled, returned])

        for task in (cancelled, returned):
            assert isinstance(serve.end_of(task, stopped=False), Silent)
            assert serve.end_of(task, stopped=True) is None

    @pytest.mark.chaos
    async def test_polls_that_are_never_answered(
        self, server: TelegramEmulator, house: House, row: str
    ) -> None:
        """
        One of them delays people by two minutes and a half at most; if none is, it ends with 70.
        """
        ana = server.user("Amparo")
        await house.start()
        await Reader(ana, {ana.id: ana.start()}).finds("Which language")
        server.faults.next(faults.hang(), method=POLL)
        await server.wait_for(lambda: server.calls[-1].method == POLL, 60)
        began = time.monotonic()
        said = ana.says("/help")
        await ana.sees("/menu shows", after=said, seconds=160)
        back = time.monotonic() - began
        server.faults.always(faults.hang(), method=POLL)
        assert house.process is not None
        code = await asyncio.wait_for(house.process.wait(), 500)

        figure("R11", "a poll that is never answered: people wait", f"{back:.0f} s", "150 s")
        figure("R11", "no poll is ever answered: exit code", str(code), "70")
        assert back <= 150
        assert code == 70


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben, who talk with a bot in the terminal."""
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


async def returns(home: Stage) -> tuple[list[str], list[str], list[str]]:
    """Let the bot come back from an absence; give what the two and their room are told of it."""
    home.look_away()
    now = home.theatre.clock.now()
    await home.theatre.parts.store.heard("terminal", now, away=True)
    await home.theatre.calm()
    return home.new("a"), home.new("b"), home.new("room")


@pytest.mark.parametrize("row", ["R9"])
class TestLine:
    async def test_comes_once_to_both(self, home: Stage, row: str) -> None:
        """
        Both have an open question, and read one line each; so they do after the next absence.
        """
        await home.says("a", "/checkin")

        assert await returns(home) == ([AWAY], [AWAY], [])
        await home.wait(minutes=5)
        assert await returns(home) == ([AWAY], [AWAY], [])

    @pytest.mark.parametrize("answers", [("7",), ("0",), ("7", "words of her own"), ()])
    async def test_says_nothing_of_who_has_answered(
        self, home: Stage, row: str, answers: tuple[str, ...]
    ) -> None:
        """
        Whatever one has answered, and how far they have come, both read the same.
        """
        await home.says("a", "/checkin")
        for one in answers:
            await home.says("a", one)

        assert await returns(home) == ([AWAY], [AWAY], [])

    async def test_is_not_said_where_nothing_is_open(self, home: Stage, row: str) -> None:
        """
        A couple between two talks hears nothing.
        """
        assert await returns(home) == ([], [], [])

    async def test_of_a_sitting_is_said_where_they_sit(self, tmp_path: Path, row: str) -> None:
        """
        What is asked in their room is spoken of there, once, and not to each of them besides.
        """
        home = await inhabited(tmp_path, Household(), content(TALK))
        await home.says("a", "/talk")

        assert await returns(home) == ([], [], [AWAY])
        await home.theatre.close()

    async def test_of_another_platform_is_not_said(self, home: Stage, row: str) -> None:
        """
        Who can have pressed nothing there is not told.
        """
        await home.says("a", "/checkin")
        home.look_away()

        await home.theatre.parts.store.heard("discord", NOON, away=True)
        await home.theatre.calm()

        assert home.new("a") + home.new("b") == []

    async def test_wakes_nobody(self, tmp_path: Path, row: str) -> None:
        """
        In quiet hours it is left unsaid, and not said in the morning either.
        """
        home = await inhabited(tmp_path, Household(quiet="19:00-8:00"))
        await home.says("a", "/checkin")
        await home.wait(hours=10)

        told = await returns(home)
        await home.wait(hours=10)

        assert told == ([], [], [])
        assert not any(AWAY in one for one in (*home.new("a"), *home.new("b")))
        await home.theatre.close()

    async def test_leaves_in_peace_who_rests(self, home: Stage, row: str) -> None:
        """
        Somebody who paused reads nothing, now or later; the other reads the same as ever.
        """
        await home.says("a", "/checkin")
        await home.says("a", "/pause")

        assert await returns(home) == ([], [AWAY], [])
        assert AWAY not in await home.says("a", "/resume")

    async def test_reaches_who_is_arriving(self, street: Stage, row: str) -> None:
        """
        Somebody in the doorway has a question open too.
        """
        await street.says("a", "/start")

        assert (await returns(street))[0] == [AWAY]


@pytest.mark.parametrize("row", ["R9"])
async def test_is_said_by_a_bot_that_was_down(
    server: TelegramEmulator, house: House, row: str
) -> None:
    """
    Killed, down for four minutes while somebody pressed, and started: one line each, and the press
    that is made again counts. A short break is no absence.
    """
    pair = meet(server)
    await move_in(house, pair)
    readers = [Reader(one) for one in pair.people]
    await house.start()
    pair.hurt.says("/checkin")
    questions = [await one.finds(QUESTION) for one in readers]
    await house.rests()
    await house.restart()
    await house.rests()
    assert not any(AWAY in words_shown(server, one) for one in pair.people)

    await house.kill()
    house.pass_time(timedelta(minutes=4))
    await house.start()
    for reader in readers:
        await reader.finds(AWAY)
    pair.hurt.presses(questions[0], "7")
    await readers[0].finds("you were glad of?")
    await house.restart()
    await house.rests()

    for one in pair.people:
        assert words_shown(server, one).count(AWAY) == 1
