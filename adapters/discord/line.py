"""The library's client, made to keep secrets and to say how far a call came."""

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Ratelimit, Route

log = logging.getLogger("mortar.discord")


@dataclass(slots=True)
class Trip:
    """
    How far a call came.

    ``sent`` says that it may have had its effect, ``everywhere`` that Discord's last wish for
    patience was meant for the whole bot.
    """

    sent: bool = False
    everywhere: bool = False


TRIP: ContextVar[Trip | None] = ContextVar("trip", default=None)
"""The call that is made in this context, for the trace to write on."""


def lay(api_base: str, gateway_url: str) -> None:
    """
    Point the library at Discord, and tell it to be quiet.

    It keeps its addresses in classes, so one process talks with one Discord. Its loggers would
    write addresses with chats in them, and at lower levels people's words.
    """
    Route.BASE = api_base.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    logging.getLogger("discord").setLevel(logging.ERROR)


class _HandingOn(HTTPClient):
    def get_ratelimit(self, key: str) -> Ratelimit:
        """Give a bucket that knows no limit: it refuses calls that it still has room for."""
        limit, self.max_ratelimit_timeout = self.max_ratelimit_timeout, None
        try:
            return super().get_ratelimit(key)
        finally:
            self.max_ratelimit_timeout = limit


def hand_on(http: HTTPClient, waited_here: float) -> None:
    """
    Let Discord's wishes for patience (429) be handed on when they are longer than this.

    The library's own limit begins at thirty seconds, and a call that is given up while it waits
    for the whole bot would leave all others waiting for ever.
    """
    http.__class__ = _HandingOn
    http.max_ratelimit_timeout = waited_here


def trace() -> aiohttp.TraceConfig:
    """Give what tells a call's `Trip` how far it came."""
    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(_left)
    config.on_request_end.append(_answered)
    return config


async def _left(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    _what: aiohttp.TraceRequestHeadersSentParams,
) -> None:
    if trip := TRIP.get():
        trip.sent = True


async def _answered(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    what: aiohttp.TraceRequestEndParams,
) -> None:
    trip = TRIP.get()
    if trip and what.response.status == 429:
        headers = what.response.headers
        trip.sent = False
        trip.everywhere = (
            headers.get("X-RateLimit-Global", "").lower() == "true"
            or headers.get("X-RateLimit-Scope") == "global"
        )
