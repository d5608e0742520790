"""Run the command `mortar` in this process."""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Shell:
    """A folder, an environment, and what is typed."""

    folder: Path
    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    def mortar(self, *arguments: str, **environment: str) -> Done:
        """Run the command to its end."""
        self.captured.readouterr()
        with self.patch.context() as patch:
            patch.setattr(sys, "argv", ["mortar", *arguments])
            for name, value in environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        written = self.captured.readouterr()
        return Done(int(ended.value.code or 0), written.out, written.err)

    def write(self, name: str, text: str) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path


def mode(path: Path) -> int:
    """Give who may do what with a file."""
    return stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116 - links are followed here
