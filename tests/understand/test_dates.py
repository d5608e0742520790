# ruff: noqa: RUF001 (digits of other scripts are what is tested)
from datetime import date as day

import pytest

from bot.understand import date
from tests.understand.rows import NONE, rows, words_are_read

pytestmark = words_are_read

# A Wednesday.
TODAY = day(2026, 11, 25)
TABLES = {
    "en": """
        today = 2026-11-25
        tomorrow = 2026-11-26
        Tomorrow! = 2026-11-26
        yesterday = 2026-11-24
        the day after tomorrow = 2026-11-27
        day before yesterday = 2026-11-23
        tonight = 2026-11-25
        Sunday = 2026-11-29
        on Sunday = 2026-11-29
        next Sunday = 2026-11-29
        this Sunday = 2026-11-29
        this coming Sunday = 2026-11-29
        sun = 2026-11-29
        Wednesday = 2026-12-02
        this Wednesday = 2026-11-25
        last Wednesday = 2026-11-18
        last Monday = 2026-11-23
        in two weeks = 2026-12-09
        two weeks = 2026-12-09
        in 2 weeks = 2026-12-09
        two weeks from now = 2026-12-09
        in a week = 2026-12-02
        in ten days = 2026-12-05
        in a month = 2026-12-25
        3 days ago = 2026-11-22
        three days ago = 2026-11-22
        24 December = 2026-12-24
        24th of December = 2026-12-24
        the 24th of December = 2026-12-24
        December 24 = 2026-12-24
        December 24th = 2026-12-24
        Dec 24, 2027 = 2027-12-24
        the third of April = 2027-04-03
        April third = 2027-04-03
        twenty-first of May = 2027-05-21
        25 November = 2026-11-25
        24 November = 2027-11-24
        3 April 27 = 2027-04-03
        Sunday, 29 November = 2026-11-29
        Sunday 29 November 2026 = 2026-11-29
        2026-12-24 = 2026-12-24
        2026/12/24 = 2026-12-24
        12/05 = 2026-12-05
        12/05/2027 = 2027-12-05
        12/24/26 = 2026-12-24
        24/12 = 2026-12-24
        3.4. = 2027-04-03
        3.4.2027 = 2027-04-03
        29 February = 2028-02-29
        2/29 = 2028-02-29
        February 29, 2028 = 2028-02-29
        ２０２６-１２-２４ = 2026-12-24
        tomorrow please = 2026-11-26
        ٢٤ December = 2026-12-24
        1 2 3 May = -
        February 30 = -
        31 April = -
        February 29, 2027 = -
        30/02/2026 = -
        2026-13-01 = -
        2026-02-30 = -
        0/5 = -
        32.1. = -
        Monday 29 November = -
        May = -
        in May = -
        I was born in May = -
        2026 = -
        10 = -
        the 3rd = -
        next month = -
        next week = -
        soon = -
        in five minutes = -
        in 2 hours = -
        8pm = -
        20:30 = -
        tomorrow at 8 = -
        24 December at 8pm = -
        yesterday and tomorrow = -
        Sunday or Monday = -
        3 to 4 May = -
        3-4 = -
        12 5 = -
        never = -
        we met on Sunday = -
        Sunday was hard = -
        not tomorrow = -
        may I = -
        march on = -
        24 December 2500 = -
        5 May 1066 = -
        in 5000 years = -
        in 99999999999 days = -
        one = -
    """,
    "es": """
        hoy = 2026-11-25
        mañana = 2026-11-26
        manana = 2026-11-26
        ayer = 2026-11-24
        anteayer = 2026-11-23
        antier = 2026-11-23
        pasado mañana = 2026-11-27
        pasado manana = 2026-11-27
        domingo = 2026-11-29
        el domingo = 2026-11-29
        este domingo = 2026-11-29
        el próximo domingo = 2026-11-29
        próximo domingo = 2026-11-29
        proximo domingo = 2026-11-29
        el domingo que viene = 2026-11-29
        miércoles = 2026-12-02
        miercoles = 2026-12-02
        este miércoles = 2026-11-25
        el lunes pasado = 2026-11-23
        sábado = 2026-11-28
        en dos semanas = 2026-12-09
        dentro de dos semanas = 2026-12-09
        dentro de 2 semanas = 2026-12-09
        en una semana = 2026-12-02
        dentro de un mes = 2026-12-25
        en diez días = 2026-12-05
        hace tres días = 2026-11-22
        hace 3 dias = 2026-11-22
        24 de diciembre = 2026-12-24
        el 24 de diciembre = 2026-12-24
        el veinticuatro de diciembre = 2026-12-24
        24 diciembre = 2026-12-24
        1 de enero de 2027 = 2027-01-01
        1º de enero = 2027-01-01
        primero de enero = 2027-01-01
        tres de mayo = 2027-05-03
        24 de diciembre del 2026 = 2026-12-24
        sábado 28 de noviembre = 2026-11-28
        sábado, 28 de noviembre = 2026-11-28
        12/05 = 2027-05-12
        12/05/2027 = 2027-05-12
        24/12/26 = 2026-12-24
        24-12-2026 = 2026-12-24
        12/24 = 2026-12-24
        3.4. = 2027-04-03
        2026-12-24 = 2026-12-24
        29 de febrero = 2028-02-29
        ٢٤/١٢/٢٠٢٦ = 2026-12-24
        mañana, por favor = 2026-11-26
        31 de febrero = -
        31 de abril = -
        29 de febrero de 2027 = -
        30/02 = -
        domingo 28 de noviembre = -
        mayo = -
        en mayo = -
        nací en mayo = -
        2026 = -
        10 = -
        el próximo mes = -
        la próxima semana = -
        pronto = -
        en cinco minutos = -
        20:30 = -
        mañana a las 8 = -
        ayer y mañana = -
        domingo o lunes = -
        3-4 = -
        nunca = -
        mi = -
        mar = 2026-12-01
        el domingo fue duro = -
        no mañana = -
        24 de diciembre a las 8 = -
    """,
    "de": """
        heute = 2026-11-25
        morgen = 2026-11-26
        gestern = 2026-11-24
        vorgestern = 2026-11-23
        übermorgen = 2026-11-27
        uebermorgen = 2026-11-27
        heute Abend = 2026-11-25
        morgen früh = 2026-11-26
        Sonntag = 2026-11-29
        am Sonntag = 2026-11-29
        diesen Sonntag = 2026-11-29
        nächsten Sonntag = 2026-11-29
        naechsten Sonntag = 2026-11-29
        kommenden Samstag = 2026-11-28
        Sonnabend = 2026-11-28
        Mittwoch = 2026-12-02
        diesen Mittwoch = 2026-11-25
        letzten Freitag = 2026-11-20
        in zwei Wochen = 2026-12-09
        in 2 Wochen = 2026-12-09
        in einer Woche = 2026-12-02
        heute in einer Woche = 2026-12-02
        in einem Monat = 2026-12-25
        in zehn Tagen = 2026-12-05
        vor drei Tagen = 2026-11-22
        3. April = 2027-04-03
        3 April = 2027-04-03
        am 3. April = 2027-04-03
        der 3. April 2027 = 2027-04-03
        am dritten April = 2027-04-03
        erster Mai = 2027-05-01
        einundzwanzigster Mai = 2027-05-21
        24. Dezember = 2026-12-24
        24. Dez. = 2026-12-24
        3. März = 2027-03-03
        3. Maerz = 2027-03-03
        3. Jänner = 2027-01-03
        3.4. = 2027-04-03
        3. 4. = 2027-04-03
        24.12. = 2026-12-24
        24.12 = 2026-12-24
        24.12.26 = 2026-12-24
        24.12.2026 = 2026-12-24
        24/12/2026 = 2026-12-24
        2026-12-24 = 2026-12-24
        Sa, 28.11. = 2026-11-28
        Samstag, den 28. November = 2026-11-28
        29. Februar = 2028-02-29
        ٢٤.١٢.٢٠٢٦ = 2026-12-24
        morgen bitte = 2026-11-26
        30. Februar = -
        31.4. = -
        31.04.2027 = -
        29.2.2027 = -
        Sonntag, 28. November = -
        Mai = -
        im Mai = -
        ich bin im Mai geboren = -
        2026 = -
        10 = -
        der 3. = -
        nächste Woche = -
        nächsten Monat = -
        bald = -
        in fünf Minuten = -
        20:30 = -
        morgen um 8 = -
        gestern und morgen = -
        Sonntag oder Montag = -
        3-4 = -
        nie = -
        so = -
        am = -
        Sonntag war schwer = -
        nicht morgen = -
        24. Dezember um 8 = -
    """,
    "en-GB": """
        12/05 = 2027-05-12
        05/12/2026 = 2026-12-05
    """,
    "he": """
        מחר = 2026-11-26
        24 בדצמבר = 2026-12-24
        24.12. = 2026-12-24
        שלום = -
    """,
    "ar": """
        غدا = 2026-11-26
        ٢٤/١٢/٢٠٢٦ = 2026-12-24
    """,
    "fr": """
        demain = 2026-11-26
        24 décembre = 2026-12-24
        dans deux semaines = 2026-12-09
        bonjour = -
    """,
    "xx-nowhere": """
        2026-12-24 = 2026-12-24
    """,
}  # fmt: skip
BEHIND = {
    "en": """
        Sunday = 2026-11-22
        Wednesday = 2026-11-18
        next Sunday = 2026-11-29
        25 November = 2026-11-25
        26 November = 2025-11-26
        24 December = 2025-12-24
        12/24 = 2025-12-24
        24 December 85 = 1985-12-24
        12/24/30 = 1930-12-24
        29 February = 2024-02-29
        two weeks ago = 2026-11-11
        two weeks = 2026-11-11
    """,
    "es": """
        domingo = 2026-11-22
        24 de diciembre = 2025-12-24
        24/12 = 2025-12-24
    """,
    "de": """
        Sonntag = 2026-11-22
        24. Dezember = 2025-12-24
        24.12. = 2025-12-24
        24.12.85 = 1985-12-24
    """,
}


@pytest.mark.parametrize(("language", "text", "meaning"), rows(TABLES))
def test_dates(language: str, text: str, meaning: str) -> None:
    """
    The whole text is a day that exists, or it is none.
    """
    found = date(text, language, TODAY)

    assert found == (None if meaning == NONE else day.fromisoformat(meaning))


@pytest.mark.parametrize(("language", "text", "meaning"), rows(BEHIND))
def test_dates_that_lie_behind(language: str, text: str, meaning: str) -> None:
    found = date(text, language, TODAY, past=True)

    assert found == day.fromisoformat(meaning)


@pytest.mark.parametrize("today", [day(2026, 12, 31), day(2028, 2, 28), day(2028, 2, 29)])
def test_tomorrow_is_reckoned_from_the_day_that_was_given(today: day) -> None:
    """
    Also over the end of a year and in a leap year.
    """
    assert date("tomorrow", "en", today) == day.fromordinal(today.toordinal() + 1)
    assert date("in 3 Wochen", "de", today) == day.fromordinal(today.toordinal() + 21)


def test_there_is_no_day_after_the_last() -> None:
    assert date("tonight", "en", day.max) is None
    assert date("day after tomorrow", "en", day.max) is None
    assert date("Sunday", "en", day.max) is None
