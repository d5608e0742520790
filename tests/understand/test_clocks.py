# ruff: noqa: RUF001 (digits of other scripts are what is tested)
from datetime import time

import pytest

from bot.understand import clock
from tests.understand.rows import NONE, rows, words_are_read

pytestmark = words_are_read

TABLES = {
    "en": """
        20:30 = 20:30
        8:30 = 08:30
        08:30 = 08:30
        20.30 = 20:30
        20h30 = 20:30
        2030 = 20:30
        0830 = 08:30
        20:30:00 = 20:30
        24:00 = 00:00
        0:00 = 00:00
        8 = 08:00
        at 8 = 08:00
        8pm = 20:00
        8 PM = 20:00
        8 p.m. = 20:00
        8:15am = 08:15
        8.15 pm = 20:15
        12am = 00:00
        12 pm = 12:00
        12:30 am = 00:30
        noon = 12:00
        at noon = 12:00
        midnight = 00:00
        eight = 08:00
        eight o'clock = 08:00
        8 o’clock in the evening = 20:00
        half past eight = 08:30
        at half past eight = 08:30
        half past 8 pm = 20:30
        half eight = 08:30
        quarter past eight = 08:15
        a quarter to nine = 08:45
        quarter to one = 00:45
        quarter to nine in the evening = 20:45
        ten past eight = 08:10
        ten to nine = 08:50
        twenty-five to nine = 08:35
        eight thirty = 08:30
        eight thirty pm = 20:30
        eight oh five = 08:05
        twenty one = 21:00
        twenty twenty-five = 20:25
        ten at night = 22:00
        twelve at night = 00:00
        two at night = 02:00
        ８：３０ = 08:30
        ٨:٣٠ = 08:30
        8pm please = 20:00
        around 8 = 08:00
        25:00 = -
        24:30 = -
        8:60 = -
        8:5 = -
        13 am = -
        20:30 am = -
        0:30 pm = -
        seven eight = -
        8 9 = -
        half past = -
        half = -
        25 = -
        99 = -
        -8 = -
        8pm or 9pm = -
        at = -
        tomorrow at 8 = -
        in the evening = -
        never = -
        eight people = -
        8 hours = -
        20:30:99 = -
    """,
    "es": """
        20:30 = 20:30
        20.30 = 20:30
        20:30 h = 20:30
        20h = 20:00
        20h30 = 20:30
        8 = 08:00
        a las 8 = 08:00
        a las ocho = 08:00
        las ocho = 08:00
        a la una = 01:00
        la una = 01:00
        las ocho y media = 08:30
        ocho y media = 08:30
        a las ocho y cuarto = 08:15
        las nueve menos cuarto = 08:45
        nueve menos diez = 08:50
        las ocho y diez = 08:10
        ocho y veinticinco = 08:25
        a las veinte y treinta y cinco = 20:35
        ocho treinta = 08:30
        un cuarto para las nueve = 08:45
        cuarto para las nueve = 08:45
        diez para las nueve = 08:50
        las ocho en punto = 08:00
        las ocho de la noche = 20:00
        ocho y media de la noche = 20:30
        las 8 de la tarde = 20:00
        la una y media de la tarde = 13:30
        las 6 de la mañana = 06:00
        a las dos de la madrugada = 02:00
        doce de la noche = 00:00
        a las 12 del mediodía = 12:00
        8 p. m. = 20:00
        8pm = 20:00
        mediodía = 12:00
        al mediodía = 12:00
        a medianoche = 00:00
        medianoche = 00:00
        diez y media = 10:30
        a eso de las ocho = 08:00
        a las 8, por favor = 08:00
        ٢٠:٣٠ = 20:30
        veinte horas = 20:00
        ocho nueve = -
        a las 25 = -
        8:60 = -
        20:30 de la mañana = -
        las ocho o las nueve = -
        media = -
        y media = -
        por la noche = -
        mañana = -
        mañana a las 8 = -
        nunca = -
        ocho personas = -
        a las = -
        temprano = -
    """,
    "de": """
        20:30 = 20:30
        20.30 Uhr = 20:30
        20:30 Uhr = 20:30
        20 Uhr = 20:00
        20 Uhr 15 = 20:15
        20h = 20:00
        8 = 08:00
        um 8 = 08:00
        um acht = 08:00
        acht Uhr = 08:00
        acht Uhr dreißig = 08:30
        acht Uhr dreissig = 08:30
        punkt acht = 08:00
        halb neun = 08:30
        um halb neun = 08:30
        halb 9 = 08:30
        halb eins = 00:30
        halb neun abends = 20:30
        viertel nach acht = 08:15
        viertel vor neun = 08:45
        viertel neun = 08:15
        dreiviertel neun = 08:45
        zehn nach acht = 08:10
        zehn vor neun = 08:50
        fünf vor halb neun = 08:25
        fünf nach halb neun = 08:35
        fuenf nach acht = 08:05
        5 vor 12 = 11:55
        8 Uhr abends = 20:00
        8 Uhr morgens = 08:00
        20 Uhr abends = 20:00
        zwölf Uhr mittags = 12:00
        ein Uhr mittags = 13:00
        drei Uhr nachts = 03:00
        elf Uhr nachts = 23:00
        zwölf Uhr nachts = 00:00
        halb eins nachts = 00:30
        vier Uhr nachmittags = 16:00
        mittags = 12:00
        Mitternacht = 00:00
        um Mitternacht = 00:00
        24 Uhr = 00:00
        gegen acht = 08:00
        so um acht = 08:00
        um 8 bitte = 08:00
        ٨:٣٠ = 08:30
        acht neun = -
        25 Uhr = -
        8:60 = -
        20 Uhr morgens = -
        acht oder neun = -
        halb = -
        abends = -
        um = -
        morgen = -
        morgen um 8 = -
        nie = -
        acht Leute = -
        viertel = -
        spät = -
    """,
    "he": """
        20:30 = 20:30
        8 = 08:00
        ערב = -
    """,
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "meaning"), rows(TABLES))
def test_clocks(language: str, text: str, meaning: str) -> None:
    """
    The whole text is a time of day, or it is none.
    """
    found = clock(text, language)

    assert found == (None if meaning == NONE else time.fromisoformat(meaning))
