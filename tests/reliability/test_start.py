"""
What is wrong at the start stops the start: one paragraph, the right exit code, nothing touched.

The numbers are the rows of part 4 of design/reliability.md.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.sql.store import open_store
from tests.e2e.house import ROOT, Ended, House
from tests.emulators.telegram import TelegramEmulator

USAGE, BUSY, CONFIG = 64, 75, 78
OTHER = "7000000002:AAAnotherTokenForTestsOnly0000000000"
WRONG = "7000000001:AAWrongTokenForTestsOnly00000000000000"
DISCORD = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"
_LOG_LINE = re.compile(r"^\d{4}-\d\d-\d\d")


def paragraph(ended: Ended) -> str:
    """Give what was said besides the log: one paragraph, in words."""
    lines = [line for line in ended.said.splitlines() if not _LOG_LINE.match(line)]
    said = "\n".join(lines).strip()
    assert said
    assert "\n\n" not in said
    assert "Traceback" not in said
    assert "This is a bug" not in said
    return said


class TestToken:
    @pytest.mark.parametrize(
        ("token", "says"),
        [
            pytest.param("", "MORTAR_TELEGRAM_TOKEN", id="row-91-none"),
            pytest.param(WRONG, "does not accept", id="row-91-wrong"),
            pytest.param(
                "7000000001:AA\nBBTokenForTestsOnly0000000000", "token", id="row-91-newline"
            ),
            pytest.param('"7000000001:AABBTokenForTestsOnly00000000"', "token", id="row-91-quotes"),
            pytest.param(DISCORD, "Discord", id="row-91-of-discord"),
            pytest.param("hunter2", "token", id="row-91-password"),
        ],
    )
    async def test_that_is_none(self, house: House, token: str, says: str) -> None:
        """
        The field is named, and the token is not repeated.
        """
        ended = await house.runs("run", MORTAR_TELEGRAM_TOKEN=token)

        assert ended.code == CONFIG
        assert says in paragraph(ended)
        assert ended.out == ""
        for part in (token, token.partition(":")[2], *token.split("\n")):
            assert not part or part not in ended.said

    @pytest.mark.parametrize("row", ["row-92"])
    async def test_of_another_bot(self, house: House, row: str) -> None:
        """
        The database belongs to one bot; the ids of both are shown.
        """
        await house.start()
        await house.stop()
        async with TelegramEmulator(token=OTHER) as other:
            ended = await house.runs(
                "run", MORTAR_TELEGRAM_TOKEN=OTHER, MORTAR_TELEGRAM_BASE_URL=other.base_url
            )

        assert ended.code == CONFIG
        assert re.search(r"7000000001.*7000000002", paragraph(ended))
        assert OTHER not in ended.said


class TestKey:
    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            pytest.param(lambda key: key.unlink(), "mortar init", id="row-93-missing"),
            pytest.param(lambda key: key.write_text("ab" * 31), "31 bytes", id="row-93-short"),
            pytest.param(lambda key: key.chmod(0o644), "chmod 600", id="row-93-readable-by-others"),
            pytest.param(
                lambda key: key.write_text("ab" * 32), "another master key", id="row-93-other"
            ),
        ],
    )
    async def test_that_does_not_fit(
        self, house: House, spoil: Callable[[Path], object], says: str
    ) -> None:
        """
        The way out is said, and neither key nor database is changed.
        """
        await open_store(house.url, house.key).close()
        spoil(house.key_file)
        before = picture(house)

        ended = await house.runs("run")

        assert ended.code == CONFIG
        assert says in paragraph(ended)
        assert picture(house) == before

    @pytest.mark.parametrize("row", ["row-93-newline"])
    async def test_with_a_newline_is_read(self, house: House, row: str) -> None:
        """
        Blank space around the key does no harm.
        """
        house.key_file.write_text(f"\n  {house.key.hex()}\r\n\n")

        await house.start()

        assert (await house.stop()).code == 0


def folder(path: Path) -> None:
    path.mkdir()


def text(path: Path) -> None:
    path.write_text("Dear diary, " * 500)


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE song (title)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 + 8 : 4096 + 400] = bytes(392)
    path.write_bytes(data)


class TestDatabase:
    @pytest.mark.parametrize(
        ("make", "says"),
        [
            pytest.param(folder, "is a folder", id="row-94-folder"),
            pytest.param(text, "is not a database", id="row-95-text"),
            pytest.param(foreign, "another application", id="row-95-foreign"),
        ],
    )
    async def test_that_is_something_else(
        self, house: House, make: Callable[[Path], None], says: str
    ) -> None:
        """
        What lies there is left as it is, to the byte.
        """
        make(house.database)
        before = picture(house)

        ended = await house.runs("run")

        assert ended.code == CONFIG
        assert says in paragraph(ended)
        assert picture(house) == before

    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            pytest.param(newer, "newer version", id="row-95-newer"),
            pytest.param(cut, "damaged", id="row-95-cut-off"),
            pytest.param(flipped, "damaged", id="row-95-flipped"),
        ],
    )
    async def test_that_was_ours(
        self, house: House, spoil: Callable[[Path], None], says: str
    ) -> None:
        """
        A newer or damaged one is not opened, and not made anew.
        """
        await open_store(house.url, house.key).close()
        spoil(house.database)
        before = picture(house)

        ended = await house.runs("run")

        assert ended.code == CONFIG
        assert says in paragraph(ended)
        assert picture(house) == before

    @pytest.mark.parametrize("row", ["row-94-no-such-folder"])
    async def test_in_no_folder(self, house: House, row: str) -> None:
        """
        A folder that is not there is not made behind the operator's back.
        """
        url = f"sqlite:///{house.folder}/nowhere/mortar.db"

        ended = await house.runs("run", MORTAR_DATABASE_URL=url)

        assert ended.code == CONFIG
        assert "mkdir" in paragraph(ended)
        assert not (house.folder / "nowhere").exists()


class TestFlows:
    @pytest.mark.parametrize(
        ("broken", "line"),
        [
            pytest.param(("format: 1", "format: 1\n\tflow: x"), 2, id="row-72-tab"),
            pytest.param(("title:", "titel:"), 3, id="row-83-unknown-key"),
            pytest.param(("my.trust <= 2", "my.turst <= 2"), 34, id="row-85-unknown-name"),
        ],
    )
    async def test_with_a_mistake(self, house: House, broken: tuple[str, str], line: int) -> None:
        """
        File and line are named, and the database is not made.
        """
        dialogs = house.folder / "dialogs"
        shutil.copytree(ROOT / "dialogs", dialogs)
        flow = dialogs / "weekly_checkin.yaml"
        flow.write_text(flow.read_text("utf-8").replace(*broken, 1), "utf-8")

        ended = await house.runs("run", MORTAR_DIALOGS_DIR=str(dialogs))

        assert ended.code == CONFIG
        found = re.findall(r"weekly_checkin\.yaml:(\d+):", paragraph(ended))
        assert str(line) in found
        assert not house.database.exists()


class TestCommand:
    @pytest.mark.parametrize(
        "arguments", [("bogus",), ("run", "--bogus"), ("run", "now")], ids=" ".join
    )
    async def test_that_is_none(self, house: House, arguments: tuple[str, ...]) -> None:
        """
        What cannot be understood ends with 64.
        """
        assert (await house.runs(*arguments)).code == USAGE

    @pytest.mark.parametrize("row", ["row-99"])
    async def test_with_wrong_settings(self, house: House, row: str) -> None:
        """
        All mistakes of the configuration are told at once.
        """
        (house.folder / "mortar.yaml").write_text("operater: {name: x}\nlog: {level: loud}\n")

        ended = await house.runs("run", MORTAR_LOG_LEVEL="")

        assert ended.code == CONFIG
        assert "operater" in paragraph(ended)
        assert "log.level" in paragraph(ended)

    @pytest.mark.parametrize("row", ["row-102"])
    async def test_in_a_bare_environment(self, house: House, row: str) -> None:
        """
        Without a home and a locale, and with an open umask, it runs, and its files are private.
        """
        house.environment |= {"LC_ALL": "C"}
        for name in ("HOME", "LANG", "USER"):
            house.environment.pop(name, None)

        await house.start()
        await house.stop()

        found = {one: one.stat().st_mode & 0o777 for one in house.data.rglob("*")}
        wrong = {
            one.name: oct(mode)
            for one, mode in found.items()
            if mode != (0o700 if one.is_dir() else 0o600)
        }
        assert found
        assert not wrong


def picture(house: House) -> dict[str, bytes | None]:
    """See all that lies in the folder, but for log, clock and lock."""
    return {
        str(one.relative_to(house.folder)): one.read_bytes() if one.is_file() else None
        for one in sorted(house.folder.rglob("*"))
        if one.suffix != ".lock" and one not in (house.log_file, house.clock_file)
    }
