"""Letters that make no sound: those that quiet hours held back."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.engine.stage import START, Household, inhabited
from tests.engine.stage import Stage as House
from tests.engine.test_protected import recording


@pytest.fixture
async def sleepers(tmp_path: Path) -> AsyncIterator[House]:
    """A couple who want to be left in peace at night."""
    house = await inhabited(tmp_path, Household(quiet="21:00-7:00"))
    yield house
    await house.theatre.close()


async def test_night(sleepers: House) -> None:
    """What waited for the morning makes no sound; what somebody just caused does."""
    await sleepers.until(START.replace(hour=22))
    kept = recording(sleepers)
    await sleepers.says("a", "/checkin")

    await sleepers.until(START.replace(hour=7) + timedelta(days=1))

    mine = [one.content.silent for one in kept.letters if one.address.chat == "a"]
    theirs = [one.content.silent for one in kept.letters if one.address.chat == "b"]
    assert mine[0] is False
    assert theirs[0] is True


async def test_day(home: House) -> None:
    """By day everything is heard."""
    kept = recording(home)

    await home.says("a", "/checkin")

    assert not any(one.content.silent for one in kept.letters)
