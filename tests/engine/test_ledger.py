"""What a flow has done on the couple's shelf stays there, sealed, over restarts."""

import asyncio
from pathlib import Path

from bot.model.couple import Seat
from bot.theatre import ROOM
from tests.engine.stage import Household, inhabited
from tests.engine.test_starting import content

WORDS = "Phone on the table at eight"
NEED = """format: 1
flow: need
title: A need
start: [{command: need}]
outcomes: [signed]
vars:
  my.want: {type: text, private: false, sensitive: true}
  my.until: {type: date, private: false}
  run.pact: {type: int}
nodes:
  - id: say
    each: hurt
    place: group
    until: 1h
    missed: [{end: signed}]
    do:
      - {id: want, ask: "What do you need?", text: {}, save: my.want}
      - {id: until, ask: "Until when?", date: {}, save: my.until}
  - id: sign
    run: agreement.add
    with: {what: hurt.want, by: "'both'", kept: hurt.want, until: hurt.until}
    save: run.pact
  - {say: "That is number {run.pact}.", to: group}
  - {end: signed}
"""
REVIEW = """format: 1
flow: review
title: The week
start: [{command: review}]
outcomes: [done]
vars:
  run.pact: {type: int}
  run.what: {type: text, sensitive: true}
  run.percent: {type: int}
  my.how: {type: choice, private: false}
nodes:
  - {id: next, run: agreement.next, save: {run.pact: id, run.what: what}}
  - if: answered(run.pact)
    do:
      - id: told
        each: hurt
        place: group
        until: 1h
        missed: [{end: done}]
        do: [{id: how, ask: "{run.what}?", choice: {kept: Kept, missed: Missed}, save: my.how}]
      - {id: tell, run: agreement.tell, with: {id: run.pact, how: hurt.how}}
      - {id: rate, run: agreement.rate, with: {weeks: "4"}, save: run.percent}
      - {say: "Kept: {run.percent} of a hundred.", to: group}
  - {end: done}
"""


def everything(folder: Path) -> bytes:
    """Give all that lies in a folder."""
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


async def test_a_need_becomes_an_agreement(tmp_path: Path) -> None:
    """It is signed in one sitting and looked at in another, after a restart."""
    stage = await inhabited(tmp_path, Household(), content(NEED, REVIEW))
    await stage.says("a", "/need", room=True)
    await stage.says("a", WORDS, room=True)
    await stage.says("a", "2026-12-20", room=True)
    await stage.wait(seconds=1)
    signed = stage.shown(ROOM)[-1].text
    stage = await stage.restart(content(NEED, REVIEW))

    asked = await stage.says("b", "/review", room=True)
    await stage.says("a", "Kept", room=True)
    await stage.wait(seconds=1)
    rated = stage.shown(ROOM)[-1].text
    couple = await stage.couple()
    joint = await stage.look(lambda held: held.things(couple.id, "agreement", None))
    own = await stage.look(lambda held: held.things(couple.id, "agreement", Seat.A))
    await stage.theatre.close()
    on_disk = await asyncio.to_thread(everything, tmp_path)

    assert "That is number 1." in signed
    assert WORDS in asked
    assert "Kept: 100 of a hundred." in rated
    assert [one.fields["what"] for one in joint] == [WORDS]
    assert not own
    assert WORDS.encode() not in on_disk
