"""What may be done about an error of Telegram or of the way to it."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.errors import DeliveryError, Moved, Refused, TryLater, Uncertain, Unreachable

# All that the library lets out when Telegram, or something on the way, answers nonsense.
TROUBLE = (
    TelegramError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
UNKNOWN_WAIT = 5.0
SHORTEST_WAIT = 1.0
REVOKED_WAIT = 60.0

# Telegram's words for "not to this chat", in lower case, as they stand in the server's source.
_UNREACHABLE = (
    "bot can't initiate conversation",
    "bot can't send messages to",
    "bot is not a member",
    "bot was blocked",
    "bot was kicked",
    "channel_private",
    "chat not found",
    "chat_admin_required",
    "chat_id_invalid",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "chat_write_forbidden",
    "group chat was deactivated",
    "group chat was deleted",
    "group chat was upgraded",
    "have no rights",
    "input_user_deactivated",
    "message thread not found",
    "need administrator rights",
    "not enough rights",
    "peer_id_invalid",
    "topic closed",
    "topic_closed",
    "topic deleted",
    "topic_deleted",
    "topic_id_invalid",
    "user is deactivated",
    "user not found",
    "user_is_blocked",
)
# The rest in our words, so that nobody's words reach a log: what is looked for, what is said.
_REFUSALS = (
    ("message is too long", "the text is too long"),
    ("message text is empty", "the text is empty"),
    ("message must be non-empty", "the text is empty"),
    ("button_data_invalid", "a button's token is not taken"),
    ("button_url_invalid", "a button's link is not taken"),
    ("wrong http url", "a button's link is not taken"),
    ("inline keyboard button", "a button is not taken"),
    ("reply markup is too long", "there are too many buttons"),
    ("reply_markup_too_long", "there are too many buttons"),
)
_STYLES = ("can't parse entities", "entity_bounds_invalid", "entity beginning", "entity begins")


def delivery_error(trouble: BaseException) -> DeliveryError:
    """Say what came of a letter."""
    match trouble:
        case RetryAfter() | InvalidToken():
            return TryLater(patience(trouble), everywhere=isinstance(trouble, InvalidToken))
        case ChatMigrated():
            return Moved(str(trouble.new_chat_id))
        case Forbidden():
            return Unreachable("Telegram lets the bot write there no more")
        case BadRequest():
            return _refusal(str(trouble).lower())
        case TelegramError() if is_flood(trouble):
            return TryLater(patience(trouble))
        case TelegramError() if was_not_sent(trouble):
            return TryLater(SHORTEST_WAIT)
        case _:
            return Uncertain("nobody knows whether Telegram took it")


def patience(trouble: BaseException) -> float:
    """Give the seconds that Telegram asked for; a fair guess when it named none."""
    if isinstance(trouble, InvalidToken):
        return REVOKED_WAIT
    if not isinstance(trouble, RetryAfter):
        return UNKNOWN_WAIT
    after = trouble.retry_after
    return float(after.total_seconds() if isinstance(after, timedelta) else after)


def is_flood(trouble: BaseException) -> bool:
    """Tell a 429, also one that does not say how long."""
    named = isinstance(trouble, TelegramError) and str(trouble).lower()
    return isinstance(trouble, RetryAfter) or bool(named and named.startswith("too many requests"))


def was_not_sent(trouble: TelegramError) -> bool:
    """Say whether the call certainly did not reach Telegram."""
    return isinstance(trouble.__cause__, (*NOT_SENT, RuntimeError, httpx.InvalidURL))


def is_revoked(trouble: BaseException) -> bool:
    """Tell a 401: the token is worth nothing (any more)."""
    return isinstance(trouble, InvalidToken) and "unauthorized" in str(trouble).lower()


def is_about_styles(trouble: BadRequest) -> bool:
    """Say whether the same text might be taken without its entities."""
    return any(words in str(trouble).lower() for words in _STYLES)


def _refusal(said: str) -> DeliveryError:
    if any(words in said for words in _UNREACHABLE):
        return Unreachable("Telegram knows no such chat, or the bot has no rights in it")
    for words, reason in _REFUSALS:
        if words in said:
            return Refused(reason)
    return Refused("Telegram does not take it")
