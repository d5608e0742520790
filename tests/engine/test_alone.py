"""What one partner has alone: beside everything else, in front when they ask, never shown."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.theatre import ROOM
from tests.engine.stage import Household, Stage, inhabited, raised
from tests.engine.test_starting import content
from tests.engine.two_doors import CODE

DIARY = """format: 1
flow: diary
title: A few lines
for: one
policy: open
start: [{command: diary}]
vars:
  my.line: {type: text, sensitive: true}
  my.more: {type: text, sensitive: true}
policies:
  open: {until: 2d, remind: [{after: 1d, say: "Your page is open, {me.name}."}]}
nodes:
  - {id: line, ask: "What was today like?", text: {}, save: my.line}
  - {id: more, ask: "And what do you wish for?", text: {}, save: my.more}
  - {mark: wrote}
  - {say: "Kept for you."}
"""
TALK = """format: 1
flow: talk
title: A talk
start: [{command: talk}]
outcomes: [shown, kept]
vars:
  my.line: {type: text, sensitive: true, from: diary, called: my day}
  my.show: {type: bool}
  my.glad: {type: text}
nodes:
  - id: both
    each: partner
    until: 1d
    do:
      - {id: glad, ask: "What were you glad of?", text: {}, save: my.glad}
      - {id: show, ask: May I show it?, consent: {shows: [line]}, save: my.show}
  - id: open
    reveal: [line]
    needs: show
    say: "{a.name}: {a.line} · {b.name}: {b.line}"
    withheld: [{end: kept}]
  - {end: shown}
"""


def after_diary(*head: str) -> str:
    """Write a flow that one has alone and that says one thing."""
    top = ("format: 1", "flow: next", "title: Next", "for: one", "policy: open", *head)
    rest = ("policies: {open: {until: 1d}}", "nodes: [{say: This follows.}]", "")
    return "\n".join([*top, *rest])


class Stages:
    """Makes stages with flows of our own, and puts them away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[Stage] = []

    async def __call__(self, *sources: str, hurt: str = "a") -> Stage:
        """A couple who live here."""
        stage = await inhabited(self.at(), Household(hurt=hurt), content(*sources))
        self.made.append(stage)
        return stage

    async def empty(self, *sources: str) -> Stage:
        """Nobody has come yet."""
        self.made.append(await raised(self.at(), content(*sources)))
        return self.made[-1]

    def at(self) -> Path:
        folder = self.folder / str(len(self.made))
        folder.mkdir()
        return folder


@pytest.fixture
async def stages(tmp_path: Path) -> AsyncIterator[Stages]:
    """Stages that are put away afterwards."""
    made = Stages(tmp_path)
    yield made
    for stage in made.made:
        await stage.theatre.close()


class TestAlone:
    async def test_nobody_else_sees_anything(self, stages: Stages) -> None:
        stage = await stages(DIARY)

        asked = await stage.says("b", "/diary")
        await stage.says("b", "Long.")
        done = await stage.says("b", "Rest.")
        await stage.wait(days=3)

        assert "What was today like?" in asked
        assert "Kept for you." in done
        assert stage.new("a") == []
        assert stage.new(ROOM) == []

    async def test_both_have_their_own_at_once(self, stages: Stages) -> None:
        stage = await stages(DIARY)

        await stage.says("a", "/diary")
        await stage.says("b", "/diary")
        first = await stage.says("a", "Mine.")
        second = await stage.says("b", "Yours.")

        assert "what do you wish for" in first
        assert "what do you wish for" in second

    async def test_comes_in_front_and_goes_back(self, stages: Stages) -> None:
        """What was asked before is shown again when it is over."""
        stage = await stages(DIARY, TALK)
        await stage.says("a", "/talk")

        await stage.says("a", "/diary")
        await stage.says("a", "Long.")
        done = await stage.says("a", "Rest.")
        then = await stage.says("a", "The soup.")

        assert "Kept for you.\nWhat were you glad of?" in done
        assert "May I show it?" not in then  # There was nothing to show when the talk began.
        assert stage.new("b") == []

    async def test_runs_beside_what_both_have(self, stages: Stages) -> None:
        """It keeps neither the other nor the couple busy."""
        stage = await stages(DIARY, TALK)
        await stage.says("a", "/diary")

        asked = await stage.says("b", "/talk")

        assert "What were you glad of?" in asked

    async def test_reminds_and_closes(self, stages: Stages) -> None:
        stage = await stages(DIARY)
        await stage.says("a", "/diary")

        await stage.wait(hours=25)
        reminded = stage.told("a")
        await stage.wait(hours=24)
        late = await stage.says("a", "Hello?")

        assert "Your page is open, Ana." in reminded
        assert "what do you wish for" not in late

    async def test_another_time(self, stages: Stages) -> None:
        """Once it is open, it is not opened twice; once over, it may begin anew."""
        stage = await stages(DIARY)
        await stage.says("a", "/diary")

        twice = await stage.says("a", "/diary")
        await stage.says("a", "One.")
        await stage.says("a", "Two.")
        anew = await stage.says("a", "/diary")

        assert "What was today like?" in twice
        assert "What was today like?" in anew

    @pytest.mark.parametrize(("side", "may", "not_"), [("hurt", "a", "b"), ("repairing", "b", "a")])
    async def test_for_one_side(self, stages: Stages, side: str, may: str, not_: str) -> None:
        stage = await stages(DIARY.replace("for: one", f"for: {side}"))

        asked = await stage.says(may, "/diary")
        refused = await stage.says(not_, "/diary")
        menu = [button.label for one in stage.shown(not_) for button in one.buttons]

        assert "What was today like?" in asked
        assert "What was today like?" not in refused
        assert "A few lines" not in menu

    async def test_once_each(self, stages: Stages) -> None:
        stage = await stages(DIARY.replace("vars:", "once: me.week\nvars:"))
        for who in "ab":
            await stage.says(who, "/diary")
            await stage.says(who, "One.")
            await stage.says(who, "Two.")

        again = await stage.says("a", "/diary")
        await stage.wait(days=7)
        later = await stage.says("a", "/diary")

        assert "done for this week" in again
        assert "What was today like?" in later


class TestWhatFollows:
    async def test_only_what_one_has_alone(self, stages: Stages) -> None:
        stage = await stages(DIARY, after_diary("start: [{after: diary}]"))

        await stage.says("a", "/diary")
        await stage.says("a", "One.")
        await stage.says("a", "Two.")
        await stage.wait(minutes=1)

        assert "This follows." in stage.told("a") + stage.shown("a")[-1].text
        assert not any("This follows." in one.text for one in stage.shown("b"))

    async def test_a_milestone_of_their_own(self, stages: Stages) -> None:
        stage = await stages(DIARY, after_diary("start: [{command: next}]", "guard: mine.wrote"))

        before = await stage.says("a", "/next")
        await stage.says("a", "/diary")
        await stage.says("a", "One.")
        await stage.says("a", "Two.")
        after = await stage.says("a", "/next")
        other = await stage.says("b", "/next")

        assert "This follows." not in before
        assert "This follows." in after
        assert "This follows." not in other

    async def test_by_the_clock_for_each(self, stages: Stages) -> None:
        stage = await stages(DIARY.replace("{command: diary}", '{every: {at: "09:00"}}'))
        couple = await stage.couple()
        players = stage.theatre.parts.engine.players

        def schedule(held: object) -> None:
            scene = type("S", (), {"held": held, "now": stage.theatre.clock.now()})()
            players.schedule(scene, couple)

        await stage.look(schedule)
        await stage.wait(days=1)

        assert "What was today like?" in stage.told("a")
        assert "What was today like?" in stage.told("b")

    async def test_shown_by_the_couples_own_reveal(self, stages: Stages) -> None:
        """What was answered alone can be shown later, with the consent of both."""
        stage = await stages(DIARY, TALK)
        for who, line in (("a", "Slow."), ("b", "Quick.")):
            await stage.says(who, "/diary")
            await stage.says(who, line)
            await stage.says(who, "/skip")

        await stage.says("a", "/talk")
        await stage.says("a", "The soup.")
        asked = stage.shown("a")[-1].text
        await stage.says("a", "Yes")
        await stage.says("b", "The walk.")
        await stage.says("b", "Yes")

        assert "Slow." in asked
        assert "Quick." not in "".join(one.text for one in stage.shown("a"))
        assert "Ana: Slow. · Ben: Quick." in stage.shown(ROOM)[-1].text


class TestWithoutAPartner:
    """Who is here alone can begin alone."""

    async def arrived(self, stage: Stage, side: str) -> None:
        """Let Ana arrive."""
        await stage.theatre.arrive("a", "Europe/Madrid", side, None)
        stage.look_away()

    async def test_has_what_one_has_alone(self, stages: Stages) -> None:
        stage = await stages.empty(DIARY, TALK)
        await self.arrived(stage, "hurt")

        asked = await stage.says("a", "/diary")
        more = await stage.says("a", "Long.")
        back = await stage.says("a", "/back")
        refused = await stage.says("a", "/talk")

        assert "What was today like?" in asked
        assert "what do you wish for" in more
        assert "What was today like?" in back
        assert "glad of" not in refused

    async def test_by_the_clock(self, stages: Stages) -> None:
        stage = await stages.empty(DIARY.replace("{command: diary}", '{every: {at: "09:00"}}'))
        await self.arrived(stage, "repairing")

        await stage.wait(days=1)

        assert "What was today like?" in stage.told("a")

    @pytest.mark.parametrize("side", ["hurt", "repairing"])
    async def test_by_where_they_stand(self, stages: Stages, side: str) -> None:
        stage = await stages.empty(DIARY.replace("for: one", "for: repairing"))
        await self.arrived(stage, side)

        asked = await stage.says("a", "/diary")

        assert ("What was today like?" in asked) is (side == "repairing")

    async def test_goes_on_when_the_partner_comes(self, stages: Stages) -> None:
        stage = await stages.empty(DIARY)
        await self.arrived(stage, "hurt")
        await stage.says("a", "/diary")
        found = CODE.search(await stage.says("a", "/invite"))
        assert found is not None
        await stage.theatre.arrive("b", "Europe/Madrid", "repairing", None)
        await stage.says("b", f"/join {found[0]}")
        for who in "ba":
            await stage.says(who, stage.phrase("yes"))

        more = await stage.says("a", "Long.")

        assert "what do you wish for" in more
