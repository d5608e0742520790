"""Events as Discord's gateway sends them, as short as they come, told to the client without it."""

import asyncio
from typing import Any

import discord
from discord.user import ClientUser

from adapters.discord.ears import Ears
from adapters.discord.places import Places
from adapters.discord.tempo import Tempo
from bot.ports.messages import CameIn, Gathered, PutOut

JsonObject = dict[str, Any]

ME, ANA, BEN, OTHER_BOT = 700, 51, 52, 99
DM, SERVER, TALK, THREAD = 900, 1000, 1001, 1002
SENT = "2026-11-22T18:00:00.000000+00:00"
EVERYTHING, VIEW, SEND = str((2**50 - 1) & ~(1 << 3)), 1 << 10, 1 << 11


def user(number: int, name: str = "", **fields: Any) -> JsonObject:
    """Write a person."""
    known = {ANA: "Ana", BEN: "Ben", ME: "Mortar"}
    shown = name or known.get(number, f"user{number}")
    body = {"id": str(number), "username": shown.lower(), "global_name": shown, "avatar": None}
    return body | {"discriminator": "0", "bot": number in {ME, OTHER_BOT}} | fields


def message(text: str = "", number: int = 5, author: int = ANA, **fields: Any) -> JsonObject:
    """Write a message in the private chat; fields replace what stands there."""
    body: JsonObject = {
        "id": str(number),
        "channel_id": str(DM),
        "author": user(author),
        "content": text,
        "timestamp": SENT,
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "components": [],
    }
    return body | fields


def in_talk(text: str = "", **fields: Any) -> JsonObject:
    """Write a message on the server."""
    return message(text, channel_id=str(TALK), guild_id=str(SERVER), **fields)


def attachment(kind: str = "image/png", number: int = 77) -> JsonObject:
    """Write a file that came with a message."""
    url = "https://cdn.example.org/a.png"
    body = {"id": str(number), "filename": "a.png", "size": 10, "url": url, "proxy_url": url}
    return body | {"content_type": kind}


def interaction(kind: int, data: JsonObject, number: int = 40, **fields: Any) -> JsonObject:
    """Write an interaction in the private chat."""
    body: JsonObject = {
        "id": str(number),
        "application_id": "701",
        "type": kind,
        "token": f"token-{number}",
        "version": 1,
        "data": data,
        "channel_id": str(DM),
        "channel": {"id": str(DM), "type": 1, "recipients": [user(ANA)]},
        "user": user(ANA),
        "locale": "es-419",
        "context": 1,
        "app_permissions": "0",
        "authorizing_integration_owners": {"0": "0"},
        "attachment_size_limit": 1,
        "entitlements": [],
    }
    return body | fields


def on_server(**fields: Any) -> JsonObject:
    """Give the fields of an interaction in the text channel of the server."""
    channel = {"id": str(TALK), "type": 0, "name": "talk", "permissions": EVERYTHING, "position": 0}
    member = {"user": user(ANA), "roles": [], "joined_at": SENT, "permissions": "0", "flags": 0}
    return {
        "channel_id": str(TALK),
        "channel": channel,
        "guild_id": str(SERVER),
        "guild": {"id": str(SERVER), "locale": "en-US", "features": []},
        "member": member | {"deaf": False, "mute": False},
        "user": None,
        "context": 0,
        "authorizing_integration_owners": {"0": str(SERVER)},
    } | fields


def borrowed(channel_type: int = 1, **fields: Any) -> JsonObject:
    """Give the fields of an interaction in a chat where the bot is not."""
    channel = {"id": "3000", "type": channel_type, "recipients": [user(BEN)]}
    return {
        "channel_id": "3000",
        "channel": channel,
        "context": 2,
        "authorizing_integration_owners": {"1": str(ANA)},
    } | fields


def channel(**fields: Any) -> JsonObject:
    """Write the text channel of the server."""
    body: JsonObject = {
        "id": str(TALK),
        "guild_id": str(SERVER),
        "type": 0,
        "name": "talk",
        "position": 0,
        "permission_overwrites": [],
    }
    return body | fields


def thread(number: int = THREAD, owner: int = BEN, **fields: Any) -> JsonObject:
    """Write a private thread under it, with the bot in it."""
    body: JsonObject = {
        "id": str(number),
        "guild_id": str(SERVER),
        "parent_id": str(TALK),
        "owner_id": str(owner),
        "type": 12,
        "name": "us",
        "message_count": 0,
        "member_count": 3,
        "thread_metadata": {
            "archived": False,
            "locked": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": SENT,
            "invitable": False,
        },
        "member": {"id": str(number), "user_id": str(ME), "join_timestamp": SENT, "flags": 0},
    }
    return body | fields


def server(**fields: Any) -> JsonObject:
    """Write the server, with the bot on it."""
    me = {"user": user(ME), "roles": [], "joined_at": SENT, "deaf": False, "mute": False}
    everyone = {"id": str(SERVER), "name": "@everyone", "permissions": EVERYTHING, "position": 0}
    body: JsonObject = {
        "id": str(SERVER),
        "name": "Home",
        "owner_id": str(BEN),
        "roles": [everyone | {"color": 0, "colors": {}, "hoist": False, "managed": False}],
        "members": [me | {"flags": 0}],
        "channels": [channel()],
        "threads": [],
        "emojis": [],
        "features": [],
        "member_count": 3,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
        "afk_timeout": 60,
    }
    return body | fields


class Notes:
    """A listener that writes down what it is told."""

    def __init__(self) -> None:
        self.messages: list[discord.Message] = []
        self.edits: list[discord.Message] = []
        self.interactions: list[discord.Interaction] = []
        self.changes: list[tuple[int, CameIn | PutOut | Gathered]] = []
        self.sessions = 0
        self.unreadable = 0

    def signed_in(self) -> None:
        self.sessions += 1

    def alive(self) -> None:
        pass

    def away(self) -> None:
        pass

    def said(self, message: discord.Message) -> None:
        self.messages.append(message)

    def edited(self, message: discord.Message) -> None:
        self.edits.append(message)

    def interacted(self, interaction: discord.Interaction) -> None:
        self.interactions.append(interaction)

    def changed(self, place: int, body: CameIn | PutOut | Gathered) -> None:
        self.changes.append((place, body))

    def puzzled(self) -> None:
        self.unreadable += 1


class World:
    """A client that is signed in nowhere, on one server, and what it told."""

    def __init__(self) -> None:
        self.notes = Notes()
        self.places = Places()
        self.client = Ears(self.notes, self.places, Tempo())
        self._state: Any = self.client._connection

    async def begins(self) -> "World":
        """Sign in, as far as the library needs it."""
        self.client.loop = asyncio.get_running_loop()
        self._state.user = ClientUser(state=self._state, data=user(ME))  # type: ignore[arg-type]
        await self.tells("GUILD_CREATE", server())
        self.notes.changes.clear()
        return self

    async def tells(self, event: str, data: JsonObject) -> None:
        """Let the gateway tell something, and the client pass it on."""
        self._state.parsers[event](data)
        for _ in range(3):
            await asyncio.sleep(0)


async def heard(data: JsonObject) -> discord.Message:
    """Give a message as the library reads it."""
    world = await World().begins()
    await world.tells("MESSAGE_CREATE", data)
    return world.notes.messages[-1]


async def took(data: JsonObject) -> discord.Interaction:
    """Give an interaction as the library reads it."""
    world = await World().begins()
    if data.get("user") is None:
        data = {name: value for name, value in data.items() if name != "user"}
    await world.tells("INTERACTION_CREATE", data)
    return world.notes.interactions[-1]
