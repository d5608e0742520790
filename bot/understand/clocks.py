"""Understand times of day."""

import re
from collections.abc import Iterator
from datetime import time

from bot.understand.numbers import whole
from bot.understand.phrase import fill, split, spoken, without
from bot.understand.plain import bare, plain
from bot.understand.tongue import Tongue, tongue
from bot.understand.words import Part

_DIGITS = re.compile(r"(\d{1,2}) ?[:.h] ?(\d{2})(?::(\d{2}))?(?: ?(?:h|hs|hrs|uhr|horas|oclock))?")
_TOGETHER = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
# "8pm", "8h", "8uhr": a word that begins right behind the digits.
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])")
_DAY = 24 * 60
_HALF_DAY = 12 * 60


def clock(text: str, language: str) -> time | None:
    """
    Give the time of day that the whole text is; None if it is none.

    An hour of which nobody says which half of the day it is in is read on the clock of 24.
    """
    known = tongue(language)
    words = known.words
    said = without(known.respelled(plain(text)), words.polite, words.polite)
    said = without(said, words.before_clock)
    minutes = _minutes(said, known)
    return None if minutes is None else time(minutes % _DAY // 60, minutes % 60)


def _minutes(said: str, known: Tongue) -> int | None:
    named = {split(name): hour * 60 for name, hour in known.words.hours.items()}
    if (hour := named.get(spoken(said))) is not None:
        return hour
    if (exact := _wall(said, known)) is not None:
        return exact
    for rest, part in _parted(said, known):
        minutes = _wall(rest, known)
        if minutes is not None and (meant := _in_part(minutes, part)) is not None:
            return meant
    return None


def _parted(said: str, known: Tongue) -> Iterator[tuple[str, Part]]:
    """Take the part of the day off the end."""
    spaced = _GLUED.sub(" ", said).split()
    for name, part in known.words.parts.items():
        words = split(name)
        rest = spaced[: -len(words)]
        if rest and tuple(map(bare, spaced[len(rest) :])) == words:
            yield " ".join(rest).rstrip(","), part


def _in_part(minutes: int, part: Part) -> int | None:
    """Give a time of the clock of 12 in its part of the day."""
    hour = minutes // 60
    if hour > 12:
        return None if part is Part.MORNING else minutes
    if hour == 0:
        return minutes if part is not Part.AFTERNOON else None
    twelve = minutes % _HALF_DAY
    match part:
        case Part.MORNING:
            return twelve
        case Part.AFTERNOON:
            return twelve + _HALF_DAY
        case Part.NIGHT:
            # Twelve at night is midnight, and at six or seven the evening has begun.
            return twelve + _HALF_DAY if 6 <= hour < 12 else twelve


def _wall(said: str, known: Tongue) -> int | None:
    """Read a time without a part of the day, in minutes from midnight."""
    if found := _DIGITS.fullmatch(said):
        return _valid(int(found[1]), int(found[2]), int(found[3] or 0))
    if found := _TOGETHER.fullmatch(said):
        return _valid(int(found[1]), int(found[2]), 0)
    return next(_phrased(_GLUED.sub(" ", said), known), None)


def _valid(hour: int, minute: int, second: int) -> int | None:
    fits = hour < 24 or (hour == 24 and minute == second == 0)
    return hour * 60 + minute if fits and minute < 60 and second < 60 else None


def _phrased(said: str, known: Tongue) -> Iterator[int]:
    def hour(spoken: str) -> int | None:
        value = whole(spoken, known)
        return value if value is not None and value <= 24 else None

    def minute(spoken: str) -> int | None:
        value = whole(spoken, known)
        return value if value is not None and 0 < value < 60 else None

    words = known.words
    readers = {"{h}": hour, "{m}": minute}
    for phrase, slots in fill(words.clocks, said, readers):
        yield int(slots["{h}"]) * 60 + words.clocks[phrase]
    for phrase, slots in fill(words.clocks_with_minutes, said, readers):
        # Whoever says "seven eight" wavers between two hours.
        if phrase == "{h} {m}" and slots["{m}"] < 10:
            continue
        sign, more = words.clocks_with_minutes[phrase]
        yield int(slots["{h}"]) * 60 + sign * int(slots["{m}"]) + more
