"""
Begin a flow: a file that checks clean, and played conversations that pass and come by every line.

The templates lie beside this module as whole flows; only the name, the command and the title are
put in, so that the tests can play them as they are.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import load, shelf
from bot.authoring.schema import as_text
from bot.errors import MortarError

FOLDER = Path(__file__).parent / "templates"
SCHEMA = "flow.schema.json"

_NAME = re.compile(r"(?!(?:null|true|false)$)[a-z][a-z0-9_]{2,31}")


class Unfit(MortarError):
    """A flow cannot begin like this; ``str()`` says why, and what would do."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made: the flow, and its transcripts, the good way first."""

    flow: Path
    transcripts: tuple[Path, ...]


def begin(name: str, like: str, folder: Path, dialogs: Path, transcripts: Path) -> Begun:
    """
    Make a flow in ``folder``, which lies in the content folder ``dialogs``.

    Raises `Unfit`, and has written nothing then.
    """
    _fit(name)
    depth = _depth(folder, dialogs)
    _free(name, dialogs)
    flow = folder / f"{name}.yaml"
    ways = sorted(FOLDER.glob(f"{like}_*.yaml"))
    played = tuple(transcripts / path.name.replace(like, name, 1) for path in ways)
    first = f"# yaml-language-server: $schema={'../' * depth}{SCHEMA}\n"
    texts = {flow: first + _filled(FOLDER / f"{like}.yaml", name)}
    for way, path in zip(ways, played, strict=True):
        texts[path] = _filled(way, name)
    _write(texts)
    (dialogs / SCHEMA).write_text(as_text(), "utf-8")
    return Begun(flow, played)


def _fit(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Unfit(
            f"'{name[:40]}' cannot be the name of a flow. A name has 3 to 32 small letters, digits "
            "and _, a letter first, for example small_thing. It stays for good."
        )


def _depth(folder: Path, dialogs: Path) -> int:
    """Give how many folders below the content folder this one is."""
    try:
        parts = folder.resolve().relative_to(dialogs.resolve()).parts
    except ValueError:
        raise Unfit(
            f"{folder} is not in the content folder {dialogs}. Name a folder in it with --in, or "
            "leave --in out."
        ) from None
    if parts and parts[0] in shelf.NOT_FLOWS:
        raise Unfit(f"{folder} is not for flows. Name another folder in {dialogs} with --in.")
    return len(parts)


def _free(name: str, dialogs: Path) -> None:
    flows, _ = load.flows_in(dialogs)
    for script in flows.values():
        if script.id == name or _command(name) in script.commands:
            raise Unfit(
                f"The flow '{script.id}' in {script.file} is already called so, or begins with "
                f"/{_command(name)}. Choose another name."
            )


def _filled(template: Path, name: str) -> str:
    text = template.read_text("utf-8")
    title = name.replace("_", " ").capitalize()
    filled = text.replace("new_flow", name).replace("newflow", _command(name))
    return filled.replace("title: A new flow\n", f"title: {title}\n")


def _command(name: str) -> str:
    return name.replace("_", "")


def _write(texts: Mapping[Path, str]) -> None:
    """Write all of them, or none: what is there already is never written over."""
    for path in texts:
        if path.exists() or path.is_symlink():
            raise Unfit(f"{path} is there already. Choose another name, or move it away.")
    written: list[Path] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                written.append(path)
                file.write(text)
    except OSError as exc:
        _take_back(written)
        raise Unfit(f"{exc.filename or 'A file'} cannot be written: {exc.strerror}.") from exc


def _take_back(written: Iterable[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)
