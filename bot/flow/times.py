"""Reckon with civil time: weekly starts, slots and quiet hours, over daylight saving."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.flow.cast import Person
from bot.flow.script import Clock

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


def civil(day: date, at: time, zone: tzinfo) -> datetime:
    """
    Give the UTC moment of a local wall time.

    A time that daylight saving skips becomes the first minute after the gap; one that happens
    twice is meant the first time.
    """
    local = datetime.combine(day, at)
    while True:
        moment = local.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local:
            return moment
        local += _MINUTE


def next_slot(slots: Sequence[time], now: datetime, zone: tzinfo) -> datetime:
    """Give the first slot after ``now``, in UTC. ``slots`` are local and in order."""
    day = now.astimezone(zone).date() - _DAY
    while True:
        for at in slots:
            moment = civil(day, at, zone)
            if moment > now:
                return moment
        day += _DAY


def next_clock(clock: Clock, now: datetime, zone: tzinfo) -> datetime:
    """Give the next time it is that day and hour, strictly after ``now``, in UTC."""
    day = now.astimezone(zone).date()
    if clock.day is not None:
        day += timedelta(days=(clock.day - day.weekday()) % 7)
    moment = civil(day, clock.at, zone)
    days = 1 if clock.day is None else 7
    return moment if moment > now else civil(day + timedelta(days=days), clock.at, zone)


def quiet_until(person: Person, now: datetime) -> datetime | None:
    """Say when somebody's quiet hours end, in UTC; None when they are not in them now."""
    quiet = person.quiet
    if quiet is None or quiet.start == quiet.end:
        return None
    local = now.astimezone(person.zone)
    clock = local.time()
    overnight = quiet.start > quiet.end
    inside = (
        clock >= quiet.start or clock < quiet.end if overnight else quiet.start <= clock < quiet.end
    )
    if not inside:
        return None
    day = local.date() + (_DAY if overnight and clock >= quiet.start else timedelta(0))
    end = civil(day, quiet.end, person.zone)
    # In an hour that comes twice they ended the first time.
    return end if end > now else None


def week_of(now: datetime, zone: tzinfo) -> str:
    """Name the local ISO week, for example ``2026-W48``."""
    year, week, _ = now.astimezone(zone).isocalendar()
    return f"{year}-W{week:02d}"
