"""Understand numbers, in digits or in words."""

import re

from bot.understand.phrase import without
from bot.understand.plain import plain
from bot.understand.tongue import Tongue, tongue

_DIGITS = re.compile(r"\d{1,15}")
_NUMBER = re.compile(r"([-+]?) ?#? ?(\d[\d.,' ]*)")
_FRACTION = re.compile(r"([-+]?)(\d{1,9} )?(1/2|1/4|3/4)")
_FRACTIONS = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
# Letters only: to text2num punctuation is a pause, and "seven, eight" is two numbers to people.
_SPELLED = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_GROUPS = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(\d{1,15})[.,](\d{1,15})")
_ORDINAL = re.compile(r"(\d)[ºª]")
_PERCENT = 100


def number(text: str, language: str, *, out_of: int | None = None) -> int | float | None:
    """
    Give the number that the whole text is; None if it is none.

    A number without a fraction is an int. "7/10" and "7 out of 10" are understood when
    ``out_of`` says that 10 is the end of the scale.
    """
    known = tongue(language)
    said = without(known.respelled(plain(text)), known.words.polite, known.words.polite)
    if out_of is not None:
        said = _of_scale(said, known, out_of)
    return amount(said, known)


def _of_scale(said: str, known: Tongue, out_of: int) -> str:
    if out_of == _PERCENT and said.endswith("%"):
        return said[:-1].rstrip()
    for between in ("/", *(f" {words} " for words in known.words.out_of)):
        answer, found, end = said.rpartition(between)
        if found and whole(end.strip(), known) == out_of:
            return answer.strip()
    return said


def amount(said: str, known: Tongue) -> int | float | None:
    """Give the number that a plain text is."""
    words = said.split()
    if len(words) > 1 and words[0] in known.words.minus:
        return _minus(_unsigned(" ".join(words[1:]), known))
    value = _in_digits(said, known)
    return _unsigned(said, known) if value is None else value


def _minus(value: float | None) -> int | float | None:
    return None if value is None else -value


def _unsigned(said: str, known: Tongue) -> int | float | None:
    if _NUMBER.fullmatch(said):
        return None if said[0] in "+-" else _in_digits(said, known)
    return _spoken(said, known)


def _in_digits(said: str, known: Tongue) -> int | float | None:
    if found := _FRACTION.fullmatch(said):
        value: int | float | None = int(found[2] or 0) + _FRACTIONS[found[3]]
    elif found := _NUMBER.fullmatch(said):
        value = _read(found[2].strip(), known)
    else:
        return None
    return _minus(value) if found[1] == "-" else value


def _read(digits: str, known: Tongue) -> int | float | None:
    if _DIGITS.fullmatch(digits):
        return int(digits)
    groups = _GROUPS.fullmatch(digits)
    if groups and not digits.startswith("0") and groups[1] != known.decimal:
        return _tidy(_only_digits(digits))
    if found := _DECIMAL.fullmatch(digits):
        return _tidy(f"{found[1]}.{found[2]}")
    rest, _, fraction = digits.rpartition(known.decimal)
    grouped = _GROUPS.fullmatch(rest)
    if grouped and grouped[1] != known.decimal and _DIGITS.fullmatch(fraction):
        return _tidy(f"{_only_digits(rest)}.{fraction}")
    return None


def _only_digits(digits: str) -> str:
    return re.sub(r"\D", "", digits)


def _tidy(digits: str) -> int | float | None:
    if len(digits) > 16:
        return None
    value = float(digits)
    return int(value) if value.is_integer() else value


def _spoken(said: str, known: Tongue) -> int | float | None:
    for half in known.words.half:
        if said.endswith(half) and (value := whole(said.removesuffix(half), known)) is not None:
            return value + 0.5
    words = said.split()
    for at, word in enumerate(words):
        if word in known.words.point:
            return _point(" ".join(words[:at]), words[at + 1 :], known)
    return whole(said, known)


def _point(before: str, after: list[str], known: Tongue) -> float | None:
    """Read "seven point two five" and "siete coma veinticinco" alike."""
    value = whole(before, known)
    digits = [whole(word, known) for word in after]
    if any(digit is None or digit > 9 for digit in digits):
        digits = [whole(" ".join(after), known)]
    if value is None or not digits or digits[0] is None:
        return None
    fraction = "".join(map(str, digits))
    return _tidy(f"{value}.{fraction}")


def whole(said: str, known: Tongue) -> int | None:
    """Give the whole number that a plain text is, in digits or words; it has no sign."""
    if _DIGITS.fullmatch(said):
        return int(said)
    # One letter is no number, whatever text2num thinks of "o".
    if known.spoken and len(said) > 1 and _SPELLED.fullmatch(said):
        return _worded(said, known.spoken)
    return None


def _worded(said: str, spoken: str) -> int | None:
    try:
        from text_to_num import text2num
    except ImportError:  # there is none for Intel Macs
        return None
    try:
        value: int = text2num(said, spoken)
    except ValueError:
        return None
    return value if value < 10**15 else None


def in_digits(said: str, known: Tongue) -> str:
    """Write the number words within a plain text in digits: "in two weeks", "third of April"."""
    if not known.spoken:
        return said
    words = ["1" if word in known.words.ones else word for word in said.split()]
    return _ORDINAL.sub(r"\1", _rewritten(" ".join(words), known.spoken))


def _rewritten(said: str, spoken: str) -> str:
    try:
        from text_to_num import alpha2digit
    except ImportError:
        return said
    written: str = alpha2digit(said, spoken, threshold=0)
    return written
