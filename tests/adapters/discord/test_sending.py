"""Letters out, with a line that answers as it is told."""

from typing import Any

import discord
import pytest
from discord.http import HTTPClient, Route

from adapters.discord.outbound import JsonObject, shown
from adapters.discord.sending import Post
from bot.errors import Unreachable
from bot.model.ids import LetterId
from bot.model.words import words
from bot.ports.letters import Content
from tests.adapters.discord.bench import QUICK
from tests.adapters.discord.test_outbound import WORDING
from tests.adapters.discord.test_trouble import answer

TAKEN = {"id": "12"}


class Script(HTTPClient):
    """Answers in turn, and remembers what it was asked."""

    def __init__(self, *answers: JsonObject | discord.HTTPException) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []

    async def request(self, route: Route, **fields: Any) -> Any:
        """Give the next answer."""
        self.asked.append((route.method, route.path))
        following = self.answers.pop(0)
        if isinstance(following, Exception):
            raise following
        return following


async def post(line: Script) -> str:
    """Post a letter."""
    content = shown(Content(words("Hello.")), WORDING)
    return await Post(lambda: line, QUICK).letter("5", LetterId(7), content)


class TestThreads:
    """A thread that was put away."""

    @pytest.mark.parametrize("code", [50083, 160005])
    async def test_is_taken_out(self, code: int) -> None:
        """And the letter goes."""
        line = Script(answer(400, code), {}, TAKEN)

        assert await post(line) == "12"
        assert [method for method, _ in line.asked] == ["POST", "PATCH", "POST"]

    async def test_stays_there(self) -> None:
        """When we have no right to open it."""
        line = Script(answer(400, 50083), answer(403, 50013))

        with pytest.raises(Unreachable):
            await post(line)

    async def test_other_chats(self) -> None:
        """There is nothing to open."""
        line = Script(answer(403, 50007))

        with pytest.raises(Unreachable):
            await post(line)
        assert len(line.asked) == 1
