"""Every platform behind one door: a person in front of it, and the gateway behind."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import fields
from datetime import UTC, datetime

from adapters.discord.commands import Command
from adapters.discord.gateway import DiscordGateway
from adapters.discord.wording import Wording
from adapters.playground.gateway import PlaygroundGateway
from adapters.playground.message import Message as Bubble
from adapters.playground.stage import ROOM as STAGE_ROOM
from adapters.playground.stage import Stage
from adapters.telegram import TelegramGateway
from adapters.telegram.poll import Tempo
from adapters.terminal.gateway import ROOM, TerminalGateway
from bot.model.address import Address
from bot.ports.gateway import Gateway
from bot.ports.messages import Body, Inbound
from tests.adapters.discord import finder
from tests.emulators.discord import DiscordEmulator, Person, Place
from tests.emulators.discord.world import Message as DiscordMessage
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_state import Message, Press

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATIENCE = 5.0

WORDING = Wording(*["Words."] * len(fields(Wording)))


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        """Give always the same time."""
        return NOON


async def until(look: Callable[[], object]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(PATIENCE):
        # It may be anything, and nothing tells when it changes.
        while not look():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


class Door(ABC):
    """
    Ana in front of a platform on which Ben is as well, and the bot behind it.

    ``private`` is her chat with the bot, ``room`` the three's.
    """

    gateway: Gateway
    private: Address
    room: Address
    can_shut = True

    def __init__(self) -> None:
        self.kept: dict[str, Inbound] = {}

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep what comes in, once each."""
        for inbound in inbounds:
            self.kept.setdefault(inbound.key, inbound)

    async def hears(self, kind: type[Body]) -> Inbound:
        """Wait for what came in, the newest of its kind."""
        await until(lambda: any(isinstance(one.body, kind) for one in self.kept.values()))
        return [one for one in self.kept.values() if isinstance(one.body, kind)][-1]

    @abstractmethod
    async def says(self, text: str) -> None:
        """Write to the bot in private."""

    @abstractmethod
    async def commands(self, name: str) -> None:
        """Give a command in private."""

    @abstractmethod
    async def presses(self, label: str) -> None:
        """Press a button under the newest message."""

    @abstractmethod
    def reads(self) -> list[str]:
        """Give the bot's messages in the private chat, in order."""

    @abstractmethod
    def buttons(self) -> list[str]:
        """Give the labels under the newest of them."""

    @abstractmethod
    def notices(self) -> list[str]:
        """Give the short notices that came for presses."""

    @abstractmethod
    def marked(self) -> bool:
        """Say whether anything in the newest message is more than letters: a link, a ping."""

    async def shuts(self) -> None:
        """Let the bot write to her no more."""
        raise NotImplementedError

    async def hearing(self) -> None:
        """Wait until the bot hears what happens from now on; at once where nothing has to come."""
        return


class TerminalDoor(Door):
    """The three chats in one process."""

    can_shut = False

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.gateway: TerminalGateway = TerminalGateway(
            Noon(), {"a": "Ana", "b": "Ben"}, lambda _: None, self.said.append
        )
        self.private, self.room = Address("terminal", "a"), Address("terminal", ROOM)

    async def says(self, text: str) -> None:
        await self.keep([self.gateway.does("a", text)])

    async def commands(self, name: str) -> None:
        await self.says(f"/{name}")

    async def presses(self, label: str) -> None:
        await self.says(label)

    def reads(self) -> list[str]:
        return [one.text for one in self.gateway.chats["a"] if not one.taken]

    def buttons(self) -> list[str]:
        return [one.label for one in self.gateway.chats["a"][-1].buttons]

    def notices(self) -> list[str]:
        return self.said

    def marked(self) -> bool:
        return False


class PlaygroundDoor(Door):
    """The stage of the playground, in this process."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage(Noon(), {"a": "Ana", "b": "Ben"})
        self.gateway: PlaygroundGateway = PlaygroundGateway(self.stage, Noon())
        self.private = Address("playground", "a")
        self.room = Address("playground", STAGE_ROOM)

    @property
    def lasting(self) -> list[Bubble]:
        """Give the bot's messages that are not for one moment only."""
        mine = [one for one in self.stage.chats["a"] if one.by == "bot" and not one.gone]
        return [one for one in mine if one.only is None]

    async def says(self, text: str) -> None:
        self.stage.writes("a", text)

    async def commands(self, name: str) -> None:
        await self.says(f"/{name}")

    async def presses(self, label: str) -> None:
        newest = self.lasting[-1]
        self.stage.taps("a", newest.id, newest.labels.index(label), 0)

    def reads(self) -> list[str]:
        return [one.text for one in self.lasting]

    def buttons(self) -> list[str]:
        return self.lasting[-1].labels

    def notices(self) -> list[str]:
        return [one.text for one in self.stage.chats["a"] if one.only == "a"]

    def marked(self) -> bool:
        return any(style != "q" for style, _ in self.lasting[-1].spans)

    async def shuts(self) -> None:
        self.stage.blocks("a")


class TelegramDoor(Door):
    """The real library, and the emulator of Telegram."""

    def __init__(self, server: TelegramEmulator) -> None:
        super().__init__()
        self.server = server
        self.ana, ben = server.user("Ana"), server.user("Ben")
        self.ana.start()
        group = server.group_with_bot("Us", self.ana, ben)
        self.pressed: list[Press] = []
        self.gateway = TelegramGateway(
            server.token,
            Noon(),
            base_url=server.base_url,
            base_file_url=server.file_base_url,
            tempo=Tempo(hold=1, unwritable=0.02, longest=0.1, farewell=2.0),
        )
        self.private = Address("telegram", str(self.ana.id))
        self.room = Address("telegram", str(group.id))

    @property
    def shown(self) -> list[Message]:
        """Give the bot's messages to her."""
        return [one for one in self.ana.chat.messages if one.sender.is_bot and not one.deleted]

    async def says(self, text: str) -> None:
        self.ana.says(text)

    async def commands(self, name: str) -> None:
        self.ana.says(f"/{name}")

    async def presses(self, label: str) -> None:
        self.pressed.append(self.ana.presses(self.shown[-1], label))

    def reads(self) -> list[str]:
        return [one.text or "" for one in self.shown]

    def buttons(self) -> list[str]:
        return list(self.shown[-1].labels)

    def notices(self) -> list[str]:
        return [one.answer.text for one in self.pressed if one.answer and one.answer.text]

    def marked(self) -> bool:
        return bool(self.shown[-1].entities)

    async def shuts(self) -> None:
        self.ana.blocks()


class DiscordDoor(Door):
    """The real library, and the emulator of Discord."""

    def __init__(self, server: DiscordEmulator, ana: Person, room: Place) -> None:
        super().__init__()
        self.server, self.ana = server, ana
        self.gateway = DiscordGateway(
            server.token,
            Noon(),
            commands=[Command("menu", "What we can do now"), Command("help", "How this works")],
            wording=lambda _: WORDING,
            api_base=server.api_base,
            gateway_url=server.gateway_url,
        )
        self.private = Address("discord", str(ana.dm.id))
        self.room = Address("discord", str(room.id))

    async def says(self, text: str) -> None:
        await self.ana.writes(text)

    async def commands(self, name: str) -> None:
        await self.ana.slash(name)

    async def presses(self, label: str) -> None:
        await self.ana.presses(label)

    @property
    def lasting(self) -> list[DiscordMessage]:
        """Give the bot's messages that are not for one moment only."""
        return [one for one in self.ana.shown() if one.author.bot and one.only_for is None]

    def reads(self) -> list[str]:
        return [finder.read(one.content) for one in self.lasting]

    def buttons(self) -> list[str]:
        return [one["label"] for one in self.lasting[-1].buttons()]

    def notices(self) -> list[str]:
        return [one.content for one in self.ana.shown() if one.only_for is not None]

    def marked(self) -> bool:
        newest = self.lasting[-1]
        return newest.mentions_allowed != {"parse": []} or bool(finder.found(newest.content))

    async def shuts(self) -> None:
        self.ana.closes_dms()

    async def hearing(self) -> None:
        await until(lambda: self.server.gateway.listening)


@asynccontextmanager
async def terminal() -> AsyncIterator[Door]:
    """Open the terminal."""
    yield TerminalDoor()


@asynccontextmanager
async def playground() -> AsyncIterator[Door]:
    """Open the playground."""
    yield PlaygroundDoor()


@asynccontextmanager
async def telegram() -> AsyncIterator[Door]:
    """Open Telegram; every call has to follow its contract, where it is at hand."""
    async with TelegramEmulator() as server:
        yield TelegramDoor(server)
        assert server.departures == []


@asynccontextmanager
async def discord() -> AsyncIterator[Door]:
    """Open Discord; every call has to follow its contract, where it is at hand."""
    async with DiscordEmulator() as server:
        ana, ben = server.user("Ana"), server.user("Ben")
        home = await server.guild("Home", [ana, ben])
        channel = await home.text_channel("talk")
        room = await home.private_thread(channel, [ana, ben])
        yield DiscordDoor(server, ana, room)
        assert server.problems == []


@asynccontextmanager
async def opened(door: Door) -> AsyncIterator[Door]:
    """Sign in and hear, and sign off."""
    await door.gateway.open()
    ear = asyncio.create_task(door.gateway.listen(door.keep))
    try:
        await door.hearing()
        yield door
    finally:
        ear.cancel()
        with suppress(asyncio.CancelledError):
            await ear
        await door.gateway.close()


DOORS = {
    "discord": discord, "playground": playground, "telegram": telegram, "terminal": terminal,
}  # fmt: skip
"""How to open each platform's."""
