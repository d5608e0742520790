import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    """An empty folder, an environment without settings, and the command."""
    for name in [name for name in os.environ if name.startswith("MORTAR_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["mortar"])
    mask = os.umask(0o022)
    yield Shell(tmp_path, monkeypatch, capfd)
    os.umask(mask)
