"""Write what happened to a run, for replaying it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from bot.flow.cast import Plain, Value, Values
from bot.flow.compact import write
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


def write_event(event: Event, *, sensitive: bool) -> str:
    """Write an event as JSON; sensitive words are left out."""
    shape: list[object] = [type(event).__name__, event.at.timestamp()]
    match event:
        case Said(seat=seat, text=text, room=room):
            shape += [seat, None if sensitive else text, room]
        case Pressed(seat=seat, prompt=prompt, node=node, option=option):
            shape += [seat, prompt, node, option]
        case Rang(wait=wait, tag=tag):
            shape += [wait, tag]
        case Done(wait=wait):
            shape += [wait]
        case Showed(seat=seat, room=room):
            shape += [seat, None, room]
        case Paused(seat=seat, until=until):
            shape += [seat, until.timestamp()]
        case Happened(name=name):
            shape += [name]
        case Started(seat=seat) | Skipped(seat=seat) | Resumed(seat=seat):
            shape += [seat]
        case Back(seat=seat) | Undo(seat=seat) | Stopped(seat=seat):
            shape += [seat]
    return write(shape)


def write_upgrade(at: datetime, version: str) -> str:
    """Write that a run goes on in another version of its flow from here."""
    return write(["Upgraded", at.timestamp(), version])


def digest(document: str, before: Values, after: Values) -> str:
    """
    Give the hash (hexadecimal, 16 bytes) of what became of a run in one turn.

    It covers the place, and every answer that was given, changed or taken back (None).
    """
    changed = [
        [owner, _changes(before.get(owner, {}), after.get(owner, {}))]
        for owner in sorted({*before, *after})
        if before.get(owner) is not after.get(owner)
    ]
    whole = f"{document}{write(changed)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()


def _changes(old: Mapping[str, Value], new: Mapping[str, Value]) -> Sequence[object]:
    changed: list[list[Plain]] = [[name, None] for name in old if name not in new]
    for name, value in new.items():
        known = old.get(name)
        # 1, 1.0 and True are equal, and yet not the same answer.
        if known is not value and (known != value or type(known) is not type(value)):
            changed.append([name, value])
    return sorted(changed, key=itemgetter(0))
