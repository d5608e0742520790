"""The journey: what it says, what it may not say, and that it names every flow of ours."""

from pathlib import Path

import pytest

from bot import load
from bot.errors import FlowError
from bot.journey import FILE, Journey, Step, journey

DIALOGS = Path(__file__).parents[1] / "dialogs"
FLOWS = ("first", "second", "third")
WHOLE = """\
format: 1
steps:
  - step: begin
    flows: [first]
always: [second, third]
arriving: second
risk: {}
"""


def read(folder: Path, text: str) -> Journey:
    """Read a journey of the flows above."""
    (folder / FILE).write_text(text, "utf-8")
    return journey(folder, FLOWS)


def test_is_read(tmp_path: Path) -> None:
    """What comes to whoever arrives may stand in a step, or among what is there at any time."""
    found = read(tmp_path, WHOLE)

    assert found.steps == (Step("begin", ("first",)),)
    assert found.always == ("second", "third")
    assert found.arriving == "second"
    assert found.flows == {*FLOWS}


def test_there_need_be_none(tmp_path: Path) -> None:
    assert journey(tmp_path, FLOWS) == Journey()


@pytest.mark.parametrize(
    ("was", "now", "code", "said"),
    [
        ("arriving: second", "ariving: second", "F006", "unknown key 'ariving'"),
        ("step: begin", "stp: begin", "F006", "unknown key 'stp'"),
        ("risk: {}", "risk: {sadness: third}", "F006", "unknown key 'sadness'"),
        ("step: begin", "step: [begin]", "F008", "a step has a name"),
        ("arriving: second", "arriving: 7", "F008", "the name of a flow"),
        ("flows: [first]", "flows: first", "F008", "a list"),
        ("[second, third]", "[second, second]", "F010", "'second' stands twice"),
        ("arriving: second", "arriving: secnd", "F038", "did you mean 'second'?"),
        ("flows: [first]", "flows: [fourteenth]", "F038", "there is no flow 'fourteenth'"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, was: str, now: str, code: str, said: str
) -> None:
    assert was in WHOLE
    with pytest.raises(FlowError) as found:
        read(tmp_path, WHOLE.replace(was, now))

    told = [one for one in found.value.problems if one.code == code]
    assert any(said in one.message for one in told)
    assert all(one.file.endswith(FILE) and one.line > 0 for one in told)


def test_ours_names_every_flow_that_nothing_else_begins() -> None:
    """A flow that no menu offers, no clock begins and no other brings would never be seen."""
    content = load.load(DIALOGS)
    ways = content.journey
    named = {*ways.flows, *ways.risk.values(), ways.arriving}

    alone = [
        one.id
        for one in content.flows.values()
        if one.id not in named and not (one.commands or one.clocks or one.after_flows or one.events)
    ]
    assert alone == []
