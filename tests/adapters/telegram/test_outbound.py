"""Letters as Telegram is given them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import ForceReply, InlineKeyboardMarkup

from adapters.telegram.outbound import shown
from bot.model.words import Span, Style, quote, words
from bot.ports.letters import Button, Content

STYLED = st.lists(
    st.builds(Span, st.text(max_size=12), st.sampled_from(list(Style))), min_size=1, max_size=8
)


def marked(text: str, offset: int, length: int) -> str:
    """Cut a text as Telegram does, in UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def keyboard(*rows: tuple[Button, ...]) -> InlineKeyboardMarkup:
    """Show rows of buttons."""
    markup = shown(Content(words("?"), rows=rows)).markup
    assert isinstance(markup, InlineKeyboardMarkup)
    return markup


class TestEntities:
    def test_counts_as_telegram_counts(self) -> None:
        """
        An emoji is two units, a joined family many.
        """
        text = (Span("👨‍👩‍👧 "), Span("now", Style.BOLD), Span(" 😀 "), Span("then", Style.ITALIC))

        result = shown(Content(text))

        assert [marked(result.text, e.offset, e.length) for e in result.entities] == ["now", "then"]
        assert [e.type for e in result.entities] == ["bold", "italic"]

    @given(STYLED)
    def test_marks_exactly_the_styled_spans(self, spans: list[Span]) -> None:
        """
        Whatever the words, each entity lies on its own span; quoted words have none.
        """
        result = shown(Content(tuple(spans)))

        cut = [
            marked(result.text, e.offset, e.length).replace("\u2060", "") for e in result.entities
        ]
        styled = [s for s in spans if s.style in (Style.BOLD, Style.ITALIC) and s.text.strip()]
        assert cut == [span.text.replace("\u2060", "") for span in styled] or any(
            "\u200c" in piece for piece in cut
        )

    def test_counts_joiners_too(self) -> None:
        """
        Offsets are right behind words that were made literal.
        """
        result = shown(Content((quote("@a.b 😀 "), Span("sure", Style.BOLD))))

        (entity,) = result.entities
        assert marked(result.text, entity.offset, entity.length) == "sure"

    def test_marks_no_blanks(self) -> None:
        """
        Telegram refuses entities with nothing in them.
        """
        assert (
            shown(Content((Span("a"), Span(" \n", Style.BOLD), Span("", Style.ITALIC)))).entities
            == ()
        )


class TestButtons:
    def test_gives_the_token_back(self) -> None:
        """
        A button carries its token and nothing else.
        """
        rows = keyboard((Button("Yes", "t1"), Button("No", "t2"))).inline_keyboard

        assert [(b.text, b.callback_data) for b in rows[0]] == [("Yes", "t1"), ("No", "t2")]

    def test_opens_a_link(self) -> None:
        """
        A link button has an address and no token.
        """
        ((button,),) = keyboard((Button("Open", link="https://t.me/OurBot"),)).inline_keyboard

        assert (button.url, button.callback_data) == ("https://t.me/OurBot", None)

    @pytest.mark.parametrize(
        ("label", "cut"),
        [
            ("short", "short"),
            ("x" * 64, "x" * 64),
            ("x" * 65, "x" * 63 + "…"),
            ("👨‍👩‍👧‍👦" * 20, "👨‍👩‍👧‍👦" * 5 + "…"),
            ("", "…"),
        ],
    )
    def test_cuts_labels_between_whole_characters(self, label: str, cut: str) -> None:
        """
        A long label ends in an ellipsis, never in half an emoji.
        """
        ((button,),) = keyboard((Button(label, "t"),)).inline_keyboard

        assert button.text == cut

    def test_breaks_rows_that_are_too_wide(self) -> None:
        """
        Telegram shows eight in a row: a scale of eleven takes two.
        """
        rows = keyboard(tuple(Button(str(n), f"t{n}") for n in range(11))).inline_keyboard

        assert [len(row) for row in rows] == [8, 3]


class TestReplyField:
    def test_is_opened_when_there_are_no_buttons(self) -> None:
        """
        The answer then reaches a bot that cannot read the group.
        """
        markup = shown(Content(words("?"), reply=True)).markup

        assert markup == ForceReply(selective=False)

    def test_gives_way_to_buttons(self) -> None:
        """
        Telegram takes one of the two.
        """
        content = Content(words("?"), rows=((Button("Yes", "t"),),), reply=True)

        assert isinstance(shown(content).markup, InlineKeyboardMarkup)

    def test_is_not_there_unasked(self) -> None:
        """
        A plain letter has nothing below it.
        """
        assert shown(Content(words("Hello."))).markup is None


class TestAnswers:
    def test_hangs_on_the_message(self) -> None:
        """Should that one be gone, Telegram shows ours all the same."""
        hangs = shown(Content(words("Here."), answers="7")).hangs_on

        assert hangs is not None
        assert (hangs.message_id, hangs.allow_sending_without_reply) == (7, True)

    @pytest.mark.parametrize("message", [None, "", "seven", "-7"])
    def test_on_nothing(self, message: str | None) -> None:
        assert shown(Content(words("Here."), answers=message)).hangs_on is None
