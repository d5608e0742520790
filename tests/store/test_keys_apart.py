"""A database of the first revision had its keys inside; they move out, and nothing is lost."""

import asyncio
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.errors import ConfigError, SchemaBehind
from bot.model.couple import Seat
from bot.model.ids import InboxId
from bot.ports.messages import Inbound, Wrote
from bot.ports.store import Held
from bot.store.sql import migrate, open_store
from bot.store.sql.place import create
from bot.store.sql.rotation import rotate_data_keys
from bot.store.vault import FINDING
from tests.reliability.keeping import ANN, BEN, CANARIES, dies, readable
from tests.store.home import KEY, Home, play

FIRST = Path(__file__).parent / "revisions" / "0001.sql"
"""A couple has lived there as in `tests.reliability.keeping.settle`; one message still waits."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    create(home.path)
    with sqlite3.connect(home.path) as file:
        file.executescript(FIRST.read_text("utf-8"))
    file.close()
    return home


def former_keys() -> set[bytes]:
    """Give the wrapped keys that lay in the database."""
    row = r"INSERT INTO \"keys\" VALUES\('\w+',\d+,X'([0-9A-F]+)'\)"
    lines = re.findall(row, FIRST.read_text("utf-8"))
    assert len(lines) >= 4
    return {bytes.fromhex(one) for one in lines}


def lives_on(home: Home) -> None:
    """Start a bot and look whether everybody and every word is there."""

    async def live() -> None:
        store = home.open()
        heard = []

        def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            heard.append(inbound.body)

        await store.work(turn, turn)
        assert [one.text for one in heard if isinstance(one, Wrote)] == ["annsword waits"]
        for user, seat in ((ANN, Seat.A), (BEN, Seat.B)):
            partner = await play(store, lambda held, user=user: held.partner("telegram", user))  # type: ignore[misc]
            assert partner
            assert partner.profile.name == f"{CANARIES[seat]} name"
            (run,) = await play(store, lambda held, who=partner: held.runs(who.couple))  # type: ignore[misc]
            assert run.values[seat] == {"own": f"{CANARIES[seat]} own"}
            assert set(run.values["run"]) == {"joint_a", "joint_b"}
        assert await store.remember("bot:telegram", "2") == "1"
        await home.close()

    asyncio.run(live())


class TestMoving:
    def test_everything_is_there(self, home: Home) -> None:
        """
        After it, people are found, words are read, and what waited is heard; all opens.
        """
        with pytest.raises(SchemaBehind):
            open_store(home.url, KEY)
        copy = migrate(home.url, KEY)

        assert copy
        lives_on(home)
        assert readable(home.path, home.keys)[1] == 0

    def test_no_key_is_left_behind(self, home: Home) -> None:
        """
        The database has no key any more, neither in a table nor in a free page.
        """
        before = former_keys()
        assert all(one in home.path.read_bytes() for one in before)

        migrate(home.url, KEY)

        assert all(one not in home.path.read_bytes() for one in before)
        assert not [one for one in home.folder.glob("mortar.db-*") if one.stat().st_size]

    def test_all_can_be_sealed_anew(self, home: Home) -> None:
        """
        What still lies there in the first format takes part in a change of keys.
        """
        migrate(home.url, KEY)

        _, unopened = rotate_data_keys(home.url, KEY, None, lambda done, total: None)

        assert unopened == 0
        lives_on(home)
        with sqlite3.connect(home.path) as file:
            rows = file.execute("SELECT value FROM answers UNION SELECT event FROM journal")
            assert {value[0] for (value,) in rows} == {2}
        file.close()

    @pytest.mark.parametrize(
        "step", [pytest.param(29, id="some"), pytest.param(1, id="every", marks=pytest.mark.chaos)]
    )
    def test_killed(self, home: Home, step: int) -> None:
        """
        Killed at any statement, it goes on the next time.
        """
        start = home.folder.with_name("start")
        shutil.copytree(home.folder, start)
        statement = 1
        while dies(lambda: migrate(home.url, KEY), statement):
            migrate(home.url, KEY)
            lives_on(home)
            statement += step
            shutil.rmtree(home.folder)
            shutil.copytree(start, home.folder)
        assert statement > 3 * step

    def test_only_with_its_key(self, home: Home) -> None:
        """
        With another master key nothing is changed, and no key store is made.
        """
        before = home.path.read_bytes()

        with pytest.raises(ConfigError, match="another master key"):
            migrate(home.url, bytes(32))

        assert home.path.read_bytes() == before
        assert not home.keys.exists()

    def test_the_former_finding_key_stays(self, home: Home) -> None:
        """
        People are found by the marks that stand in the database: their key is taken along once.
        """
        migrate(home.url, KEY)
        with sqlite3.connect(home.keys) as file:
            (number,) = file.execute(
                "SELECT count(*) FROM keys WHERE kind = ?", (FINDING[0],)
            ).fetchone()
        file.close()

        assert number == 1
