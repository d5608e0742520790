"""
The question box: what one partner wants to ask, until there is an hour for it.

A question for a picture (``graphic``) is held back: the answer cannot be unseen, so it is kept
and never handed out. The box is its owner's alone.
"""

from collections.abc import Iterator

from bot.things.asking import Asking, Found, Given
from bot.things.shelf import Thing

KIND = "question"
GRAPHIC = "graphic"
SORTS = ("facts", "meaning", "reassurance", GRAPHIC)
OPEN, ANSWERED = "open", "answered"
HOW = (ANSWERED, "partly", "not_yet")


def add(asking: Asking, given: Given) -> Found:
    """Lay a question into the box; one of no known sort asks for meaning."""
    sort = str(given["sort"])
    fields = {
        "text": str(given["text"]), "sort": sort if sort in SORTS else "meaning", "how": OPEN,
    }  # fmt: skip
    return {"id": asking.shelf.add(KIND, asking.seat, asking.now, fields).id}


def following(asking: Asking, given: Given) -> Found:
    """Give the next open one that is not held back."""
    after = given.get("after")
    number = after if isinstance(after, int) else 0
    for one in still(asking):
        if one.id > number and one.fields["sort"] != GRAPHIC:
            return {"id": one.id, "text": one.fields["text"], "sort": one.fields["sort"]}
    return {}


def count(asking: Asking, _: Given) -> Found:
    """Count what is open, and what is held back."""
    held = [one.fields["sort"] == GRAPHIC for one in still(asking)]
    return {"open": held.count(False), "held": held.count(True)}


def mark(asking: Asking, given: Given) -> Found:
    """Note how one went; one that is only partly answered stays in the box."""
    how = str(given["how"])
    one = next((one for one in still(asking) if one.id == given.get("id")), None)
    if one is not None and how in HOW:
        asking.shelf.save(one.having(how=how))
    return {}


def still(asking: Asking) -> Iterator[Thing]:
    """Give what is not answered, oldest first."""
    box = asking.shelf.all(KIND, asking.seat)
    return (one for one in box if one.fields["how"] != ANSWERED)
