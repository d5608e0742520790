"""What is there on this Discord: people, servers, channels, threads, messages."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

JsonObject = dict[str, Any]

DM, TEXT, GROUP_DM, PRIVATE_THREAD = 1, 0, 3, 12
MENU = 3
EPHEMERAL, LOADING, SILENT, V2 = 64, 128, 4096, 32768
EPOCH = 1_420_070_400_000
RIGHTS = {
    "create_instant_invite": 1 << 0, "view_channel": 1 << 10, "send_messages": 1 << 11,
    "manage_messages": 1 << 13, "embed_links": 1 << 14, "attach_files": 1 << 15,
    "read_message_history": 1 << 16, "manage_threads": 1 << 34,
    "create_private_threads": 1 << 36, "send_messages_in_threads": 1 << 38,
}  # fmt: skip
EVERYBODY = sum(RIGHTS[name] for name in RIGHTS if not name.startswith("manage"))


class Clock:
    """The time on this Discord, which tests may move on."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        """Give the seconds since 1970."""
        return time.time() + self.ahead

    def iso(self) -> str:
        """Give the time as Discord writes it."""
        return datetime.fromtimestamp(self.now(), UTC).isoformat()


@dataclass(slots=True, eq=False)
class Account:
    """Somebody, or the bot."""

    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    dms_closed: bool = False

    def json(self) -> JsonObject:
        """Write it as Discord does."""
        return {
            "id": str(self.id), "username": self.name.lower(), "global_name": self.name,
            "discriminator": "0", "avatar": None, "bot": self.bot, "public_flags": 0, "flags": 0,
            "primary_guild": None,
        }  # fmt: skip


@dataclass(slots=True, eq=False)
class Guild:
    """A server. ``present`` says whether the bot is on it."""

    id: int
    name: str
    owner: Account
    members: list[Account]
    channels: list["Channel"] = field(default_factory=list)
    present: bool = True


@dataclass(slots=True, eq=False)
class Channel:
    """
    A channel, thread or private chat.

    ``people`` are who is in a private chat or a thread; ``private_for`` who alone may see a
    channel of a server. ``lacking`` are the rights that the bot has not.
    """

    id: int
    kind: int
    name: str = ""
    guild: Guild | None = None
    parent: "Channel | None" = None
    people: list[Account] = field(default_factory=list)
    private_for: list[Account] | None = None
    lacking: set[str] = field(default_factory=set)
    messages: list["Message"] = field(default_factory=list)
    archived: bool = False
    locked: bool = False
    deleted: bool = False
    invitable: bool = True
    bot_inside: bool = True

    def may(self, right: str) -> bool:
        """Say whether the bot has a right here."""
        if right in self.lacking:
            return False
        return self.parent is None or self.parent.may(right)


@dataclass(slots=True, eq=False)
class Message:
    """One message as a channel shows it. ``only_for`` is whose it is when it is ephemeral."""

    id: int
    channel: Channel
    author: Account
    content: str = ""
    components: list[JsonObject] = field(default_factory=list)
    embeds: list[JsonObject] = field(default_factory=list)
    attachments: list[JsonObject] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    edited: str | None = None
    deleted: bool = False
    reference: "Message | None" = None
    pings: list[Account] = field(default_factory=list)
    only_for: Account | None = None
    snapshots: list[JsonObject] = field(default_factory=list)
    mentions_allowed: JsonObject | None = None
    kind: int = 0
    sent: str = ""

    @property
    def loading(self) -> bool:
        """Say whether it only says that the bot is thinking."""
        return bool(self.flags & LOADING)

    def buttons(self) -> Iterator[JsonObject]:
        """Give buttons and the options of menus, each with its message's custom id."""
        for row in self.components:
            for part in row.get("components", [row]):
                if part["type"] == 2:
                    yield part
                elif part["type"] == 3:
                    for option in part["options"]:
                        yield {**option, "type": 3, "custom_id": part["custom_id"]}

    def json(self) -> JsonObject:
        """Write it as Discord does."""
        written: JsonObject = {
            "id": str(self.id), "channel_id": str(self.channel.id), "type": self.kind,
            "content": self.content, "author": self.author.json(), "timestamp": self.sent,
            "edited_timestamp": self.edited, "tts": False, "mention_everyone": False,
            "mentions": [one.json() for one in self.pings], "mention_roles": [],
            "attachments": self.attachments, "embeds": _embeds(self.embeds), "pinned": False,
            "components": numbered(self.components), "flags": self.flags,
        }  # fmt: skip
        if self.nonce is not None:
            written["nonce"] = self.nonce
        if self.reference is not None:
            written["type"] = 19
            written["message_reference"] = {
                "type": 0,
                "message_id": str(self.reference.id),
                "channel_id": str(self.reference.channel.id),
            }
            written["referenced_message"] = (
                None if self.reference.deleted else self.reference.json()
            )
        if self.snapshots:
            written["message_reference"] = {"type": 1, "channel_id": str(self.channel.id)}
            written["message_snapshots"] = self.snapshots
        return written


def _embeds(parts: list[JsonObject]) -> list[JsonObject]:
    return [{"type": "rich", **part} for part in parts]


def numbered(parts: list[JsonObject]) -> list[JsonObject]:
    """Give the parts of a message with the numbers that Discord adds."""
    numbers = itertools.count(1)

    def one(part: JsonObject) -> JsonObject:
        made = {"id": next(numbers), **part}
        if part["type"] == MENU:
            made = {"min_values": 1, "max_values": 1, "disabled": False, **made}
        if "components" in part:
            made["components"] = [one(inner) for inner in part["components"]]
        return made

    return [one(part) for part in parts]


class World:
    """Everything, by id."""

    def __init__(self, clock: Clock, bot_id: int) -> None:
        self.clock = clock
        self._numbers = itertools.count(1)
        self.bot = Account(bot_id, "Mortar", bot=True)
        self.accounts: dict[int, Account] = {bot_id: self.bot}
        self.guilds: list[Guild] = []
        self.channels: dict[int, Channel] = {}
        self.commands: list[JsonObject] = []

    def number(self) -> int:
        """Give a new id, with the time in it."""
        return (int(self.clock.now() * 1000) - EPOCH << 22) + next(self._numbers) % (1 << 22)

    def add(self, channel: Channel) -> Channel:
        """Keep a channel."""
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels.append(channel)
        return channel

    def dm(self, account: Account) -> Channel:
        """Give somebody's private chat with the bot."""
        for channel in self.channels.values():
            if channel.kind == DM and channel.people == [account]:
                return channel
        return self.add(Channel(self.number(), DM, people=[account]))

    def post(self, channel: Channel, author: Account, **fields: Any) -> Message:
        """Put a message into a channel."""
        message = Message(self.number(), channel, author, sent=self.clock.iso(), **fields)
        channel.messages.append(message)
        return message

    def message(self, channel: Channel, number: int) -> Message | None:
        """Find a message that is there."""
        return next((one for one in channel.messages if one.id == number and not one.deleted), None)

    def sees(self, who: Account, channel: Channel) -> bool:
        """Say whether somebody may read a channel."""
        if channel.guild is None or channel.kind == PRIVATE_THREAD:
            return who in channel.people
        if who not in channel.guild.members:
            return False
        return channel.private_for is None or who in channel.private_for

    def shown(self, who: Account, channel: Channel) -> list[Message]:
        """Give what somebody sees there."""
        if not self.sees(who, channel):
            return []
        return [
            one
            for one in channel.messages
            if not one.deleted and not one.loading and one.only_for in (None, who)
        ]
