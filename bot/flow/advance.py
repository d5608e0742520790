"""Advance a run by one event. Pure: the same flow, run and event give the same turn."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.flow import answers, reply, rings
from bot.flow.events import (
    Back,
    Done,
    Event,
    Happened,
    Paused,
    Pressed,
    Rang,
    Resumed,
    Said,
    Showed,
    Skipped,
    Started,
    Stopped,
    Undo,
)
from bot.flow.kinds import Choices, Photo, Text
from bot.flow.outcomes import AlarmsDropped, Noticed, Phrase, Turn
from bot.flow.passage import Passage
from bot.flow.run import MAIN, Run
from bot.flow.script import Act, Ask, Ready, Script, WaitFor
from bot.flow.upgrade import renamed
from bot.model.couple import Seat

_ANSWERS = Pressed | Said | Showed | Skipped | Back | Undo | Resumed


def advance(script: Script, run: Run, event: Event) -> Turn:
    """
    Take one event and go on until everything waits again.

    ``event.at`` is the only clock. Nothing is performed: the turn says what is to be told,
    asked, revealed and set. An event that nobody here waits for gives the same run back with
    ``taken`` False.
    """
    if run.ended is not None:
        return _after_the_end(script, run, event)
    if run.rest is not None and isinstance(event, _ANSWERS):
        return _resting(script, run, event)
    match event:
        case Started(at=at, seat=seat):
            if run.waits:
                return _not_ours(run)
            passage = Passage(script, run, at, seat)
            passage.settle_in()
            passage.walk(MAIN)
            return passage.turn()
        case Pressed():
            return _pressed(script, run, event)
        case Said():
            return _said(script, run, event)
        case Showed():
            return _showed(script, run, event)
        case Back() | Undo():
            passage = Passage(script, run, event.at, event.seat)
            found = passage.back(event.seat, undo=isinstance(event, Undo))
            return passage.turn() if found else _not_ours(run)
        case Stopped():
            passage = Passage(script, run, event.at, event.seat)
            return passage.turn() if passage.stop(event.seat) else _not_ours(run)
        case Paused():
            passage = Passage(script, run, event.at, event.seat)
            return passage.turn() if passage.take_rest(event.until) else _not_ours(run)
        case Happened():
            return _happened(script, run, event)
        case Skipped():
            return _skipped(script, run, event)
        case Resumed():
            return _resumed(script, run, event)
        case Rang():
            return rings.rang(script, run, event)
        case Done():
            return _done(script, run, event)
        case _:
            assert_never(event)


def _resting(
    script: Script, run: Run, event: Pressed | Said | Showed | Skipped | Back | Undo | Resumed
) -> Turn:
    """During a break nothing counts: a button says so, and what people say is theirs."""
    if isinstance(event, Said | Showed) or run.rest is None:
        return _not_ours(run)
    clock = Passage(script, run, event.at, event.seat).clock(event.seat, run.rest)
    return Turn(run, (Noticed(event.seat, Phrase("resting", (("time", clock),))),))


def _resumed(script: Script, run: Run, event: Resumed) -> Turn:
    """Show the open question again; where the lane is stuck, try again from there."""
    passage = Passage(script, run, event.at, event.seat)
    lane = run.lanes.get(event.seat)
    if lane is not None and lane.stuck:
        passage.lanes[event.seat] = replace(lane, stuck=False)
        passage.walk(event.seat)
        return passage.turn()
    return passage.turn() if passage.again(event.seat) else _not_ours(run)


def _pressed(script: Script, run: Run, event: Pressed) -> Turn:
    lane = run.lanes.get(event.seat)
    # The button may be older than the name that the node has now.
    name = renamed(script, event.node)
    if lane is None or lane.wait != event.prompt or lane.at != name:
        return Turn(run, (_stale(script, run, event),))
    passage = Passage(script, run, event.at, event.seat)
    node = script.nodes[name]
    if isinstance(node, Ready):
        passage.ready(event.seat, node)
    elif isinstance(node, Ask):
        if event.option >= len(reply.options(node, "")):
            return Turn(run, (Noticed(event.seat, Phrase("closed-question")),))
        value = reply.chosen(node, event.option)
        if isinstance(node.kind, Choices) and value is not None:
            answers.pick(passage, event.seat, node, node.kind, value)
        elif value is None:
            passage.answer(event.seat, node, None)
        else:
            answers.take(passage, event.seat, lane, node, value)
    return passage.turn()


def _stale(script: Script, run: Run, event: Pressed) -> Noticed:
    """Say what is wrong with a button: somebody else's, or of a question that is over."""
    other = run.lanes.get(event.seat.other)
    if other is not None and other.wait == event.prompt:
        return Noticed(event.seat, Phrase("not-yours"))
    name = renamed(script, event.node)
    fork = script.fork_of(name) if name in script.around else None
    open_now = run.ended is None and event.seat in run.lanes
    thanks = fork is not None and fork.late and not open_now
    return Noticed(event.seat, Phrase("closed-thanks" if thanks else "closed-question"))


def _said(script: Script, run: Run, event: Said) -> Turn:
    lane = run.lanes.get(event.seat)
    passage = Passage(script, run, event.at, event.seat)
    in_room = passage.in_room() and run.cast.room
    node = script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
    if lane is None or node is None or event.room is not in_room:
        return _interrupted(script, run, event) if in_room and event.room else _not_ours(run)
    if lane.stuck:
        passage.lanes[event.seat] = replace(lane, stuck=False)
        passage.walk(event.seat)
    elif isinstance(node, Ready) and reply.ready(event.text, run.cast.person(event.seat).language):
        passage.ready(event.seat, node)
    elif isinstance(node, Ask) and isinstance(node.kind, Text) and node.kind.settle > timedelta(0):
        answers.collect(passage, event, lane, node, node.kind)
    elif isinstance(node, Ask):
        answers.try_(passage, event.seat, lane, node, event.text)
    else:
        return _not_ours(run)
    return passage.turn()


def _showed(script: Script, run: Run, event: Showed) -> Turn:
    lane = run.lanes.get(event.seat)
    node = script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
    passage = Passage(script, run, event.at, event.seat)
    in_room = passage.in_room() and run.cast.room
    if lane is None or not isinstance(node, Ask) or event.room is not in_room:
        return _not_ours(run)
    if not isinstance(node.kind, Photo):
        return _not_ours(run)
    answers.take(passage, event.seat, lane, node, event.file)
    return passage.turn()


def _happened(script: Script, run: Run, event: Happened) -> Turn:
    """Let every lane go on that waited for this."""
    passage = Passage(script, run, event.at, None)
    found = False
    for key, lane in run.lanes.items():
        node = script.nodes.get(lane.at) if lane.at else None
        # One lane that goes on may close the other.
        here = lane.wait > 0 and passage.lanes.get(key) is lane
        if isinstance(node, WaitFor) and node.event == event.name and here:
            found = True
            passage.emit(AlarmsDropped(lane.wait))
            passage.go(key, script.after[node.id])
            passage.walk(key)
    return passage.turn() if found else _not_ours(run)


def _interrupted(script: Script, run: Run, event: Said) -> Turn:
    """Turn an interruption away kindly, once a turn of the other."""
    speaker = run.lanes.get(event.seat.other)
    node = script.nodes.get(speaker.at) if speaker and speaker.at else None
    if speaker is None or not isinstance(node, Ask) or run.hushed == speaker.wait:
        return _not_ours(run)
    name = run.cast.person(event.seat.other).name
    hush = Noticed(event.seat, Phrase("their-turn", (("name", name),)), room=True)
    return Turn(replace(run, hushed=speaker.wait), (hush,))


def _skipped(script: Script, run: Run, event: Skipped) -> Turn:
    lane = run.lanes.get(event.seat)
    node = script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
    if not isinstance(node, Ask):
        return _not_ours(run)
    if not node.skippable:
        return Turn(run, (Noticed(event.seat, Phrase("cannot-skip")),))
    passage = Passage(script, run, event.at, event.seat)
    passage.answer(event.seat, node, None)
    return passage.turn()


def _done(script: Script, run: Run, event: Done) -> Turn:
    for key, lane in run.lanes.items():
        node = script.nodes.get(lane.at) if lane.at else None
        if lane.wait == event.wait and isinstance(node, Act):
            passage = Passage(script, run, event.at, Seat(key) if key != MAIN else None)
            for name, what in node.saves:
                passage.assign(key, name, event.found.get(what))
            passage.go(key, script.after[node.id])
            passage.walk(key)
            return passage.turn()
    return _not_ours(run)


def _after_the_end(script: Script, run: Run, event: Event) -> Turn:
    if isinstance(event, Pressed):
        return Turn(run, (_stale(script, run, event),))
    return _not_ours(run)


def _not_ours(run: Run) -> Turn:
    return Turn(run, (), taken=False)
