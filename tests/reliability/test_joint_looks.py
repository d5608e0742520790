"""What both have looks the same to one of them, whatever the other does or is (T2, T33)."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.engine import parted
from bot.engine.scene import Scene
from bot.model.ids import InboxId
from bot.ports.messages import PutOut
from bot.ports.store import Held
from bot.theatre import ROOM, Shown
from tests.engine.stage import START, Stage
from tests.engine.test_alone import Stages
from tests.engine.test_holds import SCREEN, SHOWING, SITTING

Log = list[tuple[datetime, str, str]]
READY: tuple[str, ...] = ("I am ready",)
WAYS = ("waits", "refuses", "skips", "paused", "held", "hides", "shut", "reminders", "blocks")
"""What Ana does, or is, while Ben does all that the two were asked to."""


@pytest.fixture
async def stages(tmp_path: Path) -> AsyncIterator[Stages]:
    made = Stages(tmp_path)
    yield made
    for stage in made.made:
        await stage.theatre.close()


def bens(stage: Stage) -> Log:
    """Give a list that fills with what Ben and the room are shown, and when."""
    log: Log = []

    def shown(one: Shown) -> None:
        if one.chat in ("b", ROOM):
            buttons = "|".join(button.label for button in one.buttons)
            log.append((stage.theatre.clock.now(), one.chat, f"{one.text}|{buttons}"))

    stage.theatre.gateway.shown = shown
    return log


async def before(stage: Stage, way: str) -> None:
    """Bring Ana to where she is; it takes the same time in every world."""
    await stage.says("a", "/screen")
    await stage.says("a", "Yes" if way == "held" else "No")
    if way == "shut":
        await stage.says("a", "/pin")
        await stage.writes("a", "2468")
        await stage.writes("a", "2468")
    if way == "reminders":
        await stage.says("a", "/consent")
        await stage.says("a", "Take back: reminders")
    await stage.until(START + timedelta(hours=1))
    if way == "paused":
        await stage.says("a", "/pause")
    if way == "hides":
        await stage.says("a", "/hide")
    if way == "blocks":
        await stage.sends("a", PutOut())
    await stage.until(START + timedelta(hours=2))


async def played(stages: Stages, flow: str, way: str) -> Log:
    """Play one world."""
    stage = await stages(SCREEN, flow)
    log = bens(stage)
    await before(stage, way)
    if flow is SITTING:
        await stage.says("b", "/sit")
        hers: dict[str, tuple[str, ...]] = {
            "refuses": ("skip",),
            "skips": ("stop",),
            "held": READY,
            "agrees": READY,
        }
        his = READY
    else:
        await stage.says("b", "/show")
        hers = {
            "refuses": ("He waited.", "no"), "skips": ("skip", "skip"),
            "held": ("He waited.", "yes"), "agrees": ("He waited.", "yes"),
        }  # fmt: skip
        his = ("She called.", "yes")
    for text in hers.get(way, ()):
        await stage.says("a", text)
    await stage.until(START + timedelta(hours=3))
    for text in his:
        await stage.says("b", text)
    await stage.until(START + timedelta(days=4))
    return log


@pytest.mark.parametrize("flow", [SITTING, SHOWING], ids=["sitting", "showing"])
async def test_every_way_looks_alike(stages: Stages, flow: str) -> None:
    """
    She waits, refuses, rests, is held back, hid, or has shut her chat: the same words to the
    letter, at the same moments.
    """
    seen = {way: await played(stages, flow, way) for way in WAYS}

    assert len(seen["waits"]) >= 3
    for way in WAYS:
        assert seen[way] == seen["waits"], way


@pytest.mark.parametrize("flow", [SITTING, SHOWING], ids=["sitting", "showing"])
async def test_only_both_saying_yes_looks_otherwise(stages: Stages, flow: str) -> None:
    """
    What opens is seen: the worlds above are alike because nothing opens, and not for want of it.
    """
    assert await played(stages, flow, "agrees") != await played(stages, flow, "waits")


class TestLeaving:
    @pytest.mark.parametrize("row", ["T33"])
    async def test_until_the_line_it_is_silence(self, stages: Stages, row: str) -> None:
        """
        To the moment of the line, whoever stayed reads what they would of somebody who is silent.
        """
        seen = {}
        for way in ("silent", "leaves", "no consent"):
            stage = await stages(SCREEN, SHOWING)
            log = bens(stage)
            await stage.says("b", "/show")
            await stage.until(START + timedelta(minutes=10))
            for text in LEAVING[way]:
                await stage.says("a", text)
            await stage.until(START + timedelta(minutes=20))
            for text in ("She called.", "yes"):
                await stage.says("b", text)
            await stage.until(START + timedelta(days=3))
            seen[way] = log

        for way in ("leaves", "no consent"):
            line = next(one[0] for one in seen[way] if one[2].startswith("Check-ins are paused."))
            assert [one for one in seen[way] if one[0] < line] == [
                one for one in seen["silent"] if one[0] < line
            ]
            left = line - START - timedelta(minutes=10)
            assert timedelta(hours=1) <= left <= timedelta(hours=24)

    @pytest.mark.parametrize("row", ["T33"])
    async def test_its_moment_tells_nothing(self, stages: Stages, row: str) -> None:
        """
        It comes one to twenty-four hours later, at any time alike, whenever somebody left.
        """
        stage = await stages(SCREEN)
        house = stage.theatre.parts.engine.house
        couple = await stage.couple()
        waits: list[float] = []
        for number in range(400):
            now = START + timedelta(minutes=number)
            alarms = Alarms()
            scene = Scene(house, cast(Held, alarms), InboxId(10**6 + number), now)
            parted.later(scene, couple, couple.partners[0])
            waits.append((alarms.due - now) / timedelta(hours=1))
        early = sum(one < 12.5 for one in waits[:200]), sum(one < 12.5 for one in waits[200:])

        assert 1 <= min(waits) < 2
        assert 23 < max(waits) <= 24
        for hour in (1, 6.75, 12.5, 18.25):
            assert 60 < sum(hour <= one < hour + 5.75 for one in waits) < 140
        assert abs(early[0] - early[1]) < 45


class Alarms:
    """Takes the one alarm that is set."""

    due = START

    def set_alarm(self, _: object, __: object, ___: int, ____: str, due: datetime) -> None:
        self.due = due


LEAVING = {
    "silent": (), "leaves": ("/leave", "leave for good"),
    "no consent": ("/consent", "Take back: talking here"),
}  # fmt: skip
