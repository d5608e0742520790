"""Understand dates."""

import datetime as dt
import re
from typing import Any

from bot.understand.numbers import in_digits
from bot.understand.phrase import fill, split, spoken, without
from bot.understand.plain import bare, plain
from bot.understand.tongue import Tongue, tongue

_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_IN_DIGITS = re.compile(r"(\d{1,2})(?:([-/ ])|\. ?)(\d{1,2})(?:(?(2)\2|\. ?)(\d{4}|\d{2}))?")
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
# More words than any date has.
_LONGEST = 8
_FIRST, _LAST = 1900, 2199
# A leap year, so that the 29th of February is read before its year is known.
_LEAP = dt.datetime(2024, 1, 1)  # noqa: DTZ001 (civil: no zone is meant)
# A year of two digits is at most so far ahead.
_AHEAD = 20
_DAY = dt.timedelta(days=1)


def date(text: str, language: str, today: dt.date, *, past: bool = False) -> dt.date | None:
    """
    Give the date that the whole text is; None if it is none, or one that does not exist.

    What is said without a year, or as a weekday, is the nearest one ahead; with ``past`` the
    nearest one behind. A date in digits is read in the order of the language and territory.
    """
    known = tongue(language)
    words = known.words
    said = without(known.respelled(plain(text)), words.polite, words.polite)
    said = without(said, words.before_date)
    if not said:
        return None
    try:
        found = _read(said, known, today, past=past)
    except OverflowError:  # beyond the last year there is
        return None
    return found if found and _FIRST <= found.year <= _LAST else None


def _read(said: str, known: Tongue, today: dt.date, *, past: bool) -> dt.date | None:
    days = {split(name): days for name, days in known.words.days.items()}
    if (ahead := days.get(spoken(said))) is not None:
        return today + dt.timedelta(days=ahead)
    if (weekday := _weekday(said, known, today, past=past)) is not None:
        return weekday
    first, _, rest = said.partition(" ")
    named = known.short_weekdays.get(bare(first).strip(".,"))
    if named is None or not rest:
        return _day(said, known, today, past=past)
    found = _day(without(rest, known.words.before_date), known, today, past=past)
    # A day that is no such weekday is a mistake, and nobody knows in which half of it.
    return found if found and found.weekday() == named else None


def _weekday(said: str, known: Tongue, today: dt.date, *, past: bool) -> dt.date | None:
    def named(spoken: str) -> int | None:
        return known.weekdays.get(bare(spoken).rstrip("."))

    words, readers = known.words, {"{d}": named}
    for phrase, slots in fill(words.weekday_next, said, readers):
        step = -_DAY if past and phrase == "{d}" else _DAY
        return _until(slots["{d}"], today + step, step)
    for _, slots in fill(words.weekday_this, said, readers):
        return _until(slots["{d}"], today, _DAY)
    for _, slots in fill(words.weekday_last, said, readers):
        return _until(slots["{d}"], today - _DAY, -_DAY)
    return None


def _until(weekday: float, day: dt.date, step: dt.timedelta) -> dt.date:
    while day.weekday() != weekday:
        day += step
    return day


def _day(said: str, known: Tongue, today: dt.date, *, past: bool) -> dt.date | None:
    if found := _YEAR_FIRST.fullmatch(said):
        return _exists(int(found[1]), int(found[3]), int(found[4]))
    if found := _IN_DIGITS.fullmatch(said):
        return _in_digits(found, known, today, past=past)
    if not _LETTER.search(said) or known.words.joins.intersection(said.split()):
        return None
    written = in_digits(said, known)
    numbers = len(_NUMBER.findall(written))
    if len(written.split()) > _LONGEST:
        return None
    named = _absolute(written, numbers, known, today, past=past) if numbers else None
    return named or _relative(written, known, today, past=past)


def _in_digits(
    found: re.Match[str], known: Tongue, today: dt.date, *, past: bool
) -> dt.date | None:
    sign, year = found[2], found[4]
    if year is None and sign in ("-", " "):
        return None  # "3-4" is rather three or four
    # Points stand between day and month wherever they stand in dates.
    month_first = sign is not None and known.order.index("m") < known.order.index("d")
    first, second = int(found[1]), int(found[3])
    day, month = (second, first) if month_first else (first, second)
    for one, other in ((day, month), (month, day)):
        if whole_date := _completed(one, other, year, today, past=past):
            return whole_date
    return None


def _completed(
    day: int, month: int, year: str | None, today: dt.date, *, past: bool
) -> dt.date | None:
    if year is not None:
        return _exists(_full_year(year, today, past=past), month, day)
    # Eight years may lie between two 29ths of February.
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    for near in years:
        found = _exists(near, month, day)
        if found and (found <= today if past else found >= today):
            return found
    return None


def _full_year(year: str, today: dt.date, *, past: bool) -> int:
    if len(year) == 4:
        return int(year)
    full = 2000 + int(year)
    return full - 100 if full > today.year + (0 if past else _AHEAD) else full


def _exists(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _absolute(
    said: str, numbers: int, known: Tongue, today: dt.date, *, past: bool
) -> dt.date | None:
    """Read a date with the name of its month; a second number is the year."""
    parts = ["day", "month", "year"][: numbers + 1]
    found = _parsed(said, known, "absolute-time", _LEAP, past=past, parts=parts)
    if found is None:
        return None
    year = str(found.year) if _HAS_YEAR.search(said) else f"{found.year % 100:02d}"
    return _completed(found.day, found.month, year if numbers > 1 else None, today, past=past)


def _relative(said: str, known: Tongue, today: dt.date, *, past: bool) -> dt.date | None:
    """Read "tomorrow" and "in 2 weeks"."""
    base = dt.datetime.combine(today, _LEAP.time())
    found = _parsed(said, known, "relative-time", base, past=past, parts=[])
    if found is None or not (without_number := _NUMBER.subn("", said))[1]:
        return found
    # A number that is not needed belongs to something else: "tomorrow at 8".
    spare = _parsed(without_number[0], known, "relative-time", base, past=past, parts=[])
    return None if spare else found


def _parsed(
    said: str, known: Tongue, parser: str, base: dt.datetime, *, past: bool, parts: list[str]
) -> dt.date | None:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "PARSERS": [parser],
        "RELATIVE_BASE": base,
        "REQUIRE_PARTS": parts,
        "PREFER_DATES_FROM": "past" if past else "future",
        # Otherwise it would ask the host for its zone.
        "TIMEZONE": "UTC",
    }
    try:
        reader = DateDataParser(languages=[known.code], settings=settings)
        result = reader.get_date_data(said)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # A language that it does not have, a year beyond all calendars, or a slip of its own.
        return None
    moment = result.date_obj
    # "8pm" and "in five minutes" have a day, but nobody who says so means it.
    if moment is None or moment.time() != base.time():
        return None
    # "Next month" has no day; "in 1 month" has.
    vague = result.period != "day" and not any(map(str.isdigit, said))
    return None if vague else moment.date()
