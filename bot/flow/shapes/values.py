"""Say how single values are written in a flow file: names, lengths, times, lists of nodes."""

import re
import unicodedata
from collections import Counter
from datetime import time, timedelta
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

T = TypeVar("T")

Body = Annotated[Any, Field(json_schema_extra={"x-holds": "nodes"})]
"""A list of nodes, looked at one by one by `parse`."""

Bodies = Annotated[Any, Field(json_schema_extra={"x-holds": "lists"})]
"""Lists of nodes by name, looked at one by one by `parse`."""

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


def _seen(value: str) -> str:
    if all(unicodedata.category(letter)[0] in "CZ" for letter in value):
        raise ValueError("nothing of this text can be seen; write at least one letter or sign")
    return value


def _different(value: list[T]) -> list[T]:
    twice = [one for one, times in Counter(value).items() if times > 1]
    if twice:
        raise ValueError(f"'{twice[0]}' stands here twice")
    return value


def name_only(value: object) -> object:
    """Let a thing with only a name be written as that name."""
    return {"flow": value} if isinstance(value, str) else value


def _choice(value: object) -> object:
    if not isinstance(value, list):
        return value
    if any(not isinstance(item, str) for item in value) or len(set(value)) < len(value):
        raise ValueError("a list of choices has different texts; put numbers in quotes")
    return {item: item for item in value}


_Length = Annotated[
    str,
    Field(pattern=f"^{_DURATION.pattern}$", title="length of time", examples=["20m", "48h", "1w"]),
]
_Time = Annotated[
    str, Field(pattern=f"^({_CLOCK.pattern})$", title="time of day", examples=["18:30"])
]
Duration = Annotated[timedelta, BeforeValidator(_duration, json_schema_input_type=_Length)]
Clock = Annotated[time, BeforeValidator(_clock, json_schema_input_type=_Time)]
Ident = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", title="name")]
VarName = Annotated[str, Field(pattern=r"^(my|run)\.[a-z][a-z0-9_]{0,39}$", title="variable")]
Given = Annotated[str, Field(pattern=r"^in\.[a-z][a-z0-9_]{0,39}$")]
Expr = Annotated[str, Field(min_length=1)]
Bound = int | float
Words = Annotated[
    str,
    Field(min_length=1, max_length=3500, title="text", json_schema_extra={"pattern": r"\S"}),
    AfterValidator(_seen),
]
Different = Annotated[
    list[T], Field(json_schema_extra={"uniqueItems": True}), AfterValidator(_different)
]
"""A list in which nothing stands twice."""
_Either = dict[str, Words] | list[Words]
Options = Annotated[dict[str, Words], BeforeValidator(_choice, json_schema_input_type=_Either)]
Days = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Shape(BaseModel):
    """Refuse what is not listed."""

    model_config = ConfigDict(
        extra="forbid", strict=True, arbitrary_types_allowed=True, use_attribute_docstrings=True
    )
