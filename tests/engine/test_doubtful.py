"""Forwarded messages, words under pictures, late replies and old buttons (rows 26, 27, 44)."""

import pytest

from bot.model.words import Style
from bot.ports.messages import Attached, Wrote
from tests.engine.stage import Stage as House

ASKS = "This looks forwarded. Shall I take it as your answer?"
SAYS = "This looks forwarded. If it is your answer, please write it in your own words."
THANKS = "What is one thing Ben did this week that you were glad of?"
TRUST = "How much did you trust Ben this week?"
CLOSED = "This question is closed."
WORDS = "He | waited for me."


@pytest.fixture
async def asked(home: House) -> House:
    """Ana, who has a question open that is answered in words."""
    await home.says("a", "/checkin")
    await home.says("a", "7")
    return home


async def forwards(house: House, text: str = WORDS) -> str:
    """Let Ana forward something."""
    return await house.sends("a", Wrote(text, "0", forwarded=True))


class TestForwarded:
    async def test_counts_when_it_is_meant(self, asked: House) -> None:
        """With a yes it is the answer, to the letter."""
        told = await forwards(asked)
        await asked.presses("a", asked.token("a", "Yes"))
        await asked.theatre.settle()

        assert told == ASKS
        assert f"“{WORDS}”" in asked.told("a")

    async def test_counts_for_nothing_otherwise(self, asked: House) -> None:
        """With a no the question is shown again, and another answer is taken."""
        await forwards(asked)
        await asked.presses("a", asked.token("a", "No"))
        shown = asked.told("a")

        told = await asked.says("a", "Tea.")

        assert THANKS in shown
        assert WORDS not in told
        assert "“Tea.”" in told

    async def test_never_answers_another_question(self, asked: House) -> None:
        """A yes that comes when another question is open is too late."""
        await forwards(asked)
        yes = asked.token("a", "Yes")
        await asked.says("a", "/back")

        assert await asked.presses("a", yes) == [CLOSED]
        assert WORDS not in asked.told("a")

    async def test_counts_once(self, asked: House) -> None:
        """A second press finds nothing to answer."""
        await forwards(asked)
        yes = asked.token("a", "Yes")
        await asked.presses("a", yes)
        await asked.theatre.settle()

        assert await asked.presses("a", yes) == [CLOSED]

    async def test_is_nobody_elses(self, asked: House) -> None:
        """The other cannot say yes to it."""
        await forwards(asked)

        notices = await asked.presses("b", asked.token("a", "Yes"))

        assert notices == ["This button is for someone else."]

    @pytest.mark.parametrize("text", ["Hello", "\u200b"])
    async def test_where_nothing_is_open(self, home: House, text: str) -> None:
        """Without a question there is nothing to confirm."""
        assert await forwards(home, text) == SAYS

    async def test_holds_no_word_that_acts(self, asked: House) -> None:
        """A forwarded "stop" that is meant is an answer, and stops nothing."""
        await forwards(asked, "stop")
        await asked.presses("a", asked.token("a", "Yes"))
        await asked.theatre.settle()

        assert "“stop”" in asked.told("a")


class TestQuoted:
    async def test_is_plain_text(self, asked: House) -> None:
        """What somebody writes with a quote of the other in it is their own text."""
        words = "> Ben: I waited\nThat moved me."
        await asked.writes("a", words)

        quoted = [one.text for one in asked.shown("a")[-1].words if one.style is Style.QUOTED]
        assert words in quoted


class TestButtonsOfLongAgo:
    async def test_show_what_is_open(self, home: House) -> None:
        """A button of a conversation that is over is answered, and the open question shown."""
        await home.says("a", "/checkin")
        old = home.token("a", "7")
        for who in ("a", "b"):
            for said in ("7", "Something small.", "Yes, show them"):
                await home.says(who, said)
        await home.wait(days=8)
        await home.says("a", "/checkin")

        notices = await home.presses("a", old)

        assert notices == [CLOSED]
        assert TRUST in home.told("a")

    async def test_do_not_repeat_a_question_that_goes_on(self, home: House) -> None:
        """Within one conversation a button that was used says that it is closed, no more."""
        await home.says("a", "/checkin")
        seven = home.token("a", "7")
        await home.presses("a", seven)

        notices = await home.presses("a", seven)

        assert notices == [CLOSED]
        assert home.new("a") == []


class TestUnderAPicture:
    """The words under a picture may belong to the picture."""

    async def test_count_when_they_are_meant(self, asked: House) -> None:
        told = await asked.sends("a", Attached("photo", "t:1", "The soup."))
        await asked.presses("a", asked.token("a", "Yes"))
        await asked.theatre.settle()

        assert told == "I see only the words under it. Shall I take those as your answer?"
        assert "“The soup.”" in asked.told("a")

    async def test_count_for_nothing_otherwise(self, asked: House) -> None:
        await asked.sends("a", Attached("photo", "t:1", "The soup."))
        await asked.presses("a", asked.token("a", "No"))

        assert THANKS in asked.told("a")
        assert "“The soup.”" not in asked.told("a")

    async def test_where_nothing_is_open(self, home: House) -> None:
        """Said once in ten minutes, as about any picture."""
        first = await home.sends("a", Attached("photo", "t:1", "Look!"))
        second = await home.sends("a", Attached("photo", "t:2", "Look!"))

        assert (first, second) == ("I can only read text.", "")


class TestLateReply:
    """A reply to an earlier question of ours may be about that one."""

    async def question(self, house: House, words: str) -> str:
        """Give the platform's number of the last message with these words."""
        found = [one.id for one in house.shown("a") if words in one.text]
        return found[-1]

    async def test_asks_first(self, asked: House) -> None:
        old = await self.question(asked, TRUST)

        told = await asked.sends("a", Wrote("Eight.", "9", old))
        await asked.presses("a", asked.token("a", "Yes"))
        await asked.theatre.settle()

        assert told.startswith("That was a reply to an earlier question.")
        assert "“Eight.”" in asked.told("a")

    async def test_to_the_open_question_counts_at_once(self, asked: House) -> None:
        told = await asked.sends("a", Wrote("The soup.", "9", await self.question(asked, THANKS)))
        await asked.theatre.settle()

        assert "earlier question" not in told
        assert "“The soup.”" in asked.told("a")

    async def test_to_anything_else_counts_at_once(self, asked: House) -> None:
        """What was no question, or is not known any more, leaves no doubt."""
        await asked.sends("a", Wrote("The soup.", "9", "4711"))
        await asked.theatre.settle()

        assert "“The soup.”" in asked.told("a")
