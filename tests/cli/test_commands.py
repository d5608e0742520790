"""The other commands, and the codes with which they end."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from bot import cli, setup
from bot import doctor as examining
from bot.errors import Broken, StoreError
from bot.shelf import flow_files
from bot.store.sql.store import open_store
from bot.store.vault import read_master_key
from tests.cli.shell import Shell, mode

DIALOGS = Path(__file__).parents[2] / "dialogs"
TOKEN = "123456789:AAExampleExampleExampleExampleExample"
BROKEN = """\
format: 1
flow: broken
title: Broken
start: [{command: broken}]
outcomes: [done]
nodes:
  - {say: Hello {me.nmae}., to: both}
  - {end: done}
"""


class TestHelp:
    @pytest.mark.parametrize("name", sorted(cli.mortar.list_commands(click.Context(cli.mortar))))
    def test_every_command_explains_itself(self, shell: Shell, name: str) -> None:
        """--help says in a sentence what a command does."""
        done = shell.mortar(name, "--help")

        assert done.code == 0
        assert f"mortar {name}" in done.out
        assert len(done.out.splitlines()) > 3

    def test_lists_the_commands(self, shell: Shell) -> None:
        """Without a command the list of them is shown."""
        done = shell.mortar("--help")

        assert done.code == 0
        assert all(f"  {name} " in done.out for name in ("init", "run", "play", "check"))

    def test_version(self, shell: Shell) -> None:
        """The version can be asked for, also from a tree that was not installed."""
        done = shell.mortar("--version")

        assert done.code == 0
        assert "version" in done.out


class TestCheck:
    def test_whole_content(self, shell: Shell) -> None:
        """What comes with the program is sound."""
        done = shell.mortar("check")

        assert done.code == 0
        flows = len(list(flow_files(DIALOGS)))
        assert done.out == f"{flows} flows, nothing to mend.\n"

    def test_mistake_has_a_place(self, shell: Shell) -> None:
        """A mistake gives 1, and a line that an editor can follow."""
        path = shell.write("flows/broken.yaml", BROKEN)

        done = shell.mortar("check", str(path))

        assert done.code == 1
        assert done.out.startswith(f"{path}:7:")
        assert done.err == "1 to mend.\n"

    def test_folder(self, shell: Shell) -> None:
        """A folder is looked through, and every mistake in it is told."""
        shell.write("flows/one.yaml", BROKEN)
        shell.write("flows/two.yaml", BROKEN.replace("broken", "second"))

        done = shell.mortar("check", "flows")

        assert done.code == 1
        assert done.out.count(":7:") == 2

    def test_as_json(self, shell: Shell) -> None:
        """For programs: number, file, line, column and sentence of each."""
        (shell.folder / "bad.yaml").write_text("format: 1\nflow: x\n", "utf-8")

        done = shell.mortar("check", "bad.yaml", "--json")

        found = json.loads(done.out)
        assert done.code == 1
        assert {one["number"] for one in found} == {"F007"}
        assert set(found[0]) == {"number", "file", "line", "column", "message"}

    def test_as_annotations(self, shell: Shell) -> None:
        """For GitHub: one command a mistake, with nothing in it that could end it early."""
        (shell.folder / "a,b%.yaml").write_text("format: 1\nflow: x\n", "utf-8")

        done = shell.mortar("check", "a,b%.yaml", "--github")

        assert done.code == 1
        for line in done.out.splitlines():
            assert line.startswith("::error file=a%2Cb%25.yaml,line=1,col=1,title=F007::")

    def test_no_such_file(self, shell: Shell) -> None:
        """A file that is not there is a mistake, not a bug."""
        done = shell.mortar("check", "none.yaml")

        assert done.code == 1
        assert "none.yaml:1:1: cannot be read" in done.out

    def test_folder_without_flows(self, shell: Shell) -> None:
        """Nothing to check is said as it is."""
        (shell.folder / "empty").mkdir()

        assert shell.mortar("check", "empty").out == "0 flows, nothing to mend.\n"

    def test_content_folder_that_is_not_there(self, shell: Shell) -> None:
        """A wrong content folder is the operator's to mend."""
        done = shell.mortar("check", MORTAR_DIALOGS_DIR="none")

        assert done.code == 78
        assert "MORTAR_DIALOGS_DIR" in done.err


class TestDoctor:
    def test_before_anything_is_set_up(self, shell: Shell) -> None:
        """It says what is missing and how to make it."""
        done = shell.mortar("doctor")

        assert done.code == 78
        assert "✗ key" in done.out
        assert "mortar init" in done.out

    def test_with_a_database(self, shell: Shell) -> None:
        """It opens the database with the key and counts what is in it."""
        shell.mortar("init")
        shell.mortar("migrate")

        done = shell.mortar("doctor")

        assert done.code == 0
        assert "opens with this key; 0 couples, 0 partners" in done.out

    def test_while_the_bot_runs(self, shell: Shell) -> None:
        """A database in use is no trouble."""
        shell.mortar("init")
        store = opened(shell)

        done = shell.mortar("doctor")

        store()
        assert done.code == 0
        assert "already" in done.out or "holds" in done.out

    def test_with_flows_that_cannot_run(self, shell: Shell) -> None:
        """It counts the mistakes and names the command that lists them."""
        shell.mortar("init")
        shell.write("mine/broken.yaml", BROKEN)

        done = shell.mortar("doctor", MORTAR_DIALOGS_DIR="mine")

        assert done.code == 78
        assert "✗ flows: 1 to mend; mortar check lists them" in done.out

    def test_tells_no_secrets(self, shell: Shell) -> None:
        """That a token is set is said, and not which."""
        shell.mortar("init")

        done = shell.mortar("doctor", MORTAR_TELEGRAM_TOKEN=TOKEN)

        assert "a token is set" in done.out
        assert "AAExample" not in done.out

    def test_a_token_that_others_may_read(self, shell: Shell) -> None:
        """A settings file with a token is for its owner; without one everybody may read it."""
        shell.mortar("init")
        file = shell.write("mortar.yaml", f"telegram: {{token: '{TOKEN}'}}\n")
        file.chmod(0o644)
        open_to_all = shell.mortar("doctor")
        file.chmod(0o600)
        closed = shell.mortar("doctor")

        assert f"chmod 600 {file.name}" in open_to_all.out
        assert "AAExample" not in open_to_all.out
        assert "chmod 600" not in closed.out

    def test_looks_at_a_wrong_configuration(self, shell: Shell) -> None:
        """A configuration that does not fit is a finding like others."""
        shell.write("mortar.yaml", "nonsense: 1\n")

        done = shell.mortar("doctor")

        assert done.code == 78
        assert "✗ configuration" in done.out

    def test_little_room_on_the_disk(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        """Row 98: what is free is said before it is too late."""
        shell.mortar("init")
        monkeypatch.setattr(examining, "LITTLE", 2**80)

        done = shell.mortar("doctor")

        assert done.code == 78
        assert "MiB free" in done.out


class TestMigrate:
    def test_makes_a_database(self, shell: Shell) -> None:
        """On an empty place it makes one, closed to others; a second time it changes nothing."""
        shell.mortar("init")

        first, second = shell.mortar("migrate"), shell.mortar("migrate")

        assert (first.code, second.code) == (0, 0)
        assert first.out == second.out == "The database is up to date.\n"
        assert mode(shell.folder / "data" / "mortar.db") == 0o600

    def test_without_a_key(self, shell: Shell) -> None:
        """Without a key nothing is made."""
        done = shell.mortar("migrate")

        assert done.code == 78
        assert "mortar init" in done.err
        assert not (shell.folder / "data").exists()


class TestCodes:
    @pytest.mark.parametrize(
        "arguments", [("nonsense",), ("run", "--nonsense"), ("play", "--script"), ("init", "x")]
    )
    def test_usage(self, shell: Shell, arguments: tuple[str, ...]) -> None:
        """A wrong line gives 64 and says what was expected."""
        done = shell.mortar(*arguments)

        assert done.code == 64
        assert done.err.splitlines()[-1].startswith("Error: ")

    @pytest.mark.parametrize(
        ("trouble", "code"),
        [
            (lambda: ValueError("I am afraid of him"), 70),
            (lambda: Broken("writing failed"), 74),
            (lambda: StoreError("it did not"), 74),
            (lambda: PermissionError(13, "Permission denied", "/x"), 74),
            (KeyboardInterrupt, 130),
        ],
        ids=["bug", "broken", "store", "file", "interrupted"],
    )
    def test_trouble(
        self,
        shell: Shell,
        monkeypatch: pytest.MonkeyPatch,
        trouble: Callable[[], BaseException],
        code: int,
    ) -> None:
        """Each trouble has its code; a bug tells where it is, and nobody's words."""

        def fails() -> None:
            raise trouble()

        monkeypatch.setattr(setup, "create", fails)

        done = shell.mortar("init")

        assert done.code == code
        assert "afraid" not in done.err
        assert "Traceback" not in done.err

    def test_bug_tells_where(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever mends it gets the kind and the line."""
        monkeypatch.setattr(setup, "create", lambda: 1 // 0)

        done = shell.mortar("init")

        assert done.code == 70
        assert "ZeroDivisionError at test_commands.py:" in done.err

    @pytest.mark.parametrize("command", ["run", "migrate"])
    def test_already_running(self, shell: Shell, command: str) -> None:
        """A second process is turned away with 75, and who holds the database is said."""
        shell.mortar("init")
        close = opened(shell)

        done = shell.mortar(command, MORTAR_TELEGRAM_TOKEN=TOKEN)

        close()
        assert done.code == 75
        assert "pid" in done.err or "process" in done.err

    def test_configuration(self, shell: Shell) -> None:
        """What the operator has to mend gives 78."""
        shell.write("mortar.yaml", "nonsense: 1\n")

        assert shell.mortar("run").code == 78

    def test_flows_that_cannot_run(self, shell: Shell) -> None:
        """A broken flow stops the start, with its place."""
        shell.mortar("init")
        shell.write("mine/broken.yaml", BROKEN)

        done = shell.mortar("run", MORTAR_DIALOGS_DIR="mine")

        assert done.code == 78
        assert "mine/broken.yaml:7:" in done.err

    def test_are_those_of_sysexits(self) -> None:
        """The numbers are the ones that supervisors know."""
        assert (cli.USAGE, cli.BUG, cli.IO, cli.BUSY, cli.CONFIG) == (64, 70, 74, 75, 78)


def opened(shell: Shell) -> Callable[[], None]:
    """Hold the database as a running bot does; give what lets it go."""
    import asyncio

    key = read_master_key(shell.folder / "mortar.key")
    url = f"sqlite:///{shell.folder / 'data' / 'mortar.db'}"
    store = open_store(url, key, shell.folder / "mortar-keys.db")
    return lambda: asyncio.run(store.close())
