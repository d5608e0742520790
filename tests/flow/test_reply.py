"""What people write is understood when it can be, and asked again kindly when not."""
# ruff: noqa: E501, RUF001 - tables, and letters that look alike on purpose

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.cast import Value
from bot.flow.kinds import Choice, Consent, Kind, Number, Option, Scale, Text, YesNo
from bot.flow.outcomes import Phrase
from bot.flow.reply import chosen, clean, options, understood
from bot.flow.script import Ask, At
from bot.flow.text import compile_text
from bot.model.words import Label

MOODS = Choice(
    (
        Option("calm", Label("Calm")),
        Option("cafe", Label("Café au lait")),
        Option("so", Label("So-so")),
    )
)
SCALE, NUMBER = Scale(0, 10), Number(0, 20)
WORDS = Text(2, 20, timedelta(0))
KINDS: tuple[Kind, ...] = (MOODS, SCALE, NUMBER, WORDS, YesNo(), Consent(()), Consent(("wish",)))


def ask(kind: Kind, *, skippable: bool = True) -> Ask:
    """Make a question of a kind."""
    return Ask(
        id="q", named=True, at=At(1, 1), text=compile_text("?"), kind=kind, save=None, retry=None,
        skippable=skippable,
    )  # fmt: skip


def answer(kind: Kind, text: str) -> Value | str:
    """Give what was understood, or the name of the sentence that asks again."""
    found = understood(ask(kind), text)
    return f"<{found.id}>" if isinstance(found, Phrase) else found


class TestChoice:
    """One of a few, by button, words or number."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("Calm", "calm"), ("calm", "calm"), ("CALM!", "calm"), (" calm. ", "calm"),
            ("cal", "calm"), ("1", "calm"), ("1.", "calm"), ("1)", "calm"), ("one", "calm"),
            ("１", "calm"), ("٢", "cafe"), ("two", "cafe"), ("2 .", "cafe"), ("③", "so"),
            # Composed and decomposed letters are one choice
            ("Caf\u00e9 au lait", "cafe"), ("Cafe\u0301 au lait", "cafe"), ("cafe", "cafe"),
            ("Ｃａｌｍ", "calm"), ("ca\u200blm", "calm"), ("café  au\nlait", "cafe"), ("so", "so"),
        ],
    )  # fmt: skip
    def test_understood(self, text: str, value: str) -> None:
        """
        Case, spaces, dots, digits of any script and letters of any form make no difference.
        """
        assert answer(MOODS, text) == value

    @pytest.mark.parametrize(
        "text", ["", " ", "\u200b", "0", "4", "-1", "c", "ca", "Саlm", "calm too", "999999999999"]
    )
    def test_asked_again(self, text: str) -> None:
        """
        What could be two, or only looks alike, is asked again.
        """
        assert answer(MOODS, text) == "<pick-one>"

    def test_without_accents(self) -> None:
        """
        Somebody in a hurry leaves accents out; where that could mean two things, it means none.
        """
        hasty = Choice((Option("yes", Label("Sí")), Option("not", Label("Todavía no"))))
        assert answer(hasty, "si") == "yes"
        assert answer(hasty, "todavia no") == "not"
        two = Choice((Option("a", Label("Papá")), Option("b", Label("Pàpa"))))
        assert answer(two, "papa") == "<pick-one>"


class TestNumbers:
    """Whole numbers within bounds."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [("0", 0), ("10", 10), ("7", 7), ("seven", 7), ("ZERO", 0), ("１０", 10), ("٧", 7), ("7.", 7),
         ("7)", 7), ("+7", 7), (" 7 ", 7), ("७", 7)],
    )  # fmt: skip
    def test_understood(self, text: str, value: int) -> None:
        """
        Digits of any script, and words up to ten.
        """
        assert answer(SCALE, text) == value
        assert answer(NUMBER, text) == value

    @pytest.mark.parametrize(
        "text",
        ["11", "-1", "7.5", "7,5", "seven or eight", "", "1e1", "0x7", "VII", "²³½", "9" * 300],
    )
    def test_asked_again(self, text: str) -> None:
        """
        The sentence that asks again names the bounds.
        """
        found = understood(ask(SCALE), text)

        assert found == Phrase("whole-number", (("least", 0), ("most", 10)))


class TestYesNo:
    """Yes or no; also for a consent."""

    @pytest.mark.parametrize("kind", [YesNo(), Consent(()), Consent(("wish",))])
    @pytest.mark.parametrize(
        ("text", "value"),
        [("yes", True), ("Y", True), ("ok", True), ("Yes!", True), ("ｙｅｓ", True), ("1", True),
         ("no", False), ("N", False), ("nope.", False), ("2", False), ("two", False)],
    )  # fmt: skip
    def test_understood(self, kind: Kind, text: str, value: bool) -> None:
        """
        A few plain words, or the number of the button.
        """
        assert answer(kind, text) is value

    @pytest.mark.parametrize("kind", [YesNo(), Consent(()), Consent(("wish",))])
    @pytest.mark.parametrize(
        "text", ["уеs", "yes but", "maybe", "", "0", "3", "not no", "ja", "\u200b"]
    )
    def test_asked_again(self, kind: Kind, text: str) -> None:
        """
        Consent is never guessed.
        """
        assert answer(kind, text) == "<yes-or-no>"


class TestText:
    """Free words."""

    def test_bounds(self) -> None:
        """
        Too short and too long are each told with their number.
        """
        assert understood(ask(WORDS), "x") == Phrase("too-short", (("least", 2),))
        assert understood(ask(WORDS), "x" * 21) == Phrase("too-long", (("most", 20), ("got", 21)))
        assert answer(WORDS, "x" * 20) == "x" * 20
        assert answer(WORDS, "😀" * 20) == "😀" * 20

    @pytest.mark.parametrize(
        "text", ["", "  ", "\n\n", "\u200b\u200d\ufeff", "\u200b \u2060", "\u00ad"]
    )
    def test_nothing_is_nothing(self, text: str) -> None:
        """
        Spaces and what cannot be seen are no answer.
        """
        assert answer(WORDS, text) == "<too-short>"

    @given(st.text(min_size=1, max_size=60))
    def test_words_stay_as_they_are(self, text: str) -> None:
        """
        Only padding around the words is taken off.
        """
        assert clean(text) in text

    def test_inside_stays(self) -> None:
        """
        Joined emoji, lines and signs are somebody's words.
        """
        assert answer(WORDS, " 👨‍👩‍👧‍👦 <b>\nx ") == "👨‍👩‍👧‍👦 <b>\nx"


class TestButtons:
    """Buttons and what is behind them."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_has_a_value(self, kind: Kind) -> None:
        """
        The last button may skip; every other one has a value, and beyond there is none.
        """
        labels = options(ask(kind), "en")
        values = [chosen(ask(kind), at) for at in range(len(labels))]

        skips = [label for label in labels if label == Phrase("skip")]
        assert values.count(None) == len(skips)
        assert chosen(ask(kind), 99) is None

    def test_what_cannot_be_skipped_has_no_such_button(self) -> None:
        """
        A consent has yes and no, and no third.
        """
        assert Phrase("skip") not in options(ask(MOODS, skippable=False), "en")
        assert options(ask(Consent(("wish",))), "en") == (
            Phrase("consent-yes"),
            Phrase("consent-no"),
        )
        assert options(ask(Consent(())), "en") == (Phrase("yes"), Phrase("no"))

    def test_no_is_no(self) -> None:
        """
        Only the first button of a consent is a yes.
        """
        assert chosen(ask(Consent(("wish",))), 0) is True
        assert chosen(ask(Consent(("wish",))), 1) is False
        assert chosen(ask(Consent(("wish",))), 2) is None
        assert chosen(ask(Consent(("wish",))), -1) is not True


@given(st.sampled_from(KINDS), st.text(max_size=80))
def test_every_text_is_a_value_or_a_sentence(kind: Kind, text: str) -> None:
    """
    Nothing that anybody can write is an error.
    """
    assert understood(ask(kind), text) is not None
