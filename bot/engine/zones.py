"""Find a time zone by the name of a city or a country, in the pinned zone data."""

import difflib
import functools
import re
import unicodedata
import zoneinfo
from collections.abc import Iterator
from datetime import tzinfo
from importlib import resources

SUGGESTIONS = 3
_OFFSET = re.compile(r"(utc|gmt)\s*([+-]\s*\d+([:.]\d+)?)?|[+-]\d{1,2}([:.]\d{2})?|[a-z]{2,4}t")


def search(text: str, language: str) -> tuple[tuple[str, ...], bool]:
    """
    Give the IANA zones somebody may mean, three at most, and whether the first is certain.

    Countries are known in the reader's language and in English. A fixed offset is nobody's zone:
    it would not follow summer time.
    """
    wish = _plain(text.rsplit("/", 1)[-1].split(",", maxsplit=1)[0])
    if not wish or len(wish) > 60 or ".." in text:
        return (), False
    places = _places(language)
    if wish in _shown():
        return (_shown()[wish],), True
    if wish in places:
        return places[wish][:SUGGESTIONS], len(places[wish]) == 1
    if is_offset(text):
        return (), False
    starts = [name for name in places if len(wish) >= 3 and name.startswith(wish)]
    near = starts or difflib.get_close_matches(wish, places, SUGGESTIONS, 0.75)
    found = dict.fromkeys(zone for name in near for zone in places[name])
    return tuple(found)[:SUGGESTIONS], False


def is_offset(text: str) -> bool:
    """Say whether somebody gave an offset or an abbreviation such as UTC+2 or CET."""
    return _OFFSET.fullmatch(text.strip().lower()) is not None


def city(zone: str) -> str:
    """Show a zone as people say it."""
    area, _, name = zone.rpartition("/")
    return f"{name.replace('_', ' ')} ({area.split('/')[0]})"


@functools.cache
def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """Give the zone; UTC where the data no longer knows it."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return zoneinfo.ZoneInfo("UTC")


def country_of(zone: tzinfo) -> str | None:
    """Give the country that a zone lies in (ISO 3166), None where it lies in several or in none."""
    name = getattr(zone, "key", "")
    found = [country for country, zones in _by_country().items() if name in zones]
    return found[0] if len(found) == 1 else None


@functools.lru_cache(maxsize=8)
def _places(language: str) -> dict[str, tuple[str, ...]]:
    return dict((*_countries("en"), *_countries(language), *_cities()))


@functools.cache
def _shown() -> dict[str, str]:
    """Map what `city` shows back to the zone."""
    return {_plain(city(zone)): zone for zones in dict(_cities()).values() for zone in zones}


def _cities() -> Iterator[tuple[str, tuple[str, ...]]]:
    known: dict[str, list[str]] = {}
    for zone in sorted(zoneinfo.available_timezones()):
        area, _, name = zone.rpartition("/")
        if area and area.split("/")[0] not in ("Etc", "posix", "right", "SystemV"):
            known.setdefault(_plain(name), []).append(zone)
    listed = {zone for zones in _by_country().values() for zone in zones}
    for name, zones in known.items():
        # Older names of the same zone (America/Buenos_Aires) would be offered as another place.
        yield name, tuple(zone for zone in zones if zone in listed) or tuple(zones)


@functools.cache
def _by_country() -> dict[str, list[str]]:
    by_country: dict[str, list[str]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            by_country.setdefault(country, []).append(zone)
    return by_country


def _countries(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    # Babel is loaded here, when the first person is asked, and not at the start.
    from babel import Locale, UnknownLocaleError

    by_country = _by_country()
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return
    for country, name in names.items():
        if country in by_country:
            yield _plain(str(name)), tuple(by_country[country])


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(letters.replace("-", " ").replace("_", " ").split())
