"""The content as it lies in the folder, and as it was when it was last without mistakes."""

import shutil
from pathlib import Path

from adapters.playground.line import Json
from bot import load
from bot.errors import FlowError, MortarError, Problem
from bot.shelf import flow_files

AROUND = 3
"""Lines shown before and behind a mistake."""


class Library:
    """
    The folder an author writes in.

    The bot reads ``home``, a copy: a flow that is broken on the disk must not keep a bot that was
    killed from starting again.
    """

    def __init__(self, folder: Path, copies: Path) -> None:
        self.folder = folder
        self.copies = copies
        self.home = copies
        self.content = load.Content({}, {}, {}, {})
        self.problems: tuple[Problem, ...] = ()
        self.sentence = ""
        self.taken = 0
        self.seen: object = None

    def changed(self) -> bool:
        """Say whether anything in the folder was saved since the last time."""
        seen = self.look()
        changed, self.seen = seen != self.seen, seen
        return changed

    def look(self) -> object:
        """Give what tells one state of the folder from another."""
        found = []
        for path in sorted(self.folder.rglob("*")):
            try:
                state = path.stat()
            except OSError:
                continue
            if path.suffix in (".yaml", ".yml", ".ftl"):
                found.append((str(path), state.st_mtime_ns, state.st_size))
        return found

    def take(self) -> None:
        """Read the folder, and copy it where it has no mistakes. Raises `FlowError`."""
        self.seen = self.look()
        content = load.load(self.folder)
        home = self.copies.with_name(f"{self.copies.name}-{self.taken + 1}")
        shutil.copytree(self.folder, home, ignore=shutil.ignore_patterns("__pycache__"))
        self.content, self.home, self.taken = content, home, self.taken + 1
        self.problems, self.sentence = (), ""

    def try_to_take(self) -> bool:
        """Read the folder again; what is wrong with it is kept, and the content stays as it was."""
        try:
            self.take()
        except FlowError as exc:
            self.problems, self.sentence = exc.problems, ""
        except MortarError as exc:
            self.problems, self.sentence = (), str(exc)
        else:
            return True
        return False

    def state(self) -> Json:
        """Give what the page needs of it."""
        return {
            "content": self.taken,
            "problems": [self.problem(one) for one in self.problems],
            "sentence": self.sentence,
            "offered": dict(self.content.languages),
            "flows": [
                {"id": one.id, "title": one.title, "about": one.about, "commands": one.commands}
                for one in self.content.flows.values()
            ],
        }

    def problem(self, one: Problem) -> Json:
        """Give one mistake with the lines around it."""
        lines: list[str] = []
        path = next(
            (p for p in (self.folder / one.file, *flow_files(self.folder)) if _is(p, one.file)),
            None,
        )
        if path is not None:
            lines = path.read_text("utf-8", "replace").splitlines()
        first = max(1, one.line - AROUND)
        return {
            "code": one.code, "file": one.file, "line": one.line, "column": one.column,
            "message": one.message, "first": first,
            "lines": lines[first - 1 : one.line + AROUND],
        }  # fmt: skip


def _is(path: Path, name: str) -> bool:
    return path.is_file() and path.as_posix().endswith(name)
