"""People in front of their app, and the servers, channels and threads they meet in."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from tests.emulators.discord.asked import Interaction, Interactions
from tests.emulators.discord.forms import fields
from tests.emulators.discord.socket import Gateway
from tests.emulators.discord.world import (
    GROUP_DM,
    PRIVATE_THREAD,
    TEXT,
    Account,
    Channel,
    Guild,
    JsonObject,
    Message,
    World,
)
from tests.emulators.discord.written import guild_json, member_json

SLASH, PRESS, SUBMIT = 2, 3, 5


class Impossible(Exception):
    """Nobody could do this in the app."""


class Stage:
    """What people act on."""

    def __init__(self, world: World, gateway: Gateway, asked: Interactions) -> None:
        self.world = world
        self.gateway = gateway
        self.asked = asked


class Place:
    """A channel, as those see it who are in it."""

    def __init__(self, stage: Stage, channel: Channel) -> None:
        self.stage = stage
        self.channel = channel

    @property
    def id(self) -> int:
        """Give the channel's id."""
        return self.channel.id

    async def delete(self) -> None:
        """Delete it for good."""
        self.channel.deleted = True
        thread = self.channel.kind == PRIVATE_THREAD
        await self.stage.gateway.changed(
            self.channel, "THREAD_DELETE" if thread else "CHANNEL_DELETE"
        )

    async def archives(self) -> None:
        """Put a thread away; writing brings it back."""
        self.channel.archived = True
        await self.stage.gateway.changed(self.channel, "THREAD_UPDATE")

    async def locks(self, *, open_again: bool = False) -> None:
        """Let nobody write in a thread but moderators."""
        self.channel.locked = self.channel.archived = not open_again
        await self.stage.gateway.changed(self.channel, "THREAD_UPDATE")

    async def adds(self, person: "Person") -> None:
        """Bring somebody into a thread; without the privileged intent nobody is told."""
        self.channel.people.append(person.account)

    async def removes(self, person: "Person") -> None:
        """Put somebody out of a thread; without the privileged intent nobody is told."""
        self.channel.people.remove(person.account)

    async def removes_bot(self) -> None:
        """Put the bot out of a thread, of which it is told."""
        self.channel.bot_inside = False
        await self.stage.gateway.left(self.channel)


class Server:
    """A server, as its owner has it."""

    def __init__(self, stage: Stage, guild: Guild) -> None:
        self.stage = stage
        self.guild = guild

    @property
    def id(self) -> int:
        """Give the server's id."""
        return self.guild.id

    async def text_channel(self, name: str, private_for: Sequence["Person"] | None = None) -> Place:
        """Make a channel; for some only, everybody else does not see it."""
        only = None if private_for is None else [one.account for one in private_for]
        world = self.stage.world
        made = world.add(Channel(world.number(), TEXT, name, self.guild, private_for=only))
        await self.stage.gateway.changed(made, "CHANNEL_CREATE")
        return Place(self.stage, made)

    async def private_thread(self, parent: Place, people: Sequence["Person"]) -> Place:
        """Make a thread for some, and the bot."""
        world = self.stage.world
        accounts = [one.account for one in people]
        made = world.add(
            Channel(world.number(), PRIVATE_THREAD, "us", self.guild, parent.channel, accounts)
        )
        await self.stage.gateway.changed(made, "THREAD_CREATE")
        return Place(self.stage, made)

    async def removes_bot(self) -> None:
        """Put the bot out."""
        self.guild.present = False
        await self.stage.gateway.tell("GUILD_DELETE", {"id": str(self.guild.id)})

    async def adds_bot(self) -> None:
        """Let the bot in."""
        self.guild.present = True
        shown = guild_json(self.guild, self.stage.world.bot)
        # A server that says nothing of this is a new one; at sign-in they all do.
        del shown["unavailable"]
        await self.stage.gateway.tell("GUILD_CREATE", shown)

    async def joins(self, person: "Person") -> None:
        """Let somebody in; without the privileged intent nobody is told."""
        self.guild.members.append(person.account)

    async def takes_permission(self, place: Place, right: str) -> None:
        """Take a right from the bot in a channel, by the name that discord.py has for it."""
        place.channel.lacking.add(right)
        await self.stage.gateway.changed(place.channel, "CHANNEL_UPDATE")

    async def gives_permission(self, place: Place, right: str) -> None:
        """Give it back."""
        place.channel.lacking.discard(right)
        await self.stage.gateway.changed(place.channel, "CHANNEL_UPDATE")


class Person:
    """Somebody with the app. Without ``where`` it is the private chat with the bot."""

    def __init__(self, stage: Stage, account: Account) -> None:
        self.stage = stage
        self.account = account

    @property
    def id(self) -> int:
        """Give the account's id."""
        return self.account.id

    @property
    def name(self) -> str:
        """Give the name that others see."""
        return self.account.name

    @property
    def dm(self) -> Channel:
        """Give the private chat with the bot."""
        return self.stage.world.dm(self.account)

    def closes_dms(self) -> None:
        """Let bots write no more."""
        self.account.dms_closed = True

    def opens_dms(self) -> None:
        """Let them write again."""
        self.account.dms_closed = False

    async def writes(
        self, text: str, where: Place | None = None, *, reply_to: Message | None = None,
        mention_bot: bool = False, forwarded: bool = False, attachments: Sequence[str] = (),
    ) -> Message:  # fmt: skip
        """Write a message; ``attachments`` are kinds such as ``photo`` or ``voice``."""
        world, channel = self.stage.world, self._channel(where)
        pings = [world.bot] if mention_bot or (reply_to and reply_to.author is world.bot) else []
        snapshots = []
        if forwarded:
            inner: JsonObject = {
                "content": text,
                "attachments": [],
                "embeds": [],
                "timestamp": world.clock.iso(),
                "edited_timestamp": None,
                "type": 0,
                "mentions": [],
                "mention_roles": [],
                "flags": 0,
            }
            snapshots, text = [{"message": inner}], ""
        content = f"<@{world.bot.id}> {text}" if mention_bot else text
        message = world.post(
            channel, self.account, content=content, reference=reply_to, pings=pings,
            attachments=[self._attachment(one) for one in attachments], snapshots=snapshots,
            flags=8192 if "voice" in attachments else 0,
        )  # fmt: skip
        await self.stage.gateway.said(message)
        return message

    def _attachment(self, kind: str) -> JsonObject:
        number = self.stage.world.number()
        name, media = {
            "photo": ("us.png", "image/png"),
            "voice": ("voice-message.ogg", "audio/ogg"),
        }.get(kind, ("file.bin", "application/octet-stream"))
        shown: JsonObject = {
            "id": str(number), "filename": name, "content_type": media, "size": 1024,
            "url": f"https://cdn.example/{number}/{name}", "proxy_url": f"https://media.example/{number}/{name}",
        }  # fmt: skip
        if kind == "photo":
            shown |= {"width": 10, "height": 10}
        return shown

    async def edits(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        message.content, message.edited = text, self.stage.world.clock.iso()
        await self.stage.gateway.said(message, "MESSAGE_UPDATE")

    async def deletes(self, message: Message) -> None:
        """Delete a message of one's own."""
        message.deleted = True
        gone = {"id": str(message.id), "channel_id": str(message.channel.id)}
        await self.stage.gateway.tell("MESSAGE_DELETE", gone, needs=0)

    async def slash(self, name: str, where: Place | None = None, **options: Any) -> Interaction:
        """Give a command that the app offers there."""
        channel = self._channel(where)
        here = (None, str(channel.guild.id)) if channel.guild else (None,)
        offered_here = (one for one in self.stage.world.commands if one.get("guild_id") in here)
        known = next((one for one in offered_here if one["name"] == name), None)
        if known is None:
            raise Impossible(f"there is no command /{name}")
        context = 0 if channel.guild else 2 if channel.kind == GROUP_DM else 1
        if known.get("contexts") and context not in known["contexts"]:
            raise Impossible(f"/{name} is not offered there")
        offered = {one["name"]: one for one in known["options"]}
        given = [
            {
                "name": key, "type": offered[key]["type"],
                "value": str(value.id) if isinstance(value, Person) else value,
            }
            for key, value in options.items()
        ]  # fmt: skip
        data: JsonObject = {"id": known["id"], "name": name, "type": 1, "options": given}
        people = [one for one in options.values() if isinstance(one, Person)]
        if people:
            data["resolved"] = {
                "users": {str(one.id): one.account.json() for one in people},
                "members": {
                    str(one.id): _resolved(one.account)
                    for one in people
                },
            }  # fmt: skip
        return await self.stage.asked.happens(self.account, channel, SLASH, data)

    async def presses(
        self, label: str, where: Place | None = None, message: Message | None = None
    ) -> Interaction:
        """Press the newest button, or choose the newest option, that is called like this."""
        channel = self._channel(where)
        shown = [message] if message else self.stage.world.shown(self.account, channel)[::-1]
        for one in shown:
            for part in one.buttons():
                if part.get("label") == label and (part["type"] == 3 or part.get("custom_id")):
                    data: JsonObject = {
                        "custom_id": part["custom_id"],
                        "component_type": part["type"],
                    }
                    if part["type"] == 3:
                        data["values"] = [part["value"]]
                    return await self.stage.asked.happens(self.account, channel, PRESS, data, one)
        raise Impossible(f"{self.name} sees no button '{label}'")

    async def submits(self, values: str | Mapping[str, str]) -> Interaction:
        """Fill in the window that is open, and send it."""
        if self.account not in self.stage.asked.windows:
            raise Impossible(f"{self.name} has no window open")
        made, window = self.stage.asked.windows.pop(self.account)
        names = [one["custom_id"] for one in fields(window["components"])]
        filled = {names[0]: values} if isinstance(values, str) else values
        parts = []
        for one in window["components"]:
            if one["type"] == 18:
                inner = one["component"]
                parts.append(
                    {
                        "type": 18,
                        "id": 1,
                        "component": {
                            "type": 4,
                            "id": 2,
                            "custom_id": inner["custom_id"],
                            "value": filled[inner["custom_id"]],
                        },
                    }
                )
            else:
                inner = one["components"][0]
                parts.append(
                    {
                        "type": 1,
                        "id": 1,
                        "components": [
                            {
                                "type": 4,
                                "id": 2,
                                "custom_id": inner["custom_id"],
                                "value": filled[inner["custom_id"]],
                            }
                        ],
                    }
                )
        data = {"custom_id": window["custom_id"], "components": parts}
        return await self.stage.asked.happens(
            self.account, made.channel, SUBMIT, data, made.message
        )

    @property
    def window(self) -> JsonObject | None:
        """Give the window that is open."""
        found = self.stage.asked.windows.get(self.account)
        return found[1] if found else None

    def shown(self, where: Place | None = None) -> list[Message]:
        """Give what stands in a chat for this person."""
        return self.stage.world.shown(self.account, self._channel(where))

    def reads(self, where: Place | None = None) -> list[str]:
        """Give the bot's texts there, ephemeral ones included."""
        return [one.content for one in self.shown(where) if one.author is self.stage.world.bot]

    def buttons(self, where: Place | None = None) -> list[str]:
        """Give the labels under the newest message of the bot."""
        mine = [one for one in self.shown(where) if one.author is self.stage.world.bot]
        return [part["label"] for part in mine[-1].buttons()] if mine else []

    async def sees(self, text: str, where: Place | None = None, timeout: float = 5.0) -> Message:
        """Wait for a message of the bot with these words in it, and give it."""
        try:
            async with asyncio.timeout(timeout):
                while True:
                    for one in reversed(self.shown(where)):
                        if one.author is self.stage.world.bot and text in one.content:
                            return one
                    await asyncio.sleep(0.01)
        except TimeoutError:
            count = len(self.reads(where))
            raise AssertionError(
                f"{self.name} does not see it; {count} messages are there"
            ) from None

    def _channel(self, where: Place | None) -> Channel:
        if where is None:
            return self.dm
        channel = where.channel
        if channel.deleted or not self.stage.world.sees(self.account, channel):
            raise Impossible(f"{self.name} does not see that channel")
        return channel


def _resolved(who: Account) -> JsonObject:
    left_out = ("user", "deaf", "mute")
    shown = {key: one for key, one in member_json(who).items() if key not in left_out}
    return {**shown, "permissions": "0"}
