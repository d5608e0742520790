"""Telegram, as the bot's engine sees it: one method for each thing it asks, which makes it long."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from telegram import Update
from telegram.error import BadRequest, InvalidToken

from adapters.telegram import fetching, line, outbound, recall
from adapters.telegram.asides import Asides
from adapters.telegram.company import Company
from adapters.telegram.inbound import PLATFORM, Me, hear
from adapters.telegram.line import JsonObject
from adapters.telegram.menu import Menu, announce
from adapters.telegram.outbound import Shown
from adapters.telegram.pacing import Pace
from adapters.telegram.poll import Poll, Tempo, log
from adapters.telegram.post import post, show_typing
from adapters.telegram.secret import REJECTED, examine
from adapters.telegram.trouble import (
    TROUBLE,
    delivery_error,
    is_about_styles,
    is_flood,
    patience,
)
from bot.errors import ConfigError, DeliveryError, Refused, TryLater, Uncertain
from bot.model.address import Address
from bot.ports.clock import Clock
from bot.ports.gateway import Keep, Limits
from bot.ports.letters import Letter
from bot.ports.messages import Inbound

BASE_URL = "https://api.telegram.org/bot"
BASE_FILE_URL = "https://api.telegram.org/file/bot"
MOST_NOTICE = 200
COUNT_AGAIN = 2.0
WAITED_HERE = 0.3
WAITED_HERE_IN_ALL = 1.2
NOTICEABLE = 1.5
ALARMING_WAIT = 3600.0

Given = TypeVar("Given")


class TelegramGateway:
    """
    A bot on Telegram, by long polling.

    ``clock`` gives inbounds their time. The addresses are what python-telegram-bot takes, and end
    in ``/bot`` and ``/file/bot``. With ``ephemeral``, notices for one person in a group go as
    messages that only they see, and their commands there are seen by the bot alone. Raises
    `ConfigError` when the token cannot be one.
    """

    def __init__(
        self,
        token: str,
        clock: Clock,
        *,
        menus: Sequence[Menu] = (),
        base_url: str = BASE_URL,
        base_file_url: str = BASE_FILE_URL,
        tempo: Tempo | None = None,
        ephemeral: bool = False,
    ) -> None:
        examine(token)
        self._clock = clock
        self._menus = menus
        self._tempo = tempo or Tempo()
        self._line = line.lay(token, base_url, base_file_url)
        self._poll = Poll(self._line.updates, self._read, self._tempo)
        self._pace = Pace()
        self._company = Company(self._line, self._tempo.now)
        self._me = Me(0, "")
        self._asides = Asides(self._line, self._tempo.now, enabled=ephemeral)
        self._calls = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.skipped = 0

    @property
    def platform(self) -> str:
        """Give the name that stands in `Address.platform`."""
        return PLATFORM

    @property
    def limits(self) -> Limits:
        """Give what fits into one message."""
        return outbound.LIMITS

    @property
    def last_heard(self) -> float:
        """Give when Telegram last answered a poll, on the monotonic clock."""
        return self._poll.last_heard

    async def open(self) -> str:
        """
        Sign in and announce the commands; return the bot's own id.

        Tries for ever while there is no way to Telegram. Raises `ConfigError` when it refuses
        the token.
        """
        await self._insist(self._sign_in)
        for menu in self._menus:
            await self._insist(partial(self._announce, menu))
        return str(self._me.id)

    async def listening(self) -> None:
        """Wait until Telegram has answered a poll."""
        await self._poll.listening.wait()

    async def listen(self, keep: Keep) -> None:
        """
        Hear until cancelled. Every batch is kept before Telegram may forget it.

        Raises `ConfigError` when the token is revoked meanwhile.
        """
        await self._poll.run(keep)

    async def send(self, letter: Letter) -> str:
        """
        Deliver one letter; return Telegram's id of the message.

        Raises a `DeliveryError`; `TryLater` also when the chat has to wait for its pace.
        """
        async with self._under_way():
            await self._take_turn(letter.address)
            return await self._deliver(letter.address, outbound.shown(letter.content))

    async def answer_press(self, press: str, text: str | None) -> None:
        """Stop the button's spinner, with a short notice or without. Never raises."""
        chat = self._asides.chat(press)
        said = bool(text) and await self._attempt(
            chat, partial(self._asides.say, press, text or "")
        )
        notice = outbound.cut(text, MOST_NOTICE) if text and not said else None
        await self._attempt(
            chat,
            lambda: self._line.answer_callback_query(press, text=notice),
        )

    async def strip(self, address: Address, message: str) -> None:
        """Take the buttons off a message that is over. Never raises."""
        await self._attempt(
            address.chat,
            lambda: self._line.edit_message_reply_markup(address.chat, int(message)),
        )

    async def take_back(self, address: Address, messages: Sequence[str]) -> None:
        """Delete messages, the first of them first. Never raises."""
        chat = address.chat
        await recall.take_back(
            messages,
            lambda some: self._attempt(chat, partial(self._line.delete_messages, chat, some)),
        )

    async def count(self, address: Address) -> int | None:
        """Count who is in a room, the bot included; `ANYBODY` when it is open to others."""
        wait = self._pace.held(address.chat, self._tempo.now())
        if wait:
            raise TryLater(wait)
        try:
            async with self._under_way():
                return await self._company.present(address.chat)
        except TROUBLE as trouble:
            error, cause = self._error(address.chat, trouble), trouble
        if isinstance(error, Uncertain | Refused):
            raise TryLater(COUNT_AGAIN) from error
        # With what it comes from, so that the rests grow as they do for letters.
        raise error from cause

    async def fetch(self, reference: str) -> bytes:
        """Give a photo that somebody sent. Raises `TryLater` or `Refused`."""
        async with self._under_way():
            return await fetching.fetch(self._line, reference)

    async def leave(self, address: Address) -> None:
        """Leave a room that is not ours. Never raises."""
        await self._attempt(address.chat, lambda: self._line.leave_chat(address.chat))

    def link(self, payload: str, *, room: bool) -> str | None:
        """Give the address that opens the bot (or adds it to a group) with ``payload``."""
        if not self._me.username:
            return None
        return f"https://t.me/{self._me.username}?{'startgroup' if room else 'start'}={payload}"

    async def close(self) -> None:
        """Sign off, waiting for what is under way: eight seconds at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._tempo.farewell - 1):
                await self._idle.wait()
        with suppress(*TROUBLE):
            async with asyncio.timeout(1):
                await self._line.shutdown()

    async def _insist(self, step: Callable[[], Awaitable[None]]) -> None:
        failures = 0
        while True:
            try:
                return await step()
            except (InvalidToken, BadRequest):
                # The library's own words have the token in them, so they are cut off here.
                raise ConfigError(REJECTED) from None
            except TROUBLE as trouble:
                failures += 1
                if failures == 1:
                    log.warning("Telegram is not reached (%s). Trying on.", type(trouble).__name__)
                asked = patience(trouble) if is_flood(trouble) else 0.0
                await self._tempo.pause(asked or self._tempo.backoff(failures))

    async def _sign_in(self) -> None:
        await self._line.initialize()
        self._me = Me(self._line.bot.id, self._line.bot.username or "")
        await self._line.delete_webhook()

    async def _announce(self, menu: Menu) -> None:
        try:
            await announce(self._line, menu, ephemeral=self._asides.enabled)
        except BadRequest:
            log.warning("Telegram does not take the menu of commands for %s.", menu.language)

    def _read(self, updates: Sequence[JsonObject]) -> list[Inbound]:
        """Read a batch; an update that cannot be read is skipped and counted."""
        heard = []
        now = self._clock.now()
        for update in updates:
            try:
                inbound = hear(Update.de_json(update), self._me, now)
            except TROUBLE as trouble:
                self.skipped += 1
                log.warning("An update was skipped: unreadable (%s).", type(trouble).__name__)
                continue
            if inbound is not None:
                self._asides.note(inbound)
                heard.append(inbound)
        return heard

    async def _take_turn(self, address: Address) -> None:
        """Wait a moment for the pace, or raise `TryLater` when it is more than that."""
        chat = address.chat
        began = self._tempo.now()
        while True:
            now = self._tempo.now()
            wait = max(self._pace.chat_wait(chat, now), self._pace.overall_wait(now))
            if not wait:
                return self._pace.spend(chat, now)
            if wait > WAITED_HERE or now - began > WAITED_HERE_IN_ALL:
                if wait > NOTICEABLE:
                    await self._attempt(chat, partial(show_typing, self._line, address))
                raise TryLater(wait, everywhere=self._pace.held(None, now) > 0)
            await self._tempo.pause(wait)

    async def _deliver(self, address: Address, shown: Shown) -> str:
        try:
            return await post(self._line, address, shown)
        except TROUBLE as trouble:
            if isinstance(trouble, BadRequest) and shown.picture is not None:
                log.warning("Telegram did not take a picture; its words go alone.")
                return await self._deliver(address, replace(shown, picture=None))
            unstyled = isinstance(trouble, BadRequest) and is_about_styles(trouble)
            if not (shown.entities and unstyled):
                raise self._error(address.chat, trouble) from trouble
        log.warning("Telegram did not take the styles of a letter; it goes as plain text.")
        return await self._deliver(address, replace(shown, entities=()))

    def _error(self, chat: str, trouble: Exception) -> DeliveryError:
        if not is_flood(trouble):
            return delivery_error(trouble)
        after = patience(trouble)
        if after > ALARMING_WAIT:
            log.warning("Telegram wants no letters to a chat for %d s (429).", after)
        return TryLater(after, everywhere=self._pace.hold(chat, after, self._tempo.now()))

    async def _attempt(
        self, chat: str | None, call: Callable[[], Awaitable[Given]]
    ) -> Given | None:
        """Do what may fail without harm; nothing while Telegram wants no call there."""
        wait = self._pace.held(chat, self._tempo.now())
        if wait > WAITED_HERE_IN_ALL:
            return None
        if wait:
            await self._tempo.pause(wait)
        try:
            async with self._under_way():
                return await call()
        except TROUBLE as trouble:
            if chat is not None and is_flood(trouble):
                self._pace.hold(chat, patience(trouble), self._tempo.now())
            return None

    @asynccontextmanager
    async def _under_way(self) -> AsyncIterator[None]:
        self._calls += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._calls -= 1
            if not self._calls:
                self._idle.set()
