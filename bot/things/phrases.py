"""Find the phrases that turn an apology into an excuse."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))
_UMLAUT = "\u0308"
_LAST_LATIN = "\u024f"


class Phrases:
    """
    The action ``phrases``: the lists are by language; without one for a writer, nothing is found.

    It gives the phrases found, each once, in the order they stand in the text, quoted and joined
    by commas; an empty text when there are none. Words match whole, whatever their case and
    with any apostrophe or none. A letter with an accent is found without it too; one without is
    not found with it. Where several overlap, all that they cover is given as one.
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self.patterns = {language: _pattern(its) for language, its in phrases.items() if its}

    def __call__(self, given: Sequence[str], language: str) -> str:
        """Look through the texts of somebody who writes in that language."""
        pattern = self.patterns.get(language) or self.patterns.get(
            language.split("-", maxsplit=1)[0]
        )
        if pattern is None:
            return ""
        found = [
            " ".join(phrase.split()) for text in given for phrase in _found(pattern, _calm(text))
        ]
        return ", ".join(f"“{phrase}”" for phrase in dict.fromkeys(found))


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    whole = sorted((_calm(phrase) for phrase in phrases), key=len, reverse=True)
    ways = "|".join(_way(phrase) for phrase in whole)
    # A look ahead finds a phrase at every word, also inside the one before it.
    return re.compile(rf"(?<!\w)(?=({ways})(?!\w))")


def _found(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Give the stretches of a text that phrases cover, in order."""
    covered: list[tuple[int, int]] = []
    for hit in pattern.finditer(text):
        begin, end = hit.span(1)
        if covered and begin < covered[-1][1]:
            begin, last = covered.pop()
            end = max(end, last)
        covered.append((begin, end))
    return (text[begin:end] for begin, end in covered)


def _way(phrase: str) -> str:
    written = re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "'?")
    return "".join(_letter(letter) for letter in written)


def _letter(letter: str) -> str:
    """Take an accent as one that people in a hurry leave out, and an umlaut as ``ue`` or ``u``."""
    apart = unicodedata.normalize("NFD", letter)
    bare, marks = apart[0], apart[1:]
    # In other scripts a mark makes another letter, which nobody leaves out.
    if not marks or letter > _LAST_LATIN:
        return letter
    return f"(?:{letter}|{bare}e?)" if marks == _UMLAUT else f"[{letter}{bare}]"


def _calm(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
