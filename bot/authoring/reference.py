"""
Write the page on which authors look up every verb, key and kind of answer.

It is made from the same schema that editors read, so the page and the hover say the same.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.authoring.schema import TOP, Json, definitions
from bot.flow import shapes
from bot.flow.deeds import DEEDS, Whose

HEAD = """\
# Flow reference

Every verb, key and kind of answer that a flow may have. How to write one is told in
[Writing flows](writing-flows.md); what the checker says in [Flow checks](flow-checks.md).

This page is made by `mortar reference`; what an editor shows comes from the same sentences.
"""
DEEDS_SAID = """\
What a flow may have done between turns, with `run`. Under `with` stands what a deed takes, under
`save` the variables that keep what it gives; what has a `?` may be left out. What concerns one
partner alone stands in a private lane and stays with them. What concerns both takes only what both
may read, and stands outside lanes; in a flow that one has alone, it takes an answer declared
`private: false`."""
SHELVES = {
    Whose.NOBODY: "nobody's", Whose.MINE: "one partner's", Whose.JOINT: "the couple's",
}  # fmt: skip
_ASK = shapes.AskShape.__name__


def page() -> str:
    """Give the whole page."""
    return "\n".join([HEAD, *_Page(definitions()).lines()])


class _Page:
    def __init__(self, defs: Mapping[str, Json]) -> None:
        self.defs = defs
        self.told = {model.__name__ for model in shapes.VERBS.values()}
        self.verbs = {model.__name__: verb for verb, model in shapes.VERBS.items()}

    def lines(self) -> Iterator[str]:
        yield "## The file\n"
        yield from self.shape(TOP)
        yield "## Nodes\n"
        yield from self.families()
        for name, verb in self.verbs.items():
            yield f"### {verb}\n"
            yield from self.shape(name)
        yield "## Kinds of answers\n"
        yield f"An {_code('ask')} has exactly one of these.\n"
        for kind in shapes.KINDS:
            yield from self.kind(kind)
        yield "## What can be run\n"
        yield f"{DEEDS_SAID}\n"
        yield "| deed | takes | gives | on whose shelf | what it does |"
        yield "|---|---|---|---|---|"
        for name, deed in DEEDS.items():
            takes = [f"{key}?" if key in deed.optional else key for key in deed.takes]
            yield (
                f"| {_code(name)} | {_several(takes)} | {_several(deed.gives)} "
                f"| {SHELVES[deed.whose]} | {_cell(deed.about)} |"
            )
        yield ""

    def families(self) -> Iterator[str]:
        """Give the keys that several verbs have in common, once."""
        for base in dict.fromkeys(b for model in shapes.VERBS.values() for b in _bases(model)):
            name = next(m.__name__ for m in shapes.VERBS.values() if base in _bases(m))
            if base is not shapes.NodeShape:
                yield f"### {_title(base.__name__)}\n"
            yield f"{inspect.getdoc(base)}\n"
            own = set(base.model_fields) - _inherited(base)
            yield from self.table(self.defs[name], [key for key in self.keys(name) if key in own])

    def kind(self, kind: str) -> Iterator[str]:
        """Give one kind of answer, and the keys under it."""
        one = self.defs[_ASK]["properties"][kind]
        yield f"### {kind}\n"
        yield f"{_said(one)}\n"
        name = _ref(one)
        if name is None:
            yield f"It is {self.value(one)}.\n"
        else:
            yield from self.table(self.defs[name], self.keys(name))

    def shape(self, name: str) -> Iterator[str]:
        """Give a shape's sentences, example and keys."""
        one = self.defs[name]
        yield f"{_said(one)}\n"
        keys = self.keys(name)
        if name in self.verbs:
            model = shapes.VERBS[self.verbs[name]]
            others = {*_inherited(model), *(shapes.KINDS if name == _ASK else ())}
            keys = [key for key in keys if key not in others]
            yield from _also(model, needs_id="id" in one["required"])
        yield from self.table(one, keys)
        for inner in self.inside(one, keys):
            self.told.add(inner)
            yield f"### {_title(inner)}\n"
            yield from self.shape(inner)

    def inside(self, one: Json, keys: list[str]) -> list[str]:
        """List the shapes that some keys lead to and that were not told yet."""
        found = dict.fromkeys(ref for key in keys for ref in _refs(one["properties"][key]))
        return [ref for ref in found if ref not in self.told and self.is_shape(ref)]

    def is_shape(self, ref: str) -> bool:
        """Say whether a reference leads to a map of keys, and not to nodes or to a few words."""
        return ref != "nodes" and "properties" in self.defs[ref]

    def table(self, one: Json, keys: list[str]) -> Iterator[str]:
        """Give one row a key: what it takes, and what it does."""
        if not keys:
            return
        yield "| key | takes | what it does |"
        yield "|---|---|---|"
        for key in keys:
            value = one["properties"][key]
            needed = key in one.get("required", ())
            yield f"| {_code(key)} | {self.takes(value, needed=needed)} | {_cell(_said(value))} |"
        yield ""

    def takes(self, value: Json, *, needed: bool) -> str:
        """Give what a key takes, whether it has to be there, and what stands when it is not."""
        ending = ""
        if needed:
            ending = "; needed"
        elif "default" in value:
            ending = f"; {_code(_plain(value['default']))} if left out"
        return f"{self.value(value)}{ending}"

    def value(self, one: Json) -> str:
        """Put a kind of value into words."""
        match one:
            case {"allOf": [inner]} | {"anyOf": [inner]}:
                return self.value(inner)
            case {"$ref": str(ref)}:
                return self.referred(ref.rsplit("/", 1)[-1])
            case {"anyOf": [*several]}:
                wide = {"type": "number"} in several
                told = [p for p in several if not (wide and p.get("type") == "integer")]
                return " or ".join(dict.fromkeys(map(self.value, told)))
            case {"enum": [*several]}:
                return ", ".join(_code(_plain(part)) for part in several)
            case {"const": only}:
                return _code(_plain(only))
            case {"type": "array", "items": inner}:
                return f"a list ({self.value(inner)})"
            case {"type": "object"}:
                return self.named(one)
            case {"type": kind}:
                return _simple(one, str(kind))
            case _:
                return "any value"

    def named(self, one: Json) -> str:
        """Put a map of names into words."""
        inner: Json = one.get("additionalProperties") or {}
        for pattern in one.get("patternProperties", {}).values():
            inner = pattern
        names = self.value(one["propertyNames"]) if "propertyNames" in one else "name"
        return f"a map ({names}: {self.value(inner)})"

    def referred(self, name: str) -> str:
        """Put a kind of value with a name of its own into words."""
        if name == "nodes":
            return "a list of nodes"
        if self.is_shape(name):
            return _link(name)
        return self.value(self.defs[name])

    def keys(self, name: str) -> list[str]:
        """List a shape's keys, needed ones first."""
        one = self.defs[name]
        needed = one.get("required", [])
        return sorted(one.get("properties", {}), key=lambda key: key not in needed)


def _bases(model: type[shapes.Shape]) -> list[type[shapes.NodeShape]]:
    """List what a verb has its keys from besides itself, the widest first."""
    return [base for base in reversed(model.__mro__[1:]) if issubclass(base, shapes.NodeShape)]


def _inherited(model: type[shapes.Shape]) -> set[str]:
    return {key for base in _bases(model) for key in base.model_fields}


def _also(model: type[shapes.Shape], *, needs_id: bool) -> Iterator[str]:
    """Say what a verb has besides its own keys."""
    if needs_id:
        yield "It needs an `id`.\n"
    for base in _bases(model):
        if base is not shapes.NodeShape:
            yield f"It may have the keys of {_link(base.__name__)}.\n"


def _refs(one: object) -> Iterator[str]:
    if isinstance(one, dict):
        if isinstance(one.get("$ref"), str):
            yield one["$ref"].rsplit("/", 1)[-1]
        for part in one.values():
            yield from _refs(part)
    elif isinstance(one, list):
        for part in one:
            yield from _refs(part)


def _ref(one: Json) -> str | None:
    return next(_refs({key: one[key] for key in ("$ref", "allOf") if key in one}), None)


def _title(name: str) -> str:
    """Give the words of a shape's name: ``CallFlowShape`` is the call flow."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Shape")).lower()


def _link(name: str) -> str:
    return f"[{_title(name)}](#{_title(name).replace(' ', '-')})"


def _said(one: Json) -> str:
    return str(one.get("markdownDescription", one.get("description", "")))


def _simple(one: Json, kind: str) -> str:
    low, high = one.get("minimum"), one.get("maximum")
    words = {
        "string": one.get("title", "text"),
        "integer": "whole number",
        "number": "number",
        "boolean": "`true` or `false`",
    }.get(kind, kind)
    bounds = {
        (True, True): f", {low} to {high}",
        (True, False): f" from {low}",
        (False, True): f" up to {high}",
        (False, False): "",
    }[low is not None, high is not None]
    such = f", such as {_code(one['examples'][0])}" if one.get("examples") else ""
    return f"{words}{bounds}{such if kind == 'string' else ''}"


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _several(names: Iterable[str]) -> str:
    return ", ".join(_code(name) for name in names) or "–"


def _code(text: object) -> str:
    return f"`{text}`"


def _cell(text: str) -> str:
    """Fit sentences into a table's cell; an example has its place under the key's own heading."""
    return text.split("\n\n```", maxsplit=1)[0].replace("\n\n", " ").replace("|", "\\|")
