"""Say whether somebody who rests at a node finds the same there in a newer version."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from bot.flow.kinds import Choice, Choices, Consent, Kind, Option, Scale
from bot.flow.script import Act, Ask, Node, Policy, Reveal

_SAME: Mapping[str, tuple[str, ...]] = {
    "Ask": ("save",),
    "Each": ("place", "turns", "any"),
    "Ready": ("slots",),
    "Reveal": ("names", "needs"),
    "WaitFor": ("event",),
    "Call": ("block", "flow", "save"),
    "Act": ("action", "save"),
}
"""What of a node must not change under those who rest there, by its kind."""

_COSMETIC = ("low", "high")


def fits(old: Node, new: Node) -> Iterator[str]:
    """Give the end of a sentence for each thing that does not: "'trust' ..."."""
    if type(old) is not type(new):
        yield f"was '{_verb(old)}' and is '{_verb(new)}'"
        return
    for name in _SAME.get(type(old).__name__, ()):
        if getattr(old, name) != getattr(new, name):
            yield f"has another '{_WRITTEN.get(name, name)}'"
    if sorted(map(str, getattr(old, "bodies", ()))) != sorted(map(str, getattr(new, "bodies", ()))):
        yield "has lanes for somebody else"
    if isinstance(old, Reveal) and isinstance(new, Reveal) and old.at_deadline > new.at_deadline:
        yield "opened at the deadline only, and would open before"
    if isinstance(old, Ask) and isinstance(new, Ask):
        yield from _asks(old, new)
    yield from _waits(getattr(old, "policy", Policy()), getattr(new, "policy", Policy()))


_WRITTEN = {
    "turns": "order",
    "any": "join",
    "names": "reveal",
    "action": "run",
    "event": "wait_for",
}


def _asks(old: Ask, new: Ask) -> Iterator[str]:
    said = kind(old.kind, new.kind)
    if said:
        yield said
    elif any(one != two for one, two in zip(_buttons(old), _buttons(new), strict=False)):
        yield (
            "has buttons under way that would stand for something else; let new options come last, "
            "and let it not be skippable, or give it a new id"
        )


def _waits(old: Policy, new: Policy) -> Iterator[str]:
    if (old.until is None) is not (new.until is None):
        yield "has a deadline in one version only"
    if len(new.remind) < len(old.remind):
        yield "has fewer reminders than were set"


def kind(old: Kind, new: Kind) -> str:
    """Say why answers to a question would not fit any more; "" where they do."""
    if type(old) is not type(new):
        return "asks for another kind of answer"
    for one in fields(old):
        was, becomes = getattr(old, one.name), getattr(new, one.name)
        if was != becomes and one.name not in _COSMETIC and not _wider(one.name, was, becomes):
            return _NARROWER.get(one.name, f"has another '{one.name}'")
    return ""


_NARROWER = {
    "options": "lacks an option it had",
    "min": "takes less than it took",
    "max": "takes less than it took",
    "shows": "asks to show something else",
}


def _wider(name: str, old: object, new: object) -> bool:
    match name, old, new:
        case "options", tuple(), tuple():
            return {one.value for one in old} <= {one.value for one in new}
        case "shows", tuple(), tuple():
            return bool(new) and {*new} <= {*old}
        case "whole", _, _:
            return new is False
        case "settle", _, _:
            return bool(old) and bool(new)
        case "min", _, _:
            return _least(new, old)
        case "max" | "ahead" | "back", _, _:
            return _least(old, new)
        case _:
            return False


def _least(one: object, two: object) -> bool:
    return bool(one <= two)  # type: ignore[operator]


def _buttons(ask: Ask) -> list[object]:
    """Give what each button stands for, in order."""
    match ask.kind:
        case Choice(options=several):
            meant: list[object] = [_meant(one) for one in several]
        case Choices(options=several):
            meant = [*(_meant(one) for one in several), "enough"]
        case Scale(min=least, max=most):
            meant = [*range(least, most + 1)]
        case Consent():
            meant = [True, False]
        case _:
            meant = []
    return [*meant, "skip"] if ask.skippable and not isinstance(ask.kind, Consent) else meant


def _meant(option: Option) -> object:
    return ("option", option.value)


def _verb(node: Node) -> str:
    return "run" if isinstance(node, Act) else type(node).__name__.lower()
