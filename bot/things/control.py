"""
The control check: what no agreement may ask of anybody, whatever was broken.

It names a reason and judges nobody; words that it does not know pass. It looks in every language at
once, as people mix them.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from bot.things.asking import Asking, Found, Given

LONGEST = 90
"""Days after which both have to agree anew."""


class Control:
    """``rules`` are patterns under each reason, for words without capitals and accents."""

    def __init__(self, rules: Mapping[str, Sequence[str]]) -> None:
        self.rules = {reason: re.compile("|".join(some)) for reason, some in rules.items() if some}

    def __call__(self, _: Asking, given: Given) -> Found:
        """Give the first reason against it, or nothing."""
        said = bare(str(given["text"] or ""))
        for reason, pattern in self.rules.items():
            if pattern.search(said):
                return {"reason": reason}
        return {}


def long(asking: Asking, given: Given) -> Found:
    """Say whether a last day lies further ahead than one yes should reach."""
    until = date.fromisoformat(str(given["until"]))
    return {"long": (until - asking.today).days > LONGEST}


def bare(text: str) -> str:
    """Write words without capitals and accents, on one line."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("\u00df", "ss"))
    kept = (letter for letter in apart if unicodedata.category(letter) != "Mn")
    return " ".join("".join(kept).replace("\u2019", "'").split())
