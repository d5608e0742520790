"""Read the nets from the content: a file for each language in ``safety``."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.errors import FlowError, Problem
from bot.risk.net import KINDS, Net, Way, compiled

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
        sources = [
            way.source for its in net.kinds.values() for ways in its.values() for way in ways
        ]
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
    people = top.get("people") or {}

    def made(pattern: str) -> str:
        for who, words in people.items():
            pattern = pattern.replace("{" + who + "}", words)
        return pattern

    kinds = {}
    for kind, stems in top["kinds"].items():
        if kind not in KINDS:
            raise _wrong(name, "F006", f"unknown kind '{kind}'; known: {', '.join(KINDS)}")
        kinds[kind] = {
            str(stem): [
                Way(made(one.removeprefix("=")), one.startswith("="))
                for one in _ways(stems, stem, name)
            ]
            for stem in stems
        }
    return Net(
        kinds,
        made("|".join(f"(?:{one})" for one in top.get("figures") or ())),
        _words(top, "negation"),
        _words(top, "within"),
        _words(top, "others", r"(?!.*\b(?:i|im|ive|ich|yo)\b)"),
        _words(top, "joins"),
        top.get("commas", "divide") == "divide",
    )


def _words(top: Mapping[str, Any], key: str, after: str = "") -> re.Pattern[str]:
    return re.compile(rf"\b{top[key]}\b{after}") if key in top else _NEVER


def _ways(stems: Mapping[str, Any], stem: str, name: str) -> Iterator[str]:
    """Give the patterns of a stem; ``@other`` borrows those of another."""
    for one in stems[stem]:
        if not str(one).startswith("@"):
            yield str(one)
        elif one[1:] in stems:
            yield from (two for two in stems[one[1:]] if not two.startswith("@"))
        else:
            raise _wrong(name, "F038", f"there is no stem '{one[1:]}'")
