"""Every played conversation, played again on the whole bot, and what they reach of each flow."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import load, transcript
from bot.commands.test import test as command
from bot.errors import FlowError
from bot.explore.coverage import coverage
from bot.transcript.suite import Suite

ROOT = Path(__file__).parent.parent
TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.yaml"))
GOOD = ROOT / "tests" / "transcripts" / "weekly_checkin_good.yaml"
CONTENT = load.load(ROOT / "dialogs")
BRANCHES = 95.0
"""Least share of a flow's branches that its own transcripts take, in percent."""


def whose(path: Path) -> str:
    """Give the flow that a transcript is named after; "" for one that goes through many."""
    named = [one for one in CONTENT.flows if path.stem.startswith(f"{one}_")]
    return max(named, key=len, default="")


def changed(folder: Path, line: str, instead: str) -> transcript.Transcript:
    """Read the good check-in with one line changed."""
    good = GOOD.read_text("utf-8")
    assert line in good
    (folder / "changed.yaml").write_text(good.replace(line, instead), "utf-8")
    return transcript.read_transcript(folder / "changed.yaml")


def outcome_of(*arguments: str) -> Result:
    """Let the command play transcripts."""
    return CliRunner().invoke(command, [*arguments, "--dialogs", str(ROOT / "dialogs")])


def printed(path: Path) -> "subprocess.CompletedProcess[str]":
    """Let the command print a conversation."""
    play = [sys.executable, "-m", "bot", "play", "--script", str(path)]
    return subprocess.run(play, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("flow", sorted(CONTENT.flows))
async def test_goes_as_it_is_written_and_everywhere(flow: str) -> None:
    """
    What is written down happens: every word to everyone, the end, and nothing that must not.

    Together a flow's transcripts play every node, and take nearly every branch.
    """
    suite = Suite(CONTENT)
    for path in TRANSCRIPTS:
        if whose(path) == flow:
            await suite.play(path)
    assert not suite.wrong, "\n".join(suite.wrong)

    found = coverage(CONTENT.flows[flow], suite.watch)
    assert found.unplayed == ()
    assert found.of_branches >= BRANCHES, found.untaken


@pytest.mark.parametrize(
    "path", [path for path in TRANSCRIPTS if not whose(path)], ids=lambda path: path.stem
)
async def test_way_goes_as_it_is_written(path: Path) -> None:
    """What goes through many flows goes as it is written, too."""
    await transcript.play(transcript.read_transcript(path), CONTENT)


def test_every_flow_has_a_good_and_a_hard_way() -> None:
    """No flow is without a conversation that goes well, and one that does not."""
    names = {path.stem for path in TRANSCRIPTS}

    assert {f"{flow}_{way}" for flow in CONTENT.flows for way in ("good", "hard")} <= names


class TestPrinting:
    def test_whole_conversation(self) -> None:
        """`mortar play --script` prints all of it, and how it ended."""
        done = printed(ROOT / "tests" / "transcripts" / "weekly_checkin_good.yaml")

        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("the good way (weekly_checkin)")
        assert "room │ Ana trusted 6 of 10" in done.stdout
        assert "Ana ▸ He called when he said he would." in done.stdout
        assert done.stdout.endswith("Outcome: shared\n")

    def test_a_life_that_ended(self) -> None:
        """Where the bot is killed on the way, that is said, and it goes on."""
        done = printed(ROOT / "tests" / "transcripts" / "brief_hard.yaml")

        assert done.returncode == 0, done.stderr
        assert "the bot was killed" in done.stdout
        assert done.stdout.endswith("Outcome: made\n")

    @pytest.mark.parametrize(
        ("line", "instead", "said"),
        [
            ('  - to a: "glad of"', '  - to a: "angry at"', ":10: to a: expected “angry at”"),
            ("  - nothing to a: true", "  - to a: more", ": to a: expected “more”"),
            ("outcome: shared", "outcome: kept_private", "the outcome is ['shared'], not"),
            ('words: "stayed"', 'words: "Thank you"', "“Thank you” was shown to a"),
        ],
        ids=["other words", "silence", "outcome", "never"],
    )
    def test_conversation_that_goes_astray(
        self, tmp_path: Path, line: str, instead: str, said: str
    ) -> None:
        """It gives 1, with the file, the line and what came instead."""
        good = (ROOT / "tests" / "transcripts" / "weekly_checkin_good.yaml").read_text("utf-8")
        assert line in good
        (tmp_path / "astray.yaml").write_text(good.replace(line, instead), "utf-8")

        done = printed(tmp_path / "astray.yaml")

        assert done.returncode == 1
        assert done.stderr.startswith("astray.yaml")
        assert said in done.stderr


class TestSteps:
    @pytest.mark.parametrize(
        ("line", "instead", "said"),
        [
            ('  - a: "6"', '  - a presses: "60"', "there is no button “60”"),
            ('  - a: "yes"', '  - a presses: {button: "yes", of: "Thank you"}', "no button “yes”"),
        ],
        ids=["none", "under another message"],
    )
    async def test_press_needs_a_button(
        self, tmp_path: Path, line: str, instead: str, said: str
    ) -> None:
        """What is pressed must have been there; words are not taken in its place."""
        with pytest.raises(transcript.Astray, match=said):
            await transcript.play(changed(tmp_path, line, instead), CONTENT)

    async def test_old_button(self, tmp_path: Path) -> None:
        """A button that was used before can be pressed again, and changes nothing."""
        again = '  - a presses: {button: "2", of: "How much did you trust"}\n  - b: "8"'

        theatre = await transcript.play(changed(tmp_path, '  - b: "8"', again), CONTENT)

        assert "Ana trusted 6 of 10" in theatre.gateway.chats["room"][-2].text

    async def test_restart(self, tmp_path: Path) -> None:
        """The bot is another one after a restart, and goes on where it was."""
        written = changed(tmp_path, '  - b: "8"', '  - restart: true\n  - b: "8"')

        theatre = await transcript.play(written, CONTENT)

        assert [one.outcome for one in theatre.finished] == ["shared"]

    async def test_two_who_differ(self, tmp_path: Path) -> None:
        """Each of the two may have a zone and quiet hours of their own."""
        couple = '{a: {name: Ana, quiet: "22:00-07:00"}, b: {name: Ben, zone: Asia/Kathmandu},'

        written = changed(tmp_path, "{a: Ana, b: Ben,", couple)

        assert written.guests["a"].quiet == "22:00-07:00"
        assert [written.guests[who].zone for who in "ab"] == ["Europe/Madrid", "Asia/Kathmandu"]
        await transcript.play(changed(tmp_path, 'b: "8"', 'b: "8"'), CONTENT)

    async def test_language_that_is_not_there(self, tmp_path: Path) -> None:
        """It says which languages there are."""
        written = changed(tmp_path, "{a: Ana,", "{a: {name: Ana, language: tlh},")

        with pytest.raises(transcript.Astray, match="no texts in 'tlh'"):
            await transcript.play(written, CONTENT)


class TestCommand:
    def test_names_what_was_not_reached(self) -> None:
        """Too little reached gives 1, with the line of what is missing."""
        done = outcome_of(str(GOOD), "--cover", "100")

        assert done.exit_code == 1
        line = CONTENT.flows["weekly_checkin"].nodes["kept"].at.line
        assert f"dialogs/weekly_checkin.yaml:{line}: 'kept' was never played" in done.output
        assert "'open' never went the way “withheld”" in done.output
        assert "% of the nodes were played, not 100 %." in done.output

    def test_demands_nothing_of_one(self) -> None:
        """One transcript by itself has to go well, and to reach nothing."""
        done = outcome_of(str(GOOD))

        assert done.exit_code == 0
        assert "1 of 1 transcripts went as they are written." in done.output

    def test_says_where_it_went_astray(self, tmp_path: Path) -> None:
        """A transcript that goes another way gives 1, and its place."""
        written = GOOD.read_text("utf-8").replace('"glad of"', '"angry at"')
        (tmp_path / "astray.yaml").write_text(written, "utf-8")

        done = outcome_of(str(tmp_path), "--json")

        assert done.exit_code == 1
        said = json.loads(done.stdout)["transcripts"][0]["wrong"]
        assert said.startswith(f"{tmp_path / 'astray.yaml'}:10: to a: expected “angry at”")

    def test_json(self) -> None:
        """Everything that is printed can be had as JSON."""
        found = json.loads(outcome_of(str(GOOD), "--json").stdout)["flows"]["weekly_checkin"]

        assert found["nodes"]["all"] == len(CONTENT.flows["weekly_checkin"].nodes)
        assert "kept" in [one["id"] for one in found["nodes"]["missing"]]


class TestReading:
    @pytest.mark.parametrize(
        ("line", "instead", "said"),
        [
            ('at: "2026-11-22 18:30"\n', "", "'at' is missing"),
            ("steps:", "more: x\nsteps:", "'more' is not one of"),
            ('  - a: "6"', '  - c: "6"', "'c' is not one of"),
            ('  - a: "6"', "  - a", "a step is one line"),
            ('  - a: "6"', "  - wait: later", "a wait looks like"),
            ("flow: weekly", "reached: {x: long}\nflow: weekly", "looks like 8d or 4w"),
            ("flow: weekly", "reached: x\nflow: weekly", "milestones look like"),
            ("2026-11-22 18:30", "sunday", "a time looks like"),
            ("Europe/Madrid", "Mars/Phobos", "is no time zone"),
            ('to: a, words: "stayed"', 'to: z, words: "stayed"', "'z' is not one of"),
            ("{a: Ana, b: Ben,", "{a: Ana,", "'b' is missing"),
        ],
    )
    def test_mistakes_have_a_place(
        self, tmp_path: Path, line: str, instead: str, said: str
    ) -> None:
        """Whoever writes one learns where it does not fit, and what would."""
        good = (ROOT / "tests" / "transcripts" / "weekly_checkin_good.yaml").read_text("utf-8")
        assert line in good
        path = tmp_path / "odd.yaml"
        path.write_text(good.replace(line, instead, 1), "utf-8")

        with pytest.raises(FlowError) as caught:
            transcript.read_transcript(path)

        problem = caught.value.problems[0]
        assert said in problem.message
        assert problem.file == "odd.yaml"
        assert problem.line > 0

    def test_no_such_file(self, tmp_path: Path) -> None:
        """A file that is not there is an I/O error with its name."""
        done = printed(tmp_path / "none.yaml")

        assert done.returncode == 74
        assert "none.yaml" in done.stderr
