"""
The album of both: good days, each in a line or two, with a photo if somebody sent one.

Both may read all of it. Which hand of the deck of ideas comes next is kept here as well.
"""

from bot.flow.cast import Value
from bot.things import photos
from bot.things.asking import Asking, Found, Given

KIND, DECK = "memory", "deck"
_MAY = ("by", "photo")


def add(asking: Asking, given: Given) -> Found:
    """Put a day into the album, under the day on which it is told."""
    fields: dict[str, Value] = {"what": str(given["what"]), "on": asking.today.isoformat()}
    fields |= {name: str(given[name]) for name in _MAY if given.get(name)}
    return {"id": asking.shelf.add(KIND, None, asking.now, fields).id}


def before(asking: Asking, given: Given) -> Found:
    """Give the newest day that is older than the one with this number, or the newest of all."""
    number = given.get("than")
    for one in reversed(asking.shelf.all(KIND, None)):
        if not isinstance(number, int) or one.id < number:
            return {"id": one.id, **one.fields}
    return {}


def forget(asking: Asking, given: Given) -> Found:
    """Take a day out of the album for good, and its photo with it."""
    for one in asking.shelf.all(KIND, None):
        if one.id == given.get("id"):
            photos.forget(asking, {"photo": str(one.fields.get("photo", ""))})
            asking.shelf.remove(one)
    return {}


def turn(asking: Asking, given: Given) -> Found:
    """Give the number of the next hand; after the last of so many comes the first again."""
    laid = asking.shelf.all(DECK, None)
    last = int(str(laid[-1].fields["number"])) if laid else 0
    for one in laid:
        asking.shelf.remove(one)
    number = last % max(1, int(str(given["of"]))) + 1
    asking.shelf.add(DECK, None, asking.now, {"number": number})
    return {"number": number}
