"""What is handed out for running Mortar keeps what docs/operating.md says of it."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy" / "mortar.service"
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")


class Unit(configparser.ConfigParser):
    """A unit file: names keep their case, and some stand several times."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture
def service() -> dict[str, str]:
    unit = Unit(strict=False, interpolation=None)
    unit.read(UNIT)
    return dict(unit["Service"])


class TestUnit:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("DynamicUser", "yes"), ("NoNewPrivileges", "yes"), ("ProtectSystem", "strict"),
            ("PrivateTmp", "yes"), ("UMask", "0077"), ("SocketBindDeny", "any"),
            ("CapabilityBoundingSet", ""), ("Restart", "on-failure"),
        ],
    )  # fmt: skip
    def test_may_do_little(self, service: dict[str, str], name: str, value: str) -> None:
        assert service[name] == value

    def test_has_time_to_finish(self, service: dict[str, str]) -> None:
        """What is being sent gets eight seconds, and all of it ten."""
        assert int(service["TimeoutStopSec"]) > 10

    def test_is_not_started_again_in_vain(self, service: dict[str, str]) -> None:
        assert service["RestartPreventExitStatus"].split() == ["64", "75", "78"]

    def test_the_key_comes_as_a_credential(self, service: dict[str, str]) -> None:
        assert service["LoadCredential"].startswith("master-key:")

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
    def test_systemd_understands_it(self) -> None:
        done = subprocess.run(
            ["systemd-analyze", "verify", str(UNIT)], capture_output=True, text=True, check=False
        )  # fmt: skip

        assert not re.search(r"Unknown|Failed to parse|Invalid", done.stderr), done.stderr


class TestContainer:
    def test_is_nobody_special(self) -> None:
        users = re.findall(r"^USER (\S+)", CONTAINER, re.MULTILINE)

        assert users
        assert users[-1] not in ("root", "0")

    def test_opens_no_door(self) -> None:
        assert "EXPOSE" not in CONTAINER

    def test_installs_what_was_locked(self) -> None:
        assert "--require-hashes -r requirements.lock" in CONTAINER

    def test_holds_no_secret(self) -> None:
        assert not re.search(r"TOKEN=|KEY=\S", CONTAINER)

    def test_can_be_asked_how_it_is(self) -> None:
        assert "HEALTHCHECK" in CONTAINER
        assert '["mortar", "health"]' in CONTAINER
