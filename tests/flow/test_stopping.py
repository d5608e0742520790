"""Leaving the rest out, and a fork that is opened again: a silence like any other."""
# ruff: noqa: E501 - a flow is read as one line

from datetime import datetime

import pytest

from bot.flow.events import Back, Resumed, Stopped, Undo
from bot.flow.outcomes import ROOM, Outcome
from bot.model.couple import Seat
from tests.flow.leaks import AGREE, FEAR, SHARE, WORDS, flow, group, lane, reveal
from tests.pair import A, B, Pair, couple

BOTH = reveal("{a.words} / {b.words}")
REVEAL = flow(AGREE, BOTH)
LAST = "- {id: last, ask: Last?, yesno: true}"


def stop(pair: Pair, seat: Seat) -> bool:
    """Leave the rest out."""
    return pair.do(Stopped(pair.now, seat)).taken


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


class TestStop:
    """The rest is left out."""

    @pytest.mark.parametrize("room", [True, False])
    @pytest.mark.parametrize("answers", [0, 1, 2])
    @pytest.mark.parametrize("first", [A, B])
    def test_looks_like_silence(self, room: bool, answers: int, first: Seat) -> None:
        """
        To the letter and to the second: what the other is shown, and all that is decided for them.
        """
        seen = []
        for stops in (False, True):
            policy = "gentle: {until: 2d, remind: [{after: 22h, say: 'No rush, {me.name}.'}]}"
            open_ = flow(AGREE, BOTH, policies=policy).replace(
                "    until: 2d\n    place", "    policy: gentle\n    place"
            )
            pair = Pair(open_, couple(room=room))
            if first is B:
                through(pair, B)
            if answers > 0:
                pair.press(A, "5")
            if answers > 1:
                pair.say(A, "mine")
            if stops:
                assert stop(pair, A)
            pair.wait("1h")
            if first is A:
                through(pair, B)
            pair.wait("4d")
            assert pair.ended == "done"
            seen.append(noticed(pair, B))

        assert seen[0] == seen[1]
        assert seen[0][0][-1][1] == "This stays private."

    def test_before_a_sitting(self) -> None:
        """
        A press for an hour is taken back by it, and the other hears what silence sounds like.
        """
        sit = '- {id: sit, ready: "Sit?", slots: ["18:00"], missed: [{say: Not now., to: both}, {end: other_way}]}'
        seen = []
        for stops in (False, True):
            pair = Pair(flow(lane(FEAR), sit, group(LAST)))
            for seat in Seat:
                pair.press(seat, "5")
            pair.press(B, "<ready>")
            if stops:
                pair.press(A, "<ready>")
                stop(pair, A)
            pair.wait("3d")
            seen.append(noticed(pair, B))

        assert seen[0] == seen[1]
        assert "<no-sitting>" in [text for _, text in seen[0][0]]

    def test_nothing_more_is_asked_or_rings(self) -> None:
        """
        One sentence, no reminder, and words are no answer any more.
        """
        timed = FEAR.replace("save", "until: 1h, missed: [{say: Later.}], save")
        pair = Pair(flow(lane(timed, "- {id: pause, wait: 1h}", WORDS)))

        stop(pair, A)
        pair.wait("3h")

        assert pair.read(A)[-1] == "<stopped-here>"
        assert not pair.say(A, "words").taken
        assert not stop(pair, A)

    @pytest.mark.parametrize("event", [Back, Undo, Resumed])
    def test_can_be_come_back_from(self, event: type[Back | Undo | Resumed]) -> None:
        """
        Until the deadline the same question is there, and what was answered stands.
        """
        pair = Pair(REVEAL)
        pair.press(A, "5")
        stop(pair, A)

        pair.do(event(pair.now, A))

        assert pair.last(A) == "What do you feel?"
        assert pair.run.values[A] == {"fear": 5}
        pair.say(A, "mine")
        pair.press(A, "<consent-yes>")
        through(pair, B)
        assert pair.read(ROOM) == ["mine / first"]

    def test_both(self) -> None:
        """
        The deadline comes as ever.
        """
        pair = Pair(REVEAL)
        for seat in Seat:
            stop(pair, seat)

        pair.wait("2d")

        assert pair.ended == "done"
        assert pair.last(A) == pair.last(B) == "This stays private."

    def test_ends_a_sitting_for_both(self) -> None:
        """
        There nobody goes on alone, and nothing of it rings any more.
        """
        pair = Pair(flow(group(FEAR.replace("my.fear", "my.open"), LAST)))
        pair.press(B, "5")

        stop(pair, A)

        assert pair.ended == "other_way"
        assert not pair.alarms

    def test_nothing_open(self) -> None:
        """
        Who is through has nothing left to leave out.
        """
        pair = Pair(REVEAL)
        through(pair, A)

        assert not stop(pair, A)


class TestRoundAfterRound:
    """A fork that is opened again."""

    def test_a_yes_counts_for_its_own_round(self) -> None:
        """
        Who is silent in the second round does not show what they agreed to show in the first.
        """
        inner = f"{lane(WORDS, SHARE)}\n{BOTH}".replace("\n", "\n    ")
        pair = Pair(flow(f"- id: rounds\n  repeat: 2\n  do:\n    {inner}"))
        pair.say(A, "hers")
        pair.press(A, "<consent-yes>")
        pair.wait("2d")

        pair.say(B, "his")
        pair.press(B, "<consent-yes>")
        pair.wait("2d")

        assert not pair.revealed
        assert pair.read(B).count("This stays private.") == 2

    def test_also_where_a_block_asks_for_it(self) -> None:
        """
        Wherever the question stands.
        """
        inner = f"{lane(WORDS, '- {id: may, call: may}')}\n{BOTH}".replace("\n", "\n    ")
        pair = Pair(
            flow(f"- id: rounds\n  repeat: 2\n  do:\n    {inner}", blocks=f"may:\n  {SHARE}")
        )
        pair.say(A, "hers")
        pair.press(A, "<consent-yes>")

        pair.wait("2d")

        assert pair.run.values[A] == {"words": "hers"}
