"""The safety lane: what comes when somebody writes words of risk, and what nobody else sees."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.theatre import ROOM
from tests.engine.stage import Household, Stage, inhabited

HEAVY = "I want to kill myself"
HEARD = "I am glad that you wrote it, Ana."


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben at home in Madrid."""
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


@pytest.mark.parametrize("row", ["row-31"])
async def test_heard_first_with_lines_of_the_country(home: Stage, row: str) -> None:
    """In the same message; the other sees nothing, and the group neither."""
    told = await home.says("a", HEAVY)

    message = next(line for line in home.new("a") if HEARD in line)
    assert "024" in message
    assert "112" in message
    assert "Is there someone you trust" in told
    assert home.new("b") == home.new(ROOM) == []


async def test_an_answer_stays_an_answer(home: Stage) -> None:
    """The check-in goes on behind it, with what was written."""
    await home.says("a", "/checkin")
    await home.says("a", "6")

    told = await home.says("a", "That he stayed when I said I want to die.")

    assert HEARD in told
    assert "May I show both answers" in told


async def test_asked_again_later(home: Stage) -> None:
    await home.says("a", HEAVY)
    await home.says("a", "Not right now")

    await home.wait(hours=7)

    assert "How is it now?" in home.told("a")
    assert home.new("b") == []


async def test_not_twice_at_once(home: Stage) -> None:
    """While it waits for an answer, more words bring no second one; later ones do."""
    await home.says("a", HEAVY)
    again = await home.says("a", HEAVY)
    await home.says("a", "Not right now")

    later = await home.says("a", HEAVY)

    assert HEARD not in again
    assert HEARD in later


async def test_in_the_room_it_is_private(home: Stage) -> None:
    """Nothing shows that somebody was written to."""
    told = await home.says("a", HEAVY, room=True)

    assert told == ""
    assert HEARD in "\n".join(home.new("a"))
    assert home.new("b") == []


async def test_violence(home: Stage) -> None:
    told = await home.says("b", "she hit me again last night")

    assert "Are you by yourself just now" in told
    assert home.new("a") == home.new(ROOM) == []


async def test_violence_by_oneself(home: Stage) -> None:
    told = await home.says("b", "I hit her yesterday")

    assert "It takes courage" in told
    assert home.new("a") == []


NO, YES = ["No"], ["Yes"]
LOW, HIGH = ["0"] * 4, ["3"] * 4
WORLDS = {
    "calm": [*YES, *NO * 4, "skip", *NO * 3, *LOW, *NO * 2],
    "red": [*YES, *YES * 4, "skip", *YES * 2, *HIGH, *YES * 2, "Light things may"],
}
"""What somebody answers in the private screen, in two worlds that are otherwise the same."""


async def lived(folder: Path, answers: list[str], hears: str) -> list[tuple[str, str, str]]:
    """Let Ana answer the screen, and a week pass; give all that the other can see, and when."""
    folder.mkdir()  # noqa: ASYNC240 - nobody waits meanwhile
    stage = await inhabited(folder, Household())
    seen: list[tuple[str, str, str]] = []

    async def look(who: str, words: str) -> None:
        stage.look_away()
        await stage.theatre.does(who, words)
        now = f"{stage.theatre.clock.now():%a %H:%M:%S}"
        seen.extend((now, chat, text) for chat in ("b", ROOM) for text in stage.new(chat))

    await stage.says("a", "/howiam")
    for answer in answers:
        await stage.writes("a", answer)
    assert hears in "\n".join(one.text for one in stage.shown("a"))
    for who, words in (
        ("a", "/checkin"), ("a", "6"), ("b", "8"), ("a", "You called."), ("b", "You stayed."),
        ("a", "Yes, show them"), ("b", "Yes, show them"), ("b", "/menu"),
    ):  # fmt: skip
        await look(who, words)
    for _ in range(8 * 4):
        stage.look_away()
        await stage.wait(hours=6)
        now = f"{stage.theatre.clock.now():%a %H:%M:%S}"
        seen.extend((now, chat, text) for chat in ("b", ROOM) for text in stage.new(chat))
    await stage.theatre.close()
    return seen


async def test_twins(tmp_path: Path) -> None:
    """
    Whatever somebody answers in the private screen, the other sees the same words, in the same
    order, at the same time.
    """
    calm = await lived(tmp_path / "calm", WORLDS["calm"], "That is all.")
    red = await lived(tmp_path / "red", WORLDS["red"], "I believe you")

    assert len(calm) > 5
    assert calm == red


@pytest.mark.parametrize("said", ["this week killed me", "I would never hurt her", "/menu"])
async def test_ways_of_speaking(home: Stage, said: str) -> None:
    told = await home.says("a", said)

    assert HEARD not in told


async def test_without_consent_there_are_lines(home: Stage) -> None:
    """Whoever took everything back is not asked for it at such a moment."""
    await home.says("a", "/consent")
    await home.says("a", "Take back: keeping what I write")

    told = await home.says("a", HEAVY)

    assert "These people listen" in told
    assert "024" in told
