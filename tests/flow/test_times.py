"""Civil time is right where clocks jump, and where zones are odd."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.script import Clock
from bot.flow.times import civil, next_clock, next_slot, quiet_until, week_of
from bot.model.profile import Quiet
from tests.pair import person

ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
    "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "UTC",
)  # fmt: skip
zones = st.sampled_from(ZONES).map(ZoneInfo)
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
begin = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2 * 365 * 86400).map(lambda passed: begin + timedelta(seconds=passed))
DAY = timedelta(days=1)


class TestCivil:
    """A wall time as a moment."""

    @pytest.mark.parametrize(
        ("zone", "day", "at", "utc"),
        [
            # The hour that is not there: the first minute after it
            ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:00"),
            ("America/New_York", "2026-03-08", "02:00", "2026-03-08 07:00"),
            ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),
            ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22 02:00"),
            # The hour that is there twice: the first time
            ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30"),
            ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30"),
            ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45"),
            ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15 01:30"),
            # No jump at all
            ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29 01:00"),
            ("Asia/Kathmandu", "2026-11-22", "18:30", "2026-11-22 12:45"),
            ("Pacific/Apia", "2026-11-22", "18:30", "2026-11-22 05:30"),
        ],
    )  # fmt: skip
    def test_jumps(self, zone: str, day: str, at: str, utc: str) -> None:
        """
        A time that is skipped becomes the next there is; one that comes twice, the first.
        """
        found = civil(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))

        assert found == datetime.fromisoformat(f"{utc}+00:00")

    def test_the_day_that_was_not(self) -> None:
        """
        Samoa left out 30 December 2011; what was meant for it comes the day after.
        """
        zone = ZoneInfo("Pacific/Apia")

        found = civil(date(2011, 12, 30), time(18, 30), zone)

        assert found.astimezone(zone).date() == date(2011, 12, 31)

    @given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), clocks, zones)
    def test_never_before_its_wall_time(self, day: date, at: time, zone: ZoneInfo) -> None:
        """
        What comes out reads as the time meant, or as the first after a gap of three hours at most.
        """
        local = civil(day, at, zone).astimezone(zone).replace(tzinfo=None)

        meant = datetime.combine(day, at)
        assert meant <= local <= meant + timedelta(hours=3)


class TestSlots:
    """Fixed hours of a day."""

    @settings(max_examples=60)
    @given(moments, st.lists(clocks, min_size=1, max_size=3, unique=True), zones)
    def test_each_day_once(self, start: datetime, times: list[time], zone: ZoneInfo) -> None:
        """
        Over two weeks every local day has each of its hours exactly once.
        """
        slots = sorted(times)
        first = start.astimezone(zone).date() + DAY
        wanted = {civil(first + n * DAY, at, zone) for n in range(14) for at in slots}
        now, found = min(wanted) - timedelta(seconds=1), []

        while (now := next_slot(slots, now, zone)) <= max(wanted):
            found.append(now)

        assert len(found) == len(set(found))
        assert wanted <= set(found)

    def test_now_is_not_next(self) -> None:
        """
        Who presses on the hour has the one after.
        """
        slots, noon = [time(12), time(18)], datetime(2026, 11, 22, 12, tzinfo=UTC)

        assert next_slot(slots, noon, ZoneInfo("UTC")) == noon.replace(hour=18)
        assert next_slot(slots, noon.replace(hour=18), ZoneInfo("UTC")) == noon + DAY


class TestWeekly:
    """Once a week."""

    @settings(max_examples=60)
    @given(moments, st.integers(0, 6), clocks, zones)
    def test_each_week_once(self, now: datetime, day: int, at: time, zone: ZoneInfo) -> None:
        """
        A year has each of its weeks once, on the day that was said.
        """
        found = []
        for _ in range(53):
            now = next_clock(Clock(day, at), now, zone)
            found.append(now)

        days = [(one - timedelta(hours=3)).astimezone(zone).date() for one in found]
        assert all(timedelta(6) < two - one < timedelta(8) for one, two in pairwise(found))
        assert {one.astimezone(zone).weekday() for one in found} <= {day, (day + 1) % 7}
        assert len(set(days)) == 53

    @pytest.mark.parametrize("zone", ZONES)
    def test_is_after_now(self, zone: str) -> None:
        """
        The moment itself is not next; a week later is.
        """
        weekly = Clock(6, time(18, 30))
        first = next_clock(weekly, datetime(2026, 3, 20, tzinfo=UTC), ZoneInfo(zone))

        again = next_clock(weekly, first, ZoneInfo(zone))
        just = next_clock(weekly, first - timedelta(seconds=1), ZoneInfo(zone))

        assert (
            again.astimezone(ZoneInfo(zone)).date() - first.astimezone(ZoneInfo(zone)).date()
            == 7 * DAY
        )
        assert just == first

    def test_names_the_local_week(self) -> None:
        """
        It is Monday in Samoa while it is Sunday in New York.
        """
        now = datetime(2026, 11, 22, 12, tzinfo=UTC)

        assert week_of(now, ZoneInfo("Pacific/Apia")) == "2026-W48"
        assert week_of(now, ZoneInfo("America/New_York")) == "2026-W47"
        assert week_of(datetime(2027, 1, 3, tzinfo=UTC), ZoneInfo("UTC")) == "2026-W53"


class TestQuiet:
    """Hours in which nothing begins."""

    @pytest.mark.parametrize(
        ("quiet", "now", "until"),
        [
            (Quiet(time(22), time(7)), "2026-11-22 21:59", None),
            (Quiet(time(22), time(7)), "2026-11-22 22:00", "2026-11-23 07:00"),
            (Quiet(time(22), time(7)), "2026-11-23 06:59", "2026-11-23 07:00"),
            (Quiet(time(22), time(7)), "2026-11-23 07:00", None),
            (Quiet(time(13), time(15)), "2026-11-22 14:00", "2026-11-22 15:00"),
            (Quiet(time(13), time(15)), "2026-11-22 12:59", None),
            (Quiet(time(9), time(9)), "2026-11-22 09:00", None),
            (Quiet(time(0), time(6)), "2026-11-22 00:00", "2026-11-22 06:00"),
            (None, "2026-11-22 03:00", None),
        ],
    )  # fmt: skip
    def test_ends(self, quiet: Quiet | None, now: str, until: str | None) -> None:
        """
        They may span midnight; who has none is never quiet.
        """
        zone = ZoneInfo("Asia/Kathmandu")
        local = datetime.fromisoformat(now).replace(tzinfo=zone)

        found = quiet_until(person("Ana", zone.key, quiet), local.astimezone(UTC))

        expected = datetime.fromisoformat(until).replace(tzinfo=zone) if until else None
        assert found == expected

    @given(moments, clocks, clocks, zones)
    def test_is_over_when_it_says(
        self, now: datetime, start: time, end: time, zone: ZoneInfo
    ) -> None:
        """
        Quiet hours end within a day, and at that moment they are over.
        """
        one = person("Ana", zone.key, Quiet(start, end))

        until = quiet_until(one, now)

        if until is not None:
            assert now < until <= now + timedelta(hours=27)
            assert quiet_until(one, until) is None or until.astimezone(zone).time() != end
