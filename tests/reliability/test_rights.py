"""What a person may ask for themselves, and what the other sees of it (T2, T6, T31 to T33)."""

import json
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.engine.alarms import ERASE, TELL
from bot.engine.rights.privacy import times
from bot.flow.outcomes import Phrase
from bot.model.words import plain
from bot.ports.messages import Inbound, Rang
from bot.ports.rows import KeptRun, Rules, RunState
from bot.ports.store import Held
from bot.settings import Retention, Settings
from bot.theatre import ROOM, Shown
from tests.engine.stage import CONTENT, ENGLISH, Household, Stage, inhabited, raised

CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")
BLAND = "Hello. Write /menu to see what we can do."
PARTED = "Check-ins are paused."
CANARY = "canary-of-Ana-7f3a"
OF_BEN = "canary-of-Ben-91c2"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await raised(tmp_path, ENGLISH)
    yield stage
    await stage.theatre.close()


async def a_week(home: Stage) -> None:
    """Let both answer; Ana keeps hers private."""
    await home.says("b", "/checkin")
    for text in ("7", CANARY, "no, keep them private"):
        await home.says("a", text)
    for text in ("5", OF_BEN, "no, keep them private"):
        await home.says("b", text)


def files(home: Stage, who: str) -> dict[str, str]:
    """Give the newest file of each name in a chat."""
    found = [one.file for one in home.shown(who) if one.file is not None]
    return {one.name: one.body.decode() for one in found}


def listening(home: Stage, other: str) -> list[tuple[datetime, str]]:
    """Give a list that fills with what the other and the room are shown, and when."""
    log: list[tuple[datetime, str]] = []

    def shown(one: Shown) -> None:
        if one.chat in (other, ROOM):
            log.append((home.theatre.clock.now(), one.text))

    home.theatre.gateway.shown = shown
    return log


class TestPrivacy:
    @pytest.mark.parametrize("short", [False, True])
    def test_its_numbers_are_the_settings(self, short: bool) -> None:
        """What the screen promises is what retention does."""
        keeps = Retention(
            private_days=7, joint_days=11, inbox_hours=3, outbox_hours=5, couple_days=40
        )
        given = Settings(retention=keeps if short else Retention()).retention
        own, joint, hours, couple = times(given.rules)

        assert own == ("own", given.private_days)
        assert joint == ("joint", given.joint_days)
        assert hours == ("hours", max(given.inbox_hours, given.outbox_hours))
        assert couple == ("couple", given.couple_days)

    @pytest.mark.parametrize("language", CONTENT.languages)
    async def test_says_them(self, home: Stage, language: str) -> None:
        """In every language they all stand there, and who runs the server, and no other number."""
        speech = home.theatre.parts.engine.house.speech
        given: tuple[tuple[str, str | int], ...] = (("operator", "Zoë"), *times(Rules()))
        said = plain(speech.say(Phrase("privacy", given), language))

        assert re.findall(r"\d+", said) == ["30", "90", "24", "180"]
        assert "Zoë" in said
        assert "Telegram" in said
        assert "Discord" in said

    async def test_before_anything_else(self, street: Stage) -> None:
        """Also somebody who is just arriving can ask; the question stays open."""
        await street.says("a", "/start")
        told = await street.says("a", "/privacy")

        assert told.startswith("What I keep, who can read it, and until when.")
        assert "This is not end-to-end encrypted." in told
        assert await street.says("a", "Go on") == street.phrase("age")

    async def test_the_rules_are_in_force(self, home: Stage) -> None:
        """The sweep runs with the settings that the screen names."""
        assert home.theatre.parts.alarms.rules == home.theatre.parts.engine.house.rules
        assert home.theatre.parts.alarms.rules == Retention().rules


class TestForget:
    async def test_the_last(self, home: Stage) -> None:
        """The last answer goes, and how many went is said; the one before stays."""
        await home.says("b", "/checkin")
        await home.says("a", "7")
        await home.wait(minutes=1)
        await home.says("a", CANARY)

        told = await home.says("a", "/forget last")
        await home.says("a", "/export")

        assert told.startswith("Done: what you said last is deleted here. One answer was among it.")
        assert CANARY not in "".join(files(home, "a").values())
        assert [one["value"] for one in json.loads(files(home, "a")["mortar.json"])["own"]] == [7]

    async def test_today(self, home: Stage) -> None:
        """What was said since midnight goes, of oneself alone."""
        await home.says("b", "/checkin")
        await home.says("b", OF_BEN)
        for text in ("7", CANARY):
            await home.says("a", text)

        told = await home.says("a", "/forget today")

        assert "2 answers were among it." in told
        kept = await home.look(lambda held: held.export(held.partner("terminal", "a")))
        assert kept.own == ()

    async def test_asks_what(self, home: Stage) -> None:
        """Without more, it asks; the button does it."""
        asked = await home.says("a", "/forget")
        told = await home.says("a", "All of today")

        assert "I cannot see it when you delete a message in the app" in asked
        assert "No answer was among it." in told


class TestExport:
    @pytest.mark.parametrize("row", ["T31"])
    async def test_holds_nothing_of_the_other(self, home: Stage, row: str) -> None:
        """Each finds their own words there, and none of the other's."""
        await a_week(home)
        for who in ("a", "b"):
            await home.says(who, "/export")
        mine, other = ("".join(files(home, who).values()) for who in ("a", "b"))

        assert mine.count(CANARY) >= 2
        assert OF_BEN not in mine
        assert other.count(OF_BEN) >= 2
        assert CANARY not in other

    async def test_comes_as_two_files(self, home: Stage) -> None:
        """One to read and one for programs, and the line for who did not ask for it."""
        told = await home.says("a", "/export")

        assert set(files(home, "a")) == {"mortar.txt", "mortar.json"}
        assert "If that was not you" in told
        assert json.loads(files(home, "a")["mortar.json"])["profile"]["name"] == "Ana"
        assert files(home, "a")["mortar.txt"].startswith("About you\n---------\nname: Ana\n")
        assert (home.new("b"), home.new(ROOM)) == ([], [])

    async def test_once_a_day(self, home: Stage) -> None:
        """The next one has to wait; the notice comes again, for who looks later."""
        await home.says("a", "/export")
        await home.wait(hours=23)
        told = await home.says("a", "/export")
        await home.wait(hours=2)
        again = home.told("a")
        await home.says("a", "/export")

        assert told == "A copy was made a little while ago. The next one can be had from 13:00 on."
        assert "If that was not you" in again
        assert sum(one.file is not None for one in home.shown("a")) == 4


class TestErase:
    @pytest.mark.parametrize("row", ["T32"])
    @pytest.mark.parametrize("who", ["a", "b"])
    async def test_the_other_hears_what_they_would_of_a_leaving(
        self, tmp_path: Path, row: str, who: str
    ) -> None:
        """Erased or gone: the same line, and nothing at the moment it is done."""
        seen = {}
        other = "b" if who == "a" else "a"
        for way in (("/erase", "erase everything"), ("leave", "leave for good")):
            folder = tmp_path / way[0].strip("/")
            folder.mkdir()
            home = await inhabited(folder, Household())
            start = home.theatre.clock.now()
            log = listening(home, other)
            for text in way:
                await home.says(who, text)
            await home.wait(days=3)
            await home.theatre.close()
            assert timedelta(hours=1) <= log[0][0] - start <= timedelta(hours=24)
            seen[way[0]] = [text for _, text in log]

        assert seen["/erase"] == seen["leave"]
        assert len(seen["leave"]) == 1
        assert seen["leave"][0].startswith(PARTED)

    async def test_the_others_words_stay(self, home: Stage) -> None:
        """Erasing takes one's own words only."""
        await a_week(home)
        await home.says("a", "/erase")
        await home.says("a", "erase everything")
        await home.says("b", "/export")

        assert OF_BEN in "".join(files(home, "b").values())
        assert CANARY not in "".join(files(home, "b").values())

    async def test_who_left_can_still_be_erased(self, home: Stage) -> None:
        """Leaving ends no right; and the other is not told a second time."""
        await home.says("a", "leave for good")
        await home.wait(days=2)
        told = home.new("b")
        await home.says("a", "/erase")
        receipt = await home.says("a", "erase everything")
        await home.wait(days=2)

        assert [one for one in told if one.startswith(PARTED)] != []
        assert receipt.startswith("Done.")
        assert home.new("b") == []


class TestConsent:
    async def test_shows_what_was_agreed(self, home: Stage) -> None:
        """Every purpose with its day; the row has the hash of the words, and where it was said."""
        told = await home.says("a", "/consent")
        kept = await home.look(lambda held: held.consents(held.partner("terminal", "a").id))

        assert told.count("agreed on 2026-11-24") == 3
        assert [one.purpose for one in kept] == ["storing", "together", "reminders"]
        assert {(len(one.digest), one.channel, one.given) for one in kept} == {
            (64, "terminal", True)
        }

    async def test_no_reminders(self, home: Stage) -> None:
        """One tap, and nobody reminds them; the other is reminded as ever."""
        await home.says("b", "/checkin")
        await home.says("a", "/consent")
        await home.says("a", "Take back: reminders")
        await home.wait(hours=23)

        assert home.new("a") == []
        assert "No rush, Ben." in home.told("b")

    async def test_nothing_together(self, home: Stage) -> None:
        """What both have asks them nothing and takes no answer; given again, it goes on."""
        await home.says("b", "/checkin")
        await home.says("a", "/consent")
        await home.says("a", "Take back: things together")

        await home.says("a", "7")
        assert home.notices[-1] == "This question is closed."
        assert (await home.says("a", "/checkin")).startswith("For that I need your consent")
        await home.wait(hours=23)
        assert home.new("a") == []

        await home.says("a", "/consent")
        await home.says("a", "Agree again: things together")
        assert "How much did you trust Ben this week?" in await home.says("a", "/repeat")

    async def test_nothing_at_all(self, home: Stage) -> None:
        """Without keeping there is only silence, until it is given again."""
        await home.says("b", "/checkin")
        await home.says("a", "/consent")
        await home.says("a", "Take back: talking here")
        await home.wait(days=9)

        assert home.new("a") == []
        assert (await home.says("a", "/checkin")).startswith("For that I need your consent")
        assert (
            await home.says("a", "/repeat")
            == "Nothing is open at the moment. Write /menu to see what we can do."
        )

        await home.says("a", "/consent")
        await home.says("a", "Agree again: talking here")
        await home.wait(days=7)
        assert "Your weekly check-in is here" in home.told("a")

    async def test_an_old_button_changes_nothing(self, home: Stage) -> None:
        """A tap does what its label says or nothing, however often."""
        await home.says("a", "/consent")
        token = home.token("a", "Take back: reminders")
        await home.presses("a", token)
        await home.presses("a", token)

        kept = await home.look(lambda held: held.consents(held.partner("terminal", "a").id))
        assert [one.given for one in kept if one.purpose == "reminders"] == [True, False]


class TestRetention:
    async def ring(self, home: Stage, tag: str) -> None:
        couple = await home.couple()
        now = home.theatre.clock.now()
        await home.theatre.parts.store.keep(
            [Inbound(f"{tag}:{now}", now, Rang(couple.id, None, 0, tag))]
        )
        await home.theatre.calm()

    async def test_both_are_told(self, home: Stage) -> None:
        """Neutrally, and it is noted."""
        home.look_away()
        await self.ring(home, TELL)

        assert home.told("a") == home.told("b")
        assert home.told("a").startswith("Hello. It has been quiet here for a long time.")
        assert home.new(ROOM) == []

    async def test_half_a_year_of_silence(self, home: Stage) -> None:
        """Two notices a week apart, then nothing of the two is left."""
        parts = home.theatre.parts
        assert parts.alarms.rules is not None
        await home.says("a", "/pause")
        told = []
        for day in range(165, 182):
            now = home.theatre.clock.now() + timedelta(days=day)
            await parts.alarms.sweep(now, parts.alarms.rules)
            home.theatre.clock.time, before = now, home.theatre.clock.time
            home.look_away()
            await parts.work.once()
            told.append(await home.partner("a") is not None)
            home.theatre.clock.time = before

        assert told[0]
        assert not told[-1]
        assert await home.partner("b") is None

    async def test_erases_both(self, home: Stage) -> None:
        """Who is due goes, with everything."""
        await self.ring(home, ERASE)

        assert await home.partner("a") is None
        assert await home.partner("b") is None


class TestSomebodyNew:
    @pytest.mark.parametrize("row", ["T8"])
    async def test_begins_with_nothing(self, home: Stage, row: str) -> None:
        """What two had together is nothing to somebody who comes later."""
        ana, ben = await home.partner("a"), await home.partner("b")
        assert ana is not None
        assert ben is not None
        couple = ana.couple

        def past(held: Held) -> None:
            run = held.add_run(couple, "old", "v", RunState.ACTIVE, None)
            assert run is not None
            kept = KeptRun(run, couple, "old", "v", RunState.ENDED, "", {"run": {"what": CANARY}})
            held.save_run(kept, {})
            held.mark(run, "reached", None, home.theatre.clock.now())
            held.mark(run, "own", ana.seat, home.theatre.clock.now())
            held.add_thing(couple, "agreement", None, home.theatre.clock.now(), {"what": CANARY})

        await home.look(past)
        assert await home.look(lambda held: held.last(couple, "old", "run")) == {"what": CANARY}
        await home.says("b", "/erase")
        await home.says("b", "erase everything")
        await home.theatre.arrive("c", "Europe/Madrid", "hurt", None)
        code = CODE.search(await home.says("a", "/invite"))
        assert code is not None
        await home.says("c", f"/join {code[0]}")
        await home.says("c", "yes")
        told = await home.says("a", "yes")

        assert "You two are joined here now, Ana and Cleo." in told
        assert (await home.couple("c")).id == couple
        assert await home.look(lambda held: held.last(couple, "old", "run")) == {}
        assert dict(await home.look(lambda held: held.marks(couple))) == {}
        assert list(await home.look(lambda held: held.marks(couple, ana.seat))) == ["own"]
        assert list(await home.look(lambda held: held.things(couple, "agreement", None))) == []


class TestSafeword:
    @pytest.mark.parametrize("room", [False, True], ids=["private", "room"])
    async def test_does_what_hiding_does(self, home: Stage, room: bool) -> None:
        """The private chat is empty but for a bland line; nobody else sees a thing."""
        await home.says("b", "/checkin")
        await home.says("a", "/safeword")
        kept = await home.writes("a", "Rain  boots")
        await home.writes("a", "rain boots!", room=room)

        assert kept.startswith("Kept.")
        assert [one.text for one in home.shown("a") if not one.taken] == [BLAND]
        assert (home.new("b"), home.new(ROOM)) == ([], [])

    @pytest.mark.parametrize("word", ["stop", "hide", "x", "x" * 41, "zurück"])
    async def test_is_none_of_ours(self, home: Stage, word: str) -> None:
        """A word that means something already is not taken."""
        assert (await home.says("a", f"/safeword {word}")).startswith("That word will not do")

    async def test_can_go_again(self, home: Stage) -> None:
        """Then it is a word like any other, and in the middle of more words it always was."""
        await home.says("a", "/safeword marmalade")
        await home.writes("a", "marmalade is out")
        assert not any(one.taken for one in home.shown("a"))

        await home.says("a", "/safeword")
        gone = await home.says("a", "No word of my own")
        await home.writes("a", "marmalade")

        assert gone.startswith("All right, there is no such word now.")
        assert not any(one.taken for one in home.shown("a"))
