"""Read the nets from the content: a file for each language in ``safety``."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.errors import FlowError, Problem
from bot.risk.lines import Lines, Way, compiled, lined
from bot.risk.net import KINDS, Net, Signs

LANGUAGE = re.compile(r"[a-z]{2,3}")
_NEVER = re.compile(r"(?!)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_nets(folder: Path) -> Mapping[str, Net]:
    """Read every language's; raises `FlowError` for what cannot be read, with its file."""
    return {
        path.stem: _net(path)
        for path in sorted(folder.glob("*.yaml"))
        if LANGUAGE.fullmatch(path.stem)
    }


def checked(nets: Mapping[str, Net]) -> Mapping[str, Net]:
    """Compile every pattern; raises `FlowError` for one that cannot be read."""
    for language, net in nets.items():
        every = (*net.kinds.values(), *(signs.lines for signs in net.signs.values()))
        sources = [way.source for its in every for line in its.lines for way in line.ways]
        for source in (*sources, net.figures):
            try:
                compiled(source)
            except re.error as exc:
                said = f"the pattern '{source[:60]}' cannot be read: {exc}"
                raise _wrong(f"safety/{language}.yaml", "F008", said) from exc
    return nets


def _wrong(name: str, code: str, said: str, line: int = 1) -> FlowError:
    return FlowError(Problem(code, name, line, 1, said))


def _net(path: Path) -> Net:
    name = f"safety/{path.name}"
    try:
        top = yaml.load(path.read_bytes(), _LOADER)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 1
        raise _wrong(name, "F001", f"this is not YAML: {exc.problem}", line) from exc
    if not isinstance(top, dict) or not isinstance(top.get("kinds"), dict):
        raise _wrong(name, "F008", "here stand kinds, each with stems")
    made = _macros({**(top.get("people") or {}), **(top.get("words") or {})})
    for kind in (*top["kinds"], *(top.get("signs") or ())):
        if kind not in KINDS:
            raise _wrong(name, "F006", f"unknown kind '{kind}'; known: {', '.join(KINDS)}")
    begin = top.get("stems", "anywhere") == "begin words"
    return Net(
        {kind: _lines(stems, made, name, begin=begin) for kind, stems in top["kinds"].items()},
        made("|".join(f"(?:{one})" for one in top.get("figures") or ())),
        _words(top, "negation"),
        _words(top, "unthought", "$"),
        _words(top, "subject"),
        _words(top, "within"),
        _words(top, "others", r"(?!.*\b(?:i|im|ive|ich|yo)\b)"),
        _words(top, "joins"),
        _words(top, "after", made=made),
        _words(top, "saying", "$"),
        _words(top, "first"),
        top.get("commas", "divide") == "divide",
        {
            str(wrong): right
            for right, all_ in (top.get("spelling") or {}).items()
            for wrong in all_
        },
        {
            kind: Signs(its["enough"], _lines(its["stems"], made, name, begin=begin))
            for kind, its in (top.get("signs") or {}).items()
        },
    )


def _macros(words: Mapping[str, str]) -> Callable[[str], str]:
    """Give what puts named words in the place of their names; they may name others before them."""
    known: dict[str, str] = {}

    def made(pattern: str) -> str:
        for name, its in known.items():
            pattern = pattern.replace("{" + name + "}", its)
        return pattern

    for name, its in words.items():
        known[name] = made(its)
    return made


def _lines(
    stems: Mapping[Any, Any], made: Callable[[str], str], name: str, *, begin: bool
) -> Lines:
    """Give the lines of a kind; a stem joins the line from which it borrows with ``@``."""
    ways: dict[str, list[Way]] = {}
    at: dict[str, list[str]] = {}
    for stem, its in stems.items():
        if not isinstance(stem, str):
            said = f"a stem must be a word; YAML reads this one as {stem}: put it in quotes"
            raise _wrong(name, "F008", said)
        for one in map(str, its):
            if not one.startswith("@"):
                ways.setdefault(stem, []).append(Way(made(one.removeprefix("=")), one[0] == "="))
                continue
            if one[1:] not in stems:
                raise _wrong(name, "F038", f"there is no stem '{one[1:]}'")
            at.setdefault(one[1:], []).append(stem)
    lines = {}
    for stem, its in ways.items():
        every = ", ".join([stem, *at.get(stem, ())]).split(", ")
        lines[tuple(dict.fromkeys(every))] = its
    return lined(lines, begin=begin)


def _words(
    top: Mapping[str, Any], key: str, end: str = "", *, made: Callable[[str], str] = str
) -> re.Pattern[str]:
    return re.compile(rf"\b{made(top[key])}\b{end}") if key in top else _NEVER
