"""Letters out: one call each, bounded in time, and what became of it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any, TypeVar

from discord import File
from discord.http import HTTPClient, Route

from adapters.discord.line import TRIP, Trip, log
from adapters.discord.outbound import Shown
from adapters.discord.tempo import Tempo
from adapters.discord.trouble import ARCHIVED, LOCKED, TROUBLE, delivery_error, is_shut_out
from bot.errors import DeliveryError, Refused, TryLater, Unreachable
from bot.model.ids import LetterId
from bot.ports.letters import Attachment

JsonObject = dict[str, Any]
Given = TypeVar("Given")
ATTEMPTS = 5


class Post:
    """
    Post letters to channels.

    A letter's number goes with it as a nonce: within minutes a second copy is not shown, and the
    first one's id comes back.
    """

    def __init__(self, http: Callable[[], HTTPClient], tempo: Tempo) -> None:
        self._http = http
        self._tempo = tempo

    async def letter(self, chat: str, number: LetterId, shown: Shown) -> str:
        """Post a letter; give its id. Raises a `DeliveryError`."""
        url = await self._fresh(shown.picture) if shown.picture else None
        mark: JsonObject = {"nonce": str(number), "enforce_nonce": True}
        try:
            return await self._write(chat, shown.body(url) | mark, shown.file)
        except Refused:
            log.warning("Discord did not take the form of a letter; it goes as plain text.")
            return await self._write(chat, shown.plain() | mark, shown.file)

    async def call(self, call: Callable[[], Awaitable[Given]]) -> Given:
        """Make a call that ends in time. Raises a `DeliveryError`."""
        trip = Trip()
        mark = TRIP.set(trip)
        try:
            async with asyncio.timeout(self._tempo.patience):
                return await call()
        except TROUBLE as trouble:
            if is_shut_out(trouble):
                log.warning("The network in front of Discord shuts the bot out for a while.")
            raise delivery_error(trouble, sent=trip.sent, everywhere=trip.everywhere) from trouble
        finally:
            TRIP.reset(mark)

    async def attempt(self, call: Callable[[], Awaitable[object]]) -> None:
        """Make a call that may fail without harm; wait where Discord asks for patience."""
        for _ in range(ATTEMPTS):
            try:
                await self.call(call)
            except TryLater as later:
                if later.after > self._tempo.patience:
                    return
                await self._tempo.pause(later.after)
            except DeliveryError:
                return
            else:
                return

    async def _write(self, chat: str, body: JsonObject, file: Attachment | None = None) -> str:
        where = Route("POST", "/channels/{channel_id}/messages", channel_id=chat)
        try:
            message = await self.call(lambda: self._post(where, body, file))
        except Unreachable as shut:
            if getattr(shut.__cause__, "code", None) not in {ARCHIVED, LOCKED}:
                raise
            await self._open(chat)
            message = await self.call(lambda: self._post(where, body, file))
        return str(message["id"])

    async def _post(self, where: Route, body: JsonObject, file: Attachment | None) -> Any:
        """Make the call; a file goes beside the words, in a form."""
        if file is None:
            return await self._http().request(where, json=body)
        sent = File(BytesIO(file.body), filename=file.name)
        body = body | {"attachments": [{"id": "0", "filename": file.name}]}
        form: list[JsonObject] = [
            {"name": "payload_json", "value": json.dumps(body)},
            {
                "name": "files[0]", "value": sent.fp, "filename": file.name,
                "content_type": "application/octet-stream",
            },
        ]  # fmt: skip
        return await self._http().request(where, files=[sent], form=form)

    async def _open(self, chat: str) -> None:
        """Take a thread out of the archive, if we may."""
        where = Route("PATCH", "/channels/{channel_id}", channel_id=chat)
        await self.call(lambda: self._http().request(where, json={"archived": False}))

    async def _fresh(self, picture: tuple[str, str, str]) -> str | None:
        """Find where a picture lies now: an address of Discord's is good for a day."""
        chat, message, wanted = picture
        try:
            found = await self.call(lambda: self._http().get_message(int(chat), int(message)))
        except DeliveryError:
            found = None
        for one in found["attachments"] if found else ():
            if str(one["id"]) == wanted:
                return str(one["url"])
        log.warning("A picture is not at hand any more; its words go alone.")
        return None
