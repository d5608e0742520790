"""Rooms on a server: make one, and count who can read there."""

from typing import Any

import discord
from discord.http import HTTPClient, Route

from adapters.discord.interactions import RoomAsked
from adapters.discord.trouble import TROUBLE

JsonObject = dict[str, Any]

VIEW = 1 << 10
ROLE, PERSON = 0, 1
PRIVATE_THREAD = 12
PRIVATE_CHATS = (1, 3)
THREADS = (10, 11)
A_WEEK = 10080
RIGHTS = discord.Permissions(
    read_messages=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_private_threads=True,
    read_message_history=True,
)
"""The least that is needed for a room."""


async def make(http: HTTPClient, asked: RoomAsked, name: str) -> int | None:
    """Make a private thread for those people; None when something keeps us from it."""
    try:
        thread = await http.request(
            Route("POST", "/channels/{channel_id}/threads", channel_id=asked.channel),
            json={
                "name": name[:100],
                "type": PRIVATE_THREAD,
                "invitable": False,
                "auto_archive_duration": A_WEEK,
            },
        )
    except TROUBLE:
        return None
    room = int(thread["id"])
    try:
        for person in asked.people:
            await http.add_user_to_thread(room, person)
    except TROUBLE:
        await _drop(http, room)
        return None
    return room


async def present(http: HTTPClient, chat: int, me: int) -> int | None:
    """
    Count who can read in a chat by being let in, the bot included; None in a private one.

    Whoever runs the server can read there as well, by right, and is not counted.
    """
    channel: JsonObject = dict(await http.get_channel(chat))
    kind = channel.get("type")
    if kind in PRIVATE_CHATS:
        return None
    if kind == PRIVATE_THREAD:
        return int(channel.get("member_count", 0))
    if kind in THREADS:
        channel = dict(await http.get_channel(int(channel["parent_id"])))
    server: JsonObject = dict(await http.get_guild(int(channel["guild_id"]), with_counts=True))
    let_in = readers(channel, server, me)
    return let_in if let_in is not None else int(server.get("approximate_member_count", 0))


def readers(channel: JsonObject, server: JsonObject, me: int) -> int | None:
    """Count the people whom a channel names, and the bot; None when it is open to more."""
    ours = {
        role["id"] for role in server.get("roles", ()) if (role.get("tags") or {}).get("bot_id")
    }
    shut, people = False, {str(me)}
    for rule in channel.get("permission_overwrites", ()):
        allows = int(rule.get("allow", 0)) & VIEW
        denies = int(rule.get("deny", 0)) & VIEW
        if rule["id"] == server["id"]:
            shut = bool(denies)
        elif not allows or rule["id"] in ours:
            continue
        elif int(rule.get("type", ROLE)) != PERSON:
            return None
        else:
            people.add(rule["id"])
    return len(people) if shut else None


async def _drop(http: HTTPClient, room: int) -> None:
    try:
        await http.delete_channel(room)
    except TROUBLE:
        return
