"""Jumps go where they may, consents are bound, and no slip of the finger is a crash."""
# ruff: noqa: E501 - a flow is read as one line

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FlowError
from bot.flow.check import check
from bot.flow.parse import parse
from bot.flow.script import Goto
from tests.flow.leaks import AGREE, FEAR, WORDS, flow, lane, reveal

SHIPPED = (Path(__file__).parents[2] / "dialogs" / "weekly_checkin.yaml").read_text("utf-8")


class TestJumps:
    """Where a jump may go."""

    @pytest.mark.parametrize(
        ("source", "leaves"),
        [
            (flow("- {id: w, wait: 1d}", "- {when: couple.room, goto: w}"), 0),
            (flow("- {id: r, repeat: 2, do: [{if: couple.room, do: [{goto: out}]}]}", "- {id: out, mark: x}"), 1),
            (flow("- {id: r, repeat: 2, do: [{id: s, repeat: 2, do: [{goto: out}]}]}", "- {id: out, mark: x}"), 2),
            (flow("- {id: r, repeat: 2, do: [{id: t, wait: 1d}, {when: couple.room, goto: t}]}"), 0),
        ],
    )  # fmt: skip
    def test_knows_the_loops_it_leaves(self, source: str, leaves: int) -> None:
        """
        Each loop between a jump and where it goes is left, and no other.
        """
        script = parse(source.encode(), "flow.yaml")

        assert [one.leaves for one in script.nodes.values() if isinstance(one, Goto)] == [leaves]

    @pytest.mark.parametrize(
        "source",
        [
            flow("- {when: couple.room, goto: in}", "- {if: couple.room, do: [{id: in, mark: x}]}"),
            flow("- {if: couple.room, do: [{goto: in}], else: [{id: in, mark: x}]}"),
            flow("- {match: couple.room, cases: {'true': [{goto: in}]}, else: [{id: in, mark: x}]}"),
            flow(lane("- {goto: out}"), "- {id: out, mark: x}"),
            flow("- {id: e, each: partner, until: 1d, hurt: [{goto: in}], repairing: [{id: in, say: Hi.}]}"),
            flow("- {id: c, call: b}", "- {id: out, mark: x}", blocks="b: [{goto: out}]"),
            flow("- {id: c, call: b}", "- {when: couple.room, goto: in}", blocks="b: [{id: in, mark: x}]"),
            flow("- {id: c, call: b}", blocks="b: [{goto: in}]\nd: [{id: in, mark: x}]"),
            flow(AGREE, reveal("{a.words}", shown="[{id: in, mark: x}]", withheld="[{goto: in}]")),
        ],
    )  # fmt: skip
    def test_only_to_its_own_list_or_an_outer_one(self, source: str) -> None:
        """
        Neither inwards, nor to a sibling branch, lane or block, nor out of a lane or block.
        """
        with pytest.raises(FlowError) as refused:
            parse(source.encode(), "flow.yaml")

        assert {one.code for one in refused.value.problems} == {"F039"}


class TestBuilt:
    """What comes of a sound file."""

    def test_after_and_around(self) -> None:
        """
        Branches go on below themselves; lanes come to their own end.
        """
        script = parse(
            flow(lane(FEAR, "- {if: my.fear > 3, do: [{id: oh, say: Oh.}]}", WORDS)).encode(), "f"
        )

        assert script.after["oh"] == "words"
        assert script.after["words"] is None
        assert script.around["oh"] == ("talk", "talk.do.1")

    def test_consents_are_bound(self) -> None:
        """
        A flow knows which consent a new answer makes void.
        """
        script = parse(flow(AGREE, reveal("{a.words} {b.words}")).encode(), "f")

        assert script.voids == {"words": ("share",)}


@settings(max_examples=150)
@given(
    st.integers(0, len(SHIPPED) - 1),
    st.sampled_from(["", "{", "}", "- ", ": ", "'", "\n", "  ", "x", "0", "my.", "&", "#"]),
)
def test_a_slip_of_the_finger_is_no_crash(at: int, typed: str) -> None:
    """
    Any letter of a real flow lost or another typed gives a flow, or mistakes with places.
    """
    source = SHIPPED[:at] + typed + SHIPPED[at + 1 :]

    try:
        found = check(parse(source.encode(), "weekly.yaml"))
    except FlowError as exc:
        found = exc.problems

    assert all(one.line >= 1 and one.message for one in found)
