"""The commands that people's apps offer them."""

from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
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


async def announce(bot: Bot, menu: Menu, *, ephemeral: bool = False) -> None:
    """
    Set a menu for private chats, for groups, and for whatever else there is.

    With ``ephemeral``, the bot alone sees what is chosen from it in a group.
    """
    private, room = _written(menu.private), _written(menu.room, ephemeral=ephemeral)
    scopes: tuple[tuple[BotCommandScope, list[BotCommand]], ...] = (
        (BotCommandScopeDefault(), private),
        (BotCommandScopeAllPrivateChats(), private),
        (BotCommandScopeAllGroupChats(), room),
    )
    for scope, commands in scopes:
        await bot.set_my_commands(commands, scope=scope, language_code=menu.language)


def _written(commands: Commands, *, ephemeral: bool = False) -> list[BotCommand]:
    # The library does not know the field yet; a server that does not know it passes over it.
    more = {"is_ephemeral": True} if ephemeral else None
    return [BotCommand(name, about, api_kwargs=more) for name, about in commands]
