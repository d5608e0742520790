"""Whatever the clock of the machine does: nothing begins twice, and nothing long past begins."""

import asyncio
import datetime as dt
import random
import zoneinfo
from collections import Counter
from pathlib import Path

import pytest

from bot.engine import zones
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.script import Clock
from bot.model.ids import InboxId
from bot.ports.store import Held
from tests.e2e.house import House, until
from tests.e2e.people import words_shown
from tests.e2e.seats import ZONE, meet, move_in
from tests.emulators.telegram import TelegramEmulator
from tests.engine.stage import CONTENT, Household, Stage, inhabited
from tests.reliability.figures import figure
from tests.reliability.test_start import CONFIG, paragraph

WEEKLY = CONTENT.flows["weekly_checkin"].clocks[0]
OPEN = "Your weekly check-in is here"
MOST_LATE = dt.timedelta(hours=12)
BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAYS = 400
JUMPS = (-2, 1, 3, 5, 12, 20, 24, 30, 72)
"""Hours."""
SOME = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia",
    "Asia/Kathmandu", "Africa/Cairo", "America/Santiago", "Antarctica/Troll", "Asia/Gaza",
)  # fmt: skip
"""Zones whose clocks do odd things: half hours, Ramadan, the date line, two hours at once."""


class TestStart:
    @pytest.mark.parametrize(
        ("year", "starts"),
        [
            pytest.param(1970, False, id="row-110-1970"),
            pytest.param(2025, False, id="row-110-2025"),
            pytest.param(2099, True, id="row-110-2099"),
        ],
    )
    async def test_in_an_odd_year(
        self, server: TelegramEmulator, house: House, year: int, starts: bool
    ) -> None:
        """
        Before 2026 the clock is certainly wrong, and the start is refused with one paragraph.
        """
        house.set_clock(dt.datetime(year, 6, 1, tzinfo=dt.UTC))
        if starts:
            await house.start()
            assert (await house.stop()).code == 0
            return

        ended = await house.runs("run")

        assert ended.code == CONFIG
        assert "year before 2026" in paragraph(ended)


async def scheduled(folder: Path) -> Stage:
    """Give a couple whose check-in is set for Sunday evening."""
    stage = await inhabited(folder, Household())
    couple = await stage.couple()
    players, theatre = stage.theatre.parts.engine.players, stage.theatre

    def schedule(held: Held) -> None:
        house = theatre.parts.engine.house
        players.schedule(Scene(house, held, InboxId(0), theatre.clock.now()), couple)

    await stage.look(schedule)
    stage.look_away()
    return stage


def due_before(moment: dt.datetime) -> dt.datetime:
    """Give when the check-in was last due."""
    zone = zones.zone_of(ZONE)
    due = times.next_clock(WEEKLY, moment - dt.timedelta(days=8), zone)
    while (later := times.next_clock(WEEKLY, due, zone)) <= moment:
        due = later
    return due


@pytest.mark.parametrize("row", ["R30"])
class TestJump:
    async def test_back_over_what_has_begun(self, tmp_path: Path, row: str) -> None:
        """
        Two hours that come again bring nothing again.
        """
        stage = await scheduled(tmp_path)
        zone = zones.zone_of(ZONE)
        await stage.until(times.next_clock(WEEKLY, stage.theatre.clock.now(), zone))
        began = stage.told("a").count(OPEN)

        stage.theatre.clock.time -= dt.timedelta(hours=2)
        await stage.wait(hours=5)

        assert (began, stage.told("a").count(OPEN)) == (1, 0)
        await stage.theatre.close()

    @pytest.mark.parametrize("seed", range(3))
    async def test_to_and_fro(self, tmp_path: Path, row: str, seed: int) -> None:
        """
        In ten wild weeks each week has one check-in at most, and none comes half a day late.
        """
        stage, chance = await scheduled(tmp_path), random.Random(seed)
        weeks: Counter[str] = Counter()
        late = dt.timedelta(0)
        for _ in range(120):
            stage.look_away()
            stage.theatre.clock.time += dt.timedelta(hours=chance.choice(JUMPS))
            await stage.theatre.calm()
            if OPEN in stage.told("a"):
                now = stage.theatre.clock.now()
                weeks[times.week_of(due_before(now), zones.zone_of(ZONE))] += 1
                late = max(late, now - due_before(now))

        assert len(weeks) > 5
        assert max(weeks.values()) == 1
        assert late <= MOST_LATE
        await stage.theatre.close()

    async def test_while_it_runs(self, server: TelegramEmulator, house: House, row: str) -> None:
        """
        A whole bot whose machine's clock goes over the hour, back over it, and over it again.
        """
        pair = meet(server)
        await move_in(house, pair, weekly=WEEKLY)
        due = times.next_clock(WEEKLY, house.now, zones.zone_of(ZONE))
        await house.start()

        house.set_clock(due + dt.timedelta(seconds=1))
        await until(lambda: OPEN in words_shown(server, pair.hurt), 10)
        for length in (dt.timedelta(hours=-2), dt.timedelta(hours=3), dt.timedelta(days=3)):
            house.pass_time(length)
            await asyncio.sleep(0.5)
            await house.rests()

        figure("R30", "clock to and fro over the hour: check-ins begun", "1", "1")
        assert words_shown(server, pair.hurt).count(OPEN) == 1
        assert house.count("runs WHERE flow = 'weekly_checkin'") == 1


def missed(zone: str, at: dt.time) -> int:
    """Count the local days of a year and more on which a daily clock did not ring just once."""
    there, clock = zoneinfo.ZoneInfo(zone), Clock(None, at)
    now, days = BEGIN, Counter[dt.date]()
    for _ in range(DAYS):
        now = times.next_clock(clock, now, there)
        days[now.astimezone(there).date()] += 1
    first, last = min(days), max(days)
    return (last - first).days + 1 - len(days) + sum(count - 1 for count in days.values())


@pytest.mark.parametrize("row", ["R31"])
class TestEachLocalDay:
    @pytest.mark.parametrize("zone", SOME)
    def test_has_it_once(self, row: str, zone: str) -> None:
        """
        At half past two in the night, in zones whose clocks do odd things.
        """
        assert missed(zone, dt.time(2, 30)) == 0

    @pytest.mark.chaos
    def test_has_it_once_everywhere(self, row: str) -> None:
        """
        Four hundred days in every zone there is, at four times of day.
        """
        everywhere = sorted(zoneinfo.available_timezones())
        hours = [dt.time(0, 0), dt.time(0, 30), dt.time(2, 30), dt.time(18, 30)]

        wrong = sum(missed(zone, at) for zone in everywhere for at in hours)

        what = f"{DAYS} days, {len(everywhere)} zones, {len(hours)} times of day: days without one"
        figure("R31", what, str(wrong), "0")
        assert wrong == 0
