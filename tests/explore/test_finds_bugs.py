"""
Bugs planted in the core: explore finds each, and makes the conversation that shows it short.

Where a chat shows it, the transcript that is printed goes astray on the whole bot, and goes well
as soon as the bug is gone.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import load, transcript
from bot.explore.case import Oracle
from bot.explore.coverage import Watch, watching
from bot.explore.explorer import Explorer, Finding
from bot.explore.written import Writer
from bot.flow import bench, forks, place, reply, talking
from tests.walks.test_planted_bugs import Bug

ROOT = Path(__file__).parents[2]
CONTENT = load.load(ROOT / "dialogs")
CHECK_IN = CONTENT.flows["weekly_checkin"]
LABELS = {
    "yes": "Yes", "no": "No", "skip": "Skip", "ready": "I am ready",
    "consent-yes": "Yes, show them", "consent-no": "No, keep them private",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """A bug, the promise it breaks, and whether a chat shows it."""

    bug: Bug
    breaks: Oracle
    seen: bool


def planted(
    name: str, module: object, into: str, right: str, wrong: str, breaks: Oracle,
    seen: bool = True,
) -> Planted:  # fmt: skip
    """Note a bug."""
    bug = Bug(name, module, into, right, wrong, lambda: None)  # type: ignore[arg-type]
    return Planted(bug, breaks, seen)


BUGS = (
    planted(
        "one consent is enough", talking, "Talking.mutual",
        "if len(consents) < 2 or not all(consents) or not all(there):",
        "if not any(consents) or not all(there):", Oracle.SECRET,
    ),
    planted(
        "no means yes", reply, "chosen", "return option == 0", "return True", Oracle.SECRET,
    ),
    planted(
        "a no ends it at once", talking, "Talking.reveal",
        "        if not due:\n            return True\n", "", Oracle.TWINS,
    ),
    planted(
        "the deadline is lost", forks, "Forks.join",
        '                self.emit(AlarmSet(self.fork, "until", self.veil))\n',
        "                pass\n", Oracle.DEAD,
    ),
    planted(
        "quiet hours are not looked at", bench, "Bench.held",
        "return self.quiet_end(to, self.at, policy)", "return None", Oracle.QUIET,
    ),
    planted(
        "a restart forgets the tries", place, "decode", "Lane(at, frames, wait, tries,",
        "Lane(at, frames, wait, 0,", Oracle.REPLAY, seen=False,
    ),
)  # fmt: skip


def explored(enough: Oracle) -> tuple[Explorer, Finding | None]:
    """Explore the check-in until a promise is found broken, and shrink that."""
    with watching(Watch()) as watch:
        explorer = Explorer(CHECK_IN, {}, watch)
        explorer.systematic(lambda: enough not in explorer.found)
        for seed in range(300):
            if enough in explorer.found:
                break
            explorer.chance(str(seed))
        explorer.found = {key: one for key, one in explorer.found.items() if key is enough}
        found = explorer.shortest()
    return explorer, found[0] if found else None


@pytest.mark.parametrize("planted", BUGS, ids=lambda one: one.bug.name)
async def test_finds_and_shrinks(
    planted: Planted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """
    Each bug is found and needs eight acts at most; its transcript fails with it and only with it.
    """
    with monkeypatch.context() as patch:
        planted.bug.plant(patch)
        explorer, found = explored(planted.breaks)
        assert found is not None
        assert len(found.case.moves) <= 8
        path = tmp_path / "found.yaml"
        with watching(Watch()):
            writer = Writer(explorer.judge, lambda phrase: LABELS[phrase.id])
            path.write_text(writer.write(found.case, found.broken, "found"), "utf-8")
        written = transcript.read_transcript(path)
        if planted.seen:
            with pytest.raises(transcript.Astray):
                await transcript.play(written, CONTENT)

    if planted.breaks is not Oracle.DEAD:
        await transcript.play(written, CONTENT)


def test_finds_nothing_where_nothing_is() -> None:
    """
    Without a bug, nothing is found, everything is reached, and the count is right.
    """
    with watching(Watch()) as watch:
        explorer = Explorer(CHECK_IN, {}, watch)
        explorer.systematic(lambda: True)

    assert not {one.broken.oracle: str(one.broken) for one in explorer.found.values()}
    assert explorer.sessions > 500
    assert watch.played["weekly_checkin"] == set(CHECK_IN.nodes)
