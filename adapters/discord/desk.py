"""
Where interactions come in: each is kept, and then answered.

Kept first, because whoever sees that their press was taken does not press again. That takes a few
milliseconds; where it takes longer, the answer does not wait for it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime

import discord
from discord.http import HTTPClient

from adapters.discord import rooms
from adapters.discord.answers import Answers
from adapters.discord.inbound import address_of
from adapters.discord.interactions import Taken, address, inbound, is_borrowed, people, take
from adapters.discord.locales import ours
from adapters.discord.presses import Live, Presses
from adapters.discord.tempo import Tempo
from adapters.discord.wording import Wording
from bot.model.address import Address
from bot.ports.messages import Commanded, Inbound


class Desk:
    """
    Take interactions, and answer them.

    ``put`` is given what happened to us.
    """

    def __init__(
        self,
        wording: Callable[[str], Wording],
        put: Callable[[Inbound], asyncio.Event],
        tempo: Tempo,
    ) -> None:
        self.presses = Presses(tempo.now)
        self._wording = wording
        self._put = put
        self._tempo = tempo
        self._errands: set[asyncio.Task[None]] = set()
        self._waits: set[asyncio.Task[None]] = set()

    def take(
        self, interaction: discord.Interaction, answers: Answers, http: HTTPClient, now: datetime
    ) -> None:
        """Answer an interaction, and hand on what it tells."""
        wording = self._wording(ours(str(interaction.locale)))
        taken = take(interaction, wording)
        if taken is None:
            return
        kept = None
        if taken.body is not None:
            kept = self._put(inbound(interaction, taken.body, now))
        first = asyncio.create_task(self._first(answers, interaction, taken, kept))
        live = Live(
            interaction.token,
            address(interaction),
            self.presses.until(),
            first,
            taken.busy,
            people(interaction),
        )
        self.presses.note(interaction.id, live)
        if taken.room is not None:
            making = self._make_room(interaction, taken, answers, http, live, wording, now)
            self._run(making, self._errands)
            return
        if taken.busy:
            self._run(self._stop_looking_busy(answers, live), self._waits)

    def said(self, where: Address, answers: Answers) -> None:
        """Note that a letter went to a chat: nobody there waits for a sign any more."""
        for live in self.presses.busy(where):
            self._run(self._clear(answers, live), self._errands)

    async def answer(self, press: str, text: str | None, answers: Answers) -> None:
        """Say something to the one who pressed; nothing without words, or when it is too late."""
        live = self.presses.find(press)
        if live is None or not text:
            return
        if not await live.answered:
            return
        live.left -= 1
        await answers.notice(live.token, text)

    async def close(self, answers: Answers) -> None:
        """Take every sign of waiting away, and finish what was begun."""
        for live in self.presses.all_busy():
            self._run(self._clear(answers, live), self._errands)
        pending = [task for task in self._errands if not task.done()]
        if pending:
            await asyncio.wait(pending, timeout=self._tempo.farewell / 4)
        for task in (*self._errands, *self._waits):
            task.cancel()

    async def _first(
        self, answers: Answers, interaction: discord.Interaction, taken: Taken,
        kept: asyncio.Event | None,
    ) -> bool:  # fmt: skip
        if kept is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._tempo.keeping):
                    await kept.wait()
        return await answers.first(interaction.id, interaction.token, taken.answer)

    async def _stop_looking_busy(self, answers: Answers, live: Live) -> None:
        await self._tempo.pause(self._tempo.thinking)
        self._run(self._clear(answers, live), self._errands)

    async def _clear(self, answers: Answers, live: Live) -> None:
        if not live.busy:
            return
        live.busy = False
        if await live.answered:
            await answers.clear(live.token)

    async def _make_room(
        self, interaction: discord.Interaction, taken: Taken, answers: Answers, http: HTTPClient,
        live: Live, wording: Wording, now: datetime,
    ) -> None:  # fmt: skip
        asked = taken.room
        live.busy = False
        said = wording.room_elsewhere
        if asked is not None and asked.people and not is_borrowed(interaction):
            room = await rooms.make(http, asked, wording.room_name)
            said = wording.room_made if room is not None else wording.room_forbidden
            if room is not None:
                told = inbound(
                    interaction, Commanded("start", asked.code, str(interaction.id)), now
                )
                self._put(_at(told, room))
        await live.answered
        await answers.fill(live.token, said)

    def _run(self, errand: Coroutine[None, None, None], among: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(errand)
        among.add(task)
        task.add_done_callback(among.discard)


def _at(told: Inbound, room: int) -> Inbound:
    return Inbound(
        told.key, told.at, told.body, address_of(room), private=False, sender=told.sender
    )
