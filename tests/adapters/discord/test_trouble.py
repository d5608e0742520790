"""Discord's errors, mapped one by one."""

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from adapters.discord.trouble import delivery_error, is_shut_out
from bot.errors import Refused, TryLater, Uncertain, Unreachable

JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html"}


def answer(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    """Write an error as the library raises it."""
    sent = JSON | {name.replace("_", "-"): value for name, value in headers.items()}
    return _error(status, {"code": code, "message": "no"}, sent)


def page(status: int, **headers: str) -> discord.HTTPException:
    """Write an answer of whoever stands in front of Discord."""
    sent = HTML | {name.replace("_", "-"): value for name, value in headers.items()}
    return _error(status, "<html>", sent)


def _error(status: int, body: Any, headers: dict[str, str]) -> discord.HTTPException:
    kinds: dict[int, type[discord.HTTPException]] = {
        403: discord.Forbidden,
        404: discord.NotFound,
    }
    response: Any = SimpleNamespace(status=status, reason="", headers=headers)
    return kinds.get(status, discord.HTTPException)(response, body)


class TestUnreachable:
    """Nobody can be written to there until they come back."""

    @pytest.mark.parametrize(
        ("status", "code"),
        [
            (403, 50007),
            (403, 50001),
            (403, 50013),
            (403, 50278),
            (403, 160005),
            (400, 50083),
            (400, 50024),
            (404, 10003),
            (404, 10004),
            (404, 0),
            (403, 0),
        ],
    )
    def test_by_code(self, status: int, code: int) -> None:
        """Closed messages, no access, no right, no channel, no server, a locked thread."""
        assert isinstance(delivery_error(answer(status, code)), Unreachable)


class TestTryLater:
    """Patience is asked for, or the letter certainly did not leave."""

    def test_asked_for_by_the_library(self) -> None:
        """For a channel, or for the whole bot."""
        limited = discord.RateLimited(7.5)

        one, everyone = delivery_error(limited), delivery_error(limited, everywhere=True)

        assert isinstance(one, TryLater)
        assert isinstance(everyone, TryLater)
        assert (one.after, one.everywhere) == (7.5, False)
        assert everyone.everywhere

    @pytest.mark.parametrize(("said", "after"), [("12", 12), ("", 600), ("soon", 600), ("1", 30)])
    def test_shut_out(self, said: str, after: float) -> None:
        """The network in front of Discord answers with a page: for a long time, everywhere."""
        trouble = page(429, Retry_After=said)

        error = delivery_error(trouble)

        assert is_shut_out(trouble)
        assert isinstance(error, TryLater)
        assert (error.after, error.everywhere) == (max(after, 30), True)

    def test_shut_out_by_a_403(self) -> None:
        """No chat is closed for it."""
        assert isinstance(delivery_error(page(403)), TryLater)

    def test_a_token_that_was_reset(self) -> None:
        """Letters wait until there is a new one."""
        error = delivery_error(answer(401))

        assert isinstance(error, TryLater)
        assert error.everywhere

    @pytest.mark.parametrize(
        ("status", "code"), [(429, 20028), (403, 40003), (429, 20016), (400, 130000)]
    )
    def test_busy(self, status: int, code: int) -> None:
        """Slow mode, too many chats opened at once, an overloaded Discord."""
        assert isinstance(delivery_error(answer(status, code)), TryLater)

    def test_never_left(self) -> None:
        """There was no way to Discord."""
        assert isinstance(delivery_error(aiohttp.ClientError(), sent=False), TryLater)
        assert isinstance(delivery_error(TimeoutError(), sent=False), TryLater)


class TestOthers:
    """The rest."""

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_uncertain(self, status: int) -> None:
        """It may have arrived."""
        assert isinstance(delivery_error(answer(status)), Uncertain)
        assert isinstance(delivery_error(page(status)), Uncertain)

    def test_cut(self) -> None:
        """The line broke after it left."""
        assert isinstance(delivery_error(aiohttp.ServerDisconnectedError()), Uncertain)
        assert isinstance(delivery_error(ConnectionResetError()), Uncertain)

    def test_refused(self) -> None:
        """Discord will never take it; the reason has no words in it."""
        error = delivery_error(answer(400, 50035))

        assert isinstance(error, Refused)
        assert str(error) == "Discord does not take it (code 50035)"
