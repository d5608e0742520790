"""
What is left of a run: the platform's log and ledger, and the bot's database, read without the bot.

The database is opened from a copy and with the master key; the bot's own log is no evidence.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import load
from bot.engine.casting import cast_of
from bot.flow.cast import Cast
from bot.flow.script import Script
from bot.model.ids import CoupleId, InboxId
from bot.model.words import plain
from bot.ports.messages import Inbound
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database
from bot.store.sql.desk import MOST_IN_A_TURN
from bot.store.sql.held import SqlHeld
from bot.store.sql.routes import owner_of, read_address
from bot.store.vault import HOUSE, Owner, Vault
from tests.e2e.people import bare
from tests.emulators.telegram_faults import UNDER_WAY
from tests.emulators.telegram_log import Call
from tests.emulators.telegram_queue import Update

AT_DEATH = 0.1
"""Seconds before its end in which the bot may have been told something and not noted it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Everything the checker looks at.

    ``kills`` are the moments on the platform's clock when the bot was killed. ``taken`` is how
    many letters were out of the outbox then, ``unnoted`` how many of those had arrived without
    the bot's knowing.
    """

    calls: tuple[Call, ...]
    updates: tuple[Update, ...]
    database: Path
    key: bytes
    taken: int
    unnoted: int
    kills: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """A row of the inbox. ``update`` is Telegram's id; None for what the bot told itself."""

    id: int
    state: str
    inbound: Inbound
    update: int | None


@dataclass(frozen=True, slots=True)
class Went:
    """A row of the outbox, opened; ``text`` is without the signs that nobody sees."""

    id: int
    chat: int
    text: str
    tokens: tuple[str, ...]
    state: str
    message: int | None
    reason: str | None
    run: int | None

    @property
    def inbox(self) -> int:
        """Give the inbox row that it followed from."""
        return self.id // MOST_IN_A_TURN


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of a run's journal: the event, and the hash of what became of the run."""

    run: int
    id: int
    event: tuple[Any, ...]
    digest: str

    @property
    def inbox(self) -> int:
        """Give the inbox row that it followed from."""
        return self.id // MOST_IN_A_TURN


@dataclass(frozen=True, slots=True)
class Played:
    """A run: whose it is, by whom and by which flow it is played."""

    couple: int
    cast: Cast
    script: Script
    state: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds. ``owners`` names the couple of each chat."""

    inbox: tuple[Came, ...]
    outbox: tuple[Went, ...]
    journal: tuple[Noted, ...]
    owners: Mapping[int, int]
    runs: Mapping[int, Played]


def read(evidence: Evidence) -> Kept:
    """Read and open the database."""
    with opened(evidence.database) as connection:
        return _Reader(connection, evidence.key).read()


@contextmanager
def opened(database: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy, so that nothing of the evidence is touched."""
    with tempfile.TemporaryDirectory() as folder:
        copied = copy(database, Path(folder))
        with closing(connect(copied)) as connection:
            yield connection


def copy(database: Path, folder: Path) -> Path:
    """Copy a database with all that belongs to it."""
    for file in database.parent.glob(f"{database.name}*"):
        shutil.copy(file, folder)
    return folder / database.name


def hasty(evidence: Evidence) -> Sequence[Call]:
    """Give the calls that came before a wait was over of which the bot can have known."""
    floods = [call for call in evidence.calls if call.outcome == "flood_before"]
    return [
        call for call in evidence.calls if call.early and not _unknowing(call, floods, evidence)
    ]


def _unknowing(early: Call, floods: Sequence[Call], evidence: Evidence) -> bool:
    """
    Say whether the bot cannot have known of the wait, whichever call was told of it.

    Either it was killed with the answer on its way, or the call was under way already: a press is
    answered and its buttons are taken off beside each other, and beside a letter. Letters of a
    chat go one by one.
    """
    told = [one for one in floods if one.chat_id == early.chat_id and one.at <= early.arrived]
    if not told:
        return False
    last, at = told[-1], told[-1].at
    letters = early.method == last.method == "sendMessage"
    if not letters and early.arrived <= at + UNDER_WAY:
        return True
    return any(at <= kill <= at + AT_DEATH for kill in evidence.kills)


class _Reader:
    def __init__(self, connection: sqlite3.Connection, key: bytes) -> None:
        self._rows = connection.execute
        self._books = Books(Database(connection, dialect()), Vault(key))

    def read(self) -> Kept:
        chats = self._chats()
        owners = {chat: couple for chat, couple in chats.values() if couple is not None}
        return Kept(
            tuple(self._inbox()),
            tuple(self._outbox(chats)),
            tuple(self._journal()),
            owners,
            dict(self._runs()),
        )

    def _inbox(self) -> Iterator[Came]:
        for number, mark, state, sealed in self._rows(
            "SELECT id, key, state, body FROM inbox ORDER BY id"
        ):
            data = self._open(HOUSE, sealed, f"inbox|body|{mark.hex()}")
            inbound = codec.read_inbound(data)
            yield Came(number, state, inbound, update_of(inbound.key))

    def _outbox(self, chats: Mapping[int, tuple[int, int | None]]) -> Iterator[Went]:
        for number, route, couple, reader, sealed, state, message, reason, run in self._rows(
            "SELECT id, route, couple, reader, content, state, message, reason, run"
            " FROM letters ORDER BY id"
        ):
            data = self._open(owner_of(couple, reader), sealed, f"letters|content|{number}")
            content = codec.read_content(data)
            yield Went(
                number,
                chats[route][0],
                bare(plain(content.words)),
                tuple(button.token for row in content.rows for button in row),
                state,
                int(message) if message else None,
                reason,
                run,
            )

    def _journal(self) -> Iterator[Noted]:
        partners = {
            (couple, seat): number
            for number, couple, seat in self._rows("SELECT id, couple, seat FROM partners")
        }
        for run, number, couple, seat, sealed, digest in self._rows(
            "SELECT run, journal.id, couple, seat, event, digest FROM journal"
            " JOIN runs ON runs.id = run ORDER BY journal.id"
        ):
            owner = ("partner", partners[couple, seat]) if seat else ("couple", couple)
            data = self._open(owner, sealed, f"journal|{run}|{number}")
            yield Noted(run, number, tuple(json.loads(codec.read_text(data))), digest)

    def _runs(self) -> Iterator[tuple[int, Played]]:
        scripts = {
            version: load.rebuild(source, flow)
            for flow, version, source in self._rows("SELECT flow, version, source FROM scripts")
        }
        held = SqlHeld(self._books, InboxId(0))
        for run, couple, version, state in self._rows(
            "SELECT id, couple, version, state FROM runs"
        ):
            seated = held.couple(CoupleId(couple))
            assert seated is not None
            yield run, Played(couple, cast_of(seated, None), scripts[version], state)

    def _chats(self) -> Mapping[int, tuple[int, int | None]]:
        return {
            row[0]: (int(read_address(self._books, row[1:]).chat), row[3])
            for row in self._rows("SELECT id, chat, address, couple, partner FROM routes")
        }

    def _open(self, owner: Owner, sealed: bytes, place: str) -> bytes:
        return self._books.keys.of(owner).open(sealed, place)


def update_of(key: str) -> int | None:
    """Give Telegram's id of the update that a key of the inbox names."""
    platform, _, rest = key.partition(":u:")
    return int(rest.partition(":")[0]) if platform == "telegram" and rest else None
