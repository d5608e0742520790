"""The drawings show what the chats show: no word more, none less, and inert."""

import re

import pytest

from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_state import Account, Chat, ChatKind, Message
from tests.screens.bubbles import Bubble, marked, on_telegram, tagged
from tests.screens.page import Screen, page


def seen(drawn: str) -> str:
    """Give the words of a page as somebody reads them."""
    body = re.sub(r"(?s)<(style|title)>.*?</\1>", " ", drawn)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_words_and_buttons_stand_there() -> None:
    """In the order in which they came, with what stands under them."""
    one = Bubble("Mortar", False, "Good day", "10:00", [["Yes", "No"], ["Skip"]], bot=True)
    two = Bubble("Ana", True, "Hello", "10:01", quoted="Good day", notes=["protected"])

    for app in ("telegram", "discord"):
        words = seen(page([Screen(app, "Home", "two", [one, two])], "dark"))

        places = [words.index(word) for word in ("Good day", "Yes", "No", "Skip", "Hello")]
        assert places == sorted(places)
        assert "protected" in words


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("**bold** and *thin*", "<b>bold</b> and <i>thin</i>"),
        (r"\*\*not bold\*\*", "**not bold**"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_discords_marks(text: str, drawn: str) -> None:
    """What is escaped is itself, and markup of people's own is inert."""
    assert marked(text) == drawn


def test_telegrams_entities() -> None:
    """Their places count UTF-16 units: what stands before them may be wider than it looks."""
    account = Account(1, "Mortar", is_bot=True)
    chat = Chat(1, ChatKind.PRIVATE)
    entity = {"type": "bold", "offset": 3, "length": 4}
    message = Message(chat, account, text="\U0001f33f <b> & so", entities=(entity,))

    assert tagged(message) == "\U0001f33f <b>&lt;b&gt; </b>&amp; so"


async def test_deleted_is_gone() -> None:
    """What the bot took back is not drawn."""
    async with TelegramEmulator() as server:
        ana = server.user("Ana")
        ana.start()
        ana.says("first")
        ana.says("second")
        ana.chat.messages[1].deleted = True

        shown = [one.inside for one in on_telegram(ana.chat, ana)]

    assert shown == ["/start", "second"]
