"""A flow that has just begun checks clean, and its conversations pass."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot import load
from bot.authoring.beginnings import KINDS
from bot.authoring.schema import as_text
from bot.authoring.template import SCHEMA, Begun, Unfit, begin
from bot.transcript.playing import play
from bot.transcript.reading import read_transcript
from tests.authoring.flows import DIALOGS

CONTENT = load.load(DIALOGS)


@pytest.fixture
def dialogs(tmp_path: Path) -> Path:
    (tmp_path / "dialogs" / "step1").mkdir(parents=True)
    (tmp_path / "dialogs" / "texts").mkdir()
    return tmp_path / "dialogs"


def made(dialogs: Path, name: str = "small_thing", like: str = "questions", at: str = "") -> Begun:
    return begin(name, like, dialogs / at, dialogs, dialogs.parent / "tests" / "transcripts")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class TestBegins:
    @pytest.mark.parametrize("like", KINDS)
    async def test_checks_clean_and_passes(self, dialogs: Path, like: str) -> None:
        """Whoever begins starts from something that works."""
        begun = made(dialogs, like=like)

        flows, problems = load.flows_in(dialogs)
        assert [str(one) for one in problems] == []
        assert list(flows) == ["small_thing"]
        assert flows["small_thing"].title == "Small thing"
        content = replace(CONTENT, flows=flows)
        for path in begun.transcripts:
            written = read_transcript(path)
            theatre = await play(written, content)
            assert [one.outcome for one in theatre.finished] == [written.outcome]

    @pytest.mark.parametrize("at", ["", "step1", "step2/deep"])
    def test_editor_finds_the_schema(self, dialogs: Path, at: str) -> None:
        """The first line leads an editor from the flow to the schema beside the content."""
        begun = made(dialogs, at=at)

        first = begun.flow.read_text("utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found
        schema = (begun.flow.parent / found[1]).resolve()
        assert schema == (dialogs / SCHEMA).resolve()
        assert schema.read_text("utf-8") == as_text()

    @pytest.mark.parametrize("like", KINDS)
    def test_leaves_nothing_of_the_template(self, dialogs: Path, like: str) -> None:
        """No name of the template's own is left."""
        begun = made(dialogs, like=like)

        for path in (begun.flow, *begun.transcripts):
            assert not re.search(r"new_flow|newflow|A new flow", path.read_text("utf-8"))


class TestRefuses:
    @pytest.mark.parametrize(
        "name",
        ["", "a", "Small", "small-thing", "small thing", "../out", "1st", "x" * 33, "null", "über",
         "small.yaml", "small\n"],
    )  # fmt: skip
    def test_a_name_that_cannot_stay(self, dialogs: Path, name: str) -> None:
        """A name is for good, so it is looked at first."""
        with pytest.raises(Unfit, match="cannot be the name"):
            made(dialogs, name)

        assert files(dialogs.parent) == []

    @pytest.mark.parametrize("at", ["..", "../elsewhere", "step1/../..", "/tmp"])
    def test_a_place_outside(self, dialogs: Path, at: str) -> None:
        """Nothing is written outside the content folder."""
        with pytest.raises(Unfit, match="not in the content folder"):
            made(dialogs, at=at)

        assert files(dialogs.parent) == []

    def test_a_link_that_leads_out(self, dialogs: Path, tmp_path: Path) -> None:
        """Not through a link either."""
        (tmp_path / "elsewhere").mkdir()
        (dialogs / "linked").symlink_to(tmp_path / "elsewhere")

        with pytest.raises(Unfit, match="not in the content folder"):
            made(dialogs, at="linked")

        assert files(tmp_path) == []

    def test_a_folder_that_is_for_something_else(self, dialogs: Path) -> None:
        """Nobody would look for a flow among the translations."""
        with pytest.raises(Unfit, match="is not for flows"):
            made(dialogs, at="texts")

    def test_what_is_there_already(self, dialogs: Path) -> None:
        """Nobody's work is written over, and nothing is made halfway."""
        played = dialogs.parent / "tests" / "transcripts" / "small_thing_hard.yaml"
        played.parent.mkdir(parents=True)
        played.write_text("mine", "utf-8")

        with pytest.raises(Unfit, match="is there already"):
            made(dialogs)

        assert played.read_text("utf-8") == "mine"
        assert files(dialogs) == []

    def test_a_name_or_command_that_is_taken(self, dialogs: Path) -> None:
        """Two flows with one name, or one command, could not both begin."""
        made(dialogs, "small_thing")

        with pytest.raises(Unfit, match="already called so, or begins with /smallthing"):
            made(dialogs, "small_thing", at="step1")
        with pytest.raises(Unfit, match="already called so, or begins with /smallthing"):
            made(dialogs, "smallthing", at="step1")

    def test_a_folder_that_cannot_be_written(self, dialogs: Path) -> None:
        """A file where a folder should be: said with its name, and nothing is left behind."""
        (dialogs.parent / "tests").write_text("a file", "utf-8")

        with pytest.raises(Unfit, match="cannot be written"):
            made(dialogs)

        assert files(dialogs) == []
