"""Set the paper for a first meeting with a therapist: two pages at most, whatever was written."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import typst
from babel import Locale
from babel.dates import format_date
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

from bot.model.sketches import Brief

PAGES = 2
SHORTEST = 80
"""No text is cut below so many letters: five parts of two people are on two pages then."""

TEMPLATE = Path(__file__).with_name("paper.typ")
_STOPS = ".!?…\u061f\u06d4\u0964"


def paper(sketch: Brief, words: Mapping[str, str], language: str) -> bytes | None:
    """
    Give it as PDF; None when it is in letters for which there is no font (`plain` gives it then).

    The longest texts are cut, at the end of a sentence where one is near, until all is on two
    pages; a line says so then.
    """
    if not settable(texts_of(sketch, words)):
        return None
    press = _Setting(sketch, words, language)
    longest = max((len(text) for _, texts in sketch.parts for text in texts), default=0)
    if press.pages(longest) > PAGES:
        press.pages(_most(press, longest))
    return press.pdf()


def plain(sketch: Brief, words: Mapping[str, str]) -> bytes:
    """Give all of it as a text file, whatever letters it is in."""
    lines = [words["brief-title"], sketch.on.isoformat()]
    names = [f"{name}: " if name else "" for name in sketch.names]
    for name, texts in sketch.parts:
        said = zip(names or ("",) * len(texts), texts, strict=True)
        lines += ["", words[f"brief-{name}"], *(who + text for who, text in said if text)]
    return "\n".join([*lines, "", words["brief-foot"], ""]).encode()


def settable(texts: Iterable[str]) -> bool:
    """Say whether there is a font for every letter; signs that have none are left out."""
    return all(ord(one) in _known() for text in texts for one in text if one.isalpha())


def cut(text: str, most: int) -> str:
    """Shorten a text: to whole sentences where they are most of it, else to whole words."""
    if len(text) <= most:
        return text
    part = text[: most - 1]
    stop = max(part.rfind(one) for one in _STOPS) + 1
    if stop > most * 2 // 3:
        return part[:stop].rstrip() + " …"
    space = max(part.rfind(" "), part.rfind("\n"))
    return (part[:space] if space > most // 2 else part).rstrip(" ,;:–-\n") + " …"


def texts_of(sketch: Brief, words: Mapping[str, str]) -> Iterator[str]:
    """Give all texts that stand in it."""
    yield from words.values()
    yield from sketch.names
    for _, texts in sketch.parts:
        yield from texts


class _Setting:
    """One paper on its way: set again with shorter texts until it fits."""

    def __init__(self, sketch: Brief, words: Mapping[str, str], language: str) -> None:
        self.sketch = sketch
        self.words = words
        self.locale = Locale.parse(language, sep="-")
        self.compiler = typst.Compiler(
            str(TEMPLATE), font_paths=[str(_fonts())], ignore_system_fonts=True
        )
        self.made = b""

    def pages(self, most: int) -> int:
        """Set it with texts of at most so many letters; say on how many pages it is."""
        given = {"paper": json.dumps(self.content(most), ensure_ascii=False)}
        made = self.compiler.compile(format="pdf", sys_inputs=given, timestamp=0)
        if not isinstance(made, bytes):
            raise TypeError("a paper is one file")
        self.made = made
        return int(self.compiler.query("<pages>", field="value", one=True))

    def pdf(self) -> bytes:
        """Give what was set last."""
        return self.made

    def content(self, most: int) -> Mapping[str, object]:
        """Give what stands in it, as the template reads it."""
        written = dict(self.sketch.parts)
        shortened = any(len(text) > most for texts in written.values() for text in texts)
        return {
            "title": self.words["brief-title"],
            "day": format_date(self.sketch.on, "long", locale=self.locale),
            "foot": self.words["brief-foot"],
            "language": self.locale.language,
            "region": self.locale.territory,
            "shortened": self.words["brief-shortened"] if shortened else "",
            "parts": [
                (self.words[f"brief-{name}"], self.said(texts, most))
                for name, texts in self.sketch.parts
                if any(text.strip() for text in texts)
            ],
        }

    def said(self, texts: Sequence[str], most: int) -> Sequence[tuple[str, Sequence[object]]]:
        """Give what stands in a part: under whose name, and in which paragraphs."""
        names = self.sketch.names or ("",) * len(texts)
        return [
            (name, _paragraphs(cut(text, most)))
            for name, text in zip(names, texts, strict=True)
            if text.strip()
        ]


def _most(press: _Setting, longest: int) -> int:
    """Find the longest cut that fits, to within some letters."""
    fits, over = SHORTEST, longest
    while over - fits > 20:
        middle = (fits + over) // 2
        if press.pages(middle) > PAGES:
            over = middle
        else:
            fits = middle
    return fits


def _paragraphs(text: str) -> Sequence[tuple[bool, str]]:
    """
    Give what is not empty, without signs that would stand as empty boxes.

    With each stands whether it is written from right to left: people do not always write in the
    language that they read us in.
    """
    plain = "".join(one for one in text if one in "\n\t" or _drawn(one))
    return [(_leftward(line), line.strip()) for line in plain.splitlines() if line.strip()]


def _leftward(line: str) -> bool:
    turns = (unicodedata.bidirectional(one) for one in line)
    return next((one for one in turns if one in {"L", "R", "AL"}), "L") != "L"


def _drawn(sign: str) -> bool:
    # What only joins letters or turns their direction is drawn by nobody, and needed.
    return ord(sign) in _known() or unicodedata.category(sign) in {"Mn", "Cf", "Zs"}


@cache
def _known() -> frozenset[int]:
    """Give the signs for which there is a font; the template's first one has fewer."""
    return frozenset(FT2Font(str(_fonts() / "DejaVuSans.ttf")).get_charmap())


def _fonts() -> Path:
    """Find the fonts that the library for pictures brings."""
    return Path(get_data_path(), "fonts", "ttf")
