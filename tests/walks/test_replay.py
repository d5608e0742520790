"""A journal, read again, leads to the same place at every turn."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.engine.journal import digest, write_event
from bot.explore.chance import Chance
from bot.explore.coverage import Watch
from bot.explore.judge import Judge
from bot.explore.session import Session
from bot.flow import events
from bot.flow.advance import advance
from bot.flow.cast import Value
from bot.flow.place import decode, encode
from bot.flow.run import begin
from bot.flow.script import Script
from bot.model.couple import Seat
from tests.walks.walk import CHECK_IN, COMMUNICATE, EXCUSES, LOOK, shipped

TURNS = 10_000
SEATED = (events.Skipped, events.Back, events.Undo, events.Stopped, events.Resumed)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a journal, and what an action gave, which the journal leaves to be given again."""

    event: str
    digest: str
    found: Mapping[str, Value]


def journal_of(session: Session) -> list[Line]:
    """Write down a conversation, as the engine does."""
    run = begin(session.setting.cast(), session.script.first or "")
    lines = []
    for event, turn in zip(session.journal, session.decided, strict=True):
        written = write_event(event, sensitive=False)
        became = digest(encode(turn.run), run.values, turn.run.values)
        lines.append(Line(written, became, getattr(event, "found", {})))
        run = turn.run
    return lines


def read_event(line: Line) -> events.Event:
    kind, stamp, *rest = json.loads(line.event)
    at = datetime.fromtimestamp(stamp, UTC)
    match kind, rest:
        case "Started", [seat]:
            return events.Started(at, Seat(seat) if seat else None)
        case "Said", [seat, text, room]:
            return events.Said(at, Seat(seat), text, room)
        case "Pressed", [seat, prompt, node, option]:
            return events.Pressed(at, Seat(seat), prompt, node, option)
        case "Rang", [wait, tag]:
            return events.Rang(at, wait, tag)
        case "Done", [wait]:
            return events.Done(at, wait, line.found)
        case _:
            one = next(each for each in SEATED if each.__name__ == kind)
            return one(at, Seat(rest[0]))


def replayed(script: Script, session: Session, lines: list[Line]) -> Iterator[bool]:
    """Play a journal anew, with a restart between any two turns; say where it is the same."""
    cast = session.setting.cast()
    run = begin(cast, script.first or "")
    for line in lines:
        before = run.values
        turn = advance(script, decode(encode(run), cast, run.values), read_event(line))
        run = turn.run
        yield digest(encode(run), before, run.values) == line.digest


def test_ten_thousand_turns() -> None:
    """
    Over both flows and as many couples as it takes, every turn has the hash it had.
    """
    turns = 0
    for flow, wanted in ((CHECK_IN, TURNS // 2), (COMMUNICATE, TURNS)):
        script = shipped(flow)
        chance = Chance(Judge(script, LOOK, Watch()), EXCUSES)
        for seed in range(10_000):
            if turns >= wanted:
                break
            session = chance.solo(f"replay:{seed}").walk()
            lines = journal_of(session)
            assert all(replayed(script, session, lines)), (flow, seed)
            turns += len(lines)
    assert turns >= TURNS


def test_another_answer_is_another_journal() -> None:
    """
    The hash is of what was answered, too: one number more, and it is not the same.
    """
    script = shipped(CHECK_IN)
    chance = Chance(Judge(script, {}, Watch()))
    session = chance.solo("replay:other").walk()
    lines = journal_of(session)
    pressed = next(at for at, line in enumerate(lines) if '"Pressed"' in line.event)
    kind, stamp, seat, prompt, node, option = json.loads(lines[pressed].event)
    other = json.dumps([kind, stamp, seat, prompt, node, option - 1 if option else option + 1])
    lines[pressed] = Line(other, lines[pressed].digest, {})

    assert not all(replayed(script, session, lines))
