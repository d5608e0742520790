"""The commands that we ship, by the names that people find them under in their own language."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import pytest

from adapters.discord import DiscordGateway
from adapters.discord.commands import JsonObject, announced, valid_name
from adapters.discord.locales import theirs
from bot import load
from bot.platforms import discord_commands, discord_wording
from tests.adapters.discord.bench import QUICK, Fixed
from tests.emulators.discord import DiscordEmulator
from tests.engine.stage import CONTENT, ENGLISH

SHOWN = announced(discord_commands(CONTENT), discord_wording(CONTENT))
LOCALES = sorted(locale for code in CONTENT.languages for locale in theirs(code))


def called(shown: JsonObject, locale: str) -> str:
    """Give what somebody's app calls a command."""
    return str(shown["name_localizations"].get(locale, shown["name"]))


def names(name: str) -> Mapping[str, str]:
    """Give a command's names by language."""
    (found,) = [one for one in SHOWN if one["name"] == name]
    return {locale: called(found, locale) for locale in LOCALES}


class TestNames:
    @pytest.mark.parametrize("locale", LOCALES)
    def test_no_two_are_alike(self, locale: str) -> None:
        """
        Discord takes none of them when two are called the same in one language.
        """
        counted = Counter(called(one, locale) for one in SHOWN)

        assert [name for name, times in counted.items() if times > 1] == []

    def test_are_taken_by_discord(self) -> None:
        """
        Small letters and no blanks, in every language; none is left out for being wrong.
        """
        written = [
            name for one in discord_commands(CONTENT) for name in (one.name, *one.names.values())
        ]

        assert [name for name in written if not valid_name(name)] == []

    @pytest.mark.parametrize(
        ("name", "spanish", "german"),
        [
            ("help", "ayuda", "hilfe"),
            ("room", "sala", "raum"),
            ("checkin", "repaso", "wochenblick"),
        ],
    )
    def test_in_ones_own_language(self, name: str, spanish: str, german: str) -> None:
        """
        The bot's own, the one that makes a room, and a flow's.
        """
        known = names(name)

        assert (known["es-ES"], known["es-419"], known["de"]) == (spanish, spanish, german)
        assert known["en-GB"] == name

    def test_of_a_flow_without_any(self) -> None:
        """
        Its own name is for everybody, whatever they speak.
        """
        script = next(one for one in CONTENT.flows.values() if one.commands)
        odd = replace(script, commands=("zebra",))
        shown = discord_commands(replace(CONTENT, flows={script.id: odd}))

        assert [(one.name, dict(one.names)) for one in shown if one.name == "zebra"] == [
            ("zebra", {})
        ]


class TestAnnouncing:
    @pytest.fixture
    async def server(self) -> AsyncIterator[DiscordEmulator]:
        async with DiscordEmulator() as server:
            yield server
            assert server.problems == []

    async def opens(self, server: DiscordEmulator, content: load.Content) -> None:
        """Begin a life of the bot with some content, and end it."""
        gateway = DiscordGateway(
            server.token, Fixed(), commands=discord_commands(content),
            wording=discord_wording(content), api_base=server.api_base,
            gateway_url=server.gateway_url, tempo=QUICK,
        )  # fmt: skip
        await gateway.open()
        await gateway.close()

    async def test_only_when_something_has_changed(self, server: DiscordEmulator) -> None:
        """
        All that we ship is registered once; a language less is a change, and so is one more.
        """
        counts = []
        for content in (CONTENT, CONTENT, ENGLISH, ENGLISH, CONTENT):
            await self.opens(server, content)
            counts.append(server.synced)

        assert counts == [1, 1, 2, 2, 3]
