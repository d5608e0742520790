"""
Slips of authors, as other languages for conversations have met them.

The ideas are those of Yarn Spinner's parse failures (YarnSpinnerTool/YarnSpinner,
Tests/TestCases/ParseFailures), where our language has the same thing, told in our own flows; and a
few neighbours of theirs. Each is one small flow with one mistake: its number, its line and a word
of the sentence.
"""
# ruff: noqa: E501 - a flow is read as one line

from dataclasses import dataclass

import pytest

from bot.errors import FlowError, Problem
from bot.flow.check import check
from bot.flow.parse import parse

TOP = """\
format: 1
flow: small
title: Small
outcomes: [done]
vars:
  my.mood: {type: choice, of: [calm, sad]}
  my.sure: {type: bool}
  my.count: {type: int}
  my.words: {type: text}
nodes:
  - id: talk
    each: partner
    until: 1d
    do:
      - {id: mood, ask: How is it?, choice: {calm: Calm, sad: Sad}, save: my.mood}
      - {id: sure, ask: Sure?, yesno: true, save: my.sure}
      - {id: count, ask: How often?, number: {}, save: my.count}
      - {id: words, ask: What was it?, text: {}, save: my.words}
"""
"""What is sound. A test adds what goes on inside the lane, from line 19 on."""

END = "  - {end: done}\n"


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in the lane (``inside``), after it (``after``) or in a replaced ``top``."""

    idea: str
    code: str
    line: int
    says: str
    inside: str = ""
    after: str = END
    top: str = TOP

    def source(self) -> str:
        """Write the flow."""
        lines = "".join(f"      {line}\n" for line in self.inside.splitlines())
        return self.top + lines + self.after


def swapped(old: str, new: str) -> str:
    """Give the sound beginning with one thing changed."""
    assert TOP.count(old) == 1
    return TOP.replace(old, new)


SLIPS = (
    # Commands
    Slip("commands: no line break inside", "F020", 19, "no expression",
         inside="- if: |\n    my.count >\n    3\n  do: [{say: Hi.}]"),
    Slip("commands: unknown", "F005", 19, "did you mean 'say'", inside="- {sya: Hi.}"),
    Slip("commands: two in one", "F005", 19, "one verb", inside="- {say: Hi., mark: talked}"),
    Slip("commands: none", "F005", 19, "a verb is missing", inside="- {id: empty}"),
    Slip("commands: only words", "F008", 19, "a node is a map", inside="- Hi."),
    # Declarations
    Slip("declarations: must have values", "F007", 7, "'type'", top=swapped("{type: bool}", "{}")),
    Slip("declarations: unknown type", "F008", 7, "type", top=swapped("{type: bool}", "{type: boolean}")),
    Slip("declarations: twice", "F003", 8, "second time", top=swapped("my.count: {type", "my.sure: {type")),
    Slip("declarations: no owner", "F008", 7, "after 'my.' or 'run.'", top=swapped("my.sure: {type", "sure: {type")),
    Slip("declarations: never used", "F035", 10, "nothing uses it", top=swapped("nodes:", "  my.spare: {type: int}\nnodes:")),
    # Choices, where Yarn has enums
    Slip("enums: not compared across types", "F023", 19, "never the same", inside="- {if: my.mood == 3, do: [{say: Hi.}]}"),
    Slip("enums: not compared across types", "F023", 19, "never the same", inside="- {if: my.mood == my.sure, do: [{say: Hi.}]}"),
    Slip("enums: a member that is none", "F023", 19, "did you mean 'calm'", inside="- {if: my.mood == 'clam', do: [{say: Hi.}]}"),
    Slip("enums: a member that is none", "F023", 19, "one of calm, sad", inside="- {if: \"my.mood in ['sad', 'mad']\", do: [{say: Hi.}]}"),
    Slip("enums: a member without its quotes", "F020", 19, "needs its owner", inside="- {if: my.mood == calm, do: [{say: Hi.}]}"),
    Slip("enums: not for functions of numbers", "F023", 19, "a number is needed", inside="- {if: \"max(my.mood, 1) > 0\", do: [{say: Hi.}]}"),
    Slip("enums: unique cases", "F003", 15, "second time", top=swapped("sad: Sad}", "calm: Sad}")),
    Slip("enums: unique cases", "F008", 15, "different texts", top=swapped("{calm: Calm, sad: Sad}", "[calm, calm]")),
    Slip("enums: unique values", "F040", 15, "say the same", top=swapped("sad: Sad}", "sad: Calm}")),
    Slip("enums: must not be empty", "F040", 15, "1 to 25", top=swapped("{calm: Calm, sad: Sad}", "[]")),
    Slip("enums: all of one type", "F008", 15, "in quotes", top=swapped("{calm: Calm, sad: Sad}", "[calm, 2]")),
    Slip("enums: values are all defined", "F008", 15, "sad", top=swapped("sad: Sad}", "sad: }")),
    # Indentation
    Slip("indentation: a node too far in", "F001", 20, "not YAML", inside="- {id: x, say: Hi.}\n  - {say: Ho.}"),
    Slip("indentation: a node too far out", "F001", 19, "not YAML", after="   - {end: done}\n"),
    Slip("indentation: by tabs", "F001", 20, "tabs", inside="- id: x\n\tsay: Hi."),
    Slip("indentation: nothing below an option", "F007", 19, "'do'", inside="- {if: my.sure}"),
    Slip("indentation: a list where a map stands", "F008", 19, "map", inside="- {match: my.mood, cases: [calm, sad]}"),
    # Inference
    Slip("inference: a function that is none", "F020", 19, "'sum' is not one of", inside="- {if: sum(my.count) > 1, do: [{say: Hi.}]}"),
    Slip("inference: how many values", "F020", 19, "takes one value", inside="- {if: \"round(my.count, 2) > 1\", do: [{say: Hi.}]}"),
    Slip("inference: how many values", "F020", 19, "2 to 8", inside="- {if: min(my.count) > 1, do: [{say: Hi.}]}"),
    Slip("inference: how many values", "F020", 19, "takes one value", inside="- {if: answered(), do: [{say: Hi.}]}"),
    Slip("inference: of which type", "F023", 19, "a number is needed", inside="- {if: round(my.words) > 1, do: [{say: Hi.}]}"),
    # Jumps
    Slip("jumps: to nowhere", "F030", 19, "did you mean 'mood'", inside="- {when: my.sure, goto: moood}"),
    Slip("jumps: only to a name", "F008", 19, "goto", inside="- {when: my.sure, goto: 5}"),
    Slip("jumps: only to a name", "F008", 19, "goto", inside="- {when: my.sure, goto: my.mood}"),
    Slip("jumps: into another list", "F039", 20, "inside another list",
         inside="- {id: x, if: my.sure, do: [{id: deep, say: Hi.}]}\n- {when: my.sure, goto: deep}"),
    Slip("jumps: out of a lane", "F039", 19, "cannot leave", inside="- {when: my.sure, goto: talk}"),
    Slip("jumps: to a block that is not there", "F038", 19, "no block", inside="- {id: c, call: more}"),
    # Nodes
    Slip("nodes: must have a body", "F007", 1, "'nodes'", top="format: 1\nflow: small\ntitle: Small\n", after=""),
    Slip("nodes: must have a body", "F008", 5, "list of nodes", top="format: 1\nflow: small\ntitle: Small\noutcomes: [done]\n", after="nodes: {say: Hi.}\n"),
    Slip("nodes: unique names", "F010", 19, "stands twice", inside="- {id: mood, say: Hi.}"),
    Slip("nodes: a name where one rests", "F011", 19, "needs an id", inside="- {ask: Well?, yesno: true, save: my.sure}"),
    Slip("nodes: a name is a name", "F008", 19, "small letters", inside="- {id: My node, say: Hi.}"),
    Slip("nodes: never reached", "F031", 20, "never reached", after=END + "  - {say: Hi., to: both}\n"),
    Slip("nodes: when must have an expression", "F020", 19, "no expression", inside="- {when: '', say: Hi.}"),
    Slip("nodes: when must be an expression", "F020", 19, "no expression", inside="- {when: if sure, say: Hi.}"),
    Slip("nodes: without an end", "F032", 11, "end", after=""),
    # Operators
    Slip("operators: sums are of numbers", "F023", 19, "a number is needed", inside="- {if: my.words + 'x' == 'y', do: [{say: Hi.}]}"),
    Slip("operators: sums are of numbers", "F023", 19, "a number is needed", inside="- {if: my.sure + 1 > 1, do: [{say: Hi.}]}"),
    Slip("operators: order is of alikes", "F023", 19, "cannot be ordered", inside="- {if: my.words > 3, do: [{say: Hi.}]}"),
    Slip("operators: one sign too many", "F020", 19, "no expression", inside="- {if: my.count = 3, do: [{say: Hi.}]}"),
    Slip("operators: signs of other languages", "F020", 19, "no expression", inside="- {if: my.sure && my.sure, do: [{say: Hi.}]}"),
    Slip("operators: one side is missing", "F020", 19, "no expression", inside="- {if: my.count >, do: [{say: Hi.}]}"),
    Slip("operators: a bracket too few", "F020", 19, "no expression", inside="- {if: (my.count > 3, do: [{say: Hi.}]}"),
    Slip("operators: a quote too few", "F020", 19, "no expression", inside="- {if: \"my.mood == 'calm\", do: [{say: Hi.}]}"),
    Slip("operators: a chain", "F020", 19, "only names", inside="- {if: 1 < my.count < 3, do: [{say: Hi.}]}"),
    # Conditions of options
    Slip("conditions: must have expressions", "F020", 19, "no expression", inside="- {if: '', do: [{say: Hi.}]}"),
    Slip("conditions: must have expressions", "F008", 19, "if", inside="- {if: , do: [{say: Hi.}]}"),
    Slip("conditions: must have expressions", "F008", 19, "if", inside="- {if: true, do: [{say: Hi.}]}"),
    Slip("conditions: else without if", "F005", 19, "is not one of", inside="- {else: [{say: Hi.}]}"),
    Slip("conditions: the length of a number", "F023", 19, "has no length", inside="- {if: len(my.count) > 1, do: [{say: Hi.}]}"),
    Slip("conditions: of nothing", "F008", 19, "no case", inside="- {match: my.words, cases: {}}"),
    # Reminders
    Slip("reminders: at once", "F036", 19, "some time after", inside="- {id: x, ask: X?, yesno: true, until: 1d, remind: [{after: 0s, say: Hi.}]}"),
    Slip("reminders: two at a time", "F036", 19, "its own moment", inside="- {id: x, ask: X?, yesno: true, until: 1d, remind: [{after: 1h, say: Hi.}, {after: 1h, say: Ho.}]}"),
    # Assignments
    Slip("assignments: must have values", "F008", 19, "", inside="- {set: {my.count: }}"),
    Slip("assignments: of something declared", "F022", 19, "'my.cuont' is not declared", inside="- {set: {my.cuont: 1}}"),
    Slip("assignments: from something declared", "F022", 19, "did you mean 'my.count'", inside="- {set: {my.count: my.cuont + 1}}"),
    Slip("assignments: of one type", "F023", 19, "this gives a text", inside="- {set: {my.count: my.words}}"),
    Slip("assignments: of one type", "F023", 19, "this gives a whole number", inside="- {set: {my.sure: 1}}"),
    Slip("assignments: not of what is fixed", "F008", 19, "after 'my.' or 'run.'", inside="- {set: {me.name: \"'Ana'\"}}"),
    # Variables that look at themselves
    Slip("loops: a block that calls itself", "F033", 22, "itself", inside="- {id: c, call: more}",
         after=END + "blocks:\n  more: [{id: again, call: more}]\n"),
    Slip("loops: round and round", "F033", 19, "", inside="- {id: top, say: Hi.}\n- {goto: top}"),
    # Texts
    Slip("lines: a brace that is not closed", "F025", 19, "brace", inside="- {say: \"Hi {me.name.\"}"),
    Slip("lines: a brace that is not opened", "F025", 19, "brace", inside="- {say: \"Hi me.name}.\"}"),
    Slip("lines: nothing between the braces", "F025", 19, "", inside="- {say: \"Hi {}.\"}"),
    Slip("lines: a call between the braces", "F025", 19, "", inside="- {say: \"Hi {open('x')}.\"}"),
    Slip("lines: somebody who is not there", "F022", 19, "not declared", inside="- {say: \"Hi {me.nmae}.\"}"),
    Slip("lines: nothing to say", "F008", 19, "say", inside="- {say: ''}"),
    Slip("lines: nothing to see", "F008", 19, "can be seen", inside="- {say: '  '}"),
    Slip("lines: nothing to see", "F008", 19, "can be seen", inside='- {say: "\\u200b\\u00a0"}'),
    Slip("lines: to nobody", "F008", 19, "to", inside="- {say: Hi., to: everybody}"),
)  # fmt: skip


def found(source: str) -> tuple[Problem, ...]:
    """Give what is wrong with a flow."""
    try:
        return check(parse(source.encode(), "small.yaml"))
    except FlowError as exc:
        return tuple(exc.problems)


def test_the_rest_is_sound() -> None:
    """
    Without a slip, the flow has none of these mistakes.
    """
    assert found(Slip("", "", 0, "").source()) == ()


@pytest.mark.parametrize("slip", SLIPS, ids=[f"{at} {one.idea}" for at, one in enumerate(SLIPS)])
def test_is_refused_at_its_line(slip: Slip) -> None:
    """
    One slip gives its number at its line, with a sentence of that slip.
    """
    problems = found(slip.source())

    assert [(one.code, one.line) for one in problems[:1]] == [(slip.code, slip.line)], problems
    assert {one.code for one in problems} == {slip.code}, problems
    assert slip.says in problems[0].message
