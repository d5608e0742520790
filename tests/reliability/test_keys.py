"""
Keys can be changed, lost and mixed up; no word is lost or shown because of it.

Long, because every way to change or confuse keys begins with the same house and is held to the
same end (`whole`).
"""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.rotate import rotate
from bot.errors import AlreadyRunning, ConfigError, MortarError
from bot.model.couple import Couple, Seat
from bot.store.sql import open_store
from bot.store.sql.keystore import KeyStore, backup_to
from bot.store.sql.place import Lock
from bot.store.sql.rotation import rotate_data_keys, rotate_master_key
from bot.store.sql.sealed import COLUMNS
from bot.store.vault import Vault, create_master_key, number_of, read_master_key
from tests.reliability.keeping import ANN, CANARIES, dies, furnish, newcomer, readable
from tests.store.home import KEY, Home, play


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "data").mkdir()
    home = Home(tmp_path / "data")
    key_file(home).write_text(KEY.hex() + "\n")
    key_file(home).chmod(0o600)
    return home


def key_file(home: Home) -> Path:
    return home.folder.parent / "mortar.key"


def hidden(done: int, total: int) -> None:
    """Show nobody how far it is."""


def lived(home: Home) -> None:
    """Let a couple have lived there."""
    furnish(home)


def looked(home: Home) -> Couple:
    """Start a bot, and look whether both are there; let it write something too."""

    async def live() -> Couple:
        store = home.open(read_master_key(key_file(home)))
        ann = await play(store, lambda held: held.partner("telegram", ANN))
        assert ann
        assert ann.profile.name == f"{CANARIES[Seat.A]} name"
        couple = await play(store, lambda held: held.couple(ann.couple))
        assert couple
        (run,) = await play(store, lambda held: held.runs(couple.id))
        assert run.values["a"] == {"own": f"{CANARIES[Seat.A]} own"}
        await play(store, lambda held: held.save_partner(ann))
        await home.close()
        return couple

    return asyncio.run(live())


def whole(home: Home) -> None:
    """Look whether every word is there, and everything opens with the key that is in force."""
    looked(home)
    found, closed = readable(home.path, home.keys, read_master_key(key_file(home)))
    assert closed == 0
    assert all(found.count(word) >= 8 for word in CANARIES.values())


def change_master(home: Home) -> Path | None:
    return rotate_master_key(home.url, key_file(home), None, hidden)


def change_data(home: Home) -> tuple[int, int]:
    return rotate_data_keys(home.url, read_master_key(key_file(home)), None, hidden)


class TestMasterKey:
    def test_a_new_one(self, home: Home) -> None:
        """
        The new one opens the house, and the old one does not; what was said is untouched.
        """
        lived(home)
        before = home.path.read_bytes()

        former = change_master(home)

        assert former is not None
        assert read_master_key(former) == KEY
        assert home.path.read_bytes() == before
        with pytest.raises(ConfigError, match="another master key"):
            open_store(home.url, KEY)
        whole(home)

    def test_again_and_again(self, home: Home) -> None:
        """
        It can be changed as often as anybody likes.
        """
        lived(home)
        keys = {read_master_key(key_file(home))}
        for _ in range(3):
            change_master(home)
            keys.add(read_master_key(key_file(home)))

        assert len(keys) == 4
        whole(home)

    def test_not_beside_a_bot(self, home: Home) -> None:
        """
        While a bot runs, neither kind of key is changed.
        """
        lived(home)
        lock = Lock(home.path)
        for change in (change_master, change_data):
            with pytest.raises(AlreadyRunning):
                change(home)
        lock.release()

        assert not key_file(home).with_name("mortar.key.new").exists()

    def test_a_key_that_was_cut_off_while_being_made(self, home: Home) -> None:
        """
        Nothing lies under it yet, so it is made anew.
        """
        lived(home)
        key_file(home).with_name("mortar.key.new").write_text("abc")

        assert change_master(home)

        whole(home)


class TestDataKeys:
    def test_all_is_sealed_anew(self, home: Home) -> None:
        """
        No value lies under an earlier key, no earlier key is left, and all words are there.
        """
        lived(home)
        before = _numbers(home)

        values, unopened = change_data(home)

        assert (values > 20, unopened) == (True, 0)
        after = _numbers(home)
        assert not before & after
        with sqlite3.connect(home.keys) as file:
            kept = {row[0] for row in file.execute("SELECT id FROM keys WHERE kind <> 'finding'")}
        file.close()
        assert after <= kept
        assert not before & kept
        whole(home)


class TestCommand:
    @pytest.fixture
    def shell(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
        monkeypatch.setenv("MORTAR_DATA_DIR", str(home.folder))
        monkeypatch.setenv("MORTAR_MASTER_KEY_FILE", str(key_file(home)))
        monkeypatch.setenv("MORTAR_MASTER_KEY_STORE", str(home.keys))
        lived(home)
        return home

    def test_changes_both(self, shell: Home) -> None:
        """
        It says what it did and what to do next, and no key.
        """
        said = [*rotate(data_keys=False), *rotate(data_keys=True)]

        assert "new master key" in said[0]
        assert "mortar.key.old" in said[1]
        assert re.fullmatch(r"Everybody has new keys, and all \d\d values lie under them.", said[2])
        assert read_master_key(key_file(shell)).hex() not in " ".join(said)
        whole(shell)

    def test_shows_how_far_it_is(
        self, shell: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        What takes longer than a moment has a bar; on a small house there is none.
        """
        list(rotate(data_keys=True))
        assert capsys.readouterr().err == ""

        monkeypatch.setattr("bot.commands.progress.PATIENCE", -1.0)
        monkeypatch.setattr("bot.store.sql.rotation.BATCH", 2)
        list(rotate(data_keys=True))

        assert "Sealing anew" in capsys.readouterr().err


CHANGES = [pytest.param(change_master, id="master"), pytest.param(change_data, id="data")]


class TestKilled:
    @pytest.mark.parametrize("change", CHANGES)
    @pytest.mark.parametrize(
        "step", [pytest.param(67, id="some"), pytest.param(1, id="every", marks=pytest.mark.chaos)]
    )
    def test_while_changing(self, home: Home, change: Callable[[Home], object], step: int) -> None:
        """
        A bot can be started in between, and the change goes on where it was; nothing is lost.
        """
        lived(home)
        start = home.folder.parent
        spare = start.with_name(f"{start.name}-spare")
        shutil.copytree(start, spare)
        statement = 1
        while dies(lambda: change(home), statement):
            whole(home)
            change(home)
            whole(home)
            assert not key_file(home).with_name("mortar.key.new").exists()
            statement += step
            shutil.rmtree(start)
            shutil.copytree(spare, start)
        assert statement > step

    @pytest.mark.parametrize(
        "step", [pytest.param(11, id="some"), pytest.param(1, id="every", marks=pytest.mark.chaos)]
    )
    def test_while_a_key_is_made(self, home: Home, step: int) -> None:
        """
        Who arrives is there with their key, or neither is.
        """
        lived(home)
        start = home.folder
        spare = start.with_name("spare")
        shutil.copytree(start, spare)

        def arrive() -> None:
            async def live() -> None:
                store = home.open()
                await play(store, newcomer)
                await home.close()

            asyncio.run(live())

        statement = 1
        while dies(arrive, statement):
            whole(home)
            owners, people = _owners(home)
            assert {owner for kind, owner in owners if kind == "partner"} == people
            statement += step
            shutil.rmtree(start)
            shutil.copytree(spare, start)
        assert statement > step


class TestMixedUp:
    def test_the_key_store_is_missing(self, home: Home) -> None:
        """
        It is not made anew: that would hide that all is unreadable.
        """
        lived(home)
        home.keys.unlink()

        for _ in range(2):
            with pytest.raises(ConfigError, match="no key store"):
                open_store(home.url, KEY)
        assert not home.keys.exists()

    def test_the_key_store_of_another_house(self, home: Home, tmp_path: Path) -> None:
        """
        One that belongs to another database is refused, with both named.
        """
        lived(home)
        (tmp_path / "other").mkdir()
        other = Home(tmp_path / "other")
        lived_elsewhere = other.open()
        asyncio.run(lived_elsewhere.close())
        shutil.copy(other.keys, home.keys)

        with pytest.raises(ConfigError, match="is not that of the database"):
            open_store(home.url, KEY)

    def test_an_older_key_store(self, home: Home) -> None:
        """
        Where people have no key in it, it is refused, and nobody is removed.
        """
        lived(home)
        backup_to(home.keys, home.folder / "copy")

        async def more() -> None:
            store = home.open()
            await play(store, newcomer)
            await home.close()

        asyncio.run(more())
        newest = home.keys.read_bytes()
        shutil.copy(home.folder / "copy", home.keys)

        with pytest.raises(ConfigError, match="older than the database: 1 "):
            open_store(home.url, KEY)
        home.keys.write_bytes(newest)
        whole(home)

    @pytest.mark.parametrize("spoil", [b"", b"no database", bytes(4096)])
    def test_no_key_store_at_all(self, home: Home, spoil: bytes) -> None:
        """
        Something else in its place is left as it is.
        """
        lived(home)
        home.keys.write_bytes(spoil)

        with pytest.raises(ConfigError):
            open_store(home.url, KEY)
        assert home.keys.read_bytes() == spoil

    def test_another_master_key(self, home: Home) -> None:
        """
        A key that is not the house's changes nothing.
        """
        lived(home)
        before = home.keys.read_bytes(), home.path.read_bytes()

        with pytest.raises(ConfigError, match="another master key"):
            open_store(home.url, bytes(32))

        assert (home.keys.read_bytes(), home.path.read_bytes()) == before

    def test_a_copy_of_the_key_store(self, home: Home) -> None:
        """
        One that was made beside a running bot can be put back.
        """
        lived(home)
        target = home.folder / "copy"

        async def copy() -> None:
            home.open()
            backup_to(home.keys, target)
            await home.close()

        asyncio.run(copy())

        assert target.stat().st_mode & 0o777 == 0o600
        shutil.copy(target, home.keys)
        whole(home)


class TestFiles:
    @pytest.mark.parametrize(
        ("text", "right"),
        [
            (KEY.hex() + "\n", True),
            (KEY.hex() + "\r\n\n", True),
            (KEY.hex()[:-2], False),
            (KEY.hex()[:-1], False),
            ("00" * 32, False),
            ("", False),
        ],
    )
    def test_a_key_file(self, home: Home, text: str, right: bool) -> None:
        """
        A newline does not matter; one that was cut off, is empty or is another's is refused.
        """
        lived(home)
        key_file(home).write_text(text)

        if right:
            whole(home)
        else:
            with pytest.raises(MortarError):
                looked(home)

    def test_made_keys_differ(self, tmp_path: Path) -> None:
        """
        Two houses have nothing in common.
        """
        assert create_master_key(tmp_path / "1") != create_master_key(tmp_path / "2")


def _numbers(home: Home) -> set[int | None]:
    with sqlite3.connect(home.path) as file:
        found = {
            number_of(row[0])
            for column in COLUMNS
            for row in file.execute("SELECT {1} FROM {0}".format(*column.name.split(".")))
            if row[0] is not None and len(row[0]) > 16
        }
    file.close()
    return found - {None}


def _owners(home: Home) -> tuple[set[tuple[str, int]], set[int]]:
    store = KeyStore(home.keys, Vault(KEY))
    owners = {*store.owners()}
    store.close()
    with sqlite3.connect(home.path) as file:
        people = {row[0] for row in file.execute("SELECT id FROM partners")}
    file.close()
    return owners, people
