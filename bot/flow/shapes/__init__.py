"""
Say which keys a flow file may have, and of which kind.

These models stand at the door only: what has passed them is built into a `Script`. Bodies (lists
of nodes) are checked node by node, so that a mistake deep inside keeps its own place.
"""

from collections.abc import Iterator
from typing import get_args

from bot.flow.shapes.asking import (
    KINDS,
    AskShape,
    ChoicesShape,
    ConsentShape,
    DateShape,
    LengthShape,
    NodeShape,
    NumberShape,
    PhotoShape,
    ScaleShape,
    TextShape,
    TimeShape,
    WaitingShape,
)
from bot.flow.shapes.flow import (
    AfterShape,
    EveryShape,
    FlowShape,
    PolicyShape,
    ReminderShape,
    StartShape,
    VariableShape,
)
from bot.flow.shapes.values import Days, Shape
from bot.flow.shapes.verbs import (
    RESTS,
    VERBS,
    CallFlowShape,
    CallShape,
    EachShape,
    EndShape,
    GotoShape,
    IfShape,
    MarkShape,
    MatchShape,
    ReadyShape,
    RepeatShape,
    RevealShape,
    RunShape,
    SayShape,
    SetShape,
    WaitForShape,
    WaitShape,
    WaitUntilShape,
)

__all__ = [
    "KINDS",
    "RESTS",
    "VERBS",
    "AfterShape",
    "AskShape",
    "CallFlowShape",
    "CallShape",
    "ChoicesShape",
    "ConsentShape",
    "DateShape",
    "Days",
    "EachShape",
    "EndShape",
    "EveryShape",
    "FlowShape",
    "GotoShape",
    "IfShape",
    "LengthShape",
    "MarkShape",
    "MatchShape",
    "NodeShape",
    "NumberShape",
    "PhotoShape",
    "PolicyShape",
    "ReadyShape",
    "ReminderShape",
    "RepeatShape",
    "RevealShape",
    "RunShape",
    "SayShape",
    "ScaleShape",
    "SetShape",
    "Shape",
    "StartShape",
    "TextShape",
    "TimeShape",
    "VariableShape",
    "WaitForShape",
    "WaitShape",
    "WaitUntilShape",
    "WaitingShape",
    "shape_at",
]


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
