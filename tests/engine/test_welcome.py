"""What somebody has alone when they have just arrived: the private screen, before any group."""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.theatre import ROOM
from bot.theatre.arriving import Guest
from tests.engine.stage import WHOLE, Household, Stage, inhabited, raised

SCREEN = "Are you by yourself just now?"
AGAIN = "A few minutes for yourself this week?"
GUEST = Guest("Europe/Madrid")
GUESTS: Mapping[str, Guest] = {"a": GUEST, "b": GUEST}
ANSWERS = ("Go on", "Yes", "Yes", "Ben", "Madrid", "No quiet hours", "I broke trust")
CALM = ("yes", "no", "no", "no", "no", "/skip", "no", "no", "no", "0", "0", "0", "0", "no", "no")
RED = ("yes", "no", "yes", "no", "no", "/skip", "no", "no", "0", "0", "0", "0", "no", "no", "never")


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot that nobody has met."""
    stage = await raised(tmp_path, WHOLE)
    yield stage
    await stage.theatre.close()


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben at home in Madrid, where the screen was not."""
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


async def test_comes_to_each_before_they_are_two(street: Stage) -> None:
    await street.theatre.arrive("a", "Europe/Madrid", "hurt", None)

    assert SCREEN in street.shown("a")[-1].text
    assert [one for one in street.shown(ROOM) if SCREEN in one.text] == []


async def test_comes_after_the_yes_to_who_was_invited(street: Stage) -> None:
    """One question at a time: first whose invitation it is."""
    await street.theatre.arrive("a", "Europe/Madrid", "hurt", None)
    await street.says("a", "no")
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", await street.says("a", "/invite"))
    assert code is not None
    await street.says("b", f"/start {code[0]}")
    for word in ("English", *ANSWERS):
        await street.says("b", word)
    assert "Is this your partner?" in street.shown("b")[-1].text

    await street.says("b", "yes")
    await street.says("a", street.phrase("yes"))

    assert [SCREEN in one.text for one in street.shown("b")].count(True) == 1
    assert SCREEN in street.shown("b")[-1].text
    assert [SCREEN in one.text for one in street.shown("a")].count(True) == 1


async def test_begins_anew_where_becoming_two_cut_it_off(street: Stage) -> None:
    """Who joins leaves their couple of one, and what they had begun there."""
    await street.theatre.join(GUESTS, "a", room=False)

    asked = {who: sum(SCREEN in one.text for one in street.shown(who)) for who in "ab"}
    assert asked == {"a": 1, "b": 2}


async def test_is_not_asked_twice_of_who_put_it_off(street: Stage) -> None:
    await street.theatre.arrive("a", "Europe/Madrid", "hurt", None)
    await street.theatre.arrive("b", "Europe/Madrid", "repairing", None)
    await street.says("b", "no")
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", await street.says("a", "/invite"))
    assert code is not None

    await street.says("b", f"/join {code[0]}")
    await street.says("b", "yes")
    await street.says("a", street.phrase("yes"))

    assert "You two are joined" in street.told("b")
    assert SCREEN not in street.told("b")


async def test_what_was_said_there_holds_when_they_are_two(street: Stage) -> None:
    """Somebody at red who joins their partner is at red there, too."""
    await street.theatre.arrive("a", "Europe/Madrid", "hurt", None)
    await street.theatre.arrive("b", "Europe/Madrid", "repairing", None)
    for word in RED:
        await street.says("b", word)
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", await street.says("a", "/invite"))
    assert code is not None
    await street.says("b", f"/join {code[0]}")
    await street.says("b", "yes")
    await street.says("a", street.phrase("yes"))

    partner = await street.partner("b")
    assert partner is not None
    kept = await street.look(lambda held: held.things(partner.couple, "tier", partner.seat))
    assert [one.fields["tier"] for one in kept] == [2]


@pytest.mark.parametrize("words", [CALM, RED], ids=["calm", "red"])
async def test_everybody_is_offered_it_again_in_the_same_words(
    home: Stage, words: tuple[str, ...]
) -> None:
    """So nothing on a phone tells who was not well."""
    await home.says("a", "/howiam")
    for word in words:
        await home.says("a", word)
    home.look_away()

    await home.theatre.wait(timedelta(days=6))
    assert AGAIN not in home.told("a")
    await home.theatre.wait(timedelta(days=2))

    assert home.told("a").count(AGAIN) == 1
    assert AGAIN not in home.told("b") + home.told(ROOM)
