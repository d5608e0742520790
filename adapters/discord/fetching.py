"""Fetch a photo that somebody sent."""

from discord.http import HTTPClient

from adapters.discord.outbound import picture
from adapters.discord.sending import Post
from adapters.discord.trouble import SHORTEST_WAIT
from bot.errors import Refused, TryLater, Uncertain, Unreachable
from bot.ports.press import MOST_BYTES


async def fetch(http: HTTPClient, post: Post, reference: str) -> bytes:
    """Give the file, into memory only; where it lies is asked anew, for that holds a day."""
    named = picture(reference)
    if named is None:
        raise Refused("another platform keeps it")
    chat, message, wanted = named
    try:
        found = await post.call(lambda: http.get_message(int(chat), int(message)))
        there = (one for one in found["attachments"] if str(one["id"]) == wanted)
        one = next(there, None)
        if one is not None and one["size"] <= MOST_BYTES:
            body = await post.call(lambda: http.get_from_cdn(str(one["url"])))
            if len(body) <= MOST_BYTES:
                return body
    except Uncertain:
        # Asking again does no harm.
        raise TryLater(SHORTEST_WAIT) from None
    except Unreachable:
        raise Refused("the bot may not see it any more") from None
    raise Refused("the photo is too large, or there no more")
