"""What the engine relies on, the same on every platform."""

from collections.abc import AsyncIterator

import pytest

from bot.errors import Unreachable
from bot.model.address import Address
from bot.model.ids import LetterId
from bot.model.words import Words, quote, words
from bot.ports.letters import Button, Content, Letter
from bot.ports.messages import Commanded, Pressed, Wrote
from tests.adapters.doors import DOORS, Door, opened, until

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

NASTY = (
    "*bold* _italic_ `code` ~~gone~~ ||hidden|| [link](https://example.org) <b>html</b> "
    "@everyone @here <@1> <t:0:R> https://example.org /start #tag\n> quote\n# head\n- list"
)


@pytest.fixture(params=sorted(DOORS))
async def door(request: pytest.FixtureRequest) -> AsyncIterator[Door]:
    """Open every platform in turn."""
    async with DOORS[request.param]() as made, opened(made):
        yield made


def letter(to: Address, said: Words | str, *rows: str, number: int = 1) -> Letter:
    """Write a letter; each row is one button, with its label as its token."""
    shown = words(said) if isinstance(said, str) else said
    buttons = tuple((Button(label, f"t:{label}"),) for label in rows)
    content = Content(shown, buttons)
    return Letter(LetterId(number), to, content, attempt=1, must=True, unsure=False, joint=False)


class TestGateway:
    """One class for all of them."""

    async def test_has_a_name_of_its_own(self, door: Door) -> None:
        """Addresses carry it, so that a letter finds its way."""
        assert door.gateway.platform == door.private.platform == door.room.platform

    async def test_says_what_fits(self, door: Door) -> None:
        """Whatever fits is delivered whole, in one message, to the last letter."""
        text = "ü" * (door.gateway.limits.text - 1) + "."

        await door.gateway.send(letter(door.private, text))

        await until(lambda: door.reads()[-1] == text)

    async def test_keeps_the_order(self, door: Door) -> None:
        """One letter after the other, each with an id of its own."""
        ids = [
            await door.gateway.send(letter(door.private, f"Number {at}.", number=at))
            for at in range(1, 4)
        ]

        await until(lambda: len(door.reads()) >= 3)
        assert door.reads()[-3:] == ["Number 1.", "Number 2.", "Number 3."]
        assert len(set(ids)) == 3

    async def test_hears_words(self, door: Door) -> None:
        """Exactly as they were written, with the time of the bot's own clock."""
        await door.says("  We *talked* <today>.\nFor long.")

        heard = await door.hears(Wrote)

        assert isinstance(heard.body, Wrote)
        assert heard.body.text.strip() == "We *talked* <today>.\nFor long."
        assert (heard.address, heard.private) == (door.private, True)
        assert heard.sender is not None

    async def test_hears_a_command(self, door: Door) -> None:
        """By its name, without any sign."""
        await door.commands("menu")

        heard = await door.hears(Commanded)

        assert isinstance(heard.body, Commanded)
        assert (heard.body.name, heard.body.argument) == ("menu", "")
        assert heard.address == door.private

    async def test_hears_a_press(self, door: Door) -> None:
        """With its token, and the message that it stood under."""
        message = await door.gateway.send(letter(door.private, "Well?", "Yes", "No"))
        await until(lambda: door.reads()[-1:] == ["Well?"])

        await door.presses("No")
        heard = await door.hears(Pressed)

        assert isinstance(heard.body, Pressed)
        assert (heard.body.token, heard.body.message) == ("t:No", message)
        assert heard.sender is not None

    async def test_answers_a_press(self, door: Door) -> None:
        """The notice is seen; one for a press that nobody made does no harm."""
        await door.gateway.send(letter(door.private, "Well?", "Yes", "No"))
        await until(lambda: door.reads()[-1:] == ["Well?"])
        await door.presses("Yes")
        heard = await door.hears(Pressed)
        assert isinstance(heard.body, Pressed)

        await door.gateway.answer_press(heard.body.press, "This question is closed.")
        await door.gateway.answer_press("4711", None)

        await until(lambda: door.notices()[-1:] == ["This question is closed."])

    async def test_hangs_on_what_it_answers(self, door: Door) -> None:
        """A letter about a message goes with it; should that be gone, the letter still comes."""
        await door.says("Hello.")
        heard = await door.hears(Wrote)
        assert isinstance(heard.body, Wrote)

        for number, message in enumerate((heard.body.message, "999999999999", "no number"), 1):
            content = Content(words(f"About {number}."), answers=message)
            about = Letter(LetterId(number), door.private, content, 1, True, False, False)
            await door.gateway.send(about)

        await until(lambda: door.reads()[-3:] == ["About 1.", "About 2.", "About 3."])

    async def test_hears_the_same_person(self, door: Door) -> None:
        """Whoever writes, commands and presses has one identity, and each thing its own key."""
        await door.says("Hello.")
        await door.hears(Wrote)
        await door.commands("help")
        await door.hears(Commanded)
        await door.gateway.send(letter(door.private, "Well?", "Yes"))
        await until(lambda: door.reads()[-1:] == ["Well?"])
        await door.presses("Yes")
        await door.hears(Pressed)

        mine = [
            one for one in door.kept.values() if isinstance(one.body, Wrote | Commanded | Pressed)
        ]
        assert len({one.sender.id for one in mine if one.sender}) == 1
        assert len({one.key for one in mine}) == len(mine) >= 3

    async def test_takes_the_buttons_off(self, door: Door) -> None:
        """The words stay; a message that is not there does no harm."""
        message = await door.gateway.send(letter(door.private, "Well?", "Yes", "No"))
        await until(lambda: door.buttons() == ["Yes", "No"])

        await door.gateway.strip(door.private, message)
        await door.gateway.strip(door.private, "999999999")

        await until(lambda: door.buttons() == [])
        assert door.reads()[-1] == "Well?"

    async def test_takes_messages_back(self, door: Door) -> None:
        """Those that are named and no others, and again does no harm."""
        gone = [
            await door.gateway.send(letter(door.private, f"Number {at}.", number=at))
            for at in range(1, 4)
        ]
        await until(lambda: len(door.reads()) >= 3)

        await door.gateway.take_back(door.private, gone[:2])
        await door.gateway.take_back(door.private, gone[:2])

        await until(lambda: "Number 2." not in door.reads())
        assert door.reads()[-1] == "Number 3."
        assert "Number 1." not in door.reads()

    async def test_what_people_wrote_is_letters(self, door: Door) -> None:
        """Nobody is pinged, and nothing is bold, hidden, a heading or a link of theirs."""
        await door.gateway.send(letter(door.private, (quote(NASTY),)))

        await until(door.reads)
        # An unseen sign may stand between letters that the app would make something of.
        assert door.reads()[-1].replace("\u2060", "") == NASTY
        assert not door.marked()

    async def test_counts_a_room(self, door: Door) -> None:
        """Two people, and the bot."""
        assert await door.gateway.count(door.room) == 3

    async def test_a_chat_that_is_shut(self, door: Door) -> None:
        """It is said once, in the one way that stops all writing there."""
        if not door.can_shut:
            pytest.skip("nobody can shut a terminal")
        await door.gateway.send(letter(door.private, "Hello."))
        await door.shuts()

        with pytest.raises(Unreachable):
            await door.gateway.send(letter(door.private, "Hello?", number=2))

    async def test_leaves(self, door: Door) -> None:
        """A room that is not ours; once more does no harm."""
        await door.gateway.leave(door.room)
        await door.gateway.leave(door.room)
