"""An author is told every mistake at once, each at its place and with a way out."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FlowError, Problem
from bot.flow.kinds import Choice, Option
from bot.flow.parse import parse
from bot.flow.script import Ask, Clock, Each, Goto, Reveal, Script
from bot.flow.shapes import VERBS
from bot.model.couple import Role
from bot.model.words import Label

ROOT = Path(__file__).parents[2]
TOP = "format: 1\nflow: small\ntitle: Small\noutcomes: [done]\n"
"""Four lines, so that what a test adds begins in the fifth."""


def flow(rest: str) -> Script:
    """Parse a small flow with this rest."""
    return parse((TOP + rest).encode(), "small.yaml")


def mistakes(rest: str) -> list[Problem]:
    """Give what is wrong with a small flow."""
    with pytest.raises(FlowError) as found:
        flow(rest)
    return list(found.value.problems)


def mistake(rest: str) -> tuple[str, int, int, str]:
    """Give the one thing that is wrong."""
    (one,) = mistakes(rest)
    assert one.file == "small.yaml"
    return one.code, one.line, one.column, one.message


class TestVerbs:
    """F005."""

    @pytest.mark.parametrize(
        ("word", "meant"),
        [("sya", "say"), ("aks", "ask"), ("revaal", "reveal"), ("got", "goto"), ("mathc", "match"),
         ("reapet", "repeat"), ("Say", "say"), ("readdy", "ready")],
    )  # fmt: skip
    def test_unknown(self, word: str, meant: str) -> None:
        """
        A slip is named, with the verb that was meant.
        """
        code, line, column, message = mistake(f"nodes:\n  - {word}: x\n")

        assert (code, line, column) == ("F005", 6, 5)
        assert f"'{word}' is not one of say, ask," in message
        assert f"did you mean '{meant}'?" in message

    def test_nothing_like_it(self) -> None:
        """
        Without anything near, the list of verbs has to do.
        """
        *_, message = mistake("nodes:\n  - xyzzy: x\n")

        assert all(verb in message for verb in VERBS)
        assert "did you mean" not in message

    @pytest.mark.parametrize(
        ("node", "code", "says"),
        [("{say: A, end: done}", "F005", "not say and end; make two nodes"),
         ("{say: A, ask: B, goto: c}", "F005", "not say and ask and goto"),
         ("{id: empty}", "F005", "a verb is missing"), ("words", "F008", "a map with one verb"),
         ("[say]", "F008", "a map with one verb"), ("5", "F008", "a map with one verb"),
         ("", "F008", "a map with one verb")],
    )  # fmt: skip
    def test_one_a_node(self, node: str, code: str, says: str) -> None:
        """
        A node is a map with exactly one verb.
        """
        found = mistakes(f"nodes:\n  - {node}\n  - end: done\n")

        assert [(one.code, one.line) for one in found] == [(code, 6)]
        assert says in found[0].message


class TestKeys:
    """F006, F007 and F008."""

    @pytest.mark.parametrize(
        ("rest", "line", "column", "says"),
        [
            ("titel: x\nnodes: []\n", 5, 1, "'titel'; did you mean 'title'?"),
            ("nodes:\n  - say: A.\n    too: both\n", 7, 5, "'too'; did you mean 'to'?"),
            ("nodes:\n  - {say: A., whne: run.x}\n", 6, 15, "'whne'; did you mean 'when'?"),
            ("nodes:\n  - {if: run.x, do: [], esle: []}\n", 6, 25, "'esle'; did you mean 'else'?"),
            ("nodes:\n  - {say: A., do: []}\n", 6, 15, "'do'; known here: id, when, note, say, to"),
            ("vars:\n  my.a: {typ: int, type: int}\nnodes: []\n", 6, 10, "did you mean 'type'?"),
            ("policies:\n  p: {utnil: 3h}\nnodes: []\n", 6, 7, "did you mean 'until'?"),
            ("policies:\n  p: {remind: [{after: 1h, say: A, sy: B}]}\nnodes:\n", 6, 36, "'say'?"),
            ("start: [{every: {day: sunday, at: '9:00', att: 1}}]\nnodes: []\n", 5, 43, "'at'?"),
            ("nodes:\n  - {id: q, ask: A, scale: {mn: 1}}\n", 6, 29, "did you mean 'min'?"),
            ("nodes:\n  - {id: q, ask: A, scale: {x: 1}}\n", 6, 29, "here: min, max, low, high"),
        ],
    )  # fmt: skip
    def test_unknown(self, rest: str, line: int, column: int, says: str) -> None:
        """
        Row 83: an unknown key is named at its place, with what is known there.
        """
        found = mistake(rest)

        assert found[:3] == ("F006", line, column)
        assert found[3].startswith("unknown key '")
        assert says in found[3]

    @pytest.mark.parametrize(
        ("source", "key", "line"),
        [
            ("format: 1\nflow: x\nnodes: []\n", "title", 1),
            ("flow: x\ntitle: X\nnodes: []\n", "format", 1),
            ("format: 1\nflow: x\ntitle: X\n", "nodes", 1),
            (f"{TOP}nodes:\n  - repeat: 2\n    id: r\n", "do", 6),
            (f"{TOP}nodes:\n  - if: run.x\n", "do", 6),
            (f"{TOP}nodes:\n  - match: run.x\n", "cases", 6),
            (f"{TOP}nodes:\n  - {{id: r, ready: A.}}\n", "slots", 6),
            (f"{TOP}policies:\n  p:\n    remind:\n      - after: 1h\nnodes: []\n", "say", 8),
            (f"{TOP}vars:\n  my.a: {{}}\nnodes: []\n", "type", 6),
        ],
    )
    def test_missing(self, source: str, key: str, line: int) -> None:
        """
        What has to be there is asked for, at what it belongs to.
        """
        with pytest.raises(FlowError) as found:
            parse(source.encode(), "small.yaml")

        (one,) = found.value.problems
        assert (one.code, one.line) == ("F007", line)
        assert one.message == f"'{key}' is missing; it has to stand here"

    @pytest.mark.parametrize(
        ("rest", "line", "column", "says"),
        [
            ("nodes: 3\n", 5, 8, "a list of nodes"),
            ("nodes: []\nblocks: [a]\n", 6, 9, "a map: a name"),
            ("nodes: []\nblocks: {a: b}\n", 6, 13, "a list of nodes"),
            ("nodes:\n  - {match: run.x, cases: [a]}\n", 6, 27, "a map: a name"),
            ("nodes:\n  - {match: run.x, cases: {a: b}}\n", 6, 31, "a list of nodes"),
            ("nodes:\n  - {id: w, wait: soon}\n", 6, 13, "looks like 90s, 20m"),
            ("nodes:\n  - {id: r, ready: A, slots: ['25:00']}\n", 6, 31, "'slots': a time of day"),
            ("nodes:\n  - {id: r, ready: A, slots: []}\n", 6, 23, "'slots': "),
            ("nodes:\n  - {id: Hello, say: A}\n", 6, 6, "'id': a name is small letters"),
            ("nodes:\n  - {id: 5, say: A}\n", 6, 6, "'id': "),
            ("nodes:\n  - {say: ''}\n", 6, 6, "'say': "),
            ("nodes:\n  - {say: A, to: moon}\n", 6, 14, "'me', 'partner', 'both'"),
            ("nodes:\n  - {set: {x: 1}}\n", 6, 12, "a letter first, after 'my.' or 'run.'"),
            ("nodes:\n  - {id: q, ask: A, choice: [a, 1]}\n", 6, 21, "put numbers in quotes"),
            ("nodes:\n  - {id: q, ask: A, choice: [a, a]}\n", 6, 21, "different texts"),
            ("nodes:\n  - {id: q, ask: A, yesno: no}\n", 6, 21, "'yesno': "),
            ("nodes:\n  - {id: e, each: partner, policy: p, do: []}\n", 6, 36, "no policy 'p'"),
            ("vars:\n  mood: {type: int}\nnodes: []\n", 6, 3, "'mood': a name is small letters"),
            ("vars:\n  my.a: {type: number}\nnodes: []\n", 6, 10, "'int', 'float', 'text'"),
        ],
    )  # fmt: skip
    def test_does_not_fit(self, rest: str, line: int, column: int, says: str) -> None:
        """
        A value of the wrong kind says which kind is right.
        """
        found = mistake(rest)

        assert found[:3] == ("F008", line, column)
        assert says in found[3]

    @pytest.mark.parametrize(
        ("rest", "code", "column", "says"),
        [
            ("nodes:\n  - {if: trust > 1, do: []}\n", "F020", 10, "my.trust, run.trust"),
            ("nodes:\n  - {say: A, when: 1 +}\n", "F020", 20, "this is no expression"),
            ("nodes:\n  - {set: {my.x: word}}\n", "F020", 11, "quotes if it is a text"),
            ("nodes:\n  - {say: 'A {'}\n", "F025", 11, "a single brace"),
            ("nodes:\n  - {say: '{x}'}\n", "F025", 11, "needs its owner"),
            ("policies:\n  p: {remind: [{after: 1h, say: '{'}]}\nnodes: []\n", "F025", 16, "brace"),
            ("nodes:\n  - {ask: A, yesno: true}\n", "F011", 5, "'ask' needs an id"),
            ("nodes:\n  - {wait: 3h}\n", "F011", 5, "'wait' needs an id"),
            ("nodes:\n  - {id: q, ask: A}\n", "F007", 18, "a question has one of choice"),
            ("nodes:\n  - {id: q, ask: A, yesno: true, text: {}}\n", "F007", 18, "has one of"),
            ("nodes:\n  - {id: r, reveal: [x], needs: y, say: A}\n", "F037", 5, "'withheld'"),
            ("nodes:\n  - {id: e, each: partner}\n", "F007", 5, "'hurt' and 'repairing'"),
            ("nodes:\n  - {id: e, each: hurt, do: [], repairing: []}\n", "F007", 5, "has 'do'"),
            ("nodes:\n  - {id: e, each: hurt, do: [], missed: []}\n", "F058", 5, "was silent"),
        ],
    )
    def test_says_what_to_do(self, rest: str, code: str, column: int, says: str) -> None:
        """
        Conditions, texts, questions and forks have numbers of their own.
        """
        found = mistake(rest)

        assert found[:3] == (code, 6, column)
        assert says in found[3]


class TestPlaces:
    """Ids, jumps and blocks."""

    @pytest.mark.parametrize(
        ("second", "line", "column"),
        [("  - {id: x, say: B.}\n", 7, 10), ("  - if: run.y\n    do: [{id: x, say: B.}]\n", 8, 15),
         ("blocks:\n  calm: [{id: x, say: B.}]\n", 8, 15)],
        ids=["list", "nested", "block"],
    )  # fmt: skip
    def test_id_twice(self, second: str, line: int, column: int) -> None:
        """
        An id stands once in a file, however deep.
        """
        found = mistake(f"nodes:\n  - {{id: x, say: A.}}\n{second}")

        assert found[:3] == ("F010", line, column)
        assert "'x' stands twice" in found[3]

    @pytest.mark.parametrize(
        ("target", "hint"), [("helo", "; did you mean 'hello'?"), ("xyzzy", "")]
    )
    def test_jump_to_nowhere(self, target: str, hint: str) -> None:
        """
        Row 84: a jump needs somewhere to go.
        """
        found = mistake(f"nodes:\n  - {{id: hello, say: A.}}\n  - goto: {target}\n")

        assert found == ("F030", 7, 5, f"there is no node '{target}'{hint}")

    def test_jump_inwards(self) -> None:
        """
        A jump cannot land in the middle of another list.
        """
        found = mistake(
            "nodes:\n  - goto: inner\n  - if: run.x\n    do:\n      - {id: inner, say: A.}\n"
        )

        assert found[:3] == ("F039", 6, 5)
        assert "'inner' lies inside another list" in found[3]

    def test_jump_into_a_sibling(self) -> None:
        """
        Nor can it from one branch into the other.
        """
        found = mistake(
            "nodes:\n  - if: run.x\n    do: [{goto: inner}]\n    else: [{id: inner, say: A.}]\n"
        )

        assert found[:3] == ("F039", 7, 10)

    def test_jump_out_of_a_lane(self) -> None:
        """
        Nobody leaves the other alone in a fork.
        """
        found = mistake(
            "nodes:\n  - {id: e, each: partner, do: [{goto: out}]}\n  - {id: out, say: A.}\n"
        )

        assert found[:3] == ("F039", 6, 33)
        assert "cannot leave the lanes" in found[3]

    def test_jump_out_of_repeats(self) -> None:
        """
        Outwards is fine, and what is left behind is counted.
        """
        inner = "{id: s, repeat: 2, do: [{if: run.x, do: [{id: jump, goto: out}]}]}"

        found = flow(
            f"nodes:\n  - {{id: r, repeat: 2, do: [{inner}]}}\n  - {{id: out, end: done}}\n"
        )

        jump = found.nodes["jump"]
        assert isinstance(jump, Goto)
        assert jump.leaves == 2

    @pytest.mark.parametrize(("block", "hint"), [("clam", "; did you mean 'calm'?"), ("xyzzy", "")])
    def test_unknown_block(self, block: str, hint: str) -> None:
        """
        A call needs its block.
        """
        found = mistake(f"nodes:\n  - {{id: c, call: {block}}}\nblocks:\n  calm: [{{say: A.}}]\n")

        assert found == ("F038", 6, 5, f"there is no block '{block}'{hint}")


class TestAllAtOnce:
    """An author who mends everything that was named is done."""

    def test_in_file_order(self) -> None:
        """
        Mistakes of all kinds and depths come together, from top to bottom.
        """
        found = mistakes(
            "titel: x\n"
            "vars:\n  my.a: {type: number}\n"
            "policies:\n  p: {until: soon}\n"
            "nodes:\n"
            "  - sya: A.\n"
            "  - {id: x, say: A., too: b}\n"
            "  - if: 1 +\n"
            "    do:\n"
            "      - {say: '{'}\n"
            "      - {goto: nowhere}\n"
            "  - id: e\n"
            "    each: partner\n"
            "    plce: group\n"
            "    do:\n"
            "      - {id: x, say: B.}\n"
            "  - {id: m, mtach: run.x, cases: {a: [{wait: 3h}]}}\n"
            "blocks:\n"
            "  calm: [{ask: C., yesno: true}]\n"
        )

        assert [(one.line, one.code) for one in found] == [
            (5, "F006"), (7, "F008"), (9, "F008"), (11, "F005"), (12, "F006"), (13, "F020"),
            (15, "F025"), (16, "F030"), (19, "F006"), (21, "F010"), (22, "F005"), (22, "F011"),
            (24, "F011"),
        ]  # fmt: skip

    def test_no_mistake_makes_another(self) -> None:
        """
        What a broken node or policy would have been still counts as being there.
        """
        found = mistakes(
            "policies:\n  p: {until: soon}\n"
            "nodes:\n"
            "  - {id: hello, say: A., too: b}\n"
            "  - {id: e, each: partner, policy: p, do: []}\n"
            "  - {goto: hello}\n"
        )

        assert [(one.line, one.code) for one in found] == [(6, "F008"), (8, "F006")]

    def test_reads_like_a_compiler(self) -> None:
        """
        Each mistake is one line that editors can follow.
        """
        with pytest.raises(FlowError) as found:
            flow("nodes:\n  - sya: A.\n  - {id: w, wait: soon}\n")

        first, second = str(found.value).split("\n")
        assert first.startswith("small.yaml:6:5: 'sya' is not one of")
        assert first.endswith("[F005]")
        assert second.startswith("small.yaml:7:13: 'wait': a length of time")

    @given(
        st.recursive(
            st.sampled_from(["A.", "run.x", "3h", "'{'", "1", "true", "", "partner", "x", "[]"]),
            lambda inner: (
                st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
                | st.dictionaries(
                    st.sampled_from([*VERBS, "id", "do", "else", "cases", "hurt", "text", "to"]),
                    inner,
                    max_size=4,
                ).map(lambda items: "{" + ", ".join(f"{k}: {v}" for k, v in items.items()) + "}")
            ),
            max_leaves=12,
        )
    )
    def test_whatever_is_written(self, nodes: str) -> None:
        """
        Every file is a flow or has mistakes with places; nothing else comes out.
        """
        found: tuple[Problem, ...] = ()

        try:
            flow(f"nodes: {nodes}\n")
        except FlowError as exc:
            found = exc.problems

        assert all(one.line == 5 and one.column > 1 and one.message for one in found)


class TestSound:
    """What is right is built as it was meant."""

    def test_weekly_check_in(self) -> None:
        """
        The example that everybody begins with has all its parts.
        """
        source = (ROOT / "dialogs" / "weekly_checkin.yaml").read_bytes()

        found = parse(source, "weekly_checkin.yaml")

        answers, reveal = found.nodes["answers"], found.nodes["open"]
        assert (found.id, found.clocks) == ("weekly_checkin", (Clock(6, time(18, 30)),))
        assert (found.first, found.after["invite"]) == ("invite", "answers")
        assert isinstance(answers, Each)
        assert answers.policy.until == timedelta(hours=48)
        assert isinstance(reveal, Reveal)
        assert reveal.names == ("trust", "thanks")
        assert found.fork_of("trust") is answers
        assert found.voids["trust"] == ("share",)

    @pytest.mark.parametrize(
        "file", sorted((ROOT / "dialogs").glob("step*/*.yaml")), ids=lambda file: file.stem
    )
    def test_every_step(self, file: Path) -> None:
        """
        So have the steps that come with the bot.
        """
        found = parse(file.read_bytes(), file.name)

        assert found.first in found.nodes

    def test_choices(self) -> None:
        """
        A list of texts is its own values; a map has names for them.
        """
        found = flow(
            "nodes:\n"
            "  - {id: p, ask: A, choice: [low, high]}\n"
            "  - {id: q, ask: A, choice: {no: Not yet, 10: All}, save: my.q}\n"
        )

        first, second = found.nodes["p"], found.nodes["q"]
        assert isinstance(first, Ask)
        assert first.kind == Choice((Option("low", Label("low")), Option("high", Label("high"))))
        assert isinstance(second, Ask)
        assert second.kind == Choice((Option("no", Label("Not yet")), Option("10", Label("All"))))
        assert found.manner.labels == {"q": {"no": Label("Not yet"), "10": Label("All")}}

    def test_bodies_and_what_follows(self) -> None:
        """
        Nested lists lead back to what comes after them; unnamed nodes are called by their place.
        """
        found = flow(
            "nodes:\n"
            "  - {if: run.x, do: [{say: A}, {say: B}], else: []}\n"
            "  - {id: e, each: partner, hurt: [{say: C}], repairing: [{say: D}]}\n"
        )

        fork = found.nodes["e"]
        assert found.first == ".0"
        assert found.lists[".0.do"] == (".0.do.0", ".0.do.1")
        assert (found.after[".0.do.0"], found.after[".0.do.1"]) == (".0.do.1", "e")
        assert isinstance(fork, Each)
        assert fork.bodies == {Role.HURT: "e.hurt.0", Role.REPAIRING: "e.repairing.0"}
        assert found.after["e.hurt.0"] is None

    def test_version_goes_with_the_bytes(self) -> None:
        """
        The smallest change makes another version, and a mark of the encoding is no content.
        """
        one, two = flow("nodes: [{end: done}]\n"), flow("nodes: [{end:  done}]\n")
        marked = parse(b"\xef\xbb\xbf" + one.source.encode(), "small.yaml")

        assert one.version != two.version
        assert marked.source == one.source
