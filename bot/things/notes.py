"""
Notes that somebody writes for themselves. Nobody else reads them.

They stay until their owner takes them away, or is forgotten.
"""

from bot.things.asking import Asking, Found, Given

KIND = "note"


def add(asking: Asking, given: Given) -> Found:
    """Keep a note, under the day on which it was written."""
    fields = {"text": str(given["text"]), "on": asking.today.isoformat()}
    return {"id": asking.shelf.add(KIND, asking.seat, asking.now, fields).id}


def before(asking: Asking, given: Given) -> Found:
    """Give the newest note that is older than the one with this number, or the newest of all."""
    number = given.get("than")
    for one in reversed(asking.shelf.all(KIND, asking.seat)):
        if not isinstance(number, int) or one.id < number:
            return {"id": one.id, "text": one.fields["text"], "on": one.fields["on"]}
    return {}


def forget(asking: Asking, given: Given) -> Found:
    """Take a note away for good."""
    for one in asking.shelf.all(KIND, asking.seat):
        if one.id == given.get("id"):
            asking.shelf.remove(one)
    return {}
