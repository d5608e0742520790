"""A paper for a first meeting with a therapist: what one of the two wrote for it, or both."""

from bot.model.sketches import PARTS, Brief, write
from bot.things.asking import Asking, Found, Given

NAME = "name"
TOO = "_too"
"""What the second of two wrote for a part has the part's name with this behind it."""


def paper(asking: Asking, given: Given) -> Found:
    """Give what the paper is set from; nothing when nobody wrote anything."""
    voices = ("", TOO) if any(given.get(name + TOO) for name in PARTS) else ("",)
    written = [(name, tuple(str(given.get(name + one) or "") for one in voices)) for name in PARTS]
    parts = tuple((name, texts) for name, texts in written if any(texts))
    if not parts:
        return {}
    names = tuple(str(given.get(NAME + one) or "") for one in voices)
    return {"paper": write(Brief(asking.today, parts, names if any(names) else ()))}
