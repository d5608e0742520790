"""What each platform's app offers: commands and words, in every language, within its limits."""

from collections.abc import Sequence

import pytest

from adapters.discord.commands import MOST_ABOUT, valid_name
from bot.errors import ConfigError
from bot.model.address import Address
from bot.platforms import (
    COMMANDS,
    discord_commands,
    discord_wording,
    platforms,
    telegram_menus,
)
from bot.settings import Discord, Settings, Telegram
from bot.theatre import MovableClock
from tests.engine.stage import CONTENT, START

TELEGRAM = "123456789:AAExampleExampleExampleExampleExample"
DISCORD = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"


async def nowhere(platform: str) -> Sequence[Address]:
    """Know no chats."""
    return []


class TestPlatforms:
    @pytest.mark.parametrize(
        ("telegram", "discord", "names"),
        [
            (TELEGRAM, None, ["telegram"]),
            (None, DISCORD, ["discord"]),
            (TELEGRAM, DISCORD, ["telegram", "discord"]),
        ],
    )
    def test_those_with_a_token(
        self, telegram: str | None, discord: str | None, names: list[str]
    ) -> None:
        """Each can be there alone, or both."""
        settings = Settings(telegram=Telegram(token=telegram), discord=Discord(token=discord))

        found = platforms(settings, CONTENT, MovableClock(START), nowhere)

        assert [one.platform for one in found] == names

    def test_none(self) -> None:
        """It says which settings are missing, for both."""
        with pytest.raises(ConfigError) as caught:
            platforms(Settings(), CONTENT, MovableClock(START), nowhere)

        assert "MORTAR_TELEGRAM_TOKEN" in str(caught.value)
        assert "MORTAR_DISCORD_TOKEN" in str(caught.value)


class TestDiscord:
    def test_every_name_can_be_taken(self) -> None:
        """Small letters, one word, and each command's its own in every language."""
        offered = discord_commands(CONTENT)

        names = [(code, name) for one in offered for code, name in one.names.items()]
        assert [name for _, name in names if not valid_name(name)] == []
        assert len(set(names)) == len(names)
        assert {one.name for one in offered} >= {*COMMANDS, "checkin"}

    def test_every_line_fits(self) -> None:
        """Nothing that is said about a command is cut."""
        lines = [line for one in discord_commands(CONTENT) for line in one.abouts.values()]

        assert lines
        assert max(map(len, lines)) <= MOST_ABOUT

    def test_the_adapters_own_words(self) -> None:
        """They fit where they stand, in each language that is there; others have the default."""
        for language in CONTENT.languages:
            words = discord_wording(CONTENT)(language)
            assert len(words.write) <= 80
            assert max(map(len, (words.title, words.field))) <= 45
            assert max(map(len, (words.code, words.room, words.partner))) <= 100
        assert discord_wording(CONTENT)("xx") == discord_wording(CONTENT)("en")


class TestTelegram:
    def test_a_menu_for_each_language(self) -> None:
        """And one for all other languages."""
        menus = telegram_menus(CONTENT)

        assert [one.language for one in menus] == [None, "es", "de"]
        assert len({one.private for one in menus}) == 3
