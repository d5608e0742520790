"""
Read the settings: from a file, and over it from the environment.

``MORTAR_<SECTION>_<NAME>`` sets ``section.name``. All mistakes are told at once, and no value is
ever repeated in a message: it may be a secret.
"""

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.errors import ConfigError
from bot.settings import Data, Dialogs, Master, Section, Settings

PREFIX = "MORTAR_"
CONFIG = "MORTAR_CONFIG"
HERE = "mortar.yaml"
_NAME = re.compile(r"[A-Za-z0-9_]{1,30}(\.[A-Za-z0-9_]{1,30})?")


@dataclass(frozen=True, slots=True)
class Source:
    """Where settings came from. ``file`` is None when there was none."""

    file: Path | None
    environment: tuple[str, ...]


def read_settings(environment: Mapping[str, str] | None = None) -> tuple[Settings, Source]:
    """
    Read file and environment.

    The file is what MORTAR_CONFIG names, else ``mortar.yaml`` in the working folder if it is
    there. Relative paths in it are from the file's folder. Raises `ConfigError`.
    """
    given = os.environ if environment is None else environment
    path = Path(given[CONFIG]) if given.get(CONFIG) else Path(HERE)
    if given.get(CONFIG) and not path.is_file():
        raise ConfigError(f"MORTAR_CONFIG names {path}, and there is no such file.")
    file = path if path.is_file() else None
    written = _read_file(file) if file else {}
    names = _from_environment(given, written)
    wrong = [*_token(written.get("telegram")), *_discord_token(written.get("discord"))]
    try:
        settings = Settings.model_validate(written)
    except ValidationError as exc:
        raise _misfit(file, [*_sentences(exc), *wrong]) from None
    if wrong:
        raise _misfit(file, wrong)
    if file is not None:
        settings = _anchored(settings, file.resolve().parent, names)
    return settings, Source(file, names)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        written = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeError, OSError, ValueError, RecursionError) as exc:
        mark = getattr(exc, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(
            f"The configuration {path}{line} cannot be read as YAML. Compare it with "
            "config.example.yaml."
        ) from None
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise ConfigError(f"The configuration {path} has to be a map of sections.")
    # A setting or section without a value has its default; a wrong name is still a wrong name.
    known = Settings.model_fields
    return {key: value for key, value in written.items() if value is not None or key not in known}


def _from_environment(given: Mapping[str, str], written: dict[str, Any]) -> tuple[str, ...]:
    """Lay the environment over the file; return the names set. An empty one is the default."""
    names = []
    for field, info in Settings.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            for name in kind.model_fields:
                variable = f"{PREFIX}{field}_{name}".upper()
                if variable in given:
                    section = written.setdefault(field, {})
                    if isinstance(section, dict):
                        _lay(section, name, given[variable])
                    names.append(variable)
        elif f"{PREFIX}{field}".upper() in given:
            _lay(written, field, given[f"{PREFIX}{field}".upper()])
            names.append(f"{PREFIX}{field}".upper())
    return tuple(names)


def _lay(over: dict[str, Any], name: str, value: str) -> None:
    if value.strip():
        over[name] = value
    else:
        over.pop(name, None)


def _misfit(file: Path | None, lines: Iterable[str]) -> ConfigError:
    at = file or "the environment"
    listed = "\n".join(f"- {line}" for line in lines)
    return ConfigError(f"The configuration ({at}) does not fit:\n{listed}")


def _sentences(exc: ValidationError) -> Iterator[str]:
    for error in exc.errors(include_input=False, include_url=False):
        where = ".".join(str(part) for part in error["loc"])
        if not _NAME.fullmatch(where):
            # A colon too many makes a name of what may be a secret.
            yield "one of the names is none: letters, digits and _ only, then a colon and a space"
        elif error["type"] == "extra_forbidden":
            near = difflib.get_close_matches(where, _all_names(), 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            yield f"{where} is not a setting.{hint}"
        else:
            yield f"{where}: {_wanted(error['type'], error['msg'])}"


def _wanted(kind: str, said: str) -> str:
    match kind:
        case "model_type":
            return "a section holds lines of its own, each a name, a colon and a space"
        case "path_type":
            return "this has to be a path"
        case _:
            return said


def _all_names() -> list[str]:
    names = []
    for field, info in Settings.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            names += [f"{field}.{name}" for name in kind.model_fields]
        names.append(field)
    return names


def _anchored(settings: Settings, folder: Path, names: tuple[str, ...]) -> Settings:
    """Take the file's relative paths from its own folder; the environment's stay as they are."""

    def at(path: Path | None, variable: str) -> Path | None:
        if path is None or path.is_absolute() or variable in names:
            return path
        return folder / path

    return settings.model_copy(
        update={
            "data": Data(dir=at(settings.data.dir, "MORTAR_DATA_DIR") or settings.data.dir),
            "master": Master(
                key_file=at(settings.master.key_file, "MORTAR_MASTER_KEY_FILE"),
                key_store=at(settings.master.key_store, "MORTAR_MASTER_KEY_STORE"),
            ),
            "backup": settings.backup.model_copy(
                update={
                    "folder": at(settings.backup.folder, "MORTAR_BACKUP_FOLDER"),
                    "keys_folder": at(settings.backup.keys_folder, "MORTAR_BACKUP_KEYS_FOLDER"),
                }
            ),
            "dialogs": Dialogs(dir=at(settings.dialogs.dir, "MORTAR_DIALOGS_DIR")),
            "clock": at(settings.clock, "MORTAR_CLOCK"),
        }
    )


def _token(section: object) -> Iterator[str]:
    """Refuse a token that cannot be one, without repeating it."""
    token = section.get("token") if isinstance(section, dict) else None
    if not isinstance(token, str):
        return
    number, colon, secret = token.strip().partition(":")
    if token.count(".") == 2 and not colon:
        yield (
            "telegram.token (MORTAR_TELEGRAM_TOKEN) holds what looks like a Discord token. A "
            "Telegram token comes from BotFather and looks like 123456789:AA..."
        )
    elif not (number.isdigit() and secret.replace("-", "").replace("_", "").isalnum()):
        yield (
            "telegram.token (MORTAR_TELEGRAM_TOKEN) is not a Telegram token: digits, a colon, and "
            "a long word without spaces or quotes. Copy it again from BotFather."
        )


def _discord_token(section: object) -> Iterator[str]:
    token = section.get("token") if isinstance(section, dict) else None
    if isinstance(token, str) and token.strip().partition(":")[0].isdigit():
        yield (
            "discord.token (MORTAR_DISCORD_TOKEN) holds what looks like a Telegram token. A "
            "Discord token comes from the developer portal, under Bot, and has two dots in it."
        )
