"""Discord: messages and interactions in, letters out, and the gateway between them."""

from adapters.discord.commands import Command
from adapters.discord.gateway import DiscordGateway
from adapters.discord.wording import Wording

__all__ = ["Command", "DiscordGateway", "Wording"]
