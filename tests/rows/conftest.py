from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engine.stage import Household, Stage, inhabited
from tests.rows.inn import OnDiscord, OnTelegram, on_discord, on_telegram


@pytest.fixture
async def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OnTelegram]:
    """Ana and Ben on Telegram, and a bot that runs."""
    async with on_telegram(tmp_path, monkeypatch) as phone:
        yield phone


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OnDiscord]:
    """Ana and Ben on Discord, and a bot that runs."""
    async with on_discord(tmp_path, monkeypatch) as desk:
        yield desk


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben in a terminal, whose bot works when it is told to."""
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()
