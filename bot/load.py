"""
Read the content folder: flows, the bot's own sentences, phrase lists.

Nothing is half loaded: one mistake in one flow, and the folder is refused with every mistake in
it. Symbolic links are not followed.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.errors import ConfigError, FlowError, Problem
from bot.flow.read import plain, read
from bot.flow.script import Script
from bot.flow.source import unpack
from bot.helplines import Helplines, read_helplines
from bot.journey import Journey, journey
from bot.risk import Net, read_nets
from bot.shelf import SYSTEM, Shelf, same_start, unknown_flows

LANGUAGES = {"en": "English", "es": "Español", "de": "Deutsch"}
"""What a language calls itself, in the order they are offered."""


NOWHERE, NO_LINES = Journey(), Helplines()


@dataclass(frozen=True, slots=True)
class Content:
    """
    Everything in `dialogs/`.

    ``flows`` are by id. ``bundles`` are the system texts by language, the default first;
    ``languages`` what each calls itself. ``phrases`` are the excusing phrases by language.
    """

    flows: Mapping[str, Script]
    bundles: Mapping[str, FluentBundle]
    languages: Mapping[str, str]
    phrases: Mapping[str, Sequence[str]]
    journey: Journey = NOWHERE
    control: Mapping[str, Sequence[str]] = field(default_factory=dict)
    helplines: Helplines = NO_LINES
    nets: Mapping[str, Net] = field(default_factory=dict)


def load(folder: Path) -> Content:
    """Read all of it. Raises `FlowError` (the author's) or `ConfigError` (no such folder)."""
    if not folder.is_dir():
        raise ConfigError(
            f"There is no content folder at {folder}. Set dialogs.dir in the configuration (or "
            "MORTAR_DIALOGS_DIR) to the folder that holds the flows."
        )
    flows, problems = flows_in(folder)
    if problems:
        raise FlowError(*problems)
    bundles = dict(_bundles(folder / "texts"))
    if not bundles:
        raise ConfigError(f"There are no system texts under {folder / 'texts'}; en is needed.")
    languages = {code: LANGUAGES.get(code, code) for code in bundles}
    phrases = dict(_phrases(folder / "phrases"))
    ways, control = journey(folder, flows), dict(_control(folder / "safety" / "control.yaml"))
    nets = read_nets(folder / "safety")
    lines = read_helplines(folder)
    return Content(flows, bundles, languages, phrases, ways, control, lines, nets)


def flows_in(folder: Path) -> tuple[Mapping[str, Script], Sequence[Problem]]:
    """Read and check every flow below a folder; give what is sound, and every problem."""
    flows: dict[str, Script] = {}
    shelf = Shelf(folder)
    problems = list(shelf.problems)
    for name in shelf.files:
        script, found = shelf.flow(name)
        problems += found
        if script is None:
            continue
        if script.id in flows:
            said = f"the flow '{script.id}' is also in {flows[script.id].file}; ids are unique"
            problems.append(Problem("F010", name, 1, 1, said))
        flows[script.id] = script
    problems += same_start(flows.values())
    problems += unknown_flows(flows)
    return flows, problems


def flow(path: Path, name: str) -> tuple[Script | None, Sequence[Problem]]:
    """Read and check one flow beside those around it; None when it cannot even be built."""
    home = next((one for one in path.resolve().parents if (one / "texts").is_dir()), path.parent)
    shelf = Shelf(home, path, name)
    script, problems = shelf.flow(name)
    return script, [*(one for one in shelf.problems if one.file == name), *problems]


def rebuild(source: str, name: str) -> Script:
    """Build a flow from a version kept in the database; it was checked when it was new."""
    return unpack(source, name)


def _bundles(folder: Path) -> Iterable[tuple[str, FluentBundle]]:
    """
    Read the bot's own sentences; a language that lacks some of the first one's is not offered.

    Raises `FlowError` for a line that cannot be read, or a sentence that stands twice.
    """
    known = [code for code in LANGUAGES if (folder / code).is_dir()]
    others = sorted(p.name for p in folder.glob("*") if p.is_dir() and p.name not in LANGUAGES)
    base: frozenset[str] | None = None
    for code in [*known, *others]:
        bundle = FluentBundle([code], use_isolating=False)
        names: set[str] = set()
        for path in sorted((folder / code).glob(f"{SYSTEM}*.ftl")):
            text = path.read_text("utf-8")
            resource = FluentResource(text)
            file = path.relative_to(folder.parent.parent).as_posix()
            names |= _sentences(resource, text, file, names)
            bundle.add_resource(resource)
        base = frozenset(names) if base is None else base
        if base <= names:
            yield code, bundle


def _sentences(
    resource: ast.Resource, text: str, file: str, others: Collection[str]
) -> set[str]:  # fmt: skip
    names, problems = set[str](), []
    for entry in resource.body:
        line = text.count("\n", 0, entry.span.start if entry.span else 0) + 1
        if isinstance(entry, ast.Junk):
            said = "this cannot be read; a sentence looks like `name = words`"
            problems.append(Problem("F060", file, line, 1, said))
        elif isinstance(entry, ast.Message):
            if entry.id.name in names or entry.id.name in others:
                said = f"'{entry.id.name}' stands twice"
                problems.append(Problem("F060", file, line, 1, said))
            names.add(entry.id.name)
    if problems:
        raise FlowError(*problems)
    return names


def _phrases(folder: Path) -> Iterable[tuple[str, Sequence[str]]]:
    for path in sorted(folder.glob("*.yaml")):
        listed = plain(read(path.read_bytes(), f"phrases/{path.name}"))
        entries = listed.get("phrases", ()) if isinstance(listed, dict) else ()
        yield (
            path.stem,
            [str(entry["words"]) if isinstance(entry, dict) else str(entry) for entry in entries],
        )


def _control(path: Path) -> Iterable[tuple[str, Sequence[str]]]:
    """Read the patterns of what no agreement may ask for; raises `FlowError` for a bad one."""
    listed = read(path.read_bytes(), f"safety/{path.name}") if path.is_file() else None
    top = listed.value if listed is not None and isinstance(listed.value, dict) else {}
    reasons = top["reasons"].value if "reasons" in top else {}
    for reason, tree in reasons.items() if isinstance(reasons, dict) else ():
        some = []
        for one in tree.value if isinstance(tree.value, list) else ():
            try:
                some.append(re.compile(str(one.value)).pattern)
            except re.error as exc:
                said = f"this pattern cannot be read: {exc}"
                name = f"safety/{path.name}"
                raise FlowError(Problem("F008", name, one.line, one.column, said)) from exc
        yield reason, some
