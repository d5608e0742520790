"""The commands that people's apps offer them."""

from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

Commands = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """
    Commands in one language: names (``[a-z0-9_]``, at most 32 letters) with a line about each.

    ``language`` is a two-letter code; None is the menu of everybody whose language has none.
    """

    language: str | None
    private: Commands
    room: Commands


async def announce(bot: Bot, menu: Menu) -> None:
    """Set a menu for private chats, for groups, and for whatever else there is."""
    scopes: tuple[tuple[BotCommandScope, Commands], ...] = (
        (BotCommandScopeDefault(), menu.private),
        (BotCommandScopeAllPrivateChats(), menu.private),
        (BotCommandScopeAllGroupChats(), menu.room),
    )
    for scope, commands in scopes:
        await bot.set_my_commands(commands, scope=scope, language_code=menu.language)
