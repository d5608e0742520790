"""
The ways to answer an interaction: at once, with a notice, or by taking back the sign of waiting.

They go past the library. It would repeat a notice whose answer was lost, and the person would see
it twice: Discord has no mark against doubles here.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from adapters.discord.outbound import NO_PREVIEW, NOBODY, UNSEEN
from adapters.discord.trouble import TROUBLE

JsonObject = dict[str, Any]

ALREADY = 40060
"""What Discord says to a second answer: the first one arrived, and only its receipt was lost."""
OURS = 1.2
"""Seconds for one attempt at a first answer: a second one still fits into three."""


class Answers:
    """
    Discord's door for answers, where the interaction's own token is the key.

    Nothing here raises but `post`; too late, twice and "unknown" are what happens every day.
    """

    def __init__(self, api_base: str, agent: str, application: int) -> None:
        self._api = api_base
        self._hooks = f"{api_base}/webhooks/{application}"
        self._session = aiohttp.ClientSession(
            headers={"User-Agent": agent},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=10.0),
        )

    async def first(self, interaction: int, token: str, answer: JsonObject) -> bool:
        """Give the first answer; say whether Discord took it. A second copy does no harm."""
        url = f"{self._api}/interactions/{interaction}/{token}/callback"
        for _ in range(2):
            try:
                async with asyncio.timeout(OURS), self._call("POST", url, answer) as response:
                    if response.status < 500:
                        return response.status < 300 or await _is_second(response)
            except TROUBLE:
                continue
        return False

    async def notice(self, token: str, text: str) -> None:
        """Say something that only this person sees, once or not at all."""
        body = {"content": text, "flags": UNSEEN | NO_PREVIEW, "allowed_mentions": NOBODY}
        await self._attempt("POST", f"{self._hooks}/{token}", body)

    async def fill(self, token: str, text: str) -> None:
        """Put words where the sign of waiting is."""
        body = {"content": text, "allowed_mentions": NOBODY}
        await self._attempt("PATCH", f"{self._hooks}/{token}/messages/@original", body)

    async def clear(self, token: str) -> None:
        """Take the sign of waiting away."""
        await self._attempt("DELETE", f"{self._hooks}/{token}/messages/@original", None)

    async def post(self, token: str, body: JsonObject) -> tuple[int, JsonObject]:
        """Post a message with this token, in one attempt; give the status and Discord's answer."""
        url = f"{self._hooks}/{token}?wait=true"
        async with self._call("POST", url, body) as response:
            answer = await response.json(content_type=None)
            return response.status, answer if isinstance(answer, dict) else {}

    async def close(self) -> None:
        """Close the door."""
        await self._session.close()

    async def _attempt(self, method: str, url: str, body: JsonObject | None) -> None:
        try:
            async with self._call(method, url, body):
                return
        except TROUBLE:
            return

    @asynccontextmanager
    async def _call(
        self, method: str, url: str, body: JsonObject | None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        async with self._session.request(method, url, json=body) as response:
            await response.read()
            yield response


async def _is_second(response: aiohttp.ClientResponse) -> bool:
    answer = await response.json(content_type=None)
    return isinstance(answer, dict) and answer.get("code") == ALREADY
