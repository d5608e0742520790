"""
R25: what cannot be our database, or is not whole, is refused in words of its own and left alone.
"""

import os
import random
import shutil
import sqlite3
import stat
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot import cli
from bot.store.sql.connect import connect
from bot.store.sql.schema import migrate
from bot.store.sql.store import open_store
from tests.reliability.figures import figure
from tests.store.home import KEY, Home, wrote

CONFIG = 78
PAGE = 4096
LARGE = 100_000_000
SHORT, LONG = 12, 2_000

Spoil = Callable[[Path], object]


@pytest.fixture
async def home(tmp_path: Path) -> Home:
    """Give a house in which a good deal was said, with its bot stopped."""
    home = Home(tmp_path)
    store = home.open()
    await store.keep([wrote("x" * 900) for _ in range(120)])
    await home.close()
    return home


def picture(home: Home) -> dict[str, tuple[bytes | None, int]]:
    """See all there is, but for the lock, which holds nothing."""
    return {
        one.name: (one.read_bytes() if one.is_file() else None, stat.S_IMODE(one.lstat().st_mode))
        for one in sorted(home.folder.iterdir())
        if one.suffix != ".lock"
    }


def text(path: Path) -> None:
    path.write_text("Dear diary, " * 2000)


def of_another_application(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE moz_places (url)")


def of_a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_page_overwritten(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        (root,) = file.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'inbox_key'"
        ).fetchone()
    whole = bytearray(path.read_bytes())
    whole[(root - 1) * PAGE : (root - 1) * PAGE + 64] = bytes(range(64))
    path.write_bytes(whole)


def copied_without_its_wal(path: Path) -> None:
    source = path.with_name("source")
    with closing(sqlite3.connect(source, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("CREATE TABLE couples (id)")
        shutil.copy(source, path)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def emptied_beside_its_journal(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name(f"{path.name}-wal").write_bytes(b"x" * 600)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/null")


KINDS: tuple[tuple[str, Spoil, str], ...] = (
    ("row-95-text", text, "is not a database"),
    ("row-95-foreign", of_another_application, "another application"),
    ("row-95-newer", of_a_newer_version, "newer version"),
    ("row-95-cut-off", cut_off, "was cut off"),
    ("row-95-flipped", a_page_overwritten, "is damaged"),
    ("row-95-no-wal", copied_without_its_wal, "copy without its -wal"),
    ("row-95-half", emptied_beside_its_journal, "half a copy"),
    ("row-94-folder", a_folder, "is a folder"),
    ("row-94-device", a_device, "is a device"),
)


class TestRefused:
    @pytest.mark.parametrize(("spoil", "says"), [pytest.param(*k[1:], id=k[0]) for k in KINDS])
    async def test_in_its_own_words(
        self, home: Home, spoil: Spoil, says: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        One paragraph that names the file, its exit code, and not a byte or mode changed.
        """
        spoil(home.path)
        before = picture(home)

        said = refusal(home, capsys)

        assert says in said
        assert str(home.path) in said
        assert picture(home) == before
        # What was cut off is damaged too.
        others = [other for _, _, other in KINDS if other not in {says, "is damaged"}]
        assert not [other for other in others if other in said]

    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            pytest.param(emptied, "is empty", id="row-95-empty"),
            pytest.param(Path.unlink, "is not there", id="row-95-gone"),
        ],
    )
    async def test_that_had_people_in_it(
        self, home: Home, spoil: Spoil, says: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Where somebody was known already, nothing is begun anew behind the operator's back.
        """
        spoil(home.path)
        before = picture(home)

        said = refusal(home, capsys)

        assert f"{home.path} {says}" in said
        assert "backup" in said
        assert picture(home) == before

    async def test_with_the_key_of_another(
        self, home: Home, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Nothing is written under a key that does not fit.
        """
        before = picture(home)

        said = refusal(home, capsys, bytes(32))

        assert "another master key" in said
        assert picture(home) == before

    async def test_flipped_anywhere(
        self, home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Wherever bytes change, it is refused with its reason, or whole as far as SQLite can tell.
        """
        assert set(await flips(home, capsys, SHORT)) <= {"refused", "sound"}

    @pytest.mark.chaos
    async def test_flipped_thousands_of_times(
        self, home: Home, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        The same, more often.
        """
        outcomes = await flips(home, capsys, LONG)

        worse = outcomes.total() - outcomes["refused"] - outcomes["sound"]
        with capsys.disabled():
            figure(
                "R25",
                "databases with bytes changed anywhere",
                f"{outcomes.total():,}: {outcomes['refused']:,} refused and untouched, "
                f"{outcomes['sound']:,} sound by a full check, {worse} anything else",
                "0 opened damaged or refused badly",
            )
        assert set(outcomes) <= {"refused", "sound"}


async def flips(home: Home, capsys: pytest.CaptureFixture[str], count: int) -> Counter[str]:
    """Change or cut some bytes, so often, and count what becomes of it."""
    chance = random.Random(25)
    rest = picture(home)
    whole = home.path.read_bytes()
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        home.path.write_bytes(damage(whole, chance))
        before = home.path.read_bytes()
        outcomes[await outcome(home, capsys, before)] += 1
        for name, (content, _) in rest.items():
            (home.folder / name).write_bytes(content or b"")
        for ending in ("-journal", "-wal", "-shm", ".lock"):
            home.path.with_name(home.path.name + ending).unlink(missing_ok=True)
    return outcomes


def damage(whole: bytes, chance: random.Random) -> bytes:
    """Change some bytes near each other, or cut the end off."""
    if chance.random() < 0.15:
        return whole[: chance.randrange(1, len(whole))]
    data = bytearray(whole)
    # Half of it where tables and indexes keep their order: at the beginning of a page.
    at = chance.randrange(len(data))
    if chance.random() < 0.5:
        at = at // PAGE * PAGE + chance.randrange(12)
    length = min(chance.choice((1, 2, 8, 64, 600)), len(data) - at)
    data[at : at + length] = chance.randbytes(length)
    return bytes(data)


async def outcome(home: Home, capsys: pytest.CaptureFixture[str], before: bytes) -> str:
    """Open it as `mortar run` does."""
    stores = []
    code = cli._coded(lambda: stores.append(open_store(home.url, KEY)))
    said = capsys.readouterr().err
    if code == CONFIG:
        untouched = home.path.read_bytes() == before
        return "refused" if untouched and str(home.path) in said else f"refused badly: {said}"
    if code:
        return f"{code}: {said}"
    for store in stores:
        await store.close()
    with closing(sqlite3.connect(home.path)) as file:
        (sound,) = file.execute("PRAGMA integrity_check(1)").fetchone()
    return "sound" if sound == "ok" else f"opened damaged: {sound}"


def refusal(home: Home, capsys: pytest.CaptureFixture[str], key: bytes = KEY) -> str:
    """Open or migrate it, and give what was said, which is the same for both."""
    said = []
    for use in (open_store, migrate):
        assert cli._coded(lambda use=use: use(home.url, key)) == CONFIG  # type: ignore[misc]
        said.append(capsys.readouterr().err.strip())
    assert said[0] == said[1]
    assert "\n" not in said[0]
    assert "bug" not in said[0]
    return said[0]


class TestLarge:
    @pytest.mark.chaos
    def test_is_looked_through_in_time(self, tmp_path: Path) -> None:
        """
        Looking at all of a hundred megabytes at the start takes no longer than people notice.
        """
        path = tmp_path / "mortar.db"
        migrate(f"sqlite:///{path}", KEY)
        with closing(sqlite3.connect(path)) as file:
            insert = (
                "INSERT INTO inbox (key, at, state, attempts, body) VALUES (?, 1, 'done', 0, ?)"
            )
            while path.stat().st_size < LARGE:
                rows = ((os.urandom(16), os.urandom(400)) for _ in range(10_000))
                file.executemany(insert, rows)
                file.commit()
        began = time.monotonic()

        connect(path).close()

        seconds = time.monotonic() - began
        figure("R25", "looking through 100 MB at the start", f"{seconds:.2f} s", "2 s")
        assert seconds < 2
