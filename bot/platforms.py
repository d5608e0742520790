"""Make a gateway for every platform that is configured, with what people's apps offer there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from bot import load
from bot.engine.speech import Speech
from bot.errors import ConfigError
from bot.flow.outcomes import Phrase
from bot.model.address import Address
from bot.ports.clock import Clock
from bot.ports.gateway import Gateway
from bot.settings import Settings

if TYPE_CHECKING:
    from adapters.discord.commands import Command
    from adapters.discord.wording import Wording
    from adapters.telegram.menu import Menu

Addresses = Callable[[str], Awaitable[Sequence[Address]]]
"""Gives the chats of couples on a platform."""

COMMANDS = (
    "menu", "help", "back", "undo", "skip", "repeat", "stop", "pause", "resume", "hide", "leave",
    "start", "pair", "invite", "join", "group", "move", "pronouns", "privacy", "export", "forget",
    "erase", "consent", "safeword", "pin", "tidy",
)  # fmt: skip
IN_ROOM = ("menu", "help", "back", "undo", "skip", "repeat", "stop")
WITH_CODE = ("start", "join", "pair")


def platforms(
    settings: Settings, content: load.Content, clock: Clock, addresses: Addresses
) -> Sequence[Gateway]:
    """
    Make the gateways.

    ``addresses`` is asked when a platform may have forgotten what was written meanwhile. Raises
    `ConfigError` when no platform is configured, or a token cannot be one.
    """
    # Each is imported here: what is not configured costs neither time nor memory.
    found: list[Gateway] = []
    if settings.telegram.token:
        from adapters.telegram import gateway as telegram

        found.append(
            telegram.TelegramGateway(
                settings.telegram.token, clock,
                menus=telegram_menus(content),
                base_url=settings.telegram.base_url,
                base_file_url=settings.telegram.file_base_url,
                ephemeral=settings.telegram.ephemeral,
            )
        )  # fmt: skip
    if settings.discord.token:
        from adapters.discord import gateway as discord

        found.append(
            discord.DiscordGateway(
                settings.discord.token, clock,
                commands=discord_commands(content),
                wording=discord_wording(content),
                haunts=lambda: addresses("discord"),
                api_base=settings.discord.api_base,
                gateway_url=settings.discord.gateway_url,
            )
        )  # fmt: skip
    if not found:
        raise ConfigError(
            "No platform is configured. Set telegram.token in mortar.yaml, or "
            "MORTAR_TELEGRAM_TOKEN in the environment, to what BotFather gave you; or "
            "discord.token (MORTAR_DISCORD_TOKEN) to what Discord's developer portal gave you. To "
            "look around without a token: mortar play."
        )
    return found


def telegram_menus(content: load.Content) -> "list[Menu]":
    """Give the commands people's apps offer, in every language, the default one for the rest."""
    from adapters.telegram.menu import Menu as Commands

    speech = Speech(content.bundles, content.languages)

    def menu(language: str | None) -> "Menu":
        spoken = language or speech.default
        flows = [
            (name, one.titles.within(spoken))
            for one in content.flows.values()
            for name in one.commands
        ]
        lines = {name: speech.label(Phrase(f"command-{name}"), spoken) for name in COMMANDS}
        private = tuple((name, lines[name]) for name in COMMANDS)
        room = tuple((name, lines[name]) for name in IN_ROOM)
        return Commands(language, (*private, *flows), (*room, *flows))

    others = [code for code in content.languages if code != speech.default]
    return [menu(None), *(menu(code) for code in others)]


def discord_commands(content: load.Content) -> "list[Command]":
    """Give the commands that Discord offers, each once, with its words in every language."""
    from adapters.discord.commands import Command as Slash

    speech = Speech(content.bundles, content.languages)
    languages = content.languages

    def named(name: str) -> dict[str, str]:
        # A flow's command need not have a name in every language, or in any.
        known = [one for one in languages if content.bundles[one].has_message(f"slash-{name}")]
        return {one: speech.label(Phrase(f"slash-{name}"), one) for one in known}

    found = [
        Slash(
            name,
            speech.label(Phrase(f"command-{name}"), speech.default),
            names=named(name),
            abouts={one: speech.label(Phrase(f"command-{name}"), one) for one in languages},
            argument=name in WITH_CODE,
            private=True,
            room=name in IN_ROOM or name in WITH_CODE,
        )
        for name in COMMANDS
    ]
    for flow in content.flows.values():
        abouts = {one: flow.titles.within(one) for one in languages}
        found += [
            Slash(
                name, flow.titles.within(speech.default), names=named(name), abouts=abouts,
                argument=False, private=True, room=True,
            )
            for name in flow.commands
        ]  # fmt: skip
    return found


def discord_wording(content: load.Content) -> "Callable[[str], Wording]":
    """Give the few words that the adapter shows by itself, by language."""
    from adapters.discord.wording import Wording as Words

    speech = Speech(content.bundles, content.languages)

    def wording(language: str) -> "Wording":
        spoken = speech.known(language)
        named = {one.name: speech.label(Phrase(_phrase(one.name)), spoken) for one in fields(Words)}
        return Words(**named)

    return wording


def _phrase(field: str) -> str:
    name = field.replace("_", "-")
    return name if name.startswith("slash-") else f"discord-{name}"
