"""Setting up: a key and a configuration, made once and never again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import ROOT, Shell, mode


class TestInit:
    def test_makes_what_is_needed(self, shell: Shell) -> None:
        """A configuration, a key that only its owner can read, and a folder for the data."""
        done = shell.mortar("init")

        assert done.code == 0
        assert mode(shell.folder / "mortar.key") == 0o600
        assert mode(shell.folder / "mortar.yaml") == 0o600
        assert mode(shell.folder / "data") == 0o700
        assert "Keep a copy in another place" in done.out
        assert "mortar run" in done.out

    def test_leaves_what_is_there(self, shell: Shell) -> None:
        """A second time nothing is touched, and that is said."""
        shell.mortar("init")
        before = {path: path.read_bytes() for path in shell.folder.glob("mortar.*")}

        done = shell.mortar("init")

        assert done.code == 0
        assert {path: path.read_bytes() for path in shell.folder.glob("mortar.*")} == before
        assert done.out.count("left as it is") == 2

    def test_does_not_replace_a_damaged_key(self, shell: Shell) -> None:
        """A key that is no key is reported and kept: it may be the only copy."""
        shell.mortar("init")
        key = shell.folder / "mortar.key"
        key.write_bytes(b"short")

        done = shell.mortar("init")

        assert done.code == 78
        assert "mortar.key" in done.err
        assert key.read_bytes() == b"short"

    def test_obeys_the_configuration(self, shell: Shell) -> None:
        """What the configuration names is made there."""
        shell.write("mortar.yaml", "data: {dir: deep/store}\nmaster: {key_file: deep/the.key}\n")

        done = shell.mortar("init")

        assert done.code == 0
        assert mode(shell.folder / "deep" / "the.key") == 0o600
        assert (shell.folder / "deep" / "store").is_dir()

    def test_is_enough_for_the_doctor(self, shell: Shell) -> None:
        """Right after it the doctor has nothing that must be mended."""
        shell.mortar("init")

        assert shell.mortar("doctor").code == 0

    @pytest.mark.parametrize("row", [102], ids=["102"])
    def test_in_a_bare_environment(self, tmp_path: Path, row: int) -> None:
        """It works without HOME, in the C locale and with an open umask; files stay closed."""
        command = [sys.executable, "-m", "bot", "init"]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONPATH": str(ROOT)}

        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, umask=0, check=False
        )

        assert done.returncode == 0, done.stderr
        assert mode(tmp_path / "mortar.key") == 0o600
        assert mode(tmp_path / "mortar.yaml") == 0o600
        assert mode(tmp_path / "data") == 0o700
