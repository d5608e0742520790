"""Two people and their room in a terminal, played through a pipe."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import ROOT

REVEAL = ("a 7", "a He listened.", "a yes", "b 9", "b She stayed.", "b yes")


def demo(folder: Path, *lines: str) -> str:
    """Pipe lines into the demonstration; give all that it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "play", "--demo"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def of(chat: str, printed: str) -> str:
    """Give what was shown in one chat: ``Ana``, ``Ben`` or ``room``."""
    return "\n".join(line for line in printed.splitlines() if line.strip().startswith(f"{chat} │"))


class TestDemo:
    def test_reaches_the_reveal(self, tmp_path: Path) -> None:
        """
        Six lines lead a newcomer to a reveal, and nothing is left on the disk.
        """
        printed = demo(tmp_path, *REVEAL)

        room = of("room", printed)
        assert "Ana trusted 7 of 10" in room
        assert "He listened." in room
        assert "Ben trusted 9 of 10" in room
        assert "She stayed." in room
        assert "That was a reveal." in printed
        assert list(tmp_path.iterdir()) == []

    def test_what_one_said_stays_with_them_until_then(self, tmp_path: Path) -> None:
        """
        Before the last yes, nobody else has seen an answer.
        """
        printed = demo(tmp_path, *REVEAL[:-1])

        assert "He listened." in of("Ana", printed)
        assert "He listened." not in of("Ben", printed) + of("room", printed)
        assert "She stayed." not in of("Ana", printed) + of("room", printed)
        assert "That was a reveal." not in printed

    @pytest.mark.parametrize("said", [0, 2, 3], ids=["nothing", "half", "all of one's own"])
    def test_week_closes_with_the_withheld_words(self, tmp_path: Path, said: int) -> None:
        """
        Two days on, the week closes in the same words for both, whoever had said what.
        """
        printed = demo(tmp_path, *REVEAL[:said], ":wait 2d")

        assert "This week's check-in stays private." in of("Ana", printed)
        assert "This week's check-in stays private." in of("Ben", printed)
        assert "He listened." not in of("Ben", printed) + of("room", printed)

    def test_enter_does_what_is_suggested(self, tmp_path: Path) -> None:
        """
        Somebody who only presses Enter sees a reveal too.
        """
        printed = demo(tmp_path, *[""] * 6)

        assert "That was a reveal." in printed


class TestWrongLines:
    def test_are_answered_with_help(self, tmp_path: Path) -> None:
        """
        Whatever is typed gets a sentence that helps, and the conversation goes on.
        """
        printed = demo(
            tmp_path, "hello", "c 7", ":wait", ":wait soon", ":frobnicate", "a 700", "b yes", "a 7"
        )

        assert "Who says that? For Ana:  a hello   for Ben:  b hello" in printed
        assert "a c 7" in printed
        assert printed.count("A length of time looks like 20m, 22h or 2d") == 2
        assert "I know :next, :wait" in printed
        assert "Please send a whole number from 0 to 10." in of("Ana", printed)
        assert "Please send a whole number from 0 to 10." in of("Ben", printed)
        assert "that you were glad of?" in of("Ana", printed)

    def test_help(self, tmp_path: Path) -> None:
        """
        Every command that :help names is one.
        """
        helped = demo(tmp_path, ":help").partition(":help shows the rest")[2]
        named = [
            word
            for line in helped.splitlines()
            for word in line.split()[:1]
            if word.startswith(":") and word != ":quit"
        ]

        printed = demo(tmp_path, *(f"{word} 1m" for word in named), ":quit", "a 7")

        assert {":next", ":wait", ":now"} <= {*named}
        assert "I know :next" not in printed
        assert "Ana ▸ 7" not in printed
