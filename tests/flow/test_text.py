"""Authors' texts become words; people's words stay as they are."""
# ruff: noqa: RUF001 - letters that look alike on purpose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.cast import Plain, Scope, Value
from bot.flow.expr import ExpressionError, Failed
from bot.flow.text import MISSING, Manner, compile_text, render, show
from bot.model.couple import Seat
from bot.model.words import Label, Span, Style, Words, plain
from tests.pair import couple

MANNER = Manner({"mood": {"sad": Label("A little sad"), "yes": Label("Yes, I am")}})


def words(source: str, seat: Seat | None = Seat.A, **mine: Value) -> Words:
    """Fill in a text as Ana sees it."""
    scope = Scope({"a": mine, "b": {"trust": 3}, "run": {}}, couple(), seat)
    return render(compile_text(source), scope, MANNER, "en")


class TestAuthors:
    """What authors may write."""

    def test_markup(self) -> None:
        """
        Two stars are bold, underscores around words italic.
        """
        found = words("**Both** of _you_, on snake_case_day")

        assert found == (
            Span("Both", Style.BOLD), Span(" of "), Span("you", Style.ITALIC),
            Span(", on snake_case_day"),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("source", "shown"),
        [("{{a.trust}}", "{a.trust}"), ("{{}}", "{}"), ("5 * 3 ** 2", "5 * 3 ** 2"),
         ("**open", "**open"), ("_", "_"), ("a\n\nb", "a\n\nb"), ("  padded  ", "padded"),
         ("**a\nb**", "**a\nb**"), ("<b>&amp;", "<b>&amp;"), ("%s ${HOME}"[:3], "%s")],
    )  # fmt: skip
    def test_other_signs_are_signs(self, source: str, shown: str) -> None:
        """
        Doubled braces show one, and what is no markup stays.
        """
        assert plain(words(source)) == shown

    @pytest.mark.parametrize(
        "source", ["{", "}", "a { b", "{a.trust", "{}", "{ }", "{trust}", "{a.b.c}", "{a.trust!r}",
                   "{a.trust:>10}", "{a.x }}", "{{{a.trust}}", "{'}'}", "{lambda: 1}"]
    )  # fmt: skip
    def test_broken_braces_are_refused(self, source: str) -> None:
        """
        A single brace, or something in it that is no expression, is the author's to mend.
        """
        with pytest.raises(ExpressionError):
            compile_text(source)

    def test_names_are_known(self) -> None:
        """
        A text says which names it reads, and whether it reads any.
        """
        found = compile_text("{a.trust + b.trust} for {me.name}")

        assert [str(name) for name in found.names] == ["a.trust", "b.trust", "me.name"]
        assert compile_text("**none**").constant == (Span("none", Style.BOLD),)

    def test_no_my_without_a_reader(self) -> None:
        """
        What is for two has no "my".
        """
        with pytest.raises(Failed):
            words("{my.trust}", None)


class TestValues:
    """How values are shown."""

    @pytest.mark.parametrize(
        ("value", "shown"),
        [(None, MISSING), (True, "✓"), (False, "–"), (7, "7"), (2.5, "2.5"), (2.0, "2"),
         ("words", "words"), (("one", "two"), "one, two")],
    )  # fmt: skip
    def test_each_kind(self, value: Plain, shown: str) -> None:
        """
        Numbers in digits, truths as signs, what is missing as three dots.
        """
        assert show(value, "any", Manner(), "en").text == shown

    def test_a_choice_by_its_label(self) -> None:
        """
        People read what stood on the button, not what is kept.
        """
        assert words("{my.mood}", mood="sad") == (Span("A little sad"),)
        assert words("{my.mood}", mood="unknown")[0].style is Style.QUOTED
        assert words("{my.other}", other="sad")[0].text == "sad"

    def test_style_goes_around(self) -> None:
        """
        A number within bold is bold; a person's words are always quoted.
        """
        assert words("**{my.trust}**", trust=7) == (Span("7", Style.BOLD),)
        assert words("**{my.said}**", said="x") == (Span("x", Style.QUOTED),)


class TestInert:
    """Rows 15 to 21 of reliability.md, part 4.1: shown to the letter."""

    @pytest.mark.parametrize(
        "said",
        [
            "<b>bold</b> &amp; </pre><!-- -->", "_*[]()~`>#+-=|{}.!\\", "@everyone @here <@123>",
            "<@&5> <#9>", "[click](https://evil.example)", "tg://user?id=1 https://evil.example",
            "||spoiler||", "-# small", "# head", "```code```", "<t:0:R>", "{{7*7}}", "{name}",
            "{0.__class__}", "%s %(x)s", "${HOME} $(ls)", "'; DROP TABLE couple;--", "{a.trust}",
            "**bold** _italic_", "**", "{", "}}", "\\", "<script>alert(1)</script>",
        ],
    )  # fmt: skip
    def test_one_quoted_span(self, said: str) -> None:
        """
        Neither markup nor template: one quoted span, letter by letter.
        """
        found = words("You wrote **{my.said}**.", said=said)

        assert found == (Span("You wrote "), Span(said, Style.QUOTED), Span("."))

    @given(
        st.text(st.characters(max_codepoint=0x58F, exclude_characters="\u200e\u200f"), max_size=80)
    )
    def test_whatever_is_written(self, said: str) -> None:
        """
        Any words come out as one span, as they went in but for marks piled up.
        """
        before, found, after = words("“{my.said}”", said=said)

        assert found.style is Style.QUOTED
        assert plain((before, after)) == "“”"
        assert set(found.text) <= set(said)

    def test_directions_are_calmed(self) -> None:
        """
        Overrides go, right-to-left words are isolated, piled marks are cut.
        """
        assert words("{my.said}", said="\u202eevil\u2066")[0].text == "evil"
        assert words("{my.said}", said="שלום")[0].text == "\u2068שלום\u2069"
        assert len(words("{my.said}", said="e" + "\u0301" * 10_000)[0].text) == 9
