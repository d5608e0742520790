"""What is written in the room: what a notice is about, and what counts as an answer there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.terminal.gateway import TerminalGateway
from bot.model.words import plain
from bot.ports.letters import Content, Letter
from bot.ports.messages import Wrote
from bot.theatre import ROOM
from tests.engine.stage import Household, Stage, inhabited
from tests.engine.test_starting import content

TURNS = """format: 1
flow: turns
title: In turns
start: [{command: turns}]
outcomes: [done]
vars:
  my.word: {type: text, private: false}
  my.more: {type: text, private: false}
nodes:
  - id: round
    each: partner
    place: group
    order: turns
    until: 1h
    missed: [{end: done}]
    do:
      - {id: word, ask: "{me.name}, one word?", text: {}, save: my.word}
      - {id: more, ask: "And one more?", text: {}, save: my.more}
  - {end: done}
"""


@pytest.fixture
async def sitting(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana has the floor."""
    stage = await inhabited(tmp_path, Household(), content(TURNS))
    await stage.says("a", "/turns", room=True)
    yield stage
    await stage.theatre.close()


async def test_a_notice_hangs_on_what_it_is_about(
    sitting: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both see which words came too early."""
    sent: list[Content] = []
    send = TerminalGateway.send

    async def note(gateway: TerminalGateway, letter: Letter) -> str:
        sent.append(letter.content)
        return await send(gateway, letter)

    monkeypatch.setattr(TerminalGateway, "send", note)
    await sitting.sends("b", Wrote("But I only wanted", "777"), chat=ROOM)

    assert [(plain(one.words)[:10], one.answers) for one in sent] == [("One moment", "777")]


async def test_a_reply_to_an_earlier_question_answers_nothing(sitting: Stage) -> None:
    """Two people may talk about what was said, while something else is asked."""
    old = next(one.id for one in sitting.shown(ROOM) if "one word?" in one.text)
    await sitting.says("a", "Sea.", room=True)

    await sitting.sends("a", Wrote("I meant the other one.", "9", old), chat=ROOM)
    await sitting.says("a", "Salt.", room=True)
    asked = sitting.shown(ROOM)[-1].text

    assert asked == "Ben, one word?"


async def test_a_reply_to_the_open_question_answers_it(sitting: Stage) -> None:
    question = sitting.shown(ROOM)[-1]

    await sitting.sends("a", Wrote("Sea.", "9", question.id), chat=ROOM)

    assert sitting.shown(ROOM)[-1].text == "And one more?"
