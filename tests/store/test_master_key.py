"""The master key is made once, and read only where nobody else can."""

import os
import socket
import stat
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.store.vault import create_master_key, read_master_key


class TestMasterKey:
    def test_is_made_once(self, tmp_path: Path) -> None:
        """
        A key is 64 hexadecimal characters for its owner alone, and is never overwritten.
        """
        path = tmp_path / "key"
        before = os.umask(0)
        try:
            key = create_master_key(path)
        finally:
            os.umask(before)

        assert read_master_key(path) == key
        assert path.read_text() == key.hex() + "\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with pytest.raises(ConfigError, match="never overwritten"):
            create_master_key(path)
        assert read_master_key(path) == key

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", "0 bytes instead of 32"),
            ("ab" * 31, "31 bytes"),
            ("ab" * 33, "33 bytes"),
            ("ab" * 31 + "a", "hexadecimal"),
            ("é" * 64, "hexadecimal"),
            ("MORTAR_KEY=" + "ab" * 32, "hexadecimal"),
        ],
    )
    def test_is_not_one(self, tmp_path: Path, text: str, says: str) -> None:
        """
        What is no key is refused, and what it holds is not repeated.
        """
        path = tmp_path / "key"
        path.write_text(text)
        path.chmod(0o600)

        with pytest.raises(ConfigError, match=says) as caught:
            read_master_key(path)
        assert "abab" not in str(caught.value).replace(str(path), "")

    @pytest.mark.parametrize("text", ["AB" * 32, f" {'ab' * 32} \r\n\n"])
    def test_spaces_do_not_matter(self, tmp_path: Path, text: str) -> None:
        """
        A newline or capitals are no reason to stop.
        """
        path = tmp_path / "key"
        path.write_text(text)
        path.chmod(0o600)

        assert read_master_key(path) == b"\xab" * 32

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o610])
    def test_may_be_read_by_others(self, tmp_path: Path, mode: int) -> None:
        """
        A key that others may read is refused, with the command that closes it.
        """
        path = tmp_path / "key"
        create_master_key(path)
        path.chmod(mode)

        with pytest.raises(ConfigError, match=f"mode {mode:o}.*chmod 600"):
            read_master_key(path)

    def test_missing(self, tmp_path: Path) -> None:
        """
        Without a key we say how to make one, and when not to.
        """
        with pytest.raises(ConfigError, match="mortar init"):
            read_master_key(tmp_path / "key")

    def test_not_a_file(self, tmp_path: Path) -> None:
        """
        A folder, a pipe or a socket is no key, and does not make us wait.
        """
        os.mkfifo(tmp_path / "pipe", 0o600)
        (tmp_path / "folder").mkdir()
        for name in ("folder", "pipe"):
            with pytest.raises(ConfigError, match=name if name == "folder" else "not a file"):
                read_master_key(tmp_path / name)
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(tmp_path / "s"))
            with pytest.raises(ConfigError):
                read_master_key(tmp_path / "s")

    def test_nowhere_to_write(self, tmp_path: Path) -> None:
        """
        A folder that is not there is named.
        """
        with pytest.raises(ConfigError, match="cannot be written"):
            create_master_key(tmp_path / "none" / "key")
