"""Going back, and taking an answer back: nobody else can tell."""
# ruff: noqa: E501 - a flow is read as one line

import textwrap
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.flow.events import Back, Undo
from bot.flow.outcomes import ROOM, Outcome
from bot.flow.run import LONGEST
from bot.model.couple import Seat
from tests.flow.leaks import AGREE, FEAR, SHARE, WORDS, flow, group, lane, reveal
from tests.pair import NOON, A, B, Pair

BOTH = reveal("{a.words} / {b.words}")
REVEAL = flow(AGREE, BOTH)
LAST = "- {id: last, ask: Last?, yesno: true}"


def back(pair: Pair, seat: Seat) -> bool:
    """Go back; say whether there was a way."""
    return pair.do(Back(pair.now, seat)).taken


def undo(pair: Pair, seat: Seat) -> bool:
    """Take the last answer back."""
    return pair.do(Undo(pair.now, seat)).taken


def through(pair: Pair, seat: Seat, words: str = "first") -> None:
    """Answer all of `AGREE` with a yes."""
    pair.press(seat, "5")
    pair.say(seat, words)
    pair.press(seat, "<consent-yes>")


def noticed(pair: Pair, seat: Seat) -> tuple[list[tuple[datetime, str]], list[Outcome]]:
    """Give all that somebody is shown, and when, and all that was decided for them."""
    shown = sorted((one.at, one.text) for chat in (seat, ROOM) for one in pair.seen(chat))
    ours = [
        one
        for one in pair.outcomes
        if getattr(one, "to", getattr(one, "seat", None)) in (seat, ROOM)
    ]
    return shown, ours


class TestBack:
    """The question before."""

    def test_is_asked_once_more(self) -> None:
        """
        What was answered there stays until there is another answer.
        """
        pair = Pair(flow(lane(FEAR, WORDS)))
        pair.press(A, "5")

        assert back(pair, A)

        assert pair.last(A).startswith("How afraid were you?")
        assert pair.run.values[A] == {"fear": 5}
        pair.press(A, "6")
        assert pair.run.values[A] == {"fear": 6}
        assert pair.last(A) == "What do you feel?"

    def test_as_far_as_the_first(self) -> None:
        """
        Step by step, and no further.
        """
        pair = Pair(flow(lane(FEAR, WORDS, LAST)))
        pair.press(A, "5")
        pair.say(A, "words")

        steps = [back(pair, A) for _ in range(3)]

        assert steps == [True, True, False]
        assert pair.run.lanes[A].at == "fear"

    def test_buttons_of_the_question_left_are_old(self) -> None:
        """
        They change nothing any more.
        """
        pair = Pair(flow(lane(FEAR, LAST)))
        pair.press(A, "5")
        left = pair.open(A)
        assert left is not None
        back(pair, A)

        pair.tap(left, 0)

        assert pair.last(A) == "<closed-question>"
        assert pair.run.lanes[A].at == "fear"

    def test_parts_of_a_text_are_forgotten(self) -> None:
        """
        What was begun at the question left does not stand before what is written later.
        """
        pair = Pair(flow(lane(FEAR, WORDS.replace("max: 600", "settle: 5s"))))
        pair.press(A, "5")
        pair.say(A, "begun")
        back(pair, A)
        pair.press(A, "6")

        pair.say(A, "anew")
        pair.wait("5s")

        assert pair.run.values[A]["words"] == "anew"

    def test_into_the_same_round(self) -> None:
        """
        Within a loop it is the round that it was asked in.
        """
        pair = Pair(
            flow(
                lane(
                    "- id: rounds\n  repeat: 2\n  do:\n    - {id: q, ask: Again?, yesno: true}",
                    LAST,
                )
            )
        )
        for _ in range(2):
            pair.press(A, "<yes>")

        back(pair, A)
        first = pair.run.lanes[A].stack
        back(pair, A)

        assert (first, pair.run.lanes[A].stack) == ((("rounds", 1),), (("rounds", 0),))
        pair.press(A, "<yes>")
        assert pair.run.lanes[A].at == "q"

    def test_only_so_far(self) -> None:
        """
        The way back is not kept without end.
        """
        pair = Pair(
            flow(
                lane(
                    "- id: rounds\n  repeat: 20\n  do:\n    - {id: q, ask: A?, yesno: true}\n    - {id: r, ask: B?, yesno: true}"
                )
            )
        )
        for _ in range(30):
            pair.press(A, "<yes>")

        assert [back(pair, A) for _ in range(LONGEST + 1)] == [True] * LONGEST + [False]

    def test_when_through_reopens_the_lane(self) -> None:
        """
        As long as the other is not through, nothing was shown; and it can be finished again.
        """
        pair = Pair(REVEAL)
        through(pair, A)

        assert back(pair, A)
        through(pair, B)
        early = list(pair.revealed)
        pair.press(A, "<consent-yes>")

        assert early == []
        assert pair.read(ROOM) == ["first / first"]

    def test_when_both_are_through_reopens_the_lane(self) -> None:
        """
        Behind the veil too, without a word to the other; the deadline stays what it was.
        """
        pair = Pair(REVEAL)
        through(pair, A)
        through(pair, B)
        # They agreed, so that is shown; a no keeps it behind the veil.
        assert not back(pair, A)
        pair = Pair(REVEAL)
        through(pair, A)
        pair.press(B, "5")
        pair.say(B, "mine")
        pair.press(B, "<consent-no>")
        before = noticed(pair, A)

        assert back(pair, B)
        pair.press(B, "<consent-yes>")

        assert noticed(pair, A)[0][:-1] == before[0]
        assert pair.read(ROOM) == ["first / mine"]

    def test_reopened_and_left_open(self) -> None:
        """
        The deadline comes as ever.
        """
        pair = Pair(REVEAL)
        for seat in Seat:
            pair.press(seat, "5")
            pair.say(seat, "mine")
            pair.press(seat, "<consent-no>")
        back(pair, A)

        pair.wait("2d")

        assert pair.ended == "done"
        assert pair.last(B) == "This stays private."
        assert pair.seen(B)[-1].at == NOON + timedelta(days=2)

    def test_another_answer_voids_consent(self) -> None:
        """
        What was agreed to was the other one.
        """
        pair = Pair(REVEAL)
        through(pair, A)
        back(pair, A)
        back(pair, A)

        pair.say(A, "second")
        through(pair, B)
        pair.wait("2d")

        assert not pair.revealed
        assert pair.run.values[A] == {"fear": 5, "words": "second"}

    def test_into_the_fork_one_came_through(self) -> None:
        """
        Where two branches lead to one reveal.
        """
        one, two = (
            lane(
                WORDS.replace("id: words", f"id: words_{name}"),
                SHARE.replace("id: share", f"id: share_{name}"),
                name=name,
            )
            for name in ("one", "two")
        )
        one, two = (textwrap.indent(each, "    ") for each in (one, two))
        pair = Pair(flow(f"- if: not couple.room\n  do:\n{one}\n  else:\n{two}", BOTH))
        for seat in Seat:
            pair.say(seat, "mine")
            pair.press(seat, "<consent-no>")

        back(pair, A)

        assert pair.run.lanes["main"].at == "two"

    @pytest.mark.parametrize("way", ["behind the reveal", "behind the deadline"])
    def test_not_once_something_was_shown(self, way: str) -> None:
        """
        What both have read cannot be unread.
        """
        pair = Pair(flow(AGREE, BOTH, "- {id: pause, wait: 1w}"))
        through(pair, A)
        if way == "behind the reveal":
            through(pair, B)
        else:
            pair.wait("2d")

        assert not back(pair, A)

    def test_not_out_of_a_sitting(self) -> None:
        """
        Who has had their turn has had it.
        """
        pair = Pair(
            flow(
                group(LAST.replace("{id: last", "{id: q")).replace(
                    "  until", "  order: turns\n  until"
                )
            )
        )
        pair.press(A, "<yes>")

        assert not back(pair, A)
        assert not back(pair, B)

    def test_not_behind_a_lock(self) -> None:
        """
        There ends the way back, for whoever came there and for nobody else.
        """
        pair = Pair(flow(lane(FEAR, "- {mark: told, lock: true}", WORDS, LAST)))
        for seat in Seat:
            pair.press(seat, "5")
        pair = Pair(flow(lane(FEAR, WORDS, "- {mark: told, lock: true}", LAST)))
        pair.press(A, "5")
        pair.press(B, "5")
        pair.say(A, "words")

        assert not back(pair, A)
        assert back(pair, B)

    @pytest.mark.parametrize("act", [back, undo])
    def test_shows_nothing_to_the_other(self, act: Callable[[Pair, Seat], bool]) -> None:
        """
        Neither the going back nor the answering anew.
        """
        seen = []
        for goes in (False, True):
            pair = Pair(REVEAL)
            through(pair, A)
            pair.press(B, "5")
            if goes:
                for _ in range(3):
                    act(pair, A)
                through(pair, A)
            pair.say(B, "mine")
            pair.press(B, "<consent-yes>")
            seen.append(noticed(pair, B))

        assert [shown for shown, _ in seen] == [seen[0][0]] * 2


class TestUndo:
    """The last answer is taken back."""

    def test_it_is_gone(self) -> None:
        """
        And asked for once more.
        """
        pair = Pair(flow(lane(FEAR, WORDS)))
        pair.press(A, "5")

        undo(pair, A)

        assert pair.run.values[A] == {}
        assert pair.run.lanes[A].at == "fear"

    def test_a_consent_too(self) -> None:
        """
        A yes can be taken back until it has shown something.
        """
        pair = Pair(REVEAL)
        through(pair, A)

        undo(pair, A)
        through(pair, B)
        pair.wait("2d")

        assert not pair.revealed

    def test_an_answer_takes_the_consent_to_it_along(self) -> None:
        """
        Also where the consent was only gone back over.
        """
        pair = Pair(REVEAL)
        through(pair, A)
        back(pair, A)

        undo(pair, A)

        assert pair.run.values[A] == {"fear": 5}

    def test_behind_a_consent_it_is_gone(self) -> None:
        """
        What was made of an answer is not shown by a yes that was gone back over.
        """
        copy = SHARE.replace("[words]", "[other]")
        given = ("my.words: {type: text}", "my.other: {type: text}")
        shows = reveal("{a.other} / {b.other}", names="[other]")
        pair = Pair(flow(lane(WORDS, "- {set: {my.other: my.words}}", copy), shows, given=given))
        pair.say(A, "first")
        pair.press(A, "<consent-yes>")
        back(pair, A)

        undo(pair, A)

        assert pair.run.values[A] == {"other": "first"}

    def test_nothing_to_undo(self) -> None:
        """
        Nothing changes.
        """
        assert not undo(Pair(REVEAL), A)
