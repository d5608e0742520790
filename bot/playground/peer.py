"""Ask and answer over a pipe: lines of JSON, both ways at once."""

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable

from adapters.playground.line import Json, LineBroken
from bot.errors import MortarError, failure

LONGEST = 1 << 26
"""Bytes of the longest line; a picture of a long flow is far below that."""

Answer = Callable[[str, Json], Awaitable[Json]]


class Refusal(MortarError):
    """The other side could not do what it was asked; ``str()`` is its sentence."""


class Peer:
    """One end of the pipe. ``answer`` does what the other end asks."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Answer
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.answer = answer
        self.numbers = itertools.count(1)
        self.open: dict[int, asyncio.Future[Json]] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.ended = False

    async def ask(self, method: str, given: Json) -> Json:
        """Ask the other end. Raises `LineBroken` when it has gone, `Refusal` when it cannot."""
        if self.ended:
            raise LineBroken
        number = next(self.numbers)
        self.open[number] = asyncio.get_running_loop().create_future()
        try:
            self.write({"ask": number, "method": method, "given": given})
            answered = await self.open[number]
        finally:
            self.open.pop(number, None)
        if "error" in answered:
            raise Refusal(answered["error"])
        result: Json = answered["result"]
        return result

    async def run(self) -> None:
        """Read until the other end has gone."""
        try:
            while line := await self.reader.readline():
                self.take(json.loads(line))
        except (ConnectionError, ValueError):
            # Half a line: whoever wrote it was killed in the middle of it.
            pass
        finally:
            self.end()

    def take(self, heard: Json) -> None:
        """Take a question or an answer."""
        if "ask" in heard:
            task = asyncio.create_task(self.reply(heard))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        elif (waits := self.open.get(heard["to"])) is not None and not waits.done():
            waits.set_result(heard)

    async def reply(self, asked: Json) -> None:
        """Do what was asked, and answer."""
        try:
            answered: Json = {"result": await self.answer(asked["method"], asked["given"])}
        except LineBroken:
            return
        except MortarError as exc:
            answered = {"error": str(exc)}
        except Exception as exc:  # noqa: BLE001 - whoever asked must not wait for ever
            answered = {"error": f"This is a bug in Mortar: {failure(exc)}."}
        self.write({"to": asked["ask"], **answered})

    def write(self, line: Json) -> None:
        """Write one line."""
        if not self.ended and not self.writer.is_closing():
            self.writer.write(json.dumps(line).encode() + b"\n")

    def end(self) -> None:
        """Let go of everybody who still waits."""
        self.ended = True
        for waits in self.open.values():
            if not waits.done():
                waits.set_exception(LineBroken())
        for task in self.tasks:
            task.cancel()
