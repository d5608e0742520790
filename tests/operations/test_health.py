"""How the bot is, in a file: nothing of anybody's, and plain words where something is wrong."""

import asyncio
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import health
from tests.adapters.doors import until
from tests.cli.shell import Shell, mode

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WELL: Mapping[str, Any] = {
    "heard": {"telegram": 3.0}, "unwritable": None, "last_backup": None, "backup_failing": False,
}  # fmt: skip


def written(folder: Path, **changes: Any) -> Path:
    """Lay a health file down."""
    file = health.place(folder)
    file.write_text(json.dumps({"at": NOW.isoformat(), **WELL, **changes}))
    return file


class TestReading:
    def test_all_is_well(self, tmp_path: Path) -> None:
        found, wrong = health.read(written(tmp_path), NOW)

        assert found is not None
        assert wrong == ()

    @pytest.mark.parametrize(
        ("changes", "age", "said"),
        [
            ({}, 61, "nobody has written the health file for 61 s"),
            ({"heard": {"telegram": 121.0}}, 0, "nothing heard from telegram for 121 s"),
            ({"unwritable": "disk full"}, 0, "nothing can be written: disk full"),
            ({"backup_failing": True}, 0, "backups fail"),
            ({"at": "yesterday"}, 0, "cannot be read"),
        ],
    )
    def test_says_what_is_wrong(
        self, tmp_path: Path, changes: dict[str, Any], age: int, said: str
    ) -> None:
        _, wrong = health.read(written(tmp_path, **changes), NOW + timedelta(seconds=age))

        assert len(wrong) == 1
        assert said in wrong[0]

    def test_nobody_runs(self, tmp_path: Path) -> None:
        assert "does not run" in health.read(health.place(tmp_path), NOW)[1][0]

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"at": 5}'])
    def test_half_a_file(self, tmp_path: Path, text: str) -> None:
        file = health.place(tmp_path)
        file.write_text(text)

        assert "cannot be read" in health.read(file, NOW)[1][0]


class TestWriting:
    async def test_is_there_while_it_runs(self, tmp_path: Path) -> None:
        """Only its owner may read it, and it goes when the bot stops."""
        file = health.place(tmp_path)
        running = asyncio.create_task(health.Health(file, lambda: WELL).run())
        await until(file.exists)
        there = mode(file), health.read(file, datetime.now(UTC))[1]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

        assert there == (0o600, ())
        assert os.listdir(tmp_path) == []  # noqa: PTH208 - a list, not paths

    def test_a_full_disk_ends_nothing(self, tmp_path: Path) -> None:
        health.Health(tmp_path / "no such folder" / "health.json", lambda: WELL).write()


class TestCommand:
    def test_in_one_line(self, shell: Shell) -> None:
        (shell.folder / "data").mkdir()
        health.Health(health.place(shell.folder / "data"), lambda: WELL).write()

        done = shell.mortar("health")

        assert (done.code, done.out) == (0, "all is well; telegram was heard 3 s ago\n")

    def test_nobody_runs(self, shell: Shell) -> None:
        done = shell.mortar("health")

        assert done.code == 1
        assert "does not run" in done.out
