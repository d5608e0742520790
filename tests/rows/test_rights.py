"""Commands about oneself, in the wrong place or without what they need: rows 36 to 39."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.theatre import ROOM
from tests.engine.stage import Household, Stage, inhabited

RIGHTS = ("privacy", "export", "forget", "erase", "consent", "forget today", "erase me")
PRIVATELY = "Please send me this in our private chat."


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


@pytest.mark.parametrize("row", ["row-36"])
class TestInTheRoom:
    @pytest.mark.parametrize("command", RIGHTS)
    async def test_asks_for_it_in_private(self, home: Stage, row: str, command: str) -> None:
        """
        One line, and nothing of what was asked for, there or anywhere.
        """
        told = await home.says("a", f"/{command}", room=True)

        assert told == PRIVATELY
        assert (home.new("a"), home.new("b")) == ([], [])

    async def test_does_nothing(self, home: Stage, row: str) -> None:
        """
        What was asked for there is not done in private either.
        """
        await home.says("a", "/erase", room=True)
        await home.says("a", "erase everything")
        await home.says("a", "erase everything", room=True)

        assert await home.partner("a") is not None
        assert not any(one.file for chat in ("a", "b", ROOM) for one in home.shown(chat))


@pytest.mark.parametrize("row", ["row-38"])
@pytest.mark.parametrize("command", ["backup", "admin", "users", "restore", "doctor", "broadcast"])
async def test_there_is_no_command_for_operators(home: Stage, row: str, command: str) -> None:
    """
    What runs the server is not done in a chat: such a command is one that nobody knows.
    """
    assert await home.says("a", f"/{command}") == await home.says("a", "/nonsense")


@pytest.mark.parametrize("row", ["row-39"])
class TestErase:
    @pytest.mark.parametrize(
        "said", [(), ("erase",), ("erase everythin",), ("yes",), ("Erase me",)]
    )
    async def test_without_the_word(self, home: Stage, row: str, said: tuple[str, ...]) -> None:
        """
        Nothing is erased, and words that are nearly right answer nothing.
        """
        await home.says("b", "/checkin")
        await home.says("a", "/erase me")
        told = [await home.says("a", text) for text in said]

        assert await home.partner("a") is not None
        assert all(one.startswith("Those were not the words") for one in told)
        # It was asked for once: the right word does nothing any more, either.
        if said:
            await home.says("a", "erase everything")
            assert await home.partner("a") is not None

    async def test_after_ten_minutes(self, home: Stage, row: str) -> None:
        """
        The word comes too late, and is said to.
        """
        await home.says("a", "/erase")
        await home.wait(minutes=10, seconds=1)

        told = await home.says("a", "erase everything")

        assert told.startswith("More than ten minutes have gone by, so nothing is deleted.")
        assert await home.partner("a") is not None

    async def test_after_another_command(self, home: Stage, row: str) -> None:
        """
        Who asks for something else has changed their mind.
        """
        await home.says("a", "/erase")
        await home.says("a", "/privacy")

        await home.says("a", "erase everything")

        assert await home.partner("a") is not None

    @pytest.mark.parametrize("word", ["erase everything", "Erase Everything.", "alles löschen"])
    async def test_with_the_word(self, home: Stage, row: str, word: str) -> None:
        """
        In time and in any language it does it, and gives a receipt.
        """
        await home.says("a", "/erase")
        await home.wait(minutes=9)

        told = await home.writes("a", word)

        assert told.startswith("Done. What you told me is deleted")
        assert "unreadable by 2026-11-25 13:09 at the latest" in told
        assert await home.partner("a") is None
        assert await home.partner("b") is not None
