"""A number that opens a chat again: what is shown before it, and what is kept of it (T5)."""

import time
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.engine import guard
from bot.engine.hasher import Argon
from bot.engine.rights import pin
from bot.engine.scene import Scene
from bot.model.address import Reach
from bot.model.ids import InboxId
from bot.model.words import Span
from bot.ports.clock import Clock
from bot.ports.messages import Edited
from bot.ports.store import Held
from bot.theatre import ROOM, Shown
from tests.engine.stage import ENGLISH, Household, Stage, inhabited, raised

NUMBER = "48213907"
PLEASE = "Hello. Please write your number."
KNOCK = "Hello. Something is here for you. Please write your number when it suits you."
CANARY = "canary-of-Ana-7f3a"
Log = list[tuple[datetime, str, str]]
QUESTION = "How much did you trust Ben this week?"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


async def sets(home: Stage, who: str = "a", number: str = NUMBER) -> str:
    """Let somebody choose a number."""
    await home.says(who, "/pin")
    await home.writes(who, number)
    return await home.writes(who, number)


class TestChoosing:
    async def test_twice_the_same(self, home: Stage) -> None:
        """It is asked for twice; two that differ begin anew."""
        assert "4 to 12 digits" in await home.says("a", "/pin")
        assert await home.writes("a", "1234") == home.phrase("pin-twice")
        assert await home.writes("a", "1235") == home.phrase("pin-differ")
        await home.writes("a", "1235")
        assert (await home.writes("a", "1235")).startswith("Kept.")

    @pytest.mark.parametrize("text", ["123", "1" * 13, "12a4", "12.4", "-1234"])
    async def test_what_is_none(self, home: Stage, text: str) -> None:
        """Nothing is set, and nothing more is awaited."""
        await home.says("a", "/pin")
        told = await home.writes("a", text)
        ana = await home.partner("a")

        assert told == home.phrase("pin-not")
        assert ana is not None
        assert (ana.profile.discretion.wish, ana.profile.discretion.lock.number) == ("", "")

    async def test_any_digits_are_digits(self, home: Stage) -> None:
        """Whoever writes in the digits of their language writes the same number."""
        await sets(home, number="\u0661\u0662\u0663\u0664")
        await home.wait(minutes=16)

        assert await home.writes("a", "1234") == home.phrase("pin-right")

    async def test_to_change_it_the_old_one_is_wanted(self, home: Stage) -> None:
        """Somebody who finds the chat open cannot take it away."""
        await sets(home)
        await home.says("a", "/pin")
        await home.says("a", "No number any more")
        assert await home.writes("a", "0000") == home.phrase("pin-wrong")
        await home.says("a", "/pin")
        await home.says("a", "No number any more")
        assert await home.writes("a", NUMBER) == home.phrase("pin-gone")
        await home.wait(minutes=16)

        assert await home.says("a", "/menu") != PLEASE


class TestShut:
    async def test_nothing_before_the_number(self, home: Stage) -> None:
        """After 15 minutes every word gets the bland line; the number brings the question back."""
        await sets(home)
        await home.says("b", "/checkin")
        assert QUESTION in home.told("a")
        await home.wait(minutes=16)

        for text in ("7", "hello", "leave", "stop"):
            assert await home.writes("a", text) == PLEASE
        for command in ("/menu", "/export", "/repeat", "/leave", "/erase", "/consent", "/nothing"):
            assert await home.says("a", command) == PLEASE
        assert await home.says("a", "/pin") == PLEASE
        assert QUESTION in await home.writes("a", NUMBER)
        assert "glad of" in await home.says("a", "7")

    async def test_not_while_they_are_there(self, home: Stage) -> None:
        """Whoever goes on writing is not asked."""
        await sets(home)
        for _ in range(4):
            await home.wait(minutes=14)
            assert await home.says("a", "/menu") != PLEASE

    async def test_what_comes_meanwhile_waits(self, home: Stage) -> None:
        """Only a bland line comes, once a day; all that waited is there after the number."""
        await sets(home)
        await home.wait(minutes=16)
        await home.says("b", "/checkin")
        first = home.told("a")
        await home.says("b", "7")
        await home.wait(hours=1)
        second = home.told("a")

        assert first == KNOCK
        assert second == ""
        assert QUESTION in await home.writes("a", NUMBER)

    async def test_nothing_told_is_lost(self, home: Stage) -> None:
        """What was told while the chat was shut is not given up like a question."""
        await sets(home)
        await home.wait(minutes=16)
        home.look_away()
        await home.look(lambda held: _tell(home, held, CANARY))
        await home.theatre.settle()
        assert CANARY not in home.told("a")

        assert CANARY in await home.writes("a", NUMBER)

    async def test_hiding_shuts_it_at_once(self, home: Stage) -> None:
        """After hiding it takes the number, and nothing knocks."""
        await home.says("b", "/checkin")
        await sets(home)
        assert await home.says("a", "/hide") == home.phrase("hide-done")
        assert await home.writes("a", "hello") == PLEASE
        await home.wait(hours=2)
        await home.says("b", "7")
        for text in ("She called.", "yes, show them"):
            await home.says("b", text)
        await home.wait(hours=1)
        assert home.new("a") == []

        assert await home.writes("a", "hello") == PLEASE
        assert await home.says("a", "/hide") == home.phrase("hide-done")
        assert "findahelpline.com" in await home.says("a", "/help")
        assert await home.writes("a", "hello") == PLEASE
        assert QUESTION in await home.writes("a", NUMBER)

    async def test_a_word_of_ones_own_does(self, home: Stage) -> None:
        """The safe word tidies a chat that is shut."""
        await home.says("a", "/safeword marmalade")
        await sets(home)
        await home.wait(minutes=16)

        assert await home.writes("a", "marmalade") == home.phrase("hide-done")

    async def test_buttons_want_it_too(self, home: Stage) -> None:
        """A button answers with the line alone, and changes nothing."""
        await home.says("b", "/checkin")
        await sets(home)
        token = home.token("a", "7")
        await home.wait(minutes=16)

        assert await home.presses("a", token) == [PLEASE]
        assert await home.presses("a", token, chat=ROOM) == [PLEASE]
        await home.writes("a", NUMBER)
        assert PLEASE not in await home.presses("a", home.token("a", "7"))

    async def test_help_asks_for_no_number(self, home: Stage) -> None:
        """What comes when somebody writes of dying can be answered at once."""
        await sets(home)
        await home.says("a", "I want to kill myself")
        await home.wait(minutes=16)

        told = await home.says("a", "Not right now")

        assert PLEASE not in told
        assert home.notices == []

    async def test_the_room_goes_on(self, home: Stage) -> None:
        """What somebody does in the room works as ever, and opens nothing in private."""
        await sets(home)
        await home.wait(minutes=16)
        await home.says("a", "/checkin", room=True)

        assert home.told("a") == KNOCK
        ana = await home.partner("a")
        assert ana is not None
        assert ana.route.reach is Reach.HIDDEN
        await home.look(lambda held: guard.awake(scene(home, held), ana))
        assert (await home.partner("a")) == ana
        assert await home.writes("a", "hello") == PLEASE

    async def test_the_other_sees_no_difference(self, tmp_path: Path) -> None:
        """With or without a number: the same words at the same times to Ben and in the room."""
        seen = []
        for number in (False, True):
            folder = tmp_path / str(number)
            folder.mkdir()
            home = await inhabited(folder, Household())
            if number:
                await sets(home)
            else:
                for _ in range(3):
                    await home.says("a", "/help")
            log: Log = []
            clock = home.theatre.clock

            def shown(one: Shown, log: Log = log, clock: Clock = clock) -> None:
                if one.chat != "a":
                    log.append((clock.now(), one.chat, one.text))

            await home.wait(minutes=16)
            home.theatre.gateway.shown = shown
            await home.says("b", "/checkin")
            for text in ("7", "fine", "no, keep them private"):
                await home.says("b", text)
            await home.wait(days=8)
            await home.theatre.close()
            seen.append(log)

        assert seen[0] == seen[1]
        assert len(seen[0]) > 3

    async def test_survives_a_restart(self, home: Stage) -> None:
        """A chat that was shut is shut after the next start."""
        await sets(home)
        await home.wait(minutes=16)
        await home.restart()

        assert await home.says("a", "/menu") == PLEASE
        assert await home.writes("a", NUMBER) == home.phrase("pin-right")

    async def test_a_pause_that_ends_opens_nothing(self, home: Stage) -> None:
        """What was kept back for a week of rest waits for the number then."""
        await sets(home)
        await home.says("a", "/pause")
        await home.says("b", "/checkin")
        await home.wait(days=8)

        assert {KNOCK} >= set(home.new("a"))
        assert await home.writes("a", "hello") == PLEASE


def _tell(home: Stage, held: Held, words: str) -> None:
    who = held.partner("terminal", "a")
    assert who is not None
    scene(home, held).show(who, (Span(words),))


def scene(home: Stage, held: Held) -> Scene:
    """Open a turn that nobody's doing brought."""
    house, now = home.theatre.parts.engine.house, home.theatre.clock.now()
    return Scene(house, held, InboxId(10**6), now)


class TestGuessing:
    async def test_waits_grow(self, home: Stage) -> None:
        """Five tries, then a quarter of an hour, then twice as long each time."""
        await sets(home)
        await home.wait(minutes=16)
        told = [await home.writes("a", "0000") for _ in range(5)]
        assert told[:4] == [home.phrase("pin-wrong")] * 4
        assert told[4].startswith("Please wait a little. From 13:31 on")

        assert (await home.writes("a", NUMBER)).startswith("Please wait a little.")
        await home.wait(minutes=15)
        assert (await home.writes("a", "0000")).startswith("Please wait a little. From 14:01 on")
        await home.wait(minutes=31)
        assert await home.writes("a", NUMBER) == home.phrase("pin-right")

    def test_all_numbers_take_years(self) -> None:
        """Whoever tries four digits by hand is at it for longer than a couple lasts."""
        whole = sum((pin.wait(wrong) for wrong in range(5, 5001)), timedelta())

        assert pin.wait(5) == timedelta(minutes=15)
        assert pin.wait(10**6) == timedelta(hours=24)
        assert whole > timedelta(days=365 * 10)

    def test_hiding_is_dear_and_quick_enough(self) -> None:
        """A turn may take it; a guess costs as much."""
        argon = Argon()
        before = time.process_time()
        hidden = argon.hide(NUMBER, b"0" * 16)
        cost = time.process_time() - before

        assert hidden.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert argon.fits(NUMBER, hidden)
        assert not argon.fits("48213908", hidden)
        assert 0.001 < cost < 0.1


class TestForgotten:
    async def test_a_day_of_nothing_then_it_goes(self, home: Stage) -> None:
        """It is said at once and again; nothing is shown between, and nothing is lost."""
        await home.says("b", "/checkin")
        await sets(home)
        await home.wait(minutes=16)
        told = await home.says("a", "/pin forget")
        left = [one.text for one in home.shown("a") if not one.taken]
        await home.wait(hours=23, minutes=50)
        between = home.new("a")
        line = await home.writes("a", "hello")
        await home.wait(minutes=11)
        after = home.told("a")

        assert told.startswith("All right. Until 2026-11-25 13:16 nothing is shown here")
        assert left == [told]
        assert between == []
        assert line == PLEASE
        assert after == home.phrase("pin-over")
        assert QUESTION in await home.writes("a", "hello")

    async def test_the_number_undoes_it(self, home: Stage) -> None:
        """Whoever writes it within the day keeps it; asking again makes it no shorter."""
        await sets(home)
        await home.says("a", "/pin")
        await home.says("a", "I do not know it")
        assert await home.writes("a", "hello") == PLEASE
        await home.wait(hours=10)
        assert "2026-11-25 13:00" in await home.says("a", "/pin forget")
        assert await home.writes("a", NUMBER) == home.phrase("pin-right")
        await home.wait(days=2)

        assert home.phrase("pin-over") not in home.new("a")
        assert await home.writes("a", "hello") == PLEASE

    async def test_a_button_below_the_line(self, home: Stage) -> None:
        """Where no words can be written behind a command, the line has a button."""
        await sets(home)
        await home.wait(minutes=16)
        await home.says("a", "/pin")

        assert (await home.says("a", "I do not know it")).startswith("All right. Until")

    async def test_there_is_none(self, home: Stage) -> None:
        """Without a number there is nothing to forget."""
        assert await home.says("a", "/pin forget") == home.phrase("pin-none")


class TestKept:
    async def test_nowhere(self, home: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Neither in the inbox, nor in a copy, nor as an answer, whenever it was typed."""
        await home.says("b", "/checkin")
        taken: list[str] = []

        async def take_back(_: object, __: object, messages: Sequence[str]) -> None:
            taken.extend(messages)

        monkeypatch.setattr(type(home.theatre.gateway), "take_back", take_back)
        await sets(home)
        told = await home.writes("a", NUMBER)
        await home.wait(minutes=16)
        await home.writes("a", f"{NUMBER}1")
        await home.writes("a", NUMBER)
        await home.says("a", f"/pin {NUMBER}")
        await home.says("a", "/export")
        found = await home.look(lambda held: held.export(held.partner("terminal", "a")))

        assert told == home.phrase("pin-right")
        assert len(taken) == 6
        assert NUMBER not in repr(found.messages)
        assert NUMBER not in repr(found)
        assert NUMBER not in "".join(
            one.file.body.decode() for one in home.shown("a") if one.file is not None
        )

    async def test_an_edit_neither(self, home: Stage) -> None:
        """A message that was changed into it is forgotten, too."""
        await sets(home)
        await home.sends("a", Edited(NUMBER, "17"))
        found = await home.look(lambda held: held.export(held.partner("terminal", "a")))

        assert NUMBER not in repr(found)


class TestArriving:
    async def test_before_everything_else(self, tmp_path: Path) -> None:
        """Also somebody who is just arriving can set one, and goes on where they were."""
        street = await raised(tmp_path, ENGLISH)
        await street.says("a", "/start")
        await sets(street)
        await street.wait(minutes=16)
        line = await street.writes("a", "Go on")
        again = await street.writes("a", NUMBER)
        await street.theatre.close()

        assert line == PLEASE
        assert "I ask" in again or len(again) > len(PLEASE)
        assert street.new(ROOM) == []
