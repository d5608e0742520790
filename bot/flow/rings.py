"""Take the ring of an alarm: deadlines, reminders, the end of a pause, the hour of a sitting."""

from dataclasses import replace

from bot.flow import answers
from bot.flow.bench import DRAFT
from bot.flow.events import Rang
from bot.flow.outcomes import ROOM, Told, Turn
from bot.flow.passage import Passage
from bot.flow.rests import REST
from bot.flow.run import MAIN, Lane, Run
from bot.flow.script import Ask, Each, Ready, Script, Wait, WaitFor, WaitUntil
from bot.model.couple import Seat


def rang(script: Script, run: Run, event: Rang) -> Turn:
    """Go on where an alarm lets it; one that belongs to nothing any more changes nothing."""
    found = next((key for key, lane in run.lanes.items() if lane.wait == event.wait), None)
    taken = run.rest is None or event.tag == REST
    if taken and event.wait == run.fork:
        return _fork(script, run, event)
    if taken and found is not None:
        return _lane(script, run, event, found)
    return Turn(run, (), taken=False)


def _fork(script: Script, run: Run, event: Rang) -> Turn:
    passage = Passage(script, run, event.at, None)
    match event.tag.split(":"):
        case ["until"] if event.wait == run.lanes[MAIN].wait:
            passage.deadline()
        case [name] if name == REST and run.rest is not None and event.at >= run.rest:
            passage.rested()
        case ["slot", moment]:
            passage.slot(float(moment))
        case ["remind", index, to]:
            _remind(passage, int(index), to)
        case _:
            pass
    return passage.turn()


def _lane(script: Script, run: Run, event: Rang, key: str) -> Turn:
    lane = run.lanes[key]
    node = script.nodes.get(lane.at) if lane.at else None
    asked = isinstance(node, Ask) and event.tag == "settle"
    passage = Passage(script, run, event.at, Seat(key) if asked else None)
    match node, event.tag.split(":"):
        case _, ["on"] if lane.stuck:
            passage.lanes[key] = replace(lane, stuck=False)
            passage.walk(key)
        case Ask(), ["until"]:
            passage.leave(Seat(key), node, node.missed)
        case WaitFor(), ["until"]:
            passage.go(key, node.missed)
            passage.walk(key)
        case Ask() | Ready(), ["remind", index, reader] if lane.slot is None:
            to = ROOM if reader == ROOM else Seat(reader)
            words = passage.phrased(node.policy.remind[int(index)].say, to, Seat(key))
            if words is not None:
                passage.emit(Told(to, words, nudge=True))
        case Wait() | WaitUntil(), ["wake"]:
            passage.go(key, script.after[node.id])
            passage.walk(key)
        case Ask(), ["settle"]:
            kept = run.values.get(key, {}).get(f"{DRAFT}{node.id}")
            if isinstance(kept, str):
                answers.try_(passage, Seat(key), lane, node, kept)
        case _:
            return Turn(run, (), taken=False)
    return passage.turn()


def _remind(passage: Passage, index: int, to: str) -> None:
    """Say a reminder to who has not come through yet."""
    node = passage.fork_node()
    if not isinstance(node, Each | Ready):
        return
    open_seats = [
        seat
        for seat in Seat
        if (lane := passage.lanes.get(seat)) and lane.wait > 0 and not _through(passage, node, lane)
    ]
    reader = Seat(to) if to in list(Seat) else next(iter(open_seats), None)
    if reader is None:
        return
    say = node.policy.remind[index].say
    if to in open_seats and (words := passage.phrased(say, reader)) is not None:
        passage.emit(Told(reader, words, passage.held(reader), nudge=True))
    elif open_seats and to not in list(Seat):
        for audience in passage.audiences(open_seats[0], None):
            if (words := passage.phrased(say, audience, reader)) is not None:
                passage.emit(Told(audience, words, nudge=True))


def _through(passage: Passage, fork: Each | Ready, lane: Lane) -> bool:
    """Say whether a lane needs no reminder: it pressed, or it is past its fork's questions."""
    at_ready = isinstance(passage.script.nodes.get(lane.at or ""), Ready)
    return lane.slot is not None or (at_ready and isinstance(fork, Each))
