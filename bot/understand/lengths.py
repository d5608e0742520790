"""Understand lengths of time."""

import re
from datetime import timedelta

from bot.understand.numbers import amount
from bot.understand.phrase import fill, without
from bot.understand.plain import bare, plain
from bot.understand.tongue import Tongue, tongue

_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_HOURS_MINUTES = re.compile(r"(\d{1,3}) ?h ?([0-5]\d)")
_LONGEST = timedelta(days=100 * 365).total_seconds()


def length(text: str, language: str) -> timedelta | None:
    """
    Give the length of time that the whole text is; None if it is none.

    A month is 30 days and a year 365: whoever needs it by the calendar asks for a date.
    """
    known = tongue(language)
    words = known.words
    said = without(known.respelled(plain(text)), words.polite, words.polite)
    said = without(said, words.before_length)
    if found := _HOURS_MINUTES.fullmatch(said):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    seconds = _seconds(_GLUED.sub(" ", said), known)
    return timedelta(seconds=round(seconds)) if seconds and seconds <= _LONGEST else None


def _seconds(said: str, known: Tongue) -> float | None:
    single = _single(said, known)
    return _summed(said, known) if single is None else single[0]


def _summed(said: str, known: Tongue) -> float | None:
    """Add up "two hours, ten minutes": each unit smaller than the one before."""
    words = [word for word in said.replace(",", " , ").split() if word not in (",", "&")]
    total, last = 0.0, float("inf")
    while words:
        if words[0] in known.words.joins and total:
            words = words[1:]
        for width in range(min(len(words), 6), 0, -1):
            part = _single(" ".join(words[:width]), known)
            if part is not None and part[1] < last:
                break
        else:
            return None
        total, last, words = total + part[0], part[1], words[width:]
    return total


def _single(said: str, known: Tongue) -> tuple[float, float] | None:
    """Give the seconds of one amount of one unit, and those of the unit."""

    def unit(spoken: str) -> float | None:
        return known.units.get(bare(spoken).rstrip("."))

    def count(spoken: str) -> float | None:
        if spoken in known.words.ones:
            return 1
        value = amount(spoken, known)
        return value if value is not None and value >= 0 else None

    times = known.words.lengths
    for phrase, slots in fill(times, said, {"{n}": count, "{u}": unit}):
        seconds = slots["{u}"]
        return (slots.get("{n}", 0) + times[phrase]) * seconds, seconds
    return None
