"""Killed between any two events, the bot goes on with the same conversation."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.e2e.killer import Killer
from tests.e2e.people import letters, readable
from tests.e2e.script import CHECK_IN, WEEK, Event
from tests.e2e.seats import meet, move_in
from tests.e2e.week import Week, new_week, places, week_of
from tests.emulators.telegram import TelegramEmulator

NEVER = 10**9
A_MINUTE = 80.0
"""Twenty letters a minute go to a group; without a restart in between one may wait so long."""


@dataclass(frozen=True, slots=True)
class Told:
    """What each of the three chats was shown, and how much of it came twice."""

    chats: dict[str, str]
    copies: int
    killer: Killer


async def test_check_in_with_a_kill_after_every_event(tmp_path: Path) -> None:
    """
    Whoever looks at one of the chats cannot tell that the bot died after every single event.
    """
    calm = await told(made(tmp_path / "calm"), CHECK_IN, every=NEVER, seated=True)

    killed = await told(made(tmp_path / "killed"), CHECK_IN, every=1, seated=True)

    assert killed.chats == calm.chats
    assert calm.copies == 0
    assert len(killed.killer.kills) == len(CHECK_IN)
    assert killed.copies <= killed.killer.unnoted


@pytest.mark.chaos
async def test_whole_week_with_a_kill_after_every_event(tmp_path: Path) -> None:
    """
    The same is true of the whole first week, from the first word to the reveal.
    """
    calm = await told(made(tmp_path / "calm"), WEEK, every=NEVER)

    killed = await told(made(tmp_path / "killed"), WEEK, every=1)

    assert killed.chats == calm.chats
    assert calm.copies == 0
    assert killed.copies <= killed.killer.unnoted
    print(
        f"\nA week, {len(killed.killer.kills)} kills, one after every event: the same words."
        f" {killed.killer.taken} letters were out of the outbox at a kill,"
        f" {killed.copies} came twice."
    )


def made(folder: Path) -> Path:
    """Make a folder."""
    folder.mkdir()
    return folder


async def told(folder: Path, events: Sequence[Event], *, every: int, seated: bool = False) -> Told:
    """Play events with a kill after every so many, and give what the chats showed."""
    async with TelegramEmulator() as server, House(folder, server) as house:
        week = await _week(server, house, seated=seated)
        await house.start()
        killer = Killer(house, server, random.Random(7), every)

        await week.play(events, killer)
        await house.stop()

        shown = {name: letters(server, place) for name, place in places(week).items()}
        assert server.departures == []
        return Told(
            {name: readable(its) for name, (its, _) in shown.items()},
            sum(copies for _, copies in shown.values()),
            killer,
        )


async def _week(server: TelegramEmulator, house: House, *, seated: bool) -> Week:
    if not seated:
        week = new_week(server, house)
        week.patience = A_MINUTE
        return week
    pair = meet(server)
    await move_in(house, pair)
    return week_of(server, house, pair)
