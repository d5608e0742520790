"""The channels and threads we have to do with, and whether we may write there."""

from collections.abc import Iterator

import discord

from bot.ports.messages import CameIn, PutOut

Change = tuple[int, CameIn | PutOut]


class Places:
    """
    The places on servers that concern us: where somebody spoke to us, or where letters go.

    A server has many channels; what happens to the others is nothing to us.
    """

    def __init__(self) -> None:
        self._servers: dict[int, int | None] = {}
        self._shut: set[int] = set()

    def note(self, place: int, server: int | None = None) -> None:
        """Remember a place, with its server where that is known."""
        self._servers[place] = server or self._servers.get(place)

    def known(self, place: int) -> bool:
        """Say whether a place concerns us."""
        return place in self._servers

    def shut(self, place: int) -> None:
        """Remember that we may not write there."""
        self._shut.add(place)

    def locked(self, place: int, *, is_locked: bool) -> Iterator[Change]:
        """Note that a thread is locked or not; give what that changes."""
        if not self.known(place) or is_locked == (place in self._shut):
            return
        if is_locked:
            self._shut.add(place)
            yield place, PutOut()
        else:
            self._shut.discard(place)
            yield place, CameIn()

    def judged(self, server: discord.Guild) -> Iterator[Change]:
        """Give the places where we may write again, and those where we may no more."""
        for place in list(self._servers):
            channel = server.get_channel_or_thread(place)
            if channel is None:
                continue
            if may_write(channel, server):
                if place in self._shut:
                    self._shut.discard(place)
                    yield place, CameIn()
            elif place not in self._shut:
                self._shut.add(place)
                yield place, PutOut()

    def lost(self, server: discord.Guild) -> Iterator[Change]:
        """Give the places on a server that we are no longer on."""
        for place, home in list(self._servers.items()):
            if home == server.id or server.get_channel_or_thread(place) is not None:
                self._shut.add(place)
                yield place, PutOut()


def may_write(channel: discord.abc.GuildChannel | discord.Thread, server: discord.Guild) -> bool:
    """Say whether the bot may read and write in a channel or thread."""
    if isinstance(channel, discord.Thread) and (channel.locked or channel.parent is None):
        return not channel.locked
    may = channel.permissions_for(server.me)
    if isinstance(channel, discord.Thread):
        return may.read_messages and may.send_messages_in_threads
    return may.read_messages and may.send_messages
