"""
Read the flows of a content folder with their translations, from files that may be anything.

Symbolic links are not followed, and nothing outside the folder is read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.errors import FlowError, Problem
from bot.flow.check import check
from bot.flow.kinds import in_words
from bot.flow.read import MAX_BYTES
from bot.flow.script import Mark, Script
from bot.flow.source import Source, build
from bot.helplines import FILE as HELPLINES
from bot.journey import FILE as JOURNEY

NOT_FLOWS = ("texts", "phrases", "safety")
SYSTEM = "system"
_NAMED = re.compile(rb"^flow:[ \t]*[\"']?([a-z][a-z0-9_]{0,39})", re.MULTILINE)


class Shelf:
    """
    The flow files below a folder, by the name that problems give them.

    ``only`` is one more file, which need not lie there. ``problems`` are those of files that
    cannot be read at all, ``strays`` translations that belong to no flow and harm none.
    """

    def __init__(self, folder: Path, only: Path | None = None, name: str = "") -> None:
        self.folder = folder
        self.files: dict[str, Source] = {}
        self.problems: list[Problem] = []
        self.strays: list[Problem] = []
        self.texts = dict(self._texts())
        for path in flow_files(folder):
            if only is None or path.resolve() != only.resolve():
                self._take(path, path.relative_to(folder.parent).as_posix())
        if only is not None:
            self._take(only, name)
        self.others = {_flow_of(one): one for one in self.files.values()}
        for (language, flow), (file, _) in self.texts.items():
            if flow not in self.others and only is None:
                said = f"there is no flow '{flow}' for these {language} texts"
                self.strays.append(Problem("F064", file, 1, 1, said))

    def flow(self, name: str) -> tuple[Script | None, Sequence[Problem]]:
        """Build and check one flow; None when it cannot even be built."""
        source = self.files.get(name)
        if source is None:
            return None, ()
        try:
            script = build(source, self.others)
        except FlowError as exc:
            return None, exc.problems
        return script, check(script)

    def untranslated(self, name: str) -> tuple[Script | None, Sequence[Problem]]:
        """Build one flow in its own language only."""
        try:
            return build(replace(self.files[name], texts={}), self.others), ()
        except FlowError as exc:
            return None, exc.problems

    def _take(self, path: Path, name: str) -> None:
        text = self._bytes(path, name)
        if text is None:
            return
        found = _NAMED.search(text)
        flow = found[1].decode() if found else ""
        texts = {language: one for (language, owner), one in self.texts.items() if owner == flow}
        self.files[name] = Source(name, text, texts)

    def _texts(self) -> Iterable[tuple[tuple[str, str], tuple[str, bytes]]]:
        for path in sorted((self.folder / "texts").glob("*/*.ftl")):
            if path.stem.startswith(SYSTEM):
                continue
            name = path.relative_to(self.folder.parent).as_posix()
            text = self._bytes(path, name)
            if text is not None:
                yield (path.parent.name, path.stem), (name, text)

    def _bytes(self, path: Path, name: str) -> bytes | None:
        said = "this is a link; put the file itself here"
        if not path.is_symlink():
            try:
                if path.is_file():
                    # One byte more than may be read shows that a file is too large.
                    with path.open("rb") as file:
                        return file.read(MAX_BYTES + 1)
                path.stat()
                said = "this is no file; a flow is a file"
            except OSError as exc:
                said = f"cannot be read: {exc.strerror}"
        self.problems.append(Problem("F002", name, 1, 1, said))
        return None


def flow_files(folder: Path) -> Iterable[Path]:
    """
    List the flow files below a folder, in order, and links to folders, which are refused.

    What begins with a dot is an editor's or the system's.
    """
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        others = (*NOT_FLOWS, JOURNEY, HELPLINES)
        if parts[0] in others or any(part.startswith(".") for part in parts):
            continue
        if path.suffix in (".yaml", ".yml") or (path.is_symlink() and path.is_dir()):
            yield path


def same_start(flows: Iterable[Script]) -> Iterable[Problem]:
    """Find two flows that begin with the same command or word."""
    owners: dict[tuple[str, str], Script] = {}
    for script in flows:
        starts = [("command", one) for one in script.commands]
        starts += [("word", one.casefold()) for one in script.keywords]
        for kind, name in starts:
            if (kind, name) in owners:
                said = f"the {kind} '{name}' begins {owners[kind, name].id} already"
                yield Problem("F010", script.file, 1, 1, said)
            owners[kind, name] = script


def unknown_flows(flows: Mapping[str, Script]) -> Iterable[Problem]:
    """Find starts after flows, and milestones asked after, that no flow knows."""
    marks, own_marks = set[str](), set[str]()
    for script in flows.values():
        for node in script.nodes.values():
            if isinstance(node, Mark):
                own = script.alone or script.fork_of(node.id) is not None
                (own_marks if own else marks).add(node.name)
    for script in flows.values():
        for after in script.after_flows:
            known = flows.get(after.flow)
            if known is None:
                said = f"'after': there is no flow '{after.flow}'"
                yield Problem("F038", script.file, 1, 1, said)
            elif after.outcome is not None and after.outcome not in known.outcomes:
                said = f"'after': '{after.flow}' has no outcome '{after.outcome}'"
                yield Problem("F034", script.file, 1, 1, said)
            if known is not None and known.alone and not script.alone:
                said = (
                    f"'after': one partner has '{after.flow}' alone, and a flow for both that "
                    "follows it would tell the other; let it begin after something both had"
                )
                yield Problem("F055", script.file, 1, 1, said)
        yield from _elsewhere(script, flows)
        # What one partner reaches alone begins nothing for both, and both cannot ask after it.
        events = own_marks | marks if script.alone else marks
        asked = {*(script.facts - marks), *(script.own_facts - own_marks)}
        for name in sorted({*asked, *(one for one in script.events if one not in events)}):
            said = f"no flow has 'mark: {name}', which this one asks after or waits for"
            yield Problem("F022", script.file, 1, 1, said)


def _elsewhere(script: Script, flows: Mapping[str, Script]) -> Iterable[Problem]:
    """Find variables that come from another flow, and are not there what they are here."""
    for name, mine in script.variables.items():
        if not mine.source or mine.at.file:
            continue
        where = (script.file, mine.at.line, mine.at.column)
        known = flows.get(mine.source)
        theirs = known.variables.get(name) if known is not None else None
        if known is None:
            yield Problem("F038", *where, f"'{name}': there is no flow '{mine.source}'")
        elif theirs is None:
            yield Problem("F022", *where, f"the flow '{mine.source}' has no '{name}'")
        elif theirs.type != mine.type or (mine.of and not set(theirs.of) <= set(mine.of)):
            said = f"'{name}' has other values in '{mine.source}'"
            if theirs.type != mine.type:
                said = f"'{name}' is {in_words(theirs.type)} in '{mine.source}'"
            yield Problem("F023", *where, f"{said}; declare it here as it is there")
        elif (theirs.private and not mine.private) or (theirs.sensitive and not mine.sensitive):
            said = (
                f"'{name}' is better kept in '{mine.source}'; declare it 'private' and 'sensitive' "
                "here as it is there"
            )
            yield Problem("F052", *where, said)


def _flow_of(source: Source) -> str:
    found = _NAMED.search(source.text)
    return found[1].decode() if found else source.file
