"""The picture of a flow: valid Mermaid whatever was written, and true."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.graph import LOCK, graph
from bot.authoring.mermaid import MAX_LABEL, Form, cut, ident, label
from tests.authoring.flows import OURS, built, small

# A strict grammar of what we write: narrower than Mermaid's own, so that what passes here passes
# there. Labels stand in quotes and have none of the signs that mean something inside them.
ID = r"[a-z]+_[a-zA-Z0-9_]*"
LABEL = r'"(?:[^"#<>&`\\\n;%:]|#[a-z0-9]+;)+"'
OUTLINES = "|".join(
    re.escape(form.value[0][:-1]) + LABEL + re.escape(form.value[1][1:]) for form in Form
)
NODE = re.compile(rf"({ID})(?:{OUTLINES})(?::::[a-z]+)?")
EDGE = re.compile(rf"({ID}) (-->|-\.->|==>)(?:\|{LABEL}\|)? ({ID})")
GROUP = re.compile(rf"subgraph ({ID})\[{LABEL}\]")
STYLE = re.compile(r"classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}")


def valid(text: str) -> list[tuple[str, str, str]]:
    """Hold a chart against the grammar; give its arrows."""
    lines = text.splitlines()
    assert lines[0] == "flowchart TD"
    names: list[str] = []
    arrows = []
    depth = 0
    for line in map(str.strip, lines[1:]):
        if found := GROUP.fullmatch(line):
            depth += 1
            names.append(found[1])
        elif line == "end":
            depth -= 1
            assert depth >= 0
        elif found := NODE.fullmatch(line):
            names.append(found[1])
        elif found := EDGE.fullmatch(line):
            assert depth == 0
            arrows.append((found[1], found[2], found[3]))
        else:
            assert STYLE.fullmatch(line), line
    assert depth == 0
    assert len(names) == len(set(names))
    for one, _, two in arrows:
        assert {one, two} <= set(names), (one, two)
    return arrows


def drawn(rest: str) -> str:
    text = graph(small(rest))
    valid(text)
    return text


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_ours_are_valid(path: Path) -> None:
    """Every flow that we ship can be drawn, with every node in it."""
    script = built(path)
    text = graph(script)
    arrows = valid(text)

    for name in script.nodes:
        assert re.search(rf"^ *{ident(name)}\W", text, re.MULTILINE), name
    reached = {two for _, _, two in arrows}
    assert [name for name in script.nodes if ident(name) not in reached] == []


LANES = """\
vars:
  my.trust: {type: int}
  my.share: {type: bool}
outcomes: [shared, kept]
nodes:
  - id: talk
    each: partner
    until: 48h
    do:
      - {id: trust, ask: How much?, scale: {min: 0, max: 10}, save: my.trust}
      - {id: share, ask: Show it?, consent: {shows: [trust]}, save: my.share}
  - id: open
    reveal: [trust]
    needs: share
    say: "{a.trust} {b.trust}"
    withheld: [{id: kept, say: It stays private., to: both}, {id: closed, end: kept}]
  - {id: shared, end: shared}
"""


class TestWays:
    def test_a_lane_is_a_box_with_a_lock(self) -> None:
        """What is asked in private stands in a box, and has a lock."""
        text = drawn(LANES)

        box = text.split("subgraph lane_talkXdo", 1)[1].split("end\n", 1)[0]
        assert "in private" in box
        assert f'n_trust[/"{LOCK}How much?"/]:::private' in box
        assert LOCK not in text.split("n_kept[", 1)[1].split("\n", 1)[0]

    def test_time_that_is_up_is_dotted(self) -> None:
        """Lanes are left at their deadline, and a reveal that is withheld too."""
        text = drawn(LANES)

        assert 'n_talk -.->|"2d"| join_talk' in text
        assert 'n_open -.->|"withheld, at the deadline"| n_kept' in text
        assert 'n_open -->|"shown"| n_shared' in text
        assert "join_talk --> n_open" in text
        assert ":::reveal" in text

    def test_a_sitting_that_is_missed(self) -> None:
        """A ready goes on when both pressed, and elsewhere when time is up."""
        text = drawn(
            "outcomes: [done, not_now]\nnodes:\n"
            "  - id: sit\n    ready: Sit?\n    slots: ['18:00']\n    until: 7d\n"
            "    missed: [{id: away, end: not_now}]\n"
            "  - {id: done, end: done}\n"
        )

        assert 'n_sit{{"' in text
        assert 'n_sit -->|"both pressed"| n_done' in text
        assert 'n_sit -.->|"missed, 1w"| n_away' in text

    def test_branches_have_labels(self) -> None:
        """Yes and no, each case, and what is neither."""
        text = drawn(
            "vars: {run.mood: {type: choice, of: [light, heavy]}}\noutcomes: [done]\nnodes:\n"
            "  - {id: fork, if: couple.room, do: [{id: hello, say: Hello., to: both}]}\n"
            "  - id: mood\n    match: run.mood\n    cases:\n"
            "      light: [{id: glad, say: Good., to: both}]\n"
            "    else: [{id: fine, say: Fine., to: both}]\n"
            "  - {id: done, when: couple.room, end: done}\n  - {id: other, end: done}\n"
        )

        assert 'n_fork -->|"yes"| n_hello' in text
        assert 'n_fork -->|"no"| n_mood' in text
        assert 'n_mood -->|"light"| n_glad' in text
        assert 'n_mood -->|"else"| n_fine' in text
        assert "n_glad --> when_done" in text
        assert 'when_done -->|"yes"| n_done' in text
        assert 'when_done -->|"no"| n_other' in text

    def test_blocks_and_rounds(self) -> None:
        """A block is a box of its own that calls lead into; a round comes back."""
        text = drawn(
            "outcomes: [done]\nnodes:\n"
            "  - {id: greet, call: hello}\n"
            "  - {id: rounds, repeat: 3, do: [{id: pause, wait: 2d}]}\n  - {id: done, end: done}\n"
            "blocks:\n  hello: [{id: hi, say: Hello., to: both}]\n"
        )

        assert 'subgraph box_hello["block hello"]' in text
        assert "n_greet ==> block_hello" in text
        assert "n_greet --> n_rounds" in text
        assert "block_hello --> n_hi" in text
        assert 'n_rounds -->|"again"| n_pause' in text
        assert 'n_pause -.->|"2d"| n_rounds' in text
        assert 'n_rounds -->|"done"| n_done' in text

    def test_a_block_for_one_person_has_locks(self) -> None:
        """A block that is played only in private lanes is private itself."""
        text = drawn(
            "outcomes: [done]\nnodes:\n"
            "  - {id: talk, each: partner, until: 2d, do: [{id: greet, call: hello}]}\n"
            "  - {id: done, end: done}\n"
            "blocks:\n  hello: [{id: hi, say: Hello.}]\n"
        )

        assert f'n_hi["{LOCK}Hello."]:::private' in text


KINDS = ("", ":join ", ":when ", ":lane ", ":block ", ":box ")
NAMES = st.builds(
    str.__add__, st.sampled_from(KINDS), st.text(max_size=30).filter(lambda t: t[:1] != ":")
)
"""Nodes, and what belongs to them; no node's name begins with a colon."""


class TestLabels:
    @given(st.text(max_size=200))
    def test_are_inert(self, text: str) -> None:
        """Whatever an author writes is a label, and not a sign of Mermaid's."""
        shown = label(cut(text))

        assert re.fullmatch(LABEL, f'"{shown}"')
        assert not re.match(r"\d+[.)]|[-*+] ", shown)

    @given(st.text(max_size=200))
    def test_are_cut(self, text: str) -> None:
        """A label is one short line."""
        assert len(cut(text)) <= MAX_LABEL
        assert "\n" not in cut(text)

    @given(NAMES, NAMES)
    def test_different_names_stay_different(self, one: str, two: str) -> None:
        """No two nodes become one."""
        assert (ident(one) == ident(two)) == (one == two)
        assert re.fullmatch(ID, ident(one))

    @pytest.mark.parametrize(
        "words",
        [
            '"]; click x',
            "1. first",
            "- one",
            "`code`",
            "<b>",
            "end",
            "{me.name}",
            "a|b",
            "%%{{init}}",
            "style a:b <c>",
        ],
    )
    def test_odd_words_in_a_flow(self, words: str) -> None:
        """A flow with such words is drawn all the same."""
        quoted = words.replace("'", "''")
        text = (
            f"outcomes: [done]\nnodes:\n  - {{id: end, say: '{quoted}', to: hurt}}\n  - end: done\n"
        )

        assert "n_end[" in drawn(text)
