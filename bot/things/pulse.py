"""
The trust pulse: five lines of our own, not validated, each from 0 to 10.

Its level is their mean; the last line tells of how often the past broke in, so it counts the other
way round. Somebody's pulse is theirs alone.
"""

from datetime import timedelta
from statistics import fmean, median

from bot.things.asking import Asking, Found, Given

KIND = "pulse"
LINES = ("one", "two", "three", "four", "five")
MOST = 10


def add(asking: Asking, given: Given) -> Found:
    """Keep one; lines that were skipped count for nothing, and without any there is none."""
    lines = [given.get(name) for name in LINES]
    lines[-1] = None if lines[-1] is None else MOST - float(str(lines[-1]))
    said = [float(str(one)) for one in lines if one is not None]
    if not said:
        return {}
    level = round(fmean(said), 1)
    asking.shelf.add(KIND, asking.seat, asking.now, {"level": level})
    return {"level": level}


def middle(asking: Asking, given: Given) -> Found:
    """Give the median of the last weeks, which one bad or good day hardly moves."""
    weeks = given["weeks"] if isinstance(given["weeks"], int) else 4
    since = asking.now - timedelta(weeks=weeks)
    levels = [
        float(str(one.fields["level"]))
        for one in asking.shelf.all(KIND, asking.seat)
        if one.at > since
    ]
    return {"level": round(median(levels), 1)} if levels else {}
