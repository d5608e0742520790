"""Bringing letters: what the platform may answer, and what becomes of them."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from adapters.terminal.gateway import PLATFORM, TerminalGateway
from bot.engine.deliver import GRACE
from bot.errors import DeliveryError, Moved, Refused, TryLater, Uncertain, Unreachable, Unwritable
from bot.model.address import Reach
from bot.model.ids import LetterId
from bot.ports.letters import Letter
from bot.theatre import ROOM
from tests.engine.stage import Household, inhabited
from tests.engine.stage import Stage as House

MENU = "What would you like to do?"
AGAIN = "(Sending again, in case the first copy did not arrive.)"


@dataclass
class Line(TerminalGateway):
    """
    A platform with moods: each letter to a chat meets the next of that chat's answers.

    ``arrives`` says whether a letter whose answer is lost is shown all the same.
    """

    answers: dict[str, list[DeliveryError]] = field(default_factory=dict)
    arrives: bool = True
    tried: int = 0

    async def send(self, letter: Letter) -> str:
        self.tried += 1
        waiting = self.answers.get(letter.address.chat)
        trouble = waiting.pop(0) if waiting else None
        if trouble is not None and not (isinstance(trouble, Uncertain) and self.arrives):
            raise trouble
        message = await super().send(letter)
        if trouble is not None:
            raise trouble
        return message


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """A couple whose platform has moods."""
    house = await inhabited(tmp_path, Household())
    old = house.theatre.gateway
    new = Line(old.clock, old.names, old.shown, old.noticed, chats=old.chats, numbers=old.numbers)
    house.theatre.gateway = new
    house.theatre.parts.delivery.gateways = {PLATFORM: new}
    yield house
    await house.theatre.close()


def line(home: House) -> Line:
    gateway = home.theatre.gateway
    assert isinstance(gateway, Line)
    return gateway


def meets(home: House, *answers: DeliveryError, chat: str = "a") -> None:
    """Say what the next letters to a chat meet."""
    line(home).answers[chat] = list(answers)


async def counts(home: House) -> int:
    found = await home.theatre.parts.store.counts()
    return found["letters"]


class TestTrouble:
    async def test_try_later(self, home: House) -> None:
        """Nothing goes before the platform's time is over; only that chat waits."""
        meets(home, TryLater(30))
        await home.says("a", "/menu")
        at_once = home.new("a")
        other = await home.says("b", "/menu")
        await home.wait(seconds=29)
        early = home.new("a")

        await home.wait(seconds=1)

        assert (at_once, other, early) == ([], MENU, [])
        assert home.new("a") == [MENU]

    async def test_try_later_keeps_the_order(self, home: House) -> None:
        """What was said later waits behind what waits."""
        meets(home, TryLater(30))
        await home.says("a", "/menu")
        await home.says("a", "/help")

        await home.wait(seconds=30)

        assert [one.split()[0] for one in home.new("a")] == ["What", "I"]

    async def test_try_later_everywhere(self, home: House) -> None:
        """When the platform asks all for patience, nobody is written to."""
        meets(home, TryLater(30, everywhere=True))
        await home.says("a", "/menu")

        told = await home.says("b", "/menu")

        assert told == ""
        assert line(home).tried == 1

    @pytest.mark.parametrize("arrives", [True, False])
    async def test_uncertain(self, home: House, arrives: bool) -> None:
        """When nobody knows whether it arrived, it goes once more and says so."""
        line(home).arrives = arrives
        meets(home, Uncertain("the line broke"))

        told = await home.says("a", "/menu")
        await home.wait(seconds=5)

        assert told == (MENU if arrives else "")
        assert home.new("a") == [f"{AGAIN}\n{MENU}"]

    async def test_what_an_earlier_life_left_waits_a_moment(self, home: House) -> None:
        """The platform may have asked for patience as that one died; this one cannot know."""
        await home.says("a", "/menu")
        await home.theatre.close()
        with closing(sqlite3.connect(home.folder / "mortar.db")) as database, database:
            database.execute(
                "UPDATE letters SET state = 'away', over = NULL"
                " WHERE id = (SELECT max(id) FROM letters)"
            )
        await home.restart()
        home.look_away()

        await home.theatre.calm()
        assert home.new("a") == []
        home.theatre.parts.delivery.began -= GRACE
        await home.wait(seconds=2)

        assert home.new("a") == [f"{AGAIN}\n{MENU}"]

    async def test_uncertain_again_and_again(self, home: House) -> None:
        """It is tried until it is known to have arrived, ever more slowly."""
        line(home).arrives = False
        meets(home, *[Uncertain("the line broke") for _ in range(4)])

        await home.says("a", "/menu")
        await home.wait(minutes=2)

        assert home.new("a") == [f"{AGAIN}\n{MENU}"]
        assert line(home).tried == 5

    @pytest.mark.parametrize("arrives", [True, False])
    async def test_uncertain_press_counts_once(self, home: House, arrives: bool) -> None:
        """Both copies carry the same buttons, so that either is the one answer."""
        line(home).arrives = arrives
        meets(home, Uncertain("the line broke"))
        await home.says("a", "/checkin")
        await home.wait(seconds=5)
        tokens = {
            button.token
            for message in home.shown("a")
            for button in message.buttons
            if "How much did you trust" in message.text and button.label == "7"
        }

        await home.presses("a", next(iter(tokens)))

        assert len(tokens) == 1
        assert home.told("a").startswith("What is one thing Ben did")

    async def test_refused(self, home: House) -> None:
        """What the platform never takes is given up, and the operator is told without words."""
        meets(home, Refused("the text is too long"))

        await home.says("a", "/menu")
        told = await home.says("a", "/help")

        assert home.notices == ["a letter was refused by terminal: the text is too long"]
        assert "findahelpline.com" in told
        assert await counts(home) == 0

    async def test_moved(self, home: House) -> None:
        """A room that moved is followed at once, and what waits goes along."""
        meets(home, Moved("super"), chat=ROOM)

        await home.says("a", "/checkin")

        assert home.new(ROOM) == []
        assert home.told("super").startswith("It is check-in time.")

    async def test_unreachable_person(self, home: House) -> None:
        """Who blocked us is not tried again; the other is told nothing."""
        meets(home, Unreachable("blocked"), chat="b")
        await home.says("a", "/checkin")
        tried = line(home).tried

        await home.wait(hours=20)

        assert line(home).tried == tried
        assert home.new("b") == []
        assert not any("block" in one.text for one in home.shown("a"))

    async def test_unreachable_person_comes_back(self, home: House) -> None:
        """What waited is there when they write again."""
        meets(home, Unreachable("blocked"), chat="b")
        await home.says("a", "/checkin")

        told = await home.says("b", "/start")

        assert "Your weekly check-in is here" in told

    async def test_unreachable_room(self, home: House) -> None:
        """When the room is shut both are told, once, and what is private goes on."""
        meets(home, Unreachable("kicked"), chat=ROOM)

        told = await home.says("a", "/checkin")

        couple = await home.couple()
        assert couple.room is not None
        assert couple.room.reach is Reach.CLOSED
        assert told.count(home.phrase("room-lost")) == 1
        assert home.told("b").count(home.phrase("room-lost")) == 1
        assert "Your weekly check-in is here" in told

    async def test_crowded(self, home: House) -> None:
        """People are counted before each joint letter, and nothing is shown to a third."""
        line(home).present = 4

        await home.says("a", "/checkin")

        assert home.new(ROOM) == []
        assert await counts(home) == 1

    async def test_platform_that_is_not_there(self, home: House) -> None:
        """A letter for a platform that is not configured waits until it is."""
        home.theatre.parts.delivery.gateways = {}
        await home.says("a", "/menu")
        home.theatre.parts.delivery.gateways = {PLATFORM: home.theatre.gateway}

        await home.wait(minutes=1)

        assert home.new("a") == [MENU]


class TestRunning:
    async def test_stops_when_told(self, home: House) -> None:
        """It ends once what is under way has arrived."""
        delivery = home.theatre.parts.delivery
        running = asyncio.create_task(delivery.run())
        await asyncio.sleep(0)

        delivery.stop()

        await asyncio.wait_for(running, 5)

    async def test_full_disk(self, home: House, monkeypatch: pytest.MonkeyPatch) -> None:
        """While nothing can be written down it keeps trying, and sends nothing twice."""
        store = home.theatre.parts.store
        sent = store.sent
        failures = [Unwritable("the disk is full")] * 2

        async def full(letter: LetterId, message: str, at: datetime) -> None:
            if failures:
                raise failures.pop()
            await sent(letter, message, at)

        monkeypatch.setattr(store, "sent", full)
        monkeypatch.setattr("bot.engine.patience.PAUSE", 0)

        told = await home.says("a", "/menu")

        assert told == MENU
        assert line(home).tried == 1
        assert await counts(home) == 0
