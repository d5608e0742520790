"""The slash commands that people's apps offer them."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.discord.locales import theirs
from adapters.discord.wording import Wording

JsonObject = dict[str, Any]

SLASH, TEXT, USER = 1, 3, 6
SERVER, BOT_CHAT, OTHER_CHAT = 0, 1, 2
ON_SERVER, ON_ACCOUNT = 0, 1
MOST_LETTERS = 32
MOST_ABOUT = 100
MOST_COMMANDS = 100
CODE, PARTNER, ROOM = "code", "partner", "room"


@dataclass(frozen=True, slots=True)
class Command:
    """
    A command, with a line about it.

    ``names`` and ``abouts`` are those in other languages, by language code. ``argument`` lets
    people give a code with it. ``private`` is offered in the chat with the bot, ``room`` where
    others are.
    """

    name: str
    about: str
    names: Mapping[str, str] = field(default_factory=dict)
    abouts: Mapping[str, str] = field(default_factory=dict)
    argument: bool = False
    private: bool = True
    room: bool = False


def announced(
    commands: Sequence[Command], wording: Callable[[str], Wording], default: str = "en"
) -> list[JsonObject]:
    """Give all commands as Discord takes them, and the adapter's own that makes a room."""
    languages = sorted({default, *(each for one in commands for each in (*one.names, *one.abouts))})
    words = {language: wording(language) for language in languages}
    shown = [_command(one, words, default) for one in commands if one.name != ROOM]
    return [*shown[: MOST_COMMANDS - 1], _room(words, default)]


def normal(command: JsonObject) -> JsonObject:
    """Give of a registered command what we set, in one form, so that two can be compared."""
    return {
        "name": command.get("name"),
        "description": command.get("description") or "",
        "name_localizations": command.get("name_localizations") or {},
        "description_localizations": command.get("description_localizations") or {},
        "type": command.get("type") or SLASH,
        "contexts": sorted(command.get("contexts") or []),
        "integration_types": sorted(command.get("integration_types") or []),
        "options": [_normal_option(one) for one in command.get("options") or []],
    }


def same(ours: Iterable[JsonObject], registered: Iterable[JsonObject]) -> bool:
    """Say whether Discord already has exactly these, in whatever order."""
    mine, known = map(normal, ours), map(normal, registered)
    return sorted(mine, key=_by_name) == sorted(known, key=_by_name)


def valid_name(name: str) -> bool:
    """Say whether Discord takes a word as a command's name."""
    fits = 0 < len(name) <= MOST_LETTERS and name == name.lower()
    return fits and all(letter in "-_'" or _of_a_word(letter) for letter in name)


def _of_a_word(letter: str) -> bool:
    marked = unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))
    return marked or unicodedata.category(letter)[0] in "LN"


def _command(one: Command, words: Mapping[str, Wording], default: str) -> JsonObject:
    shown: JsonObject = {
        "name": one.name,
        "description": _about(one.about),
        "name_localizations": _named(one.names),
        "description_localizations": _localised(one.abouts),
        "type": SLASH,
        "contexts": [*[BOT_CHAT] * one.private, *[SERVER, OTHER_CHAT] * one.room],
        "integration_types": [ON_SERVER, ON_ACCOUNT],
    }
    if one.argument:
        shown["options"] = [_option(CODE, TEXT, words, default, required=False)]
    return shown


def _room(words: Mapping[str, Wording], default: str) -> JsonObject:
    return {
        "name": ROOM,
        "description": _about(words[default].room),
        "name_localizations": _named({code: one.slash_room for code, one in words.items()}),
        "description_localizations": _localised({code: one.room for code, one in words.items()}),
        "type": SLASH,
        "contexts": [SERVER],
        "integration_types": [ON_SERVER],
        "options": [
            _option(CODE, TEXT, words, default, required=True),
            _option(PARTNER, USER, words, default, required=True),
        ],
    }


def _option(
    name: str, kind: int, words: Mapping[str, Wording], default: str, *, required: bool
) -> JsonObject:
    about = {code: one.code if name == CODE else one.partner for code, one in words.items()}
    return {
        "name": name,
        "description": _about(about[default]),
        "description_localizations": _localised(about),
        "type": kind,
        "required": required,
    }


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {
        locale: name
        for language, name in names.items()
        if valid_name(name)
        for locale in theirs(language)
    }


def _localised(abouts: Mapping[str, str]) -> dict[str, str]:
    return {
        locale: _about(about) for language, about in abouts.items() for locale in theirs(language)
    }


def _about(text: str) -> str:
    return (text if len(text) <= MOST_ABOUT else text[: MOST_ABOUT - 1].rstrip() + "…") or "…"


def _normal_option(option: JsonObject) -> JsonObject:
    return {
        "name": option.get("name"),
        "description": option.get("description"),
        "description_localizations": option.get("description_localizations") or {},
        "type": option.get("type"),
        "required": bool(option.get("required")),
    }


def _by_name(command: JsonObject) -> str:
    return str(command["name"])
