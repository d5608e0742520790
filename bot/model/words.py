"""
Words as they will be shown: spans with a style, never markup.

What people wrote enters only through `quote`, so it can never become bold, a link, a mention or
a template. Adapters turn spans into whatever their platform calls entities.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Style(StrEnum):
    """How a span looks. ``QUOTED`` are a person's own words, always shown to the letter."""

    PLAIN = "p"
    BOLD = "b"
    ITALIC = "i"
    QUOTED = "q"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style."""

    text: str
    style: Style = Style.PLAIN


Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A few words without style, as on a button: in the author's language, and in ``others``."""

    base: str
    others: Mapping[str, str] = field(default_factory=dict)

    def within(self, language: str) -> str:
        """Give it in a language, or in the author's own where there is no translation."""
        return self.others.get(language, self.base)

    def every(self) -> tuple[str, ...]:
        """Give it in all languages: somebody may write any of them."""
        return (self.base, *self.others.values())


# Direction overrides and isolates would let quoted words reorder the sentence around them.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
_ISOLATE, _POP = "\u2068", "\u2069"
_MARKS_PER_LETTER = 8
_MARKS = frozenset({"Mn", "Me"})
_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def words(text: str) -> Words:
    """Make plain words of our own text."""
    return (Span(text),)


def quote(text: str) -> Span:
    """
    Make a person's words safe to show to somebody else.

    Direction controls are dropped, piled-up marks are cut to eight a letter, and right-to-left
    text is isolated so that the sentence around it keeps its order.
    """
    if text.isascii():
        # Plain letters have no marks and no direction that would have to be calmed.
        return Span(text, Style.QUOTED)
    calm = "".join(_few_marks(text.translate(_BIDI)))
    return Span(f"{_ISOLATE}{calm}{_POP}" if _RTL.search(calm) else calm, Style.QUOTED)


def plain(text: Words) -> str:
    """Give the words without their styles."""
    return "".join(span.text for span in text)


def units(text: str) -> int:
    """Count UTF-16 units, the measure of Telegram's limits and entity offsets."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def _few_marks(text: str) -> Iterator[str]:
    run = 0
    for letter in text:
        kind = unicodedata.category(letter)
        if kind in _MARKS:
            run += 1
        elif kind != "Cf":  # an invisible sign between two marks parts nothing
            run = 0
        if run <= _MARKS_PER_LETTER or kind not in _MARKS:
            yield letter
