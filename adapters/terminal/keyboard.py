"""
Read lines from a person, a pipe or a file while the loop goes on.

No thread waits for the keyboard: one that does could not be ended by Ctrl-C.
"""

import asyncio
import os
from collections.abc import AsyncIterator

CHUNK = 65536


async def lines(source: int) -> AsyncIterator[str]:
    """Give line after line of a file descriptor, without their ends, until there are no more."""
    rest = b""
    while chunk := await _chunk(source):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield _text(line)
    if rest:
        yield _text(rest)


async def _chunk(source: int) -> bytes:
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    try:
        loop.add_reader(source, readable.set)
    except (PermissionError, NotImplementedError):
        # A plain file cannot be watched, and need not be: it never keeps anyone waiting.
        return os.read(source, CHUNK)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(source)
    return os.read(source, CHUNK)


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r")
