"""Say what a node looks like in a picture: its outline and its words."""

from datetime import timedelta

from bot.authoring.mermaid import Form, cut
from bot.flow.script import (
    Act,
    Ask,
    Base,
    Call,
    Each,
    End,
    Goto,
    If,
    Mark,
    Match,
    Ready,
    Repeat,
    Reveal,
    Say,
    Set,
    Wait,
)

_UNITS = ((604800, "w"), (86400, "d"), (3600, "h"), (60, "m"), (1, "s"))


def face(one: Base) -> tuple[Form, str]:
    """Give a node's outline and words; a kind that is not known here gets a box with its verb."""
    match one:
        case Say():
            return Form.BOX, cut(one.text.source) + (f" → {one.to}" if one.to else "")
        case Ask():
            return Form.ASKED, cut(one.text.source)
        case Set():
            pairs = ", ".join(f"{name} = {value.source}" for name, value in one.values)
            return Form.BOX, cut(f"set {pairs}")
        case If():
            return Form.DECIDED, cut(one.test.source)
        case Match():
            return Form.DECIDED, cut(one.subject.source)
        case Each():
            due = f", {length(one.policy.until)}" if one.policy.until else ""
            return Form.BEGUN, f"each {one.id}{due}"
        case Ready():
            slots = ", ".join(f"{slot:%H:%M}" for slot in one.slots)
            return Form.PRESSED, f"{cut(one.text.source)} · {slots}"
        case Reveal():
            return Form.SHOWN, f"reveal {cut(', '.join(one.names))} → {one.to}"
        case Wait():
            return Form.PAUSED, f"wait {length(one.length)}"
        case Repeat():
            return Form.LOOPED, f"repeat {one.id}, at most {one.times} times"
        case Call():
            return Form.CALLED, f"call {one.block}"
        case Goto():
            return Form.JUMPED, f"goto {one.target}"
        case Act():
            return Form.LOOKED_UP, f"run {one.deed}"
        case Mark():
            return Form.KEPT, f"mark {one.name}"
        case End():
            return Form.ENDED, f"end: {one.outcome}"
        case _:
            return Form.BOX, f"{type(one).__name__.lower()} {one.id}"


def length(span: timedelta) -> str:
    """Write a length of time as authors do: ``48h`` is ``2d`` here."""
    seconds = int(span.total_seconds())
    return next((f"{seconds // n}{unit}" for n, unit in _UNITS if seconds % n == 0), f"{seconds}s")
