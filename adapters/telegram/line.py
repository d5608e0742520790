"""The library's bot, made to keep secrets and to hand on updates unread."""

import json
import logging
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

JsonObject = dict[str, Any]

WANTED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
MARGIN = 10.0


class SilentRequest(HTTPXRequest):
    """A way to Telegram that writes no answer into a log, however broken it is."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> JsonObject:
        """Read an answer; `TelegramError` when it is not one of Telegram's."""
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


class Line(Bot):
    """
    A bot that gives updates as they came.

    The library reads a whole batch or none: one update that it cannot read would be asked for
    again for ever, and be written into the log with all that people said.
    """

    async def updates(self, offset: int | None, seconds: int) -> list[JsonObject]:
        """Wait for news at most so long; an offset confirms everything before it."""
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": WANTED}
        answer = await self._post("getUpdates", asked, read_timeout=seconds + MARGIN)
        if not isinstance(answer, list):
            raise TelegramError("Invalid server response")
        return [update for update in answer if isinstance(update, dict)]

    async def ask(self, method: str, asked: JsonObject) -> object:
        """Call a method, or give it parameters, that the library does not know yet."""
        known = {name: value for name, value in asked.items() if value is not None}
        answer: object = await self._post(method, known)
        return answer

    async def facts(self, chat: str) -> JsonObject:
        """Ask about a chat. The library would refuse all of it for one word it does not know."""
        answer = await self._post("getChat", {"chat_id": chat})
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def lay(token: str, base_url: str, base_file_url: str) -> Line:
    """
    Lay a line to Telegram, with a connection of its own for hearing.

    The libraries below write the token (in addresses) and people's words into logs: they are
    told to be quiet.
    """
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return Line(
        token,
        base_url=base_url,
        base_file_url=base_file_url,
        request=_request(connections=64, read=20.0),
        get_updates_request=_request(connections=2, read=MARGIN),
    )


def _request(*, connections: int, read: float) -> SilentRequest:
    return SilentRequest(
        connection_pool_size=connections,
        connect_timeout=10.0,
        read_timeout=read,
        write_timeout=20.0,
        pool_timeout=5.0,
    )
