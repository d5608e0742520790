"""Every played conversation, played again on the whole bot."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import load, transcript
from bot.errors import FlowError

ROOT = Path(__file__).parent.parent
TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.yaml"))
CONTENT = load.load(ROOT / "dialogs")


def printed(path: Path) -> "subprocess.CompletedProcess[str]":
    """Let the command print a conversation."""
    command = [sys.executable, "-m", "bot", "play", "--script", str(path)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_goes_as_it_is_written(path: Path) -> None:
    """What is written down happens: every word to everyone, and nothing that must not."""
    written = transcript.read_transcript(path)

    theatre = await transcript.play(written, CONTENT)

    assert [one.outcome for one in theatre.finished] == [written.outcome]


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


class TestReading:
    @pytest.mark.parametrize(
        ("line", "instead", "said"),
        [
            ("flow: weekly_checkin\n", "", "'flow' is missing"),
            ("steps:", "more: x\nsteps:", "'more' is not one of"),
            ('  - a: "6"', '  - c: "6"', "'c' is not one of"),
            ('  - a: "6"', "  - a", "a step is one line"),
            ('  - a: "6"', "  - wait: later", "a wait looks like"),
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
