"""Time zones and dates: rows 104 to 112."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import understand
from bot.engine import zones
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.script import Clock
from bot.model.ids import InboxId
from bot.ports.store import Held
from tests.engine.stage import CONTENT, Household, Stage, inhabited
from tests.engine.test_starting import content, following

TODAY = dt.date(2026, 11, 24)
OPEN = "Your weekly check-in is here"


@pytest.mark.parametrize("row", ["row-104"])
class TestZoneNames:
    @pytest.mark.parametrize("said", ["Berlin", " berlin\n", "Europe/Berlin", "BERLIN, Germany"])
    def test_of_a_city_are_found(self, row: str, said: str) -> None:
        """
        A city is enough, however it is written.
        """
        assert zones.search(said, "en") == (("Europe/Berlin",), True)

    @pytest.mark.parametrize("said", ["CET", "UTC+2", "GMT-5", "utc + 02:00", "+1"])
    def test_of_a_fixed_offset_are_explained(self, row: str, said: str) -> None:
        """
        An offset follows no summer time, so it is nobody's zone, and is known for what it is.
        """
        found, certain = zones.search(said, "en")

        assert not certain
        assert not any("Etc/" in one for one in found)
        assert zones.is_offset(said.strip())

    @pytest.mark.parametrize(
        "said", ["Mars/Phobos", "", "../../etc/passwd", "x" * 5000, "\x00", "🌍", "localtime", "%s"]
    )
    def test_of_no_place_are_refused(self, row: str, said: str) -> None:
        """
        Nothing is opened and nothing raised; there are three suggestions at most.
        """
        found, certain = zones.search(said, "en")

        assert not certain
        assert len(found) <= zones.SUGGESTIONS

    @pytest.mark.parametrize("name", ["Mars/Phobos", "../../etc/passwd", "", "Europe/Berlin\n"])
    def test_that_are_gone_become_utc(self, row: str, name: str) -> None:
        """
        Somebody whose zone the data no longer knows still has a time.
        """
        assert zones.zone_of(name).key == "UTC"


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        pytest.param("Europe/Berlin", "2026-03-29", "02:30", "01:00", id="row-105-berlin"),
        pytest.param("America/New_York", "2027-03-14", "02:30", "07:00", id="row-105-new-york"),
        pytest.param("Australia/Lord_Howe", "2026-10-04", "02:15", "15:30", id="row-105-lord-howe"),
        pytest.param("Africa/Casablanca", "2026-03-22", "02:30", "02:00", id="row-105-casablanca"),
        pytest.param("Europe/Berlin", "2026-10-25", "02:30", "00:30", id="row-106-berlin"),
        pytest.param("America/New_York", "2026-11-01", "01:30", "05:30", id="row-106-new-york"),
        pytest.param("Australia/Lord_Howe", "2026-04-05", "01:45", "14:45", id="row-106-lord-howe"),
        pytest.param("Africa/Casablanca", "2026-02-15", "02:30", "01:30", id="row-106-casablanca"),
        pytest.param("Pacific/Apia", "2026-10-25", "02:30", "13:30", id="row-108-apia"),
        pytest.param("Asia/Kathmandu", "2026-10-25", "02:30", "20:45", id="row-108-kathmandu"),
    ],
)
def test_a_night_with_a_gap_or_an_hour_twice(zone: str, day: str, at: str, utc: str) -> None:
    """
    What is skipped comes right after the gap; what comes twice is meant the first time, once.
    """
    there = ZoneInfo(zone)
    clock = Clock(None, dt.time.fromisoformat(at))
    midnight = times.civil(dt.date.fromisoformat(day), dt.time(0), there)

    first = times.next_clock(clock, midnight, there)
    second = times.next_clock(clock, first, there)

    assert f"{first:%H:%M}" == utc
    assert second.astimezone(there).date() == dt.date.fromisoformat(day) + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("24:00", dt.time(0)), ("7pm", dt.time(19)), ("19h", dt.time(19)), ("7.30", dt.time(7, 30)),
        ("noon", dt.time(12)), ("25:61", None), ("12:60", None), ("seven-ish", None),
    ],
    ids=lambda value: f"row-107-{value}",
)  # fmt: skip
def test_a_time_of_day(said: str, time: dt.time | None) -> None:
    """
    What can mean one thing is taken, and the rest is asked again.
    """
    assert understand.clock(said, "es" if said == "19h" else "en") == time


@pytest.mark.parametrize(
    ("said", "language", "date"),
    [
        ("29 Feb", "en", dt.date(2028, 2, 29)), ("29 Feb 2027", "en", None),
        ("31 Apr", "en", None), ("13/12", "en", dt.date(2026, 12, 13)),
        ("12/13", "en", dt.date(2026, 12, 13)), ("13.12.", "de", dt.date(2026, 12, 13)),
        ("01/01/0001", "en", None), ("31 Dec 9999", "en", None),
    ],
    ids=lambda value: f"row-109-{value}",
)  # fmt: skip
def test_a_date(said: str, language: str, date: dt.date | None) -> None:
    """
    What does not exist is refused, whatever year it is in.
    """
    assert understand.date(said, language, TODAY) == date


async def scheduled(stage: Stage) -> None:
    """Set a couple's clocks, as is done when they are joined."""
    couple = await stage.couple()
    players = stage.theatre.parts.engine.players
    await stage.look(lambda held: players.schedule(scene(stage, held), couple))


def scene(stage: Stage, held: Held) -> Scene:
    """Give a turn's surroundings at this moment."""
    theatre = stage.theatre
    return Scene(theatre.parts.engine.house, held, InboxId(0), theatre.clock.now())


@pytest.mark.parametrize("row", ["row-111"])
async def test_zone_data_that_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    """
    A country moves its clocks, twice: each week has one check-in, at the new hour or, where that
    had passed when it was noticed, at the old one.
    """
    # Nothing else rings meanwhile: whatever does would notice the change earlier.
    weekly = {name: one for name, one in CONTENT.flows.items() if name == "weekly_checkin"}
    stage = await inhabited(tmp_path, Household(), replace(CONTENT, flows=weekly))
    await scheduled(stage)
    rules, began = "Europe/Madrid", list[dt.datetime]()
    monkeypatch.setattr(zones, "zone_of", lambda _: ZoneInfo(rules))
    for week in range(4):
        for _ in range(7 * 24):
            stage.look_away()
            await stage.wait(hours=1)
            began += [stage.theatre.clock.now()] * any(OPEN in one for one in stage.new("a"))
        rules = ("Europe/London", "Europe/Athens", "Europe/Athens")[min(week, 2)]

    assert [f"{one:%a %H}" for one in began] == ["Sun 18", "Sun 19", "Sun 19", "Sun 17"]
    await stage.theatre.close()


@pytest.mark.parametrize("row", ["row-112"])
async def test_zone_that_is_crossed_twice_a_day(tmp_path: Path, row: str) -> None:
    """
    Somebody who goes to and fro over a border of zones is called at most once a local day.
    """
    daily = following('start: [{every: {at: "12:30"}}]', "once: couple.day")
    stage = await inhabited(tmp_path, Household(), content(daily))
    await scheduled(stage)
    heard: Counter[dt.date] = Counter()
    for half in range(20):
        zone = ("Europe/Lisbon", "Europe/Madrid")[half % 2]
        partner = await stage.partner("a")
        assert partner is not None
        there = replace(partner, profile=replace(partner.profile, zone=zone))
        await stage.look(lambda held, there=there: held.save_partner(there))
        for _ in range(24):
            stage.look_away()
            await stage.wait(minutes=30)
            today = stage.theatre.clock.now().astimezone(ZoneInfo(zone)).date()
            heard[today] += len(stage.new("a"))

    assert max(heard.values()) == 1
    assert sum(heard.values()) >= 9
    await stage.theatre.close()
