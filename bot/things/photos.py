"""
Photos of the album. Both may see them; they stand apart from the memories that refer to them.

In a turn only where a photo lies is noted. It is fetched, freed of everything but its picture, and
put into the thing as the first letter that shows it goes.
"""

from bot.things.asking import Asking, Found, Given

KIND = "photo"
MARK = "kept:"
SOURCE, JPEG = "source", "jpeg"
"""Of a photo's fields, one is empty: where to fetch it from, or what was fetched, in base64."""


def keep(asking: Asking, given: Given) -> Found:
    """Keep a photo that somebody sent; give the reference to it."""
    source = given.get("photo")
    if not isinstance(source, str) or ":" not in source:
        return {}
    if source.startswith(MARK):
        return {"photo": source}
    one = asking.shelf.add(KIND, None, asking.now, {SOURCE: source, JPEG: ""})
    return {"photo": f"{MARK}{one.id}"}


def forget(asking: Asking, given: Given) -> Found:
    """Take a photo out of the album for good."""
    for one in asking.shelf.all(KIND, None):
        if f"{MARK}{one.id}" == given.get("photo"):
            asking.shelf.remove(one)
    return {}


def number(reference: str) -> int:
    """Give the number in a reference; `ValueError` when it is not one."""
    return int(reference.removeprefix(MARK))
