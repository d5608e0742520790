"""
Write plain lists as JSON, and check what is read.

Half characters pass both ways: what is written here comes back to the letter.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
# What `JSONEncoder.encode` makes anew for every call, at a higher cost than using it. Only
# CPython has it.
_make = getattr(json.encoder, "c_make_encoder", None)
_parts = _make and _make(
    None, _encoder.default, json.encoder.encode_basestring, None, ":", ",", False, False, False
)


def write(shape: list[Any]) -> str:
    """Write lists of plain values as JSON, as short as it can be."""
    return "".join(_parts(shape, 0)) if _parts else _encoder.encode(shape)


def as_bytes(shape: list[Any]) -> bytes:
    """Write JSON as bytes."""
    return write(shape).encode("utf-8", "surrogatepass")


def read(data: bytes, make: Callable[[Any], T]) -> T:
    """Read JSON and make something of it; `ValueError` when it is not what was expected."""
    try:
        return make(json.loads(data.decode("utf-8", "surrogatepass")))
    except (TypeError, LookupError, OverflowError, RecursionError) as exc:
        raise ValueError("a row of an unknown shape") from exc


def text(value: Any) -> str:
    """Give a text back, or raise `TypeError`."""
    if type(value) is not str:
        raise TypeError
    return value


def text_or_none(value: Any) -> str | None:
    """Give a text or None back, or raise `TypeError`."""
    return None if value is None else text(value)


def number(value: Any) -> int:
    """Give a whole number back, or raise `TypeError`."""
    if type(value) is not int:
        raise TypeError
    return value


def number_or_none(value: Any) -> int | None:
    """Give a whole number or None back, or raise `TypeError`."""
    return None if value is None else number(value)


def flag(value: Any) -> bool:
    """Give a truth value back, or raise `TypeError`."""
    if type(value) is not bool:
        raise TypeError
    return value


def texts(value: Any) -> tuple[str, ...]:
    """Give texts back, or raise `TypeError`."""
    if type(value) is not list:
        raise TypeError
    return tuple(map(text, value))
