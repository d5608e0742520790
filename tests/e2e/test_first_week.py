"""A couple's first week on Telegram, from the first word to what they see side by side."""

import random
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.e2e.house import OPERATOR, UNSENT, House
from tests.e2e.killer import Killer
from tests.e2e.people import letters, words_shown
from tests.e2e.script import (
    CHECK_IN,
    HURT,
    KEEP,
    KEPT,
    REPAIRING,
    SETTLED,
    SHARED,
    SHOW,
    WEEK,
    YES,
    Answers,
    Event,
    Passes,
    Sees,
    Writes,
    arrives,
    wrote,
)
from tests.e2e.seats import meet, move_in
from tests.e2e.week import Week, new_week, places, told, week_of
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_types import Placed

UNSAID = re.compile(
    r"block|left the|gone|refus|declin|said no|did not agree|has not answered", re.IGNORECASE
)
"""Words that would tell one partner what the other did."""
CLOSES = timedelta(hours=49)

QUESTIONS: tuple[Event, ...] = (
    Writes(HURT, "/checkin"),
    Answers(HURT, "How much did you trust", "7"),
    *wrote(HURT, "you were glad of?", "He sat with me, magpie."),
)
"""The first half of a check-in: one has answered both questions."""


@pytest.fixture
async def week(server: TelegramEmulator, house: House) -> Week:
    """Give a couple with a group, and the bot running."""
    pair = meet(server)
    await move_in(house, pair)
    await house.start()
    return week_of(server, house, pair)


async def calm(week: Week) -> None:
    """Let the bot say whatever it still has to say, and end it; it has to end well."""
    await week.house.rests()
    ended = await week.house.stop()
    assert ended.code == 0
    assert week.house.count(UNSENT) == 0
    assert week.house.count("inbox WHERE state <> 'done'") == 0


def nobody_leaked(week: Week) -> None:
    """Check that what one wrote was never shown to the other, nor what they kept to anybody."""
    other = {HURT: REPAIRING, REPAIRING: HURT}
    for who, words in SHARED.items():
        assert told(week.server, week.people[other[who]], words) == []
    for who, words in KEPT.items():
        assert told(week.server, week.people[other[who]], words) == []
        assert told(week.server, week.group, words) == []


def log_is_clean(house: House, server: TelegramEmulator) -> None:
    """Check that the log holds no token, no name, and nobody's words."""
    words = [word for owner in (SHARED, KEPT) for its in owner.values() for word in its]
    secrets = [server.token, server.token.partition(":")[2], HURT, REPAIRING, *words]
    found = [secret for secret in secrets if secret in house.log]
    assert found == []
    for call in server.calls:
        for token in re.findall(r"start(?:group)?=([\w-]{20,})", str(call.parameters)):
            assert token not in house.log


class TestFirstWeek:
    async def test_from_the_first_word_to_the_reveal(
        self, server: TelegramEmulator, house: House
    ) -> None:
        """
        They arrive, join, link their group, talk, sit together and check in, while the bot is
        killed again and again; in the end they have seen what both agreed to show, and no more.
        """
        assert (await house.runs("init")).code == 0
        await house.start()
        week = new_week(server, house)
        killer = Killer(house, server, random.Random(11), every=4)

        await week.play(WEEK, killer)
        await calm(week)

        shared = [*SHARED[HURT], *SHARED[REPAIRING]]
        assert told(server, week.group, shared) == shared
        nobody_leaked(week)
        copies = sum(letters(server, place)[1] for place in places(week).values())
        assert copies <= killer.unnoted
        assert OPERATOR in words_shown(server, week.people[HURT])
        log_is_clean(house, server)

    async def test_with_a_spoken_code_and_no_group(
        self, server: TelegramEmulator, house: House
    ) -> None:
        """
        A code said aloud joins two people as a link does; without a group each reads the reveal
        in their own chat.
        """
        await house.start()
        week = new_week(server, house)
        await week.play(_both(arrives(HURT, "Both is true"), arrives(REPAIRING, "I broke trust")))

        await week.play([Answers(HURT, "You have arrived", "Invite my partner")])
        invitation = await week.finds(HURT, "Or tell them this code")
        code = re.search(r"\b\w{5}-\w{5}\b", invitation.text or "")
        assert code is not None
        spoken = f"/join {code[0].lower().replace('-', ' ')}"
        await week.play(
            [
                Writes(REPAIRING, spoken),
                Answers(REPAIRING, f"{HURT} invited you", YES),
                Answers(HURT, f"{REPAIRING} would like to join you", YES),
                Answers(HURT, "Do you have a group chat", "We have no group"),
                Answers(REPAIRING, "Do you have a group chat", "We have no group"),
                *_checked_in(SHOW, SHOW),
                Sees(HURT, "This week, side by side."),
                Sees(REPAIRING, "This week, side by side."),
            ]
        )
        await calm(week)

        for person in week.people.values():
            assert told(server, person, ["magpie", "tulip"]) == ["magpie", "tulip"]
        assert server.calls_of("sendMessage", week.group) == []


class TestCheckIn:
    async def test_one_refusal_keeps_it_private(self, week: Week) -> None:
        """
        One of them keeps it private: nothing is shown, and nobody is told whose no it was.
        """
        await week.play([*_checked_in(SHOW, KEEP), Passes(CLOSES)])
        await week.play([Sees(who, "This week's check-in stays private") for who in week.people])
        await calm(week)

        _kept_apart(week)

    async def test_one_silence_keeps_it_private(self, week: Week) -> None:
        """
        One never answers: only they are reminded, and it closes as it does after a refusal.
        """
        await week.play(
            [
                *QUESTIONS,
                Answers(HURT, "May I show both answers", SHOW),
                Sees(HURT, "That is all for this week"),
                Sees(REPAIRING, "How much did you trust"),
                Passes(timedelta(hours=23)),
                Sees(REPAIRING, "No rush"),
                Passes(timedelta(hours=26)),
                *(Sees(who, "This week's check-in stays private") for who in week.people),
            ]
        )
        await calm(week)

        _kept_apart(week)
        assert "No rush" not in words_shown(week.server, week.people[HURT])

    async def test_refusal_and_silence_look_alike(self, week: Week) -> None:
        """
        The other's chat shows the same words after a refusal as after a silence.
        """
        silent = meet(week.server, "Carina", "Dagobert")
        await week.house.stop()
        await move_in(week.house, silent)
        await week.house.start()
        twin = week_of(week.server, week.house, silent)

        for one, answers in ((week, _checked_in(SHOW, KEEP)), (twin, _unanswered())):
            await one.play(answers)
        week.house.pass_time(CLOSES)
        for one in (week, twin):
            await one.play([Sees(HURT, "This week's check-in stays private")])
        await calm(week)

        shown = [_anonymous(one, one.people[HURT]) for one in (week, twin)]
        assert shown[0] == shown[1]

    async def test_goes_on_when_one_who_blocked_comes_back(self, week: Week) -> None:
        """
        One blocks the bot: it writes there no more, the other is told nothing, and what waited
        is there when they come back.
        """
        ana, ben = week.people[HURT], week.people[REPAIRING]
        await week.play(
            [Writes(HURT, "/checkin"), Answers(REPAIRING, "How much did you trust", "9")]
        )
        await week.play([Sees(REPAIRING, "you were glad of?")])

        ben.blocks()
        await week.heard()
        before = len(week.server.calls_of("sendMessage", ben))
        await week.play(
            [
                Answers(HURT, "How much did you trust", "7"),
                *wrote(HURT, "you were glad of?", "He sat with me, magpie."),
                Answers(HURT, "May I show both answers", SHOW),
                Sees(HURT, "That is all for this week"),
                Passes(timedelta(hours=23)),
            ]
        )
        await week.house.rests()
        assert len(week.server.calls_of("sendMessage", ben)) == before
        ben.start()
        await week.heard()
        await week.play(
            [
                *wrote(REPAIRING, "you were glad of?", "She laughed at supper, tulip."),
                Answers(REPAIRING, "May I show both answers", SHOW),
                Sees(HURT, "Numbers go up and down", in_room=True),
            ]
        )
        await calm(week)

        assert told(week.server, week.group, ["magpie", "tulip"]) == ["magpie", "tulip"]
        assert UNSAID.search(words_shown(week.server, ana)) is None
        nobody_leaked(week)

    async def test_keeps_still_while_a_third_person_is_there(self, week: Week) -> None:
        """
        Somebody joins the group: nothing is shown there until they are gone and both have said
        that they are alone.
        """
        third = week.server.user("Visitor")
        await week.play(QUESTIONS)

        week.group.join(third)
        await week.heard()
        before = len(week.server.calls_of("sendMessage", week.group))
        await week.play(
            [
                Answers(HURT, "May I show both answers", SHOW),
                Answers(REPAIRING, "How much did you trust", "9"),
                *wrote(REPAIRING, "you were glad of?", "She laughed at supper, tulip."),
                Answers(REPAIRING, "May I show both answers", SHOW),
                Sees(HURT, "There is somebody else in your group"),
                Sees(REPAIRING, "There is somebody else in your group"),
            ]
        )
        assert len(week.server.calls_of("sendMessage", week.group)) == before
        week.group.leaves(third)
        await week.heard()
        await week.house.restart()
        await _alone(week, HURT)
        await week.play([Sees(HURT, "When both of you have said so")])
        assert len(week.server.calls_of("sendMessage", week.group)) == before
        await _alone(week, REPAIRING)
        await week.play([Sees(HURT, "in your group again", in_room=True)])
        await calm(week)

        assert told(week.server, week.group, ["magpie", "tulip"]) == ["magpie", "tulip"]
        nobody_leaked(week)

    @pytest.mark.parametrize("told_of_it", [True, False], ids=["told", "silently"])
    async def test_follows_the_group_when_it_moves(self, week: Week, told_of_it: bool) -> None:
        """
        The group becomes a supergroup in the middle of it all: what is for the room goes there.
        """
        await week.play(QUESTIONS)

        if told_of_it:
            week.group.migrate()
        else:
            week.group.migrates_silently()
        await week.play(
            [
                Answers(HURT, "May I show both answers", SHOW),
                Answers(REPAIRING, "How much did you trust", "9"),
                *wrote(REPAIRING, "you were glad of?", "She laughed at supper, tulip."),
                Answers(REPAIRING, "May I show both answers", SHOW),
                Sees(HURT, "Numbers go up and down", in_room=True),
            ]
        )
        await calm(week)

        assert told(week.server, week.group, ["magpie", "tulip"]) == ["magpie", "tulip"]
        nobody_leaked(week)


async def _alone(week: Week, who: str) -> None:
    """Press that nobody else is there, on the newest letter that asks."""
    asked = await week.people[who].sees("There is somebody else in your group")
    week.people[who].presses(asked, "It is just the two of us")
    await week.heard()


def _both(*lists: Sequence[Event]) -> Sequence[Event]:
    """Let two people do their parts side by side; begin with a start each."""
    starts = (Writes(HURT, "/start"), Writes(REPAIRING, "/start"))
    return [*starts, *(event for step in zip(*lists, strict=True) for event in step)]


def _checked_in(hurt: str, repairing: str) -> Sequence[Event]:
    """Give a check-in whose consents are these."""
    consents = {HURT: hurt, REPAIRING: repairing}
    events = [event for event in CHECK_IN if not (isinstance(event, Sees) and event.in_room)]
    return [
        Answers(event.who, event.sees, consents[event.who])
        if isinstance(event, Answers) and event.sees == "May I show both answers"
        else event
        for event in events
    ]


def _unanswered() -> Sequence[Event]:
    """Give a check-in in which one never answers."""
    return [*QUESTIONS, Answers(HURT, "May I show both answers", SHOW), SETTLED]


def _kept_apart(week: Week) -> None:
    assert told(week.server, week.group, ["magpie", "tulip"]) == []
    nobody_leaked(week)
    for person in week.people.values():
        assert UNSAID.search(words_shown(week.server, person)) is None
    log_is_clean(week.house, week.server)


def _anonymous(week: Week, place: Placed) -> list[str]:
    """Give what a chat shows, with the names of the two taken out."""
    names = re.compile("|".join(person.name for person in week.people.values()))
    return [names.sub("…", one.text) for one in letters(week.server, place)[0]]
