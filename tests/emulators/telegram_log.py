"""The log: every call and what became of it, every update and what became of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from tests.emulators.telegram_queue import Update
from tests.emulators.telegram_types import JsonObject


@dataclass(frozen=True, slots=True)
class Call:
    """
    One call of the bot.

    `seq` counts in the order of effects. `outcome` is "ok", "error", "cancelled" (the bot hung
    up while it was being served), the name of a fault such as "cut_after", or "flood_goes_on" for
    a call that ran into an earlier flood. `effect` tells whether the call did its work (what a
    poll confirmed is in the ledger), `early` that it came before the end of a wait the bot had been
    told of. Times are the emulator's.
    """

    seq: int
    arrived: float
    at: float
    method: str
    chat_id: int | None
    parameters: Mapping[str, str]
    outcome: str
    effect: bool
    code: int | None = None
    description: str = ""
    message_id: int | None = None
    early: bool = False


class Log:
    """Keep the calls, and write calls and updates to a file, a JSON object a line."""

    def __init__(self, path: Path | None) -> None:
        self.calls: list[Call] = []
        self._file: TextIO | None = None
        if path is not None:
            self._file = path.open("a", encoding="utf-8", buffering=1)

    def add(self, call: Call) -> None:
        """Keep a call."""
        self.calls.append(call)
        self._write({"record": "call"} | asdict(call))

    def note(self, event: str, update: Update) -> None:
        """Write down what became of an update."""
        line: JsonObject = {
            "record": "update",
            "event": event,
            "update_id": update.update_id,
            "kind": update.kind,
            "chat_id": update.chat_id,
            "created": update.created,
        }
        match event:
            case "created":
                line["body"] = update.body
            case "delivered":
                line["at"] = update.delivered[-1]
            case _:
                line["at"] = update.confirmed or update.expired or update.dropped
        self._write(line)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _write(self, line: Mapping[str, object]) -> None:
        if self._file is not None and not self._file.closed:
            self._file.write(json.dumps(line) + "\n")
