"""Telegram: updates in, letters out, and the gateway between them."""

from adapters.telegram.gateway import TelegramGateway
from adapters.telegram.menu import Menu

__all__ = ["Menu", "TelegramGateway"]
