"""The emulator of Discord, in front of the real library as it is."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.emulators.discord import DiscordEmulator, Impossible, Person, contract, faults, forms
from tests.emulators.discord.problem import Problem
from tests.emulators.discord.world import V2


class Listener(discord.Client):
    """What the library makes of what it hears."""

    def __init__(self, server: DiscordEmulator) -> None:
        Route.BASE = server.api_base
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        )
        self.heard: list[str] = []
        self.pressed: list[discord.Interaction] = []
        self.resumes = 0
        self.shaken = False

    async def on_connect(self) -> None:
        """Note that the session has begun."""
        self.shaken = True

    async def on_message(self, message: discord.Message) -> None:
        """Note what others say."""
        if self.user is None or message.author.id != self.user.id:
            self.heard.append(message.content)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Note what is done."""
        self.pressed.append(interaction)

    async def on_resumed(self) -> None:
        """Count."""
        self.resumes += 1


@asynccontextmanager
async def connected(server: DiscordEmulator) -> AsyncIterator[Listener]:
    """Let the library sign in and listen."""
    client = Listener(server)
    task = asyncio.create_task(client.start(server.token))
    # The library calls itself ready two seconds later, in case another server is told of.
    await until(lambda: server.gateway.listening and client.shaken)
    try:
        yield client
    finally:
        await client.close()
        await asyncio.gather(task, return_exceptions=True)


async def until(look: Callable[[], object]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(10):
        while not look():  # noqa: ASYNC110 - nothing tells when it changes
            await asyncio.sleep(0.01)


@pytest.fixture
async def server() -> AsyncIterator[DiscordEmulator]:
    """Open an emulator; its own answers have to follow the contract as well."""
    async with DiscordEmulator() as server:
        yield server
        assert server.problems == []


@pytest.fixture
async def client(server: DiscordEmulator) -> AsyncIterator[Listener]:
    """Connect the library."""
    async with connected(server) as client:
        yield client


BUTTON = discord.ui.Button[discord.ui.View]


def view(*labels: str) -> discord.ui.View:
    """Make buttons."""
    made = discord.ui.View(timeout=None)
    for label in labels:
        made.add_item(BUTTON(label=label, custom_id=f"t:{label}"))
    return made


class TestTalking:
    async def test_both_ways(self, server: DiscordEmulator, client: Listener) -> None:
        """What people write is heard, what the bot writes is seen; taken back, it is gone."""
        ana = server.user("Ana")
        await ana.writes("hello")
        await until(lambda: client.heard == ["hello"])

        sent = await client.get_partial_messageable(ana.dm.id).send("Welcome, Ana.")
        seen = await ana.sees("Welcome")
        await sent.delete()

        assert seen.id == sent.id
        assert ana.reads() == []

    async def test_servers_hide_what_was_not_meant_for_the_bot(
        self, server: DiscordEmulator, client: Listener
    ) -> None:
        """Without the privileged intent only mentions and replies have words."""
        ana, ben = server.user("Ana"), server.user("Ben")
        home = await server.guild("Home", [ana, ben])
        lobby = await home.text_channel("lobby")
        await until(lambda: client.get_channel(lobby.id))
        sent = await client.get_partial_messageable(lobby.id).send("Here.")

        await ana.writes("between us", lobby)
        await ana.writes("look", lobby, mention_bot=True)
        await ana.writes("yes", lobby, reply_to=await ana.sees("Here.", lobby))

        await until(lambda: len(client.heard) == 3)
        assert client.heard == ["", f"<@{server.bot_id}> look", "yes"]
        assert sent.channel.id == lobby.id

    async def test_a_shut_chat(self, server: DiscordEmulator, client: Listener) -> None:
        """50007 while it is shut, and not afterwards."""
        ana = server.user("Ana")
        chat = client.get_partial_messageable(ana.dm.id)
        ana.closes_dms()

        with pytest.raises(discord.Forbidden) as caught:
            await chat.send("Hello?")
        ana.opens_dms()
        await chat.send("Hello.")

        assert caught.value.code == 50007
        assert ana.reads() == ["Hello."]

    async def test_the_same_nonce_is_the_same_message(
        self, server: DiscordEmulator, client: Listener
    ) -> None:
        """Within some minutes; later it is another one."""
        ana = server.user("Ana")
        body = {"content": "Once.", "nonce": "7", "enforce_nonce": True}

        first = await client.http.request(post(ana), json=body)
        again = await client.http.request(post(ana), json=body)
        server.passes(600)
        later = await client.http.request(post(ana), json=body)

        assert first["id"] == again["id"] != later["id"]
        assert ana.reads() == ["Once.", "Once."]


def post(ana: Person) -> Route:
    """Give the way to somebody's private chat."""
    return Route("POST", "/channels/{channel_id}/messages", channel_id=ana.dm.id)


class TestInteractions:
    async def test_a_command(self, server: DiscordEmulator, client: Listener) -> None:
        """It is offered once it is registered, and answered for its giver alone."""
        ana = server.user("Ana", locale="es-ES")
        with pytest.raises(Impossible):
            await ana.slash("menu")
        await client.http.bulk_upsert_global_commands(
            server.application_id, [{"name": "menu", "description": "What there is", "type": 1}]
        )

        await ana.slash("menu")
        await until(lambda: client.pressed)
        await client.pressed[0].response.send_message("Here it is.", ephemeral=True)

        assert client.pressed[0].locale is discord.Locale.spain_spanish
        assert ana.reads() == ["Here it is."]
        assert server.unanswered == []
        assert server.synced == 1

    async def test_a_press(self, server: DiscordEmulator, client: Listener) -> None:
        """It tells which button of which message, and is answered once."""
        ana = server.user("Ana")
        sent = await client.get_partial_messageable(ana.dm.id).send("Well?", view=view("Yes", "No"))

        await ana.presses("No")
        await until(lambda: client.pressed)
        press = client.pressed[0]
        await press.response.defer()
        press.response._response_type = None

        assert press.data is not None
        assert press.data.get("custom_id") == "t:No"
        assert press.message is not None
        assert press.message.id == sent.id
        with pytest.raises(discord.HTTPException) as twice:
            await press.response.defer()
        assert twice.value.code == 40060

    async def test_too_late(self, server: DiscordEmulator, client: Listener) -> None:
        """After three seconds nobody waits any more; after a quarter of an hour nothing follows."""
        ana = server.user("Ana")
        await client.get_partial_messageable(ana.dm.id).send("Well?", view=view("Yes"))
        await ana.presses("Yes")
        await ana.presses("Yes")
        await until(lambda: len(client.pressed) == 2)
        await client.pressed[1].response.defer()

        server.passes(4)
        with pytest.raises(discord.NotFound) as late:
            await client.pressed[0].response.defer()
        await client.pressed[1].followup.send("Still there.", ephemeral=True)
        server.passes(900)
        with pytest.raises(discord.HTTPException) as gone:
            await client.pressed[1].followup.send("And now?")

        assert (late.value.code, gone.value.code) == (10062, 50027)
        assert server.unanswered == [server.interactions[0]]
        assert ana.reads()[-1] == "Still there."

    async def test_a_window(self, server: DiscordEmulator, client: Listener) -> None:
        """It opens before one person, and what they write comes back."""
        ana = server.user("Ana")
        await client.get_partial_messageable(ana.dm.id).send("Well?", view=view("Write"))
        await ana.presses("Write")
        await until(lambda: client.pressed)

        window = discord.ui.Modal(title="Your answer", custom_id="w:1")
        window.add_item(discord.ui.TextInput(label="In your own words", custom_id="words"))
        await client.pressed[0].response.send_modal(window)
        await until(lambda: ana.window)
        await ana.submits("I was afraid.")
        await until(lambda: len(client.pressed) == 2)

        data = client.pressed[1].data
        assert data is not None
        assert "I was afraid." in str(data)
        assert client.pressed[1].type is discord.InteractionType.modal_submit

    async def test_only_who_asked_sees_it(self, server: DiscordEmulator, client: Listener) -> None:
        """Others in the channel do not, nor can it be pressed by them."""
        ana, ben = server.user("Ana"), server.user("Ben")
        home = await server.guild("Home", [ana, ben])
        room = await home.private_thread(await home.text_channel("lobby"), [ana, ben])
        await until(lambda: client.get_guild(home.id))
        await client.get_partial_messageable(room.id).send("Well?", view=view("Yes"))

        await ana.presses("Yes", room)
        await until(lambda: client.pressed)
        await client.pressed[0].response.send_message("Only you.", ephemeral=True)

        assert ana.reads(room)[-1] == "Only you."
        assert ben.reads(room) == ["Well?"]

    async def test_where_the_bot_is_not(self, server: DiscordEmulator, client: Listener) -> None:
        """In a chat of the two it may only answer, five times."""
        ana, ben = server.user("Ana"), server.user("Ben")
        us = server.private_channel([ana, ben])
        command = {"name": "menu", "description": "What there is", "type": 1, "contexts": [2]}
        await client.http.bulk_upsert_global_commands(server.application_id, [command])
        await ana.slash("menu", us)
        await until(lambda: client.pressed)
        await client.pressed[0].response.send_message("First.")

        for number in range(5):
            await client.pressed[0].followup.send(f"Then {number}.")
        with pytest.raises(discord.HTTPException) as enough:
            await client.pressed[0].followup.send("One more.")
        with pytest.raises(discord.Forbidden) as outside:
            await client.get_partial_messageable(us.id).send("Unasked.")

        assert (enough.value.code, outside.value.code) == (40094, 50001)
        assert len(ben.reads(us)) == 6


class TestGateway:
    async def test_a_cut_line_is_resumed(self, server: DiscordEmulator, client: Listener) -> None:
        """What was said meanwhile is told then, once, in order."""
        ana = server.user("Ana")
        for code in (4000, None):
            await server.gateway.cut(code)
            await ana.writes(f"after {code}")
        await until(lambda: len(client.heard) == 2)

        assert client.heard == ["after 4000", "after None"]
        assert server.gateway.identified == 1
        assert client.resumes >= 1

    async def test_asked_to_come_again(self, server: DiscordEmulator, client: Listener) -> None:
        """Op 7: the session goes on."""
        await server.gateway.reconnect()
        await until(lambda: server.gateway.resumed)

        assert server.gateway.identified == 1

    async def test_an_invalid_session(self, server: DiscordEmulator, client: Listener) -> None:
        """Op 9: a new one begins, and what was said between is lost."""
        ana = server.user("Ana")
        await server.gateway.invalidate()
        await ana.writes("lost")
        await until(lambda: server.gateway.identified == 2 and server.gateway.listening)
        await ana.writes("heard")
        await until(lambda: client.heard)

        assert client.heard == ["heard"]

    async def test_privileged_intents_are_refused(self, server: DiscordEmulator) -> None:
        """Whoever asks for them without leave is turned away with 4014."""
        client = Listener(server)
        client._connection._intents = discord.Intents.all()

        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.start(server.token)
        await client.close()

    async def test_a_wrong_token(self, server: DiscordEmulator) -> None:
        """Nobody gets in."""
        client = Listener(server)

        with pytest.raises(discord.LoginFailure):
            await client.start("wrong")
        await client.close()


class TestFaults:
    async def test_before_and_after_the_effect(
        self, server: DiscordEmulator, client: Listener
    ) -> None:
        """The library repeats a 502; with a nonce nothing is said twice."""
        ana = server.user("Ana")
        chat = client.get_partial_messageable(ana.dm.id)

        server.faults.next("POST /channels", faults.error(502), faults.error(502, after=True))
        await chat.send("Once.", nonce=1)

        assert ana.reads() == ["Once."]
        assert len(server.faults.happened) == 2

    async def test_a_flood(self, server: DiscordEmulator, client: Listener) -> None:
        """429 with a wait is waited for; from the wall in front it is an error."""
        ana = server.user("Ana")
        chat = client.get_partial_messageable(ana.dm.id)

        server.faults.next("POST /channels", faults.flood(0.05))
        await chat.send("Later.")
        server.faults.next("POST /channels", faults.wall())
        with pytest.raises(discord.HTTPException) as wall:
            await chat.send("Never.")

        assert ana.reads() == ["Later."]
        assert wall.value.status == 429

    async def test_a_cut_call(self, server: DiscordEmulator, client: Listener) -> None:
        """Nobody knows then whether it was said."""
        ana = server.user("Ana")
        server.faults.next("POST /channels", faults.cut(after=True))

        with pytest.raises((aiohttp.ClientError, OSError)):
            await client.get_partial_messageable(ana.dm.id).send("Said.")

        assert ana.reads() == ["Said."]

    async def test_the_pace(self, server: DiscordEmulator, client: Listener) -> None:
        """The library keeps to the pace that the headers tell."""
        ana = server.user("Ana")
        server.paces(2, 0.3)
        chat = client.get_partial_messageable(ana.dm.id)
        began = asyncio.get_running_loop().time()

        for number in range(5):
            await chat.send(f"{number}")

        assert asyncio.get_running_loop().time() - began >= 0.5
        assert ana.reads() == ["0", "1", "2", "3", "4"]


class TestServers:
    async def test_rights(self, server: DiscordEmulator, client: Listener) -> None:
        """Who may not see is not there, who may not write is told so."""
        ana, ben = server.user("Ana"), server.user("Ben")
        home = await server.guild("Home", [ana, ben])
        lobby, quiet = await home.text_channel("lobby"), await home.text_channel("quiet")
        await home.takes_permission(lobby, "send_messages")
        await home.takes_permission(quiet, "view_channel")

        codes = []
        for place in (lobby, quiet):
            with pytest.raises(discord.Forbidden) as caught:
                await client.get_partial_messageable(place.id).send("Hello.")
            codes.append(caught.value.code)

        assert codes == [50013, 50001]

    async def test_a_private_channel(self, server: DiscordEmulator, client: Listener) -> None:
        """Only those for whom it was made see it."""
        ana, ben, eve = (server.user(name) for name in ("Ana", "Ben", "Eve"))
        home = await server.guild("Home", [ana, ben, eve])
        room = await home.text_channel("us", private_for=[ana, ben])

        await client.get_partial_messageable(room.id).send("Welcome.")

        assert ben.reads(room) == ["Welcome."]
        with pytest.raises(Impossible):
            eve.reads(room)

    async def test_a_thread(self, server: DiscordEmulator, client: Listener) -> None:
        """Archived it opens by writing; locked it does not; gone it is unknown."""
        ana, ben = server.user("Ana"), server.user("Ben")
        home = await server.guild("Home", [ana, ben])
        thread = await home.private_thread(await home.text_channel("lobby"), [ana, ben])
        chat = client.get_partial_messageable(thread.id)

        await thread.archives()
        await chat.send("Here again.")
        await thread.locks()
        with pytest.raises(discord.HTTPException) as locked:
            await chat.send("No.")
        await thread.delete()
        with pytest.raises(discord.NotFound) as gone:
            await chat.send("No.")

        assert (locked.value.code, gone.value.code) == (160005, 10003)


def button(**fields: object) -> dict[str, object]:
    """Make a button."""
    return {"type": 2, "style": 1, "label": "x", "custom_id": "x", **fields}


def rows(*parts: dict[str, object]) -> dict[str, object]:
    """Make a message with one row of buttons."""
    return {"content": "x", "components": [{"type": 1, "components": list(parts)}]}


class TestForms:
    @pytest.mark.parametrize(
        "body",
        [
            {"content": "x" * 2001},
            {"content": ""},
            {"content": "x", "flags": 1 << 20},
            {"content": "x", "flags": V2},
            {"flags": V2, "components": [{"type": 10, "content": "x" * 4001}]},
            {"flags": V2, "components": [{"type": 10, "content": "x"}] * 41},
            rows(),
            {"content": "x", "components": [button()]},
            rows(button(label="x" * 81)),
            rows(button(custom_id="x" * 101)),
            rows(button(), button()),
            rows(button(style=5)),
            rows({"type": 3, "custom_id": "x", "options": []}),
        ],
    )  # fmt: skip
    def test_refuses(self, body: dict[str, object]) -> None:
        """What Discord's own pages forbid, and its description does not."""
        with pytest.raises(Problem):
            forms.message(body)

    def test_takes(self) -> None:
        """What fits, to the last letter."""
        fits = rows(button(label="x" * 80, custom_id="x" * 100))
        forms.message({**fits, "content": "x" * 2000})
        forms.command({"name": "menü", "description": "x" * 100})

    @pytest.mark.parametrize("name", ["Menu", "two words", "x" * 33, ""])
    def test_names_of_commands(self, name: str) -> None:
        """Small letters, one word, at most 32."""
        with pytest.raises(Problem):
            forms.command({"name": name, "description": "x"})


@pytest.mark.skipif(contract.load() is None, reason="skipped: the published description is absent")
class TestContract:
    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("POST", "/channels/1/messages", {"content": 7}),
            ("POST", "/channels/1/messages", {"content": "x", "components": [{"type": 99}]}),
            ("PUT", "/applications/1/commands", [{"name": "x" * 40, "description": "x"}]),
            ("POST", "/nowhere", {}),
        ],
    )
    def test_names_departures(self, method: str, path: str, body: object) -> None:
        """A call that is not described, or does not fit, is noted."""
        described = contract.load()
        assert described is not None

        assert described.departures(method, path, body, 200, None)

    def test_of_answers(self) -> None:
        """An answer of the emulator that Discord would not give is noted too."""
        described = contract.load()
        assert described is not None

        assert described.departures("GET", "/users/@me", None, 200, {"id": "1"})
        assert described.departures("POST", "/channels/1/typing", None, 204, None) == []
