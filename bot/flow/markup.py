"""Read the little markup of an author's text, once, when the flow is loaded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.flow.expr import Expression, ExpressionError, compile_expression
from bot.model.words import Span, Style

_MARK = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)")
_SPECIAL = re.compile(r"[*_{}]")
_BRACE = re.compile(r"\{\{|\}\}|\{(?P<inside>[^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Hole:
    """
    A placeholder: an expression, and the style of the words around it.

    ``name`` is the field it shows, empty when it is made from more than one.
    """

    expression: Expression
    style: Style
    name: str


def parts_of(source: str) -> Iterator[Span | Hole]:
    """Give a text's spans and placeholders in order; raises `ExpressionError`."""
    if not _SPECIAL.search(source):
        if source:
            yield Span(source)
        return
    at = 0
    for mark in _MARK.finditer(source):
        yield from _holes(source[at : mark.start()], Style.PLAIN)
        if mark["bold"] is not None:
            yield from _holes(mark["bold"], Style.BOLD)
        else:
            yield from _holes(mark["italic"], Style.ITALIC)
        at = mark.end()
    yield from _holes(source[at:], Style.PLAIN)


def _holes(source: str, style: Style) -> Iterator[Span | Hole]:
    at = 0
    text = ""
    for brace in _BRACE.finditer(source):
        text += source[at : brace.start()]
        at = brace.end()
        if brace["inside"] is not None:
            if text:
                yield Span(text, style)
                text = ""
            expression = compile_expression(brace["inside"])
            yield Hole(expression, style, _only(expression))
        elif len(brace[0]) == 2:
            text += brace[0][0]
        else:
            raise ExpressionError("a single brace; write {{ or }} to show one")
    text += source[at:]
    if text:
        yield Span(text, style)


def _only(expression: Expression) -> str:
    return expression.names[0].field if len(expression.names) == 1 else ""
