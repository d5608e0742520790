from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.emulators.telegram import TelegramEmulator
from tests.engine.stage import ENGLISH, Stage, raised


@pytest.fixture
async def server() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as server:
        yield server
        assert server.departures == []


@pytest.fixture
async def house(tmp_path: Path, server: TelegramEmulator) -> AsyncIterator[House]:
    async with House(tmp_path, server) as house:
        yield house


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot that nobody has met yet."""
    stage = await raised(tmp_path, ENGLISH)
    yield stage
    await stage.theatre.close()
