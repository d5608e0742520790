"""Lines from a pipe, a file, and somebody who types."""

import asyncio
import os
from pathlib import Path

import pytest

from adapters.terminal.keyboard import lines


async def read(source: int) -> list[str]:
    return [line async for line in lines(source)]


class TestLines:
    @pytest.mark.parametrize(
        ("written", "given"),
        [
            (b"", []),
            (b"a 7\nb 4\n", ["a 7", "b 4"]),
            (b"a 7\r\n\n:next", ["a 7", "", ":next"]),
            ("a Grüße 👋\n".encode(), ["a Grüße 👋"]),
            (b"a \xff\n", ["a \ufffd"]),
        ],
    )
    @pytest.mark.parametrize("kind", ["pipe", "file"])
    async def test_come_whole(
        self, tmp_path: Path, kind: str, written: bytes, given: list[str]
    ) -> None:
        """Lines lose their ends and nothing else; what is no text is marked."""
        if kind == "pipe":
            source, sink = os.pipe()
            os.write(sink, written)
            os.close(sink)
        else:
            path = tmp_path / "lines"
            path.write_bytes(written)
            source = os.open(path, os.O_RDONLY)

        found = await read(source)

        os.close(source)
        assert found == given

    async def test_come_as_they_are_typed(self) -> None:
        """A line is given before the next one is there, also when it comes in two parts."""
        source, sink = os.pipe()
        typed = lines(source)
        waiting = asyncio.ensure_future(anext(typed))
        os.write(sink, b"a ")
        await asyncio.sleep(0)
        os.write(sink, b"7\n")

        first = await asyncio.wait_for(waiting, 5)

        os.close(sink)
        assert first == "a 7"
        assert [line async for line in typed] == []
        os.close(source)

    async def test_can_be_given_up(self) -> None:
        """Nobody has to press a key before the program may end."""
        source, sink = os.pipe()
        waiting = asyncio.ensure_future(read(source))
        await asyncio.sleep(0)

        waiting.cancel()

        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(waiting, 5)
        os.close(source)
        os.close(sink)
