"""What was heard, in order, until it is kept."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from adapters.discord.pump import Newest, Pump
from adapters.discord.tempo import Tempo
from bot.errors import Unwritable
from bot.ports.messages import Inbound, Wrote

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def inbound(number: int) -> Inbound:
    """Write a message."""
    return Inbound(f"k{number}", NOW, Wrote(str(number), str(number)))


class Book:
    """Keeps batches; it may be full, or broken, for a while."""

    def __init__(self, *failures: Exception) -> None:
        self.kept: list[str] = []
        self.failures = list(failures)

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep a batch, all or nothing."""
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.kept += [one.key for one in inbounds]


class Back:
    """What was missed; it takes its time."""

    def __init__(self) -> None:
        self.asked: list[Newest] = []
        self.answer = asyncio.Event()

    async def look(self, newest: Newest) -> AsyncIterator[Sequence[Inbound]]:
        """Give two chats."""
        self.asked.append(newest)
        await self.answer.wait()
        yield [inbound(101), inbound(102)]
        yield [inbound(201)]


async def quickly(_seconds: float) -> None:
    """Take no time."""
    await asyncio.sleep(0)


async def settle() -> None:
    """Let everything run that can."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def back() -> Back:
    """Miss something."""
    return Back()


@pytest.fixture
def pump(back: Back) -> Pump:
    """Make one."""
    return Pump(back.look, Tempo(pause=quickly))


class TestPump:
    """Nothing is lost, and nobody's words change places."""

    async def test_order(self, pump: Pump) -> None:
        """As it was heard."""
        book = Book()
        for number in range(250):
            pump.put(inbound(number))

        task = asyncio.create_task(pump.run(book.keep))
        await settle()
        task.cancel()

        assert book.kept == [f"k{number}" for number in range(250)]

    async def test_what_was_missed_comes_first(self, pump: Pump, back: Back) -> None:
        """What is heard meanwhile waits for it."""
        book = Book()
        task = asyncio.create_task(pump.run(book.keep))
        pump.put(inbound(1))
        pump.gap({7: 1})
        pump.put(inbound(2))

        await settle()
        assert book.kept == ["k1"]
        back.answer.set()
        await settle()
        task.cancel()

        assert back.asked == [{7: 1}]
        assert book.kept == ["k1", "k101", "k102", "k201", "k2"]

    async def test_a_gap_remembers_what_was_known_then(self, pump: Pump, back: Back) -> None:
        """What comes after it must not hide what it misses."""
        newest = {7: 1}
        back.answer.set()
        pump.gap(newest)
        newest[7] = 9

        task = asyncio.create_task(pump.run(Book().keep))
        await settle()
        task.cancel()

        assert back.asked == [{7: 1}]

    async def test_full(self, pump: Pump) -> None:
        """It waits until there is room again."""
        book = Book(Unwritable(), Unwritable())
        pump.put(inbound(1))

        task = asyncio.create_task(pump.run(book.keep))
        await settle()
        task.cancel()

        assert book.kept == ["k1"]

    async def test_broken(self, pump: Pump) -> None:
        """That does not pass by itself, so it is not kept quiet."""
        pump.put(inbound(1))

        with pytest.raises(ZeroDivisionError):
            await pump.run(Book(ZeroDivisionError()).keep)

    async def test_the_end(self, pump: Pump, back: Back) -> None:
        """What was heard is kept even then."""
        book = Book()
        task = asyncio.create_task(pump.run(book.keep))
        pump.gap({})
        pump.put(inbound(1))
        await settle()

        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        assert book.kept == ["k1"]
