"""
Evaluate the small closed language of conditions.

An expression is parsed with Python's own parser, then only what is listed here is turned into
closures: literals, names with one dot, comparisons, and/or/not, arithmetic, ``x if c else y``
and five pure functions. There is no attribute, index, call on a value, comprehension or loop to
reach anything else with.
"""

import ast
import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.flow.cast import Plain, Scope
from bot.flow.run import SHARED
from bot.model.couple import Seat

MAX_CHARACTERS = 500
MAX_NODES = 160
MAX_NUMBER = 10**15

Get = Callable[[Scope], Plain]


class ExpressionError(Exception):
    """The author wrote something that is no expression of ours; ``str()`` says what."""


class Failed(Exception):
    """An expression could not be evaluated with the values at hand."""


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted name: ``my.trust`` is scope ``my``, field ``trust``."""

    scope: str
    field: str

    def __str__(self) -> str:
        """Give it as it is written."""
        return f"{self.scope}.{self.field}"


@dataclass(frozen=True, slots=True)
class Expression:
    """
    A compiled expression.

    ``run`` evaluates it: a missing answer gives None, so does arithmetic with None, and an order
    comparison with None is false. It raises `Failed`, and nothing else. ``tree`` is kept for the
    type check.
    """

    source: str
    names: tuple[Name, ...]
    run: Get
    tree: ast.expr


PROFILE = ("name", "language")
PEOPLE = ("me", "partner", "a", "b", "hurt", "repairing")
FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "answered": (1, 1), "len": (1, 1), "min": (2, 8), "max": (2, 8), "round": (1, 1),
}  # fmt: skip
"""The functions, and how many values each takes at least and at most."""

_ARITHMETIC: Mapping[type, Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}  # fmt: skip
_ORDER: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip


@functools.lru_cache(maxsize=512)
def compile_expression(source: str) -> Expression:
    """Compile; raises `ExpressionError` with a sentence."""
    if len(source) > MAX_CHARACTERS:
        raise ExpressionError(f"this is longer than {MAX_CHARACTERS} characters")
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as exc:
        raise ExpressionError("this is no expression; one looks like 'my.trust <= 2'") from exc
    # A character makes two nodes at most (a name, and how it is used), so a short one need not
    # be counted.
    if 2 * len(source) >= MAX_NODES and sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise ExpressionError("this is too long; split it with 'set'")
    names: list[Name] = []
    run = _build(tree, names)
    return Expression(source, tuple(names), run, tree)


def _build(node: ast.expr, names: list[Name]) -> Get:
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as value):
            if isinstance(value, int | float) and abs(value) > MAX_NUMBER:
                raise ExpressionError("this number is too large")
            return lambda _: value
        case ast.Attribute(value=ast.Name(id=scope), attr=field):
            name = Name(scope, field)
            names.append(name)
            return _reader(name)
        case ast.BoolOp(op=ast.And(), values=parts):
            return _all([_build(part, names) for part in parts])
        case ast.BoolOp(op=ast.Or(), values=parts):
            return _any([_build(part, names) for part in parts])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _build(operand, names)
            return lambda scope: not inner(scope)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _numeric(operator.neg, [_build(operand, names)])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _numeric(_ARITHMETIC[type(op)], [_build(left, names), _build(right, names)])
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compare(op, _build(left, names), right, names)
        case ast.IfExp(test=test, body=body, orelse=other):
            return _choose(_build(test, names), _build(body, names), _build(other, names))
        case ast.Call(func=ast.Name(id=called), args=arguments, keywords=[]):
            return _call(called, arguments, names)
        case ast.Name(id="true" | "false" as word):
            holds = word == "true"
            return lambda _: holds
        case ast.Name(id=word):
            raise ExpressionError(
                f"'{word}' needs its owner: my.{word}, run.{word}, or quotes if it is a text"
            )
        case _:
            raise ExpressionError(
                "only names, numbers, texts, comparisons, and/or/not, + - * / and "
                f"{', '.join(FUNCTIONS)}() may stand in an expression"
            )


_NOTHING: Mapping[str, Plain] = {}


def _reader(name: Name) -> Get:
    field = name.field
    match name.scope:
        case "run":
            return lambda scope: scope.values.get(SHARED, {}).get(field)
        case "couple" if field == "room":
            return lambda scope: scope.cast.room
        case "my":
            return lambda scope: scope.values.get(scope.seat or _own(scope), _NOTHING).get(field)
        case owner if owner in PEOPLE:
            seat = _SEATS[owner]
            if field == "name":
                return lambda scope: scope.cast.person(seat(scope)).name
            if field == "language":
                return lambda scope: scope.cast.person(seat(scope)).language
            return lambda scope: scope.values.get(seat(scope), {}).get(field)
        case _:
            raise ExpressionError(
                f"'{name}' is not known; names begin with my., me., partner., a., b., hurt., "
                "repairing. or run."
            )


def _own(scope: Scope) -> Seat:
    if scope.seat is None:
        raise Failed("outside a lane there is no 'my'")
    return scope.seat


_SEATS: Mapping[str, Callable[[Scope], Seat]] = {
    "me": _own,
    "partner": lambda scope: _own(scope).other,
    "a": lambda _: Seat.A,
    "b": lambda _: Seat.B,
    "hurt": lambda scope: scope.cast.hurt,
    "repairing": lambda scope: scope.cast.hurt.other,
}


def _all(parts: list[Get]) -> Get:
    return lambda scope: all(part(scope) for part in parts)


def _any(parts: list[Get]) -> Get:
    return lambda scope: any(part(scope) for part in parts)


def _choose(test: Get, yes: Get, no: Get) -> Get:
    return lambda scope: yes(scope) if test(scope) else no(scope)


def _numeric(do: Callable[..., float], given: list[Get]) -> Get:
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


def _compare(op: ast.cmpop, left: Get, right: ast.expr, names: list[Name]) -> Get:
    if isinstance(op, ast.In | ast.NotIn):
        if not isinstance(right, ast.List | ast.Tuple):
            raise ExpressionError("after 'in' comes a list, for example: my.mood in ['sad', 'bad']")
        items = [_build(item, names) for item in right.elts]
        wanted = isinstance(op, ast.In)
        return lambda scope: (left(scope) in [item(scope) for item in items]) is wanted
    other = _build(right, names)
    if isinstance(op, ast.Eq):
        return lambda scope: left(scope) == other(scope)
    if isinstance(op, ast.NotEq):
        return lambda scope: left(scope) != other(scope)
    if type(op) in _ORDER:
        return _ordered(_ORDER[type(op)], left, other)
    raise ExpressionError("compare with ==, !=, <, <=, >, >= or in")


def _ordered(holds: Callable[[Any, Any], bool], left: Get, right: Get) -> Get:
    def run(scope: Scope) -> Plain:
        one, two = left(scope), right(scope)
        if one is None or two is None:
            return False
        try:
            return holds(one, two)
        except TypeError:
            raise Failed("a comparison of a number with a text") from None

    return run


def _call(called: str, arguments: list[ast.expr], names: list[Name]) -> Get:
    if called not in FUNCTIONS:
        raise ExpressionError(f"'{called}' is not one of {', '.join(FUNCTIONS)}")
    least, most = FUNCTIONS[called]
    if not least <= len(arguments) <= most:
        raise ExpressionError(f"{called}() takes {least} to {most} values")
    given = [_build(argument, names) for argument in arguments]
    first = given[0]
    if called == "answered":
        return lambda scope: first(scope) is not None
    if called == "len":
        return lambda scope: _length(first(scope))
    if called == "round":
        return _numeric(round, given)
    return _numeric(min if called == "min" else max, given)


def _length(value: Plain) -> int:
    if value is None:
        return 0
    if isinstance(value, str | tuple):
        return len(value)
    raise Failed("the length of something that is no text")


def _number(value: Plain) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise Failed("arithmetic with something that is no number")


def _bounded(value: float) -> float:
    if abs(value) > MAX_NUMBER:
        raise Failed("a number grew too large")
    return value
