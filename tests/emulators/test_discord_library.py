"""The Discord emulator, as the unmodified library finds it over HTTP and WebSocket."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.emulators.discord import DiscordEmulator, Impossible, Person, Place, Server, faults
from tests.emulators.discord import socket as gateway

PLAIN = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
COMMANDS = [
    {
        "name": "start", "description": "Begin", "contexts": [0, 1, 2],
        "name_localizations": {"de": "anfangen"}, "integration_types": [0, 1],
        "options": [{"type": 3, "name": "code", "description": "A code"}],
    },
    {"name": "here", "description": "Only on servers", "contexts": [0]},
]  # fmt: skip
WINDOW = {
    "title": "Words", "custom_id": "w",
    "components": [{"type": 1, "components": [
        {"type": 4, "custom_id": "said", "label": "What?", "style": 2},
    ]}],
}  # fmt: skip
POST = r"POST /channels/\d+/messages$"


class Bot(discord.Client):
    """The library's client, which notes what it hears."""

    def __init__(self, intents: discord.Intents = PLAIN) -> None:
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.05,
        )
        self.heard: list[tuple[str, Any]] = []

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.heard.append((event, args[0] if args else None))
        super().dispatch(event, *args, **kwargs)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing: this Discord takes as many sign-ins as there are."""

    def all(self, event: str) -> list[Any]:
        return [what for name, what in self.heard if name == event]

    @property
    def texts(self) -> list[str]:
        return [one.content for one in self.all("message") if one.author != self.user]

    async def hears(self, event: str, count: int = 1) -> Any:
        await until(lambda: len(self.all(event)) >= count)
        return self.all(event)[-1]

    async def posts(self, channel: int, **body: Any) -> Any:
        """Post exactly this, as the library's own parts would forbid some of it."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        return await self.http.request(route, json=body)

    async def calls(self, method: str, path: str, **body: Any) -> Any:
        return await self.http.request(Route(method, path), json=body or None)

    async def answers(self, what: discord.Interaction, kind: int, **data: Any) -> Any:
        """Give a first answer exactly like this."""
        path = f"/interactions/{what.id}/{what.token}/callback"
        return await self.calls("POST", path, type=kind, **({"data": data} if data else {}))

    async def follows(self, what: discord.Interaction, **body: Any) -> Any:
        return await self.calls("POST", f"/webhooks/{self.application_id}/{what.token}", **body)


@pytest.fixture(autouse=True)
def quick_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    # The library waits up to two seconds before it comes back.
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda _: 0.01)


@pytest.fixture
async def server() -> AsyncIterator[DiscordEmulator]:
    async with DiscordEmulator() as server:
        yield server
        assert server.problems == []


@pytest.fixture
async def bot(server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    lay(server, monkeypatch)
    async with connected(Bot(), server) as bot:
        yield bot


@pytest.fixture
def ana(server: DiscordEmulator) -> Person:
    return server.user("Ana", locale="es-ES")


@pytest.fixture
def ben(server: DiscordEmulator) -> Person:
    return server.user("Ben")


@pytest.fixture
async def home(server: DiscordEmulator, bot: Bot, ana: Person, ben: Person) -> Server:
    home = await server.guild("Home", members=[ana, ben])
    await bot.hears("guild_join")
    return home


@pytest.fixture
async def talk(home: Server, bot: Bot) -> Place:
    talk = await home.text_channel("talk")
    await bot.hears("guild_channel_create")
    return talk


@pytest.fixture
async def menu(bot: Bot) -> None:
    await bot.http.bulk_upsert_global_commands(bot.application_id or 0, COMMANDS)  # type: ignore[arg-type]


@pytest.fixture
async def slash(menu: None, bot: Bot, ana: Person) -> discord.Interaction:
    await ana.slash("start", code="abc")
    return await bot.hears("interaction")  # type: ignore[no-any-return]


def lay(server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", server.api_base)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))


@asynccontextmanager
async def connected(bot: Bot, server: DiscordEmulator) -> AsyncIterator[Bot]:
    await bot.login(server.token)
    task = asyncio.create_task(bot.connect())
    try:
        await bot.hears("ready")
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)


async def until(look: Callable[[], object], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        # It may be anything, and nothing tells when it changes.
        while not look():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def refused(call: Awaitable[object]) -> tuple[int, int]:
    """Give the status and the code with which a call is refused."""
    with pytest.raises(discord.HTTPException) as error:
        await call
    return error.value.status, error.value.code


def row(*parts: Mapping[str, object]) -> dict[str, object]:
    return {"type": 1, "components": list(parts)}


def button(label: str = "Yes", custom_id: str = "y") -> dict[str, object]:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id}


def choice(count: int) -> dict[str, object]:
    options = [{"label": f"{one}", "value": f"v{one}"} for one in range(count)]
    return {"type": 3, "custom_id": "m", "options": options}


class TestConnecting:
    async def test_says_who_the_bot_is(self, server: DiscordEmulator, bot: Bot) -> None:
        """
        The library is signed in, over the packed line that it asks for.
        """
        assert bot.user is not None
        assert (bot.user.id, bot.application_id) == (server.bot_id, server.application_id)
        assert (await bot.application_info()).id == server.application_id
        assert server.gateway.identified == 1

    async def test_turns_a_wrong_token_away(
        self, server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        The first call with it is a 401.
        """
        lay(server, monkeypatch)
        bot = Bot()

        with pytest.raises(discord.LoginFailure):
            await bot.login("Wr.on.g")
        await bot.close()

    async def test_asks_for_the_token_on_the_line_too(
        self, server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        One that was changed since is turned away there, with 4004.
        """
        lay(server, monkeypatch)
        bot = Bot()
        await bot.login(server.token)
        bot.http.token = "changed"

        with pytest.raises(discord.ConnectionClosed) as error:
            await asyncio.wait_for(bot.connect(), 5)
        await bot.close()

        assert error.value.code == 4004

    @pytest.mark.parametrize("code", [4004, 4013])
    async def test_closes_the_line_with_a_code(
        self, server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        """
        The library takes these as final.
        """
        lay(server, monkeypatch)
        server.gateway.refuse(code)
        bot = Bot()
        await bot.login(server.token)

        with pytest.raises(discord.ConnectionClosed) as error:
            await asyncio.wait_for(bot.connect(), 5)
        await bot.close()

        assert error.value.code == code

    @pytest.mark.parametrize("name", ["message_content", "members", "presences"])
    async def test_gives_no_privileged_intent(
        self, server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        """
        Asking for one ends with 4014.
        """
        lay(server, monkeypatch)
        bot = Bot(discord.Intents(guilds=True, **{name: True}))
        await bot.login(server.token)

        with pytest.raises(discord.PrivilegedIntentsRequired):
            await asyncio.wait_for(bot.connect(), 5)
        await bot.close()

    async def test_answers_heartbeats(
        self, server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        The library measures how far away Discord is.
        """
        monkeypatch.setattr(gateway, "BEAT", 50)
        lay(server, monkeypatch)

        async with connected(Bot(), server) as bot:
            await until(lambda: server.gateway.beats > 2)
            await until(lambda: bot.latency < 1)

    async def test_tells_of_servers_at_sign_in(
        self, server: DiscordEmulator, ana: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        With their channels and threads.
        """
        home = await server.guild("Home", members=[ana])
        talk = await home.text_channel("talk")
        thread = await home.private_thread(talk, [ana])
        lay(server, monkeypatch)

        async with connected(Bot(), server) as bot:
            assert [one.name for one in bot.guilds] == ["Home"]
            assert bot.get_channel(talk.id) is not None
            assert bot.get_channel(thread.id) is not None

    async def test_tells_only_what_was_asked_for(
        self, server: DiscordEmulator, ana: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Without the intent there are no private messages.
        """
        lay(server, monkeypatch)
        async with connected(Bot(discord.Intents(guilds=True)), server) as bot:
            await ana.writes("hello")
            home = await server.guild("Home", members=[ana])
            await until(lambda: bot.get_guild(home.id))

        assert bot.texts == []


class TestLines:
    @pytest.mark.parametrize("code", [4000, None])
    async def test_goes_on_after_a_cut(
        self, server: DiscordEmulator, bot: Bot, ana: Person, code: int | None
    ) -> None:
        """
        What was said meanwhile is told once, in order.
        """
        await ana.writes("one")
        await bot.hears("message")
        await server.gateway.cut(code)
        await ana.writes("two")

        await bot.hears("resumed")
        await ana.writes("three")
        await bot.hears("message", 3)

        assert bot.texts == ["one", "two", "three"]
        assert (server.gateway.identified, server.gateway.resumed) == (1, 1)

    async def test_asks_to_come_again(self, server: DiscordEmulator, bot: Bot, ana: Person) -> None:
        """
        The library does so at once and goes on.
        """
        await server.gateway.reconnect()
        await bot.hears("resumed")

        await ana.writes("hello")

        await bot.hears("message")
        assert server.gateway.identified == 1

    async def test_loses_what_was_said_between_sessions(
        self, server: DiscordEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        The library signs in anew, and hears only what comes after.
        """
        await server.gateway.invalidate()
        await ana.writes("lost")

        await bot.hears("ready", 2)
        await ana.writes("heard")
        await bot.hears("message")

        assert bot.texts == ["heard"]
        assert (server.gateway.identified, server.gateway.resumed) == (2, 0)

    async def test_lets_a_session_be_taken_up(
        self, server: DiscordEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        Invalid, but not for good: nothing is lost.
        """
        await server.gateway.invalidate(resumable=True)
        await ana.writes("kept")

        await bot.hears("message")

        assert bot.texts == ["kept"]
        assert server.gateway.identified == 1


class TestPrivateChats:
    async def test_carries_words_both_ways(self, bot: Bot, ana: Person) -> None:
        """
        What people write needs no intent here.
        """
        await ana.writes("hello")
        message = await bot.hears("message")

        await message.channel.send("Welcome, Ana")

        assert (message.content, message.author.id) == ("hello", ana.id)
        assert (await ana.sees("Welcome")).content == "Welcome, Ana"
        assert ana.reads() == ["Welcome, Ana"]

    async def test_opens_by_itself(self, bot: Bot, ana: Person) -> None:
        """
        A bot may write first to somebody that it shares a server with.
        """
        channel = await bot.create_dm(discord.Object(ana.id))

        await channel.send("First")

        assert ana.reads() == ["First"]
        assert channel.id == ana.dm.id

    async def test_can_be_closed(self, bot: Bot, ana: Person) -> None:
        """
        50007 until they are opened again.
        """
        ana.closes_dms()
        assert await refused(bot.posts(ana.dm.id, content="Hello")) == (403, 50007)

        ana.opens_dms()
        await bot.posts(ana.dm.id, content="Hello")

        assert ana.reads() == ["Hello"]

    async def test_carries_more_than_words(self, bot: Bot, ana: Person) -> None:
        """
        Pictures, voice, what was forwarded.
        """
        await ana.writes("", attachments=("photo",))
        photo = await bot.hears("message")
        await ana.writes("", attachments=("voice",))
        voice = await bot.hears("message", 2)
        await ana.writes("from elsewhere", forwarded=True)
        forwarded = await bot.hears("message", 3)

        assert photo.attachments[0].content_type == "image/png"
        assert voice.flags.voice
        assert forwarded.message_snapshots[0].content == "from elsewhere"
        assert forwarded.content == ""

    async def test_tells_of_changes(self, bot: Bot, ana: Person) -> None:
        """
        Of edits, and of what is gone.
        """
        message = await ana.writes("helo")

        await ana.edits(message, "hello")
        edit = await bot.hears("raw_message_edit")
        await ana.deletes(message)
        gone = await bot.hears("raw_message_delete")

        assert (edit.message.content, edit.message.edited_at is None) == ("hello", False)
        assert gone.message_id == message.id

    async def test_stays_between_two(self, server: DiscordEmulator, bot: Bot, ana: Person) -> None:
        """
        Nobody reads the chat of somebody else.
        """
        ben = server.user("Ben")

        await bot.posts(ana.dm.id, content="For Ana")

        assert ben.reads() == []
        with pytest.raises(Impossible):
            await ben.writes("hm", where=Place(ben.stage, ana.dm))


class TestServers:
    @pytest.mark.parametrize(
        ("how", "text"),
        [({}, ""), ({"mention_bot": True}, "<@{bot}> hello"), ({"reply_to": "bot"}, "hello")],
    )
    async def test_shows_words_that_are_meant_for_the_bot(
        self, bot: Bot, ana: Person, talk: Place, how: dict[str, Any], text: str
    ) -> None:
        """
        Other messages come without their words.
        """
        await bot.posts(talk.id, content="Ask me")
        if how.get("reply_to"):
            how = {"reply_to": await ana.sees("Ask me", talk)}

        await ana.writes("hello", talk, **how)

        message = await bot.hears("message", 2)
        assert message.author.id == ana.id
        assert message.content == text.format(bot=bot.application_id)

    async def test_hides_pictures_that_are_not_meant_for_it(
        self, bot: Bot, ana: Person, talk: Place
    ) -> None:
        """
        They are as private as words.
        """
        await ana.writes("us", talk, attachments=("photo",))

        assert (await bot.hears("message")).attachments == []

    async def test_may_be_left(self, bot: Bot, home: Server, talk: Place, ana: Person) -> None:
        """
        Nothing is let in afterwards, until the bot is back.
        """
        await home.removes_bot()
        await bot.hears("guild_remove")
        assert await refused(bot.posts(talk.id, content="Hello")) == (403, 50001)

        await home.adds_bot()
        await bot.posts(talk.id, content="Hello")

        assert ana.reads(talk) == ["Hello"]

    async def test_takes_rights(self, bot: Bot, home: Server, talk: Place) -> None:
        """
        50013 without the right to write, 50001 without the right to see.
        """
        await home.takes_permission(talk, "send_messages")
        assert await refused(bot.posts(talk.id, content="Hello")) == (403, 50013)
        channel = bot.get_channel(talk.id)
        assert isinstance(channel, discord.TextChannel)
        await bot.hears("guild_channel_update")
        assert not channel.permissions_for(channel.guild.me).send_messages

        await home.takes_permission(talk, "view_channel")
        assert await refused(bot.posts(talk.id, content="Hello")) == (403, 50001)

    async def test_takes_channels_away(self, bot: Bot, talk: Place, ana: Person) -> None:
        """
        10003 from then on; people do not see it either.
        """
        await talk.delete()
        await bot.hears("guild_channel_delete")

        assert await refused(bot.posts(talk.id, content="Hello")) == (404, 10003)
        assert await refused(bot.fetch_channel(77)) == (404, 10003)
        with pytest.raises(Impossible):
            await ana.writes("hello", talk)

    async def test_shows_who_may_see_a_channel(
        self, server: DiscordEmulator, bot: Bot, home: Server, ana: Person, ben: Person
    ) -> None:
        """
        By overwrites: nobody but those named.
        """
        ours = await home.text_channel("ours", private_for=[ana, ben])
        cleo = server.user("Cleo")
        await home.joins(cleo)

        channel = await bot.fetch_channel(ours.id)

        assert isinstance(channel, discord.TextChannel)
        assert channel.overwrites_for(channel.guild.default_role).view_channel is False
        named = {one.id for one in channel.overwrites} - {channel.guild.default_role.id}
        assert named == {ana.id, ben.id, server.bot_id}
        with pytest.raises(Impossible):
            await cleo.writes("hello", ours)

    async def test_counts_members(self, bot: Bot, home: Server, server: DiscordEmulator) -> None:
        """
        With the bot; nobody is told who joins.
        """
        await home.joins(server.user("Cleo"))

        guild = await bot.fetch_guild(home.id, with_counts=True)

        assert guild.approximate_member_count == 4
        assert bot.all("member_join") == bot.all("raw_member_join") == []


class TestThreads:
    async def test_tells_nothing_of_others(
        self, bot: Bot, home: Server, talk: Place, ana: Person, ben: Person
    ) -> None:
        """
        Who comes and goes is told only with the privileged intent; of itself the bot learns.
        """
        thread = await home.private_thread(talk, [ana])
        await bot.calls("PUT", f"/channels/{thread.id}/thread-members/{ben.id}")
        await thread.removes(ben)
        await thread.adds(ben)

        await thread.removes_bot()

        await bot.hears("thread_remove")
        assert bot.all("thread_member_join") == bot.all("raw_thread_member_remove") == []
        assert await refused(bot.posts(thread.id, content="Hello")) == (403, 50001)

    async def test_changes_nothing_in_one_that_is_put_away(
        self, bot: Bot, home: Server, talk: Place, ana: Person, ben: Person
    ) -> None:
        """
        50083 until somebody writes there again.
        """
        thread = await home.private_thread(talk, [ana])
        path = f"/channels/{thread.id}"
        sent = await bot.posts(thread.id, content="one")
        await thread.archives()

        for call in (
            bot.calls("PATCH", f"{path}/messages/{sent['id']}", content="two"),
            bot.calls("PUT", f"{path}/thread-members/{ben.id}"),
        ):
            assert await refused(call) == (400, 50083)

        await bot.posts(thread.id, content="two")
        await bot.calls("PUT", f"{path}/thread-members/{ben.id}")
        assert ben.reads(thread) == ["one", "two"]

    async def test_is_made_for_two(
        self, bot: Bot, talk: Place, ana: Person, ben: Person, server: DiscordEmulator
    ) -> None:
        """
        The bot makes it, adds people, and counts them with itself.
        """
        channel = bot.get_channel(talk.id)
        assert isinstance(channel, discord.TextChannel)

        thread = await channel.create_thread(name="us", invitable=False)
        for person in (ana, ben):
            await thread.add_user(discord.Object(person.id))
        await thread.send("Welcome")

        assert ana.reads(await server.new_thread()) == ["Welcome"]
        again = await bot.fetch_channel(thread.id)
        assert isinstance(again, discord.Thread)
        assert (again.member_count, again.is_private(), again.invitable) == (3, True, False)

    async def test_hides_from_others(
        self, bot: Bot, home: Server, talk: Place, ana: Person, ben: Person
    ) -> None:
        """
        Who is put out sees it no more; who is on the server never did.
        """
        thread = await home.private_thread(talk, [ana])
        with pytest.raises(Impossible):
            ben.reads(thread)

        await thread.adds(ben)
        await bot.posts(thread.id, content="Both")
        assert ben.reads(thread) == ["Both"]

        await thread.removes(ben)
        with pytest.raises(Impossible):
            ben.reads(thread)

    async def test_keeps_its_list_of_members(
        self, bot: Bot, home: Server, talk: Place, ana: Person
    ) -> None:
        """
        The whole list needs the privileged intent.
        """
        thread = await home.private_thread(talk, [ana])

        path = f"/channels/{thread.id}/thread-members"

        assert await refused(bot.calls("GET", path)) == (403, 50001)
        assert (await bot.calls("GET", f"{path}/{ana.id}"))["user_id"] == str(ana.id)

    async def test_needs_the_right(self, bot: Bot, home: Server, talk: Place) -> None:
        """
        50013 without it.
        """
        await home.takes_permission(talk, "create_private_threads")

        path = f"/channels/{talk.id}/threads"

        assert await refused(bot.calls("POST", path, name="us", type=12)) == (403, 50013)

    async def test_is_put_away_and_comes_back(
        self, bot: Bot, home: Server, talk: Place, ana: Person
    ) -> None:
        """
        Writing reopens it; a locked one stays as it is.
        """
        thread = await home.private_thread(talk, [ana])
        await thread.archives()
        assert (await bot.calls("GET", f"/channels/{thread.id}"))["thread_metadata"]["archived"]

        await bot.posts(thread.id, content="Hello")
        shown = await bot.calls("GET", f"/channels/{thread.id}")
        assert not shown["thread_metadata"]["archived"]

        await thread.locks()
        assert await refused(bot.posts(thread.id, content="Hello")) == (400, 160005)


class TestMessages:
    async def test_are_edited_and_deleted(
        self, bot: Bot, ana: Person, server: DiscordEmulator
    ) -> None:
        """
        By who wrote them only; what is gone is 10008.
        """
        hers = await ana.writes("mine")
        channel = bot.get_partial_messageable(ana.dm.id)
        message = await channel.send("one")
        await message.edit(content="two")
        assert ana.reads() == ["two"]

        await message.delete()
        assert ana.reads() == []

        gone, other = (channel.get_partial_message(one) for one in (message.id, hers.id))
        assert await refused(gone.edit(content="three")) == (404, 10008)
        assert await refused(other.edit(content="no")) == (403, 50005)
        assert await refused(other.delete()) == (403, 50003)

    async def test_are_listed(self, bot: Bot, ana: Person) -> None:
        """
        Newest first, before or after one, so many at most.
        """
        numbers = [(await ana.writes(f"{one}")).id for one in range(5)]
        channel = bot.get_partial_messageable(ana.dm.id)
        middle = discord.Object(numbers[2])

        async def texts(**how: Any) -> list[str]:
            return [one.content async for one in channel.history(**how)]

        assert await texts(limit=2) == ["4", "3"]
        assert await texts(before=middle) == ["1", "0"]
        assert await texts(after=middle) == ["3", "4"]
        assert (await channel.fetch_message(numbers[0])).content == "0"

    async def test_are_deleted_together(
        self, bot: Bot, home: Server, talk: Place, ana: Person
    ) -> None:
        """
        On servers only, with the right to.
        """
        numbers = [(await bot.posts(talk.id, content=f"{one}"))["id"] for one in range(2)]
        path = f"/channels/{talk.id}/messages/bulk-delete"

        await bot.calls("POST", path, messages=numbers)
        assert ana.reads(talk) == []

        await home.takes_permission(talk, "manage_messages")
        assert await refused(bot.calls("POST", path, messages=numbers)) == (403, 50013)
        private = f"/channels/{ana.dm.id}/messages/bulk-delete"
        assert await refused(bot.calls("POST", private, messages=numbers)) == (403, 50003)

    async def test_are_posted_once_for_a_nonce(
        self, server: DiscordEmulator, bot: Bot, ana: Person, ben: Person
    ) -> None:
        """
        For some minutes, in one chat, and when it is asked for.
        """
        same = {"nonce": "7", "enforce_nonce": True}
        first = await bot.posts(ana.dm.id, content="one", **same)
        assert (await bot.posts(ana.dm.id, content="two", **same))["id"] == first["id"]
        assert first["nonce"] == "7"
        assert ana.reads() == ["one"]

        await bot.posts(ben.dm.id, content="one", **same)
        await bot.posts(ana.dm.id, content="three", nonce="7")
        server.passes(600)
        await bot.posts(ana.dm.id, content="four", **same)

        assert ben.reads() == ["one"]
        assert ana.reads() == ["one", "three", "four"]

    async def test_are_kept_as_they_were_sent(
        self, server: DiscordEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        Silent ones, and whom they may ping.
        """
        await bot.get_partial_messageable(ana.dm.id).send("@everyone", silent=True)

        assert ana.shown()[0].flags & 4096
        assert server.calls[-1].json["allowed_mentions"] == {"parse": []}
        assert server.calls[-1].status == 200

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"content": "x" * 2001}, 50035),
            ({"content": " "}, 50006),
            ({"content": "x", "flags": 64}, 50035),
            (
                {
                    "content": "x",
                    "components": [row(button(custom_id=f"{one}")) for one in range(6)],
                },
                50035,
            ),
            (
                {
                    "content": "x",
                    "components": [row(*[button(custom_id=f"{one}") for one in range(6)])],
                },
                50035,
            ),
            ({"content": "x", "components": [row(button(), button("No"))]}, 50035),
            ({"content": "x", "components": [row(button("x" * 81))]}, 50035),
            ({"content": "x", "components": [row(button(custom_id="x" * 101))]}, 50035),
            ({"content": "x", "components": [row(choice(26))]}, 50035),
            ({"content": "x", "components": [row(choice(2), button())]}, 50035),
            ({"content": "x", "components": [{**row(button()), "type": 17}]}, 50035),
            ({"content": "x", "flags": 1 << 20}, 50035),
            ({"content": "x", "flags": 32768}, 50035),
            ({"flags": 32768, "components": [{"type": 10, "content": "x"}] * 41}, 50035),
            ({"flags": 32768, "components": [{"type": 10, "content": "x" * 4001}]}, 50035),
        ],
    )
    async def test_keep_to_limits(
        self, bot: Bot, ana: Person, body: dict[str, Any], code: int
    ) -> None:
        """
        What breaks one is refused, and nothing is posted.
        """
        assert await refused(bot.posts(ana.dm.id, **body)) == (400, code)
        assert ana.reads() == []

    async def test_fill_the_limits(self, bot: Bot, ana: Person) -> None:
        """
        Exactly as much as that is let in.
        """
        rows = [
            row(*[button("x" * 80, f"{'x' * 98}{one}{two}") for two in range(5)])
            for one in range(4)
        ]

        await bot.posts(ana.dm.id, content="x" * 2000, components=[*rows, row(choice(25))])
        await bot.posts(
            ana.dm.id, flags=32768, components=[{"type": 10, "content": "x" * 100}] * 40
        )

        assert len(ana.shown()) == 2
        assert len(list(ana.shown()[0].buttons())) == 45


class TestCommands:
    async def test_are_written_as_a_whole(
        self, server: DiscordEmulator, bot: Bot, menu: None
    ) -> None:
        """
        With their translations; every writing is counted.
        """
        known = await bot.http.get_global_commands(server.application_id)

        assert [one["name"] for one in known] == ["start", "here"]
        assert known[0].get("name_localizations") == {"de": "anfangen"}
        assert server.synced == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": "Start", "description": "Begin"},
            {"name": "x" * 33, "description": "Begin"},
            {"name": "start", "description": "x" * 101},
            {"name": "start", "description": "Begin", "name_localizations": {"de": "An fang"}},
        ],
    )
    async def test_keep_to_limits(self, bot: Bot, wrong: Any) -> None:
        """
        A menu with one wrong command is refused.
        """
        call = bot.http.bulk_upsert_global_commands(bot.application_id or 0, [wrong])

        assert await refused(call) == (400, 50035)

    async def test_are_offered_where_they_belong(
        self, menu: None, ana: Person, talk: Place, bot: Bot
    ) -> None:
        """
        Nobody gives one that the app does not show.
        """
        with pytest.raises(Impossible):
            await ana.slash("nothing")
        with pytest.raises(Impossible):
            await ana.slash("here")

        await ana.slash("here", talk)

        assert (await bot.hears("interaction")).data["name"] == "here"

    async def test_say_who_and_where(self, slash: discord.Interaction, ana: Person) -> None:
        """
        The person, their language, the code that they gave.
        """
        assert isinstance(slash.data, dict)
        assert slash.data.get("options") == [{"name": "code", "type": 3, "value": "abc"}]
        assert (slash.user.id, slash.channel_id) == (ana.id, ana.dm.id)
        assert slash.locale is discord.Locale.spain_spanish
        assert slash.context.dm_channel


class TestCommandsOfServers:
    async def test_stay_on_their_server(
        self, bot: Bot, home: Server, talk: Place, ana: Person, menu: None
    ) -> None:
        """
        Beside those for everywhere, which they do not replace.
        """
        only: Any = {"name": "local", "description": "Here"}

        await bot.http.bulk_upsert_guild_commands(bot.application_id or 0, home.id, [only])

        known = await bot.http.get_global_commands(bot.application_id or 0)
        assert [one["name"] for one in known] == ["start", "here"]
        with pytest.raises(Impossible):
            await ana.slash("local")
        await ana.slash("local", talk)
        assert (await bot.hears("interaction")).data["name"] == "local"


class TestAnswers:
    async def test_tell_what_they_made(
        self, server: DiscordEmulator, slash: discord.Interaction, ana: Person
    ) -> None:
        """
        The library asks for it; a deferred one has made nothing yet.
        """
        made = await slash.response.defer(ephemeral=True, thinking=True)

        assert made is not None
        assert made.is_thinking()
        assert ana.reads() == []

    async def test_do_not_reach_other_messages(
        self, bot: Bot, slash: discord.Interaction, ana: Person
    ) -> None:
        """
        A token changes only what was said with it.
        """
        other = await bot.posts(ana.dm.id, content="Stays")
        await bot.answers(slash, 4, content="One")

        assert await refused(slash.followup.delete_message(int(other["id"]))) == (404, 10008)
        assert ana.reads() == ["Stays", "One"]

    async def test_may_come_later(
        self, server: DiscordEmulator, bot: Bot, slash: discord.Interaction, ana: Person
    ) -> None:
        """
        Deferred at once, filled afterwards; until then there is nothing to read.
        """
        await bot.answers(slash, 5, flags=64)
        assert ana.reads() == []

        await slash.edit_original_response(content="Welcome")

        assert ana.reads() == ["Welcome"]
        assert server.unanswered == []

    async def test_are_given_once(self, bot: Bot, slash: discord.Interaction, ana: Person) -> None:
        """
        40060 for the second.
        """
        await bot.answers(slash, 4, content="One")

        assert await refused(bot.answers(slash, 4, content="Two")) == (400, 40060)
        assert ana.reads() == ["One"]

    async def test_come_in_time(
        self, server: DiscordEmulator, bot: Bot, slash: discord.Interaction, ana: Person
    ) -> None:
        """
        After three seconds 10062, and it stays unanswered.
        """
        server.passes(3.1)

        assert await refused(bot.answers(slash, 4, content="Late")) == (404, 10062)
        assert ana.reads() == []
        assert [one.id for one in server.unanswered] == [slash.id]

    async def test_are_timed(
        self, server: DiscordEmulator, bot: Bot, slash: discord.Interaction
    ) -> None:
        """
        By this Discord's clock.
        """
        server.passes(2.5)

        await bot.answers(slash, 5)

        ((late, seconds),) = server.slow(2.0)
        assert late.id == slash.id
        assert 2.5 <= seconds < 3
        assert server.slow(3.0) == []

    async def test_are_seen_by_one_person_only(
        self, bot: Bot, menu: None, talk: Place, ana: Person, ben: Person
    ) -> None:
        """
        An ephemeral one stands in no history either.
        """
        await ana.slash("here", talk)
        what = await bot.hears("interaction")

        await what.response.send_message("For you", ephemeral=True)

        assert (ana.reads(talk), ben.reads(talk)) == (["For you"], [])
        assert [one async for one in bot.get_partial_messageable(talk.id).history()] == []

    async def test_are_followed_up(self, slash: discord.Interaction, ana: Person) -> None:
        """
        More messages, which can be changed and taken back.
        """
        await slash.response.send_message("One")
        more = await slash.followup.send("Two", wait=True)
        await slash.followup.send("Three", ephemeral=True)
        assert ana.reads() == ["One", "Two", "Three"]

        await more.edit(content="Two!")
        assert (await slash.followup.fetch_message(more.id)).content == "Two!"
        await more.delete()
        await slash.delete_original_response()

        assert ana.reads() == ["Three"]
        assert await refused(slash.original_response()) == (404, 10008)

    async def test_wait_for_the_first_one(self, bot: Bot, slash: discord.Interaction) -> None:
        """
        There is nothing to follow before it.
        """
        assert await refused(bot.follows(slash, content="Two")) == (404, 10015)

    async def test_end_after_a_while(
        self, server: DiscordEmulator, bot: Bot, slash: discord.Interaction, ana: Person
    ) -> None:
        """
        A quarter of an hour, then the token is worth nothing.
        """
        await bot.answers(slash, 4, content="One")
        server.passes(14 * 60)
        await bot.follows(slash, content="Two")

        server.passes(2 * 60)

        assert await refused(bot.follows(slash, content="Three")) == (401, 50027)
        assert ana.reads() == ["One", "Two"]


class TestPresses:
    async def test_reach_the_bot(self, bot: Bot, ana: Person) -> None:
        """
        With what stands behind the label, and the message it stands under.
        """
        sent = await bot.posts(ana.dm.id, content="Well?", components=[row(button())])
        assert ana.buttons() == ["Yes"]

        await ana.presses("Yes")

        press = await bot.hears("interaction")
        assert press.data["custom_id"] == "y"
        assert str(press.message.id) == sent["id"]
        with pytest.raises(Impossible):
            await ana.presses("No")

    async def test_choose_from_a_menu(self, bot: Bot, ana: Person) -> None:
        """
        An option is named like a button.
        """
        await bot.posts(ana.dm.id, content="Well?", components=[row(choice(3))])

        await ana.presses("2")

        assert (await bot.hears("interaction")).data["values"] == ["v2"]

    async def test_may_change_the_message(self, bot: Bot, ana: Person) -> None:
        """
        Or leave it as it is, and say nothing.
        """
        await bot.posts(ana.dm.id, content="Well?", components=[row(button())])
        await ana.presses("Yes")
        await (await bot.hears("interaction")).response.defer()
        assert (ana.reads(), ana.buttons()) == (["Well?"], ["Yes"])

        await ana.presses("Yes")
        await (await bot.hears("interaction", 2)).response.edit_message(content="Good", view=None)

        assert (ana.reads(), ana.buttons()) == (["Good"], [])

    async def test_may_change_the_message_later(self, bot: Bot, ana: Person) -> None:
        """
        What was pressed is then the first answer.
        """
        await bot.posts(ana.dm.id, content="Well?", components=[row(button())])
        await ana.presses("Yes")
        press = await bot.hears("interaction")
        await press.response.defer()

        await press.edit_original_response(content="Good", view=None)

        assert (ana.reads(), ana.buttons()) == (["Good"], [])

    async def test_change_nothing_for_a_command(self, bot: Bot, slash: discord.Interaction) -> None:
        """
        There is no message that was pressed.
        """
        assert await refused(bot.answers(slash, 6)) == (400, 50035)


class TestWindows:
    async def test_are_filled_in(
        self, bot: Bot, talk: Place, ana: Person, ben: Person, server: DiscordEmulator
    ) -> None:
        """
        Opened by a press, and what was written comes with the message it began from.
        """
        sent = await bot.posts(talk.id, content="Well?", components=[row(button())])
        await ana.presses("Yes", talk)
        await bot.answers(await bot.hears("interaction"), 9, **WINDOW)
        assert ben.window is None

        await ana.submits("It was hard")

        filled = await bot.hears("interaction", 2)
        assert filled.data["components"][0]["components"][0]["value"] == "It was hard"
        assert str(filled.message.id) == sent["id"]
        assert await refused(bot.answers(filled, 9, **WINDOW)) == (400, 50035)
        await bot.answers(filled, 6)
        assert server.unanswered == []
        with pytest.raises(Impossible):
            await ana.submits("Twice")

    @pytest.mark.parametrize("wrong", [{"title": "x" * 46}, {"custom_id": ""}, {"components": []}])
    async def test_keep_to_limits(
        self, bot: Bot, slash: discord.Interaction, ana: Person, wrong: dict[str, Any]
    ) -> None:
        """
        What breaks one is not shown, and the answer may be given again.
        """
        assert await refused(bot.answers(slash, 9, **(WINDOW | wrong))) == (400, 50035)
        assert ana.window is None

        await bot.answers(slash, 9, **WINDOW)

        assert ana.window is not None


class TestBorrowedPlaces:
    async def test_let_the_bot_only_answer(
        self, server: DiscordEmulator, bot: Bot, menu: None, ana: Person, ben: Person
    ) -> None:
        """
        In a chat of two the bot is not: it answers, five times more, and that is all.
        """
        ours = server.private_channel([ana, ben])
        assert await refused(bot.posts(ours.id, content="Hello")) == (403, 50001)
        await ana.slash("start", ours)
        what = await bot.hears("interaction")
        assert what.context.private_channel

        await bot.answers(what, 4, content="0")
        for number in range(1, 6):
            await bot.follows(what, content=f"{number}")

        assert await refused(bot.follows(what, content="6")) == (400, 40094)
        assert ben.reads(ours) == ["0", "1", "2", "3", "4", "5"]

    async def test_are_not_heard(self, server: DiscordEmulator, bot: Bot, ana: Person) -> None:
        """
        What people write to each other there is theirs.
        """
        ours = server.private_channel([ana, server.user("Ben")])

        await ana.writes("only us", ours)
        await ana.writes("hello")
        await bot.hears("message")

        assert bot.texts == ["hello"]


class TestFaults:
    async def test_flood(self, server: DiscordEmulator, bot: Bot, ana: Person) -> None:
        """
        The library waits as long as it is told, and tries again.
        """
        server.faults.next(POST, faults.flood(0.1))
        began = server.clock.now()

        await bot.posts(ana.dm.id, content="Hello")

        assert server.clock.now() - began >= 0.1
        assert [one.status for one in server.calls[-2:]] == [429, 200]
        assert ana.reads() == ["Hello"]

    async def test_wall(self, server: DiscordEmulator, bot: Bot, ana: Person) -> None:
        """
        Without "Via" the library takes it for a ban, and does not come again.
        """
        server.faults.next(POST, faults.wall())

        assert (await refused(bot.posts(ana.dm.id, content="Hello")))[0] == 429
        assert ana.reads() == []

    @pytest.mark.parametrize(("after", "copies"), [(False, 1), (True, 2)])
    async def test_broken_answers(
        self, server: DiscordEmulator, bot: Bot, ana: Person, after: bool, copies: int
    ) -> None:
        """
        The library repeats the call; after the effect that makes two of it.
        """
        server.faults.next(POST, faults.error(502, after=after))

        await bot.posts(ana.dm.id, content="Hello")

        assert len(ana.reads()) == copies

    async def test_broken_answers_with_a_nonce(
        self, server: DiscordEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        The library gives one by itself, so that there is one message.
        """
        server.faults.next(POST, faults.error(502, after=True))

        await bot.get_partial_messageable(ana.dm.id).send("Hello")

        assert ana.reads() == ["Hello"]

    @pytest.mark.parametrize("after", [False, True])
    async def test_cut(self, server: DiscordEmulator, bot: Bot, ana: Person, after: bool) -> None:
        """
        Nobody knows what came of it.
        """
        server.faults.next(POST, faults.cut(after=after))

        with pytest.raises(aiohttp.ServerDisconnectedError):
            await bot.posts(ana.dm.id, content="Hello")

        assert ana.reads() == (["Hello"] if after else [])

    async def test_hang(self, server: DiscordEmulator, bot: Bot, ana: Person) -> None:
        """
        No answer at all; the emulator closes nevertheless.
        """
        server.faults.next(POST, faults.hang())

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(bot.posts(ana.dm.id, content="Hello"), 0.1)

        assert ana.reads() == []

    async def test_strike_a_share_of_calls(
        self, server: DiscordEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        About as many as was said, and every one is noted.
        """
        server.faults.some, server.faults.share = (faults.wall(),), 0.5
        outcomes = [await sent(bot.posts(ana.dm.id, content=f"{one}")) for one in range(40)]

        assert 8 < outcomes.count(False) < 32
        assert len(server.faults.happened) == outcomes.count(False)
        assert len(ana.reads()) == outcomes.count(True)

    async def test_pace(self, server: DiscordEmulator, bot: Bot, ana: Person) -> None:
        """
        The library reads the headers and keeps to it, so that no call is refused.
        """
        server.paces(2, 0.4)
        began = server.clock.now()

        for number in range(5):
            await bot.posts(ana.dm.id, content=f"{number}")

        assert server.clock.now() - began >= 0.7
        assert {one.status for one in server.calls} == {200}
        assert len(ana.reads()) == 5

    async def test_pace_of_who_does_not_read(self, server: DiscordEmulator, ana: Person) -> None:
        """
        One too many is refused, with how long to wait.
        """
        server.paces(2, 5.0)
        url = f"{server.api_base}/channels/{ana.dm.id}/messages"
        headers = {"Authorization": f"Bot {server.token}"}

        async with aiohttp.ClientSession(headers=headers) as session:
            answers = [await session.post(url, json={"content": "x"}) for _ in range(3)]
            said = await answers[-1].json()

        assert [one.status for one in answers] == [200, 200, 429]
        assert 4 < said["retry_after"] <= 5
        assert "Via" in answers[-1].headers
        assert len(ana.reads()) == 2


async def sent(call: Awaitable[object]) -> bool:
    try:
        await call
    except discord.HTTPException:
        return False
    return True


class TestContract:
    async def test_notices_departures(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Of what was asked, and of paths that there are not.
        """
        async with DiscordEmulator() as server:
            if server.contract is None:
                pytest.skip("the published description is not here")
            lay(server, monkeypatch)
            ana = server.user("Ana")
            async with connected(Bot(), server) as bot:
                await bot.posts(ana.dm.id, content="Hello")
                assert server.problems == []

                await bot.posts(ana.dm.id, content="Hello", tts="loud")

            assert len(server.problems) == 1
            assert "tts" in server.problems[0]
            assert server.contract.departures("GET", "/nowhere", None, 200, None)
            assert server.contract.departures("GET", "/users/@me", None, 200, {"id": 7})
