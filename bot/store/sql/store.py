"""The database, from the event loop."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from bot.model.address import Address, Reach
from bot.model.ids import InboxId, LetterId, RouteId
from bot.ports.letters import Letter
from bot.ports.messages import Inbound
from bot.ports.rows import Pruned, Rules
from bot.ports.store import Turn
from bot.store.sql import absence, alarms, house, inbox, outbox, retention, routes, turns
from bot.store.sql.album import SqlAlbum
from bot.store.sql.ballast import Ballast
from bot.store.sql.books import Books
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database
from bot.store.sql.keystore import KeyStore, beside
from bot.store.sql.place import Lock, examine, locate
from bot.store.sql.reads import Reads
from bot.store.sql.recovery import recover
from bot.store.sql.schema import bring_up, check_schema, the_key_store
from bot.store.sql.writer import Trouble, Writer
from bot.store.vault import Vault

ATTEMPTS = 3


def open_store(
    database_url: str,
    master_key: bytes,
    key_store: Path | None = None,
    *,
    attempts: int = ATTEMPTS,
    reserve: int = 0,
) -> "SqlStore":
    """
    Open the database, or make it where there is none.

    ``key_store`` is the file with everybody's keys; None is for houses that do not last, and puts
    it beside the database. ``attempts`` is how often a turn that raises is played before it is
    set aside; ``reserve`` how many bytes of the disk are held for when it is full. Raises
    `ConfigError` (`SchemaBehind` among them) when it cannot or must not be used, with nothing
    changed; `AlreadyRunning` while another process has it.
    """
    path, vault = locate(database_url), Vault(master_key)
    keys = key_store or beside(path)
    exists = examine(path)
    with ExitStack() as undo:
        undo.callback(Lock(path).release)
        connection, store = _connected(path, vault, keys, exists=exists)
        undo.callback(connection.close)
        undo.callback(store.close)
        ballast = Ballast(path.parent, reserve) if reserve else None
        if ballast is not None:
            undo.callback(ballast.close)
        database = Database(connection, dialect())
        books = Books(database, vault, store)
        recover(books)
        outbox.take_back(books)
        writer = Writer(database, undo.pop_all().close, ballast)
        return SqlStore(books, writer, Reads(path), attempts)


def _connected(
    path: Path, vault: Vault, keys: Path, *, exists: bool
) -> tuple[sqlite3.Connection, KeyStore]:
    if exists:
        connection = connect(path)
        with ExitStack() as undo:
            undo.callback(connection.close)
            if check_schema(connection, path):
                store = the_key_store(connection, vault, path, keys)
                undo.pop_all()
                return connection, store
    bring_up(path, vault, keys, exists=exists)
    connection = connect(path)
    return connection, the_key_store(connection, vault, path, keys)


class SqlStore:
    """`bot.ports.store.Store` on SQLite. Every write is a job of its one writer thread."""

    def __init__(self, books: Books, writer: Writer, reads: Reads, attempts: int) -> None:
        self._books = books
        self._do = writer.do
        self._writer = writer
        self._reads = reads
        self._attempts = attempts
        self.album = SqlAlbum(books, writer.do, writer.do)

    @property
    def trouble(self) -> Trouble | None:
        """Say why nothing can be written just now, and since when; None when all is well."""
        return self._writer.trouble

    async def keep(self, inbounds: Sequence[Inbound]) -> int:
        """Keep a batch in one commit; return how many were new."""
        return await self._do(lambda: inbox.keep(self._books, inbounds), news=True)

    async def work(self, turn: Turn, sorry: Turn) -> int:
        """Take up what waits in the inbox, in order, and return how many were done."""
        return await self._do(lambda: turns.work(self._books, turn, sorry, self._attempts))

    async def ring(self, now: datetime) -> datetime | None:
        """Move alarms that are due into the inbox (100 at most); say when the next one is."""
        return await self._do(lambda: alarms.ring(self._books, now), news=True)

    async def unsent(self, now: datetime) -> Sequence[Letter]:
        """Take the first letter of each chat that may go, and mark it under way."""
        return await self._do(lambda: outbox.unsent(self._books, now))

    async def next_letter(self, now: datetime) -> datetime | None:  # noqa: ARG002
        """Say when the next letter may go (maybe now already); None when none waits."""
        return await self._do(lambda: outbox.next_letter(self._books))

    async def sent(self, letter: LetterId, message: str, at: datetime) -> None:
        """Note that it arrived, and as which message."""
        await self._do(lambda: outbox.sent(self._books, letter, message, at))

    async def later(self, letter: LetterId, at: datetime, *, unsure: bool) -> None:
        """Put it back until then; its chat waits with it."""
        await self._do(lambda: outbox.later(self._books, letter, at, unsure=unsure))

    async def dead(self, letter: LetterId, reason: str) -> None:
        """Give it up, with the reason."""
        await self._do(lambda: outbox.dead(self._books, letter, reason))

    async def close_route(self, letter: LetterId, reach: str) -> None:
        """Put it back and stop writing to its chat until `Held.save_route` opens it."""
        await self._do(lambda: outbox.close_route(self._books, letter, Reach(reach)))

    async def move_route(self, letter: LetterId, chat: str) -> None:
        """Put it back; its chat has a new id."""
        await self._do(lambda: outbox.move_route(self._books, letter, chat))

    async def lately(
        self, route: RouteId, before: InboxId, since: datetime, until: datetime | None = None
    ) -> tuple[Sequence[str], bool]:
        """Give what arrived in a chat since then, and whether more is under way."""
        return await self._do(lambda: outbox.lately(self._books, route, before, since, until))

    async def gone(self, route: RouteId, messages: Sequence[str]) -> None:
        """Note that messages stand in a chat no longer."""
        await self._do(lambda: outbox.gone(self._books, route, messages))

    async def addresses(self, platform: str) -> Sequence[Address]:
        """Give the chats of couples on a platform that may be written to."""
        return await self._do(lambda: routes.addresses(self._books, platform))

    async def remember(self, name: str, value: str) -> str:
        """Write a fact of the house once; return what stands there (the first wins)."""
        return await self._do(lambda: house.remember(self._books, name, value))

    async def last_heard(self, platform: str) -> datetime | None:
        """Give when a platform was last heard; None if it never was."""
        return await self._do(lambda: absence.last_heard(self._books, platform))

    async def heard(self, platform: str, at: datetime, *, away: bool) -> None:
        """Note when it was last heard; with ``away``, let those know who are in a talk there."""
        await self._do(lambda: absence.heard(self._books, platform, at, away=away))

    async def keep_script(self, version: str, flow: str, source: str) -> None:
        """Keep a flow as it is now, so that runs which began with it can end with it."""
        await self._do(lambda: house.keep_script(self._books, version, flow, source))

    async def scripts(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of every flow that an unfinished run still needs."""
        return await self._reads.scripts()

    async def versions(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of what runs still need, and of each flow's newest."""
        return await self._reads.versions()

    async def prune(self, now: datetime, rules: Rules) -> Pruned:
        """Delete what is older than the rules allow, and say who is due to be told or erased."""
        pruned = await self._do(lambda: retention.prune(self._books, now, rules))
        await self._do(lambda: retention.shed(self._books))
        return pruned

    async def counts(self) -> Mapping[str, int]:
        """Count couples, partners, unfinished runs, waiting letters and waiting events."""
        return await self._reads.counts()

    async def close(self) -> None:
        """Finish what is under way and let the database go."""
        await self._reads.close()
        await self._writer.close()
