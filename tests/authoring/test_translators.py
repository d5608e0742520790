"""The files that translators work in."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.texts import texts
from bot.load import flow

FLOW = """
format: 1
flow: small
title: Small
start: [{command: small}]
vars:
  my.mood: {type: choice, of: [good, bad], called: how it was}
policies:
  gentle: {until: 2d, remind: [{after: 1d, say: "No rush, {me.name}."}]}
outcomes: [done]
nodes:
  - id: answers
    each: partner
    policy: gentle
    do:
      - id: mood
        ask: "How was it, {me.name}?"
        choice: {good: Good, bad: Not so good}
        retry: Good or not so good?
        save: my.mood
      - {when: my.mood == 'bad', say: "**Thank you** for saying so.\\n\\nIt counts."}
  - {end: done}
"""


@pytest.fixture
def dialogs(tmp_path: Path) -> Path:
    """A content folder with one flow, and the bot's own sentences in two languages."""
    folder = tmp_path / "dialogs"
    for language in ("en", "es"):
        (folder / "texts" / language).mkdir(parents=True)
        (folder / "texts" / language / "system.ftl").write_text("yes = x\n", "utf-8")
    (folder / "small.yaml").write_text(FLOW, "utf-8")
    return folder


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(texts, arguments)
    return done.exit_code, done.output


def extract(dialogs: Path) -> Path:
    code, _ = run("extract", "es", "--dialogs", str(dialogs))
    assert code == 0
    return dialogs / "texts" / "es" / "small.ftl"


def translate(file: Path) -> None:
    """Do what the file says: take the two signs off each line."""
    text = re.sub(r"^## ?", "", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")


def codes(dialogs: Path) -> list[str]:
    _, problems = flow(dialogs / "small.yaml", "small.yaml")
    return [one.code for one in problems]


class TestExtract:
    def test_everything_is_there_to_be_translated(self, dialogs: Path) -> None:
        """With the signs taken off, the file is a whole translation."""
        file = extract(dialogs)
        assert "mood" in file.read_text("utf-8")
        translate(file)

        assert codes(dialogs) == []
        assert run("check", "--dialogs", str(dialogs))[0] == 0

    def test_keeps_what_is_there(self, dialogs: Path) -> None:
        """What somebody translated comes out as it was, however often."""
        file = extract(dialogs)
        translate(file)
        file.write_text(file.read_text("utf-8").replace("= How was it,", "= ¿Cómo fue,"), "utf-8")
        first = extract(dialogs).read_text("utf-8")

        assert "= ¿Cómo fue, { $me-name }?" in first
        assert extract(dialogs).read_text("utf-8") == first
        assert codes(dialogs) == []

    def test_a_changed_text_is_asked_for_again(self, dialogs: Path) -> None:
        """Its translation stays, its new original stands beside it, and the check is not happy."""
        file = extract(dialogs)
        translate(file)
        source = dialogs / "small.yaml"
        source.write_text(FLOW.replace("How was it", "How has it been"), "utf-8")

        text = extract(dialogs).read_text("utf-8")

        assert "## How has it been, {me.name}?" in text
        assert "# How was it, {me.name}?" in text
        assert codes(dialogs) == ["F062"]

    def test_a_text_without_an_id_takes_its_translation_along(self, dialogs: Path) -> None:
        """Its name is made of its words; when those change a little, it is found again."""
        file = extract(dialogs)
        translate(file)
        file.write_text(file.read_text("utf-8").replace("Sin prisa", ""), "utf-8")
        source = dialogs / "small.yaml"
        source.write_text(
            FLOW.replace("No rush, {me.name}.", "No rush at all, {me.name}."), "utf-8"
        )
        assert "F061" in codes(dialogs)

        extract(dialogs)

        assert codes(dialogs) == ["F062"]

    def test_nothing_is_thrown_away(self, dialogs: Path) -> None:
        """What belongs to no text any more is kept behind the signs."""
        file = extract(dialogs)
        translate(file)
        source = dialogs / "small.yaml"
        source.write_text(FLOW.replace("        retry: Good or not so good?\n", ""), "utf-8")
        assert codes(dialogs) == ["F064"]

        text = extract(dialogs).read_text("utf-8")

        assert codes(dialogs) == []
        assert "## " in text
        assert "Good or not so good?" in text


class TestCheck:
    def test_says_what_is_missing(self, dialogs: Path) -> None:
        """A text without a translation, and a language that should be whole."""
        code, said = run("check", "--dialogs", str(dialogs), "--language", "es")
        assert code == 1
        assert "no es texts" in said

        file = extract(dialogs)
        translate(file)
        lines = file.read_text("utf-8").splitlines()
        file.write_text("\n".join(line for line in lines if ".retry" not in line), "utf-8")
        code, said = run("check", "--dialogs", str(dialogs))
        assert code == 1
        assert "'mood.retry' has no translation in es" in said

    def test_of_the_bots_own_sentences(self, dialogs: Path) -> None:
        """Those are held against the English ones."""
        (dialogs / "texts" / "en" / "system.ftl").write_text("yes = x\nno = y\n", "utf-8")
        (dialogs / "texts" / "es" / "system.ftl").write_text("yes = x\nodd = y\n", "utf-8")

        code, said = run("check", "--dialogs", str(dialogs))

        assert code == 1
        assert "'no' is missing" in said
        assert "'odd' is no text of the bot" in said
