from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engine.stage import ENGLISH, Household, Stage, inhabited, raised


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot that nobody has met yet."""
    stage = await raised(tmp_path, ENGLISH)
    yield stage
    await stage.theatre.close()


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben, a couple with a room."""
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


@pytest.fixture
async def roomless(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben, a couple without a room."""
    stage = await inhabited(tmp_path, Household(room=False))
    yield stage
    await stage.theatre.close()
