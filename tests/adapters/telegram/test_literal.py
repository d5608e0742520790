"""People's words stay words: the rows 15 to 21 of the bad inputs, and T14."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.literal import JOINER, MOST_UNITS, NON_JOINER, literal
from bot.model.words import Span, Style, plain, quote, units, words
from tests.adapters.telegram.finder import found

NASTY = st.text(
    st.one_of(
        st.sampled_from("@#$/.:?=-_~() \n\r\u2028\ufe0f\u200c1234567890abcXYZ"), st.characters()
    ),
    max_size=60,
)


def shown(text: str) -> str:
    """Quote something and make it literal."""
    return plain(literal((quote(text),)))


def visible(text: str) -> str:
    """Give what a reader sees of a text."""
    return text.replace(JOINER, "").replace(NON_JOINER, "")


class TestFinder:
    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("ask @anna now", "mention"),
            ("/erase", "command"),
            ("all of #us", "hashtag"),
            ("$TON", "cashtag"),
            ("https://evil.example/x", "link"),
            ("1.2.3.4", "link"),
            ("tg://user?id=1", "app link"),
            ("a@b.example", "address"),
            ("+49 170 1234567", "number"),
        ],
    )
    def test_finds_what_telegram_finds(self, text: str, rule: str) -> None:
        """
        The reference is not blind.
        """
        assert rule in found(text)


class TestLiteral:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("<b>bold</b> &amp; </pre>", id="15"),
            pytest.param("_*[]()~`>#+-=|{}.!\\ _it_ *b* __u__", id="16"),
            pytest.param("@everyone @here <@123> <@&5> <#9> @anna", id="17"),
            pytest.param(
                "[click](https://evil) tg://user?id=1 https://evil.example/x?y#z", id="18"
            ),
            pytest.param("www.evil.example t.me/joinchat mailto:a@b.example 1.2.3.4", id="18-bare"),
            pytest.param("ton://transfer/x TG://resolve?domain=x ftp://a.b", id="18-other"),
            pytest.param("||spoiler|| -# small # head ``` <t:0:R>", id="19"),
            pytest.param("{{7*7}} {name} {0.__class__} %s ${HOME}", id="20"),
            pytest.param("'; DROP TABLE couple;--", id="21"),
            pytest.param("/erase /start@OurBot abc /a/b", id="commands"),
            pytest.param("#us #\u200cus $TON $1INCH", id="tags"),
            pytest.param("+49 170 1234567, (030) 123-456-78, 4111 1111 1111 1111", id="numbers"),
            pytest.param("@\ranna @\u2028anna http:/\r/a.\rb.de", id="dropped signs"),
        ],
    )
    def test_shows_it_to_the_letter_and_links_nothing(self, text: str) -> None:
        """
        The reader sees what was written; Telegram finds nothing in it.
        """
        result = shown(text)

        assert visible(result) == visible(quote(text).text)
        assert found(result) == []

    @given(NASTY)
    def test_nothing_is_found_in_anything_quoted(self, text: str) -> None:
        """
        No text whatever becomes a link, mention, command, tag or number.
        """
        result = shown(text)

        assert found(result) == []
        assert visible(result) == visible(quote(text).text)

    @given(NASTY, NASTY, NASTY)
    def test_words_cannot_reach_into_their_surroundings(self, one: str, own: str, two: str) -> None:
        """
        What is found is found in our own words alone, also at their edges.
        """
        text = (quote(one), Span(own, Style.BOLD), quote(two))
        result = literal(text)

        alone = set(found(own))
        assert set(found(plain(result))) <= alone
        assert [span.style for span in result] == [span.style for span in text]

    @pytest.mark.parametrize("text", ["Well. Then we talk.", "so... yes", "50 % or 3,5 km", "1️⃣ #️⃣"])
    def test_leaves_plain_talk_as_it_is(self, text: str) -> None:
        """
        Ordinary sentences and emoji get no joiners.
        """
        assert shown(text) == text

    def test_leaves_our_own_words_alone(self) -> None:
        """
        A link that an author wrote stays one.
        """
        text = words("See https://example.org/help or press /help")

        assert literal(text) == text

    @pytest.mark.parametrize("text", ["/" * 4000, "a." * 2000, "@a" * 2000, "#tag " * 800])
    def test_fits_into_one_message(self, text: str) -> None:
        """
        Where joiners would make it too long, look-alikes stand in.
        """
        result = shown(text)

        assert units(result) <= MOST_UNITS
        assert not {"link", "mention", "command", "hashtag"} & set(found(result))

    def test_is_quick(self) -> None:
        """
        Long hostile texts take no long time (T20).
        """
        text = (quote("1 " * 50_000 + "/" * 50_000),)

        assert plain(literal(text))
