"""Say back what was understood, so that a misunderstanding shows at once."""

from datetime import date, time, timedelta

from bot.understand.tongue import locale

_UNITS = (("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def say_back(value: float | date | time | timedelta, language: str) -> str:
    """Write a value out in full, the way a language and territory does."""
    from babel.dates import format_date, format_time
    from babel.numbers import format_decimal

    place = locale(language)
    match value:
        case date():
            return format_date(value, "full", locale=place)
        case time():
            return format_time(value, "short", locale=place)
        case timedelta():
            return _length(value, language)
        case _:
            return format_decimal(value, locale=place)


def _length(value: timedelta, language: str) -> str:
    from babel.lists import format_list
    from babel.units import format_unit

    place, seconds, parts = locale(language), round(value.total_seconds()), []
    for unit, size in _UNITS:
        # Weeks only where they say it all: "2 weeks", but "30 days".
        if unit == "week" and seconds % size:
            continue
        amount, seconds = divmod(seconds, size)
        if amount:
            parts.append(format_unit(amount, f"duration-{unit}", "long", locale=place))
    return format_list(
        parts or [format_unit(0, "duration-minute", "long", locale=place)], locale=place
    )
