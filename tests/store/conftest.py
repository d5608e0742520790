from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.sql import SqlStore
from tests.store.home import Home


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    home = Home(tmp_path)
    yield home
    await home.close()


@pytest.fixture
async def store(home: Home) -> SqlStore:
    return home.open()
