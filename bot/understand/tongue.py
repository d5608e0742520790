"""Know a language: its words, and the forms that its speakers write dates and numbers in."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.understand.english import ENGLISH
from bot.understand.german import GERMAN
from bot.understand.plain import bare, plain
from bot.understand.spanish import SPANISH
from bot.understand.words import Words

if TYPE_CHECKING:
    from babel import Locale

_NONE: frozenset[str] = frozenset()
# Digits, clock times, and what the libraries know.
_OTHER = Words(
    spellings={}, polite=_NONE, before_clock=_NONE, before_date=_NONE, before_length=_NONE,
    ones=_NONE, joins=_NONE, minus=_NONE, point=_NONE, half=(), out_of=(),
    clocks={"{h}": 0}, clocks_with_minutes={}, hours={}, parts={},
    lengths={"{n} {u}": 0}, units={"min": 60, "h": 3600},
    days={}, weekday_next=("{d}",), weekday_this=(), weekday_last=(),
)  # fmt: skip
_WORDS = {"en": ENGLISH, "es": SPANISH, "de": GERMAN}
# The languages whose number words text2num reads.
_SPOKEN = frozenset({"da", "de", "en", "es", "fr", "it", "nl", "pt"})
_SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 7 * 86_400,
    "month": 30 * 86_400, "year": 365 * 86_400,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tongue:
    """
    What is known of one language.

    ``spoken`` is empty where number words are not read. ``order`` names the parts of a date in
    digits (``dmy``). A unit counts seconds. Weekdays count from Monday, by all their names and
    by those that are no other word as well.
    """

    code: str
    spoken: str
    words: Words
    order: str
    decimal: str
    units: dict[str, float]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]

    def respelled(self, said: str) -> str:
        """Write a plain text the way the libraries know it."""
        for found, better in self.words.spellings.items():
            said = said.replace(found, better)
        return said


def locale(language: str) -> "Locale":
    """Give what Babel knows of a language tag; of English when it knows nothing."""
    from babel import Locale, UnknownLocaleError

    for tag in (language.replace("_", "-"), language.replace("_", "-").split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


@lru_cache(maxsize=64)
def tongue(language: str) -> Tongue:
    """Give what is known of a language tag such as ``es`` or ``es-MX``."""
    from babel.dates import get_date_format
    from babel.numbers import get_decimal_symbol

    place = locale(language)
    code = place.language
    words = _WORDS.get(code, _OTHER)
    pattern = get_date_format("short", locale=place).pattern.casefold()
    weekdays = _weekdays(place)
    return Tongue(
        code=code,
        spoken=code if code in _SPOKEN else "",
        words=words,
        order="".join(sorted("dmy", key=pattern.find)),
        decimal=get_decimal_symbol(place),
        units=_units(place) | {bare(unit): seconds for unit, seconds in words.units.items()},
        weekdays={name: day for name, day in weekdays.items() if len(name) > 2},
        short_weekdays=weekdays,
    )


def _weekdays(place: "Locale") -> dict[str, int]:
    from babel.dates import get_day_names

    return {
        bare(plain(name)): day
        for width in ("abbreviated", "wide")
        for context in ("format", "stand-alone")
        for day, name in get_day_names(width, context, place).items()
    }


def _units(place: "Locale") -> dict[str, float]:
    """Learn the names of units from how Babel writes some amounts of them."""
    from babel.units import format_unit

    names: dict[str, float] = {}
    for unit, seconds in _SECONDS.items():
        for width in ("short", "long"):
            for amount in (1, 2, 3, 5, 11, 100):
                written = format_unit(amount, f"duration-{unit}", width, locale=place)
                name = bare(plain(written)).strip("0123456789 .")
                # Babel gives the unit's own name where a language has none; one letter may be
                # a minute or a month.
                if len(name) > 1 and " " not in name and not name.startswith("duration"):
                    names[name] = seconds
    return names
