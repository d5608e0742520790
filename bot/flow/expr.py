"""
Evaluate the small closed language of conditions.

An expression is parsed with Python's own parser, then only what is listed here is turned into
closures: literals, names with one dot, comparisons, and/or/not, arithmetic, ``x if c else y``
and five pure functions. There is no attribute, index, call on a value, comprehension or loop to
reach anything else with. What the signs do is `operators`'.
"""

import ast
import functools
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.flow import operators
from bot.flow.cast import Plain, Scope, alike
from bot.flow.operators import ARITHMETIC, MAX_NUMBER, ORDER, Failed, Get
from bot.flow.run import SHARED
from bot.model.couple import Role, Seat

__all__ = [
    "FUNCTIONS", "MAX_CHARACTERS", "MAX_DEPTH", "MAX_NODES", "MAX_NUMBER", "PEOPLE", "PROFILE",
    "Expression", "ExpressionError", "Failed", "Name", "compile_expression",
]  # fmt: skip

MAX_CHARACTERS = 500
MAX_NODES = 160
MAX_DEPTH = 40


class ExpressionError(Exception):
    """The author wrote something that is no expression of ours; ``str()`` says what."""


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


PROFILE = ("name", "language", "gender", "role")
PEOPLE = ("me", "partner", "a", "b", "hurt", "repairing")
FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "answered": (1, 1), "days": (1, 1), "len": (1, 1), "round": (1, 1), "min": (2, 8),
    "max": (2, 8),
}  # fmt: skip
"""The functions, and how many values each takes at least and at most."""


@functools.lru_cache(maxsize=512)
def compile_expression(source: str) -> Expression:
    """Compile; raises `ExpressionError` with a sentence."""
    if len(source) > MAX_CHARACTERS:
        raise ExpressionError(f"this is longer than {MAX_CHARACTERS} characters")
    if "\\" in source:
        raise ExpressionError("a \\ has no meaning here; write the sign itself")
    try:
        tree = ast.parse(_GIVEN.sub(_spelled, source.strip()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as exc:
        raise ExpressionError("this is no expression; one looks like 'my.trust <= 2'") from exc
    _measure(tree, len(source))
    for part in ast.walk(tree) if "in." in source else ():
        if isinstance(part, ast.Name) and part.id == _IN:
            part.id = "in"
    names: list[Name] = []
    run = _build(tree, names)
    return Expression(source, tuple(names), run, tree)


# To Python's parser, "in" is a sign and cannot own a name.
_IN = "in_"
_GIVEN = re.compile(r"""'[^']*'|"[^"]*"|\bin\.(?=[^\W\d])""")


def _spelled(found: re.Match[str]) -> str:
    return f"{_IN}." if found[0] == "in." else found[0]


def _measure(tree: ast.expr, characters: int) -> None:
    # A character makes one level and two nodes at most (a name, and how it is used), so a short
    # expression need not be counted.
    if characters <= MAX_DEPTH:
        return
    level: list[ast.AST] = [tree]
    nodes = depth = 0
    while level:
        nodes, depth = nodes + len(level), depth + 1
        if nodes > MAX_NODES:
            raise ExpressionError("this is too long; split it with 'set'")
        if depth > MAX_DEPTH:
            raise ExpressionError("this is nested too deeply; split it with 'set'")
        level = [part for node in level for part in ast.iter_child_nodes(node)]


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
            return _not(_build(operand, names))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return operators.numeric(operator.neg, [_build(operand, names)])
        case ast.BinOp(left=left, op=op, right=right) if (sign := _sign(op)) in ARITHMETIC:
            return operators.numeric(ARITHMETIC[sign], [_build(left, names), _build(right, names)])
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
            return lambda scope: scope.values.get(SHARED, _NOTHING).get(field)
        case "in":
            return lambda scope: scope.values.get(SHARED, _NOTHING).get(f"in.{field}")
        case "couple" if field == "room":
            return lambda scope: scope.cast.room
        case "couple":
            return lambda scope: field in scope.cast.marks
        case "mine":
            return lambda scope: field in scope.cast.person(_own(scope)).marks
        case "both":
            return lambda scope: alike(scope.values, field)
        case "my":
            return lambda scope: scope.values.get(scope.seat or _own(scope), _NOTHING).get(field)
        case owner if owner in PEOPLE:
            seat = _SEATS[owner]
            if field == "name":
                return lambda scope: scope.cast.person(seat(scope)).name
            if field == "gender":
                return lambda scope: scope.cast.person(seat(scope)).gender
            if field == "role":
                return lambda scope: _role(scope, seat(scope))
            if field == "language":
                return lambda scope: scope.cast.person(seat(scope)).language
            return lambda scope: scope.values.get(seat(scope), _NOTHING).get(field)
        case _:
            raise ExpressionError(
                f"'{name}' is not known; names begin with my., me., partner., a., b., hurt., "
                "repairing., both., run., in., couple. or mine."
            )


def _role(scope: Scope, seat: Seat) -> str:
    return (Role.HURT if seat is scope.cast.hurt else Role.REPAIRING).value


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


def _days(argument: ast.expr, names: list[Name]) -> Get:
    match argument:
        case ast.Attribute(value=ast.Name(id="couple" | "mine" as scope), attr=field):
            names.append(Name(scope, field))
        case _:
            raise ExpressionError("days() takes a milestone, such as couple.impact_heard")
    if scope == "couple":
        return lambda scope: scope.cast.marks.get(field)
    return lambda scope: scope.cast.person(_own(scope)).marks.get(field)


def _all(parts: list[Get]) -> Get:
    return lambda scope: all(part(scope) for part in parts)


def _any(parts: list[Get]) -> Get:
    return lambda scope: any(part(scope) for part in parts)


def _choose(test: Get, yes: Get, no: Get) -> Get:
    return lambda scope: yes(scope) if test(scope) else no(scope)


def _compare(op: ast.cmpop, left: Get, right: ast.expr, names: list[Name]) -> Get:
    sign = _sign(op)
    if sign in ("In", "NotIn"):
        match right:
            case ast.List(elts=listed) | ast.Tuple(elts=listed):
                found = _among(left, listed, names)
            case ast.Attribute():
                found = operators.within(left, _build(right, names))
            case _:
                raise ExpressionError(
                    "after 'in' comes a list, for example: my.mood in ['sad', 'bad']"
                )
        return found if sign == "In" else _not(found)
    other = _build(right, names)
    if sign in ("Eq", "NotEq"):
        text = right.value if isinstance(right, ast.Constant) else None
        equal = (
            operators.same_text(left, text)
            if isinstance(text, str)
            else operators.same(left, other)
        )
        return equal if sign == "Eq" else _not(equal)
    if sign not in ORDER:
        raise ExpressionError("compare with ==, !=, <, <=, >, >= or in")
    match right:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return operators.ordered_number(ORDER[sign], left, number)
        case _:
            return operators.ordered(ORDER[sign], left, other)


def _among(left: Get, listed: list[ast.expr], names: list[Name]) -> Get:
    items = [_build(item, names) for item in listed]
    texts = [
        item.value
        for item in listed
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    ]
    if len(texts) == len(items):
        return operators.among_texts(left, frozenset(texts))
    return operators.among(left, items)


def _not(inner: Get) -> Get:
    return lambda scope: not inner(scope)


def _sign(op: ast.operator | ast.cmpop) -> str:
    return type(op).__name__


def _call(called: str, arguments: list[ast.expr], names: list[Name]) -> Get:
    if called not in FUNCTIONS:
        raise ExpressionError(f"'{called}' is not one of {', '.join(FUNCTIONS)}")
    least, most = FUNCTIONS[called]
    if not least <= len(arguments) <= most:
        many = "one value" if most == 1 else f"{least} to {most} values"
        raise ExpressionError(f"{called}() takes {many}")
    if called == "days":
        return _days(arguments[0], names)
    given = [_build(argument, names) for argument in arguments]
    first = given[0]
    if called == "answered":
        return lambda scope: first(scope) is not None
    if called == "len":
        return lambda scope: operators.length(first(scope))
    if called == "round":
        return operators.numeric(operators.rounded, given)
    return operators.numeric(min if called == "min" else max, given)
