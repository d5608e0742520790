"""The press, as the bot sees it: a process that begins with the first work and ends in idleness."""

import asyncio
import base64
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping

from bot.ports.letters import Attachment
from bot.ports.press import MOST_BYTES, Unmade

IDLE = 60.0
"""Seconds without work after which the process ends."""

LONGEST_LINE = 2 * MOST_BYTES


class OwnProcess:
    """
    A process for pictures, papers and photos, one at a time.

    It knows no settings, no key and no token. What a piece of work costs in memory goes with it;
    one that takes too long, or too much, ends the process and not the bot.
    """

    def __init__(self, idle: float = IDLE) -> None:
        self.idle = idle
        self.program: Process | None = None
        self.turn = asyncio.Lock()
        self.rest: asyncio.TimerHandle | None = None

    async def make(self, reference: str, words: Mapping[str, str], language: str) -> Attachment:
        """Draw a sketch."""
        return await self.do({"draw": reference, "words": dict(words), "language": language})

    async def clean(self, photo: bytes) -> bytes:
        """Make a photo that is nothing but its picture."""
        made = await self.do({"clean": base64.b64encode(photo).decode("ascii")})
        return made.body

    async def close(self) -> None:
        """End the process, without waiting for what is under way."""
        program = self.program
        if program is not None and program.returncode is None:
            # Not `Process.kill`: it takes the end of one that has just died from who waits for it.
            with contextlib.suppress(ProcessLookupError):
                os.kill(program.pid, signal.SIGKILL)
        self.end()
        if program is not None:
            await program.wait()

    async def do(self, order: Mapping[str, object]) -> Attachment:
        """Have a piece of work done there. Raises `Unmade`."""
        async with self.turn:
            self.stay()
            try:
                answer = await self.asked(order)
            except BaseException:
                # Whatever it was: an answer that nobody waits for must not be the next one's.
                await self.close()
                raise
            self.rest = asyncio.get_running_loop().call_later(self.idle, self.end)
        if "error" in answer:
            raise Unmade(f"the press does not take it ({answer['error']})")
        return Attachment(answer["name"], base64.b64decode(answer["body"]))

    async def asked(self, order: Mapping[str, object]) -> Mapping[str, str]:
        """Hand in an order and wait for what comes back."""
        if self.program is None or self.program.returncode is not None:
            self.program = await begin()
        program = self.program
        if program.stdin is None or program.stdout is None:
            raise Unmade("the press has no line")
        try:
            program.stdin.write(json.dumps(order).encode() + b"\n")
            await program.stdin.drain()
            line = await program.stdout.readline()
        except (ConnectionError, ValueError):
            line = b""
        if not line.endswith(b"\n"):
            raise Unmade("the press broke off")
        answer: Mapping[str, str] = json.loads(line)
        return answer

    def stay(self) -> None:
        """Take back that it is to end."""
        if self.rest is not None:
            self.rest.cancel()
            self.rest = None

    def end(self) -> None:
        """Let the process go: with its line it loses what it waits for."""
        self.stay()
        program, self.program = self.program, None
        if program is not None and program.stdin is not None:
            program.stdin.close()


async def begin() -> Process:
    """Start the process; nothing of ours is in its surroundings but where to find the code."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "TMPDIR") if name in os.environ}
    here = os.pathsep.join(filter(None, sys.path))
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.press",
            # What a library complains of may have people's words in it.
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=LONGEST_LINE,
            # Its own group: Ctrl-C is for the bot, which then ends it.
            start_new_session=True,
            env={**kept, "PYTHONPATH": here, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
    except OSError as exc:
        raise Unmade("the press did not begin") from exc
