"""
Discord's interactions: what to answer at once, and what happened to us.

An interaction that is not answered within three seconds is shown as failed, so the first answer
only says that it was heard.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from discord import InteractionType

from adapters.discord.buttons import PICK, WRITE, WROTE, field_for, written
from adapters.discord.commands import CODE, PARTNER, ROOM
from adapters.discord.inbound import address_of
from adapters.discord.locales import ours
from adapters.discord.outbound import PLATFORM, UNSEEN
from adapters.discord.wording import Wording
from bot.model.address import Address
from bot.ports.company import ANYBODY
from bot.ports.messages import Body, Commanded, Inbound, Pressed, Sender, Wrote

JsonObject = dict[str, Any]

LATER, QUIETLY, CHOICES, MODAL = 5, 6, 8, 9
BORROWED = "borrowed"
"""What stands for the thread of a chat that the bot itself cannot see."""


@dataclass(frozen=True, slots=True)
class RoomAsked:
    """
    Somebody wants a room made in a channel, for themselves and their partner.

    ``people`` is empty where no room can be made: elsewhere than in a server's text channel, or
    for anybody but two people.
    """

    channel: int
    people: tuple[int, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What an interaction comes to.

    ``answer`` is what Discord is told at once. ``busy`` says that the person sees a sign of
    waiting until something is done about it.
    """

    answer: JsonObject
    body: Body | None = None
    busy: bool = False
    room: RoomAsked | None = None


def take(interaction: discord.Interaction, wording: Wording) -> Taken | None:
    """Say what an interaction comes to; None for what Discord does not send to bots like this."""
    data: JsonObject = dict(interaction.data or {})
    match interaction.type:
        case InteractionType.application_command:
            return _command(interaction, data)
        case InteractionType.component:
            return _component(interaction, data, wording)
        case InteractionType.modal_submit:
            return _submission(interaction, data)
        case InteractionType.autocomplete:
            return Taken({"type": CHOICES, "data": {"choices": []}})
        case _:
            return None


def inbound(interaction: discord.Interaction, body: Body, now: datetime) -> Inbound:
    """Give what happened to us."""
    return Inbound(
        key=f"{PLATFORM}:i:{interaction.id}",
        at=now,
        body=body,
        address=address(interaction),
        private=interaction.guild_id is None and not is_borrowed(interaction),
        sender=Sender(
            str(interaction.user.id), interaction.user.display_name, ours(str(interaction.locale))
        ),
    )


def address(interaction: discord.Interaction) -> Address:
    """Give where it happened."""
    there = address_of(interaction.channel_id or 0)
    return Address(there.platform, there.chat, BORROWED) if is_borrowed(interaction) else there


def is_borrowed(interaction: discord.Interaction) -> bool:
    """Say whether it came from a chat where the bot itself is not, only somebody's own app."""
    if interaction.context.private_channel:
        return True
    return interaction.guild_id is not None and not interaction.is_guild_integration()


def people(interaction: discord.Interaction) -> int:
    """Count who reads along in a chat where the bot is not; 0 where it is."""
    if not is_borrowed(interaction):
        return 0
    channel = interaction.channel
    if not isinstance(channel, discord.DMChannel | discord.GroupChannel):
        return ANYBODY
    # Discord may or may not name the one who pressed, and never the bot.
    return len({interaction.user.id, *(one.id for one in channel.recipients)})


def _command(interaction: discord.Interaction, data: JsonObject) -> Taken:
    given = {option["name"]: option.get("value") for option in data.get("options", ())}
    code = str(given.get(CODE) or "").strip()
    seen = 0 if is_borrowed(interaction) else UNSEEN
    answer: JsonObject = {"type": LATER, "data": {"flags": seen}}
    name = str(data.get("name", "")).lower()
    if name == ROOM:
        return Taken(answer, busy=True, room=_room(interaction, data, given.get(PARTNER), code))
    return Taken(answer, Commanded(name, code, str(interaction.id)), busy=True)


def _room(
    interaction: discord.Interaction, data: JsonObject, partner: object, code: str
) -> RoomAsked:
    named = str(partner or "")
    bot = data.get("resolved", {}).get("users", {}).get(named, {}).get("bot")
    fits = isinstance(interaction.channel, discord.TextChannel) and not is_borrowed(interaction)
    people: tuple[int, ...] = ()
    if fits and named.isdecimal() and not bot and int(named) != interaction.user.id:
        people = (interaction.user.id, int(named))
    return RoomAsked(interaction.channel_id or 0, people, code)


def _component(interaction: discord.Interaction, data: JsonObject, wording: Wording) -> Taken:
    token = str(data.get("custom_id", ""))
    message = str(interaction.message.id) if interaction.message else None
    if token == WRITE:
        return Taken({"type": MODAL, "data": field_for(message or "0", wording)})
    if token.startswith(PICK):
        token = str(next(iter(data.get("values", ())), ""))
    return Taken({"type": QUIETLY}, Pressed(token, str(interaction.id), message))


def _submission(interaction: discord.Interaction, data: JsonObject) -> Taken:
    # Without a message that it hangs on, there is nothing that could stay as it is.
    answer: JsonObject = {"type": QUIETLY}
    if interaction.message is None:
        answer = {"type": LATER, "data": {"flags": UNSEEN}}
    form = str(data.get("custom_id", ""))
    if not form.startswith(WROTE):
        # No window of ours: it is answered like a button that never was one.
        body: Body = Pressed(form, str(interaction.id), None)
        return Taken(answer, body, busy=interaction.message is None)
    below = form.removeprefix(WROTE)
    reply_to = below if below.isdecimal() and below != "0" else None
    body = Wrote(written(data), str(interaction.id), reply_to)
    return Taken(answer, body, busy=interaction.message is None)
