"""
Read the settings: from a file, and over it from the environment.

``MORTAR_<SECTION>_<NAME>`` sets ``section.name``. All mistakes are told at once, and no value is
ever repeated in a message: it may be a secret.
"""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import ConfigError

PREFIX = "MORTAR_"
CONFIG = "MORTAR_CONFIG"
HERE = "mortar.yaml"


class Section(BaseModel):
    """Refuse what is not listed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Database(Section):
    """Where what couples build is kept."""

    url: str | None = None


class Data(Section):
    """The folder of everything that is not configuration."""

    dir: Path = Path("data")


class Master(Section):
    """The key that wraps all others."""

    key_file: Path | None = None


class Telegram(Section):
    """The Telegram bot. URLs end in ``/bot`` and ``/file/bot``."""

    token: str | None = None
    base_url: str = "https://api.telegram.org/bot"
    file_base_url: str = "https://api.telegram.org/file/bot"


class Discord(Section):
    """The Discord bot (not served by this version)."""

    token: str | None = None
    api_base: str = "https://discord.com/api/v10"
    gateway_url: str = "wss://gateway.discord.gg/"


class Dialogs(Section):
    """The content folder."""

    dir: Path | None = None


class Operator(Section):
    """Who runs this server, said to everybody who arrives."""

    name: str = ""


class Log(Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["lines", "json"] = "lines"


class Settings(Section):
    """
    All settings.

    ``clock`` is a file with an offset in seconds that is added to the wall clock, ``seed`` makes
    tokens repeatable; both are for tests and demonstrations.
    """

    database: Database = Field(default_factory=Database)
    data: Data = Field(default_factory=Data)
    master: Master = Field(default_factory=Master)
    telegram: Telegram = Field(default_factory=Telegram)
    discord: Discord = Field(default_factory=Discord)
    dialogs: Dialogs = Field(default_factory=Dialogs)
    operator: Operator = Field(default_factory=Operator)
    log: Log = Field(default_factory=Log)
    clock: Path | None = None
    seed: str | None = None

    @property
    def database_url(self) -> str:
        """Give the database's address; by default a file in the data folder."""
        return self.database.url or f"sqlite:///{self.data.dir / 'mortar.db'}"

    @property
    def key_file(self) -> Path:
        """Give the master key's file; by default beside the data folder, not in it."""
        return self.master.key_file or self.data.dir.parent / "mortar.key"

    @property
    def dialogs_dir(self) -> Path:
        """Give the content folder; by default the one that came with the program."""
        return self.dialogs.dir or Path(__file__).parent.parent / "dialogs"


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
    try:
        settings = Settings.model_validate(written)
    except ValidationError as exc:
        raise ConfigError(_sentences(exc, file)) from None
    if file is not None:
        settings = _anchored(settings, file.resolve().parent, names)
    _tokens(settings)
    return settings, Source(file, names)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        written = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeError, OSError, ValueError) as exc:
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
    return {key: ({} if value is None else value) for key, value in written.items()}


def _from_environment(given: Mapping[str, str], written: dict[str, Any]) -> tuple[str, ...]:
    """Lay the environment over the file; return the names that were set."""
    names = []
    for field, info in Settings.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            for name in kind.model_fields:
                variable = f"{PREFIX}{field}_{name}".upper()
                if variable in given:
                    section = written.setdefault(field, {})
                    if isinstance(section, dict):
                        section[name] = given[variable] or None
                    names.append(variable)
        elif f"{PREFIX}{field}".upper() in given:
            written[field] = given[f"{PREFIX}{field}".upper()] or None
            names.append(f"{PREFIX}{field}".upper())
    return tuple(names)


def _sentences(exc: ValidationError, file: Path | None) -> str:
    lines = []
    for error in exc.errors(include_input=False, include_url=False):
        where = ".".join(str(part) for part in error["loc"])
        if error["type"] == "extra_forbidden":
            near = difflib.get_close_matches(where, _all_names(), 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            lines.append(f"- {where} is not a setting.{hint}")
        else:
            lines.append(f"- {where}: {error['msg']}")
    at = file or "the environment"
    return f"The configuration ({at}) does not fit:\n" + "\n".join(lines)


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
            "master": Master(key_file=at(settings.master.key_file, "MORTAR_MASTER_KEY_FILE")),
            "dialogs": Dialogs(dir=at(settings.dialogs.dir, "MORTAR_DIALOGS_DIR")),
            "clock": at(settings.clock, "MORTAR_CLOCK"),
        }
    )


def _tokens(settings: Settings) -> None:
    """Refuse tokens that cannot be one, without repeating them."""
    token = settings.telegram.token
    if token is None:
        return
    number, colon, secret = token.partition(":")
    if token.count(".") == 2 and not colon:
        raise ConfigError(
            "telegram.token (MORTAR_TELEGRAM_TOKEN) holds what looks like a Discord token. A "
            "Telegram token comes from BotFather and looks like 123456789:AA..."
        )
    if not (
        colon and number.isdigit() and secret and secret.replace("-", "").replace("_", "").isalnum()
    ):
        raise ConfigError(
            "telegram.token (MORTAR_TELEGRAM_TOKEN) is not a Telegram token: digits, a colon, and "
            "a long word without spaces or quotes. Copy it again from BotFather."
        )
