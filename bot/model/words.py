"""
Words as they will be shown: spans with a style, never markup.

What people wrote enters only through `quote`, so it can never become bold, a link, a mention or
a template. Adapters turn spans into whatever their platform calls entities.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
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

# Direction overrides and isolates would let quoted words reorder the sentence around them.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])
_ISOLATE, _POP = "\u2068", "\u2069"
_MARKS_PER_LETTER = 8
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def words(text: str) -> Words:
    """Make plain words of our own text."""
    return (Span(text),)


def quote(text: str) -> Span:
    """
    Make a person's words safe to show to somebody else.

    Direction controls are dropped, piled-up marks are cut to eight a letter, and right-to-left
    text is isolated so that the sentence around it keeps its order.
    """
    calm = "".join(_few_marks(text.translate(_BIDI)))
    return Span(f"{_ISOLATE}{calm}{_POP}" if _RTL.search(calm) else calm, Style.QUOTED)


def plain(text: Words) -> str:
    """Give the words without their styles."""
    return "".join(span.text for span in text)


def units(text: str) -> int:
    """Count UTF-16 units, the measure of Telegram's limits and entity offsets."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def split(text: Words, limit: int) -> Iterator[Words]:
    """
    Cut words into pieces of at most ``limit`` UTF-16 units.

    Cuts fall at a paragraph, else a line, else a space, else between two whole characters (a
    family of emoji joined to one stays whole).
    """
    piece: list[Span] = []
    room = limit
    for span in text:
        rest = span.text
        while units(rest) > room:
            cut = _cut(rest, room, whole=bool(piece))
            if cut:
                piece.append(Span(rest[:cut].rstrip("\n"), span.style))
            rest = rest[cut:].lstrip("\n")
            yield tuple(piece)
            piece, room = [], limit
        if rest:
            piece.append(Span(rest, span.style))
            room -= units(rest)
    if piece:
        yield tuple(piece)


def _few_marks(text: str) -> Iterator[str]:
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= _MARKS_PER_LETTER:
            yield letter


def _cut(text: str, room: int, *, whole: bool) -> int:
    fits = 0
    used = 0
    for letter in text:
        used += 2 if letter > "\uffff" else 1
        if used > room:
            break
        fits += 1
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, 0, fits)
        if at > fits // 2:
            return at + len(mark)
    if whole and fits < len(text) and room < 64:
        return 0
    while fits > 1 and _joined(text, fits):
        fits -= 1
    return max(fits, 1)


def _joined(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    flags = "\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff"
    return (
        "\u200d" in (before, after)
        or bool(unicodedata.combining(after))
        or after in "\ufe0f\u20e3"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or flags
    )
