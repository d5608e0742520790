"""Learn who reads along in a group, or could."""

from collections.abc import Callable

from adapters.telegram.line import JsonObject, Line
from bot.ports.company import ANYBODY

GOOD_FOR = 60.0
"""Seconds for which a group that was closed to others is taken to be so."""
MOST_CHATS = 1000

# A public address; history that whoever joins can read; the comments below a channel.
_OPEN = ("username", "active_usernames", "has_visible_history", "linked_chat_id")


class Company:
    """
    Count the people in groups.

    Telegram tells nobody when a group gets a public address: it has to be asked. It tells only
    administrators whether those who come later can read what was said before.
    """

    def __init__(self, line: Line, now: Callable[[], float]) -> None:
        self._line = line
        self._now = now
        self._closed: dict[str, float] = {}

    async def present(self, chat: str) -> int:
        """Count a group, the bot included; `ANYBODY` where others than its members can read."""
        if await self._is_open(chat):
            return ANYBODY
        return await self._line.get_chat_member_count(chat)

    async def _is_open(self, chat: str) -> bool:
        now = self._now()
        if now - self._closed.get(chat, float("-inf")) < GOOD_FOR:
            return False
        if readable(await self._line.facts(chat)):
            # Not remembered: as soon as it is closed again, the two may go on.
            return True
        if len(self._closed) >= MOST_CHATS:
            self._closed.clear()
        self._closed[chat] = now
        return False


def readable(facts: JsonObject) -> bool:
    """Say whether others than its members can read a group."""
    return any(facts.get(one) for one in _OPEN)
