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


def _name_only(value: object) -> object:
    """Let a thing with only a name be written as that name."""
    return {"flow": value} if isinstance(value, str) else value


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
Given = Annotated[str, Field(pattern=r"^in\.[a-z][a-z0-9_]{0,39}$")]
Expr = Annotated[str, Field(min_length=1)]
Bound = int | float
Words = Annotated[str, Field(min_length=1, max_length=3500)]
Options = Annotated[dict[str, Words], BeforeValidator(_choice)]
Days = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Shape(BaseModel):
    """Refuse what is not listed."""

    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


class EveryShape(Shape):
    """A civil time in the couple's zone: once a week, or without ``day`` every day."""

    day: Days | None = None
    at: Clock


class AfterShape(Shape):
    """The end of another flow, with that outcome or any, and so much later."""

    flow: Ident
    outcome: Ident | None = None
    wait: Duration = timedelta(0)


class StartShape(Shape):
    """What begins a flow."""

    every: EveryShape | None = None
    command: Ident | None = None
    keyword: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    after: Annotated[AfterShape, BeforeValidator(_name_only)] | None = None
    event: Ident | None = None


class VariableShape(Shape):
    """A variable: its type, its bounds, and who may read it."""

    type: Literal[
        "int", "float", "text", "bool", "choice", "choices", "date", "time", "duration", "photo"
    ]
    default: str | int | float | bool | None = None
    min: Bound | None = None
    max: Bound | None = None
    of: list[str] | None = None
    private: bool | None = None
    sensitive: bool = False
    keep: bool = False
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
    guard: Expr | None = None
    once: Literal["couple.day", "couple.week", "couple.ever"] | None = None
    busy: Literal["queue", "skip", "replace"] = "queue"
    takes: dict[Given, Literal["int", "float", "text", "bool", "date", "time", "duration"]] = {}
    vars: dict[VarName, VariableShape] = {}
    policies: dict[Ident, PolicyShape] = {}
    outcomes: list[Ident] = []
    moved: dict[str, str] = {}
    nodes: Body
    blocks: Body = None


class NodeShape(Shape):
    """What every node may have."""

    id: Ident | None = None
    when: str | None = None
    note: str | None = None


class WaitingShape(NodeShape):
    """What every node may have at which somebody is waited for."""

    policy: Ident | None = None
    until: Duration | None = None
    remind: list[ReminderShape] = []
    quiet: Literal["hold", "off"] | None = None


class SayShape(NodeShape):
    """A message."""

    say: Words
    to: Annotated[To, Field(strict=False)] | None = None
    media: VarName | None = None
    once: bool = False


class ScaleShape(Shape):
    """A whole number on buttons."""

    min: Annotated[int, Field(ge=-10, le=100)] = 0
    max: Annotated[int, Field(ge=-10, le=100)] = 10
    low: str = ""
    high: str = ""


class NumberShape(Shape):
    """A number, typed: a whole one, unless ``whole`` is false."""

    min: Bound = 0
    max: Bound = 1_000_000
    whole: bool = True


class ChoicesShape(Shape):
    """Several of a few: between ``min`` and ``max`` of them."""

    of: Options
    min: Annotated[int, Field(ge=0)] = 0
    max: Annotated[int, Field(ge=1)] = 25


class DateShape(Shape):
    """A day: how far ahead of today, and how far back, it may lie."""

    ahead: Duration = timedelta(days=730)
    back: Duration = timedelta(0)


class TimeShape(Shape):
    """A time of day."""

    min: Clock = time(0, 0)
    max: Clock = time(23, 59)


class LengthShape(Shape):
    """A length of time."""

    min: Duration = timedelta(minutes=1)
    max: Duration = timedelta(days=365)


class PhotoShape(Shape):
    """A picture. Only that it exists is kept; it is not looked at."""


class TextShape(Shape):
    """Free words."""

    min: Annotated[int, Field(ge=1)] = 1
    max: Annotated[int, Field(ge=1, le=4096)] = 2000
    settle: Duration = timedelta(0)


class ConsentShape(Shape):
    """Consent to show exactly these variables."""

    shows: list[Ident]


class AskShape(WaitingShape):
    """A question."""

    ask: Words
    choice: Options | None = None
    choices: ChoicesShape | None = None
    scale: ScaleShape | None = None
    number: NumberShape | None = None
    text: TextShape | None = None
    yesno: Literal[True] | None = None
    date: DateShape | None = None
    time: TimeShape | None = None
    duration: LengthShape | None = None
    photo: PhotoShape | None = None
    consent: ConsentShape | None = None
    save: VarName | None = None
    check: Expr | None = None
    retry: Words | None = None
    tries: Annotated[int, Field(ge=1, le=10)] | None = None
    gave_up: Body = None
    missed: Body = None
    skippable: bool = True
    edit: bool = True


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


class EachShape(WaitingShape):
    """A fork of partners."""

    each: Literal["partner", "hurt", "repairing"]
    do: Body = None
    hurt: Body = None
    repairing: Body = None
    place: Annotated[Place, Field(strict=False)] = Place.PRIVATE
    order: Literal["together", "turns"] = "together"
    join: Literal["all", "any"] = "all"
    late: Literal["thank", "ignore"] = "ignore"
    missed: Body = None


class ReadyShape(WaitingShape):
    """The double-blind press."""

    ready: Words
    slots: Annotated[list[Clock], Field(min_length=1)]
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


class WaitUntilShape(NodeShape):
    """A pause until a time of day, or a day of the week at that time."""

    wait_until: EveryShape


class WaitForShape(WaitingShape):
    """A pause until a milestone is reached in another flow of this couple."""

    wait_for: Ident
    missed: Body = None


class RepeatShape(NodeShape):
    """A bounded loop."""

    repeat: Annotated[int, Field(ge=1, le=20)]
    until: str | None = None
    do: Body


class CallFlowShape(Shape):
    """Another flow, and what it is given."""

    flow: Ident
    give: dict[Ident, str | int | float | bool] = {}


class CallShape(NodeShape):
    """A block; or another flow, whose outcome can be kept."""

    call: Ident | CallFlowShape
    save: VarName | None = None


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
    lock: bool = False


class EndShape(NodeShape):
    """An outcome."""

    end: Ident


VERBS: dict[str, type[NodeShape]] = {
    "say": SayShape, "ask": AskShape, "set": SetShape, "if": IfShape, "match": MatchShape,
    "each": EachShape, "ready": ReadyShape, "reveal": RevealShape, "wait": WaitShape,
    "wait_until": WaitUntilShape, "wait_for": WaitForShape, "repeat": RepeatShape,
    "call": CallShape, "goto": GotoShape, "run": RunShape, "mark": MarkShape, "end": EndShape,
}  # fmt: skip
"""Each verb and its shape. ``reveal`` comes before ``say``, which it also has as a key."""

RESTS = (
    "ask", "each", "ready", "reveal", "wait", "wait_until", "wait_for", "repeat", "call", "run",
)  # fmt: skip
"""The verbs at which a couple may rest, so that they need an id."""


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


KINDS = (
    "choice", "choices", "scale", "number", "text", "yesno", "date", "time", "duration", "photo",
    "consent",
)  # fmt: skip
