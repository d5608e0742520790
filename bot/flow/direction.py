"""Keep right-to-left sentences in order around what runs from left to right."""

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from bot.model.words import Span, Style, Words

_OPEN, _SHUT = "\u2068", "\u2069"
_OURS = re.compile(
    r"(?<![^\s(«“„\"'])"
    r"(?:/[a-z]\w*(?: [\w-]*\w)?|(?=[A-Za-z:–-]*\d)[A-Za-z0-9:]+(?:[-–][A-Za-z0-9:]+)+)",
    re.ASCII,
)
"""
A command with what may follow it, a code with digits, a stretch of hours. Their strokes and
hyphens have no direction of their own and would change sides. Addresses are let be: a mark would
end up in them.
"""


def leftward(language: str) -> bool:
    """Say whether a language (a BCP 47 code) is written from right to left."""
    try:
        return Locale.parse(language, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def ordered(words: Words) -> Words:
    """Set names, commands, codes and hours apart in a right-to-left text."""
    return tuple(_ordered(words))


def _ordered(words: Words) -> Iterator[Span]:
    for span in words:
        if span.style is not Style.QUOTED:
            yield Span(_OURS.sub(rf"{_OPEN}\g<0>{_SHUT}", span.text), span.style)
        elif span.text.startswith(_OPEN):
            yield span
        else:
            yield Span(f"{_OPEN}{span.text}{_SHUT}", span.style)
