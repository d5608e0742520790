"""The pages for authors, followed to the letter: what they tell to type does what they say."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot import load
from bot.authoring.beginnings import KINDS
from bot.authoring.template import Begun, begin
from bot.transcript.playing import play
from bot.transcript.reading import read_transcript
from bot.transcript.suite import Suite
from tests.authoring.flows import DIALOGS

DOCS = DIALOGS.parent / "docs"
WRITING = (DOCS / "writing-flows.md").read_text("utf-8")
CONTENT = load.load(DIALOGS)


@pytest.fixture
def dialogs(tmp_path: Path) -> Path:
    (tmp_path / "dialogs").mkdir()
    return tmp_path / "dialogs"


def made(dialogs: Path, like: str) -> Begun:
    return begin("small_thing", like, dialogs, dialogs, dialogs.parent / "transcripts")


def examples(page: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def as_told(flow: Path) -> None:
    """Change the three lines, by the numbers that the page gives."""
    lines = flow.read_text("utf-8").splitlines()
    told = re.findall(r"^- Line (\d+), .*?: `([^`]+)`", WRITING, re.MULTILINE)
    assert len(told) == 3
    for number, words in told:
        old = lines[int(number) - 1]
        key = re.match(r" *(\w+): ", old)
        assert words.startswith(f"{key[1]}: ") if key else words.endswith("?"), old
        lines[int(number) - 1] = old[: len(old) - len(old.lstrip())] + words
    flow.write_text("\n".join(lines) + "\n", "utf-8")


class TestFirstFlow:
    async def test_three_lines_and_the_transcript(self, dialogs: Path) -> None:
        """With the lines of step 3 and the transcript of step 6, the flow checks and passes."""
        begun = made(dialogs, "questions")
        as_told(begun.flow)
        good = begun.transcripts[0]
        old = good.read_text("utf-8")
        first, rest = re.search(
            r"steps:\n(.*?\n  - to a: \"What small[^\n]*\n)(.*)", old, re.DOTALL
        ).groups()  # type: ignore[union-attr]
        new = next(one for one in examples(WRITING) if "to b:" in one)
        assert len(new.splitlines()) == len(first.splitlines())

        flows, problems = load.flows_in(dialogs)
        assert [str(one) for one in problems] == []
        content = replace(CONTENT, flows=flows)
        suite = Suite(content)
        await suite.play(good)
        assert "expected" in suite.wrong[0]
        good.write_text(old.replace(first, new), "utf-8")
        theatre = await play(read_transcript(good), content)
        assert [one.outcome for one in theatre.finished] == ["shared"]
        assert rest in good.read_text("utf-8")

    @pytest.mark.parametrize("like", KINDS)
    async def test_every_line_is_come_by(self, dialogs: Path, like: str) -> None:
        """`mortar test` is content with what a flow begins with."""
        begun = made(dialogs, like)

        suite = Suite(replace(CONTENT, flows=load.flows_in(dialogs)[0]))
        for path in begun.transcripts:
            await suite.play(path)

        assert suite.wrong == []
        (found,) = suite.coverages(all_flows=True)
        assert (found.unplayed, found.untaken) == ((), ())


async def test_the_transcript_that_explains_transcripts(tmp_path: Path) -> None:
    """The first example on the page about testing passes as it stands there."""
    path = tmp_path / "weekly_checkin_mine.yaml"
    path.write_text(examples((DOCS / "testing-flows.md").read_text("utf-8"))[0], "utf-8")

    theatre = await play(read_transcript(path), CONTENT)

    assert [one.outcome for one in theatre.finished] == ["shared"]
