"""What a question may have: a test of its own, tries, a deadline, and what follows them."""
# ruff: noqa: E501 - a flow is read as one line

from datetime import timedelta

import pytest

from bot.flow.events import Back
from bot.flow.outcomes import ROOM, AlarmsDropped, AlarmSet
from bot.model.couple import Seat
from tests.flow.leaks import FEAR, SHARE, WORDS, flow, group, lane, reveal
from tests.pair import NIGHT, NOON, A, B, Pair, couple

CHECKED = "- {id: fear, ask: How?, scale: {}, save: my.fear, check: my.fear > 2, retry: 'Above 2, {me.name}.'}"
GIVING_UP = CHECKED.replace("retry:", "tries: 2, gave_up: [{say: Never mind.}], retry:")
DONE = "- {say: Thank you.}"
TIMED = "- {id: fear, ask: How?, scale: {}, save: my.fear, until: 3h, remind: [{after: 1h, say: 'No rush, {me.name}.'}], missed: [{say: Another time.}]}"
BOTH = reveal("{a.words} / {b.words}")


class TestCheck:
    """An answer of the right kind that does not hold."""

    def test_asks_again_in_the_authors_words(self) -> None:
        """
        Nothing is kept, and the same buttons still count.
        """
        pair = Pair(flow(lane(CHECKED, DONE)))

        pair.press(A, "2")

        assert pair.last(A) == "Above 2, Ana."
        assert pair.run.values.get(A, {}) == {}
        pair.press(A, "3")
        assert pair.last(A) == "Thank you."

    def test_asks_again_in_its_own_words(self) -> None:
        """
        Where the author gave none.
        """
        pair = Pair(flow(lane(CHECKED.replace(", retry: 'Above 2, {me.name}.'", ""))))

        pair.say(A, "1")

        assert pair.last(A) == "<another-answer>"

    def test_an_answer_that_was_there_stays(self) -> None:
        """
        One that is refused does not take away the one before, nor the consent to it.
        """
        again = (
            "- {id: anew, ask: Other words?, text: {}, save: my.words, check: len(my.words) > 3}"
        )
        pair = Pair(flow(lane(WORDS, SHARE, again), BOTH))
        pair.say(A, "first")
        pair.press(A, "<consent-yes>")

        pair.say(A, "no")

        assert pair.run.values[A] == {"words": "first", "share": True}

    def test_may_be_skipped(self) -> None:
        """
        Nobody is held by a test.
        """
        pair = Pair(flow(lane(CHECKED, DONE)))
        pair.press(A, "1")

        pair.skip(A)

        assert pair.last(A) == "Thank you."

    def test_that_cannot_be_reckoned_does_not_hold(self) -> None:
        """
        The person is asked again, and nothing is stuck.
        """
        pair = Pair(flow(lane(CHECKED.replace("my.fear > 2", "10 / my.fear > 2"))))

        pair.press(A, "0")

        assert pair.last(A) == "Above 2, Ana."
        assert not pair.stuck


class TestTries:
    """After so many answers that did not fit."""

    def test_gives_up_kindly(self) -> None:
        """
        What does not fit and what does not hold count alike; then it goes on without an answer.
        """
        pair = Pair(flow(lane(GIVING_UP, DONE)))
        pair.say(A, "a lot")

        pair.press(A, "1")

        assert pair.read(A)[-2:] == ["Never mind.", "Thank you."]
        assert pair.run.values.get(A, {}) == {}

    def test_each_question_counts_for_itself(self) -> None:
        """
        The next one has all its tries, and so has the other partner.
        """
        second = GIVING_UP.replace("id: fear", "id: again")
        pair = Pair(flow(lane(GIVING_UP, second)))
        for _ in range(3):
            pair.say(A, "hm")

        pair.say(B, "hm")

        assert pair.run.lanes[A].at == "again"
        assert pair.run.lanes[B].at == "fear"

    def test_goes_on_where_nothing_is_played(self) -> None:
        """
        Without `gave_up` the next question follows.
        """
        pair = Pair(flow(lane(CHECKED.replace("retry:", "tries: 1, retry:"), DONE)))

        pair.press(A, "1")

        assert pair.last(A) == "Thank you."

    def test_shows_nothing_to_the_other(self) -> None:
        """
        In private, giving up is nobody else's business.
        """
        pair = Pair(flow(lane(GIVING_UP, DONE)))
        before = pair.seen(B)

        pair.say(A, "hm")
        pair.say(A, "hm")

        assert pair.seen(B) == before


class TestOwnDeadline:
    """A question that is open for a while only."""

    def test_reminds_and_goes_on(self) -> None:
        """
        Its reminders are the reader's own; then comes what the author wrote for that.
        """
        pair = Pair(flow(lane(TIMED, DONE)))

        pair.wait("3h")

        assert pair.read(A) == ["How?", "No rush, Ana.", "Another time.", "Thank you."]

    def test_an_answer_drops_its_alarms(self) -> None:
        """
        Neither reminder nor deadline comes any more.
        """
        pair = Pair(flow(lane(TIMED, WORDS)))
        asked = pair.open(A)
        assert asked is not None

        pair.press(A, "5")
        pair.wait("4h")

        assert AlarmsDropped(asked.prompt) in pair.outcomes
        assert pair.read(A) == ["How?", "What do you feel?"]

    @pytest.mark.parametrize("way", ["answers", "is silent", "skips", "answers late"])
    def test_shows_nothing_to_the_other(self, way: str) -> None:
        """
        Whatever one does with it in a private lane, the other sees the same, at the same times.
        """
        seen = []
        for does in ("is silent", way):
            pair = Pair(flow(lane(TIMED, WORDS, SHARE), BOTH))
            pair.press(B, "5")
            pair.say(B, "mine")
            pair.press(B, "<consent-yes>")
            if does == "answers late":
                pair.wait("2h")
            if does.startswith("answers"):
                pair.press(A, "5")
            if does == "skips":
                pair.skip(A)
            pair.wait("3d")
            seen.append((pair.seen(B), [one for one in pair.outcomes if _to(one) == B]))

        assert seen[0] == seen[1]

    def test_begins_when_it_is_seen(self) -> None:
        """
        At night it waits for the morning, and so does its deadline.
        """
        night = NOON + timedelta(hours=11)
        pair = Pair(flow(lane(TIMED)), couple(quiet=(NIGHT, None)), at=night)

        own = [one for one in pair.outcomes if isinstance(one, AlarmSet) and one.tag == "until"]

        morning = NOON + timedelta(hours=19)
        assert morning + timedelta(hours=3) in [one.due for one in own]

    def test_ends_with_its_fork(self) -> None:
        """
        When the lanes close, nothing of them rings any more.
        """
        pair = Pair(flow(lane(TIMED.replace("3h", "3d")), "- {id: pause, wait: 1w}"))

        pair.wait("2d")

        assert [tag for _, tag in pair.alarms] == ["wake"]

    def test_in_the_room(self) -> None:
        """
        There the reminder stands where the question stands.
        """
        pair = Pair(flow(group(TIMED.replace("my.fear", "my.open"))))

        pair.wait("1h")

        assert pair.read(ROOM)[-2:] == ["No rush, Ana.", "No rush, Ben."]


class TestVariables:
    """What a variable holds before anybody answered, and at most."""

    def test_default(self) -> None:
        """
        Each has it from the beginning; an answer takes its place, skipping leaves nothing.
        """
        pair = Pair(
            flow(
                lane("- {id: q, ask: '{my.open}?', scale: {}, save: my.open}"),
                given=("my.open: {type: int, default: 5, private: false}",),
            )
        )
        first = dict(pair.run.values)

        pair.press(A, "7")
        pair.skip(B)

        assert first == {A: {"open": 5}, B: {"open": 5}}
        assert pair.run.values == {A: {"open": 7}, B: {}}

    @pytest.mark.parametrize(("said", "kept"), [("0", 1), ("5", 5), ("10", 9)])
    def test_bounds(self, said: str, kept: int) -> None:
        """
        What is reckoned beyond them becomes the nearest.
        """
        given = ("my.fear: {type: int}", "my.part: {type: int, min: 1, max: 9}")
        pair = Pair(flow(lane(FEAR, "- {set: {my.part: my.fear}}"), given=given))

        pair.press(A, said)

        assert pair.run.values[A]["part"] == kept


class TestOnce:
    """Words for the first time only."""

    ONCE = "- {id: hello, say: 'Hello, {me.name}.', once: true}"
    AGAIN = "- {id: q, ask: Again?, yesno: true}"

    def rounds(self, *nodes: str) -> str:
        """Play a lane twice."""
        inner = "\n".join([*nodes, self.AGAIN]).replace("\n", "\n    ")
        return lane(f"- id: rounds\n  repeat: 2\n  do:\n    {inner}")

    def test_once_for_each(self) -> None:
        """
        In private each hears it for the first time, and then no more.
        """
        pair = Pair(flow(self.rounds(self.ONCE)))

        pair.press(A, "<yes>")

        assert pair.read(A) == ["Hello, Ana.", "Again?", "Again?"]
        assert pair.read(B) == ["Hello, Ben.", "Again?"]

    def test_once_in_the_room(self) -> None:
        """
        Both read it there, so it is said by the first who comes by.
        """
        pair = Pair(flow(group("- {id: hello, say: Welcome., once: true}", self.AGAIN)))

        assert pair.read(ROOM) == ["Welcome.", "Again?", "Again?"]


def _to(outcome: object) -> object:
    return getattr(outcome, "to", getattr(outcome, "seat", None))


def test_it_cannot_be_come_back_to() -> None:
    """
    `edit: false` ends the way back there.
    """
    pair = Pair(
        flow(
            lane(
                WORDS,
                FEAR.replace("save", "edit: false, save"),
                DONE,
                "- {id: last, ask: Last?, yesno: true}",
            )
        )
    )
    pair.say(A, "words")
    pair.press(A, "5")

    assert not pair.do(Back(pair.now, Seat.A)).taken
