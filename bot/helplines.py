"""
Lines that people can call or write to, by country.

The list is `dialogs/helplines.yaml`, with its sources. A number is never shown for a country that
is not known; then there are directories of the world, and no country stands in for another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FILE = "helplines.yaml"
KINDS: Mapping[str, Sequence[str]] = {
    "self_harm": ("emergency", "suicide", "general"),
    "partner_violence": ("emergency", "partner_violence"),
    "violence_by_self": ("for_people_who_hurt", "emergency"),
    "any": ("emergency", "suicide", "partner_violence"),
}
"""What is shown for what, in this order."""
MOST = 2
"""So many of a kind are shown: who is in need reads no list."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Helplines:
    """The list; an empty one has nothing to show."""

    listed: Mapping[str, Any] = field(default_factory=dict)

    def lines(self, kind: str, country: str | None) -> str:
        """Give what to show to somebody in a country (ISO 3166 code; None: not known)."""
        services = self.listed.get("countries", {}).get(country, ()) if country else ()
        shown = [
            one
            for wanted in KINDS.get(kind, KINDS["any"])
            for one in chosen([service for service in services if service["kind"] == wanted])
        ]
        return "\n".join([*map(line, shown), *self.directories(country if shown else None)])

    def directories(self, country: str | None) -> Iterator[str]:
        """Give where everybody finds more; the page of their country where there is one."""
        for one in self.listed.get("everywhere", ()):
            if one["confidence"] == "two_sources":
                page = str(one.get("web_country") or one["web"]) if country else str(one["web"])
                yield f"{one['name']}: {page.format(cc=(country or '').lower())}"
            if country:
                return


def read_helplines(folder: Path) -> Helplines:
    """Read a content folder's list; without the file there are none."""
    path = folder / FILE
    if not path.is_file():
        return Helplines()
    return Helplines(yaml.load(path.read_bytes(), _LOADER))  # noqa: S506 - a safe loader


def chosen(services: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Give the first few; what only one source confirms is shown where nothing else is."""
    sure = [one for one in services if one["confidence"] == "two_sources"]
    return (sure or services)[:MOST]


def line(service: Mapping[str, Any]) -> str:
    """Write one: who it is, the number, words to write to, a page, and its hours."""
    ways = (service.get("dial"), service.get("text"), service.get("chat_url") or service.get("web"))
    how = " · ".join(str(one) for one in ways if one)
    hours = f" ({service['hours']})" if service.get("hours") else ""
    return f"{service['name']}: {how}{hours}"
