"""What waits for a milestone: whom it keeps busy, when it goes on, what stays in its place."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.theatre import ROOM
from tests.engine.test_starting import TALK, Homes, following

WAITER = """format: 1
flow: waiter
title: What waits
start: [{command: waiter}]
outcomes: [heard, not_now]
nodes:
  - {say: First the other talk., to: both}
  - {id: first, wait_for: talked, until: 2w, missed: [{end: not_now}]}
  - {say: Now this one., to: both}
  - {end: heard}
"""

PARTS = TALK.replace(
    "  - {end: well}",
    "  - {id: more, each: repairing, place: group, until: 2d, missed: [{end: ill}], "
    'do: [{id: and, ask: "And you?", yesno: true}]}\n'
    "  - {end: well}",
)


@pytest.fixture
async def homes(tmp_path: Path) -> AsyncIterator[Homes]:
    """Homes that are put away afterwards."""
    made = Homes(tmp_path)
    yield made
    for stage in made.stages:
        await stage.theatre.close()


async def test_others_begin_meanwhile(homes: Homes) -> None:
    """The flow in which the milestone is reached is not queued behind the one that waits."""
    home = await homes(WAITER, TALK)
    await home.stage.says("a", "/waiter")

    await home.talks()

    assert "Now this one." in home.stage.new("b")


async def test_reached_before(homes: Homes) -> None:
    """Nothing is waited for a second time."""
    home = await homes(WAITER, TALK)
    await home.talks()
    home.stage.look_away()

    await home.stage.says("a", "/waiter")

    assert home.stage.new("b") == ["First the other talk.", "Now this one."]


async def test_after_the_one_that_talks(homes: Homes) -> None:
    """It does not break in where the other flow goes on behind its milestone."""
    home = await homes(WAITER, PARTS)
    await home.stage.says("a", "/waiter")
    await home.talks()

    between = home.stage.new("b")
    await home.stage.says("b", "yes", room=True)

    assert "Now this one." not in between
    assert "Now this one." in home.stage.new("b")


async def test_before_what_was_queued_later(homes: Homes) -> None:
    """One after another, the oldest first."""
    home = await homes(WAITER, PARTS, following("start: [{command: next}]"))
    await home.stage.says("a", "/waiter")
    await home.talks()
    await home.stage.says("a", "/next")
    home.stage.look_away()

    await home.stage.says("b", "yes", room=True)

    told = [line for line in home.stage.new("b") if line in ("Now this one.", "This follows.")]
    assert told == ["Now this one.", "This follows."]


async def test_begins_what_was_queued(homes: Homes) -> None:
    """A run that comes to its rest lets the next one begin."""
    waiter = WAITER.replace("  - {id: first", "  - {id: pause, wait: 1h}\n  - {id: first")
    home = await homes(waiter, TALK, following("start: [{command: next}]"))
    await home.stage.says("a", "/waiter")
    await home.stage.says("a", "/next")
    home.stage.look_away()

    await home.stage.wait(hours=1)

    assert home.stage.new("b") == ["This follows."]


async def test_is_not_replaced(homes: Homes) -> None:
    """A flow that takes the place of what is open leaves alone what only waits."""
    home = await homes(WAITER, TALK, following("start: [{command: next}]", "busy: replace"))
    await home.stage.says("a", "/waiter")

    await home.stage.says("a", "/next")
    await home.talks()

    assert "Now this one." in home.stage.new("b")


async def test_time_is_up(homes: Homes) -> None:
    """Without the milestone it ends as its author said, and can be begun again."""
    home = await homes(WAITER, TALK)
    await home.stage.says("a", "/waiter")

    await home.stage.wait(days=14)
    again = await home.stage.says("a", "/waiter")

    assert again == "First the other talk."
    assert "Now this one." not in home.stage.new("b")
    assert home.stage.told(ROOM) == ""


async def test_a_lane_that_waits_keeps_busy(homes: Homes) -> None:
    """Whether the other partner has come that far must not be seen by what can begin."""
    lane = WAITER.replace(
        "{id: first, wait_for: talked, until: 2w, missed: [{end: not_now}]}",
        "{id: both, each: partner, place: private, until: 3w, "
        "do: [{id: first, wait_for: talked, until: 2w}]}",
    )
    home = await homes(lane, TALK)
    await home.stage.says("a", "/waiter")

    told = await home.stage.says("a", "/talk")

    assert told == home.stage.phrase("queued")
