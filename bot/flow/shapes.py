"""
Say which keys a flow file may have, and of which kind.

These models stand at the door only: what has passed them is built into a `Script`. Bodies (lists
of nodes) are checked node by node, so that a mistake deep inside keeps its own place. They stand
together because authors read them as one page: every key there is.
"""

import re
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.flow.script import Place, To

Body = Any
"""A list of nodes, looked at one by one by `parse`."""

_DURATION = re.compile(r"(\d{1,4})(s|m|h|d|w)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def _duration(value: object) -> timedelta:
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("a length of time looks like 90s, 20m, 22h, 2d or 1w")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _clock(value: object) -> time:
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('a time of day looks like "18:30", in quotes')
    return time(int(found[1]), int(found[2]))


def _choice(value: object) -> object:
    if not isinstance(value, list):
        return value
    if any(not isinstance(item, str) for item in value) or len(set(value)) < len(value):
        raise ValueError("a list of choices has different texts; put numbers in quotes")
    return {item: item for item in value}


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Clock = Annotated[time, BeforeValidator(_clock)]
Ident = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
VarName = Annotated[str, Field(pattern=r"^(my|run)\.[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=3500)]
Days = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Shape(BaseModel):
    """Refuse what is not listed."""

    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


class EveryShape(Shape):
    """A civil time, once a week, in the couple's zone."""

    day: Days
    at: Clock


class StartShape(Shape):
    """What begins a flow."""

    every: EveryShape | None = None
    command: Ident | None = None


class VariableShape(Shape):
    """A variable: its type, its bounds, and who may read it."""

    type: Literal["int", "float", "text", "bool", "choice"]
    min: int | None = None
    max: int | None = None
    of: list[str] | None = None
    private: bool | None = None
    sensitive: bool = False
    called: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class ReminderShape(Shape):
    """A reminder inside a policy."""

    after: Duration
    say: Words


class PolicyShape(Shape):
    """How a wait passes."""

    until: Duration | None = None
    remind: list[ReminderShape] = []
    quiet: Literal["hold", "off"] = "hold"


class FlowShape(Shape):
    """The top of a flow file."""

    format: Literal[1]
    flow: Ident
    title: Words
    about: str = ""
    start: list[StartShape] = []
    once: Literal["couple.week"] | None = None
    busy: Literal["queue", "skip"] = "queue"
    vars: dict[VarName, VariableShape] = {}
    policies: dict[Ident, PolicyShape] = {}
    outcomes: list[Ident] = []
    nodes: Body
    blocks: Body = None


class NodeShape(Shape):
    """What every node may have."""

    id: Ident | None = None
    when: str | None = None
    note: str | None = None


class SayShape(NodeShape):
    """A message."""

    say: Words
    to: Annotated[To, Field(strict=False)] | None = None


class ScaleShape(Shape):
    """A whole number on buttons."""

    min: Annotated[int, Field(ge=-10, le=100)] = 0
    max: Annotated[int, Field(ge=-10, le=100)] = 10
    low: str = ""
    high: str = ""


class NumberShape(Shape):
    """A whole number, typed."""

    min: int = 0
    max: int = 1_000_000


class TextShape(Shape):
    """Free words."""

    min: Annotated[int, Field(ge=1)] = 1
    max: Annotated[int, Field(ge=1, le=4096)] = 2000
    settle: Duration = timedelta(0)


class ConsentShape(Shape):
    """Consent to show exactly these variables."""

    shows: list[Ident]


class AskShape(NodeShape):
    """A question."""

    ask: Words
    choice: Annotated[dict[str, Words], BeforeValidator(_choice)] | None = None
    scale: ScaleShape | None = None
    number: NumberShape | None = None
    text: TextShape | None = None
    yesno: Literal[True] | None = None
    consent: ConsentShape | None = None
    save: VarName | None = None
    retry: Words | None = None
    skippable: bool = True


class SetShape(NodeShape):
    """Assignments."""

    set: dict[VarName, str | int | float | bool]


class IfShape(NodeShape):
    """A branch."""

    if_: Annotated[str, Field(alias="if")]
    do: Body
    else_: Annotated[Body, Field(alias="else")] = None


class MatchShape(NodeShape):
    """A branch on a value."""

    match: str
    cases: Body
    else_: Annotated[Body, Field(alias="else")] = None


class EachShape(NodeShape):
    """A fork of partners."""

    each: Literal["partner", "hurt", "repairing"]
    do: Body = None
    hurt: Body = None
    repairing: Body = None
    place: Annotated[Place, Field(strict=False)] = Place.PRIVATE
    order: Literal["together", "turns"] = "together"
    policy: Ident | None = None
    until: Duration | None = None
    remind: list[ReminderShape] = []
    quiet: Literal["hold", "off"] | None = None
    late: Literal["thank", "ignore"] = "ignore"
    missed: Body = None


class ReadyShape(NodeShape):
    """The double-blind press."""

    ready: Words
    slots: Annotated[list[Clock], Field(min_length=1)]
    policy: Ident | None = None
    until: Duration | None = None
    remind: list[ReminderShape] = []
    quiet: Literal["hold", "off"] | None = None
    missed: Body = None


class RevealShape(NodeShape):
    """From private to shared."""

    reveal: Annotated[list[Ident], Field(min_length=1)]
    needs: Ident | dict[Literal["hurt", "repairing"], Ident]
    to: Literal["group", "both"] = "group"
    open: Literal["when_both", "at_deadline"] = "when_both"
    say: Words
    shown: Body = None
    withheld: Body = None


class WaitShape(NodeShape):
    """A pause."""

    wait: Duration


class RepeatShape(NodeShape):
    """A bounded loop."""

    repeat: Annotated[int, Field(ge=1, le=20)]
    until: str | None = None
    do: Body


class CallShape(NodeShape):
    """A block."""

    call: Ident


class GotoShape(NodeShape):
    """A jump."""

    goto: Ident


class RunShape(NodeShape):
    """An action."""

    run: Literal["phrases"]
    with_: Annotated[list[str], Field(alias="with")] = []
    save: VarName | None = None


class MarkShape(NodeShape):
    """A milestone."""

    mark: Ident


class EndShape(NodeShape):
    """An outcome."""

    end: Ident


VERBS: dict[str, type[NodeShape]] = {
    "say": SayShape, "ask": AskShape, "set": SetShape, "if": IfShape, "match": MatchShape,
    "each": EachShape, "ready": ReadyShape, "reveal": RevealShape, "wait": WaitShape,
    "repeat": RepeatShape, "call": CallShape, "goto": GotoShape, "run": RunShape,
    "mark": MarkShape, "end": EndShape,
}  # fmt: skip
"""Each verb and its shape. ``reveal`` comes before ``say``, which it also has as a key."""


def shape_at(model: type[Shape], path: tuple[object, ...]) -> type[Shape]:
    """Give the shape that a path of keys leads to, as near as it goes."""
    for key in path:
        for name, field in model.model_fields.items():
            if key == (field.alias or name):
                model = next(_shapes_in(field.annotation), model)
                break
    return model


def _shapes_in(kind: object) -> Iterator[type[Shape]]:
    if isinstance(kind, type) and issubclass(kind, Shape):
        yield kind
    for part in get_args(kind):
        yield from _shapes_in(part)


KINDS = ("choice", "scale", "number", "text", "yesno", "consent")
