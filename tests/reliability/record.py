"""
What a bot asked its disk to do, in order, as strace wrote it down.

Only the database's files count. ``-shm`` is left out: it is memory, made anew after a power cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.scene import Scene

BESIDE = ("", "-journal", "-wal", ".keys", ".keys-journal")
CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,unlink"
_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_BEGUN = re.compile(r"(\d+) +(\w+\(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)$")
_FILE = re.compile(r"\d+<(.*?)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes were written into a file, and may not be on the disk yet."""

    file: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file was given another length, which may not be on the disk yet."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A file was taken away, which may not be on the disk yet."""

    file: str


@dataclass(frozen=True, slots=True)
class Sync:
    """All that was done to a file is on the disk."""

    file: str


@dataclass(frozen=True, slots=True)
class Told:
    """Whoever had asked was told that it is kept."""


Change = Write | Cut | Gone
Step = Change | Sync | Told


@dataclass(frozen=True, slots=True)
class Recording:
    """The files at the beginning, and every step from there; ``name`` is the database's."""

    name: str
    key: bytes
    files: dict[str, bytes]
    steps: tuple[Step, ...]


async def recorded(play: Scene, marks: Path) -> Recording:
    """Play a scene, to the end of the process, and record it; nothing waits at the beginning."""
    database, log = play.house.database, play.house.folder / "trace"
    paths = [f"{database}{ending}" for ending in BESIDE]
    watched = [part for path in (*paths, str(marks)) for part in ("-P", path)]
    arguments = ("-y", "-xx", "-s", "1000000", "-o", str(log), "-e", f"trace={CALLS}", *watched)
    async with play.house.attached(*arguments):
        files = {one.name: one.read_bytes() for one in map(Path, paths) if one.exists()}
        week = play.week
        await play.press()
        await play.play(week)
        await play.ends()
    await play.house.kill()
    steps = tuple(_steps(log.read_text("ascii"), set(map(str, paths)), str(marks)))
    return Recording(database.name, play.house.key, files, steps)


def _steps(log: str, paths: set[str], marks: str) -> Iterator[Step]:
    for call, arguments, result in _calls(log):
        if result < 0:
            continue
        where = _FILE.match(arguments)
        path = _bytes(where[1]) if where else _texts(arguments)[0]
        name = Path(path.decode()).name
        if path.decode() == marks:
            yield Told()
        elif path.decode() in paths:
            yield _step(call, name, arguments, result)


def _step(call: str, name: str, arguments: str, result: int) -> Step:
    match call:
        case "pwrite64":
            return Write(name, int(arguments.rpartition(", ")[2]), _texts(arguments)[0][:result])
        case "ftruncate":
            return Cut(name, int(arguments.rpartition(", ")[2]))
        case "unlink":
            return Gone(name)
        case "fsync" | "fdatasync":
            return Sync(name)
        case _:
            raise AssertionError(f"{call} is not how SQLite writes")


def _calls(log: str) -> Iterator[tuple[str, str, int]]:
    """Give each call that came to its end, in the order of the ends."""
    begun: dict[str, str] = {}
    for line in log.splitlines():
        whole = line
        if found := _BEGUN.match(line):
            begun[found[1]] = found[2]
            continue
        if found := _RESUMED.match(line):
            whole = f"{found[1]} {begun.pop(found[1], '')}{found[2]}"
        if found := _LINE.match(whole):
            yield found[2], found[3], int(found[4])


def _texts(arguments: str) -> list[bytes]:
    return [_bytes(found) for found in _TEXT.findall(arguments)]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()
