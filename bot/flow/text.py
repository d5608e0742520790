"""
Turn an author's text into words.

Authors write plain text with ``**bold**``, ``_italic_`` and placeholders in braces. All of it is
read once, when the flow is loaded. What people wrote is put in afterwards, as a quoted span, and
is never looked at again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from bot.flow.cast import Plain, Scope, Value
from bot.flow.direction import ordered
from bot.flow.expr import Name
from bot.flow.markup import Hole, parts_of
from bot.model.words import Label, Span, Style, Words, quote

MISSING = "…"
PICTURE = "🖼"


@dataclass(frozen=True, slots=True)
class Variants:
    """
    A part that says it differently, depending on a value.

    ``cases`` are by the value's text or by its plural category in the text's ``language``;
    ``other`` is for all the rest.
    """

    subject: Hole
    cases: Mapping[str, "Parts"]
    other: "Parts"
    language: str


Parts = tuple[Span | Hole | Variants, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """
    A text ready to be filled in.

    ``names`` are all names it reads. ``constant`` is set when it has no placeholder, ``varied``
    when it has variants. ``others`` are its translations, by language; one that runs from right
    to left is ``leftward``.
    """

    source: str
    parts: Parts
    names: tuple[Name, ...]
    constant: Words | None
    varied: bool = False
    others: Mapping[str, "Template"] = field(default_factory=dict)
    leftward: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """
    How values are shown.

    ``labels`` are what a choice's values are called, by variable name; ``types`` the types of
    variables whose values are not shown as they are kept (date, time, duration, photo).
    """

    labels: Mapping[str, Mapping[str, Label]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


def compile_text(source: str) -> Template:
    """Compile a text; raises `ExpressionError` with a sentence about a placeholder."""
    return template_of(source.strip(), tuple(parts_of(source.strip())))


def template_of(source: str, parts: Parts) -> Template:
    """Put a text together from its parts."""
    if len(parts) == 1 and isinstance(parts[0], Span):
        return Template(source, parts, (), (parts[0],))
    names = tuple(name for hole in holes_of(parts) for name in hole.expression.names)
    plain = tuple(part for part in parts if isinstance(part, Span))
    varied = any(isinstance(part, Variants) for part in parts)
    return Template(source, parts, names, plain if len(plain) == len(parts) else None, varied)


def translated(text: Template, others: Mapping[str, Template]) -> Template:
    """Give a text its translations; what they read counts as read by it."""
    names = [name for one in others.values() for name in one.names if name not in text.names]
    return replace(text, names=(*text.names, *names), others=others)


def holes_of(parts: Parts) -> Iterator[Hole]:
    """Give every placeholder, also of what is said only sometimes."""
    for part in parts:
        if isinstance(part, Hole):
            yield part
        elif isinstance(part, Variants):
            yield part.subject
            for inner in (*part.cases.values(), part.other):
                yield from holes_of(inner)


def render(text: Template, scope: Scope, manner: Manner, language: str) -> Words:
    """Fill in the placeholders, in a language. Raises `Failed` when one cannot be evaluated."""
    if text.others:
        text = text.others.get(language, text)
    if text.leftward:
        return ordered(render(replace(text, leftward=False), scope, manner, language))
    if text.constant is not None:
        return text.constant
    # A list and no generator: this is asked for every letter.
    return tuple(
        [
            part
            if isinstance(part, Span)
            else show(part.expression.run(scope), part.name, manner, language, part.style)
            for part in (_chosen(text.parts, scope) if text.varied else text.parts)
            if not isinstance(part, Variants)
        ]
    )


def _chosen(parts: Parts, scope: Scope) -> Iterator[Span | Hole]:
    for part in parts:
        if isinstance(part, Variants):
            value = part.subject.expression.run(scope)
            key = str(value)
            if key not in part.cases and isinstance(value, int | float):
                key = _plural(value, part.language)
            yield from _chosen(part.cases.get(key, part.other), scope)
        else:
            yield part


def show(
    value: Plain, name: str, manner: Manner, language: str, style: Style = Style.PLAIN
) -> Span:
    """Show one value: choices by their label, numbers in digits, a person's words to the letter."""
    if name in manner.types and value is not None:
        return Span(_civil(value, manner.types[name], language), style)
    labels = manner.labels.get(name)
    match value:
        case str() if labels is not None and value in labels:
            return Span(labels[value].within(language), style)
        case str():
            return quote(value)
        case None:
            return Span(MISSING, style)
        case bool():
            return Span("✓" if value else "–", style)
        case int():
            return Span(str(value), style)
        case float():
            return Span(_number(value, language), style)
        case _ if labels is not None:
            shown = [labels[one].within(language) if one in labels else one for one in value]
            return Span(_listed(shown, language), style)
        case _:
            return quote(", ".join(value))


def _plural(value: float, language: str) -> str:
    from babel import Locale

    return str(Locale.parse(language).plural_form(value))


def _number(value: float, language: str) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=language))


def _listed(shown: Sequence[str], language: str) -> str:
    from babel.lists import format_list

    return str(format_list(shown, locale=language))


def _civil(value: Value, kind: str, language: str) -> str:
    if kind == "photo":
        return PICTURE
    meant: date | time | timedelta
    match value:
        case str() if kind == "date":
            meant = date.fromisoformat(value)
        case str() if kind == "time":
            meant = time.fromisoformat(value)
        case int() if kind == "duration":
            meant = timedelta(seconds=value)
        case _:
            return str(value)
    from bot.understand import say_back

    return say_back(meant, language)
