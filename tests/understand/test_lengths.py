from datetime import timedelta

import pytest

from bot.understand import length
from tests.understand.rows import NONE, rows, words_are_read

pytestmark = words_are_read

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
TABLES = {
    "en": """
        20 minutes = 20m
        20 min = 20m
        20min = 20m
        20 mins. = 20m
        20 m = 20m
        twenty minutes = 20m
        one minute = 1m
        a minute = 1m
        90 seconds = 90s
        30 s = 30s
        an hour = 1h
        1 hour = 1h
        1h = 1h
        1 hr = 1h
        two hours = 2h
        half an hour = 30m
        half hour = 30m
        a quarter of an hour = 15m
        three quarters of an hour = 45m
        an hour and a half = 90m
        one hour and a half = 90m
        one and a half hours = 90m
        two and a half hours = 150m
        1.5 hours = 90m
        1½ hours = 90m
        1h30 = 90m
        1h30m = 90m
        1 h 30 min = 90m
        2 hours and 10 minutes = 130m
        2 hours, 10 minutes = 130m
        two hours ten minutes = 130m
        1 day, 2 hours and 3 minutes = 1563m
        a day = 1d
        three days = 3d
        a week = 7d
        two weeks = 14d
        2 wks = 14d
        a fortnight = 14d
        a month = 30d
        a year = 365d
        for 20 minutes = 20m
        about an hour = 1h
        20 minutes please = 20m
        ٢٠ minutes = 20m
        twenty-five minutes = 25m
        20 = -
        twenty = -
        minutes = -
        half = -
        an = -
        -5 minutes = -
        minus five minutes = -
        0 minutes = -
        3 hours 3 hours = -
        10 minutes and 2 hours = -
        20 minutes or so many = -
        20 or 30 minutes = -
        20-30 minutes = -
        5000 years = -
        long = -
        a while = -
        20 apples = -
        an hour and = -
        8:30 = -
        tomorrow = -
        two hours ago = -
    """,
    "es": """
        20 minutos = 20m
        veinte minutos = 20m
        20 min = 20m
        20min = 20m
        un minuto = 1m
        90 segundos = 90s
        una hora = 1h
        1 h = 1h
        1h = 1h
        dos horas = 2h
        media hora = 30m
        un cuarto de hora = 15m
        cuarto de hora = 15m
        tres cuartos de hora = 45m
        hora y media = 90m
        una hora y media = 90m
        dos horas y media = 150m
        1,5 horas = 90m
        1.5 horas = 90m
        1½ horas = 90m
        1h30 = 90m
        1 h 30 min = 90m
        una hora y diez minutos = 70m
        dos horas y diez minutos = 130m
        2 horas, 10 minutos = 130m
        un día = 1d
        un dia = 1d
        medio día = 12h
        día y medio = 36h
        tres días = 3d
        una semana = 7d
        2 semanas = 14d
        dos semanas = 14d
        una quincena = 15d
        un mes = 30d
        dos meses = 60d
        un año = 365d
        durante 20 minutos = 20m
        unos veinte minutos = 20m
        20 minutos, por favor = 20m
        ٢٠ minutos = 20m
        veinticinco minutos = 25m
        20 = -
        veinte = -
        minutos = -
        media = -
        y media = -
        menos cinco minutos = -
        0 minutos = -
        10 minutos y 2 horas = -
        20 o 30 minutos = -
        un rato = -
        mucho = -
        20 cosas = -
        hace dos horas = -
        mañana = -
        las ocho y media = -
    """,
    "de": """
        20 Minuten = 20m
        zwanzig Minuten = 20m
        20 Min. = 20m
        20min = 20m
        eine Minute = 1m
        90 Sekunden = 90s
        eine Stunde = 1h
        1 Std. = 1h
        1h = 1h
        zwei Stunden = 2h
        eine halbe Stunde = 30m
        halbe Stunde = 30m
        eine Viertelstunde = 15m
        Viertelstunde = 15m
        Dreiviertelstunde = 45m
        eine Dreiviertelstunde = 45m
        anderthalb Stunden = 90m
        eineinhalb Stunden = 90m
        zweieinhalb Stunden = 150m
        1,5 Stunden = 90m
        1,5 Std. = 90m
        1½ Stunden = 90m
        1h30 = 90m
        1 h 30 min = 90m
        eine Stunde und zehn Minuten = 70m
        2 Stunden und 10 Minuten = 130m
        2 Stunden, 10 Minuten = 130m
        zwei Stunden zehn Minuten = 130m
        ein Tag = 1d
        einen Tag = 1d
        ein halber Tag = 12h
        einen halben Tag = 12h
        drei Tage = 3d
        drei Tagen = 3d
        eine Woche = 7d
        zwei Wochen = 14d
        ein Monat = 30d
        zwei Monate = 60d
        ein Jahr = 365d
        für 20 Minuten = 20m
        etwa eine Stunde = 1h
        20 Minuten bitte = 20m
        fuenf Minuten = 5m
        ٢٠ Minuten = 20m
        20 = -
        zwanzig = -
        Minuten = -
        halb = -
        halb neun = -
        minus fünf Minuten = -
        0 Minuten = -
        10 Minuten und 2 Stunden = -
        20 oder 30 Minuten = -
        20 bis 30 Minuten = -
        eine Weile = -
        lange = -
        20 Sachen = -
        vor zwei Stunden = -
        morgen = -
        eine Stunde und = -
    """,
    "he": """
        20 דקות = 20m
        3 שעות = 3h
        20 = -
    """,
    "fr": """
        2 heures = 2h
        deux semaines = 14d
        un peu = -
    """,
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "meaning"), rows(TABLES))
def test_lengths(language: str, text: str, meaning: str) -> None:
    """
    The whole text is a length of time, or it is none.
    """
    found = length(text, language)

    assert found == (None if meaning == NONE else _length(meaning))


def _length(meaning: str) -> timedelta:
    return timedelta(seconds=int(meaning[:-1]) * SECONDS[meaning[-1]])
