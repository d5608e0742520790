"""What happens to a running bot, and what it makes of it."""

import asyncio
import os
import signal
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.e2e.house import House
from tests.e2e.people import Reader
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_faults import POLL, Fault
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_types import JsonObject
from tests.reliability.test_start import BUSY, CONFIG, paragraph

HUGE = 2**52 + 1


async def answers(person: Person, *, new: bool = False) -> None:
    """Check that the bot still answers somebody."""
    reader = Reader(person, {person.id: person.start() if new else person.says("/help")})
    await reader.finds("Which language" if new else "/menu shows")


@pytest.fixture
async def ana(server: TelegramEmulator, house: House) -> Person:
    """Give somebody who has begun to arrive."""
    ana = server.user("Amparo")
    await house.start()
    await answers(ana, new=True)
    return ana


class TestTwoProcesses:
    @pytest.mark.parametrize("row", ["row-97-second"])
    async def test_on_one_database(self, house: House, ana: Person, row: str) -> None:
        """
        The second one names the first and goes; the first does not notice.
        """
        assert house.process is not None

        second = await house.runs("run")

        assert second.code == BUSY
        assert f"already running (pid {house.process.pid})" in paragraph(second)
        assert second.out == ""
        await answers(ana)
        assert (await house.stop()).code == 0

    @pytest.mark.parametrize("row", ["row-97-stale"])
    async def test_one_after_a_kill(self, house: House, ana: Person, row: str) -> None:
        """
        The lock of one who was killed holds nobody up.
        """
        await house.kill()
        assert house.database.with_name("mortar.db.lock").read_text().strip().isdigit()

        await house.start()

        await answers(ana)


class TestPlatform:
    @pytest.mark.parametrize("row", ["row-120"])
    async def test_revokes_the_token(
        self, server: TelegramEmulator, house: House, ana: Person, row: str
    ) -> None:
        """
        The token is worth nothing any more: it ends with 78, says so, and loses nothing.
        """
        server.revokes_token()
        # The poll under way would end by itself, in under a minute.
        await server.goes_down()
        await server.comes_up()

        ended = await house.ended()

        assert ended.code == CONFIG
        assert "revoked" in paragraph(ended)
        assert server.token not in ended.said

    @pytest.mark.parametrize(
        "fault",
        [
            pytest.param(faults.html(), id="row-114-html"),
            pytest.param(faults.half_json(), id="row-114-half-json"),
            pytest.param(faults.refusal(400, "Bad Request: no"), id="row-114-not-ok"),
            pytest.param(faults.cut(), id="row-114-cut"),
        ],
    )
    async def test_answers_nonsense(
        self, server: TelegramEmulator, house: House, ana: Person, fault: Fault
    ) -> None:
        """
        A poll that is answered with nonsense is asked again.
        """
        server.faults.next(fault, method=POLL, times=2)

        await answers(ana)

        assert house.count("inbox WHERE state <> 'done'") == 0

    async def test_is_away_for_a_while(
        self, server: TelegramEmulator, house: House, ana: Person
    ) -> None:
        """
        What was said while there was no way to it is answered afterwards.
        """
        await server.goes_down()
        said = ana.says("/help")
        await asyncio.sleep(1.0)

        await server.comes_up()

        await Reader(ana, {ana.id: said}).finds("/menu shows")

    @pytest.mark.chaos
    async def test_is_silent(self, server: TelegramEmulator, house: House, ana: Person) -> None:
        """
        A poll to which nothing is shown, whatever there is, is over in a minute; then all comes.
        """
        server.faults.next(faults.silence(), method=POLL)
        await answers(ana)
        said = ana.says("/help")

        await Reader(ana, {ana.id: said}).finds("/menu shows", seconds=70)


def message(chat: int = HUGE, /, **fields: object) -> JsonObject:
    place = {"id": chat, "type": "private", "first_name": "X"}
    return {"message": {"message_id": 1, "date": 1, "chat": place, **fields}}


def person(number: int, name: str = "X") -> JsonObject:
    return {"from": {"id": number, "is_bot": False, "first_name": name}}


ODD: Sequence[tuple[str, JsonObject]] = (
    ("unknown kind", {"telepathy": {"from": {"id": 1}, "thought": "hello"}}),
    ("no kind", {}),
    ("no sender", message(text="hello")),
    ("new fields", message(text="hello", aura={"colour": "green"})),
    ("huge user", message(text="/start", **person(HUGE))),
    ("no chat", {"message": {"message_id": 1, "date": 1, "text": "hello"}}),
    ("words for numbers", {"message": {"message_id": "x", "date": "y", "chat": "z"}}),
    ("a list", {"message": [1, 2, 3]}),
    ("nothing", {"message": None}),
    ("lone half of a sign", message(77, text="\ud800", **person(77, "\ud800"))),
    ("press without data", {"callback_query": {"id": "1", "chat_instance": "1", **person(5)}}),
)  # fmt: skip


class TestUpdates:
    @pytest.mark.parametrize("row", ["row-113"])
    async def test_that_are_odd_do_not_stop_it(
        self, server: TelegramEmulator, house: House, ana: Person, row: str
    ) -> None:
        """
        Whatever comes is passed over or answered, asked for once, and the next message goes on.
        """
        for _, body in ODD:
            server.injects(body)

        await answers(ana)

        odd = [update for update in server.ledger if update.kind == "injected"]
        assert all(update.confirmed is not None for update in odd)
        assert all(len(update.delivered) == 1 for update in odd)
        await house.rests()
        assert house.count("inbox WHERE state <> 'done'") == 0
        assert (await house.stop()).code == 0
        assert "hello" not in house.log


class TestClock:
    @pytest.mark.parametrize(
        "length",
        [
            pytest.param(timedelta(hours=-2), id="row-110-back"),
            pytest.param(timedelta(days=3), id="row-110-on"),
        ],
    )
    async def test_that_jumps(self, house: House, ana: Person, length: timedelta) -> None:
        """
        The conversation goes on.
        """
        house.pass_time(length)

        await answers(ana)

    async def test_that_cannot_be_read(self, house: House, ana: Person) -> None:
        """
        An odd clock file changes nothing.
        """
        house.clock_file.write_text("half past")

        await answers(ana)

    @pytest.mark.parametrize("row", ["row-103"])
    async def test_that_stood_still(self, house: House, ana: Person, row: str) -> None:
        """
        A process that was stopped and continued goes on.
        """
        assert house.process is not None
        os.kill(house.process.pid, signal.SIGSTOP)
        said = ana.says("/help")
        await asyncio.sleep(0.5)

        os.kill(house.process.pid, signal.SIGCONT)

        await Reader(ana, {ana.id: said}).finds("/menu shows")
