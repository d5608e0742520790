from datetime import date, time, timedelta

import pytest

from bot.understand import say_back

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Sunday, November 29, 2026"),
        ("en-GB", "Sunday, 29 November 2026"),
        ("es", "domingo, 29 de noviembre de 2026"),
        ("de", "Sonntag, 29. November 2026"),
        ("he", "יום ראשון, 29 בנובמבר 2026"),
        ("xx", "Sunday, November 29, 2026"),
    ],
)
def test_a_date_is_said_with_its_weekday(language: str, said: str) -> None:
    assert say_back(DAY, language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "8:30 PM"), ("en-GB", "20:30"), ("es", "20:30"), ("de", "20:30")],
)
def test_a_time_is_said_on_the_clock_that_people_use(language: str, said: str) -> None:
    assert say_back(time(20, 30), language).replace("\u202f", " ") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "1 hour and 30 minutes"),
        (timedelta(days=14), "2 weeks"),
        (timedelta(days=30), "30 days"),
        (timedelta(days=1, hours=2, seconds=3), "1 day, 2 hours, and 3 seconds"),
        (timedelta(0), "0 minutes"),
    ],
)
def test_a_length_is_said_in_the_units_it_has(value: timedelta, said: str) -> None:
    assert say_back(value, "en") == said


def test_a_length_is_said_in_every_language() -> None:
    assert say_back(timedelta(minutes=90), "es") == "1 hora y 30 minutos"
    assert say_back(timedelta(minutes=90), "de") == "1 Stunde und 30 Minuten"


def test_a_number_is_said_with_the_signs_of_the_language() -> None:
    assert say_back(1234.5, "en") == "1,234.5"
    assert say_back(1234.5, "de") == "1.234,5"
    assert say_back(7, "es") == "7"
