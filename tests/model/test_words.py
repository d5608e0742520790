"""People's words stay theirs, and long ones are cut where nobody is hurt by it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.pieces import split
from bot.model.words import Span, Style, Words, plain, quote, units

LIMIT = 100
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
WHOLE = {
    "family": FAMILY,
    "flag": "🇩🇪",
    "flag of tags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "skin": "👍🏽",
    "keycap": "1\ufe0f\u20e3",
    "accents": "e\u0301\u0302\u0303",
    "devanagari": "कि",
    "thai": "กี่",
    "pair": "😀",
}


def pieces(text: str, limit: int = LIMIT) -> list[str]:
    """Cut a person's words."""
    return [plain(piece) for piece in split((quote(text),), limit)]


def marks(text: str) -> int:
    """Count the marks that sit on other letters."""
    return sum(1 for letter in text if unicodedata.category(letter) in {"Mn", "Me"})


class TestQuote:
    """Rows 8, 9 and 15 of reliability.md, part 4.1."""

    @pytest.mark.parametrize(
        "code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C]
    )
    def test_direction_controls_go(self, code: int) -> None:
        """
        Quoted words cannot turn the sentence around them.
        """
        found = quote(f"a{chr(code)}b")

        assert found == Span("ab", Style.QUOTED)

    @pytest.mark.parametrize("words", ["שלום", "مرحبا", "abc שלום", "ߊߋ", "𞤀𞤁", "Ana عربى Ben"])
    def test_right_to_left_is_isolated(self, words: str) -> None:
        """
        What runs the other way keeps to itself, so the line keeps its order.
        """
        found = quote(words)

        assert found == Span(f"\u2068{words}\u2069", Style.QUOTED)

    def test_cannot_leave_the_isolate(self) -> None:
        """
        Somebody's own end of an isolate does not end ours.
        """
        found = quote("مرحبا\u2069 evil")

        assert found.text == "\u2068" + "مرحبا" + " evil\u2069"

    @pytest.mark.parametrize(
        "words", ["hello", "naïve", "Здравствуй", "日本語", FAMILY, "🇩🇪", "", " a\n b "]
    )
    def test_other_words_stay_to_the_letter(self, words: str) -> None:
        """
        Nothing else is changed or wrapped.
        """
        found = quote(words)

        assert found == Span(words, Style.QUOTED)

    @pytest.mark.parametrize(
        "mark",
        [
            "\u0301",
            "\u0489",
            "\u20dd",
            "\u0301\u0316",
            "\u0301\u034f",
            "\u0301\u200d",
            "\u0301\u200b",
        ],
    )
    def test_piled_up_marks_are_cut(self, mark: str) -> None:
        """
        Eight marks a letter, whatever marks they are and whatever is slipped in between.
        """
        found = quote("e" + mark * 10_000 + "x")

        assert marks(found.text) == 8
        assert found.text.startswith("e")
        assert found.text.endswith("x")

    @pytest.mark.parametrize("words", ["é" * 50, "Việt Nam", "หนึ่งที่นี้", "प्रेम", "e" + "\u0301" * 8])
    def test_marks_of_languages_stay(self, words: str) -> None:
        """
        No writing needs more than eight, and each letter counts anew.
        """
        words = unicodedata.normalize("NFD", words)

        assert quote(words).text == words

    @given(st.text(max_size=60))
    def test_quoted_twice_is_quoted_once(self, words: str) -> None:
        """
        Nothing dangerous is left after the first time.
        """
        once = quote(words).text

        assert quote(once).text == once


class TestUnits:
    """The measure of lengths."""

    @pytest.mark.parametrize(
        ("words", "count"), [("", 0), ("abc", 3), ("é", 1), ("😀", 2), (FAMILY, 11)]
    )
    def test_counts_as_platforms_do(self, words: str, count: int) -> None:
        """
        What lies beyond the basic plane counts twice.
        """
        assert units(words) == count == len(words.encode("utf-16-le")) // 2


class TestSplit:
    """Rows 6 and 7 of reliability.md, part 4.1."""

    def test_short_words_are_one_piece(self) -> None:
        """
        What fits stays as it is, up to the last unit.
        """
        text = (Span("a" * 60, Style.BOLD), Span("😀" * 20))

        assert list(split(text, LIMIT)) == [text]

    def test_four_thousand_faces(self) -> None:
        """
        Each face is two units, and none is halved.
        """
        found = pieces("😀" * 4096, 4000)

        assert [len(piece) for piece in found] == [2000, 2000, 96]

    @pytest.mark.parametrize("name", WHOLE)
    @pytest.mark.parametrize("before", range(6))
    def test_whole_characters(self, name: str, before: int) -> None:
        """
        A family, a flag or a letter with its accents is never cut through, wherever the limit is.
        """
        whole = WHOLE[name]

        found = pieces("x" * before + whole * 500)

        assert "".join(found) == "x" * before + whole * 500
        assert all(units(piece) <= LIMIT for piece in found)
        assert all(not piece.lstrip("x").replace(whole, "") for piece in found)
        assert len(found) <= units(whole) * 500 // (LIMIT - 2 * units(whole)) + 2

    @pytest.mark.parametrize("joint", ["\u200d", "\u0301", "\ufe0f", "\U000e0067"])
    def test_one_endless_character(self, joint: str) -> None:
        """
        Somebody's joke of joints does not become a hundred letters to their partner.
        """
        text = (Span("x" + joint * 4000 + "x"),)

        found = list(split(text, 4000))

        assert len(found) <= 3
        assert "".join(map(plain, found)) == plain(text)

    @pytest.mark.parametrize(
        ("text", "first", "second"),
        [
            ("a" * 70 + "\n\n" + "b " * 20, "a" * 70, "b " * 20),
            ("a" * 70 + "\n" + "b " * 20, "a" * 70, "b " * 20),
            ("a" * 70 + " " + "b" * 40, "a" * 70 + " ", "b" * 40),
            ("a" * 110, "a" * 100, "a" * 10),
            ("a " * 10 + "b" * 90, "a " * 10 + "b" * 80, "b" * 10),
        ],
        ids=["paragraph", "line", "space", "letter", "too early a space"],
    )
    def test_where_it_cuts(self, text: str, first: str, second: str) -> None:
        """
        At a paragraph, else a line, else a space, else a letter; never very early.
        """
        assert pieces(text) == [first, second]

    def test_styles_go_on(self) -> None:
        """
        Each piece keeps the styles of what is in it.
        """
        text = (Span("a" * 90, Style.BOLD), Span("b" * 120, Style.QUOTED))

        found = list(split(text, LIMIT))

        assert found == [
            (Span("a" * 90, Style.BOLD),),
            (Span("b" * 100, Style.QUOTED),),
            (Span("b" * 20, Style.QUOTED),),
        ]

    @pytest.mark.parametrize("text", ["", "\n" * 300, " " * 300, "a" * 100 + "\n" * 300])
    def test_nothing_to_see_is_no_piece(self, text: str) -> None:
        """
        A platform refuses an empty message, so there is none.
        """
        found = list(split((Span(text),), LIMIT))

        assert [plain(piece) for piece in found] == ([text.strip()] if text.strip() else [])
        assert all(span.text for piece in found for span in piece)

    @given(
        st.lists(
            st.builds(
                Span,
                st.text(st.sampled_from("ab \n😀é\u0301\u200d👨🏽🇩🇪कि\ufe0f"), max_size=120),
                st.sampled_from(Style),
            ),
            max_size=5,
        ).map(tuple),
        st.integers(2, 90),
    )
    def test_loses_nothing(self, text: Words, limit: int) -> None:
        """
        Put together again, the pieces are what was cut, but for empty lines; none is too long.
        """
        found = list(split(text, limit))

        whole = "".join(plain(piece) for piece in found)
        assert "".join(whole.split()) == "".join(plain(text).split())
        assert all(0 < units(plain(piece)) <= limit for piece in found)
