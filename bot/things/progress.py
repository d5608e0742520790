"""
The two lines of progress: promises kept, as the two told of them, and the pulse of one of them.

Both are by week, from Monday to Sunday, where the reader lives. Only the reader's own pulse is in
it; nothing stands where nobody told.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from statistics import median

from bot.flow.cast import Value
from bot.model.sketches import Progress, write
from bot.things import agreements, pulse
from bot.things.asking import Asking, Found, Given

MOST = 52
"""Weeks that are shown at most, the newest."""

WEEK = timedelta(weeks=1)
WINDOW = 4
"""A week's trust is the middle of what was told in that week and the ones before it."""


def picture(asking: Asking, _: Given) -> Found:
    """Give what the picture is drawn from, and the newest of both; nothing before anybody told."""
    kept, felt = promises(asking), pulses(asking)
    told = [day for day in (*kept, *felt) if day <= monday(asking.today)]
    if not told:
        return {}
    first, last = max(min(told), max(told) - (MOST - 1) * WEEK), max(told)
    weeks = [first + at * WEEK for at in range((last - first) // WEEK + 1)]
    sketch = Progress(
        first,
        tuple(share(kept.get(week, ())) for week in weeks),
        tuple(middle(felt, week) for week in weeks),
        mirrored=asking.seat is not asking.hurt,
    )
    found: dict[str, Value] = {"picture": write(sketch), "weeks": len(weeks)}
    for name, line in (("kept", sketch.kept), ("felt", sketch.felt)):
        newest = next((one for one in reversed(line) if one is not None), None)
        if newest is not None:
            found[name] = newest
    return found


def promises(asking: Asking) -> Mapping[date, list[bool]]:
    """Give what was told of promises, by week: whether each was kept; a changed one was none."""
    found: dict[date, list[bool]] = {}
    for one in asking.shelf.all(agreements.KIND, None):
        for day, how in agreements.spoken(one):
            if how != agreements.CHANGED:
                found.setdefault(monday(day), []).append(how == agreements.KEPT)
    return found


def pulses(asking: Asking) -> Mapping[date, list[float]]:
    """Give the reader's own pulse, by week."""
    found: dict[date, list[float]] = {}
    for day, level in levels(asking):
        found.setdefault(monday(day), []).append(level)
    return found


def levels(asking: Asking) -> Iterator[tuple[date, float]]:
    """Give each pulse of the reader's: on which day, and how much from 0 to 10."""
    for one in asking.shelf.all(pulse.KIND, asking.seat):
        yield one.at.astimezone(asking.zone).date(), float(str(one.fields["level"]))


def share(told: list[bool] | tuple[()]) -> int | None:
    """Give how many of a hundred were kept."""
    return round(100 * sum(told) / len(told)) if told else None


def middle(felt: Mapping[date, list[float]], week: date) -> float | None:
    """Give the median of a week and the three before it."""
    near = [one for back in range(WINDOW) for one in felt.get(week - back * WEEK, ())]
    return round(median(near), 1) if near else None


def monday(day: date) -> date:
    """Give the day on which its week begins."""
    return day - timedelta(days=day.weekday())
