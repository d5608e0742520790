"""
Say something in a group that only one person sees: an ephemeral message.

Telegram takes one from any bot within fifteen seconds of that person's press, and does not promise
that it arrives: it is for hints, never for the only copy of anything. Where it does not work, the
notice at the button remains.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from adapters.telegram.line import Line
from adapters.telegram.outbound import LIMITS, cut
from bot.model.address import Address
from bot.ports.messages import Inbound, Pressed

MOST_PRESSES = 1000
MOST_CHATS = 1000
SECONDS = 14.0
"""One less than Telegram allows: the way there takes time too."""
SILENT_FOR = 3600.0
"""How long a group that refused one is not tried again."""


@dataclass(frozen=True, slots=True)
class Press:
    """Where a button was pressed, by whom, and when on the monotonic clock; None in private."""

    address: Address
    person: int | None
    at: float


class Asides:
    """
    Know who pressed what where, and speak to them alone.

    Does so only when ``enabled``; it knows the presses in any case.
    """

    def __init__(self, line: Line, now: Callable[[], float], *, enabled: bool) -> None:
        self._line = line
        self._now = now
        self.enabled = enabled
        self._presses: OrderedDict[str, Press] = OrderedDict()
        self._refused: dict[str, float] = {}
        self._known: bool | None = None

    def note(self, inbound: Inbound) -> None:
        """Remember a press, for as long as a thousand others do not come after it."""
        if isinstance(inbound.body, Pressed) and inbound.address and inbound.sender:
            person = None if inbound.private else int(inbound.sender.id)
            self._presses[inbound.body.press] = Press(inbound.address, person, self._now())
            if len(self._presses) > MOST_PRESSES:
                self._presses.popitem(last=False)

    def chat(self, press: str) -> str | None:
        """Give the chat of a press; None when it is not remembered."""
        found = self._presses.get(press)
        return found.address.chat if found else None

    async def say(self, press: str, text: str) -> bool:
        """Say it to whoever pressed; False where it has to be said at the button instead."""
        found = self._presses.get(press)
        if not self.enabled or found is None or found.person is None or self._too_late(found):
            return False
        chat = found.address.chat
        if self._now() - self._refused.get(chat, float("-inf")) < SILENT_FOR:
            return False
        if await self._is_known(chat, found.person) and await self._send(found, press, text):
            return True
        self._remember(chat)
        return False

    def _too_late(self, press: Press) -> bool:
        return self._now() - press.at > SECONDS

    async def _is_known(self, chat: str, person: int) -> bool:
        """
        Learn, once, whether this server knows ephemeral messages.

        An older one would not refuse what it does not know, but show the words to everybody. So
        it is asked to delete a message that there is not.
        """
        if self._known is None:
            try:
                asked = {"chat_id": chat, "receiver_user_id": person, "ephemeral_message_id": 1}
                await self._line.ask("deleteEphemeralMessage", asked)
            except InvalidToken:
                # What the library makes of "no such method".
                self._known = False
                return False
            except (BadRequest, Forbidden):
                pass
            self._known = True
        return self._known

    async def _send(self, press: Press, query: str, text: str) -> bool:
        asked: dict[str, Any] = {
            "chat_id": press.address.chat,
            "text": cut(text, LIMITS.text),
            "message_thread_id": int(press.address.thread) if press.address.thread else None,
            "link_preview_options": {"is_disabled": True},
            "ephemeral_message_parameters": {
                "receiver_user_id": press.person,
                "callback_query_id": query,
            },
        }
        try:
            await self._line.ask("sendMessage", asked)
        except TelegramError:
            return False
        return True

    def _remember(self, chat: str) -> None:
        if len(self._refused) >= MOST_CHATS:
            self._refused.clear()
        self._refused[chat] = self._now()
