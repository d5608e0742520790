"""The gateway: sessions that can be resumed, and the sockets they hang on."""

import json
import secrets
import zlib
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.emulators.discord.world import (
    DM,
    GROUP_DM,
    Account,
    Channel,
    JsonObject,
    Message,
    World,
)
from tests.emulators.discord.written import channel_json, guild_json, member_json

GUILDS, MEMBERS, PRESENCES, GUILD_TEXT, DM_TEXT, CONTENT = (
    1,
    1 << 1,
    1 << 8,
    1 << 9,
    1 << 12,
    1 << 15,
)
PRIVILEGED = MEMBERS | PRESENCES | CONTENT
WRONG_TOKEN, WRONG_INTENTS, FORBIDDEN_INTENTS = 4004, 4013, 4014
BEAT = 41_250


@dataclass(slots=True, eq=False)
class Session:
    """One sign-in. ``sent`` is all that was told in it, for who comes back to it."""

    id: str
    intents: int
    sent: list[JsonObject] = field(default_factory=list)
    line: "Line | None" = None

    async def tell(self, kind: str, data: JsonObject) -> None:
        """Tell an event, now or when the line is back."""
        self.sent.append({"op": 0, "t": kind, "s": len(self.sent) + 1, "d": data})
        if self.line is not None:
            await self.line.send(self.sent[-1])


class Line:
    """One socket, with the compression that was asked for."""

    def __init__(
        self, request: web.BaseRequest, socket: web.WebSocketResponse, *, packed: bool
    ) -> None:
        self.socket = socket
        self._request = request
        self._pack = zlib.compressobj() if packed else None

    async def send(self, payload: JsonObject) -> None:
        """Send one payload; a dead line swallows it."""
        text = json.dumps(payload)
        with suppress(ConnectionError, RuntimeError):
            if self._pack is None:
                await self.socket.send_str(text)
            else:
                data = self._pack.compress(text.encode()) + self._pack.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(data)

    def pull(self) -> None:
        """Pull the cable."""
        if self._request.transport is not None:
            self._request.transport.abort()


class Gateway:
    """
    Everybody who listens.

    ``identified`` and ``resumed`` count how often; ``refusing`` is a code with which every
    sign-in is turned away.
    """

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._sessions: dict[str, Session] = {}
        self.url = ""
        self.identified = 0
        self.resumed = 0
        self.beats = 0
        self.refusing: int | None = None

    @property
    def listening(self) -> bool:
        """Say whether somebody hears what is told now."""
        return any(one.line is not None for one in self._sessions.values())

    async def take(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket to its end."""
        socket = web.WebSocketResponse(max_msg_size=0, autoclose=True)
        await socket.prepare(request)
        line = Line(request, socket, packed=request.query.get("compress") == "zlib-stream")
        session: Session | None = None
        await line.send({"op": 10, "d": {"heartbeat_interval": BEAT}})
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                payload = json.loads(message.data)
                match payload["op"]:
                    case 1:
                        self.beats += 1
                        await line.send({"op": 11})
                    case 2:
                        session = await self._identify(line, payload["d"])
                    case 6:
                        session = await self._resume(line, payload["d"])
                    case _:
                        pass
        finally:
            if session is not None and session.line is line:
                session.line = None
        return socket

    async def _identify(self, line: Line, data: JsonObject) -> Session | None:
        code = self.refusing
        if data["token"] != self._token:
            code = WRONG_TOKEN
        elif data["intents"] & PRIVILEGED:
            code = FORBIDDEN_INTENTS
        elif data["intents"] >> 26:
            code = WRONG_INTENTS
        if code is not None:
            await line.socket.close(code=code, message=b"no")
            return None
        self.identified += 1
        session = Session(secrets.token_hex(8), data["intents"], line=line)
        self._sessions[session.id] = session
        bot = self._world.bot
        here = [one for one in self._world.guilds if one.present]
        await session.tell("READY", {
            "v": 10, "user": {**bot.json(), "mfa_enabled": False, "locale": "en-US"},
            "guilds": [{"id": str(one.id), "unavailable": True} for one in here],
            "session_id": session.id, "resume_gateway_url": self.url, "private_channels": [],
            "application": {"id": str(bot.id), "flags": 0},
        })  # fmt: skip
        for guild in here:
            await session.tell("GUILD_CREATE", guild_json(guild, bot))
        return session

    async def _resume(self, line: Line, data: JsonObject) -> Session | None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self._token:
            await line.send({"op": 9, "d": False})
            return None
        self.resumed += 1
        session.line = line
        for payload in session.sent[data["seq"] :]:
            await line.send(payload)
        await session.tell("RESUMED", {})
        return session

    # What tests do to the line

    async def cut(self, code: int | None = 4000) -> None:
        """Close every socket, with a code or as if a cable was pulled."""
        for session in self._sessions.values():
            line, session.line = session.line, None
            if line is None:
                continue
            if code is not None:
                await line.socket.close(code=code)
            else:
                line.pull()

    async def reconnect(self) -> None:
        """Ask everybody to come again (op 7)."""
        for session in self._sessions.values():
            if session.line is not None:
                await session.line.send({"op": 7, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Call sessions invalid (op 9); unless resumable, what is told until the next is lost."""
        for session in list(self._sessions.values()):
            line = session.line
            if not resumable:
                del self._sessions[session.id]
            if line is not None:
                session.line = None
                await line.send({"op": 9, "d": resumable})

    def refuse(self, code: int | None) -> None:
        """Turn away every sign-in with a code, until told otherwise."""
        self.refusing = code

    # What is told

    async def tell(self, kind: str, data: JsonObject, needs: int = GUILDS) -> None:
        """Tell all sessions that asked for this kind of event."""
        for session in list(self._sessions.values()):
            if session.intents & needs == needs:
                await session.tell(kind, data)

    async def said(self, message: Message, kind: str = "MESSAGE_CREATE") -> None:
        """Tell of a message, without its content where the bot may not read it."""
        channel = message.channel
        data = {**message.json(), "channel_type": channel.kind}
        if channel.kind == GROUP_DM or (channel.guild and not channel.may("view_channel")):
            return
        if channel.guild is None:
            await self.tell(kind, data, DM_TEXT)
            return
        data["guild_id"] = str(channel.guild.id)
        data["member"] = {
            key: value for key, value in member_json(message.author).items() if key != "user"
        }
        if not _readable(message, self._world.bot):
            data |= {"content": "", "embeds": [], "attachments": [], "components": []}
        await self.tell(kind, data, GUILD_TEXT)

    async def changed(self, channel: Channel, kind: str) -> None:
        """Tell of a channel or thread: `CHANNEL_UPDATE`, `THREAD_DELETE` and so on."""
        await self.tell(kind, channel_json(channel, self._world.bot))

    async def left(self, thread: Channel) -> None:
        """Tell that the bot is out of a thread; of others only who has the intent is told."""
        said: JsonObject = {
            "id": str(thread.id), "guild_id": str(thread.guild.id if thread.guild else 0),
            "member_count": len(thread.people), "removed_member_ids": [str(self._world.bot.id)],
        }  # fmt: skip
        await self.tell("THREAD_MEMBERS_UPDATE", said)


def _readable(message: Message, bot: Account) -> bool:
    mine = message.author is bot
    return mine or bot in message.pings or message.channel.kind == DM
