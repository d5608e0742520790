"""Discord, as the bot's engine sees it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial

import discord
from discord.http import Route

from adapters.discord import borrowed, fetching, line, outbound, rooms
from adapters.discord.answers import Answers
from adapters.discord.commands import Command, announced, same
from adapters.discord.ears import Ears
from adapters.discord.hearing import Hearing, Station
from adapters.discord.interactions import BORROWED
from adapters.discord.line import log
from adapters.discord.lookback import Haunts
from adapters.discord.outbound import PLATFORM
from adapters.discord.secret import REJECTED, examine
from adapters.discord.sending import Post
from adapters.discord.tempo import Tempo
from adapters.discord.trouble import TROUBLE, asked_for
from adapters.discord.wording import Wording
from bot.errors import ConfigError, Refused, TryLater, Uncertain, Unreachable
from bot.model.address import Address
from bot.ports.clock import Clock
from bot.ports.gateway import Keep, Limits
from bot.ports.letters import Letter

API_BASE = "https://discord.com/api/v10"
GATEWAY_URL = "wss://gateway.discord.gg/"
INVITE = "https://discord.com/oauth2/authorize"
COUNT_AGAIN = 2.0


class DiscordGateway:
    """
    A bot on Discord, without privileged intents.

    ``clock`` gives inbounds their time. ``wording`` gives the adapter's own words by language.
    ``haunts`` names the chats to look back in for what was missed while nobody listened. Raises
    `ConfigError` when the token cannot be one.
    """

    def __init__(
        self,
        token: str,
        clock: Clock,
        *,
        commands: Sequence[Command],
        wording: Callable[[str], Wording],
        haunts: Haunts | None = None,
        api_base: str = API_BASE,
        gateway_url: str = GATEWAY_URL,
        tempo: Tempo | None = None,
    ) -> None:
        examine(token)
        line.lay(api_base, gateway_url)
        self._token = token
        self._commands = commands
        self._wording = wording
        self._api_base = api_base.rstrip("/")
        self._tempo = tempo or Tempo()
        self._station: Station | None = None
        self._hearing = Hearing(clock, wording, haunts, self._signed_in, self._tempo)
        self._post = Post(lambda: self._signed_in().client.http, self._tempo)
        self._calls = 0
        self._idle = asyncio.Event()
        self._idle.set()

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
        """Give when Discord last told or acknowledged anything, on the monotonic clock."""
        return self._hearing.last_heard

    @property
    def skipped(self) -> int:
        """Count the events that could not be read."""
        return self._hearing.skipped

    async def open(self) -> str:
        """
        Sign in and announce the commands; return the bot's own id.

        Tries for ever while there is no way to Discord. Raises `ConfigError` when it refuses the
        token.
        """
        await self._insist(self._sign_in)
        await self._insist(self._announce)
        return str(self._signed_in().me)

    async def listening(self) -> None:
        """Wait until Discord has said that the bot is signed in."""
        await self._hearing.listening.wait()

    async def listen(self, keep: Keep) -> None:
        """
        Hear until cancelled. What cannot be kept now waits.

        Raises `ConfigError` when Discord will not have the bot any more, and whatever ``keep``
        raises that does not pass by itself.
        """
        await self._hearing.run(keep)

    async def send(self, letter: Letter) -> str:
        """Deliver one letter; return Discord's id of the message. Raises a `DeliveryError`."""
        content, where = letter.content, letter.address
        shown = outbound.shown(content, self._wording(content.language))
        async with self._under_way():
            answers = self._signed_in().answers
            if where.thread == BORROWED:
                presses = self._hearing.desk.presses
                return await borrowed.send(answers, presses, where, shown)
            try:
                message = await self._post.letter(where.chat, letter.id, shown)
            except Unreachable:
                self._hearing.places.shut(int(where.chat))
                raise
        self._hearing.places.note(int(where.chat))
        self._hearing.desk.said(where, answers)
        return message

    async def answer_press(self, press: str, text: str | None) -> None:
        """Tell the one who pressed, and nobody else; the spinner has stopped long before."""
        async with self._under_way():
            await self._hearing.desk.answer(press, text, self._signed_in().answers)

    async def strip(self, address: Address, message: str) -> None:
        """Take the buttons off a message that is over. Never raises."""
        where = _message("PATCH", address, message)
        async with self._under_way():
            http = self._signed_in().client.http
            await self._post.attempt(lambda: http.request(where, json={"components": []}))

    async def take_back(self, address: Address, messages: Sequence[str]) -> None:
        """Delete messages, the first of them first. Never raises."""
        async with self._under_way():
            http = self._signed_in().client.http
            for message in messages:
                where = _message("DELETE", address, message)
                await self._post.attempt(partial(http.request, where))

    async def count(self, address: Address) -> int | None:
        """
        Count who was let into a room, the bot included; None in a private chat.

        Those who run a server can read everything on it, and are not counted.
        """
        if address.thread == BORROWED:
            return borrowed.count(self._hearing.desk.presses, address)
        station = self._signed_in()
        http = station.client.http
        try:
            async with self._under_way():
                chat = int(address.chat)
                return await self._post.call(lambda: rooms.present(http, chat, station.me))
        except (Uncertain, Refused) as error:
            raise TryLater(COUNT_AGAIN) from error

    async def fetch(self, reference: str) -> bytes:
        """Give a photo that somebody sent. Raises `TryLater` or `Refused`."""
        async with self._under_way():
            return await fetching.fetch(self._signed_in().client.http, self._post, reference)

    async def leave(self, address: Address) -> None:
        """
        Leave a thread that is not ours. Never raises.

        A server is not left for one of its channels: others may have theirs there.
        """
        where = Route(
            "DELETE", "/channels/{channel_id}/thread-members/@me", channel_id=address.chat
        )
        async with self._under_way():
            http = self._signed_in().client.http
            await self._post.attempt(lambda: http.request(where))

    def link(self, payload: str, *, room: bool) -> str | None:  # noqa: ARG002
        """
        Give the address that adds the bot to a server; None for its private chat.

        Discord hands no payload on: whoever follows the link has to bring it with a command.
        """
        if self._station is None or not room:
            return None
        rights = rooms.RIGHTS.value
        application = self._station.client.application_id
        scope = "bot+applications.commands"
        return f"{INVITE}?client_id={application}&scope={scope}&permissions={rights}"

    async def close(self) -> None:
        """Sign off, waiting for what is under way: eight seconds at most."""
        if self._station is None:
            return
        station, quarter = self._station, self._tempo.farewell / 4
        await self._hearing.desk.close(station.answers)
        with suppress(TimeoutError):
            async with asyncio.timeout(quarter):
                await self._idle.wait()
        with suppress(*TROUBLE):
            async with asyncio.timeout(quarter):
                await station.client.close()
        with suppress(*TROUBLE):
            async with asyncio.timeout(quarter):
                await station.answers.close()

    def _signed_in(self) -> Station:
        if self._station is None:
            raise RuntimeError("open() comes first")
        return self._station

    async def _insist(self, step: Callable[[], Awaitable[None]]) -> None:
        failures = 0
        while True:
            try:
                return await step()
            except discord.LoginFailure:
                raise ConfigError(REJECTED) from None
            except TROUBLE as trouble:
                failures += 1
                if failures == 1:
                    log.warning("Discord is not reached (%s). Trying on.", type(trouble).__name__)
                await self._tempo.pause(asked_for(trouble) or self._tempo.backoff(failures))

    async def _sign_in(self) -> None:
        client = Ears(self._hearing, self._hearing.places, self._tempo)
        try:
            async with asyncio.timeout(self._tempo.patience):
                await client.login(self._token)
        except BaseException:
            await client.close()
            raise
        me = client.user.id if client.user else 0
        application = client.application_id or me
        answers = Answers(self._api_base, client.http.user_agent, application)
        self._station = Station(client, answers, me)

    async def _announce(self) -> None:
        """Register the commands, when they are not what is registered."""
        station = self._signed_in()
        http, application = station.client.http, station.client.application_id or station.me
        where = "/applications/{application_id}/commands"
        wanted = announced(self._commands, self._wording)
        ask = Route("GET", where, application_id=application)
        registered = await http.request(ask, params={"with_localizations": "true"})
        if same(wanted, registered):
            return
        try:
            await http.request(Route("PUT", where, application_id=application), json=wanted)
        except discord.HTTPException as trouble:
            if trouble.status != 400:
                raise
            log.warning("Discord does not take the commands (code %d).", trouble.code)

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


def _message(method: str, address: Address, message: str) -> Route:
    path = "/channels/{channel_id}/messages/{message_id}"
    return Route(method, path, channel_id=address.chat, message_id=message)
