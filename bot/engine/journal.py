"""Write what happened to a run, for replaying it."""

from bot.flow.compact import write
from bot.flow.events import Done, Event, Pressed, Rang, Resumed, Said, Skipped, Started
from bot.flow.run import Run


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
        case Started(seat=seat) | Skipped(seat=seat) | Resumed(seat=seat):
            shape += [seat]
    return write(shape)


def _values(run: Run) -> str:
    return write([[owner, sorted(its.items())] for owner, its in sorted(run.values.items())])
