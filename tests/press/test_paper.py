"""The paper for a first meeting: two pages at most, in whatever letters, and nothing added."""

from datetime import date

import pytest

from bot.model.sketches import PARTS, Brief, read, write
from bot.press.paper import cut, paper, plain
from tests.press.shipped import LANGUAGES, about, words
from tests.press.shipped import pages as read_pages

DAY = date(2026, 11, 23)
SENTENCE = "We have been together for nine years, and we want the evenings back. "


def brief(*texts: str, **parts: str) -> Brief:
    """Write a paper; ``texts`` are all that one wrote for each part, in order."""
    named = dict(zip(PARTS, texts, strict=False)) | parts
    return Brief(DAY, tuple((name, (text,)) for name, text in named.items()))


def pages(sketch: Brief, language: str = "en", shipped: str = "en") -> list[str]:
    """Set a paper, and read each page."""
    made = paper(sketch, words(shipped, sketch.words), language)
    assert made is not None
    return read_pages(made)


class TestPages:
    def test_short_is_one(self) -> None:
        (page,) = pages(brief("Two of us.", "It ended.", "Talking.", "Listen."))

        for said in ("Two of us.", "It ended.", "Talking.", "Listen.", "Who we are", "2026"):
            assert said in page
        assert "shortened" not in page

    @pytest.mark.parametrize("length", [30, 120, 600])
    def test_long_is_two(self, length: int) -> None:
        """However much was written, and it says that something was left out."""
        found = pages(brief(*[SENTENCE * length] * 5))

        assert len(found) == 2
        assert "shortened" in found[1]
        assert "About safety" in "".join(found)

    def test_the_longest_is_cut_first(self) -> None:
        found = pages(brief("Two of us.", SENTENCE * 400, "Talking.", "Listen, please."))

        assert len(found) == 2
        assert "Two of us." in found[0]
        assert "Listen, please." in found[1]

    def test_what_fits_is_not_cut(self) -> None:
        found = pages(brief(SENTENCE * 12, "It ended.", SENTENCE * 12, "Listen."))

        assert "".join(found).count("evenings") == 24
        assert "shortened" not in "".join(found)

    def test_two_people_of_many_words(self) -> None:
        parts = tuple((name, (SENTENCE * 60, SENTENCE * 60)) for name in PARTS)

        assert len(pages(Brief(DAY, parts, ("Ana", "Ben")))) == 2

    def test_each_ones_words_stand_under_their_name(self) -> None:
        parts = (("who", ("Nine years.", "Ten years.")), ("ask", ("", "Listen to us.")))

        (page,) = pages(Brief(DAY, parts, ("Ana", "Ben")))

        order = ["Ana", "Nine years.", "Ben", "Ten years.", "Ben", "Listen to us."]
        places = [page.index(said) for said in order[:4]]
        assert places == sorted(places)
        assert (page.count("Ana"), page.count("Ben")) == (1, 2)

    def test_a_word_without_end(self) -> None:
        assert len(pages(brief("a" * 20_000))) <= 2

    def test_lines_without_end(self) -> None:
        assert len(pages(brief("a\n" * 5_000))) <= 2


class TestWords:
    def test_nothing_of_safety_unless_written(self) -> None:
        assert "safety" not in "".join(pages(brief("Two of us.", "It ended."))).lower()

    def test_are_never_commands(self) -> None:
        """What looks like typesetting is somebody's words."""
        said = '#panic() *all* _of_ it $x$ = head #import "x" \\ @here <pages> // end'

        (page,) = pages(brief(said))

        assert said in page.replace("\r\n", " ")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_language(self, language: str) -> None:
        sketch = brief(*["Añádelo, größer, ß."] * 5)

        (page,) = pages(sketch, language, language)

        given = words(language, sketch.words)
        assert all(given[f"brief-{name}"] in page for name in PARTS)
        assert "größer" in page

    @pytest.mark.parametrize(
        "said",
        ["Мы вместе девять лет.", "אנחנו יחד תשע שנים", "نحن معًا منذ تسع سنوات", "Είμαστε μαζί"],
    )
    def test_other_letters(self, said: str) -> None:
        """Whoever reads us in English may write in their own."""
        assert paper(brief(said), words("en", brief(said).words), "en") is not None

    @pytest.mark.parametrize(
        "said", ["我们在一起九年了。", "一緒に九年です", "우리는 함께", "हम साथ"]
    )
    def test_letters_without_a_font(self, said: str) -> None:
        """They are not set as empty boxes: all of it goes as a text."""
        sketch = brief(said, "It ended.")
        given = words("en", sketch.words)

        assert paper(sketch, given, "en") is None
        assert said in plain(sketch, given).decode()

    def test_a_sign_without_a_font_is_left_out(self) -> None:
        (page,) = pages(brief("We hope \U0001fae0 so."))

        assert "We hope" in page
        assert "so." in page

    def test_the_same_each_time(self) -> None:
        sketch = brief(SENTENCE * 100)
        given = words("en", sketch.words)

        assert paper(sketch, given, "en") == paper(sketch, given, "en")

    def test_names_nobody(self) -> None:
        """Nothing of the machine, the bot or the hour stands in the file."""
        sketch = brief("Two of us.")
        made = paper(sketch, words("en", sketch.words), "en")
        assert made is not None

        found = about(made)
        assert not found["Author"]
        assert "2026" not in found["CreationDate"]

    def test_through_a_letter(self) -> None:
        sketch = brief('"{}"\\ \u2028', "ß")

        assert read(write(sketch)) == sketch


class TestCut:
    def test_at_the_end_of_a_sentence(self) -> None:
        assert cut("One two three. Four five six. Seven", 32) == "One two three. Four five six. …"

    def test_at_the_end_of_a_word(self) -> None:
        assert cut("One. Two three four five six seven", 30) == "One. Two three four five six …"

    def test_short_stays(self) -> None:
        assert cut("One.", 4) == "One."
