"""Words as Discord's markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.literal import MOST_UNITS, bare, cut, markdown
from bot.model.words import Span, Style, Words, quote, units, words
from tests.adapters.discord.finder import found, read

NASTY = [
    "*a*",
    "**a** ***b***",
    "_a_ __b__",
    "~~a~~",
    "||a||",
    "`a` ``b`` ```py\nc```",
    "# head",
    "text\n## head",
    "-# small",
    "- one\n* two\n+ three",
    "1. one\n12. two",
    "> quote",
    ">>> quote",
    "a\n\u200b> quote",
    "a\n\u2068# head\u2069",
    "[a](https://example.org)",
    "https://example.org/a_b_c?d=*e*",
    "steam://run/1",
    "<https://example.org>",
    "<@1> <@!1> <@&1> <#1> </menu:1> <:a:1> <a:b:1> <id:guide>",
    "<t:0:R>",
    "@everyone @here",
    "discord.gg/abc discordapp.com/invite/x Discord.com/y",
    ":smile: :+1:",
    "\\*a*",
    "\\",
    "a\\\nb",
    "\\\\||a||",
    "¯\\_(ツ)_/¯",
]
WILD = st.text(
    alphabet=st.sampled_from("a1 \n\\*_~|`<>[]()#+-.@:/!\u200b\u2060ש😀") | st.characters(),
    max_size=60,
)


class TestQuoted:
    """What a person wrote."""

    @pytest.mark.parametrize("text", NASTY)
    def test_nothing_comes_of_it(self, text: str) -> None:
        """Every sign is seen, and none of them does anything."""
        shown = markdown((Span(text, Style.QUOTED),))

        assert found(shown) == []
        assert read(shown) == text

    @pytest.mark.parametrize("text", NASTY)
    def test_nor_within_our_words(self, text: str) -> None:
        """A line may begin with what somebody wrote, and go on with ours."""
        shown = markdown((Span("They say:\n"), quote(text), Span(". So*")))

        assert found(shown) == []

    @pytest.mark.parametrize(
        "text", ["We met at 12:30, and that was good.", "Why? I - well (he) & I!"]
    )
    def test_ordinary_words_stay_short(self, text: str) -> None:
        """Nobody is helped by a backslash that is not needed."""
        assert markdown((Span(text, Style.QUOTED),)) == text

    @given(WILD)
    def test_anything(self, text: str) -> None:
        """Whatever it is, nothing comes of it and nothing is lost."""
        shown = markdown((Span(text, Style.QUOTED),))

        assert found(shown) == []
        assert read(shown) == text


class TestOurs:
    """What authors wrote."""

    def test_styles(self) -> None:
        """They become markers, around words and never around blanks."""
        text = (Span("A "), Span("big ", Style.BOLD), Span("and", Style.ITALIC), Span(" end"))

        assert markdown(text) == "A **big** *and* end"

    def test_neighbours(self) -> None:
        """Two markers side by side would be read as one."""
        assert markdown((Span("a", Style.BOLD), Span("b", Style.ITALIC))) == "**a**\u2060*b*"

    def test_many_lines(self) -> None:
        """Each line has its own, as bold does not reach over an empty one."""
        assert markdown((Span("a\n\nb c", Style.BOLD),)) == "**a**\n\n**b c**"

    def test_signs_in_styles(self) -> None:
        """They are signs there too."""
        assert markdown((Span("2 * 2", Style.BOLD),)) == "**2 \\* 2**"

    def test_an_address_stays_one(self) -> None:
        """A helpline has to be found by a touch."""
        text = "See https://example.org/a_b_c*d or *nothing*"

        assert markdown(words(text)) == "See https://example.org/a_b_c*d or \\*nothing\\*"

    def test_an_address_that_people_go_on_with(self) -> None:
        """It is theirs then."""
        text: Words = (Span("https://"), Span("evil.example", Style.QUOTED))

        assert found(markdown(text)) == []


class TestLong:
    """What would not fit with all its backslashes."""

    def test_look_alikes_stand_in(self) -> None:
        """It fits, and nothing comes of it."""
        text = "*_" * 950

        shown = markdown((Span(text, Style.QUOTED),))

        assert units(shown) == len(text)
        assert found(shown) == []

    @given(st.text(alphabet="*_~|`<>[]#-+.@:\n 1a😀", min_size=900, max_size=1900))
    def test_everything_fits(self, text: str) -> None:
        """In UTF-16 units, of which Discord counts no more than we do."""
        shown = markdown((Span(text, Style.QUOTED),))

        assert units(shown) <= MOST_UNITS
        assert found(shown) == []

    def test_bare_has_no_style(self) -> None:
        """It is what goes when Discord did not take the rest."""
        assert bare((Span("a", Style.BOLD), Span("*b*"))) == "a\uff0ab\uff0a"

    def test_cut_keeps_characters_whole(self) -> None:
        """An emoji is two units."""
        assert cut("abc😀😀", 6) == "abc😀…"
