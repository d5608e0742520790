"""
Write words as the net's patterns see them.

No capitals, accents, apostrophes; one space between words and `` . `` between clauses. Letters in
disguise are undone where a word shows that they are (``su1cide``, ``k i l l``, ``diiiie``).
"""

import re
import unicodedata

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`']")
_DISGUISE = str.maketrans("013457@$", "oieastas")
_ODD = re.compile("[0134570@$]")
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=[\w@$]*[0134570@$])[a-z0134570@$]{3,}")
_SPACED = re.compile(r"\b(?:[a-z][ .*_-]){3,}[a-z]\b")
_STARRED = re.compile(r"(?<=[a-z])[*](?=[a-z])")
_LONG = re.compile(r"([a-z])\1{2,}")
_BREAK = re.compile(r"\s*[.!?;:,\n\r()\[\]|\u2026\u2014]+\s*|\s+-+\s+")
_OTHER = re.compile(r"[^\w.]+|_+")
_MANY = re.compile(r"\s+")


def normal(text: str, *, commas: bool = True) -> str:
    """Write a text so that what means the same looks the same; ``commas`` divide clauses."""
    said = text.casefold().replace("\u00df", "ss")
    said = _APOSTROPHES.sub("", said)
    if not said.isascii():
        apart = unicodedata.normalize("NFKD", said)
        said = "".join(one for one in apart if unicodedata.category(one) not in ("Mn", "Cf"))
    said = _STARRED.sub("i", said)
    if _ODD.search(said):
        said = _MIXED.sub(_undisguised, said)
    said = _SPACED.sub(_together, said)
    said = _LONG.sub(r"\1\1", said)
    said = _BREAK.sub(" . ", said if commas else said.replace(",", " "))
    return _MANY.sub(" ", _OTHER.sub(" ", said)).strip()


def _undisguised(found: re.Match[str]) -> str:
    word = found[0]
    # A number with letters behind it (3rd, 10am) is no word in disguise.
    return word if word[0].isdigit() else word.translate(_DISGUISE)


def _together(found: re.Match[str]) -> str:
    return re.sub(r"[ .*_-]", "", found[0])
