"""
Read what lies in the database beside the runs: outbox, journal and alarms.

Only what stands there in the clear is read, so no key is needed: ids, states, times, seats.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from adapters.playground.line import Json

MOST = 80

_LETTERS = (
    "SELECT id, route, state, ready, attempt, unsure, over, message, prompt, reason FROM letters"
    " ORDER BY over IS NOT NULL, id DESC LIMIT ?"
)
_JOURNAL = "SELECT run, id, seat, at, digest FROM journal ORDER BY at DESC, id DESC LIMIT ?"
_ALARMS = "SELECT run, wait, tag, due FROM alarms ORDER BY due LIMIT ?"


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called: people by seat, runs by number, flows by id."""

    people: Mapping[str, str]
    runs: Mapping[int, str]
    flows: Mapping[str, str]

    def person(self, seat: str) -> str:
        """Name somebody."""
        return self.people.get(seat) or {"a": "the first", "b": "the second"}.get(seat, "the two")


def read(path: Path, chats: Mapping[int, str], names: Names) -> Json:
    """Read all three, on a connection that cannot write."""
    url = f"file:{quote(str(path))}?mode=ro"
    with closing(sqlite3.connect(url, uri=True, timeout=5)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            "outbox": list(_letters(connection, chats)),
            "journal": [
                {**dict(one), "at": _moment(one["at"])}
                for one in connection.execute(_JOURNAL, (MOST,))
            ],
            "alarms": [
                {
                    "due": _moment(one["due"]),
                    "run": one["run"],
                    "words": words(one["tag"], names.runs.get(one["run"], ""), names),
                }
                for one in connection.execute(_ALARMS, (MOST,))
            ],
        }


def _letters(connection: sqlite3.Connection, chats: Mapping[int, str]) -> Iterator[Json]:
    for one in connection.execute(_LETTERS, (MOST,)):
        yield {
            "id": one["id"],
            "chat": chats.get(one["route"], "elsewhere"),
            "state": "over" if one["over"] is not None else one["state"],
            "ready": _moment(one["ready"]),
            "over": one["over"] and _moment(one["over"]),
            "attempt": one["attempt"],
            "unsure": bool(one["unsure"]),
            "asks": one["prompt"] is not None,
            "reason": one["reason"],
        }


def words(tag: str, flow: str, names: Names) -> str:
    """Say what an alarm does when it rings."""
    kind, _, rest = tag.partition(":")
    inside = f" in “{flow}”" if flow else ""
    match kind:
        case "start":
            title = names.flows.get(rest.partition(":")[0], rest)
            return f"“{title}” begins by itself"
        case "remind":
            return f"a kind reminder for {names.person(rest.rpartition(':')[2])}{inside}"
        case "until":
            return f"time is up{inside}; what is open closes for both alike"
        case "slot":
            return f"a sitting opens if both pressed “ready”{inside}"
        case "settle":
            return f"a text in several messages is taken as one{inside}"
        case "wake":
            return f"a pause ends{inside}"
        case "rest":
            return f"a break ends{inside}"
        case "on":
            return f"a long turn goes on{inside}"
        case "pause":
            return "a partner's week of peace ends"
        case "leave":
            return "the bot leaves a group that is not the couple's"
        case "move":
            return "an open move to another account is looked at"
        case _:
            return f"{tag}{inside}"


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()
