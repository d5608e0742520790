"""The commands for authors, as one types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.authoring.graph import graph as draw
from bot.authoring.reference import page
from bot.authoring.schema import as_text
from bot.commands.check import check
from bot.commands.graph import graph
from bot.commands.new import new
from bot.commands.reference import reference
from bot.commands.schema import schema
from bot.commands.test import test as command_test
from bot.commands.texts import texts
from bot.errors import ConfigError, FlowError
from tests.authoring.flows import BROKEN, DIALOGS, built


def typed(command: object, *words: str) -> Result:
    return CliRunner().invoke(command, words)  # type: ignore[arg-type]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder of one's own, and oneself beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dialogs").mkdir()
    monkeypatch.setenv("MORTAR_DIALOGS_DIR", str(tmp_path / "dialogs"))
    return tmp_path / "dialogs"


class TestGraph:
    def test_by_name_and_by_file(self) -> None:
        """The name of a flow does, and its file."""
        checkin = built(DIALOGS / "weekly_checkin.yaml")

        by_name = typed(graph, "weekly_checkin")
        by_file = typed(graph, str(DIALOGS / "weekly_checkin.yaml"))

        assert by_name.exit_code == 0
        assert by_name.stdout == by_file.stdout == draw(checkin)

    def test_into_a_file(self, tmp_path: Path) -> None:
        """It can be written into a file."""
        done = typed(graph, "communicate", "--output", str(tmp_path / "chart.mmd"))

        assert done.exit_code == 0
        assert done.stdout == ""
        assert (tmp_path / "chart.mmd").read_text("utf-8").startswith("flowchart TD\n")

    def test_a_flow_with_a_mistake_in_its_meaning(self) -> None:
        """What can be drawn is drawn, because the picture helps to mend it."""
        broken = next(path for path in BROKEN if path.stem == "F050_shown")

        done = typed(graph, str(broken))

        assert done.stdout.startswith("flowchart TD\n")
        assert "1 to mend" in done.stderr

    def test_a_flow_that_cannot_be_built(self) -> None:
        """Then its mistakes are shown."""
        broken = next(path for path in BROKEN if path.stem == "F005_unknown_verb")

        done = typed(graph, str(broken))

        assert isinstance(done.exception, FlowError)

    def test_no_such_flow(self) -> None:
        """The ones that are there are named."""
        done = typed(graph, "weekly_chekin")

        assert isinstance(done.exception, ConfigError)
        assert "There are: account, " in str(done.exception)


class TestPages:
    def test_schema(self, tmp_path: Path) -> None:
        """The same on the screen and in a file."""
        done = typed(schema)
        typed(schema, "--output", str(tmp_path / "flow.schema.json"))

        assert done.stdout == as_text()
        assert (tmp_path / "flow.schema.json").read_text("utf-8") == as_text()
        assert json.loads(done.stdout)["$schema"].endswith("2020-12/schema")

    def test_reference(self, tmp_path: Path) -> None:
        """The page of all verbs and keys."""
        typed(reference, "--output", str(tmp_path / "page.md"))

        assert (tmp_path / "page.md").read_text("utf-8") == page()


class TestNew:
    def test_says_what_comes_next(self, content: Path) -> None:
        """Three commands, with the names of what was made."""
        done = typed(new, "flow", "small_thing", "--in", "dialogs/step1")

        assert done.exit_code == 0, done.output
        assert (content / "step1" / "small_thing.yaml").is_file()
        lines = [line.strip() for line in done.stdout.splitlines() if line.startswith("  mortar")]
        assert lines == [
            "mortar check dialogs/step1/small_thing.yaml",
            "mortar play --script tests/transcripts/small_thing_good.yaml",
            "mortar test tests/transcripts/small_thing_good.yaml",
        ]

    def test_refuses_with_a_sentence(self, content: Path) -> None:
        """A name that does not fit is told, with one that would."""
        done = typed(new, "flow", "Small Thing")

        assert done.exit_code != 0
        assert "for example small_thing" in done.output
        assert list(content.iterdir()) == []

    def test_knows_what_it_can_be_like(self, content: Path) -> None:
        """Only the templates that are there."""
        assert typed(new, "flow", "small_thing", "--like", "poem").exit_code != 0
        assert typed(new, "flow", "small_thing", "--like", "sitting").exit_code == 0
        assert "ready:" in (content / "small_thing.yaml").read_text("utf-8")


class TestCheck:
    def test_by_name_and_by_file(self, content: Path) -> None:
        """What `mortar new` and `mortar graph` take, this takes too."""
        typed(new, "flow", "small_thing")

        assert typed(check, "small_thing").stdout == "1 flow, nothing to mend.\n"
        assert typed(check, "dialogs/small_thing.yaml").stdout == "1 flow, nothing to mend.\n"

    def test_by_name_names_the_file(self, content: Path) -> None:
        """The place of a mistake can be opened from here."""
        typed(new, "flow", "small_thing", "--in", "dialogs/step1")
        path = content / "step1" / "small_thing.yaml"
        path.write_text(path.read_text("utf-8").replace("save: my.wish", "saev: my.wish"), "utf-8")

        done = typed(check, "small_thing")

        assert done.exit_code == 1
        assert done.stdout.startswith("dialogs/step1/small_thing.yaml:34:9: unknown key 'saev'")

    def test_no_such_name(self, content: Path) -> None:
        """The ones that are there are named."""
        typed(new, "flow", "small_thing")

        done = typed(check, "smal_thing")

        assert isinstance(done.exception, ConfigError)
        assert "There are: small_thing" in str(done.exception)


class TestTexts:
    def test_says_that_nothing_loads_meanwhile(self, content: Path) -> None:
        """Whoever begins a translation learns why the flow cannot be played until it is whole."""
        typed(new, "flow", "small_thing")

        done = typed(texts, "extract", "es")

        assert done.stdout.startswith("dialogs/texts/es/small_thing.ftl: 0 of ")
        assert "the flows in dialogs do not load" in done.stderr


class TestAstray:
    def test_says_only_what_helps(self, tmp_path: Path) -> None:
        """What a conversation that went astray did not reach is no news."""
        good = DIALOGS.parent / "tests" / "transcripts" / "weekly_checkin_good.yaml"
        astray = good.read_text("utf-8").replace("How much did you trust", "How much did you dance")
        (tmp_path / "astray.yaml").write_text(astray, "utf-8")

        shares = ("--cover", "100", "--dialogs", str(DIALOGS))
        wrong = typed(command_test, str(tmp_path), *shares)
        well = typed(command_test, str(good), *shares)
        alone = typed(command_test, str(good), "--dialogs", str(DIALOGS))

        assert (wrong.exit_code, well.exit_code, alone.exit_code) == (1, 1, 0)
        assert "astray.yaml:" in wrong.stderr
        assert "never" not in wrong.output
        assert "what stands here was never played" in well.stdout
        assert "never" not in alone.output
