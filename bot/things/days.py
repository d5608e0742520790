"""
Days that somebody wants to be told of: one's own, such as a day that may be heavy, and the two's.

A day of one's own can come back every year; on a 29th of February it does so on the 28th of years
that have none. What both have planned is told on the day before and on the day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.flow.cast import Value
from bot.model.couple import Seat
from bot.things import agreements
from bot.things.asking import Asking, Found, Given
from bot.things.shelf import Thing

KIND = "day"
TOMORROW = timedelta(days=1)


def add(asking: Asking, given: Given) -> Found:
    """Note a day of one's own."""
    fields: dict[str, Value] = {
        "what": str(given["what"]), "on": str(given["on"]), "yearly": bool(given["yearly"]),
    }  # fmt: skip
    return {"id": asking.shelf.add(KIND, asking.seat, asking.now, fields).id}


def mine(asking: Asking, _: Given) -> Found:
    """Give a day of one's own that is today."""
    found = [one for one in own(asking, asking.seat) if is_on(one, asking.today)]
    return {"what": found[0].fields["what"]} if found else {}


def forget(asking: Asking, given: Given) -> Found:
    """Take a day of one's own away."""
    for one in own(asking, asking.seat):
        if one.id == given.get("id"):
            asking.shelf.remove(one)
    return {}


def following(asking: Asking, given: Given) -> Found:
    """Give the next of one's own days."""
    after = given.get("after")
    number = after if isinstance(after, int) else 0
    for one in own(asking, asking.seat):
        if one.id > number:
            return {"id": one.id, "what": one.fields["what"], "on": one.fields["on"]}
    return {}


def plan(asking: Asking, given: Given) -> Found:
    """Note what both have planned."""
    fields: dict[str, Value] = {
        "what": str(given["what"]), "on": str(given["on"]), "yearly": False,
    }  # fmt: skip
    return {"id": asking.shelf.add(KIND, None, asking.now, fields).id}


def ours(asking: Asking, _: Given) -> Found:
    """Give what both have planned for today, or else for tomorrow."""
    for day, when in ((asking.today, "today"), (asking.today + TOMORROW, "tomorrow")):
        for one in own(asking, None):
            if is_on(one, day):
                return {"what": one.fields["what"], "when": when}
    return {}


def due(asking: Asking, given: Given) -> Found:
    """Count the agreements whose last day is in so many days."""
    ahead = given["days"] if isinstance(given["days"], int) else 0
    day = asking.today + timedelta(days=ahead)
    return {"count": sum(agreements.last_day(one) == day for one in agreements.standing(asking))}


def own(asking: Asking, seat: Seat | None) -> Sequence[Thing]:
    """Give the days of one, or of both, oldest first."""
    return asking.shelf.all(KIND, seat)


def is_on(one: Thing, day: date) -> bool:
    """Say whether it falls on a day."""
    on = date.fromisoformat(str(one.fields["on"]))
    if not one.fields["yearly"]:
        return on == day
    if (on.month, on.day) == (2, 29) and day.month == 2:
        return (day + TOMORROW).month == 3 if day.day >= 28 else False
    return (on.month, on.day) == (day.month, day.day)
