"""Discord's REST API, as far as a bot for two needs it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.emulators.discord import forms
from tests.emulators.discord.asked import CHANGE, SAY, Interactions, change
from tests.emulators.discord.contract import Contract
from tests.emulators.discord.faults import Fault, Faults
from tests.emulators.discord.problem import (
    Problem,
    archived,
    invalid,
    no_access,
    no_right,
    unauthorized,
    unknown,
    written,
)
from tests.emulators.discord.socket import Gateway
from tests.emulators.discord.world import (
    DM,
    EPHEMERAL,
    GROUP_DM,
    LOADING,
    PRIVATE_THREAD,
    TEXT,
    Channel,
    JsonObject,
    Message,
    World,
)
from tests.emulators.discord.written import channel_json, guild_json

SAME_NONCE = 300.0
Answer = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot. ``at`` is in seconds since 1970."""

    method: str
    path: str
    json: Any
    status: int
    at: float


class Rest:
    """
    Takes calls.

    ``problems`` are departures from the published description; ``rate`` is how many messages in
    how many seconds a channel takes.
    """

    def __init__(
        self, world: World, gateway: Gateway, asked: Interactions, faults: Faults, token: str,
        contract: Contract | None,
    ) -> None:  # fmt: skip
        self._world = world
        self._gateway = gateway
        self._asked = asked
        self._faults = faults
        self._token = token
        self._contract = contract
        self.calls: list[Call] = []
        self.problems: list[str] = []
        self.files: list[tuple[str, bytes]] = []
        self.rate = (50, 1.0)
        self._spent: dict[int, list[float]] = {}
        self._nonces: dict[tuple[int, str], tuple[float, Message]] = {}
        self._hung: set[asyncio.Task[Any]] = set()
        self.synced = 0

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take one call, and let go wrong what is to go wrong."""
        path = request.path.removeprefix("/api/v10")
        body, files = await _body(request)
        self.files += files
        fault = self._faults.take(f"{request.method} {path}")
        if fault is not None and not fault.after:
            return await self._fails(request, path, body, fault)
        headers: dict[str, str] = {}
        try:
            self._let_in(request, path)
            status, answer = await self._do(request, path, body, headers)
        except Problem as problem:
            self._note(request.method, path, body, problem.status, None)
            return problem.response()
        self._note(request.method, path, body, status, answer)
        if fault is not None:
            return await self._fails(request, path, body, fault)
        if answer is None:
            return web.Response(status=status, headers=headers)
        return written(answer, status, headers)

    def _let_in(self, request: web.Request, path: str) -> None:
        open_to_all = path.startswith(("/interactions/", "/webhooks/"))
        if not open_to_all and request.headers.get("Authorization") != f"Bot {self._token}":
            raise unauthorized()

    def _note(self, method: str, path: str, body: Any, status: int, answer: Any) -> None:
        self.calls.append(Call(method, path, body, status, self._world.clock.now()))
        if self._contract is not None and status < 400:
            self.problems += self._contract.departures(method, path, body, status, answer)

    async def _fails(
        self, request: web.Request, path: str, body: Any, fault: Fault
    ) -> web.StreamResponse:
        if not fault.after:
            self.calls.append(
                Call(request.method, path, body, fault.status, self._world.clock.now())
            )
        if fault.status == 0:
            assert request.transport is not None
            request.transport.abort()
            raise asyncio.CancelledError
        if fault.status < 0:
            await asyncio.sleep(3600)
        if fault.status == 429 and not fault.via:
            return web.Response(
                status=429,
                text="<html>You are being rate limited.</html>",
                content_type="text/html",
            )
        if fault.status == 429:
            scope = "global" if fault.everywhere else "user"
            headers = {
                "Via": "1.1 emulator", "Retry-After": str(fault.retry_after),
                "X-RateLimit-Scope": scope,
            }  # fmt: skip
            if fault.everywhere:
                headers["X-RateLimit-Global"] = "true"
            said = {
                "message": "You are being rate limited.",
                "retry_after": fault.retry_after,
                "global": fault.everywhere,
            }
            return written(said, 429, headers)
        return written({"message": "no", "code": 0}, fault.status)

    async def _do(
        self, request: web.Request, path: str, body: Any, headers: dict[str, str]
    ) -> Answer:
        match request.method, *path.strip("/").split("/"):
            case "GET", "users", "@me":
                return 200, {**self._world.bot.json(), "mfa_enabled": False, "locale": "en-US"}
            case "GET", ("oauth2" | "applications"), *_ if path.endswith(("applications/@me",)):
                return 200, self._application()
            case "GET", "gateway":
                return 200, {"url": self._gateway.url}
            case "GET", "gateway", "bot":
                left = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                return 200, {"url": self._gateway.url, "shards": 1, "session_start_limit": left}
            case "POST", "users", "@me", "channels":
                return 200, self._open_dm(int(body["recipient_id"]))
            case method, "applications", _, "commands":
                return self._commands(method, None, body)
            case method, "applications", _, "guilds", guild, "commands":
                self._guild(int(guild))
                return self._commands(method, int(guild), body)
            case "GET", "guilds", guild:
                return 200, self._guild(int(guild))
            case "POST", "interactions", number, token, "callback":
                return await self._callback(int(number), token, body, request)
            case method, "webhooks", _, token, *rest:
                return await self._webhook(method, token, rest, body)
            case method, "channels", number, *rest:
                return await self._channel(
                    method, self._place(int(number)), rest, body, request, headers
                )
            case _:
                raise Problem(404, 0, "404: Not Found")

    # The bot itself

    def _application(self) -> JsonObject:
        return {
            "id": str(self._world.bot.id), "name": "Mortar", "icon": None, "description": "",
            "type": None, "verify_key": "0" * 64, "flags": 0, "flags_new": "0", "redirect_uris": [],
            "interactions_endpoint_url": None, "role_connections_verification_url": None,
            "owner": self._world.bot.json(), "approximate_guild_count": len(self._world.guilds),
            "approximate_user_install_count": 2, "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0, "team": None, "eligible_oauth2_scopes": [],
            "bot_public": True, "bot_require_code_grant": False, "summary": "",
        }  # fmt: skip

    def _commands(self, method: str, guild: int | None, body: Any) -> Answer:
        known = [one for one in self._world.commands if one.get("guild_id") == _named(guild)]
        if method == "GET":
            return 200, known
        for one in body:
            forms.command(one)
        if len({one["name"] for one in body}) < len(body) or len(body) > 100:
            raise invalid("name", "Application command names must be unique")
        self.synced += 1
        made = [self._command(one) for one in body]
        if guild is not None:
            made = [{**one, "guild_id": str(guild)} for one in made]
        others = [one for one in self._world.commands if one not in known]
        self._world.commands = others + made
        return 200, made

    def _command(self, body: JsonObject) -> JsonObject:
        return {
            "id": str(self._world.number()), "application_id": str(self._world.bot.id),
            "version": str(self._world.number()), "default_member_permissions": None,
            "type": 1, "nsfw": False, "dm_permission": True, "options": [],
            "name_localizations": None, "description_localizations": None, **body,
        }  # fmt: skip

    def _open_dm(self, number: int) -> JsonObject:
        who = self._world.accounts.get(number)
        if who is None:
            raise unknown("User", 10013)
        return channel_json(self._world.dm(who), self._world.bot)

    def _guild(self, number: int) -> JsonObject:
        guild = next((one for one in self._world.guilds if one.id == number), None)
        if guild is None:
            raise unknown("Guild", 10004)
        if not guild.present:
            raise no_access()
        people = len(guild.members) + 1
        extra = {
            "home_header": None, "region": "deprecated", "widget_enabled": False,
            "widget_channel_id": None, "max_presences": None, "max_members": 500_000,
            "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "nsfw": False,
            "premium_subscription_count": 0, "incidents_data": None,
            "approximate_member_count": people, "approximate_presence_count": 1,
        }  # fmt: skip
        left_out = {
            "channels", "threads", "members", "presences", "voice_states", "joined_at", "large",
            "unavailable", "member_count", "stage_instances", "guild_scheduled_events",
            "soundboard_sounds",
        }  # fmt: skip
        shown = guild_json(guild, self._world.bot)
        return {key: one for key, one in shown.items() if key not in left_out} | extra

    # Channels

    def _place(self, number: int) -> Channel:
        channel = self._world.channels.get(number)
        if channel is None or channel.deleted:
            raise unknown("Channel", 10003)
        if channel.kind == GROUP_DM or (channel.guild and not channel.guild.present):
            raise no_access()
        if not channel.may("view_channel") or not channel.bot_inside:
            raise no_access()
        return channel

    async def _channel(
        self, method: str, channel: Channel, rest: list[str], body: Any, request: web.Request,
        headers: dict[str, str],
    ) -> Answer:  # fmt: skip
        match method, *rest:
            case ("GET",):
                return 200, channel_json(channel, self._world.bot)
            case ("DELETE",):
                channel.deleted = True
                return 200, channel_json(channel, self._world.bot)
            case ("PATCH",):
                channel.archived = body.get("archived", channel.archived)
                return 200, channel_json(channel, self._world.bot)
            case "POST", "typing":
                return 204, None
            case "POST", "threads":
                return 201, await self._thread(channel, body)
            case method, "thread-members", *who:
                return await self._thread_members(method, channel, who)
            case "GET", "messages":
                return 200, self._history(channel, request.query)
            case "POST", "messages":
                return await self._post(channel, body, headers)
            case "POST", "messages", "bulk-delete":
                return self._bulk(channel, body)
            case method, "messages", number:
                return await self._message(method, channel, int(number), body)
            case _:
                raise Problem(404, 0, "404: Not Found")

    def _pace(self, channel: Channel, headers: dict[str, str]) -> None:
        most, seconds = self.rate
        now = self._world.clock.now()
        spent = [at for at in self._spent.get(channel.id, []) if at > now - seconds]
        reset = max(0.0, spent[0] + seconds - now) if spent else seconds
        if len(spent) >= most:
            self._faults.happened.append((f"pace of {channel.id}", Fault(429, retry_after=reset)))
            raise _Slow(reset)
        self._spent[channel.id] = [*spent, now]
        headers |= {
            "X-RateLimit-Limit": str(most), "X-RateLimit-Remaining": str(most - len(spent) - 1),
            "X-RateLimit-Reset": f"{now + reset:.3f}", "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": "messages",
        }  # fmt: skip

    async def _post(self, channel: Channel, body: Any, headers: dict[str, str]) -> Answer:
        if channel.kind == DM and channel.people[0].dms_closed:
            raise Problem(403, 50007, "Cannot send messages to this user")
        right = "send_messages_in_threads" if channel.kind == PRIVATE_THREAD else "send_messages"
        if channel.guild is not None and not channel.may(right):
            raise no_right()
        if channel.locked:
            raise Problem(400, 160005, "This thread is locked")
        self._pace(channel, headers)
        forms.message(body)
        if (body.get("flags") or 0) & EPHEMERAL:
            raise invalid("flags", "Only answers can be ephemeral.")
        now, nonce = self._world.clock.now(), body.get("nonce")
        if nonce is not None and body.get("enforce_nonce"):
            at, known = self._nonces.get((channel.id, str(nonce)), (0.0, None))
            if known is not None and now - at < SAME_NONCE:
                return 200, known.json()
        message = self._world.post(
            channel, self._world.bot,
            content=body.get("content") or "", components=body.get("components") or [],
            embeds=body.get("embeds") or [], flags=body.get("flags") or 0,
            nonce=None if nonce is None else str(nonce), reference=self._referred(channel, body),
            mentions_allowed=body.get("allowed_mentions"),
        )  # fmt: skip
        channel.archived = False
        if nonce is not None:
            self._nonces[channel.id, str(nonce)] = (now, message)
        await self._gateway.said(message)
        return 200, message.json()

    def _referred(self, channel: Channel, body: Any) -> Message | None:
        named = (body.get("message_reference") or {}).get("message_id")
        if named is None:
            return None
        found = self._world.message(channel, int(named))
        if found is None and body["message_reference"].get("fail_if_not_exists", True):
            raise invalid("message_reference", "Unknown message")
        return found

    def _history(self, channel: Channel, query: Any) -> list[JsonObject]:
        if not channel.may("read_message_history") and channel.guild:
            return []
        found = [one for one in channel.messages if not one.deleted and one.only_for is None]
        if "after" in query:
            found = [one for one in found if one.id > int(query["after"])]
            found = found[: int(query.get("limit", 50))]
        else:
            before = int(query.get("before", 1 << 63))
            found = [one for one in found if one.id < before][-int(query.get("limit", 50)) :]
        return [one.json() for one in reversed(found)]

    async def _message(self, method: str, channel: Channel, number: int, body: Any) -> Answer:
        message = self._world.message(channel, number)
        if message is None or message.only_for is not None:
            raise unknown("Message", 10008)
        if method == "GET":
            return 200, message.json()
        mine = message.author is self._world.bot
        if method == "DELETE":
            if not mine and (channel.kind == DM or not channel.may("manage_messages")):
                raise Problem(403, 50003, "Cannot execute action on a DM channel")
            message.deleted = True
            gone = {"id": str(message.id), "channel_id": str(channel.id)}
            await self._gateway.tell("MESSAGE_DELETE", gone, needs=0)
            return 204, None
        if channel.archived:
            raise archived()
        if not mine:
            raise Problem(403, 50005, "Cannot edit a message authored by another user")
        forms.message({"flags": message.flags, **body}, editing=True)
        change(message, body)
        message.edited = self._world.clock.iso()
        await self._gateway.said(message, "MESSAGE_UPDATE")
        return 200, message.json()

    def _bulk(self, channel: Channel, body: Any) -> Answer:
        if channel.guild is None:
            raise Problem(403, 50003, "Cannot execute action on a DM channel")
        if not channel.may("manage_messages"):
            raise no_right()
        for number in body["messages"]:
            message = self._world.message(channel, int(number))
            if message is not None:
                message.deleted = True
        return 204, None

    async def _thread(self, channel: Channel, body: Any) -> JsonObject:
        if channel.kind != TEXT or body.get("type") != PRIVATE_THREAD:
            raise Problem(400, 50024, "Cannot execute action on this channel type")
        if not channel.may("create_private_threads"):
            raise no_right()
        made = self._world.add(
            Channel(
                self._world.number(), PRIVATE_THREAD, body["name"], channel.guild, channel,
                invitable=body.get("invitable", True),
            )
        )  # fmt: skip
        await self._gateway.changed(made, "THREAD_CREATE")
        return channel_json(made, self._world.bot)

    async def _thread_members(self, method: str, thread: Channel, who: list[str]) -> Answer:
        if not who:
            raise no_access()  # only with the privileged intent
        person = self._world.accounts.get(int(who[0])) if who[0] != "@me" else self._world.bot
        if person is None:
            raise unknown("User", 10013)
        if method == "GET":
            if person not in thread.people:
                raise unknown("Member", 10007)
            return 200, {
                "id": str(thread.id),
                "user_id": str(person.id),
                "flags": 0,
                "join_timestamp": self._world.clock.iso(),
            }
        if (
            thread.guild is not None
            and person not in thread.guild.members
            and person is not self._world.bot
        ):
            raise unknown("Member", 10007)
        if thread.archived:
            raise archived()
        if method == "PUT" and person not in thread.people and person is not self._world.bot:
            thread.people.append(person)
        if method == "DELETE":
            if person is self._world.bot:
                thread.bot_inside = False
                await self._gateway.left(thread)
            elif person in thread.people:
                thread.people.remove(person)
        return 204, None

    # Interactions

    async def _callback(self, number: int, token: str, body: Any, request: web.Request) -> Answer:
        made = await self._asked.answer(number, token, body)
        if request.query.get("with_response") not in ("true", "1", "True"):
            return 204, None
        shown: JsonObject = {"interaction": {
            "id": str(made.id), "type": made.kind, "response_message_ephemeral": False,
            "response_message_loading": bool(made.original and made.original.loading),
            "channel_id": str(made.channel.id),
        }}  # fmt: skip
        if made.original is not None:
            shown["interaction"]["response_message_id"] = str(made.original.id)
        said = {SAY: made.original, CHANGE: made.message}.get(body["type"])
        if said is not None:
            shown["resource"] = {"type": body["type"], "message": said.json()}
        return 200, shown

    async def _webhook(self, method: str, token: str, rest: list[str], body: Any) -> Answer:
        if method == "POST" and not rest:
            return 200, (await self._asked.follow(token, body)).json()
        made = self._asked.live(token)
        named = rest[1] if len(rest) > 1 else "@original"
        message = (
            made.original if named == "@original" else self._world.message(made.channel, int(named))
        )
        if named == "@original" and message is None:
            message = made.message
        theirs = (made.message, made.original, *made.more)
        if message is None or message.deleted or message not in theirs:
            raise unknown("Message", 10008)
        if method == "DELETE":
            message.deleted = True
            return 204, None
        if method == "PATCH":
            message.flags &= ~LOADING
            forms.message({"flags": message.flags, **body}, editing=True)
            change(message, body)
        return 200, message.json()


def _named(guild: int | None) -> str | None:
    return None if guild is None else str(guild)


class _Slow(Problem):
    """429 for writing faster than a channel takes."""

    def __init__(self, reset: float) -> None:
        super().__init__(429, 0, "You are being rate limited.")
        self.reset = reset

    def response(self) -> web.Response:
        """Write it as Discord does."""
        said = {"message": self.message, "retry_after": round(self.reset, 3), "global": False}
        headers = {
            "Via": "1.1 emulator",
            "X-RateLimit-Scope": "user",
            "Retry-After": str(self.reset),
        }
        return written(said, 429, headers)


async def _body(request: web.Request) -> tuple[Any, list[tuple[str, bytes]]]:
    """Read what was sent, and the files that came with it."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        sent = [one for one in form.values() if isinstance(one, web.FileField)]
        files = [(one.filename, one.file.read()) for one in sent]
        return json.loads(str(form["payload_json"])), files
    text = await request.text()
    return (json.loads(text) if text else None), []


Take = Callable[[web.Request], Awaitable[web.StreamResponse]]
