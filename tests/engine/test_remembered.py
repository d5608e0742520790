"""What goes beyond one flow or one message: answers that are kept, words that begin, pictures."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import load
from bot.flow.check import check
from tests.engine.stage import CONTENT, Household, inhabited
from tests.engine.stage import Stage as House

KEEPING = """
format: 1
flow: keeping
title: Keeping
start: [{command: keeping}, {keyword: How are we?}]
vars:
  my.wish: {type: text, sensitive: true, keep: true}
  my.mood: {type: int}
  my.view: {type: photo, sensitive: true}
  my.both: {type: photo, private: false}
outcomes: [done]
nodes:
  - id: asked
    each: partner
    until: 2d
    do:
      - {when: answered(my.wish), say: "Last time you wished for {my.wish}. Mood {my.mood}."}
      - {id: wish, ask: What do you wish for?, text: {}, save: my.wish}
      - {id: mood, ask: And your mood?, number: {min: 0, max: 10}, save: my.mood}
      - {id: view, ask: Show me your window., photo: {}, save: my.view}
      - {when: answered(my.view), say: This is what you see., media: my.view}
  - id: together
    each: hurt
    place: group
    until: 1h
    do:
      - {id: both, ask: Show something to both., photo: {}, save: my.both}
      - {when: answered(my.both), say: Thank you., media: my.both}
    missed: [{end: done}]
  - {end: done}
"""


def content(source: str = KEEPING) -> load.Content:
    script = load.rebuild(source, "keeping.yaml")
    assert check(script) == ()
    return replace(CONTENT, flows={script.id: script})


@pytest.fixture
async def keeping(tmp_path: Path) -> AsyncIterator[House]:
    house = await inhabited(tmp_path, Household(), content())
    yield house
    await house.theatre.close()


async def one_round(house: House, days: float = 3) -> None:
    """Let both answer, and wait; after two days they are together, an hour later it is over."""
    for who in ("a", "b"):
        await house.says(who, f"a walk with {who}")
        await house.says(who, "5")
        await house.says(who, "skip")
    await house.wait(days=days)


class TestKeep:
    async def test_comes_back_to_its_owner(self, keeping: House) -> None:
        """What keeps stands there the next time, for whoever said it; what does not is gone."""
        await keeping.says("a", "/keeping")
        await one_round(keeping)

        await keeping.says("a", "/keeping")

        assert "Last time you wished for a walk with a. Mood …." in keeping.told("a")
        assert "walk with a" not in keeping.told("b")
        assert "Last time you wished for a walk with b." in keeping.told("b")

    async def test_survives_a_kill(self, keeping: House) -> None:
        """It lies in the database, not in memory."""
        await keeping.says("a", "/keeping")
        await one_round(keeping)
        again = await keeping.restart(content())

        await again.says("a", "/keeping")

        assert "a walk with a" in again.told("a")
        await again.theatre.close()


class TestKeyword:
    async def test_begins_the_flow(self, keeping: House) -> None:
        """The whole message in any case begins it, and only where nothing else takes it."""
        assert "What do you wish for?" in await keeping.says("a", "how are  WE?")

        assert "And your mood?" in await keeping.says("a", "How are we?")

    async def test_not_as_a_part(self, keeping: House) -> None:
        """Within other words it is no beginning."""
        told = await keeping.says("a", "how are we? really")

        assert "What do you wish for?" not in told


class TestPictures:
    async def test_is_an_answer_in_private(self, keeping: House) -> None:
        """A picture answers the question for one; words do not; it comes back with the words."""
        await keeping.says("a", "/keeping")
        await keeping.says("a", "rest")
        await keeping.says("a", "5")
        assert "Please send a picture" in await keeping.says("a", "here it is")

        keeping.look_away()
        await keeping.theatre.sends("a", "photo")

        assert "This is what you see." in keeping.told("a")
        assert keeping.new("b") == []

    async def test_is_none_where_none_is_asked_for(self, keeping: House) -> None:
        """Elsewhere a picture is answered with the sentence about pictures."""
        keeping.look_away()
        await keeping.theatre.sends("a", "photo")

        assert keeping.told("a") == keeping.phrase("only-text")

    async def test_in_the_room(self, keeping: House) -> None:
        """Whose turn it is shows it to both; a picture of the other's is let be."""
        await keeping.says("a", "/keeping")
        await one_round(keeping, days=2.01)
        keeping.look_away()

        await keeping.theatre.sends("b", "photo", room=True)
        assert "Thank you." not in keeping.told("room")
        await keeping.theatre.sends("a", "photo", room=True)

        assert "Thank you." in keeping.told("room")


class TestPronouns:
    async def test_are_asked_on_wish(self, keeping: House) -> None:
        """Who writes the command chooses; a number that was not offered changes nothing."""
        assert "How shall I speak of you?" in await keeping.says("a", "/pronouns")
        token = keeping.token("a", "She")
        await keeping.presses("a", f"{token[:-1]}9")
        await keeping.says("a", "She")

        partner = await keeping.partner("a")
        other = await keeping.partner("b")
        assert partner is not None
        assert other is not None
        assert (partner.profile.gender, other.profile.gender) == ("feminine", "")
