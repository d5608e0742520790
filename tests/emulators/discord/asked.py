"""Interactions: what somebody did, how soon it was answered, and what followed."""

import secrets
from dataclasses import dataclass, field

from tests.emulators.discord import forms
from tests.emulators.discord.problem import Problem, unknown
from tests.emulators.discord.socket import Gateway
from tests.emulators.discord.world import (
    EPHEMERAL,
    GROUP_DM,
    LOADING,
    Account,
    Channel,
    JsonObject,
    Message,
    World,
)
from tests.emulators.discord.written import channel_json, member_json

SAY, THINK, STAY, CHANGE, WINDOW = 4, 5, 6, 7, 9
IN_TIME, LASTS = 3.0, 900.0
MOST_FOLLOW_UPS = 5


@dataclass(slots=True, eq=False)
class Interaction:
    """One thing that somebody did. ``took`` is how long the first answer took, in seconds."""

    id: int
    token: str
    who: Account
    channel: Channel
    at: float
    kind: int
    message: Message | None = None
    took: float | None = None
    original: Message | None = None
    more: list[Message] = field(default_factory=list)
    callback: JsonObject = field(default_factory=dict)


class Interactions:
    """All of them. ``windows`` are those that people have before them."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        self.all: dict[int, Interaction] = {}
        self.windows: dict[Account, tuple[Interaction, JsonObject]] = {}

    async def happens(
        self, who: Account, channel: Channel, kind: int, data: JsonObject,
        message: Message | None = None,
    ) -> Interaction:  # fmt: skip
        """Tell the bot of it."""
        world = self._world
        now = world.clock.now()
        made = Interaction(world.number(), secrets.token_hex(16), who, channel, now, kind, message)
        self.all[made.id] = made
        shown: JsonObject = {
            "id": str(made.id), "application_id": str(world.bot.id), "type": kind, "version": 1,
            "token": made.token, "data": data, "channel_id": str(channel.id),
            "channel": channel_json(channel, world.bot), "locale": who.locale,
            "app_permissions": "0" if channel.kind == GROUP_DM else "562949953421311",
            "entitlements": [], "attachment_size_limit": 10_485_760,
            "authorizing_integration_owners": {"1": str(who.id)},
            "context": 0 if channel.guild else 2 if channel.kind == GROUP_DM else 1,
        }  # fmt: skip
        if channel.guild is not None:
            shown["authorizing_integration_owners"] = {"0": str(channel.guild.id)}
            shown |= {"guild_id": str(channel.guild.id), "guild_locale": "en-US"}
            shown["guild"] = {"id": str(channel.guild.id), "locale": "en-US", "features": []}
            shown["member"] = {**member_json(who), "permissions": "562949953421311"}
        else:
            shown["user"] = who.json()
        if message is not None:
            shown["message"] = message.json()
        await self._gateway.tell("INTERACTION_CREATE", shown, needs=0)
        return made

    async def answer(self, number: int, token: str, body: JsonObject) -> Interaction:
        """Take the first answer."""
        made = self.all.get(number)
        if made is None or made.token != token:
            raise unknown("interaction", 10062)
        now = self._world.clock.now()
        if made.took is not None:
            raise Problem(400, 40060, "Interaction has already been acknowledged.")
        if now - made.at > IN_TIME:
            raise unknown("interaction", 10062)
        kind, data = body["type"], body.get("data") or {}
        if kind in (STAY, CHANGE) and made.message is None:
            raise Problem(400, 50035, "Only what was pressed can be changed.")
        if kind == WINDOW:
            if made.kind == 5:
                raise Problem(400, 50035, "A window does not answer a window.")
            forms.modal(data)
            self.windows[made.who] = (made, data)
        if kind == SAY:
            forms.message(data)
            made.original = await self._post(made, data)
        if kind == THINK:
            flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
            made.original = self._put(made, {"flags": flags})
        if kind == CHANGE and made.message is not None:
            forms.message(data, editing=True)
            change(made.message, data)
        made.took = now - made.at
        return made

    def live(self, token: str) -> Interaction:
        """Find the interaction of a token that still lives."""
        made = next((one for one in self.all.values() if one.token == token), None)
        if made is None:
            raise unknown("Webhook", 10015)
        if self._world.clock.now() - made.at > LASTS:
            raise Problem(401, 50027, "Invalid Webhook Token")
        if made.took is None:
            raise unknown("Webhook", 10015)
        return made

    async def follow(self, token: str, body: JsonObject) -> Message:
        """Take something said afterwards."""
        made = self.live(token)
        forms.message(body)
        if made.original is not None and made.original.loading:
            # What comes first fills the place that was kept for it.
            change(made.original, body)
            made.original.flags &= ~LOADING
            await self._tell(made.original)
            return made.original
        if made.channel.kind == GROUP_DM and len(made.more) >= MOST_FOLLOW_UPS:
            raise Problem(
                400, 40094, "This interaction has reached its maximum number of follow up messages."
            )
        made.more.append(await self._post(made, body))
        return made.more[-1]

    async def _post(self, made: Interaction, body: JsonObject) -> Message:
        message = self._put(made, body)
        await self._tell(message)
        return message

    async def _tell(self, message: Message) -> None:
        if message.only_for is None:
            await self._gateway.said(message)

    def _put(self, made: Interaction, body: JsonObject) -> Message:
        flags = body.get("flags") or 0
        return self._world.post(
            made.channel, self._world.bot,
            content=body.get("content") or "", components=body.get("components") or [],
            embeds=body.get("embeds") or [], flags=flags,
            only_for=made.who if flags & EPHEMERAL else None,
            mentions_allowed=body.get("allowed_mentions"),
        )  # fmt: skip


def change(message: Message, body: JsonObject) -> None:
    """Lay new contents over a message; what is not named stays."""
    if "content" in body:
        message.content = body["content"] or ""
    if "components" in body:
        message.components = body["components"] or []
    if "embeds" in body:
        message.embeds = body["embeds"] or []
    if "allowed_mentions" in body:
        message.mentions_allowed = body["allowed_mentions"]
