"""What begins flows in a couple's life: a daily clock, the end of another, a milestone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import load
from bot.engine.scene import Scene
from bot.model.ids import InboxId
from bot.ports.store import Held
from bot.theatre import ROOM
from tests.engine.stage import CONTENT, START, Household, Stage, inhabited

TALK = """format: 1
flow: talk
title: A talk
start: [{command: talk}]
outcomes: [well, ill]
nodes:
  - id: here
    each: hurt
    place: group
    until: 2d
    missed: [{end: ill}]
    do: [{id: how, ask: "How was it?", choice: {well: Well, ill: Not well}, save: my.how}]
  - if: hurt.how == 'ill'
    do: [{end: ill}]
  - {mark: talked}
  - {end: well}
vars:
  my.how: {type: choice, private: false}
"""


def following(*head: str) -> str:
    """Write a flow that says one thing."""
    top = ("format: 1", "flow: next", "title: The next", "outcomes: [done]", *head)
    nodes = ("nodes:", "  - {say: This follows., to: both}", "  - {end: done}", "")
    return "\n".join([*top, *nodes])


def content(*sources: str) -> load.Content:
    """Give the content with flows of our own and no others."""
    scripts = [load.rebuild(source, "own.yaml") for source in sources]
    return replace(CONTENT, flows={one.id: one for one in scripts})


class Home:
    """Ana and Ben with flows of our own."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def scheduled(self) -> None:
        """Set the clocks, as is done when a couple is made."""
        couple = await self.stage.couple()
        players = self.stage.theatre.parts.engine.players
        await self.stage.look(lambda held: players.schedule(self.scene(held), couple))

    def scene(self, held: Held) -> Scene:
        """Give a turn's surroundings at this moment."""
        house, clock = self.stage.theatre.parts.engine.house, self.stage.theatre.clock
        return Scene(house, held, InboxId(0), clock.now())

    async def talks(self, how: str = "Well") -> None:
        """Let Ana play the talk to its end."""
        await self.stage.says("a", "/talk")
        await self.stage.says("a", how, room=True)


class Homes:
    """Builds homes, and puts them away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stages: list[Stage] = []

    async def __call__(self, *sources: str, start: datetime = START) -> Home:
        """Build one with these flows."""
        folder = self.folder / str(len(self.stages))
        folder.mkdir()
        self.stages.append(await inhabited(folder, Household(), content(*sources), start))
        return Home(self.stages[-1])


@pytest.fixture
async def homes(tmp_path: Path) -> AsyncIterator[Homes]:
    """Homes that are put away afterwards."""
    made = Homes(tmp_path)
    yield made
    for stage in made.stages:
        await stage.theatre.close()


class TestEveryDay:
    @pytest.mark.parametrize(
        ("start", "moments"),
        [
            ("2026-11-24T12:00", ["25 01:30", "26 01:30", "27 01:30"]),
            ("2027-03-26T12:00", ["27 01:30", "28 01:00", "29 00:30"]),
            ("2027-10-29T12:00", ["30 00:30", "31 00:30", "01 01:30"]),
        ],
        ids=["winter", "to summer", "to winter"],
    )
    async def test_once_a_day(self, homes: Homes, start: str, moments: list[str]) -> None:
        """At half past two by their clocks, also in nights that have it twice or not at all."""
        begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
        home = await homes(
            following('start: [{every: {at: "02:30"}}]', "once: couple.day"), start=begin
        )
        await home.scheduled()

        heard = []
        for _ in range(72 * 2):
            await home.stage.wait(minutes=30)
            heard += [f"{home.stage.theatre.clock.now():%d %H:%M}"] * len(home.stage.new("a"))

        assert heard == moments

    async def test_not_what_is_long_past(self, homes: Homes) -> None:
        """Who was away for two days hears today's, and yesterday's not after it."""
        home = await homes(following('start: [{every: {at: "12:00"}}]'))
        await home.scheduled()
        home.stage.look_away()

        home.stage.theatre.clock.time = START + timedelta(days=2)
        await home.stage.theatre.calm()

        assert home.stage.new("a") == ["This follows."]


class TestAfter:
    AFTER = "start: [{after: {flow: talk, outcome: well, wait: 1d}}]"

    async def test_so_much_later(self, homes: Homes) -> None:
        """It begins by itself a day after the other has ended like that."""
        home = await homes(TALK, following(self.AFTER))
        await home.talks()

        await home.stage.wait(hours=23, minutes=59)
        early = home.stage.new("a")
        await home.stage.wait(minutes=1)

        assert early == []
        assert home.stage.new("a") == home.stage.new("b") == ["This follows."]

    async def test_not_after_another_outcome(self, homes: Homes) -> None:
        """It was not meant for that."""
        home = await homes(TALK, following(self.AFTER))
        await home.talks("Not well")

        await home.stage.wait(days=2)

        assert home.stage.new("a") == []

    async def test_after_any_outcome(self, homes: Homes) -> None:
        """The name alone is every end, at once."""
        home = await homes(TALK, following("start: [{after: talk}]"))

        await home.talks("Not well")

        assert "This follows." in home.stage.new("a")


class TestMilestone:
    async def test_begins_with_it(self, homes: Homes) -> None:
        """When the other flow comes to its mark; it waits until that has ended."""
        home = await homes(TALK, following("start: [{event: talked}]"))

        await home.talks()

        assert "This follows." in home.stage.new("b")

    async def test_and_the_end_each_have_their_moment(self, homes: Homes) -> None:
        """What begins now is not put off by what begins later."""
        head = "start: [{event: talked}, {after: {flow: talk, wait: 3d}}]"
        home = await homes(TALK, following(head))

        await home.talks()
        now = home.stage.new("a")
        await home.stage.wait(days=3)

        assert (now, home.stage.new("a")) == (["This follows."], ["This follows."])

    async def test_not_without_it(self, homes: Homes) -> None:
        """The other flow went another way."""
        home = await homes(TALK, following("start: [{event: talked}]"))

        await home.talks("Not well")

        assert home.stage.new("b") == []

    async def test_guard(self, homes: Homes) -> None:
        """Until it is reached, a kind word and nothing else; then it begins."""
        home = await homes(TALK, following("start: [{command: next}]", "guard: couple.talked"))

        before = await home.stage.says("a", "/next")
        await home.talks()
        after = await home.stage.says("a", "/next")

        assert before == home.stage.phrase("not-yet")
        assert after == "This follows."

    async def test_guard_and_clock(self, homes: Homes) -> None:
        """A clock says nothing about it."""
        head = ('start: [{every: {at: "12:00"}}]', "guard: couple.talked")
        home = await homes(TALK, following(*head))
        await home.scheduled()

        await home.stage.wait(days=1)

        assert home.stage.new("a") == []


class TestKeyword:
    async def test_begins(self, homes: Homes) -> None:
        """However it is spelled; within other words it is none."""
        home = await homes(following("start: [{keyword: Let us begin}]"))

        within = await home.stage.writes("a", "Please, let us begin")
        exact = await home.stage.writes("a", "let us  BEGIN.")

        assert within == home.stage.phrase("nothing-open")
        assert exact == "This follows."


class TestOnce:
    @pytest.mark.parametrize(
        ("once", "hours", "again"),
        [
            ("couple.day", 10, False),
            ("couple.day", 12, True),
            ("couple.week", 24 * 5, False),
            ("couple.week", 24 * 6, True),
            ("couple.ever", 24 * 400, False),
        ],
    )
    async def test_again(self, homes: Homes, once: str, hours: int, again: bool) -> None:
        """A day ends at their midnight, a week with their Sunday; ever never does."""
        home = await homes(following("start: [{command: next}]", f"once: {once}"))
        await home.stage.says("a", "/next")
        await home.stage.wait(hours=hours)

        told = await home.stage.says("b", "/next")

        assert (told == "This follows.") is again
        assert told


class TestReplace:
    HEAD = ("start: [{command: next}]", "busy: replace")

    async def test_takes_the_place(self, homes: Homes) -> None:
        """What was open is closed; its buttons say so, and nothing of it rings."""
        home = await homes(TALK, following(*self.HEAD))
        await home.stage.says("a", "/talk")
        token = home.stage.token(ROOM, "Well")

        told = await home.stage.says("a", "/next")
        notices = await home.stage.presses("a", token, chat=ROOM)
        await home.stage.wait(days=3)

        assert told == "This follows."
        assert notices == ["This question is closed."]
        assert home.stage.new(ROOM) == []

    async def test_not_when_it_may_not_begin(self, homes: Homes) -> None:
        """What is open stays open when the one that would replace it was there already."""
        home = await homes(TALK, following(*self.HEAD, "once: couple.ever"))
        await home.stage.says("a", "/next")
        await home.stage.says("a", "/talk")

        await home.stage.says("a", "/next")

        assert "This is open already" in await home.stage.says("a", "/talk")

    async def test_leaves_alone_what_waits(self, homes: Homes) -> None:
        """A flow that was promised for later comes after it."""
        other = TALK.replace("flow: talk", "flow: other").replace("command: talk", "command: other")
        home = await homes(TALK, other, following(*self.HEAD))
        await home.stage.says("a", "/talk")
        await home.stage.says("a", "/other")

        await home.stage.says("a", "/next")

        assert "How was it?" in home.stage.told(ROOM)

    async def test_the_other_can_be_begun_again(self, homes: Homes) -> None:
        """It is over, not waiting."""
        home = await homes(TALK, following(*self.HEAD))
        await home.stage.says("a", "/talk")
        await home.stage.says("a", "/next")

        await home.stage.says("a", "/talk")

        assert "How was it?" in home.stage.told(ROOM)
