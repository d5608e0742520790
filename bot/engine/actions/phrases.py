"""Find the phrases that turn an apology into an excuse."""

import re
import unicodedata
from collections.abc import Sequence

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))


class Phrases:
    """
    The action ``phrases``.

    It gives the phrases found, each once, in the order they stand in the text, quoted and joined
    by commas; an empty text when there are none. Words match whole, whatever their case and
    apostrophes.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        whole = sorted((_calm(phrase) for phrase in phrases), key=len, reverse=True)
        ways = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in whole)
        self.pattern = re.compile(rf"(?<!\w)(?:{ways})(?!\w)") if whole else None

    def __call__(self, given: Sequence[str]) -> str:
        """Look through the texts."""
        if self.pattern is None:
            return ""
        found = [hit[0] for text in given for hit in self.pattern.finditer(_calm(text))]
        return ", ".join(f"“{' '.join(phrase.split())}”" for phrase in dict.fromkeys(found))


def _calm(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
