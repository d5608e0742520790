"""
The reference: plain sqlite3 that reads and writes the same rows, and does nothing else.

What our engine writes in one W1 conversation is found by comparing the tables before and after
each turn. The reference writes rows of the same sizes into a database of the same shape, with
one statement for each row: no encryption, no JSON, no flow, no other thread.
"""

import itertools
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.stage import PLATFORM, Company, Pair
from benchmarks.workload import SCRIPT, Press
from bot.store.sql.connect import connect
from bot.store.sql.desk import MOST_IN_A_TURN

TABLES = ("runs", "answers", "letters", "journal", "marks", "alarms")
_READ = (
    "SELECT r.couple, r.id, r.chat, r.address, r.reach, r.partner, p.identity, p.seat, p.stage,"
    " p.profile, b.id, b.hurt FROM routes r LEFT JOIN partners p ON p.id = r.partner"
    " LEFT JOIN breaches b ON b.couple = r.couple WHERE r.couple ="
    " (SELECT couple FROM partners WHERE platform = ? AND identity = ?)"
)
_RUN = (
    "SELECT u.id, u.flow, u.version, u.state, u.document, a.owner, a.name, a.value"
    " FROM runs u LEFT JOIN answers a ON a.run = u.id WHERE u.couple = ? AND u.state <> 'ended'"
)
_ASKED = "SELECT id, couple, run, prompt, node, seat, message FROM letters WHERE token = ?"
_NEW = "SELECT id, key, body, attempts FROM inbox WHERE state = 'new' ORDER BY id LIMIT 64"
_DONE = "UPDATE inbox SET state = 'done' WHERE id = ?"
_KEEP = "INSERT INTO inbox (id, key, at, state, attempts, body) VALUES (?, ?, ?, 'new', 0, ?)"
_SENT = "UPDATE letters SET state = 'sent', over = 1, message = 'm' WHERE over IS NULL"

Row = Mapping[str, Any]
Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that a turn wrote: new without ``before``, deleted without ``after``."""

    table: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one turn found in the inbox, and the rows that it wrote."""

    inbox: Row
    changes: tuple[Change, ...]


async def record(company: Company, pair: Pair) -> Sequence[Recorded]:
    """Play W1 once with one couple, and note the rows that each turn writes."""
    found = []
    with sqlite3.connect(company.path) as connection:
        for number, step in enumerate(SCRIPT):
            await company.store.keep([company.step(pair, step, number)])
            before = _tables(connection)
            await company.work()
            after = _tables(connection)
            newest = "SELECT * FROM inbox ORDER BY id DESC LIMIT 1"
            (inbox,) = _rows(connection, newest)
            found.append(Recorded(inbox, tuple(_changes(before, after))))
            await company.deliver([pair])
    connection.close()
    return found


def _tables(connection: sqlite3.Connection) -> Mapping[str, Mapping[tuple[Any, ...], Row]]:
    found = {}
    for table in TABLES:
        rows = _rows(connection, f"SELECT * FROM {table}")
        found[table] = {_key(connection, table, row): row for row in rows}
    return found


def _rows(connection: sqlite3.Connection, query: str) -> Sequence[Row]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _key(connection: sqlite3.Connection, table: str, row: Row) -> tuple[Any, ...]:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return tuple(row[column[1]] for column in columns if column[5])


def _changes(
    before: Mapping[str, Mapping[tuple[Any, ...], Row]],
    after: Mapping[str, Mapping[tuple[Any, ...], Row]],
) -> Iterator[Change]:
    for table in TABLES:
        old, new = before[table], after[table]
        for key in (*old, *(key for key in new if key not in old)):
            if old.get(key) != new.get(key):
                yield Change(table, old.get(key), new.get(key))


@dataclass(slots=True)
class Talk:
    """One couple's conversation as the reference plays it, every statement made beforehand."""

    identity: bytes
    couple: int
    run: int
    token: str = ""
    kept: list[Statement] = field(default_factory=list)
    turns: list[tuple[str, tuple[Statement, ...]]] = field(default_factory=list)


class Reference:
    """Raw sqlite3 on a database that was made and peopled like ours."""

    def __init__(self, path: Path, recorded: Sequence[Recorded]) -> None:
        self.connection = connect(path)
        self.recorded = recorded
        self.cursor = self.connection.cursor()
        first = _rows(self.connection, "SELECT coalesce(max(id), 0) AS m FROM inbox")
        self.inbox = itertools.count(int(first[0]["m"]) + 1)
        self.runs = itertools.count(1)

    def talks(self, first: int, count: int) -> Sequence[Talk]:
        """Prepare the conversations of some couples, counted as they were seated."""
        query = (
            "SELECT p.identity, p.couple, p.id AS partner, r.id AS route FROM partners p"
            " JOIN routes r ON r.partner = p.id WHERE p.seat = 'a' ORDER BY p.id"
            f" LIMIT {count} OFFSET {first}"
        )
        talks = []
        for row in _rows(self.connection, query):
            talk = Talk(row["identity"], row["couple"], next(self.runs))
            talks.append((talk, {**row, "reader": row["partner"], "run": talk.run}))
        # Inbox rows get their numbers in the order in which they will come in.
        for number, recorded in enumerate(self.recorded):
            for talk, own in talks:
                self._prepare(talk, recorded, own, pressed=isinstance(SCRIPT[number], Press))
        return [talk for talk, _ in talks]

    def _prepare(self, talk: Talk, recorded: Recorded, own: Row, *, pressed: bool) -> None:
        inbox = next(self.inbox)
        kept = recorded.inbox
        talk.kept.append((_KEEP, (inbox, uuid.uuid4().bytes, kept["at"], kept["body"])))
        token = talk.token if pressed else ""
        written = []
        for change in recorded.changes:
            mapped = {**own, "token": uuid.uuid4().hex[:16], "inbox": inbox}
            if change.table == "letters" and change.after and change.after["token"]:
                talk.token = mapped["token"]
            written.append(_statement(change, mapped))
        written.append((_DONE, (inbox,)))
        talk.turns.append((token, tuple(written)))

    def keep(self, talks: Sequence[Talk], number: int) -> None:
        """Keep what comes in, in one commit."""
        self.cursor.execute("BEGIN IMMEDIATE")
        for talk in talks:
            self.cursor.execute(*talk.kept[number])
        self.cursor.execute("COMMIT")

    def work(self, talks: Sequence[Talk], number: int) -> None:
        """Read and write the rows of a turn of each, in one commit."""
        execute = self.cursor.execute
        execute("BEGIN IMMEDIATE")
        execute(_NEW).fetchall()
        for talk in talks:
            token, written = talk.turns[number]
            execute(_READ, (PLATFORM, talk.identity)).fetchall()
            if token:
                execute(_ASKED, (token,)).fetchall()
            execute(_RUN, (talk.couple,)).fetchall()
            for text, parameters in written:
                execute(text, parameters)
        execute("COMMIT")

    def deliver(self) -> None:
        """Note that all letters arrived."""
        self.cursor.execute("BEGIN IMMEDIATE")
        self.cursor.execute(_SENT)
        self.cursor.execute("COMMIT")

    def close(self) -> None:
        """Let the database go."""
        self.connection.close()


def _statement(change: Change, own: Row) -> Statement:
    before, after, table = change.before, change.after, change.table
    if before is None and after is not None:
        names = [name for name in after if not (table == "alarms" and name == "id")]
        marks = ", ".join("?" * len(names))
        values = tuple(_own(table, name, after[name], own) for name in names)
        return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values
    assert before is not None
    keys = {
        "runs": ("id",), "answers": ("run", "owner", "name"), "letters": ("id",),
        "journal": ("run", "id"), "marks": ("run", "seat", "name"),
        "alarms": ("couple", "run", "wait", "tag"),
    }[table]  # fmt: skip
    where = " AND ".join(f"{name} = ?" for name in keys)
    place = tuple(_own(table, name, before[name], own) for name in keys)
    if after is None:
        return f"DELETE FROM {table} WHERE {where}", place
    names = [name for name in after if after[name] != before[name]]
    sets = ", ".join(f"{name} = ?" for name in names)
    values = tuple(_own(table, name, after[name], own) for name in names)
    return f"UPDATE {table} SET {sets} WHERE {where}", (*values, *place)


def _own(table: str, name: str, value: Any, own: Row) -> Any:
    if name == "id" and table in ("letters", "journal"):
        return own["inbox"] * MOST_IN_A_TURN + value % MOST_IN_A_TURN
    if name == "id" and table == "runs":
        return own["run"]
    if name in ("run", "couple", "route", "reader", "token") and value:
        return own[name]
    return value
