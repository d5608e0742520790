"""A flow that calls another one: it is given something, and its end is an outcome for the caller."""
# ruff: noqa: E501 - a flow is read as one line

import pytest

from bot.errors import FlowError
from bot.flow.builder import Other
from bot.flow.check import checked
from bot.flow.events import Stopped
from bot.flow.outcomes import ROOM
from bot.flow.parse import parse
from bot.flow.read import read
from bot.flow.script import Script
from tests.flow.leaks import flow
from tests.pair import A, B, Pair, couple

COOL = """
format: 1
flow: cool
title: Cool down
takes: {in.topic: text}
outcomes: [better, not_yet]
vars:
  run.calm: {type: bool}
nodes:
  - {say: "About {in.topic}.", to: both}
  - id: breathe
    each: partner
    place: group
    until: 2h
    missed: [{say: That is all right., to: both}]
    do:
      - id: rounds
        repeat: 3
        do:
          - {id: calm, ask: Calm?, yesno: true, save: run.calm}
          - if: run.calm
            do: [{id: deep, call: deep}]
  - {end: not_yet}
blocks:
  deep: [{say: "Good, {me.name}."}, {end: better}]
"""
OUTER = """
format: 1
flow: outer
title: Talk
outcomes: [well, ill]
vars:
  run.how: {type: text}
nodes:
  - {id: cool, call: {flow: cool, give: {topic: "'the evening'"}}, save: run.how}
  - {say: "It is {run.how}.", to: both}
  - match: run.how
    cases: {better: [{end: well}]}
    else: [{end: ill}]
"""
CALL = """- {id: talk, call: {flow: outer}, save: run.topic}
- {say: "And now {run.topic}.", to: both}
- {id: pause, wait: 1d}"""


def other(source: str, name: str) -> Other:
    """Make a flow that may be called."""
    return Other(read(source.encode(), f"{name}.yaml"), f"{name}.yaml", ())


def built(source: str, cool: str = COOL) -> Script:
    """Build a flow that calls others, and has to be sound."""
    others = {"cool": other(cool, "cool"), "outer": other(OUTER, "outer")}
    return checked(parse(source.encode(), "main.yaml", (), others))


WHOLE = built(flow(CALL))


class TestOutcome:
    """What a called flow ends with."""

    def test_comes_back_from_any_depth(self) -> None:
        """
        Out of a block, a loop and a lane of a flow that another one called; the run goes on.
        """
        pair = Pair(WHOLE)

        pair.press(A, "<yes>")

        assert pair.read(B)[-2:] == ["It is better.", "And now well."]
        assert pair.ended is None
        assert pair.run.lanes["main"].stack == ()
        assert [tag for _, tag in pair.alarms] == ["wake"]

    def test_closes_what_was_open_in_it(self) -> None:
        """
        The other's question is over.
        """
        pair = Pair(WHOLE)
        theirs = pair.open(B)
        assert theirs is not None

        pair.press(A, "<yes>")
        pair.tap(theirs, 0)

        assert pair.last(B) == "<closed-question>"

    def test_its_last_end(self) -> None:
        """
        When all lanes are through.
        """
        pair = Pair(WHOLE)
        for seat in (A, B):
            for _ in range(3):
                pair.press(seat, "<no>")

        assert pair.read(A)[-2:] == ["It is not_yet.", "And now ill."]

    @pytest.mark.parametrize("how", ["missed", "stopped"])
    def test_nobody_came(self, how: str) -> None:
        """
        A sitting in it that was missed, or that somebody ended, is no end of the run.
        """
        pair = Pair(WHOLE)

        if how == "missed":
            pair.wait("2h")
        else:
            pair.do(Stopped(pair.now, B))

        assert pair.read(A)[-3:] == ["That is all right.", "It is not_yet.", "And now ill."]
        assert pair.ended is None

    def test_ends_inside_missed(self) -> None:
        """
        An end where a sitting was missed is the called flow's own.
        """
        cool = COOL.replace("[{say: That is all right., to: both}]", "[{end: not_yet}]")
        pair = Pair(built(flow(CALL), cool))

        pair.wait("2h")

        assert pair.read(A)[-2:] == ["It is not_yet.", "And now ill."]

    def test_in_its_first_turn(self) -> None:
        """
        Also before anybody was asked, and with a fork behind it.
        """
        sitting = "- id: after\n  each: partner\n  place: group\n  until: 1d\n  missed: [{end: other_way}]\n  do: [{id: q, ask: Well?, yesno: true}]"
        cool = COOL.replace(
            "    do:\n      - id: rounds",
            "    do:\n      - {when: couple.room, end: better}\n      - id: rounds",
        )
        pair = Pair(
            built(
                flow(
                    "- {id: cool, call: {flow: cool, give: {topic: '1'}}, save: run.topic}".replace(
                        "'1'", "\"'x'\""
                    ),
                    sitting,
                ),
                cool,
            )
        )

        assert pair.read(ROOM) == ["Well?", "Well?"]
        assert pair.run.values["run"]["topic"] == "better"


class TestGiven:
    """What a called flow is told."""

    def test_is_read(self) -> None:
        """
        Under the name that it takes it by.
        """
        assert Pair(WHOLE).read(A)[0] == "About the evening."

    def test_anew_for_each_call(self) -> None:
        """
        The second time it is something else, and so is the outcome.
        """
        twice = "- {id: one, call: {flow: cool, give: {topic: \"'us'\"}}, save: run.topic}\n- {id: two, call: {flow: cool, give: {topic: run.topic}}, save: run.topic}"
        pair = Pair(built(flow(twice)))

        pair.press(A, "<yes>")

        assert pair.last(B) == "About better."

    def test_that_cannot_be_reckoned_is_passed_over(self) -> None:
        """
        The call is left out, and the operator hears of it; nobody is stuck.
        """
        called = (
            "- {id: one, call: {flow: cool, give: {topic: \"'x' if 1 / run.count > 1 else 'y'\"}}}"
        )
        pair = Pair(built(flow("- {set: {run.count: 0}}", called)))

        assert pair.ended == "done"
        assert [one.node for one in pair.stuck] == ["one"]


class TestBuiltIn:
    """It stands among the caller's blocks."""

    def test_each_node_under_its_flows_name(self) -> None:
        """
        So that no two are mixed up, however deep they are called.
        """
        assert {"talk", "outer.cool", "cool.calm", "cool.deep"} <= {*WHOLE.nodes}

    @pytest.mark.parametrize(
        ("main", "code"),
        [
            ("- {id: x, call: {flow: cooler}}", "F038"),
            ("- {id: x, call: {flow: cool}, save: run.count}", "F023"),
            ("- {id: x, call: {flow: cool, give: {nothing: '1'}}}", "F022"),
            ("- {id: x, each: partner, until: 1d, do: [{id: y, call: {flow: cool}}]}", "F041"),
        ],
    )
    def test_refused(self, main: str, code: str) -> None:
        """
        One that is not there, an outcome or a gift that does not fit, a call out of a lane.
        """
        with pytest.raises(FlowError) as refused:
            built(flow(main, given=("run.count: {type: int}",)))

        assert code in [one.code for one in refused.value.problems]

    def test_comes_back_without_a_room(self) -> None:
        """
        What is for the room is for both.
        """
        pair = Pair(WHOLE, couple(room=False))

        pair.press(A, "<yes>")

        assert pair.last(A) == pair.last(B) == "And now well."
