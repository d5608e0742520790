"""Take an answer: read it, hold it against the question, ask for a better one, or go on."""

from dataclasses import replace

from bot.flow import reply
from bot.flow.bench import DRAFT
from bot.flow.cast import Value
from bot.flow.events import Said
from bot.flow.expr import Failed
from bot.flow.kinds import Choices, Text
from bot.flow.outcomes import AlarmSet, Noticed, Phrase
from bot.flow.passage import Passage
from bot.flow.run import Lane
from bot.flow.script import Ask
from bot.model.couple import Seat


def try_(passage: Passage, seat: Seat, lane: Lane, node: Ask, text: str) -> None:
    """Take a typed answer if it fits; else say how it would."""
    ear = passage.ear(seat, node.kind)
    value = reply.understood(node, text, ear)
    if isinstance(value, Phrase):
        return again(passage, seat, lane, node, value)
    echo = reply.echo(node, text, value, ear)
    if echo is not None:
        for to in passage.audiences(seat, None):
            passage.tell(to, echo)
    return take(passage, seat, lane, node, value)


def take(passage: Passage, seat: Seat, lane: Lane, node: Ask, value: Value) -> None:
    """Keep an answer that is of the right kind, if it also stands the question's own test."""
    if node.check is not None and node.save is not None:
        before = passage.values
        passage.assign(seat, node.save, value)
        try:
            holds = bool(node.check.run(passage.scope(seat)))
        except Failed:
            holds = False
        passage.values = before
        if not holds:
            return again(passage, seat, lane, node, Phrase("another-answer"))
    return passage.answer(seat, node, value)


def again(passage: Passage, seat: Seat, lane: Lane, node: Ask, problem: Phrase) -> None:
    """Ask for a better answer, in the author's words if there are any; at last, give it up."""
    passage.lanes[seat] = replace(lane, tries=lane.tries + 1)
    passage.drop_draft(seat, node)
    if node.tries is not None and lane.tries + 1 >= node.tries:
        return passage.leave(seat, node, node.gave_up)
    for to in passage.audiences(seat, None):
        line = passage.phrased(node.retry, to, seat) if node.retry else None
        passage.tell(to, line or problem)
    return None


def pick(passage: Passage, seat: Seat, node: Ask, kind: Choices, value: Value) -> None:
    """Put one of several on or off; the last button says that it is all."""
    name = f"{DRAFT}{node.id}"
    kept = passage.values.get(seat, {}).get(name)
    picked = kept if isinstance(kept, tuple) else ()
    if value is True:
        if kind.min <= len(picked) <= kind.max:
            ordered = tuple(one.value for one in kind.options if one.value in picked)
            return take(passage, seat, passage.lanes[seat], node, ordered)
        limits = (("least", kind.min), ("most", kind.max))
        passage.emit(Noticed(seat, Phrase("pick-some", limits)))
        return None
    off = value in picked
    picked = tuple(one for one in picked if one != value) if off else (*picked, str(value))
    passage.assign(seat, f"my.{name}", picked)
    label = next(one.label for one in kind.options if one.value == value)
    shown = label.within(passage.language(seat))
    passage.emit(Noticed(seat, Phrase("unpicked" if off else "picked", (("value", shown),))))
    return None


def collect(passage: Passage, event: Said, lane: Lane, node: Ask, kind: Text) -> None:
    """Keep a part of a text, and wait a little for the next."""
    name = f"{DRAFT}{node.id}"
    kept = passage.values.get(event.seat, {}).get(name)
    whole = f"{kept}\n{event.text}" if isinstance(kept, str) else event.text
    if isinstance(reply.understood(node, whole), Phrase):
        return try_(passage, event.seat, lane, node, whole)
    passage.assign(event.seat, f"my.{name}", whole)
    passage.emit(AlarmSet(lane.wait, "settle", event.at + kind.settle))
    return None
