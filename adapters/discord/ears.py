"""The library's client, and what of its events concerns us."""

from typing import Protocol

import discord
from discord import abc

from adapters.discord.line import hand_on, log, trace
from adapters.discord.places import Places
from adapters.discord.tempo import Tempo
from bot.ports.messages import CameIn, Gathered, PutOut

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of these has to be allowed by anybody."""


class Listener(Protocol):
    """Who is told."""

    def signed_in(self) -> None:
        """Learn that a new session began: what happened before it is not told."""

    def alive(self) -> None:
        """Learn that Discord is there."""

    def away(self) -> None:
        """Learn that the connection is lost."""

    def said(self, message: discord.Message) -> None:
        """Hear a message."""

    def edited(self, message: discord.Message) -> None:
        """Hear that a message was changed."""

    def interacted(self, interaction: discord.Interaction) -> None:
        """Hear of a command, a press, or a field that was filled in."""

    def changed(self, place: int, body: CameIn | PutOut | Gathered) -> None:
        """Hear what happened to a channel or thread."""

    def puzzled(self) -> None:
        """Learn that an event could not be read."""


class Ears(discord.Client):
    """
    Hears for a listener.

    Nothing is cached but servers and their channels: no messages, no people.
    """

    def __init__(self, listener: Listener, places: Places, tempo: Tempo) -> None:
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            http_trace=trace(),
        )
        hand_on(self.http, tempo.waited_here)
        self._listener = listener
        self._places = places
        self._tempo = tempo

    async def before_identify_hook(self, _shard: int | None, *, initial: bool = False) -> None:
        """Wait between two sessions, as Discord asks."""
        if not initial:
            await self._tempo.pause(self._tempo.identify)

    async def on_connect(self) -> None:
        """Learn of a new session."""
        self._listener.signed_in()

    async def on_resumed(self) -> None:
        """Learn that the old session goes on: nothing was missed."""
        self._listener.alive()

    async def on_disconnect(self) -> None:
        """Learn that the line is cut, or that an attempt failed."""
        self._listener.away()

    async def on_socket_event_type(self, _kind: str) -> None:
        """Learn that anything came."""
        self._listener.alive()

    async def on_message(self, message: discord.Message) -> None:
        """Hear a message."""
        self._listener.said(message)

    async def on_raw_message_edit(self, change: discord.RawMessageUpdateEvent) -> None:
        """Hear a change of one, however old it is."""
        self._listener.edited(change.message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Hear a command, a press or a filled field."""
        self._listener.interacted(interaction)

    async def on_guild_join(self, server: discord.Guild) -> None:
        """Learn of a server that has the bot, again perhaps."""
        self._judge(server)

    async def on_guild_available(self, server: discord.Guild) -> None:
        """Learn how things stand on a server, in a new session."""
        self._judge(server)

    async def on_guild_remove(self, server: discord.Guild) -> None:
        """Learn of a server that has it no longer."""
        for place, body in self._places.lost(server):
            self._listener.changed(place, body)

    async def on_guild_channel_delete(self, channel: abc.GuildChannel) -> None:
        """Learn that a channel is gone."""
        self._listener.changed(channel.id, PutOut())

    async def on_guild_channel_update(
        self, before: abc.GuildChannel, after: abc.GuildChannel
    ) -> None:
        """Learn that others may read a channel now, or that we may not."""
        self._judge(after.guild)
        if before.overwrites != after.overwrites and self._places.known(after.id):
            self._listener.changed(after.id, Gathered(None))

    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        """Learn that rights changed."""
        self._judge(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Learn that rights are gone."""
        self._judge(role.guild)

    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """Learn that our own roles changed."""
        if after.id == after.guild.me.id:
            self._judge(after.guild)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """Learn that a thread is gone."""
        self._listener.changed(thread.thread_id, PutOut())

    async def on_raw_thread_update(self, change: discord.RawThreadUpdateEvent) -> None:
        """Learn that a thread was locked or unlocked."""
        # An archived thread opens by itself when something is written; a locked one does not.
        locked = bool(change.data["thread_metadata"].get("locked"))
        for place, body in self._places.locked(change.thread_id, is_locked=locked):
            self._listener.changed(place, body)

    async def on_thread_join(self, thread: discord.Thread) -> None:
        """Learn that we are in a thread."""
        # The library says this also of threads that we only see, and of those we made ourselves.
        ours = thread.owner_id == self._id and not self._places.known(thread.id)
        if thread.me is not None and not thread.locked and not ours:
            self._places.note(thread.id, thread.guild.id)
            self._listener.changed(thread.id, CameIn())

    async def on_thread_remove(self, thread: discord.Thread) -> None:
        """Learn that we are no longer in one."""
        self._listener.changed(thread.id, PutOut())

    async def on_thread_member_join(self, member: discord.ThreadMember) -> None:
        """Learn that somebody came into a thread."""
        self._listener.changed(member.thread.id, Gathered(None))

    async def on_raw_thread_member_remove(self, change: discord.RawThreadMembersUpdate) -> None:
        """Learn that somebody went out of one."""
        self._listener.changed(change.thread_id, Gathered(None))

    async def on_error(self, event: str, /, *_args: object, **_fields: object) -> None:
        """Skip what cannot be read; its words stay out of the log."""
        self._listener.puzzled()
        log.warning("An event of Discord was skipped: unreadable (%s).", event)

    def _judge(self, server: discord.Guild) -> None:
        for place, body in self._places.judged(server):
            self._listener.changed(place, body)

    @property
    def _id(self) -> int:
        return self.user.id if self.user else 0
