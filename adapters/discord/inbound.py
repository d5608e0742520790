"""
Discord's messages as what happened to us.

What has no meaning here (other bots, webhooks, what people say to each other on a server) is None.
"""

import re
from collections.abc import Callable
from datetime import datetime

import discord
from discord import MessageType

from adapters.discord.outbound import PLATFORM
from bot.model.address import Address
from bot.ports.messages import Attached, Body, Commanded, Edited, Gathered, Inbound, Sender, Wrote

Language = Callable[[int], str | None]
"""Gives the language that a person's app was last seen to have."""

_SAID = (MessageType.default, MessageType.reply)
_CAME_OR_WENT = (MessageType.recipient_add, MessageType.recipient_remove)
_COMMAND = re.compile(r"/(\w{1,32})(?:\s+(.*))?", re.DOTALL)
_KINDS = {"image": "photo", "video": "video", "audio": "audio"}


def hear(message: discord.Message, me: int, now: datetime, language: Language) -> Inbound | None:
    """Give what a message tells; ``now`` becomes the time of it."""
    if message.type in _CAME_OR_WENT and message.guild is not None:
        return _inbound(f"m:{message.id}", message, now, Gathered(None), None)
    body = _said(message, me) if _is_for_us(message, me) else None
    if body is None:
        return None
    return _inbound(f"m:{message.id}", message, now, body, _sender(message.author, language))


def hear_edit(
    message: discord.Message, me: int, now: datetime, language: Language
) -> Inbound | None:
    """Give what a change of a message tells. A preview that was added to it is none."""
    if message.edited_at is None or not message.content or not _is_for_us(message, me):
        return None
    body = Edited(_without_us(message, me), str(message.id))
    moment = round(message.edited_at.timestamp() * 1000)
    key = f"e:{message.id}:{moment}"
    return _inbound(key, message, now, body, _sender(message.author, language))


def address_of(channel: int) -> Address:
    """Give the address of a channel. A thread is one of its own."""
    return Address(PLATFORM, str(channel))


def _inbound(
    key: str, message: discord.Message, now: datetime, body: Body, sender: Sender | None
) -> Inbound:
    return Inbound(
        key=f"{PLATFORM}:{key}",
        at=now,
        body=body,
        address=address_of(message.channel.id),
        private=message.guild is None,
        sender=sender,
    )


def _is_for_us(message: discord.Message, me: int) -> bool:
    """Say whether a person speaks to the bot, with nobody and nothing in between."""
    if message.author.bot or message.webhook_id or message.type not in _SAID:
        return False
    if message.guild is None:
        return True
    return _reply_to(message, me) is not None or any(one.id == me for one in message.mentions)


def _said(message: discord.Message, me: int) -> Body | None:
    if forwarded := message.message_snapshots:
        return Wrote(forwarded[0].content, str(message.id), forwarded=True)
    text = _without_us(message, me)
    if attached := _attached(message, text):
        return attached
    if message.guild is None and (command := _COMMAND.fullmatch(text)):
        return Commanded(command[1].lower(), (command[2] or "").strip(), str(message.id))
    # On a server an answer that does not ping us comes without its words.
    return Wrote(text, str(message.id), _reply_to(message, me)) if message.content else None


def _attached(message: discord.Message, text: str) -> Attached | None:
    for one in message.attachments:
        kind = _KINDS.get((one.content_type or "").partition("/")[0], "document")
        kind = "voice" if message.flags.voice else kind
        file = f"{PLATFORM}:{message.channel.id}:{message.id}:{one.id}" if kind == "photo" else ""
        return Attached(kind, file, text)
    if message.stickers:
        return Attached("sticker", caption=text)
    return Attached("poll") if message.poll else None


def _reply_to(message: discord.Message, me: int) -> str | None:
    answered = message.reference and message.reference.resolved
    if not isinstance(answered, discord.Message) or message.message_snapshots:
        return None
    return str(answered.id) if answered.author.id == me else None


def _without_us(message: discord.Message, me: int) -> str:
    if message.guild is None:
        return message.content
    return re.sub(rf"[^\S\n]*<@!?{me}>[^\S\n]*", " ", message.content).strip()


def _sender(author: discord.User | discord.Member, language: Language) -> Sender:
    return Sender(str(author.id), author.display_name, language(author.id))
