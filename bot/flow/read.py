"""
Read YAML strictly, keeping the place of every value.

Only what a conversation needs is YAML here: maps, lists, texts, numbers, true and false. What
makes YAML surprising (anchors, tags, duplicate keys, words that turn into something else) is
refused with the place and a way out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from bot.errors import FlowError, Problem

MAX_BYTES = 1 << 20
MAX_DEPTH = 40
MAX_VALUES = 10_000

Scalar = str | int | float | bool | None

_Parser: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_ODD_NUMBER = re.compile(
    r"[-+]?(0[0-9_]+|0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+_[0-9_]*|[0-9.]+[eE][-+]?[0-9]+)"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_FIGURES = frozenset("+-.0123456789")
_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "true": True, "false": False,
}  # fmt: skip


@dataclass(slots=True)
class Tree:
    """
    A value with its place.

    ``value`` is a scalar, a list of trees, or a map of trees; ``keys`` gives the places of a
    map's keys. Lines and columns count from 1.
    """

    value: "Scalar | list[Tree] | dict[str, Tree]"
    line: int
    column: int
    keys: dict[str, tuple[int, int]]


_NO_KEYS: dict[str, tuple[int, int]] = {}


def read(source: bytes, file: str) -> Tree:
    """
    Read one document, a map at the top.

    Raises `FlowError` with F001 (not YAML), F002 (not UTF-8), F003 (a key twice), F004 (anchor or
    tag) or F009 (too large, too deep, a number out of bounds).
    """
    return _Reader(file).document(source)


def plain(tree: Tree) -> object:
    """Give the value without its places."""
    match tree.value:
        case dict() as mapping:
            return {key: plain(child) for key, child in mapping.items()}
        case list() as items:
            return [plain(child) for child in items]
        case scalar:
            return scalar


def place(tree: Tree, path: tuple[object, ...]) -> tuple[int, int]:
    """Find the place of what a path of keys and indices leads to, as near as it goes."""
    line, column = tree.line, tree.column
    for key in path:
        match tree.value:
            case dict() as mapping if key in mapping:
                line, column = tree.keys[str(key)]
                tree = mapping[str(key)]
            case list() as items if isinstance(key, int) and key < len(items):
                tree = items[key]
                line, column = tree.line, tree.column
            case _:
                break
    return line, column


# The parser's own words say what it stumbled over; these say what authors find there.
LIKELY = {
    "mapping values": "a text with ': ' in it needs quotes, or the line is too far to the right",
    "expected '-'": "this line or the one above has slipped to the left or right",
    "',' or": "a text has quotes within its quotes, or a bracket is not closed",
    "end of stream": "a quote or bracket is opened here and never closed",
    "block end": "this line or the one above has slipped, or a quote is closed too early",
}


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.values = 0

    def document(self, source: bytes) -> Tree:
        if len(source) > MAX_BYTES:
            raise self.wrong("F009", 1, 1, "the file is larger than 1 MiB; split the flow")
        try:
            text = source.decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            line = source.count(b"\n", 0, exc.start) + 1
            raise self.wrong("F002", line, 1, "this is not UTF-8; save the file as UTF-8") from exc
        self.indented(text)
        try:
            return self.top(iter(_Parser(text).get_event, None))
        except yaml.MarkedYAMLError as exc:
            # What was opened and never closed is mended where it was opened.
            never_closed = "end of stream" in str(exc.problem) or "',' or" in str(exc.problem)
            mark = (exc.context_mark if never_closed else None) or exc.problem_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            around = "\n".join(text.split("\n")[max(line - 2, 0) : line])
            hint = "; a tab may be the reason, use spaces" if "\t" in around else ""
            found = str(exc.problem)
            likely = next((f"; {why}" for part, why in LIKELY.items() if part in found), "")
            raise self.wrong(
                "F001", line, column, f"this is not YAML: {found}{hint or likely}"
            ) from exc
        except (yaml.YAMLError, ValueError) as exc:
            raise self.wrong(
                "F001", 1, 1, "there is a character in it that YAML does not allow"
            ) from exc

    def indented(self, text: str) -> None:
        # YAML takes a tab at some of these places and not at others; nobody sees which.
        if "\t" not in text:
            return
        for number, line in enumerate(text.split("\n"), 1):
            tab = line.find("\t", 0, len(line) - len(line.lstrip(" \t")))
            if tab >= 0:
                raise self.wrong("F001", number, tab + 1, "indent with spaces, not tabs")

    def top(self, events: Iterator[yaml.Event]) -> Tree:
        tree: Tree | None = None
        for event in events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent)):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if tree is not None:
                    raise self.at(event, "F001", "a second document starts here; one flow a file")
                tree = self.value(next(events), events, 1)
        if tree is None or not isinstance(tree.value, dict):
            raise self.wrong("F001", 1, 1, "a flow is a map that begins with 'format: 1'")
        return tree

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Tree:
        line, column = self.begin(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return Tree(self.scalar(event), line, column, _NO_KEYS)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.value(event, events, depth + 1))
            return Tree(items, line, column, _NO_KEYS)
        return self.mapping(events, depth, line, column)

    def begin(self, event: yaml.Event, depth: int) -> tuple[int, int]:
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.at(event, "F009", f"more than {MAX_VALUES} values; split the flow")
        if depth > MAX_DEPTH:
            raise self.at(event, "F009", f"nested more than {MAX_DEPTH} deep; use a block")
        if getattr(event, "anchor", None):
            raise self.at(event, "F004", "anchors (& and *) are not allowed; write it out")
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.at(event, "F004", "tags (!) are not allowed; remove it")
        return _where(event)

    def mapping(self, events: Iterator[yaml.Event], depth: int, line: int, column: int) -> Tree:
        content: dict[str, Tree] = {}
        keys: dict[str, tuple[int, int]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            place = self.begin(event, depth + 1)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.at(event, "F001", "a key is a plain word, not a list or a map")
            self.scalar(event)
            name = event.value
            if name in content:
                raise self.at(event, "F003", f"'{name[:40]}' stands here a second time")
            keys[name] = place
            content[name] = self.value(next(events), events, depth + 1)
        return Tree(content, line, column, keys)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text = event.value
        if event.style not in (None, ""):
            return str(text)
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _FIGURES:
            return str(text)
        if _ODD_NUMBER.fullmatch(text):
            raise self.at(
                event, "F009", f"write this number in plain digits, or in quotes: {text[:20]}"
            )
        if _INT.fullmatch(text):
            if len(text) > 15:
                raise self.at(event, "F009", "this number has more than 15 digits")
            return int(text)
        if not _FLOAT.fullmatch(text):
            return str(text)
        if len(text) > 20:
            raise self.at(event, "F009", "this number has more than 20 signs; round it")
        return float(text)

    def at(self, event: yaml.Event, code: str, message: str) -> FlowError:
        return self.wrong(code, *_where(event), message)

    def wrong(self, code: str, line: int, column: int, message: str) -> FlowError:
        return FlowError(Problem(code, self.file, line, column, message))


def _where(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
