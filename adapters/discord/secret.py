"""Say what is wrong with a bot's token, without showing it."""

import re

from bot.errors import ConfigError

TELEGRAMS = (
    "discord.token (MORTAR_DISCORD_TOKEN) holds what looks like a Telegram token. A Discord token "
    "has three parts with dots between them; Discord's developer portal gives it on the page Bot."
)
MALFORMED = (
    "The Discord token is not one: it has three parts with dots between them, without quotes, "
    "blanks or line breaks. Copy it from the page Bot of Discord's developer portal into "
    "MORTAR_DISCORD_TOKEN."
)
REJECTED = (
    "Discord does not accept the bot's token. Make a new one on the page Bot of Discord's "
    "developer portal (Reset Token) and put it into MORTAR_DISCORD_TOKEN."
)
REVOKED = (
    "Discord no longer accepts the bot's token: it was reset. Nothing is lost. Take the new one "
    "from the page Bot of Discord's developer portal, put it into MORTAR_DISCORD_TOKEN and start "
    "again."
)
_TELEGRAMS = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")
_TOKEN = re.compile(r"[A-Za-z0-9_=-]+(?:\.[A-Za-z0-9_=-]+){2}")


def examine(token: str) -> None:
    """Raise `ConfigError` when a token cannot be one."""
    if _TELEGRAMS.fullmatch(token):
        raise ConfigError(TELEGRAMS)
    if not _TOKEN.fullmatch(token):
        raise ConfigError(MALFORMED)
