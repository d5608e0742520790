"""The table of figures: the newest of each, in order, and nothing that breaks a table."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.house import ROOT
from tests.reliability import figures
from tests.reliability.figures import HEAD, figure, table


def line(row: str, what: str, got: str, at: str = "2026-11-23T06:00:00+00:00") -> str:
    return json.dumps({"row": row, "what": what, "got": got, "target": "0 lost", "at": at})


class TestTable:
    def test_newest_in_the_order_of_the_contract(self) -> None:
        """
        What was counted twice stands there once, and R3 comes before R22.
        """
        given = [
            line("R22", "cycles", "0 lost"),
            line("R3", "images", "0 lost", "2026-11-24T06:00:00+00:00"),
            line("R3", "images", "1 lost"),
            line("R3", "a | b\nc", "0 lost"),
        ]

        assert table(given).splitlines() == [
            *HEAD,
            "| R3 | a \\| b c | 0 lost | 0 lost | 2026-11-23 |",
            "| R3 | images | 0 lost | 0 lost | 2026-11-24 |",
            "| R22 | cycles | 0 lost | 0 lost | 2026-11-23 |",
        ]

    def test_a_line_that_was_cut_off(self) -> None:
        """
        Where a run was killed as it wrote, the rest is read all the same.
        """
        whole = line("R2", "points", "0 lost")

        assert table([whole[:30], whole]).count("\n") == len(HEAD)

    def test_what_is_noted_is_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        A figure is told at once, and stands in the table.
        """
        file = tmp_path / "build" / "figures.jsonl"
        monkeypatch.setattr(figures, "FIGURES", file)

        figure("R24", "locked", "0 errors", "0 errors")

        assert "FIGURE R24 | locked | 0 errors | 0 errors" in capsys.readouterr().out
        assert "| R24 | locked | 0 errors | 0 errors |" in table(file.read_text().splitlines())

    def test_as_a_command(self) -> None:
        """
        It prints a table, or says how to come by one.
        """
        done = subprocess.run(
            [sys.executable, "-m", "tests.reliability.figures"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert done.stdout.startswith(HEAD[0]) or "make chaos" in done.stderr
