"""Where somebody is not safe, nothing opens, and the other sees what they would see anyway."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.theatre import ROOM
from tests.engine.stage import Stage
from tests.engine.test_alone import Stages

SCREEN = """format: 1
flow: screen
title: A quiet question
for: one
policy: open
start: [{command: screen}]
vars:
  my.afraid: {type: bool, sensitive: true}
  my.tier: {type: text, sensitive: true}
policies: {open: {until: 1d}}
nodes:
  - {id: afraid, ask: "Were you afraid this year?", yesno: true, save: my.afraid}
  - {id: rate, run: safety.screen, with: {afraid: my.afraid}, save: my.tier}
  - {when: my.tier == 'red', say: You decide what happens next.}
"""
SITTING = """format: 1
flow: sitting
title: A sitting
weight: heavy
start: [{command: sit}]
outcomes: [sat, not_now]
nodes:
  - id: sit
    ready: "Press when you are ready."
    slots: ["18:00"]
    until: 2d
    missed: [{say: "It closes here for now.", to: both}, {end: not_now}]
  - {say: "Welcome.", to: group}
  - {end: sat}
"""
SHOWING = """format: 1
flow: showing
title: A showing
weight: heavy
start: [{command: show}]
outcomes: [shown, kept]
vars:
  my.glad: {type: text, sensitive: true}
  my.yes: {type: bool}
nodes:
  - id: both
    each: partner
    until: 1d
    do:
      - {id: glad, ask: "What were you glad of?", text: {}, save: my.glad}
      - {id: may, ask: May I show it?, consent: {shows: [glad]}, save: my.yes}
  - id: open
    reveal: [glad]
    needs: "yes"
    say: "{a.glad} · {b.glad}"
    withheld: [{say: This stays private., to: both}, {end: kept}]
  - {end: shown}
"""


@pytest.fixture
async def stages(tmp_path: Path) -> AsyncIterator[Stages]:
    """Stages that are put away afterwards."""
    made = Stages(tmp_path)
    yield made
    for stage in made.made:
        await stage.theatre.close()


async def screened(stages: Stages, flow: str, answer: str, who: str = "a") -> Stage:
    """Let one partner answer the private screen."""
    stage = await stages(SCREEN, flow)
    await stage.says(who, "/screen")
    await stage.says(who, answer)
    await stage.wait(minutes=1)
    return stage


def seen(stage: Stage, who: str) -> list[str]:
    """Give everything somebody saw."""
    return [one.text for chat in (who, ROOM) for one in stage.shown(chat)]


@pytest.mark.parametrize(
    "flow", [SITTING.replace("heavy", "light"), SITTING], ids=["light", "heavy"]
)
@pytest.mark.parametrize("answer", ["Yes", "No"])
async def test_a_sitting(stages: Stages, flow: str, answer: str) -> None:
    """Only a heavy one is held, and only at red."""
    stage = await screened(stages, flow, answer)
    await stage.says("b", "/sit")
    for who in "ab":
        await stage.says(who, stage.phrase("ready"))
    await stage.wait(hours=8)

    held = flow == SITTING and answer == "Yes"
    assert ("Welcome." in seen(stage, "b")) is not held


async def test_the_other_sees_what_a_silence_looks_like(stages: Stages) -> None:
    """Held, although both pressed: word for word as if the first had never pressed."""
    held = await screened(stages, SITTING, "Yes")
    silent = await screened(stages, SITTING, "No")
    for stage in (held, silent):
        await stage.says("b", "/sit")
        await stage.says("b", stage.phrase("ready"))
    await held.says("a", held.phrase("ready"))
    for stage in (held, silent):
        await stage.wait(days=3)

    assert seen(held, "b") == seen(silent, "b")
    assert "It closes here for now." in seen(held, "b")


async def test_the_other_sees_what_a_no_looks_like(stages: Stages) -> None:
    """A reveal that both agreed to is held like one that was declined."""
    held = await screened(stages, SHOWING, "Yes")
    declined = await screened(stages, SHOWING, "No")
    for stage, yes in ((held, "Yes"), (declined, "No")):
        await stage.says("b", "/show")
        for who, words, may in (("b", "The walk.", "Yes"), ("a", "The soup.", yes)):
            await stage.says(who, words)
            await stage.says(who, may)
        await stage.wait(days=2)

    assert seen(held, "b") == seen(declined, "b")
    assert "This stays private." in seen(held, "b")
    assert not any("The soup." in one for one in seen(held, "b"))
