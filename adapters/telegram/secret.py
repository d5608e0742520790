"""Say what is wrong with a bot's token, without showing it."""

import re

from bot.errors import ConfigError

MALFORMED = (
    "The Telegram token is not one: it looks like 123456789:AbC..., without quotes, blanks or "
    "line breaks. Copy it from @BotFather into MORTAR_TELEGRAM_TOKEN."
)
REJECTED = (
    "Telegram does not accept the bot's token. Ask @BotFather for the current one and put it "
    "into MORTAR_TELEGRAM_TOKEN. If MORTAR_TELEGRAM_BASE_URL is set, it has to end in /bot."
)
_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")


def examine(token: str) -> None:
    """Raise `ConfigError` when a token cannot be one."""
    if not _TOKEN.fullmatch(token):
        raise ConfigError(MALFORMED)
