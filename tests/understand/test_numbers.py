# ruff: noqa: RUF001 (digits of other scripts are what is tested)
import pytest

from bot.understand import number
from tests.understand.rows import NONE, rows, words_are_read

pytestmark = words_are_read

TABLES = {
    "en": """
        7 = 7
        seven = 7
        Seven! = 7
        1. = 1
        2) = 2
        (3) = 3
        #4 = 4
        ７ = 7
        ٧ = 7
        ७ = 7
        ৭ = 7
        7️⃣ = 7
        ١٢٫٥ = 12.5
        007 = 7
        +5 = 5
        -2 = -2
        − 2 = -2
        minus two = -2
        minus 2 = -2
        zero = 0
        twenty-one = 21
        twenty one = 21
        a hundred = 100
        one hundred and five = 105
        two thousand three hundred = 2300
        3.5 = 3.5
        3,5 = 3.5
        7.0 = 7
        1,000 = 1000
        1,234,567.5 = 1234567.5
        1.234 = 1.234
        seven point five = 7.5
        seven point two five = 7.25
        three and a half = 3.5
        7½ = 7.5
        ½ = 0.5
        7 please = 7
        I'd say seven = 7
        about 7 = 7
        “7” = 7
        seven eight = -
        7 8 = -
        seven, eight = -
        one two three = -
        7-8 = -
        7 or 8 = -
        7/10 = -
        I have 7 = -
        seven apples = -
        not 7 = -
        o = -
        a = -
        may = -
        nan = -
        infinity = -
        1e5 = -
        0x10 = -
        3² = -
        ① = -
        Ⅶ = -
        1,00,0 = -
        1.2.3 = -
        --7 = -
        minus -2 = -
        minus = -
        point = -
        12345678901234567 = -
        . = -
    """,
    "es": """
        7 = 7
        siete = 7
        Siete. = 7
        SIETE = 7
        1. = 1
        cero = 0
        uno = 1
        una = 1
        un = 1
        dieciséis = 16
        dieciseis = 16
        veintiuno = 21
        veintiún = 21
        veintidós = 22
        treinta y uno = 31
        cuarenta y cinco = 45
        cien = 100
        ciento cinco = 105
        quinientas = 500
        dos mil = 2000
        mil doscientos = 1200
        3,5 = 3.5
        3.5 = 3.5
        1.000 = 1000
        1.234.567,5 = 1234567.5
        1,234 = 1.234
        0,500 = 0.5
        0.500 = 0.5
        siete coma cinco = 7.5
        siete coma veinticinco = 7.25
        siete y medio = 7.5
        siete y media = 7.5
        7½ = 7.5
        menos dos = -2
        -2 = -2
        ٧ = 7
        ７ = 7
        siete, por favor = 7
        yo diría siete = 7
        unos 7 = 7
        más o menos siete = 7
        siete ocho = -
        siete u ocho = -
        7 u 8 = -
        7-8 = -
        tengo siete = -
        siete cosas = -
        no = -
        y = -
        o = -
        mayo = -
        menos = -
        menos menos dos = -
        7/10 = -
        coma = -
        1.00 0 = -
        siete coma = -
    """,
    "de": """
        7 = 7
        sieben = 7
        Sieben! = 7
        1. = 1
        null = 0
        eins = 1
        ein = 1
        zwo = 2
        fünf = 5
        fuenf = 5
        zwölf = 12
        zwoelf = 12
        einundzwanzig = 21
        fünfunddreißig = 35
        fünfunddreissig = 35
        fuenfunddreissig = 35
        hundert = 100
        einhundertfünf = 105
        hundertzwei = 102
        zweitausend = 2000
        3,5 = 3.5
        3.5 = 3.5
        12.5 = 12.5
        1.000 = 1000
        1.000,5 = 1000.5
        1,234 = 1.234
        drei komma fünf = 3.5
        drei Komma eins vier = 3.14
        siebeneinhalb = 7.5
        eineinhalb = 1.5
        sieben und ein halb = 7.5
        7½ = 7.5
        minus zwei = -2
        -2 = -2
        ٧ = 7
        ７ = 7
        sieben bitte = 7
        ich würde sagen sieben = 7
        etwa 7 = 7
        ungefähr sieben = 7
        sieben acht = -
        sieben oder acht = -
        vier fünfhundert = -
        7-8 = -
        ich habe sieben = -
        sieben Sachen = -
        nein = -
        keine = -
        Einkaufsliste = -
        halb = -
        Mai = -
        minus = -
        7/10 = -
        komma fünf = -
        1.00.0 = -
        morgen = -
    """,
    "he": """
        7 = 7
        3.5 = 3.5
        שבע = -
    """,
    "fr": """
        quatre-vingt-dix = 90
        sept = 7
        3,5 = 3.5
        bonjour = -
    """,
    "es-MX": """
        1,000 = 1000
        3.5 = 3.5
        siete = 7
    """,
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "meaning"), rows(TABLES))
def test_numbers(language: str, text: str, meaning: str) -> None:
    """
    The whole text is a number, or it is none.
    """
    found = number(text, language)

    assert found == (None if meaning == NONE else float(meaning))


@pytest.mark.parametrize("text", ["7", "7.0", "seven", "1,000"])
def test_a_number_without_a_fraction_is_whole(text: str) -> None:
    assert isinstance(number(text, "en"), int)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "7/10"), ("en", "7 / 10"), ("en", "7 out of 10"), ("en", "seven out of ten"),
        ("en", "7 of 10"), ("es", "7/10"), ("es", "7 de 10"), ("es", "siete sobre diez"),
        ("de", "7/10"), ("de", "7 von 10"), ("de", "sieben von zehn"), ("en", "7"),
    ],
)  # fmt: skip
def test_seven_of_ten_is_seven_where_ten_is_the_end(language: str, text: str) -> None:
    assert number(text, language, out_of=10) == 7


def test_seven_of_ten_is_nothing_on_another_scale() -> None:
    """
    Whether 4 of 5 would be 8 of 10 is not ours to say.
    """
    assert number("4/5", "en", out_of=10) is None
    assert number("70%", "en", out_of=10) is None
    assert number("70 %", "en", out_of=100) == 70
