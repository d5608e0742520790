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
from bot.ports.store import Turn
from bot.store.sql import alarms, house, inbox, outbox, routes, turns
from bot.store.sql.books import Books
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database
from bot.store.sql.place import Lock, examine, locate
from bot.store.sql.reads import Reads
from bot.store.sql.schema import bring_up, check_key, check_schema
from bot.store.sql.writer import Writer
from bot.store.vault import Vault

ATTEMPTS = 3


def open_store(database_url: str, master_key: bytes, *, attempts: int = ATTEMPTS) -> "SqlStore":
    """
    Open the database, or make it where there is none.

    ``attempts`` is how often a turn that raises is played before it is set aside. Raises
    `ConfigError` (`SchemaBehind` among them) when it cannot or must not be used, with nothing
    changed; `AlreadyRunning` while another process has it.
    """
    path, vault = locate(database_url), Vault(master_key)
    exists = examine(path)
    with ExitStack() as undo:
        undo.callback(Lock(path).release)
        connection = _connected(path, vault, exists=exists)
        undo.callback(connection.close)
        database = Database(connection, dialect())
        books = Books(database, vault)
        outbox.take_back(books)
        return SqlStore(books, Writer(database, undo.pop_all().close), Reads(path), attempts)


def _connected(path: Path, vault: Vault, *, exists: bool) -> sqlite3.Connection:
    if exists:
        connection = connect(path)
        with ExitStack() as undo:
            undo.callback(connection.close)
            if check_schema(connection, path):
                check_key(connection, vault, path)
                undo.pop_all()
                return connection
    bring_up(path, vault, exists=exists)
    return connect(path)


class SqlStore:
    """`bot.ports.store.Store` on SQLite. Every write is a job of its one writer thread."""

    def __init__(self, books: Books, writer: Writer, reads: Reads, attempts: int) -> None:
        self._books = books
        self._do = writer.do
        self._writer = writer
        self._reads = reads
        self._attempts = attempts

    async def keep(self, inbounds: Sequence[Inbound]) -> int:
        """Keep a batch in one commit; return how many were new."""
        return await self._do(lambda: inbox.keep(self._books, inbounds))

    async def work(self, turn: Turn, sorry: Turn) -> int:
        """Take up what waits in the inbox, in order, and return how many were done."""
        return await self._do(lambda: turns.work(self._books, turn, sorry, self._attempts))

    async def ring(self, now: datetime) -> datetime | None:
        """Move alarms that are due into the inbox (100 at most); say when the next one is."""
        return await self._do(lambda: alarms.ring(self._books, now))

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
        self, route: RouteId, before: InboxId, since: datetime
    ) -> tuple[Sequence[str], bool]:
        """Give what arrived in a chat since then, and whether more is under way."""
        return await self._do(lambda: outbox.lately(self._books, route, before, since))

    async def addresses(self, platform: str) -> Sequence[Address]:
        """Give the chats of couples on a platform that may be written to."""
        return await self._do(lambda: routes.addresses(self._books, platform))

    async def remember(self, name: str, value: str) -> str:
        """Write a fact of the house once; return what stands there (the first wins)."""
        return await self._do(lambda: house.remember(self._books, name, value))

    async def keep_script(self, version: str, flow: str, source: str) -> None:
        """Keep a flow as it is now, so that runs which began with it can end with it."""
        await self._do(lambda: house.keep_script(self._books, version, flow, source))

    async def scripts(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of every flow that an unfinished run still needs."""
        return await self._reads.scripts()

    async def versions(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of what runs still need, and of each flow's newest."""
        return await self._reads.versions()

    async def counts(self) -> Mapping[str, int]:
        """Count couples, partners, unfinished runs, waiting letters and waiting events."""
        return await self._reads.counts()

    async def close(self) -> None:
        """Finish what is under way and let the database go."""
        await self._reads.close()
        await self._writer.close()
