"""What somebody types, made into what came in."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from adapters.terminal.gateway import ROOM, Shown, TerminalGateway
from bot.model.address import Address
from bot.model.words import Span
from bot.ports.letters import Button
from bot.ports.messages import Commanded, Pressed, Wrote


@dataclass
class Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 12, tzinfo=UTC)


def gateway(*shown: Shown) -> TerminalGateway:
    """Make a platform on which these messages stand."""
    made = TerminalGateway(Noon(), {"a": "Ana", "b": "Ben"}, lambda _: None, lambda _: None)
    for message in shown:
        made.chats[message.chat].append(message)
    return made


def asked(*labels: str, chat: str = "a", text: str = "?", number: int = 1) -> Shown:
    """Make a message with buttons; their tokens are their labels."""
    row = tuple(Button(label, f"{number}:{label}") for label in labels)
    return Shown(chat, str(number), (Span(text),), (row,))


class TestDoes:
    def test_words(self) -> None:
        """What is neither a command nor a button is words."""
        inbound = gateway(asked("Yes", "No")).does("a", "maybe")

        assert isinstance(inbound.body, Wrote)
        assert inbound.private
        assert inbound.at == Noon().now()

    @pytest.mark.parametrize(
        ("typed", "label"),
        [("Yes, show them", "Yes, show them"), ("yes", "Yes, show them"), ("NO,", "No, keep")],
    )
    def test_button_by_its_words_or_their_beginning(self, typed: str, label: str) -> None:
        """A button is pressed by what stands on it."""
        inbound = gateway(asked("Yes, show them", "No, keep")).does("a", typed)

        assert isinstance(inbound.body, Pressed)
        assert inbound.body.token == f"1:{label}"

    @pytest.mark.parametrize(("typed", "label"), [("1", "1"), ("10", "10")])
    def test_exact_label_first(self, typed: str, label: str) -> None:
        """One is not ten."""
        inbound = gateway(asked("10", "1")).does("a", typed)

        assert isinstance(inbound.body, Pressed)
        assert inbound.body.token == f"1:{label}"

    def test_two_that_begin_so(self) -> None:
        """What could mean two buttons presses neither."""
        inbound = gateway(asked("Yes, now", "Yes, later")).does("a", "yes")

        assert isinstance(inbound.body, Wrote)

    def test_newest_question(self) -> None:
        """The newest message with buttons is meant, not an older one."""
        made = gateway(asked("Skip", number=1), asked("Skip", number=2))

        inbound = made.does("a", "skip")

        assert isinstance(inbound.body, Pressed)
        assert inbound.body.message == "2"

    def test_own_button_in_the_room(self) -> None:
        """In the room people press the one with their name on it."""
        made = gateway(
            asked("I am here", chat=ROOM, text="Ana, are you here?", number=1),
            asked("I am here", chat=ROOM, text="Ben, are you here?", number=2),
        )

        inbound = made.does("a", "i am here", room=True)

        assert isinstance(inbound.body, Pressed)
        assert inbound.body.message == "1"
        assert not inbound.private

    def test_button_that_was_taken_off(self) -> None:
        """A message without its buttons cannot be pressed."""
        message = asked("Yes", "No")
        message.rows = ()

        assert isinstance(gateway(message).does("a", "yes").body, Wrote)

    @pytest.mark.parametrize(
        ("typed", "name", "argument"),
        [("/checkin", "checkin", ""), ("/JOIN  AB-12 ", "join", "AB-12"), ("/", "", "")],
    )
    def test_command(self, typed: str, name: str, argument: str) -> None:
        """A slash begins a command, in any case."""
        body = gateway().does("a", typed).body

        assert isinstance(body, Commanded)
        assert (body.name, body.argument) == (name, argument)

    def test_keys_are_new(self) -> None:
        """Nothing that is done twice is taken for a copy."""
        made = gateway()

        assert made.does("a", "x").key != made.does("a", "x").key


class TestPlatform:
    async def test_strips_a_message(self) -> None:
        """Buttons can be taken off, also where no such chat or message is."""
        made = gateway(asked("Yes"))
        address = made.does("a", "x").address
        assert address is not None

        await made.strip(address, "1")
        await made.strip(address, "77")

        assert made.chats["a"][0].rows == ()

    async def test_counts_who_is_there(self) -> None:
        """The room holds the two and the bot, unless somebody says otherwise."""
        made = gateway()
        address = made.does("a", "x", room=True).address
        assert address is not None

        assert await made.count(address) == 3

    def test_has_no_links(self) -> None:
        """In a terminal nothing can be clicked."""
        assert gateway().link("x", room=True) is None


class TestTakeBack:
    async def test_keeps_what_was_not_named(self) -> None:
        """What is taken back can be neither seen nor pressed; the rest stands."""
        made = gateway(asked("Yes", number=1), asked("Yes", number=2), asked(chat="b", number=1))

        await made.take_back(Address("terminal", "a"), ["2", "77"])

        assert [one.taken for one in made.chats["a"]] == [False, True]
        assert not made.chats["b"][0].taken
        pressed = made.does("a", "yes").body
        assert isinstance(pressed, Pressed)
        assert pressed.message == "1"
