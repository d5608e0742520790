"""Settings: where they come from, which wins, and what is said about a wrong one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import read_settings
from bot.errors import ConfigError
from bot.settings import Section, Settings
from tests.cli.shell import ROOT, Shell

TOKEN = "123456789:AAExampleExampleExampleExampleExample"

FIXED: dict[str, tuple[str, Callable[[Settings], str | None]]] = {
    "MORTAR_DATABASE_URL": ("sqlite:////x.db", lambda s: s.database.url),
    "MORTAR_DATA_DIR": ("elsewhere", lambda s: str(s.data.dir)),
    "MORTAR_MASTER_KEY_FILE": ("k", lambda s: str(s.master.key_file)),
    "MORTAR_MASTER_KEY_STORE": ("k", lambda s: str(s.key_store)),
    "MORTAR_RETENTION_PRIVATE_DAYS": ("7", lambda s: str(s.retention.private_days)),
    "MORTAR_BACKUP_FOLDER": ("copies", lambda s: str(s.backup_folder)),
    "MORTAR_BACKUP_KEYS_FOLDER": ("copies", lambda s: str(s.key_backup_folder)),
    "MORTAR_TELEGRAM_TOKEN": (TOKEN, lambda s: s.telegram.token),
    "MORTAR_TELEGRAM_BASE_URL": ("http://h/bot", lambda s: s.telegram.base_url),
    "MORTAR_TELEGRAM_EPHEMERAL": ("true", lambda s: str(s.telegram.ephemeral).lower()),
    "MORTAR_TELEGRAM_FILE_BASE_URL": ("http://h/file/bot", lambda s: s.telegram.file_base_url),
    "MORTAR_DISCORD_TOKEN": ("d", lambda s: s.discord.token),
    "MORTAR_DISCORD_API_BASE": ("http://h/api/v10", lambda s: s.discord.api_base),
    "MORTAR_DISCORD_GATEWAY_URL": ("ws://h/", lambda s: s.discord.gateway_url),
    "MORTAR_CLOCK": ("offset", lambda s: str(s.clock)),
    "MORTAR_SEED": ("7", lambda s: s.seed),
}
"""The names that are promised, with a value each and where it has to arrive."""


def flat(settings: Settings) -> dict[str, Any]:
    """Give every setting by its name, as text where it is one."""
    found: dict[str, Any] = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if isinstance(value, Section):
            found |= {f"{name}.{one}": getattr(value, one) for one in type(value).model_fields}
        else:
            found[name] = value
    return {name: str(one) if isinstance(one, Path) else one for name, one in found.items()}


class TestExample:
    def test_lists_every_setting_with_its_default(self) -> None:
        """The example is complete, and changing nothing in it changes nothing."""
        written = yaml.safe_load((ROOT / "config.example.yaml").read_text("utf-8"))
        listed = {
            f"{section}.{name}" if isinstance(names, dict) else section: value
            for section, names in written.items()
            for name, value in (names.items() if isinstance(names, dict) else [("", names)])
        }

        assert listed == flat(Settings())

    def test_can_be_used_as_it_is(self, shell: Shell) -> None:
        """A copy of the example is a sound configuration."""
        shell.write("mortar.yaml", (ROOT / "config.example.yaml").read_text("utf-8"))

        settings, source = read_settings({})

        assert source.file == Path("mortar.yaml")
        assert settings.log.level == "info"


class TestEnvironment:
    @pytest.mark.parametrize("name", FIXED)
    def test_fixed_names(self, shell: Shell, name: str) -> None:
        """The promised names do what they say."""
        value, found = FIXED[name]

        settings, source = read_settings({name: value})

        assert found(settings) == value
        assert source.environment == (name,)

    def test_config_names_the_file(self, shell: Shell) -> None:
        """MORTAR_CONFIG says which file is read."""
        path = shell.write("deep/other.yaml", "operator: {name: Ola}\n")

        settings, source = read_settings({"MORTAR_CONFIG": str(path)})

        assert settings.operator.name == "Ola"
        assert source.file == path

    @pytest.mark.parametrize("row", [100], ids=["row-100"])
    def test_wins_over_the_file(self, shell: Shell, row: int) -> None:
        """Where both say something the environment is right."""
        shell.write("mortar.yaml", "operator: {name: File}\nlog: {level: debug}\n")

        settings, _ = read_settings({"MORTAR_OPERATOR_NAME": "Environment"})

        assert (settings.operator.name, settings.log.level) == ("Environment", "debug")

    @pytest.mark.parametrize("row", [100], ids=["row-100"])
    def test_is_told_without_values(self, shell: Shell, row: int) -> None:
        """The log says which settings came from outside, and never what they are."""
        done = shell.mortar("run", MORTAR_OPERATOR_NAME="Mrs Secret")

        assert done.code == 78
        assert "MORTAR_OPERATOR_NAME" in done.err
        assert "Secret" not in done.err

    def test_empty_is_unset(self, shell: Shell) -> None:
        """An empty variable means the default."""
        settings, _ = read_settings({"MORTAR_TELEGRAM_TOKEN": "", "MORTAR_DATABASE_URL": ""})

        assert settings.telegram.token is None
        assert settings.database_url == "sqlite:///data/mortar.db"


class TestPlaces:
    def test_in_a_file_are_from_its_folder(self, shell: Shell) -> None:
        """A configuration means the same wherever it is used from."""
        shell.write("etc/mortar.yaml", "data: {dir: store}\nmaster: {key_file: the.key}\n")

        settings, _ = read_settings({"MORTAR_CONFIG": "etc/mortar.yaml"})

        assert settings.data.dir == (shell.folder / "etc" / "store").resolve()
        assert settings.key_file == (shell.folder / "etc" / "the.key").resolve()

    def test_in_the_environment_are_from_here(self, shell: Shell) -> None:
        """A variable means what it would mean to the shell."""
        shell.write("etc/mortar.yaml", "data: {dir: store}\n")

        settings, _ = read_settings({"MORTAR_CONFIG": "etc/mortar.yaml", "MORTAR_DATA_DIR": "here"})

        assert settings.data.dir == Path("here")

    def test_key_lies_beside_the_data(self, shell: Shell) -> None:
        """A copy of the data is not a copy of the key."""
        settings, _ = read_settings({})

        assert settings.key_file == Path("mortar.key")
        assert not settings.key_file.is_relative_to(settings.data.dir)


class TestMistakes:
    @pytest.mark.parametrize("row", [99], ids=["row-99"])
    def test_are_told_all_at_once(self, shell: Shell, row: int) -> None:
        """Every unknown name and wrong type is listed, with what was probably meant."""
        shell.write(
            "mortar.yaml",
            "opeartor: {name: x}\ntelegram: {tokn: secret-1}\nlog: {level: loud, format: 7}\n",
        )

        with pytest.raises(ConfigError) as caught:
            read_settings({})

        said = str(caught.value)
        assert "mortar.yaml" in said
        assert "opeartor is not a setting. Did you mean operator?" in said
        assert "telegram.tokn is not a setting. Did you mean telegram.token?" in said
        assert "log.level" in said
        assert "log.format" in said
        assert "secret-1" not in said
        assert "loud" not in said

    @pytest.mark.parametrize(
        "token",
        [
            "abc", f'"{TOKEN}"', f"{TOKEN}\nx", "123456789:", ":AAE", f"bot{TOKEN}", "12 34:AA",
            "MTIzNDU2Nzg5MDEyMzQ1Njc4.AbCdEf.abcdefghijklmnopqrstuvwxyz1",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("row", [91], ids=["row-91"])
    def test_token_is_not_repeated(self, shell: Shell, row: int, token: str) -> None:
        """A token that cannot be one is refused with the setting's name, never its value."""
        done = shell.mortar("run", MORTAR_TELEGRAM_TOKEN=token)

        assert done.code == 78
        assert "telegram.token (MORTAR_TELEGRAM_TOKEN)" in done.err
        assert token.strip('"') not in done.err
        assert "AAExample" not in done.err

    @pytest.mark.parametrize("row", [91], ids=["row-91"])
    def test_no_token(self, shell: Shell, row: int) -> None:
        """Without a platform the way out is said, and the way to look around without one."""
        done = shell.mortar("run")

        assert done.code == 78
        assert "MORTAR_TELEGRAM_TOKEN" in done.err
        assert "mortar play" in done.err

    def test_token_with_a_line_end(self, shell: Shell) -> None:
        """A stray line end around a token does no harm."""
        settings, _ = read_settings({"MORTAR_TELEGRAM_TOKEN": f" {TOKEN}\n"})

        assert settings.telegram.token == TOKEN

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"operator: [", "line 1"),
            (b"operator:\n\tname: x", "line 2"),
            (b"operator: {name: \xe9}", "cannot be read as YAML"),
            (b"- a\n- b\n", "has to be a map of sections"),
            (b"operator: Ola\n", "operator"),
            (b"operator: !!python/object/apply:os.getcwd []\n", "cannot be read as YAML"),
            (b"data: {dir: 2026-02-30}\n", "cannot be read as YAML"),
            (b"[" * 2000, "cannot be read as YAML"),
        ],
    )
    def test_file_that_cannot_be_read(self, shell: Shell, content: bytes, said: str) -> None:
        """It is said which file and where, and what to compare it with."""
        (shell.folder / "mortar.yaml").write_bytes(content)

        with pytest.raises(ConfigError, match=r"mortar\.yaml") as caught:
            read_settings({})

        assert said in str(caught.value)

    def test_file_that_is_not_there(self, shell: Shell) -> None:
        """A named file has to be there."""
        with pytest.raises(ConfigError, match=r"MORTAR_CONFIG names none\.yaml"):
            read_settings({"MORTAR_CONFIG": "none.yaml"})


class TestTokens:
    @pytest.mark.parametrize("row", [91], ids=["row-91"])
    def test_of_the_other_platform(self, shell: Shell, row: int) -> None:
        """Each is told apart from the other's, and neither is repeated."""
        other = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"

        with pytest.raises(ConfigError) as caught:
            read_settings({"MORTAR_TELEGRAM_TOKEN": other, "MORTAR_DISCORD_TOKEN": TOKEN})

        said = str(caught.value)
        assert "looks like a Discord token" in said
        assert "looks like a Telegram token" in said
        assert TOKEN not in said
        assert other not in said
