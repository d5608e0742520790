"""Everything that Discord tells, on its way to whoever keeps it."""

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

import discord

from adapters.discord.answers import Answers
from adapters.discord.desk import Desk
from adapters.discord.ears import Ears
from adapters.discord.inbound import address_of, hear, hear_edit
from adapters.discord.locales import ours
from adapters.discord.lookback import Haunts, LookBack
from adapters.discord.outbound import PLATFORM
from adapters.discord.places import Places
from adapters.discord.pump import Newest, Pump
from adapters.discord.tempo import Tempo
from adapters.discord.watch import stay
from adapters.discord.wording import Wording
from bot.model.address import Address
from bot.ports.clock import Clock
from bot.ports.gateway import Keep
from bot.ports.messages import CameIn, Gathered, Inbound, PutOut

MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Station:
    """What a bot that is signed in has: its client, its door for answers, and its own id."""

    client: Ears
    answers: Answers
    me: int


class Hearing:
    """Hear, put in order, and hand on. One at a time; it outlives the client."""

    def __init__(
        self, clock: Clock, wording: Callable[[str], Wording], haunts: Haunts | None,
        station: Callable[[], Station], tempo: Tempo,
    ) -> None:  # fmt: skip
        self._clock = clock
        self._haunts = haunts
        self._station = station
        self._tempo = tempo
        self._back = LookBack(lambda: station().client, self._known, self._read, tempo)
        self._pump = Pump(self._missed, tempo)
        self._languages: OrderedDict[int, str] = OrderedDict()
        self._newest: dict[int, int] = {}
        self._latency = math.nan
        self._heard = tempo.now()
        self._lost: float | None = None
        self.desk = Desk(wording, self._pump.put, tempo)
        self.places = Places()
        self.skipped = 0
        self.listening = asyncio.Event()

    @property
    def last_heard(self) -> float:
        """Give when Discord last told or acknowledged anything."""
        latency = self._station().client.latency
        if latency != self._latency and not math.isnan(latency):
            # It changes with every heartbeat that Discord acknowledges.
            self._latency = latency
            self._heard = self._tempo.now()
        return self._heard

    async def run(self, keep: Keep) -> None:
        """Hear until cancelled; raise what makes that impossible."""
        self._heard = self._tempo.now()
        tasks = [
            asyncio.create_task(self._pump.run(keep)),
            asyncio.create_task(stay(self._station().client, self._tempo, lambda: self._lost)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        for end in ended:
            if isinstance(end, Exception):
                raise end

    # What the library's client tells

    def signed_in(self) -> None:
        """Look back over what was missed, before anything newer is kept."""
        self.listening.set()
        self.alive()
        self._pump.gap(self._newest)

    def alive(self) -> None:
        """Note that there is a connection."""
        self._heard = self._tempo.now()
        self._lost = None

    def away(self) -> None:
        """Note that there is none."""
        if self._lost is None:
            self._lost = self._tempo.now()

    def said(self, message: discord.Message) -> None:
        """Hand on a message."""
        inbound = self._read(message)
        if inbound is not None:
            self._newest[message.channel.id] = message.id
            self._pump.put(inbound)

    def edited(self, message: discord.Message) -> None:
        """Hand on a change of one."""
        found = hear_edit(message, self._me, self._clock.now(), self._languages.get)
        if found is not None:
            self._pump.put(found)

    def interacted(self, interaction: discord.Interaction) -> None:
        """Answer an interaction at once, and hand it on."""
        station = self._station()
        self._languages[interaction.user.id] = ours(str(interaction.locale))
        if len(self._languages) > MOST_PEOPLE:
            self._languages.popitem(last=False)
        if interaction.guild_id is not None:
            self.places.note(interaction.channel_id or 0, interaction.guild_id)
        self.desk.take(interaction, station.answers, station.client.http, self._clock.now())

    def changed(self, place: int, body: CameIn | PutOut | Gathered) -> None:
        """Hand on what happened to a channel or thread."""
        where = self._station().client.ws
        kind = type(body).__name__.lower()
        self._pump.put(
            Inbound(
                key=f"{PLATFORM}:c:{place}:{kind}:{where.session_id}:{where.sequence}",
                at=self._clock.now(),
                body=body,
                address=address_of(place),
                private=False,
            )
        )

    def puzzled(self) -> None:
        """Count what could not be read."""
        self.skipped += 1

    # Helpers

    @property
    def _me(self) -> int:
        return self._station().me

    def _read(self, message: discord.Message) -> Inbound | None:
        found = hear(message, self._me, self._clock.now(), self._languages.get)
        if found is not None and message.guild is not None:
            self.places.note(message.channel.id, message.guild.id)
        return found

    async def _known(self) -> Sequence[Address]:
        """Give the chats that people and the bot have, and take note of those on servers."""
        known = await self._haunts() if self._haunts else ()
        for one in known:
            if one.platform == PLATFORM and one.chat.isdecimal():
                self.places.note(int(one.chat))
        return known

    async def _missed(self, newest: Newest) -> AsyncIterator[Sequence[Inbound]]:
        async for found in self._back.missed(newest):
            yield found
