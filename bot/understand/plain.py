"""
Take from a text what makes no difference to its meaning.

Full-width letters, digits of any script, case, stray spaces, quotes and unseen marks do not.
"""

import unicodedata

# Nobody needs more for a number, a date, a time or a length of time; and no library sees more.
MOST = 120
_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
# By code where a letter looks like another one.
_DASHES = "\u2010\u2011\u2012–—\u2212\uff0d"
_APOSTROPHES = "‘’\u02bc\u00b4\u0060"
# The slash in a fraction, and what Arabic and Chinese write for point and comma.
_SIGNS = {"\u2044": "/", "\u066b": ".", "\u066c": ",", "\u060c": ",", "\u3002": "."}
# What makes a digit a key on a phone's keyboard.
_KEYCAP = {"\ufe0f": "", "\u20e3": ""}
_SAME = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys('“”„«»"', " "),
        **_SIGNS,
        **_KEYCAP,
        **_FRACTIONS,
    }
)
# A superscript or circled digit is no digit; the rest is no text at all.
_REFUSED = frozenset({"Cc", "Cn", "Co", "Cs", "No", "Nl"})
_ENDS = " .,;:!?()"
_STARTS = " ;:!?¡¿("


def plain(text: str) -> str:
    """Give a text in its plainest form; empty if it is too long or has something unreadable."""
    text = text.strip()
    if len(text) > MOST:
        return ""
    said = "".join(map(_letter, " ".join(text.translate(_SAME).split())))
    if "\x00" in said:
        return ""
    said = unicodedata.normalize("NFKC", said).translate(_SAME).casefold()
    return " ".join(said.split()).rstrip(_ENDS).lstrip(_STARTS)


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in _REFUSED:
        return "\x00"
    if kind == "Cf":
        return ""
    return str(unicodedata.decimal(letter)) if kind == "Nd" else letter


def bare(text: str) -> str:
    """Take the accents off, which many leave out when they type."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
