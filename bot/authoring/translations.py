"""
Write the files that translators work in, and keep what they have done.

A text that is new stands at the end behind ``##``: take that off each line and translate. One
whose original has changed keeps its old comment, so that the check goes on asking for it, and
shows the new original behind ``##`` above it. What belongs to no text any more is kept at the end.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fluent.syntax import FluentSerializer, ast

from bot.errors import FlowError
from bot.flow.expr import ExpressionError
from bot.flow.script import Script
from bot.flow.text import compile_text, holes_of
from bot.flow.translate import Entry, noted, read_translation, variable_of

NEAR = 0.6
_SPECIAL = re.compile(r"^(\*+|[.\[])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Count:
    """How far a translation is: texts in all, translated, changed since, and missing."""

    all: int
    done: int
    stale: int
    missing: int


def extract(script: Script, written: bytes, file: str, language: str) -> tuple[str, Count]:
    """
    Give the file of one flow in one language, with all that stood in it.

    Raises `FlowError` when the file that is there cannot be read.
    """
    old, problems = read_translation(written, file, language)
    if problems:
        raise FlowError(*problems)
    entries = dict(old.entries)
    _carry_over(entries, script.texts)
    parts = [f"### {script.title} ({script.id}). The comment above a text is its original.\n"]
    new: list[str] = []
    done = stale = 0
    for name, keys in _grouped(script.texts).items():
        mine = {key: entries[key] for key in keys if key in entries}
        missing = [key for key in keys if key not in entries]
        changed = [key for key in mine if mine[key].base != noted(script.texts[key])]
        stale += len(changed)
        done += len(mine) - len(changed)
        parts += [_behind(f"{key} has changed. It is now:\n{script.texts[key]}") for key in changed]
        lacking = {key: script.texts[key] for key in missing}
        if mine:
            if missing:
                parts.append(_behind(f"To be added below:\n{_skeleton(name, lacking)}"))
            parts.append(_message(name, mine))
        elif missing:
            new.append(_behind(_skeleton(name, lacking)))
    left = {key: entry for key, entry in entries.items() if key not in script.texts}
    if new:
        parts += ["### To translate: take the two signs and the space off each line\n", *new]
    if left:
        parts += ["### Of no text any more\n"]
        parts += [_behind(_message(*one)) for one in _by_name(left)]
    missing_in_all = len(script.texts) - done - stale
    whole = "\n".join(line.rstrip() for line in "\n".join(parts).split("\n"))
    return whole, Count(len(script.texts), done, stale, missing_in_all)


def _carry_over(entries: dict[str, Entry], texts: Mapping[str, str]) -> None:
    """Give a text without an id the translation of what it was before somebody changed it."""
    strays = {entry.base: key for key, entry in entries.items() if key not in texts}
    for key, text in texts.items():
        if key in entries or not key.startswith("t-"):
            continue
        near = difflib.get_close_matches(noted(text), strays, 1, NEAR)
        if near:
            entries[key] = entries.pop(strays.pop(near[0]))


def _grouped(texts: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for key in texts:
        found.setdefault(key.partition(".")[0], []).append(key)
    return found


def _by_name(entries: Mapping[str, Entry]) -> Iterator[tuple[str, Mapping[str, Entry]]]:
    names = dict.fromkeys(key.partition(".")[0] for key in entries)
    for name in names:
        yield name, {key: one for key, one in entries.items() if key.partition(".")[0] == name}


def _message(name: str, entries: Mapping[str, Entry]) -> str:
    own = entries.get(name)
    rows = [own.base] if own else []
    rows += [f"{key.removeprefix(name)}: {one.base}" for key, one in entries.items() if key != name]
    attributes = [
        ast.Attribute(ast.Identifier(key.removeprefix(f"{name}.")), one.pattern)
        for key, one in entries.items()
        if key != name
    ]
    message = ast.Message(
        ast.Identifier(name), own.pattern if own else None, attributes,
        ast.Comment("\n".join(rows)),
    )  # fmt: skip
    return FluentSerializer().serialize_entry(message)


def _skeleton(name: str, texts: Mapping[str, str]) -> str:
    """Write a message as if each text were its own translation."""
    rows = [noted(texts[name])] if name in texts else []
    rows += [
        f"{key.removeprefix(name)}: {noted(text)}" for key, text in texts.items() if key != name
    ]
    lines = [f"# {row}" for row in rows]
    lines.append(f"{name} ={_value(texts[name]) if name in texts else ''}")
    lines += [
        f"    {key.removeprefix(name)} ={_value(text)}"
        for key, text in texts.items()
        if key != name
    ]
    return "\n".join(lines)


def _value(text: str) -> str:
    """Write an author's text as Fluent does: its placeholders as ``{ $name }``."""
    try:
        holes = list(holes_of(compile_text(text).parts))
    except ExpressionError:
        # A button's words: braces in it are braces.
        holes = []
    for at, hole in enumerate(holes):
        mark = f"{{{hole.expression.source}}}"
        text = text.replace(mark, f"{{ ${variable_of(hole.expression, at)} }}")
    text = _SPECIAL.sub(r'{ "\1" }', text)
    return (
        f" {text}"
        if "\n" not in text
        else "\n" + "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
    )


def _behind(text: str) -> str:
    return "".join(f"## {line}".rstrip() + "\n" for line in text.strip("\n").split("\n"))
