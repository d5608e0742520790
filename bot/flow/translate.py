"""
Read a flow's translations, which stand beside it as Fluent files.

A message's name is its node's id, or for a text without one `key_of` its words; attributes are the
other texts of the node. The comment above it is the text it was translated from, so that one that
has changed since is noticed. ``{me.name}`` is written ``{ $me-name }``; a selector may look at
anything the text itself shows, and at how somebody wants to be spoken of (``{ $me-gender }``).
Only what is needed to say a text is read: no terms, no other messages, no functions.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fluent.syntax import FluentParser, ast

from bot.errors import Problem
from bot.flow.direction import leftward
from bot.flow.expr import PEOPLE, Expression, ExpressionError, compile_expression
from bot.flow.markup import Hole, parts_of
from bot.flow.text import Parts, Template, Variants, holes_of, template_of
from bot.model.words import Span, Style

GENDER = "gender"
_FORK = "\ue000"


@dataclass(frozen=True, slots=True)
class Entry:
    """One translated text: its pattern, what it was translated from, and its line."""

    pattern: ast.Pattern
    base: str
    line: int


@dataclass(frozen=True, slots=True)
class Translation:
    """All texts of one flow in one language, by key (``trust``, ``trust.retry``)."""

    language: str
    file: str
    entries: Mapping[str, Entry]


def key_of(text: str) -> str:
    """Name a text that has no node with an id: it moves with its words."""
    return f"t-{hashlib.blake2b(text.strip().encode(), digest_size=4).hexdigest()}"


def noted(text: str) -> str:
    """Give a base text as it stands in a comment: what is only space does not count."""
    return " ".join(text.split())


def read_translation(source: bytes, file: str, language: str) -> tuple[Translation, list[Problem]]:
    """Read a ``.ftl`` file; what cannot be read is reported (F060) and left out."""
    problems: list[Problem] = []
    entries: dict[str, Entry] = {}
    try:
        text = source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        said = "this is not UTF-8; save it as UTF-8 and try again"
        return Translation(language, file, {}), [Problem("F060", file, 1, 1, said)]

    def line(node: ast.SyntaxNode) -> int:
        span = node.span
        return text.count("\n", 0, span.start) + 1 if span else 1

    for node in FluentParser().parse(text).body:
        match node:
            case ast.Message(id=ast.Identifier(name=name), value=value, attributes=attributes):
                bases = _bases(node.comment)
                parts = [("", value), *((f".{one.id.name}", one.value) for one in attributes)]
                for suffix, pattern in parts:
                    if pattern is None:
                        continue
                    if f"{name}{suffix}" in entries:
                        said = f"'{name}{suffix}' stands twice"
                        problems.append(Problem("F060", file, line(pattern), 1, said))
                    base = bases.get(suffix, "")
                    entries[f"{name}{suffix}"] = Entry(pattern, base, line(pattern))
            case ast.Junk(annotations=notes):
                said = (notes[0].message if notes else None) or "this cannot be read"
                problems.append(Problem("F060", file, line(node), 1, f"{said} (Fluent syntax)"))
            case ast.Term():
                said = f"'-{node.id.name}': terms are not used here; write the word itself"
                problems.append(Problem("F060", file, line(node.id), 1, said))
            case _:
                continue
    return Translation(language, file, entries), problems


def _bases(comment: ast.Comment | None) -> Mapping[str, str]:
    """Read the base texts off a comment: the message's own, then ``.attribute: text``."""
    bases: dict[str, str] = {}
    key = ""
    for row in (comment.content if comment and comment.content else "").split("\n"):
        head, colon, rest = row.partition(": ")
        if head.startswith(".") and colon and " " not in head:
            key = head
            bases[key] = noted(rest)
        else:
            bases[key] = noted(f"{bases.get(key, '')} {row}")
    return bases


def translate(entry: Entry, base: Template, language: str) -> Template:
    """
    Build the translation of a text.

    Raises `ExpressionError` with a sentence when it shows something else than the text does.
    """
    known = {variable_of(hole.expression, at): hole for at, hole in enumerate(holes_of(base.parts))}
    parts = tuple(_parts(entry.pattern, known, language))
    text = template_of(base.source, parts)
    shown = {str(hole.expression.source) for hole in _shown(parts)}
    missing = [name for name, hole in known.items() if hole.expression.source not in shown]
    if missing:
        raise ExpressionError(f"it leaves out {{ ${missing[0]} }}, which the text shows")
    return replace(text, leftward=leftward(language))


def variable_of(expression: Expression, at: int) -> str:
    """Name a placeholder for translators: ``me.name`` is ``me-name``, others are counted."""
    if len(expression.names) == 1 and expression.source.strip() == str(expression.names[0]):
        name = expression.names[0]
        return f"{name.scope}-{name.field}"
    return f"value-{at + 1}"


def _shown(parts: Parts) -> Iterator[Hole]:
    """Give what is shown whatever a selector says, or in one of its variants."""
    for part in parts:
        if isinstance(part, Hole):
            yield part
        elif isinstance(part, Variants):
            yield part.subject
            for inner in (*part.cases.values(), part.other):
                yield from _shown(inner)


def _parts(
    pattern: ast.Pattern, known: Mapping[str, Hole], language: str
) -> Iterator[Span | Hole | Variants]:
    # Markup may reach over a placeholder, so the text is put together first and read once.
    source = ""
    variants: list[Variants] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            source += _plain(element.value)
            continue
        expression = element.expression
        if isinstance(expression, ast.StringLiteral):
            source += _plain(expression.parse()["value"])
        elif isinstance(expression, ast.VariableReference):
            hole = _hole(expression.id.name, known)
            source += f"{{{hole.expression.source}}}"
        elif isinstance(expression, ast.SelectExpression):
            source += f"{_FORK}{len(variants)}{_FORK}"
            variants.append(_variants(expression, known, language))
        else:
            raise ExpressionError("only { $names } and selectors stand in braces here")
    yield from _woven(source, variants)


def _variants(select: ast.SelectExpression, known: Mapping[str, Hole], language: str) -> Variants:
    if not isinstance(select.selector, ast.VariableReference):
        raise ExpressionError("a selector looks at a { $name }")
    cases: dict[str, Parts] = {}
    other: Parts = ()
    for one in select.variants:
        key = one.key.name if isinstance(one.key, ast.Identifier) else one.key.value
        parts = tuple(_parts(one.value, known, language))
        if one.default:
            other = parts
        else:
            cases[key] = parts
    return Variants(_hole(select.selector.id.name, known), cases, other, language)


def _hole(name: str, known: Mapping[str, Hole]) -> Hole:
    scope, _, field = name.rpartition("-")
    if name in known:
        return known[name]
    if field == GENDER and scope in PEOPLE:
        return Hole(compile_expression(f"{scope}.{GENDER}"), Style.PLAIN, GENDER)
    there = ", ".join(f"{{ ${one} }}" for one in known) or "nothing"
    raise ExpressionError(f"the text has no {{ ${name} }}; it shows {there}")


def _woven(source: str, variants: list[Variants]) -> Iterator[Span | Hole | Variants]:
    for at, piece in enumerate(source.split(_FORK)):
        if at % 2:
            yield variants[int(piece)]
        else:
            yield from parts_of(piece)


def _plain(text: object) -> str:
    return str(text).replace(_FORK, "").replace("{", "{{").replace("}", "}}")
