"""
Cards of the two: a few short lines that both agreed to keep where both can read them.

There is one card of each name. A new one takes the place of the one before.
"""

from bot.flow.cast import Value
from bot.things.asking import Asking, Found, Given
from bot.things.shelf import Thing

KIND = "card"
LINES = ("first", "second", "third", "fourth")
DAY = "on"


def add(asking: Asking, given: Given) -> Found:
    """Lay a card there; a line that nobody wrote is not on it."""
    fields: dict[str, Value] = {"name": str(given["name"]), "made": asking.today.isoformat()}
    fields |= {key: str(given[key]) for key in (*LINES, DAY) if given.get(key)}
    for old in named(asking, given):
        asking.shelf.remove(old)
    return {"id": asking.shelf.add(KIND, None, asking.now, fields).id}


def load(asking: Asking, given: Given) -> Found:
    """Give the card of a name."""
    for one in named(asking, given):
        return {key: value for key, value in one.fields.items() if key != "name"} | {"id": one.id}
    return {}


def named(asking: Asking, given: Given) -> list[Thing]:
    """Give the card of a name in a list, or none."""
    name = str(given["name"])
    return [one for one in asking.shelf.all(KIND, None) if one.fields["name"] == name]
