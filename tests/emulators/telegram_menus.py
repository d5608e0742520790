"""The bot's commands and descriptions, by scope and language."""

import re
from collections.abc import Iterator

from tests.emulators.telegram_errors import bad_request
from tests.emulators.telegram_state import Account, Chat, ChatKind
from tests.emulators.telegram_types import JsonObject

NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)

Scope = tuple[str, int, int]


class Menus:
    """Keep what the bot wrote into its menus and its profile."""

    def __init__(self) -> None:
        self._commands: dict[tuple[Scope, str], list[JsonObject]] = {}
        self._words: dict[tuple[str, str], str] = {}

    def set_commands(self, commands: object, scope: object, language: str) -> None:
        """Replace one menu."""
        self._commands[_scope(scope), _language(language)] = _commands(commands)

    def commands(self, scope: object, language: str) -> list[JsonObject]:
        """Give one menu exactly as it was set; empty if it was not."""
        return self._commands.get((_scope(scope), _language(language)), [])

    def delete_commands(self, scope: object, language: str) -> None:
        """Take one menu away."""
        self._commands.pop((_scope(scope), _language(language)), None)

    def set_words(self, what: str, words: str, most: int, language: str) -> None:
        """Replace the name or a description."""
        if len(words) > most:
            raise bad_request(f"{what} is too long")
        self._words[what, _language(language)] = words

    def words(self, what: str, language: str, otherwise: str = "") -> str:
        """Give the name or a description, in no language if not in this one."""
        for each in (_language(language), ""):
            if found := self._words.get((what, each)):
                return found
        return otherwise

    def shown_to(self, person: Account, chat: Chat) -> list[JsonObject]:
        """Give the menu that a person sees in a chat: the narrowest scope, then the language."""
        own = (person.language or "").partition("-")[0]
        for scope in _scopes(person, chat):
            for language in (own, ""):
                if found := self._commands.get((scope, language)):
                    return found
        return []


def _scopes(person: Account, chat: Chat) -> Iterator[Scope]:
    if chat.kind is ChatKind.PRIVATE:
        yield "chat", chat.id, 0
        yield "all_private_chats", 0, 0
    else:
        is_admin = chat.member(person).is_admin
        yield "chat_member", chat.id, person.id
        if is_admin:
            yield "chat_administrators", chat.id, 0
        yield "chat", chat.id, 0
        if is_admin:
            yield "all_chat_administrators", 0, 0
        yield "all_group_chats", 0, 0
    yield "default", 0, 0


def _scope(raw: object) -> Scope:
    if raw is None:
        return "default", 0, 0
    if not isinstance(raw, dict) or raw.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return raw["type"], int(raw.get("chat_id") or 0), int(raw.get("user_id") or 0)


def _language(code: str) -> str:
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _commands(raw: object) -> list[JsonObject]:
    if not isinstance(raw, list):
        raise bad_request("expected an Array of BotCommand")
    if len(raw) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(each) for each in raw]


def _command(raw: object) -> JsonObject:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(raw.get("command", "")).removeprefix("/")
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(raw.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return dict(raw) | {"command": name}
