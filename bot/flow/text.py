"""
Turn an author's text into words.

Authors write plain text with ``**bold**``, ``_italic_`` and placeholders in braces. All of it is
read once, when the flow is loaded. What people wrote is put in afterwards, as a quoted span, and
is never looked at again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.flow.cast import Plain, Scope
from bot.flow.expr import Expression, ExpressionError, Name, compile_expression
from bot.model.words import Span, Style, Words, quote

MISSING = "…"

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


@dataclass(frozen=True, slots=True)
class Template:
    """
    A text ready to be filled in.

    ``names`` are all names it reads. ``constant`` is set when it has no placeholder.
    """

    source: str
    parts: tuple[Span | Hole, ...]
    names: tuple[Name, ...]
    constant: Words | None


Labels = Mapping[str, Mapping[str, str]]
"""What a choice's values are called, by variable name."""


def compile_text(source: str) -> Template:
    """Compile a text; raises `ExpressionError` with a sentence about a placeholder."""
    text = source.strip()
    parts = tuple(_parts(text)) if _SPECIAL.search(text) else (Span(text),) if text else ()
    holes = [part for part in parts if isinstance(part, Hole)]
    names = tuple(name for hole in holes for name in hole.expression.names)
    constant = None if holes else tuple(part for part in parts if isinstance(part, Span))
    return Template(source, parts, names, constant)


def render(template: Template, scope: Scope, labels: Labels) -> Words:
    """Fill in the placeholders. Raises `Failed` when one cannot be evaluated."""
    if template.constant is not None:
        return template.constant
    return tuple(
        [
            part
            if isinstance(part, Span)
            else show(part.expression.run(scope), part.name, labels, part.style)
            for part in template.parts
        ]
    )


def show(value: Plain, name: str, labels: Labels, style: Style = Style.PLAIN) -> Span:
    """Show one value: choices by their label, numbers in digits, a person's words to the letter."""
    match value:
        case str() if name in labels and value in labels[name]:
            return Span(labels[name][value], style)
        case str():
            # Plain letters have no marks and no direction that would have to be calmed.
            return Span(value, Style.QUOTED) if value.isascii() else quote(value)
        case None:
            return Span(MISSING, style)
        case bool():
            return Span("✓" if value else "–", style)
        case int():
            return Span(str(value), style)
        case float():
            return Span(f"{value:g}", style)
        case _:
            return quote(", ".join(value))


def _only(expression: Expression) -> str:
    return expression.names[0].field if len(expression.names) == 1 else ""


def _parts(source: str) -> Iterator[Span | Hole]:
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
