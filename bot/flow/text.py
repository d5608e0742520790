"""
Turn an author's text into words.

Authors write plain text with ``**bold**``, ``_italic_`` and placeholders in braces. All of it is
read once, when the flow is loaded. What people wrote is put in afterwards, as a quoted span, and
is never looked at again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.flow.cast import Plain, Scope
from bot.flow.expr import Name
from bot.flow.markup import Hole, parts_of
from bot.model.words import Span, Style, Words, quote

MISSING = "…"


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
    parts = tuple(parts_of(source.strip()))
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
