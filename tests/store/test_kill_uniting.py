"""Killed while two become a couple, nothing of either is lost."""

import asyncio
import shutil
from functools import partial
from pathlib import Path

import pytest

from bot.model.address import Address
from bot.model.couple import Partner
from bot.model.ids import CoupleId
from bot.ports.store import Held
from tests.reliability.keeping import dies, readable
from tests.store.home import ANN, BEN, NOW, Home, arrive, begin, letter, play


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "data").mkdir()
    return Home(tmp_path / "data")


class TestUniting:
    @pytest.mark.parametrize(
        "step", [pytest.param(19, id="some"), pytest.param(1, id="every", marks=pytest.mark.chaos)]
    )
    def test_killed(self, home: Home, step: int) -> None:
        """
        Either they are a couple, or both are as they were, with all that was theirs.
        """

        async def alone() -> None:
            store = home.open()
            ann, ben = await play(store, arrive), await play(store, lambda held: arrive(held, BEN))
            for one, room in ((ann, "-1"), (ben, "-2")):
                await play(store, partial(_furnish_alone, one=one, room=room))
            await home.close()

        def unite() -> None:
            async def live() -> None:
                store = home.open()
                await play(store, _unite)
                await home.close()

            asyncio.run(live())

        asyncio.run(alone())
        spare = home.folder.with_name("spare")
        shutil.copytree(home.folder, spare)
        statement, ends = 1, []
        while dies(unite, statement):
            ends.append(asyncio.run(_seated_or_alone(home)))
            statement += step
            shutil.rmtree(home.folder)
            shutil.copytree(spare, home.folder)
        assert ends == sorted(ends)
        assert step > 1 or {*ends} == {False, True}
        assert asyncio.run(_seated_or_alone(home))


def _furnish_alone(held: Held, one: Partner, room: str) -> None:
    held.set_room(one.couple, Address("telegram", room))
    begin(held, one.couple, a={"own": "x"}, run={"joint": "y"})
    held.post(letter(one, "a word", node="ask", token=f"token{room}"))


def _unite(held: Held) -> None:
    ann, ben = held.partner("telegram", ANN.chat), held.partner("telegram", BEN.chat)
    assert ann
    assert ben
    if ann.couple != ben.couple:
        held.unite(ben, ann.couple)


async def _seated_or_alone(home: Home) -> bool:
    """Start once and look at everything that the two have; say whether they are a couple."""
    store = home.open()
    ann = await play(store, lambda held: held.partner("telegram", ANN.chat))
    ben = await play(store, lambda held: held.partner("telegram", BEN.chat))
    assert ann
    assert ben
    united = ann.couple == ben.couple
    for couple in {ann.couple, ben.couple}:
        found = await play(store, partial(_whole_couple, couple=couple))
        assert found
    assert len(await store.unsent(NOW)) == 2
    await home.close()
    assert readable(home.path, home.keys)[1] == 0
    return united


def _whole_couple(held: Held, couple: CoupleId) -> bool:
    found = held.couple(couple)
    (run,) = held.runs(couple)
    return bool(found and found.room and run.document and run.values["run"] == {"joint": "y"})
