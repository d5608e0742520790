"""
Disks as a power cut may leave them, made from a recording, and what is expected of each.

What was synced is there. Of what was not, a disk may have kept all, nothing, any part, the later
without the earlier, or the halves of a page from two moments.
"""

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import MortarError
from bot.store.sql.connect import connect
from bot.store.sql.keystore import KeyStore, beside
from bot.store.sql.place import examine
from bot.store.vault import Vault
from tests.reliability.checker import check
from tests.reliability.evidence import Evidence, read
from tests.reliability.record import Change, Cut, Gone, Recording, Sync, Told, Write

Disk = dict[str, bytearray]
State = tuple[str, frozenset[int]]
"""A hash of all that a database holds, and the numbers of the keys that can open it."""

Chosen = Sequence[Change]
Choose = Callable[[Chosen, random.Random], Chosen]


def everything(pending: Chosen, chance: random.Random) -> Chosen:
    """Keep all that was written."""
    return pending


def nothing(pending: Chosen, chance: random.Random) -> Chosen:
    """Keep only what was synced."""
    return ()


def any_part(pending: Chosen, chance: random.Random) -> Chosen:
    """Keep each write, or not."""
    return [one for one in pending if chance.random() < 0.5]


def the_later(pending: Chosen, chance: random.Random) -> Chosen:
    """Keep what was written last, without what came before it."""
    return pending[chance.randint(0, len(pending)) :]


def torn(size: int) -> Choose:
    """Keep some blocks of each write: a write is whole only within a block of this size."""

    def choose(pending: Chosen, chance: random.Random) -> Chosen:
        kept: list[Change] = []
        for one in pending:
            pieces = _pieces(one, size) if isinstance(one, Write) else [one]
            kept += [piece for piece in pieces if chance.random() < 0.5]
        return kept

    return choose


LOSSES: Mapping[str, Choose] = {
    "all": everything,
    "none": nothing,
    "random": any_part,
    "reordered": the_later,
    "torn at 512": torn(512),
    "torn at 4096": torn(4096),
}


@dataclass(frozen=True, slots=True)
class Image:
    """A disk after a cut: how it came to be, and which of the told states may be on it."""

    loss: str
    step: int
    disk: Disk
    told: int


def images(recording: Recording, chance: random.Random) -> Iterator[Image]:
    """Give images for ever: cuts at any moment, with any loss."""
    moments = list(_moments(recording))
    while True:
        for loss, choose in LOSSES.items():
            step, durable, pending, told = chance.choice(moments)
            disk = {name: bytearray(content) for name, content in durable.items()}
            for change in choose(pending, chance):
                _apply(disk, change)
            yield Image(loss, step, disk, told)


def careless(recording: Recording) -> Recording:
    """Give what would have been recorded if nothing had ever been synced."""
    steps = tuple(step for step in recording.steps if not isinstance(step, Sync))
    return replace(recording, steps=steps)


@dataclass(slots=True)
class Judge:
    """Opens disks in a folder as the bot does at its start; ``journal`` is its way to commit."""

    folder: Path
    recording: Recording
    journal: str

    def states(self) -> list[State]:
        """Give the state that each telling told of, the beginning first; what is told is whole."""
        disk = {name: bytearray(content) for name, content in self.recording.files.items()}
        states = [self.state(disk)]
        for step in self.recording.steps:
            if isinstance(step, Told):
                states.append(self.state(disk))
            elif not isinstance(step, Sync):
                _apply(disk, step)
        return states

    def uneven(self) -> list[str]:
        """Say where, in a state that was told, runs, their journal and the outbox disagree."""
        disk = {name: bytearray(content) for name, content in self.recording.files.items()}
        found: list[str] = []
        for step in self.recording.steps:
            if isinstance(step, Told):
                self.state(disk)
                found += _uneven(self.folder / self.recording.name, self.recording.key)
            elif not isinstance(step, Sync):
                _apply(disk, step)
        return found

    def wrong(self, image: Image, states: Sequence[State]) -> str | None:
        """Say what is wrong with an image: it must hold all that was told, or one commit more."""
        try:
            held, keys = self.state(image.disk)
        except (MortarError, sqlite3.Error) as exc:
            return f"does not open: {exc}"
        contents = [content for content, _ in states]
        if held not in contents:
            return "holds what never was"
        if held not in contents[image.told : image.told + 2]:
            return f"lost: it holds state {contents.index(held)} of {image.told}"
        # A key is kept before what it opens, and so may be there early.
        needed = frozenset[int].intersection(*(its for _, its in states[image.told :][:2]))
        return None if needed <= keys else f"lost: {len(needed - keys)} keys"

    def state(self, disk: Mapping[str, bytes | bytearray]) -> State:
        """Open a disk, let SQLite mend it, and check it through."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for name, content in disk.items():
            (self.folder / name).write_bytes(content)
        path = self.folder / self.recording.name
        assert examine(path)
        with closing(connect(path, self.journal)) as database:
            (sound,) = database.execute("PRAGMA integrity_check").fetchone()
            if sound != "ok":
                raise sqlite3.DatabaseError(sound)
            digest = hashlib.blake2b(digest_size=16)
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in sorted(tables.fetchall()):
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    digest.update(repr(row).encode())
        with closing(KeyStore(beside(path), Vault(self.recording.key))) as store:
            return digest.hexdigest(), frozenset(number for number, _ in store.numbers())


def _uneven(database: Path, key: bytes) -> Iterator[str]:
    evidence = Evidence((), (), database, key, 0, 0, ())
    kept = read(evidence)
    done = {came.id for came in kept.inbox if came.state == "done"}
    yield from (f"letter {one.id} of no turn" for one in kept.outbox if one.inbox not in done)
    yield from (f"event {one.id} of no turn" for one in kept.journal if one.inbox not in done)
    # What the platform saw does not belong to this moment; what became of the runs does.
    yield from (one for one in check(evidence).wrong if ": run " in one or "moved run" in one)


def _moments(
    recording: Recording,
) -> Iterator[tuple[int, Mapping[str, bytes], Sequence[Change], int]]:
    """Give, after each step: what is certainly there, what may be, and how often was told."""
    durable = {name: bytearray(content) for name, content in recording.files.items()}
    frozen = {name: bytes(content) for name, content in durable.items()}
    pending: list[Change] = []
    told = 0
    for number, step in enumerate(recording.steps):
        match step:
            case Told():
                told += 1
            case Sync(file=file):
                pending, kept = [one for one in pending if one.file != file], pending
                for change in kept:
                    if change.file == file:
                        _apply(durable, change)
                frozen = {**frozen, file: bytes(durable.get(file, b""))}
            case _:
                pending = [*pending, step]
        yield number, frozen, pending, told


def _apply(disk: Disk, change: Change) -> None:
    if isinstance(change, Gone):
        disk.pop(change.file, None)
        return
    file = disk.setdefault(change.file, bytearray())
    match change:
        case Write(at=at, content=content):
            file.extend(bytes(max(0, at - len(file))))
            file[at : at + len(content)] = content
        case Cut(size=size):
            del file[size:]
            file.extend(bytes(max(0, size - len(file))))


def _pieces(write: Write, size: int) -> Iterator[Write]:
    at, end = write.at, write.at + len(write.content)
    while at < end:
        until = min(end, (at // size + 1) * size)
        yield Write(write.file, at, write.content[at - write.at : until - write.at])
        at = until
