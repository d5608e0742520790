# ruff: noqa: RUF001 (digits of other scripts are what is tested)
"""Whatever people send: nothing is raised, and nothing takes long."""

import subprocess
import sys
from datetime import date as day
from datetime import time, timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand import clock, date, length, number, say_back, warm
from bot.understand.english import ENGLISH
from bot.understand.german import GERMAN
from bot.understand.spanish import SPANISH

TODAY = day(2026, 11, 25)
LANGUAGES = ("en", "es", "de", "es-MX", "he", "ar", "pt-BR", "zh", "xx", "", "en_US.UTF-8", "🙂")
WORDS = sorted(
    {
        word.strip("{}")
        for words in (ENGLISH, SPANISH, GERMAN)
        for table in (words.clocks, words.parts, words.lengths, words.units, words.days)
        for phrase in table
        for word in phrase.split()
    }
    | {"1", "7", "29", "2026", "12/05", "3.4.", "-", "+", ",", "00", "½", "٧", "may", "feb", "utc"}
    | {"one", "twenty", "hundert", "mil", "and", "y", "und", "1e9", "am", "ago", "in", "sunday"}
)
anything = st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def understand_all(text: str, language: str) -> list[float | day | time | timedelta | None]:
    found: list[float | day | time | timedelta | None] = [
        number(text, language, out_of=10),
        date(text, language, TODAY),
        date(text, language, TODAY, past=True),
        clock(text, language),
        length(text, language),
    ]
    for value in found:
        assert value is None or say_back(value, language)
    return found


@settings(max_examples=400, deadline=None)
@given(anything, st.sampled_from(LANGUAGES))
def test_nothing_is_raised(text: str, language: str) -> None:
    """
    What is understood is of its kind, and the same each time.
    """
    found = understand_all(text, language)

    kinds = (int | float, day, day, time, timedelta)
    assert all(one is None or isinstance(one, kind) for one, kind in zip(found, kinds, strict=True))
    assert understand_all(text, language) == found


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\x00", "\x007", "7\x00", "\ud800", "7\u202e", "\u200b", "🙂" * 100,
        "7" * 5000, "1," * 2500, "1/" * 60, "7 " * 2048, "(" * 900, "a" * 4096,
        "one " * 1000, "ein" * 1300, "hundert" * 17, "und " * 30, "half past " * 12,
        "1 h " * 30, "in 9999999999 weeks", "99999999999999999999 days ago", "\n\n\n", "\t7\t",
        "ﷺ" * 120, "ß" * 120, "½" * 120, "٧" * 120, "." * 120, "-" * 120, "İ" * 120,
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_odd_texts_are_read_at_once(text: str, language: str) -> None:
    warm([language])

    began = perf_counter()
    understand_all(text, language)

    assert perf_counter() - began < 1


def test_what_is_longer_than_any_answer_is_none() -> None:
    """
    However plain it is: no library is given more.
    """
    padded = "7" + " " * 120 + "."

    assert number(padded, "en") is None
    assert number("  7" + " " * 4000, "en") == 7


@settings(max_examples=300, deadline=None)
@given(st.dates(day(1900, 1, 1), day(2199, 12, 31)), st.sampled_from(["en", "es", "de", "en-GB"]))
def test_a_date_said_back_is_understood_as_the_same(value: day, language: str) -> None:
    assert date(say_back(value, language), language, TODAY) == value


@settings(max_examples=300, deadline=None)
@given(st.times(), st.sampled_from(["en", "es", "de", "es-MX"]))
def test_a_time_said_back_is_understood_as_the_same(value: time, language: str) -> None:
    exact = value.replace(second=0, microsecond=0)

    assert clock(say_back(exact, language), language) == exact


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 10**7), st.sampled_from(["en", "es", "de"]))
def test_a_length_said_back_is_understood_as_the_same(seconds: int, language: str) -> None:
    value = timedelta(seconds=seconds)

    assert length(say_back(value, language), language) == value


@settings(max_examples=300, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 99), st.sampled_from(["en", "es", "de"]))
def test_a_number_said_back_is_understood_as_the_same(
    units: int, hundredths: int, language: str
) -> None:
    value = units + hundredths / 100

    assert number(say_back(value, language), language) == pytest.approx(value, abs=0.001)


def test_libraries_are_not_loaded_before_they_are_needed() -> None:
    """
    A bot in whose flows nobody types a date does not carry them.
    """
    look = (
        "import sys, bot.understand as it;"
        "loaded = lambda: sorted({'dateparser', 'regex', 'babel'} & set(sys.modules));"
        "early = loaded(); it.warm(['en', 'de']); print(early, loaded())"
    )

    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[] ['babel', 'dateparser', 'regex']"


def test_what_dates_need_is_left_out_where_none_are_asked() -> None:
    """
    Numbers in words are understood by less.
    """
    look = (
        "import sys, bot.understand as it; it.warm(['en', 'es'], dates=False);"
        "print([one in sys.modules for one in ('dateparser', 'text_to_num')])"
    )

    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[False, True]"


def test_nobodys_words_stay_in_memory() -> None:
    """
    What was tried is forgotten at once, also by the libraries.
    """
    look = (
        "import datetime, gc, bot.understand as it\n"
        "it.warm(['en'])\n"
        "said = ' '.join(['betwixt', 'sunday'])\n"
        "it.number(said, 'en'); it.clock(said, 'en'); it.length(said, 'en')\n"
        "it.date(said, 'en', datetime.date(2026, 11, 25))\n"
        "del said; gc.collect()\n"
        "kept = [one for held in gc.get_objects() for one in gc.get_referents(held)\n"
        "        if isinstance(one, str) and 'betwixt' in one and 'import' not in one]\n"
        "print(sorted(set(kept)))\n"
    )

    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "['betwixt']"
