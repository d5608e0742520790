"""Flows in a couple's life: when they begin, what waits for what, and what is shown when."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.engine.scene import Scene
from bot.model.couple import Seat
from bot.model.ids import InboxId
from bot.ports.rows import RunState
from bot.ports.store import Held
from bot.theatre import ROOM
from tests.engine.stage import CONTENT, START, Household, inhabited, rewritten
from tests.engine.stage import Stage as House

SUNDAY = datetime(2026, 11, 29, 17, 30, tzinfo=UTC)
"""The first weekly check-in, half past six in the evening in Madrid."""
OPEN = "Your weekly check-in is here"


@pytest.fixture
async def quiet(tmp_path: Path) -> AsyncIterator[House]:
    """A couple who want to be left in peace from seven in the evening on."""
    house = await inhabited(tmp_path, Household(quiet="19:00-8:00"))
    yield house
    await house.theatre.close()


async def check_in(house: House, who: str, trust: str = "7") -> None:
    """Let somebody do their part of the check-in."""
    for answer in (trust, "Something small.", "yes"):
        await house.says(who, answer)


class TestStarting:
    async def test_by_command(self, home: House) -> None:
        """Either may begin; both are asked in private."""
        told = await home.says("b", "/checkin")

        assert OPEN in told
        assert OPEN in home.told("a")

    async def test_by_menu(self, home: House) -> None:
        """The menu offers what there is, and its buttons begin it."""
        await home.says("a", "/menu")

        assert OPEN in await home.says("a", "Weekly check-in")

    async def test_menu_option_that_was_never_shown(self, home: House) -> None:
        """A forged number behind a true token begins nothing."""
        await home.says("a", "/menu")
        token = home.token("a", "Weekly check-in")

        assert await home.presses("a", f"{token[:-1]}99") == ["This question is closed."]

    async def test_in_the_room(self, home: House) -> None:
        """A flow can be asked for in the group."""
        told = await home.says("a", "/checkin", room=True)

        assert told.startswith("It is check-in time.")

    async def test_twice(self, home: House) -> None:
        """What is open already is shown where it is, and not begun again."""
        await home.says("a", "/checkin")

        told = await home.says("b", "/checkin")

        assert told.startswith("This is open already. Here is where you are.")
        assert OPEN in told
        assert home.new("a") == []

    async def test_once_a_week(self, home: House) -> None:
        """A second check-in in the same week waits for the next one."""
        await home.says("a", "/checkin")
        await check_in(home, "a")
        await check_in(home, "b")

        told = await home.says("b", "/checkin")

        assert told == "That is done for this week. The next one comes by itself."

    async def test_waits_for_what_is_open(self, home: House) -> None:
        """A second flow queues, and begins by itself when the first is over."""
        await home.says("a", "/checkin")
        told = await home.says("a", "/communicate")
        await check_in(home, "a")

        await check_in(home, "b")

        assert told == "Something else is open between you. This begins when that is over."
        assert "Hello. There is a quiet conversation here" in home.told("a")
        assert "Hello. There is a quiet conversation here" in home.told("b")

    async def test_that_does_not_queue_says_so(self, tmp_path: Path) -> None:
        """A flow that waits for nobody is not promised for later."""
        content = rewritten("weekly_checkin", ("busy: queue", "busy: skip"))
        home = await inhabited(tmp_path, Household(), content)
        await home.says("a", "/communicate")

        told = await home.says("a", "/checkin")

        assert told == "Something else is open between you. This can begin once that is over."
        await home.theatre.close()

    async def test_for_the_one_who_was_hurt(self, tmp_path: Path) -> None:
        """With two breaches a flow is about the one in which its starter was hurt."""
        home = await inhabited(tmp_path, Household())
        couple = await home.couple()
        await home.look(lambda held: held.add_breach(couple.id, Seat.B))

        await home.says("b", "/communicate")
        told = [await home.says(who, "Let us begin") for who in ("a", "b")]

        assert "You begin with an apology" in told[0]
        assert "What exactly do you feel about what happened?" in told[1]
        await home.theatre.close()


class TestByTheClock:
    async def test_every_sunday(self, home: House) -> None:
        """The check-in begins by itself at its hour, week after week."""
        await home.until(SUNDAY - timedelta(seconds=1))
        before = home.new(ROOM)
        await home.until(SUNDAY)
        first = home.told(ROOM)
        await home.until(SUNDAY + timedelta(days=7))

        assert before == []
        assert first == "It is check-in time. I will write to each of you in private now."
        assert home.told(ROOM) == first

    @pytest.mark.parametrize(
        ("before", "sunday"),
        [
            (datetime(2027, 3, 23, 12, tzinfo=UTC), datetime(2027, 3, 28, 16, 30, tzinfo=UTC)),
            (datetime(2027, 10, 26, 12, tzinfo=UTC), datetime(2027, 10, 31, 17, 30, tzinfo=UTC)),
        ],
        ids=["to summer", "to winter"],
    )
    async def test_keeps_its_hour_over_summer_time(
        self, tmp_path: Path, before: datetime, sunday: datetime
    ) -> None:
        """Half past six is half past six by their own clocks, in both weeks."""
        home = await inhabited(tmp_path, Household(), CONTENT, before)
        await home.until(sunday - timedelta(minutes=1))
        early = home.new(ROOM)

        await home.wait(minutes=1)

        assert "It is check-in time" not in "".join(early)
        assert "It is check-in time" in home.told(ROOM)
        await home.theatre.close()

    @pytest.mark.parametrize(
        ("row", "before", "moment"),
        [
            (105, "2027-03-27T12:00", "2027-03-28T01:00"),
            (106, "2027-10-30T12:00", "2027-10-31T00:30"),
        ],
        ids=["105", "106"],
    )
    async def test_hour_that_is_skipped_or_comes_twice(
        self, tmp_path: Path, row: int, before: str, moment: str
    ) -> None:
        """At half past two on such a night it begins once: after the gap, or the first time."""
        content = rewritten("weekly_checkin", ("18:30", "02:30"))
        start = datetime.fromisoformat(before).replace(tzinfo=UTC)
        due = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        home = await inhabited(tmp_path, Household(), content, start)
        couple = await home.couple()
        await home.look(
            lambda held: home.theatre.parts.engine.players.schedule(scene_of(home, held), couple)
        )
        await home.until(due - timedelta(seconds=1))
        early = [one for one in home.new(ROOM) if "check-in time" in one]
        await home.until(due)
        there = [one for one in home.new(ROOM) if "check-in time" in one]
        await home.wait(hours=3)
        again = [one for one in home.new(ROOM) if "check-in time" in one]

        assert (len(early), len(there), len(again)) == (0, 1, 0)
        await home.theatre.close()

    @pytest.mark.parametrize("row", [110], ids=["110"])
    @pytest.mark.parametrize(("hours", "begins"), [(11, True), (13, False), (72, False)])
    async def test_after_we_were_away(
        self, home: House, row: int, hours: int, begins: bool
    ) -> None:
        """What is late by more than half a day is let be; the next one comes in its time."""
        home.look_away()
        home.theatre.clock.time = SUNDAY + timedelta(hours=hours)

        await home.theatre.calm()
        now = OPEN in home.told("a")
        await home.until(SUNDAY + timedelta(days=7))

        assert now is begins
        assert OPEN in home.told("a")

    async def test_says_nothing_when_it_is_open_already(self, home: House) -> None:
        """The clock does not answer anybody: an open check-in is not spoken about."""
        await home.until(SUNDAY - timedelta(hours=1))
        await home.says("a", "/checkin")

        await home.until(SUNDAY)

        assert home.new("a") == home.new("b") == home.new(ROOM) == []


class TestShowing:
    async def test_waits_for_both(self, home: House) -> None:
        """Nothing shows while one answer is missing; then both are there at one moment."""
        await home.says("a", "/checkin")
        await check_in(home, "a", "3")
        alone = [home.new("b"), home.new(ROOM)]

        await check_in(home, "b", "9")

        assert alone == [[], []]
        assert "Ana trusted 3 of 10" in home.told(ROOM)
        assert "Ben trusted 9 of 10" in home.told(ROOM)

    async def test_a_no_sounds_like_silence(self, tmp_path: Path) -> None:
        """What the other hears is the same whether somebody said no or nothing."""
        heard = []
        for name, answers in (("no", ("3", "Something.", "no")), ("silence", ())):
            (tmp_path / name).mkdir()
            home = await inhabited(tmp_path / name, Household())
            await home.says("a", "/checkin")
            await check_in(home, "b")
            for answer in answers:
                await home.says("a", answer)
            await home.wait(days=3)
            heard.append([one.text for one in home.shown("b")])
            await home.theatre.close()

        assert heard[0] == heard[1]

    async def test_closes_at_its_deadline(self, home: House) -> None:
        """Begun at any fraction of a second, the week closes for both when its time is up."""
        home.theatre.clock.time += timedelta(microseconds=123_456)
        await home.says("a", "/checkin")

        await home.wait(hours=48)

        closing = "This week's check-in stays private. The next one begins anew."
        assert home.new("a")[-1:] == home.new("b")[-1:] == [closing]

    async def test_words_of_a_name_stay_words(self, home: House) -> None:
        """Marks in what somebody wrote are shown and never obeyed."""
        await home.says("a", "/checkin")
        await check_in(home, "b")
        for answer in ("7", "**bold** {b.trust} _x_ <b>", "yes"):
            await home.says("a", answer)

        assert "“**bold** {b.trust} _x_ <b>”" in home.told(ROOM)


class TestQuietHours:
    async def test_hold_what_nobody_asked_for(self, quiet: House) -> None:
        """What comes by itself in the night is shown in the morning, in order."""
        await quiet.until(START.replace(hour=19))

        await quiet.says("a", "/checkin")
        night = quiet.new("b")
        await quiet.until(START.replace(day=25, hour=7))

        assert OPEN in quiet.told("b")
        assert night == []

    async def test_do_not_hold_what_the_reader_asked_for(self, quiet: House) -> None:
        """Who is awake and asks is answered."""
        await quiet.until(START.replace(hour=19))

        assert OPEN in await quiet.says("a", "/checkin")

    async def test_end_when_the_reader_writes(self, quiet: House) -> None:
        """Somebody who writes in their quiet hours is awake, and sees what waits."""
        await quiet.until(START.replace(hour=19))
        await quiet.says("a", "/checkin")

        told = await quiet.says("b", "/menu")

        assert told.index(OPEN) < told.index("What would you like to do?")


class TestComingBack:
    async def test_start_shows_the_open_question(self, home: House) -> None:
        """Row 34: /start in the middle shows where one is, and resets nothing."""
        await home.says("a", "/checkin")
        await home.says("a", "7")

        told = await home.says("a", "/start")

        assert "What is one thing Ben did this week" in told

    async def test_start_with_nothing_open(self, home: House) -> None:
        """Who comes back is greeted by name."""
        assert (
            await home.says("a", "/start")
            == "Welcome back, Ana. Write /menu to see what we can do."
        )

    async def test_after_a_restart_the_old_words_go_on(self, home: House) -> None:
        """Row 45: what began with older words ends with them, and its buttons still work."""
        await home.says("a", "/checkin")
        seven = home.token("a", "7")
        # Fewer answers are possible now, so nobody can be moved to the new words.
        changes = (("What is one thing", "Tell me one thing"), ("max: 10, low", "max: 9, low"))
        await home.restart(rewritten("weekly_checkin", *changes))

        await home.presses("a", seven)

        assert "What is one thing Ben did this week" in home.told("a")

    async def test_new_words_reach_who_is_under_way(self, home: House) -> None:
        """Where nothing but words has changed, the next question is asked in the new ones."""
        await home.says("a", "/checkin")
        seven = home.token("a", "7")
        content = rewritten("weekly_checkin", ("What is one thing", "Tell me one thing"))
        await home.restart(content)

        await home.presses("a", seven)

        assert "Tell me one thing Ben did this week" in home.told("a")

    async def test_every_question_can_be_left_out_by_a_word(self, home: House) -> None:
        """Skip is a command, a button and a word."""
        await home.says("a", "/checkin")
        await home.says("b", "/checkin")

        by_command = await home.says("a", "/skip")
        by_word = await home.writes("b", "Skip")

        assert "What is one thing Ben did" in by_command
        assert "What is one thing Ana did" in by_word

    async def test_skip_with_nothing_open(self, home: House) -> None:
        """There is nothing to leave out, and the sentence says what one can do."""
        assert await home.says("a", "/skip") == home.phrase("nothing-open")


class TestWithoutRoom:
    async def test_joint_words_come_to_both(self, roomless: House) -> None:
        """Without a group each reads in private what is for both."""
        await roomless.says("a", "/checkin")
        await check_in(roomless, "a", "3")
        await check_in(roomless, "b", "9")

        assert "Ana trusted 3 of 10" in roomless.told("b")
        assert any("Ben trusted 9 of 10" in one.text for one in roomless.shown("a"))

    @pytest.mark.parametrize("row", [108], ids=["108"])
    async def test_each_reads_the_time_of_their_own_clock(self, street: House, row: int) -> None:
        """A moment is told to each in their own zone."""
        await street.theatre.arrive("a", "Asia/Kathmandu", "hurt", None)
        await street.theatre.arrive("b", "Pacific/Apia", "repairing", None)
        code = re.search(r"\w{5}-\w{5}", await street.says("a", "/invite"))
        assert code is not None
        for who, line in (("b", f"/join {code[0]}"), ("b", "yes"), ("a", "yes")):
            await street.says(who, line)
        await street.says("a", "/communicate")
        for who, number in (("a", 6), ("b", 12)):
            await street.says(who, "Let us begin")
            for _ in range(number):
                await street.says(who, "/skip")
        times = {}
        for who in ("a", "b"):
            for _ in range(12):
                if "When you would like to sit together" not in street.shown(who)[-1].text:
                    await street.says(who, "no")
            times[who] = re.findall(r"\d\d:\d\d", await street.writes(who, "ready"))

        assert times == {"a": ["18:00"], "b": ["01:15"]}


class TestTrouble:
    async def test_a_turn_that_fails_harms_nobody_else(
        self, home: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever wrote hears a calm sentence, the operator where it was, the others nothing."""
        monkeypatch.setattr(home.theatre.parts.engine.players, "again", _broken)

        told = await home.says("a", "/start")
        other = await home.says("b", "/menu")

        assert told == home.phrase("sorry")
        assert any("ZeroDivisionError" in notice for notice in home.notices)
        assert other == home.phrase("menu")

    async def test_content_is_whole(self, home: House) -> None:
        """Both flows are there, and a run keeps to the version it began with."""
        await home.says("a", "/checkin")
        couple = await home.couple()
        runs = await home.look(lambda held: held.runs(couple.id))

        assert [(run.flow, run.state) for run in runs] == [("weekly_checkin", RunState.ACTIVE)]
        assert runs[0].version == CONTENT.flows["weekly_checkin"].version


def _broken(*_: object) -> bool:
    return bool(1 // 0)


def scene_of(home: House, held: Held) -> Scene:
    """Give a turn's surroundings at this moment."""
    return Scene(home.theatre.parts.engine.house, held, InboxId(0), home.theatre.clock.now())
