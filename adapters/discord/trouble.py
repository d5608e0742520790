"""What may be done about an error of Discord or of the way to it."""

import aiohttp
import discord

from bot.errors import DeliveryError, Refused, TryLater, Uncertain, Unreachable

# All that the library lets out when Discord, or something on the way, answers nonsense.
TROUBLE = (
    discord.DiscordException,
    aiohttp.ClientError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
SHORTEST_WAIT = 1.0
UNKNOWN_WAIT = 5.0
BUSY_WAIT = 30.0
REVOKED_WAIT = 60.0
SHUT_OUT_WAIT = 600.0

NO_ACCESS, NO_RIGHT = 50001, 50013
ARCHIVED, LOCKED = 50083, 160005
NO_CHANNEL, NO_SERVER, NO_PERSON = 10003, 10004, 10013
_UNREACHABLE = frozenset(
    [NO_ACCESS, NO_RIGHT, ARCHIVED, LOCKED, NO_CHANNEL, NO_SERVER, NO_PERSON,
     30046,  # too many edits of an old message: the chat takes no more of them
     40001,  # not authorised for this
     50007,  # direct messages are closed, or no server and no app in common
     50008,  # no messages in a channel of this kind
     50024,  # not in a channel of this kind
     50278,  # no server in common any more
    ]
)  # fmt: skip
_BUSY = frozenset(
    [20016,  # slow mode
     20028,  # too much was written in that channel
     20029,  # too much was written on that server
     40002,  # the account has to be verified
     40003,  # too many direct messages were opened
     40333,  # shut out by the network in front of Discord
     130000, # overloaded
    ]
)  # fmt: skip


def delivery_error(
    trouble: BaseException, *, sent: bool = True, everywhere: bool = False
) -> DeliveryError:
    """
    Say what came of a letter.

    ``sent`` says that it may have left, ``everywhere`` that the last wish for patience was meant
    for all chats.
    """
    match trouble:
        case discord.RateLimited():
            return TryLater(max(trouble.retry_after, SHORTEST_WAIT), everywhere=everywhere)
        case discord.HTTPException():
            return _refusal(trouble, everywhere=everywhere)
        case _ if not sent or _never_left(trouble):
            return TryLater(SHORTEST_WAIT)
        case _:
            return Uncertain("nobody knows whether Discord took it")


def is_shut_out(trouble: BaseException) -> bool:
    """Tell an answer that is not Discord's own but its doorkeeper's, for whom the bot is a pest."""
    if not isinstance(trouble, discord.HTTPException) or trouble.status not in {403, 429}:
        return False
    return "json" not in trouble.response.headers.get("Content-Type", "")


def asked_for(trouble: BaseException) -> float:
    """Give the seconds that Discord asked to wait for; 0 when it did not."""
    if isinstance(trouble, discord.RateLimited):
        return trouble.retry_after
    if isinstance(trouble, discord.HTTPException) and trouble.status == 429:
        return patience(trouble)
    return 0.0


def patience(trouble: discord.HTTPException) -> float:
    """Give the seconds that Discord asked for; a fair guess when it named none."""
    asked = trouble.response.headers.get("Retry-After", "")
    try:
        return max(float(asked), SHORTEST_WAIT)
    except ValueError:
        return SHUT_OUT_WAIT if is_shut_out(trouble) else UNKNOWN_WAIT


def _never_left(trouble: BaseException) -> bool:
    """Tell a line that was closed before anything could be put on it."""
    closed = aiohttp.ClientConnectionResetError
    return isinstance(trouble, closed) or isinstance(trouble.__cause__, closed)


def _refusal(trouble: discord.HTTPException, *, everywhere: bool) -> DeliveryError:
    if trouble.status >= 500:
        return Uncertain("nobody knows whether Discord took it")
    if trouble.status == 401:
        return TryLater(REVOKED_WAIT, everywhere=True)
    if is_shut_out(trouble):
        return TryLater(max(patience(trouble), BUSY_WAIT), everywhere=True)
    if trouble.status == 429:
        return TryLater(patience(trouble), everywhere=everywhere)
    if trouble.code in _BUSY:
        return TryLater(BUSY_WAIT)
    if trouble.code in _UNREACHABLE or trouble.status in {403, 404}:
        return Unreachable("Discord lets the bot write there no more")
    return Refused(f"Discord does not take it (code {trouble.code})")
