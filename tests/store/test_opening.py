"""A database that cannot be used stops the start with one clear paragraph; nothing is touched."""

import fcntl
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from bot.errors import AlreadyRunning, ConfigError, SchemaBehind, Unwritable
from bot.store.sql import connect, migrate, open_store, place
from bot.store.sql.connect import journal_mode
from tests.store.home import KEY, NOW, Home, arrive, letter, play, wrote


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    file = sqlite3.connect(path, isolation_level=None)
    try:
        yield file
    finally:
        file.close()


def folder(path: Path) -> None:
    path.mkdir()


def text_file(path: Path) -> None:
    path.write_text("Dear diary, " * 1000)


def half_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(10))


def foreign(path: Path) -> None:
    with opened(path) as file:
        file.execute("CREATE TABLE song (title)")


def foreign_alembic(path: Path) -> None:
    with opened(path) as file:
        file.execute("CREATE TABLE alembic_version (version_num)")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/null")


def loop(path: Path) -> None:
    path.symlink_to(path)


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))


def only_a_journal(path: Path) -> None:
    with opened(path) as file:
        file.execute("CREATE TABLE song (title)")
        file.execute("PRAGMA cache_size=1")
        file.execute("BEGIN")
        file.executemany("INSERT INTO song VALUES (?)", [("x" * 5000,)] * 20)
        journal = path.with_name(path.name + "-journal").read_bytes()
    path.write_bytes(b"")
    path.with_name(path.name + "-journal").write_bytes(journal)


def only_a_wal(path: Path) -> None:
    path.touch()
    path.with_name(path.name + "-wal").write_bytes(b"x" * 600)


def without_its_wal(path: Path) -> None:
    source = path.with_name("source")
    with opened(source) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("CREATE TABLE couples (id)")
        shutil.copy(source, path)


class Bad(NamedTuple):
    make: Callable[[Path], None]
    says: str


BAD = [
    Bad(folder, "is a folder"),
    Bad(text_file, "is not a database"),
    Bad(half_header, "is not a database"),
    Bad(foreign, "another application"),
    Bad(foreign_alembic, "another application"),
    Bad(fifo, "device"),
    Bad(device, "device"),
    Bad(loop, "cannot be looked at"),
    Bad(dangling, "link"),
    Bad(only_a_journal, "half a copy"),
    Bad(only_a_wal, "half a copy"),
    Bad(without_its_wal, "without its -wal"),
]


def picture(folder: Path) -> dict[str, bytes | None]:
    """See all there is, but for the lock, which holds nothing."""
    return {
        one.name: one.read_bytes() if one.is_file() else None
        for one in sorted(folder.iterdir())
        if not one.name.endswith(".lock")
    }


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that other accounts may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(path: Path) -> str:
    """Give the complaint of an account that owns nothing."""
    program = (
        "import os, sys; from pathlib import Path\n"
        "from bot.store.sql.place import ConfigError, examine\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: examine(Path(sys.argv[1]))\n"
        "except ConfigError as exc: print(exc)\n"
    )
    command = [sys.executable, "-c", program, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class TestBadPlaces:
    @pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.make.__name__)
    @pytest.mark.parametrize("use", [open_store, migrate])
    def test_is_refused(self, home: Home, bad: Bad, use: Callable[[str, bytes], object]) -> None:
        """
        What lies there is named, and left as it is.
        """
        bad.make(home.path)
        before = picture(home.folder)

        with pytest.raises(ConfigError, match=bad.says) as caught:
            use(home.url, KEY)

        assert str(home.path) in str(caught.value)
        assert "\n" not in str(caught.value)
        assert picture(home.folder) == before

    @pytest.mark.parametrize(
        ("url", "says"),
        [
            ("sqlite:////nowhere/at/all/mortar.db", "mkdir -p /nowhere/at/all"),
            ("sqlite:////dev/null", "device"),
            ("sqlite:////dev/null/mortar.db", "not a folder"),
            ("sqlite://", "must name a file"),
            ("sqlite:///:memory:", "must name a file"),
            ("sqlite:///x.db?mode=ro", "must name a file"),
            ("postgresql://host/mortar", "later version"),
            ("postgresql+psycopg://host/mortar", "later version"),
            ("mysql://host/mortar", "mysql"),
            ("mortar.db", "not understood"),
            ("", "not understood"),
        ],
    )
    def test_bad_url(self, url: str, says: str) -> None:
        """
        A URL that names no file is refused with the way to write one.
        """
        with pytest.raises(ConfigError, match=says):
            open_store(url, KEY)

    def test_both_spellings(self, home: Home) -> None:
        """
        The URL of the asynchronous driver names the same file.
        """
        assert place.locate(f"sqlite+aiosqlite:///{home.path}") == home.path

    async def test_a_strange_name(self, home: Home) -> None:
        """
        A name with signs that mean something in a URL is a name.
        """
        path = home.folder / "our #1 %41? mortar.db"
        store = open_store(f"sqlite:///{quote(str(path))}", KEY)
        home.stores.append(store)

        assert await store.counts()
        assert path.exists()

    def test_read_only(self, open_folder: Path) -> None:
        """
        A file or folder that this account may not write to is named.
        """
        path = open_folder / "mortar.db"
        migrate(f"sqlite:///{path}", KEY)

        path.chmod(0o444)
        open_folder.chmod(0o777)
        assert "may not be read and written" in as_nobody(path)
        open_folder.chmod(0o555)
        assert "may not write to" in as_nobody(path)

    def test_full_disk(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A full disk is refused, with the figure.
        """
        usage = shutil.disk_usage(home.folder)._replace(free=12_345)
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)

        with pytest.raises(ConfigError, match="12,345"):
            open_store(home.url, KEY)
        assert picture(home.folder) == {}

    def test_locked_by_another_tool(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A file that another program has locked is not damaged.
        """
        migrate(home.url, KEY)
        monkeypatch.setattr(connect, "BUSY_SECONDS", 0.01)
        with opened(home.path) as file:
            file.execute("BEGIN EXCLUSIVE")

            with pytest.raises(Unwritable, match="locked by another program"):
                open_store(home.url, KEY)


class TestDamage:
    async def fill(self, home: Home) -> bytes:
        store = home.open()
        await store.keep([wrote("x" * 500) for _ in range(200)])
        await home.close()
        return home.path.read_bytes()

    def refused(self, home: Home) -> str:
        before = home.path.read_bytes()
        with pytest.raises(ConfigError) as caught:
            open_store(home.url, KEY)
        assert home.path.read_bytes() == before
        return str(caught.value)

    async def test_truncated(self, home: Home) -> None:
        """
        A file that was cut off is damaged, and the backup's way back is told.
        """
        whole = await self.fill(home)
        home.path.write_bytes(whole[: len(whole) // 2])

        assert "cut off" in (text := self.refused(home))
        assert f"cp <backup> {home.path}" in text

    async def test_flipped(self, home: Home) -> None:
        """
        A page that was overwritten is found at the start.
        """
        whole = bytearray(await self.fill(home))
        with opened(home.path) as file:
            (root,) = file.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'inbox_key'"
            ).fetchone()
        start = (root - 1) * 4096
        whole[start : start + 64] = bytes(range(64))
        home.path.write_bytes(whole)

        assert "damaged" in self.refused(home)

    async def test_no_keys(self, home: Home) -> None:
        """
        A database whose keys were cut off is not taken for a new one.
        """
        await self.fill(home)
        with opened(home.path) as file:
            file.execute("DELETE FROM house WHERE name = 'key store'")

        assert "is not that of the database" in self.refused(home)


class TestSchema:
    async def test_newer(self, home: Home) -> None:
        """
        What a newer version wrote is left to it.
        """
        await home.open().close()
        with opened(home.path) as file:
            file.execute("UPDATE alembic_version SET version_num = '9999'")

        for use in (open_store, migrate):
            with pytest.raises(ConfigError, match="newer version") as caught:
                use(home.url, KEY)
            assert not isinstance(caught.value, SchemaBehind)

    async def test_older(self, home: Home) -> None:
        """
        What an older version wrote is not changed without being asked for.
        """
        await home.open().close()
        with opened(home.path) as file:
            file.execute("UPDATE alembic_version SET version_num = '0000'")
        before = home.path.read_bytes()

        with pytest.raises(SchemaBehind, match="mortar migrate"):
            open_store(home.url, KEY)
        assert home.path.read_bytes() == before

    async def test_an_empty_file(self, home: Home) -> None:
        """
        An empty file is a new database.
        """
        home.path.touch()

        assert await home.open().counts()

    @pytest.mark.parametrize("spill", ["PRAGMA cache_size=1", "PRAGMA cache_size=1000"])
    async def test_killed_while_it_was_made(self, home: Home, spill: str) -> None:
        """
        What a first start left behind that was killed does not hinder the second.
        """
        before = home.folder / "before"
        with opened(before) as file:
            file.execute(spill)
            file.execute("BEGIN IMMEDIATE")
            for number in range(50):
                file.execute(f"CREATE TABLE t{number} (x)")
            for ending in ("", "-journal"):
                shutil.copy(f"{before}{ending}", f"{home.path}{ending}")

        assert await home.open().counts()

    async def test_killed_before_anything_was_made(self, home: Home) -> None:
        """
        A file of ours without tables is made anew.
        """
        with opened(home.path) as file:
            file.execute(f"PRAGMA application_id={place.APPLICATION}")
        assert home.path.stat().st_size

        assert await home.open().counts()


class TestOneProcess:
    def test_the_second_is_told(self, home: Home) -> None:
        """
        Who comes second hears the process id of the first.
        """
        home.open()

        for use in (open_store, migrate):
            with pytest.raises(AlreadyRunning, match=f"already running .pid {os.getpid()}"):
                use(home.url, KEY)

    def test_of_another_process(self, home: Home) -> None:
        """
        A process that was killed holds nobody up, though its file stays.
        """
        program = (
            "import sys, time\nfrom bot.store.sql import open_store\n"
            "store = open_store(sys.argv[1], bytes(range(32)))\n"
            "print('open', flush=True); time.sleep(60)"
        )
        with subprocess.Popen(
            [sys.executable, "-c", program, home.url], stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout
            assert other.stdout.readline() == "open\n"
            with pytest.raises(AlreadyRunning, match=f"pid {other.pid}"):
                home.open()
            other.kill()

        assert home.open()

    async def test_closing_lets_go(self, home: Home) -> None:
        """
        After closing, the next one may open.
        """
        for _ in range(3):
            await home.open().close()

    def test_failing_lets_go(self, home: Home) -> None:
        """
        A start that was refused holds no lock.
        """
        migrate(home.url, KEY)
        with pytest.raises(ConfigError):
            home.open(bytes(32))

        assert home.open()

    def test_a_lock_that_is_no_file(self, home: Home) -> None:
        """
        A link in place of the lock is not followed.
        """
        (home.folder / "other").write_text("mine")
        (home.folder / "mortar.db.lock").symlink_to("other")

        with pytest.raises(ConfigError, match="cannot be locked"):
            home.open()
        assert (home.folder / "other").read_text() == "mine"

    def test_an_unknown_owner(self, home: Home) -> None:
        """
        A lock without a process id is a lock.
        """
        with (home.folder / "mortar.db.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)

            with pytest.raises(AlreadyRunning, match="unknown"):
                home.open()


class TestModes:
    @pytest.mark.parametrize("mask", [0, 0o022, 0o777])
    async def test_only_for_the_owner(self, home: Home, mask: int) -> None:
        """
        Whatever the umask, nobody else may read what we make.
        """
        before = os.umask(mask)
        try:
            store = home.open()
            await play(store, lambda held: held.post(letter(arrive(held))))
            await store.counts()
            modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in home.folder.iterdir()}
        finally:
            os.umask(before)

        assert set(modes.values()) == {0o600}, modes
        assert {"mortar.db", "mortar.db.lock"} <= set(modes)


class TestJournal:
    @pytest.mark.parametrize(
        ("version", "mode"),
        [
            ((3, 40, 1), "TRUNCATE"),
            ((3, 44, 5), "TRUNCATE"),
            ((3, 44, 6), "WAL"),
            ((3, 45, 0), "TRUNCATE"),
            ((3, 50, 6), "TRUNCATE"),
            ((3, 50, 7), "WAL"),
            ((3, 51, 2), "TRUNCATE"),
            ((3, 51, 3), "WAL"),
            ((3, 53, 0), "WAL"),
        ],
    )
    def test_wal_where_it_is_safe(self, version: tuple[int, int, int], mode: str) -> None:
        """
        WAL is used only where commits cannot be lost to its old bug.
        """
        assert journal_mode(version) == mode

    async def test_settings(self, home: Home) -> None:
        """
        Every commit reaches the disk, and deleted words are overwritten.
        """
        cursor = home.open()._books.database._cursor
        names = ("synchronous", "foreign_keys", "secure_delete", "busy_timeout", "temp_store")

        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

        assert found == [2, 1, 1, 10_000, 2]

    @pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
    async def test_both_ways_work(
        self, home: Home, mode: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Whichever is chosen, what was kept is there in the next life, and may be chosen anew.
        """
        monkeypatch.setattr(connect, "journal_mode", lambda version: mode)
        store = home.open()
        await play(store, lambda held: held.post(letter(arrive(held))))
        assert (await store.counts())["letters"] == 1
        await home.close()
        monkeypatch.undo()

        assert len(await home.open().unsent(NOW)) == 1
