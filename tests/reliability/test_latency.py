"""How long people wait for an answer, and how soon a bot that was started hears them."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from tests.e2e.house import House
from tests.e2e.people import Reader
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_content import Content
from tests.emulators.telegram_faults import POLL
from tests.emulators.telegram_people import Person
from tests.reliability.figures import figure
from tests.reliability.timing import percentile

A_SECOND = 20
MEDIAN, SLOWEST, START = 0.15, 1.0, 5.0
"""Seconds: half of all answers, nineteen of twenty, and from the start to the first poll."""


async def crowd(server: TelegramEmulator, house: House, count: int) -> Sequence[Person]:
    """Let people arrive, a few at a time."""
    people = [server.user(f"P{number}") for number in range(count)]
    for one in people:
        await Reader(one, {one.id: one.start()}).finds("Which language")
    await house.rests()
    return people


async def measured(server: TelegramEmulator, people: Sequence[Person], count: int) -> list[float]:
    """
    Let so much be said, twenty things a second, each by the next in the row; give the waits.

    A quarter of it is a photo, which is answered once in ten minutes: otherwise the bot's own pace,
    twenty letters a second to all of Telegram, would be measured.
    """
    asked: dict[int, list[float]] = {one.id: [] for one in people}
    for number in range(count):
        person = people[number % len(people)]
        if number % 4 == 3:
            person.sends(Content.PHOTO)
        else:
            asked[person.id].append(server.clock.now())
            person.says("/help")
        await asyncio.sleep(1 / A_SECOND)
    await server.wait_for(lambda: _answered(server, asked), 300)
    waits = []
    for one in people:
        answers = _help(server, one)
        waits += [at - said for at, said in zip(answers, asked[one.id], strict=True)]
    return waits


def _help(server: TelegramEmulator, person: Person) -> list[float]:
    return [
        call.at
        for call in server.calls_of("sendMessage", person)
        if call.effect and "/menu shows" in call.parameters["text"]
    ]


def _answered(server: TelegramEmulator, asked: Mapping[int, Sequence[float]]) -> bool:
    said = sum(map(len, asked.values()))
    told = [
        call
        for call in server.calls[-4 * said :]
        if call.effect and "/menu shows" in call.parameters.get("text", "")
    ]
    return len(told) >= said


async def first_poll(server: TelegramEmulator, house: House) -> float:
    """Start the bot; give the seconds until it asked for news for the first time."""
    # A poll is logged when it is answered: at once, where somebody said something before.
    server.user("Early").start()
    before, began = len(server.calls), server.clock.now()
    await house.start()
    await server.wait_for(lambda: any(call.method == POLL for call in server.calls[before:]))
    return next(call.arrived for call in server.calls[before:] if call.method == POLL) - began


@pytest.mark.parametrize("row", ["R34"])
class TestLatency:
    async def test_of_a_few_seconds(self, server: TelegramEmulator, house: House, row: str) -> None:
        """
        Twenty things a second for a moment: nobody waits for long, on a laden machine either.
        """
        start = await first_poll(server, house)
        people = await crowd(server, house, 20)

        waits = await measured(server, people, 30)

        assert start <= 3 * START
        assert percentile(waits, 95) <= 3 * SLOWEST

    @pytest.mark.chaos
    async def test_of_two_minutes(self, server: TelegramEmulator, house: House, row: str) -> None:
        """
        The same for two minutes; the figures are printed.
        """
        start = await first_poll(server, house)
        people = await crowd(server, house, 60)

        waits = await measured(server, people, 2400)

        median, slowest = percentile(waits, 50), percentile(waits, 95)
        figure("R34", "start to first poll", f"{start:.1f} s", f"{START:.0f} s")
        figure("R34", "20 events a second: p50", f"{median * 1000:.0f} ms", "150 ms")
        figure("R34", "20 events a second: p95", f"{slowest * 1000:.0f} ms", "1,000 ms")
        assert start <= START
        assert median <= MEDIAN
        assert slowest <= SLOWEST
