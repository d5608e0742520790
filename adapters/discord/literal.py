r"""
Words as Discord's markdown, with nothing in them that markdown would take for itself.

Discord reads markdown in every text. A backslash before a sign makes it a sign again, and is not
seen. Only signs that would mean something where they stand get one, so that ordinary words stay
short. Addresses in our own words stay addresses.
"""

import re
from collections.abc import Iterator

from bot.model.pieces import split
from bot.model.words import Span, Style, Words, plain, units

MOST_UNITS = 2000

# What is trimmed or not seen may stand before a sign that counts at the start of a line.
_START = (
    r"(?:^|(?<=[\n\r\v\f\x85\u2028\u2029]))"
    r"[\s\u200b-\u200f\u2060-\u2069\u202a-\u202e\u061c\ufeff]*"
)
_SIGNS = (
    re.compile(r"([\\*_~|`<>\[\]])"),
    re.compile(_START + r"([#+-])"),
    re.compile(_START + r"\d+(\.)(?=\s)"),
    re.compile(r"(@)(?=\S)"),
    re.compile(r"(?<=\w)(:)(?=//)"),
    re.compile(r"(:)(?=\S{0,64}:)"),
    re.compile(r"discord(?:app)?(\.)(?=\w)", re.IGNORECASE),
)
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_MARKERS = {Style.BOLD: "**", Style.ITALIC: "*"}
_LOOKALIKES = str.maketrans(
    "\\*_~|`<>[]#+-.@:",
    "\uff3c\uff0a\uff3f\uff5e\uff5c\uff40\uff1c\uff1e\uff3b\uff3d\uff03\uff0b\u2010\u2024\uff20\ua789",
)
_JOINER = "\u2060"


def markdown(text: Words) -> str:
    """
    Give the words as Discord takes them.

    Where so many backslashes would no longer fit into one message, look-alike signs stand in for
    the signs themselves, and nothing is bold.
    """
    signs = set(_meaningful(text))
    shown = _escaped(text, signs)
    return shown if units(shown) <= MOST_UNITS else bare(text)


def bare(text: Words) -> str:
    """Give the words without a backslash or a style, cut where they do not fit."""
    signs = set(_meaningful(text))
    letters = (
        letter.translate(_LOOKALIKES) if at in signs else letter
        for at, letter in enumerate(plain(text))
    )
    return cut("".join(letters), MOST_UNITS)


def cut(text: str, most: int) -> str:
    """Cut between whole characters, so that it has at most so many UTF-16 units."""
    if units(text) <= most:
        return text
    return plain(next(split((Span(text),), most - 1))).rstrip() + "…"


def _meaningful(text: Words) -> Iterator[int]:
    """Give the places of the signs that would mean something."""
    whole = plain(text)
    addresses = set(_addresses(text, whole))
    for pattern in _SIGNS:
        for match in pattern.finditer(whole):
            if match.start(1) not in addresses:
                yield match.start(1)


def _addresses(text: Words, whole: str) -> Iterator[int]:
    """Give the places that belong to an address of ours: no letter of it was written by people."""
    ours = [span.style is not Style.QUOTED for span in text for _ in span.text]
    for match in _ADDRESS.finditer(whole):
        if all(ours[match.start() : match.end()]):
            yield from range(*match.span())


def _escaped(text: Words, signs: set[int]) -> str:
    shown: list[str] = []
    start = 0
    styled = False
    for span in text:
        letters = (
            "\\" + letter if start + at in signs else letter for at, letter in enumerate(span.text)
        )
        piece = "".join(letters)
        marker = _MARKERS.get(span.style, "")
        if marker and styled:
            # Two markers side by side would be read as one.
            shown.append(_JOINER)
        shown.append(_marked(piece, marker))
        styled = bool(marker) and not piece[-1:].isspace()
        start += len(span.text)
    return "".join(shown)


def _marked(piece: str, marker: str) -> str:
    """Put markers around the words of every line, and never around blanks."""
    if not marker:
        return piece
    return re.sub(r"\S(?:[^\n]*\S)?", lambda line: f"{marker}{line[0]}{marker}", piece)
