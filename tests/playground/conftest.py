"""One playground for all tests of a module, with the couple as at first before each of them."""

import shutil
from collections.abc import AsyncIterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.playground.line import Json
from bot.playground.past import Moment
from bot.playground.record import Record
from bot.playground.server import Server
from tests.playground.house import DIALOGS, playground


@dataclass(frozen=True, slots=True)
class House:
    """One playground for all tests of this module, and the couple as they were at first."""

    server: Server
    moment: Moment
    record: Record
    turns: Sequence[Json]
    dialogs: Path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A couple who are about to check in."""
    dialogs = tmp_path_factory.mktemp("content") / "dialogs"
    shutil.copytree(DIALOGS, dialogs)
    async with playground(dialogs=dialogs) as server:
        moment = server.session.past.moments[-1]
        copied = tmp_path_factory.mktemp("couple") / "copy"
        shutil.copytree(moment.copy, copied)
        record = deepcopy(server.session.record)
        yield House(
            server, replace(moment, copy=str(copied)), record, [*server.session.turns], dialogs
        )


@pytest_asyncio.fixture(loop_scope="module")
async def server(house: House) -> Server:
    """Put the couple back as they were."""
    session = house.server.session
    await house.server.commands.end()
    session.stage.names, session.alerts = {"a": "Ana", "b": "Ben"}, []
    session.past.moments = [house.moment, house.moment]
    await session.back()
    session.record, session.turns = deepcopy(house.record), [*house.turns]
    return house.server
