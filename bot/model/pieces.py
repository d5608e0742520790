"""Cut words into pieces that fit one message."""

import unicodedata
from collections.abc import Iterator

from bot.model.words import Span, Words, plain, units


def split(text: Words, limit: int) -> Iterator[Words]:
    """
    Cut words into pieces of at most ``limit`` UTF-16 units.

    Cuts fall at a paragraph, else a line, else a space, else between two whole characters (a
    family of emoji joined to one stays whole). A piece that nobody would see is left out.
    """
    return (piece for piece in _pieces(text, limit) if plain(piece).strip())


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


def _flags_before(text: str, at: int) -> int:
    """Count the letters of flags that end here; two make a flag."""
    start = at
    while start and _flag(text[start - 1]):
        start -= 1
    return at - start


def _flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
