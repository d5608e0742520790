"""
The loop that hears: ask, keep, and only then ask for what comes after.

Asking for the next batch is what confirms the last one, so a batch is kept before. The offset is
sent once and then forgotten: after a quiet week the ids begin anew anywhere, and an old offset
could hide what is new.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram.error import Conflict, TelegramError

from adapters.telegram.line import JsonObject
from adapters.telegram.trouble import TROUBLE, is_flood, is_revoked, patience
from bot.errors import ConfigError, Unwritable
from bot.ports.gateway import Keep
from bot.ports.messages import Inbound

Ask = Callable[[int | None, int], Awaitable[list[JsonObject]]]
Read = Callable[[Sequence[JsonObject]], list[Inbound]]

REVOKED = (
    "Telegram no longer accepts the bot's token: it was revoked or replaced. Nothing is lost. "
    "Ask @BotFather for the current token, put it into MORTAR_TELEGRAM_TOKEN and start again."
)
SAY_AGAIN = 600.0
log = logging.getLogger("mortar.telegram")


@dataclass(frozen=True, slots=True)
class Tempo:
    """
    How long things take, in seconds, and where time and chance come from.

    ``hold`` is how long Telegram may keep a question open; after ``patience`` it is asked anew.
    ``farewell`` is the most that signing off may take. ``chance`` gives 0 to 1.
    """

    hold: int = 50
    patience: float = 120.0
    unwritable: float = 5.0
    longest: float = 60.0
    farewell: float = 8.0
    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = lambda: secrets.randbelow(2**20) / 2**20

    def backoff(self, failures: int) -> float:
        """Give full jitter: anything up to a second at first, up to ``longest`` in the end."""
        return self.chance() * min(self.longest, 2.0 ** min(failures - 1, 16))


class Poll:
    """Hear from Telegram until cancelled."""

    def __init__(self, ask: Ask, read: Read, tempo: Tempo) -> None:
        self._ask = ask
        self._read = read
        self._tempo = tempo
        self._failures = 0
        self._said = float("-inf")
        self.last_heard = tempo.now()
        self.listening = asyncio.Event()

    async def run(self, keep: Keep) -> None:
        """Hear for ever; `ConfigError` when the token is revoked."""
        offset: int | None = None
        self.last_heard = self._tempo.now()
        while True:
            # The first answer comes at once, so that it is known soon whether we are heard.
            hold = self._tempo.hold if self.listening.is_set() else 0
            updates = await self._answer(offset, hold)
            if updates is None:
                continue
            offset = await self._kept(updates, keep)

    async def _answer(self, offset: int | None, hold: int) -> list[JsonObject] | None:
        """Ask once; None when there was no answer, after a pause."""
        asked = self._tempo.now()
        try:
            async with asyncio.timeout(self._tempo.patience):
                updates = await self._ask(offset, hold)
            if updates and not _ids(updates):
                raise TelegramError("Invalid server response")
        except TROUBLE as trouble:
            await self._rest(trouble)
            return None
        self._failures = 0
        self.last_heard = self._tempo.now()
        self.listening.set()
        if not updates and self.last_heard - asked < min(1.0, hold):
            # Whoever answers "nothing" at once is no Telegram; it shall not be asked in a frenzy.
            await self._tempo.pause(1.0)
        return updates

    async def _kept(self, updates: list[JsonObject], keep: Keep) -> int | None:
        """Keep a batch; give the offset that confirms it, None when it has to come again."""
        try:
            if inbounds := self._read(updates):
                await keep(inbounds)
        except Unwritable:
            self._say("Nothing can be written now: Telegram keeps the news until it can be.")
            await self._tempo.pause(self._tempo.unwritable)
            return None
        return max(_ids(updates)) + 1 if updates else None

    async def _rest(self, trouble: Exception) -> None:
        if is_revoked(trouble):
            raise ConfigError(REVOKED) from None
        self._failures += 1
        if isinstance(trouble, Conflict):
            self._say("Another program uses this bot's token (409). Only one of the two is heard.")
            await self._tempo.pause(1.0 + self._tempo.backoff(self._failures))
        elif isinstance(trouble, TelegramError) and is_flood(trouble):
            await self._tempo.pause(patience(trouble))
        else:
            if self._failures > 3:
                self._say("Telegram cannot be heard (%s). Trying on.", type(trouble).__name__)
            await self._tempo.pause(self._tempo.backoff(self._failures))

    def _say(self, sentence: str, *words: str) -> None:
        """Say something once, and not again for ten minutes."""
        now = self._tempo.now()
        if now - self._said >= SAY_AGAIN:
            self._said = now
            log.warning(sentence, *words)


def _ids(updates: list[JsonObject]) -> list[int]:
    ids = (update.get("update_id") for update in updates)
    return [each for each in ids if isinstance(each, int)]
