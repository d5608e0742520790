from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.emulators.telegram import TelegramEmulator


@pytest.fixture
async def server() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as server:
        yield server
        assert server.departures == []


@pytest.fixture
async def house(tmp_path: Path, server: TelegramEmulator) -> AsyncIterator[House]:
    async with House(tmp_path, server) as house:
        yield house
