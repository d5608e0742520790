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
    family of emoji joined to one stays whole). A piece that nobody would see is left out.
    """
    return (piece for piece in _pieces(text, limit) if plain(piece).strip())


def _pieces(text: Words, limit: int) -> Iterator[Words]:
    piece: list[Span] = []
    room = limit
    for span in text:
        rest = span.text
        while units(rest) > room:
            cut = _cut(rest, room, whole=bool(piece))
            if kept := rest[:cut].rstrip("\n"):
                piece.append(Span(kept, span.style))
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
        kind = unicodedata.category(letter)
        if kind in _MARKS:
            run += 1
        elif kind != "Cf":  # an invisible sign between two marks parts nothing
            run = 0
        if run <= _MARKS_PER_LETTER or kind not in _MARKS:
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
    border = fits
    while border and _joined(text, border):
        border -= 1
    if border or whole:
        return border
    # One character longer than a whole piece is nobody's family: it is cut where it must be.
    return max(fits, 1)


def _joined(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return (
        "\u200d" in (before, after)
        or unicodedata.category(after) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
        or "\u1160" <= after <= "\u11ff"
        or (_flag(after) and _flags_before(text, at) % 2 == 1)
    )


def _flags_before(text: str, at: int) -> int:
    """Count the letters of flags that end here; two make a flag."""
    start = at
    while start and _flag(text[start - 1]):
        start -= 1
    return at - start


def _flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
