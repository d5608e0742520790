"""Stay connected: the library comes back by itself, but rests ever longer between attempts."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import discord

from adapters.discord.line import log
from adapters.discord.secret import REVOKED
from adapters.discord.tempo import Tempo
from adapters.discord.trouble import TROUBLE
from bot.errors import ConfigError

BAD_TOKEN, SHARDS, NO_SUCH_INTENTS, FORBIDDEN_INTENTS = 4004, 4011, 4013, 4014
_SENTENCES = {
    BAD_TOKEN: REVOKED,
    SHARDS: (
        "Discord wants this bot split up (4011): it is on too many servers. Mortar is made for a "
        "bot of your own with few of them; let it leave servers that are not yours."
    ),
    NO_SUCH_INTENTS: (
        "Discord does not know what the bot asks to hear (4013). Nothing has to be enabled for "
        "Mortar; please look for a newer version of it."
    ),
    FORBIDDEN_INTENTS: (
        "Discord says that the bot asks for more than it may hear (4014). Mortar needs no "
        "privileged intent: nothing has to be enabled in the developer portal. Please look for "
        "a newer version of it, or write to its makers."
    ),
}
# What the library raises when it cannot read an event. A new session begins behind it.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_UNKNOWN = "Discord has closed the connection for good (code {code})."

Lost = Callable[[], float | None]
"""Says since when there is no connection, on the monotonic clock; None while there is one."""


async def stay(client: discord.Client, tempo: Tempo, lost: Lost) -> None:
    """
    Stay connected until cancelled.

    Raises `ConfigError` when Discord will not have us.
    """
    failures = 0
    while True:
        connection = asyncio.create_task(_connect(client))
        try:
            await _until_given_up(connection, tempo, lost)
        except UNREADABLE as trouble:
            failures += 1
            log.warning("Discord told something unreadable (%s).", type(trouble).__name__)
        finally:
            connection.cancel()
            await asyncio.gather(connection, return_exceptions=True)
        await _hang_up(client)
        await tempo.pause(tempo.backoff(failures) if failures else 0.0)


async def _until_given_up(connection: asyncio.Task[None], tempo: Tempo, lost: Lost) -> None:
    """Wait while the connection stands or comes back soon; raise what ended it."""
    began = tempo.now()
    while True:
        await asyncio.wait([connection], timeout=tempo.longest / 4)
        if connection.done():
            return connection.result()
        since = lost()
        if since is not None and tempo.now() - max(since, began) > tempo.longest:
            return None


async def _connect(client: discord.Client) -> None:
    try:
        await client.connect()
    except discord.PrivilegedIntentsRequired:
        raise ConfigError(_SENTENCES[FORBIDDEN_INTENTS]) from None
    except discord.ConnectionClosed as closed:
        said = _SENTENCES.get(closed.code, _UNKNOWN.format(code=closed.code))
        raise ConfigError(said) from None


async def _hang_up(client: discord.Client) -> None:
    # There is none before the first connection, whatever the library's types say.
    socket: Any = client.ws
    if socket is not None:
        with suppress(*TROUBLE):
            async with asyncio.timeout(1.0):
                await socket.close(code=4000)
