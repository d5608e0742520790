"""What authors look at: a flow's picture, its nodes, its variables, its words side by side."""

from collections.abc import Iterator

from adapters.playground.line import Json
from bot.flow.kinds import Choice, Choices
from bot.flow.markup import Hole
from bot.flow.script import Ask, Script
from bot.flow.text import Parts, Template, Variants
from bot.model.words import Span, Style
from bot.playground.drawing import draw
from bot.playground.library import Library
from bot.playground.peer import Refusal

_SIGNS = {Style.BOLD: "**", Style.ITALIC: "_"}


def script_of(library: Library, flow: str) -> Script:
    """Find a flow."""
    found = library.content.flows.get(flow)
    if found is None:
        raise Refusal(f"There is no flow '{flow}'.")
    return found


def picture(library: Library, flow: str) -> Json:
    """Draw a flow."""
    return {"flow": flow, "svg": draw(script_of(library, flow))}


def flow(library: Library, name: str) -> Json:
    """Give everything that an author picks from."""
    script = script_of(library, name)
    return {
        "flow": name, "title": script.title, "about": script.about, "file": script.file,
        "commands": list(script.commands), "outcomes": list(script.outcomes),
        "nodes": [
            {"id": one.id, "verb": type(one).__name__.lower(), "line": one.at.line}
            for one in script.nodes.values()
            if one.named
        ],
        "variables": [
            {
                "name": one.name, "scope": one.scope, "type": one.type,
                "private": one.private and one.scope == "my",
            }
            for one in script.variables.values()
        ],
        "texts": list(texts(script)),
    }  # fmt: skip


def texts(script: Script) -> Iterator[Json]:
    """Give every text with its translations, in the order of the file."""
    for node in script.nodes.values():
        for name in ("text", "retry"):
            text = getattr(node, name, None)
            if isinstance(text, Template):
                others = {code: words(one.parts) for code, one in text.others.items()}
                yield {"node": node.id, "line": node.at.line, "base": text.source, "others": others}
        if isinstance(node, Ask) and isinstance(node.kind, Choice | Choices):
            for option in node.kind.options:
                yield {
                    "node": node.id, "line": node.at.line, "base": option.label.base,
                    "others": dict(option.label.others),
                }  # fmt: skip


def words(parts: Parts) -> str:
    """Write a translation as its author did, with the ways there are to say it side by side."""
    return "".join(_part(one) for one in parts)


def _part(one: Span | Hole | Variants) -> str:
    match one:
        case Span(text=text, style=style):
            sign = _SIGNS.get(style, "")
            return f"{sign}{text}{sign}"
        case Hole(expression=expression):
            return f"{{{expression.source}}}"
        case Variants(cases=cases, other=other):
            return "[" + " | ".join(words(way) for way in (*cases.values(), other)) + "]"
