"""Fetch a photo that somebody sent."""

import asyncio

from adapters.telegram.inbound import PLATFORM
from adapters.telegram.line import Line
from adapters.telegram.trouble import SHORTEST_WAIT, TROUBLE, delivery_error
from bot.errors import DeliveryError, Refused, TryLater
from bot.ports.gateway import FETCHED_IN
from bot.ports.press import MOST_BYTES


async def fetch(line: Line, reference: str) -> bytes:
    """Give the file, into memory only; the address that it comes from has the token in it."""
    platform, _, file = reference.partition(":")
    if platform != PLATFORM or not file:
        raise Refused("another platform keeps it")
    try:
        async with asyncio.timeout(FETCHED_IN):
            found = await line.get_file(file)
            if (found.file_size or 0) > MOST_BYTES:
                raise Refused("the photo is too large")
            body = bytes(await found.download_as_bytearray())
    except DeliveryError:
        raise
    except TROUBLE as trouble:
        error = delivery_error(trouble)
        # Asking again does no harm, whatever came of it.
        raise error if isinstance(error, TryLater | Refused) else TryLater(SHORTEST_WAIT) from None
    if len(body) > MOST_BYTES:
        raise Refused("the photo is too large")
    return body
