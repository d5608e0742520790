"""Small slips in civil time that would pass unseen where the clock on the wall is the server's."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.flow.script import Clock
from bot.flow.times import civil, next_clock, quiet_until
from bot.model.profile import Quiet
from tests.pair import person


def moment(text: str) -> datetime:
    """Read a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_moments_are_in_utc() -> None:
    """
    What is kept is UTC itself, and not the zone of the machine.
    """
    assert civil(date(2026, 11, 22), time(18, 30), ZoneInfo("Asia/Kathmandu")).tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day", "at", "now", "then"),
    [
        # It is still Saturday in New York when it is Sunday in UTC
        ("America/New_York", 5, "23:00", "2026-11-22 03:00", "2026-11-22 04:00"),
        ("America/New_York", None, "23:00", "2026-11-22 03:00", "2026-11-22 04:00"),
        # It is already Monday in Samoa
        ("Pacific/Apia", 0, "18:30", "2026-11-22 12:00", "2026-11-23 05:30"),
        # From each day of the week to the next Monday
        *(
            ("UTC", 0, "09:00", f"2026-11-{day} 10:00", "2026-11-30 09:00")
            for day in range(23, 30)
        ),
        # Every day: later today, or tomorrow, and the moment itself is over
        ("UTC", None, "09:00", "2026-11-22 08:59", "2026-11-22 09:00"),
        ("UTC", None, "09:00", "2026-11-22 09:00", "2026-11-23 09:00"),
        ("Europe/Berlin", None, "02:30", "2026-03-28 12:00", "2026-03-29 01:00"),
    ],
)  # fmt: skip
def test_next(zone: str, day: int | None, at: str, now: str, then: str) -> None:
    """
    The next time is reckoned from the day that it is where the couple lives.
    """
    found = next_clock(Clock(day, time.fromisoformat(at)), moment(now), ZoneInfo(zone))

    assert found == moment(then)


@pytest.mark.parametrize(
    ("quiet", "now"),
    [
        # The hour that comes twice: the second time, the quiet hours have ended already
        (Quiet(time(1), time(2, 30)), "2026-10-25 01:00"),
        (Quiet(time(22), time(2, 30)), "2026-10-25 01:15"),
        # Their very end
        (Quiet(time(1), time(5)), "2026-10-25 04:00"),
        (Quiet(time(22), time(5)), "2026-10-25 04:00"),
    ],
)
def test_quiet_hours_have_ended(quiet: Quiet, now: str) -> None:
    """
    At their end, and in an hour that comes a second time, nobody is held back any more.
    """
    assert quiet_until(person("Ana", "Europe/Berlin", quiet), moment(now)) is None
