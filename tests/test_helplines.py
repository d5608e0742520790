"""Lines by country: every row has a source and is not old, and nobody gets another country's."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.engine.zones import country_of
from bot.helplines import KINDS, Helplines, read_helplines

ROOT = Path(__file__).parents[1]
LINES = read_helplines(ROOT / "dialogs")
ROWS = [
    (country, row)
    for country, rows in LINES.listed["countries"].items()
    for row in rows
]  # fmt: skip
OLDEST = date(2025, 11, 23)
"""A year before this version of the list was looked at; it moves with every release."""


@pytest.mark.parametrize(
    ("country", "row"), ROWS, ids=[f"{country}-{at}" for at, (country, _) in enumerate(ROWS)]
)
def test_row_has_a_source_and_is_fresh(country: str, row: dict[str, object]) -> None:
    """A number that nobody has looked at for a year may reach nobody."""
    assert row["source"]
    assert isinstance(row["verified_at"], date)
    assert row["verified_at"] >= OLDEST
    assert row.get("dial") or row.get("text") or row.get("chat_url") or row.get("web")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("country", [None, "AQ", "XX"])
def test_no_number_without_a_country(kind: str, country: str | None) -> None:
    """Where it is not known, or has no row, there are directories and not a single number."""
    shown = LINES.lines(kind, country)

    assert "findahelpline.com" in shown
    assert "911" not in shown
    assert "988" not in shown
    assert not any(word.isdigit() for word in shown.replace("-", " ").split())


@pytest.mark.parametrize(
    ("country", "number"), [("ES", "024"), ("DE", "0800 111 0 111"), ("US", "988")]
)
def test_own_country(country: str, number: str) -> None:
    shown = LINES.lines("self_harm", country)

    assert number in shown
    assert f"countries/{country.lower()}" in shown


def test_sure_rows_first() -> None:
    """What only one source confirms is shown only where nothing else is."""
    sure = {"kind": "suicide", "name": "Sure", "dial": "1", "confidence": "two_sources"}
    doubtful = {"kind": "suicide", "name": "Doubtful", "dial": "2", "confidence": "one_source"}

    both = Helplines({"countries": {"ES": [doubtful, sure]}}).lines("self_harm", "ES")
    alone = Helplines({"countries": {"ES": [doubtful]}}).lines("self_harm", "ES")

    assert both == "Sure: 1"
    assert alone == "Doubtful: 2"


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Madrid", "ES"), ("America/New_York", "US"), ("UTC", None), ("Etc/GMT+3", None)],
)
def test_country_of_a_zone(zone: str, country: str | None) -> None:
    assert country_of(ZoneInfo(zone)) == country
