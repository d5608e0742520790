"""
An emulator of Discord's REST API and gateway, for the real library to talk to.

Tests use it as the people do who use the bot: they write, give commands, press, fill in windows.
It runs in the test's event loop, on loopback only; the bot may run in another process.

    async with DiscordEmulator() as server:
        ana = server.user("Ana")
        await ana.writes("hello")
        await ana.sees("Welcome")
"""

import asyncio
import base64
import itertools
import random
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.emulators.discord import contract
from tests.emulators.discord.asked import Interaction, Interactions
from tests.emulators.discord.faults import Faults
from tests.emulators.discord.people import Impossible, Person, Place, Server, Stage
from tests.emulators.discord.rest import Call, Rest
from tests.emulators.discord.socket import Gateway
from tests.emulators.discord.world import (
    GROUP_DM,
    PRIVATE_THREAD,
    Account,
    Channel,
    Clock,
    Guild,
    World,
)

BOT_ID = 1_000_000_000_000_000_001
SECRET = "Gemula.torTokenForTestsOnly0000000000000000"


def token_for(number: int) -> str:
    """Make a token that looks like Discord's: the id, and two secrets."""
    return f"{base64.b64encode(str(number).encode()).decode().rstrip('=')}.{SECRET}"


class DiscordEmulator:
    """A Discord of one's own. Enter it to open it."""

    def __init__(self, *, clock: Clock | None = None, seed: int = 0, port: int = 0) -> None:
        chance = random.Random(seed)
        self.clock = clock or Clock()
        self.token = token_for(BOT_ID)
        self.contract = contract.load()
        self.faults = Faults(chance)
        self._port = port
        self._ids = itertools.count(2_000_000_000_000_000_001)
        self._world = World(self.clock, BOT_ID)
        self.gateway = Gateway(self._world, self.token)
        self._asked = Interactions(self._world, self.gateway)
        self._rest = Rest(
            self._world, self.gateway, self._asked, self.faults, self.token, self.contract
        )
        self._stage = Stage(self._world, self.gateway, self._asked)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 25)
        app.router.add_route("*", "/api/v10/{rest:.*}", self._rest.take)
        app.router.add_get("/", self.gateway.take)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.gateway.url = self.gateway_url
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        exc: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self.gateway.cut(1001)
            await self._runner.cleanup()

    @property
    def api_base(self) -> str:
        """Give the address of the REST API."""
        return f"http://127.0.0.1:{self._port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Give the address of the gateway."""
        return f"ws://127.0.0.1:{self._port}/"

    @property
    def application_id(self) -> int:
        """Give the id of the application, and of the bot."""
        return BOT_ID

    @property
    def bot_id(self) -> int:
        """Give the bot's id."""
        return BOT_ID

    @property
    def calls(self) -> list[Call]:
        """Give every call of the bot, in order."""
        return self._rest.calls

    @property
    def problems(self) -> list[str]:
        """Give where calls or answers depart from the published description."""
        return self._rest.problems

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """Give the files that came with messages, each with its name."""
        return self._rest.files

    @property
    def synced(self) -> int:
        """Give how often the commands were written."""
        return self._rest.synced

    def paces(self, most: int, seconds: float) -> None:
        """Let a channel take so many messages in so many seconds; Discord's own is 5 in 5."""
        self._rest.rate = (most, seconds)

    def passes(self, seconds: float) -> None:
        """Let time pass: windows and tokens grow old."""
        self.clock.ahead += seconds

    def slow(self, bound: float) -> list[tuple[Interaction, float]]:
        """Give the interactions that were answered later than so many seconds."""
        return [
            (one, one.took)
            for one in self.interactions
            if one.took is not None and one.took > bound
        ]

    @property
    def interactions(self) -> list[Interaction]:
        """Give everything that people did which wants an answer."""
        return list(self._asked.all.values())

    @property
    def unanswered(self) -> list[Interaction]:
        """Give the interactions that got no answer."""
        return [one for one in self.interactions if one.took is None]

    def user(self, name: str, *, locale: str = "en-US") -> Person:
        """Let somebody have the app, in their language."""
        account = Account(next(self._ids), name, locale)
        self._world.accounts[account.id] = account
        return Person(self._stage, account)

    async def guild(
        self, name: str, members: Sequence[Person], owner: Person | None = None
    ) -> Server:
        """Make a server with the bot on it."""
        accounts = [one.account for one in members]
        made = Guild(self._world.number(), name, (owner or members[0]).account, accounts)
        self._world.guilds.append(made)
        server = Server(self._stage, made)
        await server.adds_bot()
        return server

    async def new_thread(self, timeout: float = 5.0) -> Place:
        """Wait for the newest thread that the bot made, and the people in it."""
        async with asyncio.timeout(timeout):
            while True:
                made = [one for one in self._world.channels.values() if one.kind == PRIVATE_THREAD]
                if made and len(made[-1].people) > 1:
                    return Place(self._stage, made[-1])
                await asyncio.sleep(0.01)

    def private_channel(self, people: Sequence[Person]) -> Place:
        """Make a chat of people without the bot, who have it as their own app."""
        accounts = [one.account for one in people]
        channel = self._world.add(Channel(self._world.number(), GROUP_DM, people=accounts))
        return Place(self._stage, channel)


__all__ = ["DiscordEmulator", "Impossible", "Person", "Place", "Server"]
