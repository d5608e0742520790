"""A couple in front of a bot that has a press and an album."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.engine.pictures import Pictures
from bot.ports.press import Press
from bot.press.apart import OwnProcess
from bot.store.sql.album import SqlAlbum
from bot.store.sql.store import SqlStore
from tests.engine.stage import Household, Stage, inhabited


def with_press(stage: Stage, press: Press) -> None:
    """Let a bot make pictures."""
    parts = stage.theatre.parts
    store, delivery = parts.store, parts.delivery
    assert isinstance(store, SqlStore)
    album = SqlAlbum(store._books, store._do, store._do)
    delivery.pictures = Pictures(press, album, delivery.gateways, delivery.speech, delivery.alert)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben, a couple with a room."""
    stage = await inhabited(tmp_path, Household())
    press = OwnProcess()
    with_press(stage, press)
    yield stage
    await press.close()
    await stage.theatre.close()
