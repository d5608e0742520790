"""
Compare values and reckon with them, as conditions do.

Nothing that comes out is larger than what went in: texts are not joined, and numbers stay within
`MAX_NUMBER`. Nothing turns into something else: yes is not the number one.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from bot.flow.cast import Plain, Scope

MAX_NUMBER = 10**15

Get = Callable[[Scope], Plain]
"""What a part of an expression has been turned into."""


class Failed(Exception):
    """An expression could not be evaluated with the values at hand."""


def numeric(do: Callable[..., float], given: list[Get]) -> Get:
    """Reckon with numbers; a missing one gives None."""

    def run(scope: Scope) -> Plain:
        values = [get(scope) for get in given]
        if None in values:
            return None
        try:
            result = do(*map(_number, values))
        except ZeroDivisionError:
            raise Failed("a division by zero") from None
        return _bounded(result)

    return run


def same(left: Get, right: Get) -> Get:
    """Compare for equality."""
    return lambda scope: _same(left(scope), right(scope))


def same_text(left: Get, text: str) -> Get:
    """Compare with a text that is known; only a text can be the same."""
    return lambda scope: left(scope) == text


def among(left: Get, items: list[Get]) -> Get:
    """Say whether a value is one of several."""

    def run(scope: Scope) -> Plain:
        one = left(scope)
        return any(_same(one, item(scope)) for item in items)

    return run


def among_texts(left: Get, texts: frozenset[str]) -> Get:
    """Say whether a value is one of several texts that are known."""
    return lambda scope: left(scope) in texts


def within(left: Get, right: Get) -> Get:
    """Say whether a value is one of those that were chosen; of what is missing, none was."""

    def run(scope: Scope) -> Plain:
        chosen = right(scope)
        if chosen is None:
            return False
        if not isinstance(chosen, tuple):
            raise Failed("a search in something that is no list")
        return left(scope) in chosen

    return run


def ordered(holds: Callable[[Any, Any], bool], left: Get, right: Get) -> Get:
    """Compare by order; with a missing value it is false."""

    def run(scope: Scope) -> Plain:
        one, two = left(scope), right(scope)
        if one is None or two is None:
            return False
        if (one.__class__, two.__class__) not in _ALIKE:
            raise Failed(_NO_ORDER)
        return holds(one, two)

    return run


def ordered_number(holds: Callable[[Any, Any], bool], left: Get, number: float) -> Get:
    """Compare by order with a number that is known."""

    def run(scope: Scope) -> Plain:
        one = left(scope)
        if one.__class__ in _NUMBERS:
            return holds(one, number)
        if one is None:
            return False
        raise Failed(_NO_ORDER)

    return run


def length(value: Plain) -> int:
    """Count characters; what is missing has none."""
    if value is None:
        return 0
    if isinstance(value, str | tuple):
        return len(value)
    raise Failed("the length of something that is no text")


def rounded(value: float) -> int:
    """Round as people learn it: a half goes away from zero, and not to the even neighbour."""
    whole = int(value)
    return whole + int(2 * (value - whole))


ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul,
    "Div": operator.truediv, "FloorDiv": operator.floordiv, "Mod": operator.mod,
}  # fmt: skip
ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge,
}  # fmt: skip
"""What Python's parser calls the signs, and what they do."""

_NUMBERS = (int, float)
_ALIKE = frozenset({*((one, two) for one in _NUMBERS for two in _NUMBERS), (str, str)})
_NO_ORDER = "only two numbers or two texts have an order"


def _same(one: Plain, two: Plain) -> bool:
    return one == two and (one.__class__ is bool) is (two.__class__ is bool)


def _number(value: Plain) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _bounded(value)
    raise Failed("arithmetic with something that is no number")


def _bounded(value: float) -> float:
    # Turned this way, it is also false for what is not a number at all.
    if -MAX_NUMBER <= value <= MAX_NUMBER:
        return value
    raise Failed("a number grew too large")
