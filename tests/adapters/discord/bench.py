"""A gateway in front of the emulator, and what it keeps."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from adapters.discord import Command, DiscordGateway
from adapters.discord.tempo import Tempo
from bot.errors import Unwritable
from bot.model.address import Address
from bot.model.ids import LetterId
from bot.model.words import Words, words
from bot.ports.letters import Button, Content, Letter
from bot.ports.messages import Body, Inbound, Wrote
from tests.adapters.discord.test_outbound import WORDING
from tests.emulators.discord import DiscordEmulator

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
COMMANDS = (
    Command("start", "Begin", names={"de": "anfangen"}, argument=True, room=True),
    Command("menu", "What there is", abouts={"es": "Lo que hay"}, room=True),
)
QUICK = Tempo(
    patience=4.0, thinking=0.3, unwritable=0.02, identify=0.0, longest=2.0, farewell=2.0,
    chance=lambda: 0.05,
)  # fmt: skip


class Fixed:
    """A clock that stands."""

    def now(self) -> datetime:
        """Give always the same time."""
        return NOW


class Inbox:
    """What was kept, without doubles; it may be full, or broken, for a while."""

    def __init__(self, *failures: Exception) -> None:
        self.kept: dict[str, Inbound] = {}
        self.failures = list(failures)

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep a batch, all or nothing."""
        if self.failures:
            raise self.failures.pop(0)
        for inbound in inbounds:
            self.kept.setdefault(inbound.key, inbound)

    @property
    def all(self) -> list[Inbound]:
        """Give what was kept, in order."""
        return list(self.kept.values())

    @property
    def texts(self) -> list[str]:
        """Give what people said."""
        return [one.body.text for one in self.all if isinstance(one.body, Wrote)]

    async def hears(self, kind: type[Body]) -> Inbound:
        """Wait for the newest of a kind."""
        await until(lambda: any(isinstance(one.body, kind) for one in self.all))
        return [one for one in self.all if isinstance(one.body, kind)][-1]


def full(times: int) -> Inbox:
    """Make an inbox that is full for a while."""
    return Inbox(*(Unwritable() for _ in range(times)))


def gateway_to(
    server: DiscordEmulator, *, haunts: Sequence[Address] = (), token: str = "",
    tempo: Tempo = QUICK, commands: Sequence[Command] = COMMANDS,
) -> DiscordGateway:  # fmt: skip
    """Build a gateway to an emulator."""

    async def known() -> Sequence[Address]:
        return haunts

    return DiscordGateway(
        token or server.token, Fixed(), commands=commands, wording=lambda _: WORDING,
        haunts=known, api_base=server.api_base, gateway_url=server.gateway_url, tempo=tempo,
    )  # fmt: skip


@asynccontextmanager
async def hearing(gateway: DiscordGateway, inbox: Inbox | None = None) -> AsyncIterator[Inbox]:
    """Let a gateway hear for a while; it is connected when this begins."""
    inbox = inbox or Inbox()
    client = gateway._hearing._station().client
    task = asyncio.create_task(gateway.listen(inbox.keep))
    try:
        await until(lambda: task.done() or (client.ws and client.ws.session_id), 10)
        # The servers that the bot is on are told right after that.
        await asyncio.sleep(0.05)
        yield inbox
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def opened(server: DiscordEmulator, **fields: object) -> AsyncIterator[DiscordGateway]:
    """Sign in, and off."""
    gateway = gateway_to(server, **fields)  # type: ignore[arg-type]
    await gateway.open()
    try:
        yield gateway
    finally:
        await gateway.close()


async def until(look: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(seconds):
        # It may be anything, and nothing tells when it changes.
        while not look():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def to(
    chat: Address, text: Words | str = "Hello.", *labels: str, number: int = 1, **fields: object
) -> Letter:
    """Write a letter; each label is a button, and its token ends with it."""
    rows = tuple((Button(label, f"token-{label}"),) for label in labels)
    content = Content(words(text) if isinstance(text, str) else text, rows)
    content = replace(content, **fields)  # type: ignore[arg-type]
    return Letter(LetterId(number), chat, content, attempt=1, must=True, unsure=False, joint=False)
