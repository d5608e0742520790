"""Look back for messages that were missed: a new session tells nothing of what was before it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import discord

from adapters.discord.interactions import BORROWED
from adapters.discord.line import log
from adapters.discord.outbound import PLATFORM
from adapters.discord.pump import Newest
from adapters.discord.tempo import Tempo
from adapters.discord.trouble import TROUBLE, asked_for
from bot.model.address import Address
from bot.ports.messages import Inbound

Haunts = Callable[[], Awaitable[Sequence[Address]]]
Read = Callable[[discord.Message], Inbound | None]

AT_A_TIME = 4
ATTEMPTS = 4
MOST_MESSAGES = 250


class LookBack:
    """Read again in every chat that people and the bot have."""

    def __init__(self, client: Callable[[], discord.Client], haunts: Haunts, read: Read,
                 tempo: Tempo) -> None:  # fmt: skip
        self._client = client
        self._haunts = haunts
        self._read = read
        self._tempo = tempo

    async def missed(self, newest: Newest) -> AsyncIterator[Sequence[Inbound]]:
        """Give what was written since ``newest``, chat by chat; a day at most."""
        chats = {
            int(one.chat): newest.get(int(one.chat), 0)
            for one in await self._haunts()
            if one.platform == PLATFORM and one.thread != BORROWED and one.chat.isdecimal()
        }
        # Somebody who wrote just now is nobody's partner yet, and in no list.
        chats = dict(newest) | chats
        everywhere = list(chats.items())
        for start in range(0, len(everywhere), AT_A_TIME):
            several = everywhere[start : start + AT_A_TIME]
            for found in await asyncio.gather(*(self._insist(*one) for one in several)):
                if found:
                    yield found

    async def _insist(self, chat: int, after: int) -> Sequence[Inbound]:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._there(chat, after)
            except (discord.Forbidden, discord.NotFound, discord.InvalidData):
                return ()
            except TROUBLE as trouble:
                await self._tempo.pause(asked_for(trouble) or self._tempo.backoff(attempt))
        log.warning("A chat could not be looked through for missed messages.")
        return ()

    async def _there(self, chat: int, after: int) -> Sequence[Inbound]:
        channel = await self._client().fetch_channel(chat)
        if not isinstance(channel, discord.abc.Messageable):
            return ()
        since = int((self._tempo.wall() - self._tempo.back) * 1000) - discord.utils.DISCORD_EPOCH
        known = discord.Object(max(after, since << 22))
        messages = channel.history(limit=MOST_MESSAGES, after=known, oldest_first=True)
        heard = [self._read(message) async for message in messages]
        return [one for one in heard if one is not None]
