"""The reader's own language, the next best one, and sentences that run from right to left."""

import pytest
from fluent.runtime import FluentBundle, FluentResource

from bot.engine.speech import Speech
from bot.flow.outcomes import Phrase
from bot.model.words import Span, Style, Words, plain

FSI, PDI = "\u2068", "\u2069"

ENGLISH = """
skip = Skip
hello = Hello { $name }.
asks = { $name } asks: is { $partner } your partner?
only = Only in English: write /menu.
letters = { $got ->
    [one] { $got } letter
   *[other] { $got } letters
 }
"""
SPANISH = "skip = Saltar\nhello = Hola, { $name }.\n"
MEXICAN = "hello = Qué tal, { $name }.\n"
HEBREW = """
skip = דלג
hello = שלום { $name }.
asks = { $name } שואל: האם { $partner } בזוגיות איתך?
go = כתבו /menu כדי להמשיך, או /start { $token }.
hours = אפשר לכתוב 21:30-7:00 או { $code }
link = הקישור: { $link }
number = מספר מ־{ $least } עד { $most }
"""


def bundle(code: str, texts: str) -> FluentBundle:
    made = FluentBundle([code], use_isolating=False)
    made.add_resource(FluentResource(texts))
    return made


def speech() -> Speech:
    bundles = {
        "en": bundle("en", ENGLISH),
        "es": bundle("es", SPANISH),
        "es-MX": bundle("es-MX", MEXICAN),
        "he": bundle("he", HEBREW),
    }
    return Speech(bundles, dict.fromkeys(bundles, ""))


def say(name: str, language: str, /, **given: str | int) -> Words:
    return speech().say(Phrase(name, tuple(given.items())), language)


class TestNearest:
    @pytest.mark.parametrize(
        ("wish", "known"),
        [
            ("es", "es"), ("ES", "es"), ("es-AR", "es"), ("es-419", "es"), ("es_ES", "es"),
            ("es-MX", "es-MX"), ("es-mx", "es-MX"), ("es-Latn-MX", "es"), ("en-GB", "en"),
            ("he-IL", "he"), ("xx", "en"), ("", "en"), (None, "en"), ("-", "en"), ("e", "en"),
            ("est", "en"),
        ],
    )  # fmt: skip
    def test_is_offered(self, wish: str | None, known: str) -> None:
        """Whoever comes is spoken to in the offered language nearest to their own."""
        assert speech().known(wish) == known

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("es-MX", "Qué tal, Ana."), ("es", "Hola, Ana."), ("es-AR", "Hola, Ana."),
            ("fr", "Hello Ana."),
        ],
    )  # fmt: skip
    def test_says_it(self, language: str, text: str) -> None:
        """The most particular language that has a sentence says it."""
        assert plain(say("hello", language, name="Ana")) == text

    def test_falls_back_sentence_by_sentence(self) -> None:
        """What Mexico does not say otherwise is Spanish; what Spanish lacks is English."""
        mouth = speech()

        assert mouth.label(Phrase("skip"), "es-MX") == "Saltar"
        assert plain(mouth.say(Phrase("only"), "es-MX")) == "Only in English: write /menu."

    def test_never_says_nothing(self) -> None:
        """A sentence that no language has is a mistake of ours, and is heard as one."""
        with pytest.raises(KeyError, match="nowhere"):
            say("nowhere", "es")


class TestLabels:
    def test_are_made_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A button's words are formed when they are first said, and never again."""
        mouth = speech()
        first = mouth.say(Phrase("skip"), "es-MX")
        monkeypatch.setattr(FluentBundle, "format_pattern", None)

        assert mouth.say(Phrase("skip"), "es-MX") is first
        assert mouth.label(Phrase("skip"), "es-MX") == "Saltar"

    def test_are_each_language_s_own(self) -> None:
        """What was said in one language is not said to readers of another."""
        mouth = speech()
        said = [mouth.label(Phrase("skip"), one) for one in ("en", "es", "he", "es-AR", "xx")]

        assert said == ["Skip", "Saltar", "דלג", "Saltar", "Skip"]

    def test_do_not_fill_the_memory(self) -> None:
        """Somebody's made-up languages leave nothing behind."""
        mouth = speech()
        before = len(mouth._constant)
        for number in range(100):
            mouth.label(Phrase("skip"), f"x{number}")

        assert len(mouth._constant) == before

    def test_with_numbers_are_made_anew(self) -> None:
        """A sentence with an argument is never taken from an earlier one."""
        mouth = speech()
        said = [plain(mouth.say(Phrase("letters", (("got", one),)), "en")) for one in (1, 2, 4096)]

        assert said == ["1 letter", "2 letters", "4,096 letters"]


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            "{ $partner }", "{hello}", "\ue000Ana\ue001", "*Ana*", "-x = { hello }", "\\u0041",
            "[one] Ana", "{ \"x\" }",
        ],
    )  # fmt: skip
    def test_are_never_read(self, name: str) -> None:
        """A name with signs of the texts' own language is a name."""
        words = say("asks", "en", name=name, partner="Ben")
        quoted = [span.text for span in words if span.style is Style.QUOTED]

        assert quoted == [name.replace("\ue000", "").replace("\ue001", ""), "Ben"]
        assert "".join(one.text for one in words if one.style is Style.PLAIN) == (
            " asks: is  your partner?"
        )

    def test_written_leftward_stand_apart_in_english(self) -> None:
        """A Hebrew name does not take the words after it to its other side."""
        words = say("asks", "en", name="דנה", partner="Ben")

        assert words[0] == Span(f"{FSI}דנה{PDI}", Style.QUOTED)
        assert words[2] == Span("Ben", Style.QUOTED)

    @pytest.mark.parametrize("name", ["Ana (2)", "דנה", "!!!", "\u202eAna\u2066"])
    def test_stand_apart_in_hebrew(self, name: str) -> None:
        """Whatever a name is written in, it is shown whole, with its own marks taken away."""
        bare = name.replace("\u202e", "").replace("\u2066", "")
        words = say("hello", "he", name=name)

        assert words[1] == Span(f"{FSI}{bare}{PDI}", Style.QUOTED)
        assert plain(words).count(FSI) == plain(words).count(PDI) == 1


class TestLeftward:
    def test_keeps_commands_whole(self) -> None:
        """The stroke stays before its word, and a code with its command."""
        assert plain(say("go", "he", token="aB3-_x")) == (
            f"כתבו {FSI}/menu{PDI} כדי להמשיך, או {FSI}/start aB3-_x{PDI}."
        )

    def test_keeps_hours_and_codes_whole(self) -> None:
        """Neither runs backwards."""
        assert plain(say("hours", "he", code="12345-ABCDE")) == (
            f"אפשר לכתוב {FSI}21:30-7:00{PDI} או {FSI}12345-ABCDE{PDI}"
        )

    @pytest.mark.parametrize(
        "link", ["https://t.me/mortar_bot?start=aB-3_x", "https://example.org/join/a-b#c-d"]
    )
    def test_leaves_addresses_alone(self, link: str) -> None:
        """A mark inside an address, or right after it, would lead somewhere else."""
        assert plain(say("link", "he", link=link)) == f"הקישור: {link}"

    def test_leaves_numbers_alone(self) -> None:
        """Numbers find their order by themselves."""
        assert plain(say("number", "he", least=0, most=10)) == "מספר מ־0 עד 10"

    def test_marks_nothing_in_a_sentence_said_in_english(self) -> None:
        """What Hebrew lacks is an English sentence, with an English sentence's order."""
        assert plain(say("only", "he")) == "Only in English: write /menu."

    @pytest.mark.parametrize("language", ["en", "es", "es-MX"])
    def test_marks_nothing_from_left_to_right(self, language: str) -> None:
        """Languages that need no marks get none."""
        assert FSI not in plain(say("hello", language, name="Ana"))
