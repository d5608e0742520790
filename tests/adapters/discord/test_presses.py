"""Interactions, for as long as they can be answered."""

import asyncio

from adapters.discord.presses import LASTS, MOST, Live, Presses
from bot.model.address import Address

HERE, THERE = Address("discord", "1"), Address("discord", "2")


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        """Give the time."""
        return self.time


async def taken() -> bool:
    """Be answered."""
    return True


def live(presses: Presses, token: str, where: Address = HERE, *, busy: bool = False) -> Live:
    """Make an interaction of this moment."""
    return Live(token, where, presses.until(), asyncio.create_task(taken()), busy)


class TestPresses:
    """What is remembered, and for how long."""

    async def test_a_quarter_of_an_hour(self) -> None:
        """Its token is good for nothing then."""
        clock = Hands()
        presses = Presses(clock.now)
        presses.note(1, live(presses, "a"))

        clock.time = LASTS - 1
        assert presses.find("1")
        clock.time = LASTS + 1
        assert presses.find("1") is None
        assert presses.newest(HERE) is None

    async def test_the_newest_that_has_something_left(self) -> None:
        """Of the same chat."""
        presses = Presses(Hands().now)
        for number, where in enumerate((HERE, HERE, THERE)):
            presses.note(number, live(presses, f"{number}", where))
        assert [presses.newest(one).token for one in (HERE, THERE)] == ["1", "2"]  # type: ignore[union-attr]

        newest = presses.newest(HERE)
        assert newest
        newest.left = 0

        assert presses.newest(HERE).token == "0"  # type: ignore[union-attr]

    async def test_memory_is_bounded(self) -> None:
        """By number, and by age."""
        clock = Hands()
        presses = Presses(clock.now)
        for number in range(MOST + 5):
            presses.note(number, live(presses, f"{number}", busy=True))
        assert len(presses.all_busy()) == MOST

        clock.time = LASTS + 1
        presses.note(9999, live(presses, "new", busy=True))

        assert [one.token for one in presses.all_busy()] == ["new"]

    async def test_who_waits(self) -> None:
        """In a chat, or anywhere."""
        presses = Presses(Hands().now)
        presses.note(1, live(presses, "a", busy=True))
        presses.note(2, live(presses, "b", THERE, busy=True))
        presses.note(3, live(presses, "c"))

        assert [one.token for one in presses.busy(HERE)] == ["a"]
        assert [one.token for one in presses.all_busy()] == ["a", "b"]
