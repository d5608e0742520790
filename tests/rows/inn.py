"""
A whole bot in this process, between both platforms' emulators, with a couple who live there.

The real libraries, gateways, engine and database; only the clock stands until it is moved, and no
pauses are made between messages.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from adapters.discord import DiscordGateway
from adapters.discord import tempo as discord_tempo
from adapters.telegram import TelegramGateway, pacing
from adapters.telegram import poll as telegram_poll
from bot import app, load
from bot.model.address import Address
from bot.model.couple import Seat
from bot.model.ids import InboxId
from bot.model.profile import Profile, Quiet, Stage
from bot.platforms import discord_commands, discord_wording, telegram_menus
from bot.ports.messages import CameIn, Inbound
from bot.ports.store import Held, Store
from bot.settings import Settings
from bot.store.sql.store import open_store
from bot.theatre import MovableClock
from tests.emulators import discord as at_discord
from tests.emulators.discord import DiscordEmulator
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_groups import Group
from tests.emulators.telegram_people import Person
from tests.engine.stage import ENGLISH, START

ZONE = "Europe/Madrid"
KEY = b"\x07" * 32
PATIENCE = 30.0
LOST = 3.0
"""After so many seconds Discord takes no answer to an interaction any more."""
LINGER = 0.8
"""Long enough for the last line to go out before the bot leaves a group."""
TELEGRAM, DISCORD = "telegram", "discord"


@dataclass
class Inn:
    """The bot, and what it stands between. ``alerts`` are what an operator was told."""

    folder: Path
    parts: app.Parts
    clock: MovableClock
    telegram: TelegramEmulator
    discord: DiscordEmulator
    gateways: dict[str, TelegramGateway | DiscordGateway]
    alerts: list[str]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def rests(self) -> None:
        """Wait until nothing is under way anywhere: what now waits, waits for something."""
        async with asyncio.timeout(PATIENCE):
            calm = 0
            while calm < 3:
                # Nothing tells when a message that wants no answer has been heard.
                await asyncio.sleep(0.02)
                calm = 0 if self._is_busy() or await self._letter_waits() else calm + 1

    async def wait(self, **length: float) -> None:
        """Let time pass at once, and whatever falls due happen."""
        await self.rests()
        self.clock.time += timedelta(**length)
        self._ring()
        await self.rests()

    def count(self, what: str) -> int:
        """Count rows: ``count("inbox WHERE state = 'new'")``."""
        with closing(sqlite3.connect(f"file:{self.folder / 'mortar.db'}?mode=ro", uri=True)) as db:
            return int(db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])

    def _is_busy(self) -> bool:
        now = self.discord.clock.now()
        unanswered = any(
            one.took is None and now - one.at < LOST for one in self.discord.interactions
        )
        if self.telegram.updates.waiting or unanswered:
            return True
        return bool(
            self.count("inbox WHERE state = 'new'") + self.count("letters WHERE state = 'away'")
        )

    async def _letter_waits(self) -> bool:
        following = await self.parts.store.next_letter(self.clock.now())
        return following is not None and following <= self.clock.now()

    def _ring(self) -> None:
        for bell in (self.parts.work.bell, self.parts.alarms.bell, self.parts.delivery.bell):
            bell.set()


@dataclass(frozen=True)
class OnTelegram:
    """A couple on Telegram, the first of whom was hurt, and their group."""

    inn: Inn
    ana: Person
    ben: Person
    group: Group


@dataclass(frozen=True)
class OnDiscord:
    """A couple on Discord, the first of whom was hurt, their server and their thread."""

    inn: Inn
    ana: at_discord.Person
    ben: at_discord.Person
    server: at_discord.Server
    talk: at_discord.Place
    room: at_discord.Place


@asynccontextmanager
async def opened(
    folder: Path, patch: pytest.MonkeyPatch, platforms: Sequence[str] = (TELEGRAM, DISCORD),
    *, content: load.Content = ENGLISH, ephemeral: bool = False,
) -> AsyncIterator[Inn]:  # fmt: skip
    """Build a bot that nobody has met; ``ephemeral`` as in the settings for Telegram."""
    patch.setattr(pacing, "SPACING", 0.0)
    patch.setattr(pacing, "MINUTE", 0.0)
    clock, alerts = MovableClock(START), list[str]()
    async with TelegramEmulator() as telegram, DiscordEmulator() as discord:
        for name, body in (await _empty()).items():
            (folder / name).write_bytes(body)
        store = open_store(f"sqlite:///{folder / 'mortar.db'}", KEY)
        doors: dict[str, TelegramGateway | DiscordGateway] = {}
        if TELEGRAM in platforms:
            doors[TELEGRAM] = _telegram(clock, telegram, ephemeral=ephemeral)
        if DISCORD in platforms:
            doors[DISCORD] = _discord(clock, discord, store)
        parts = await app.build(
            Settings(), content, store, list(doors.values()), clock, alerts.append
        )
        parts.work.linger = LINGER
        inn = Inn(folder, parts, clock, telegram, discord, doors, alerts)
        try:
            yield inn
        finally:
            await _closed(inn)
        assert telegram.departures == []
        assert discord.problems == []


async def begun(inn: Inn) -> None:
    """Sign in, and let the bot run."""
    for gateway in inn.gateways.values():
        await gateway.open()
    parts = inn.parts
    running = [parts.work.run(), parts.alarms.run(), parts.delivery.run()]
    ears = [gateway.listen(parts.keep) for gateway in inn.gateways.values()]
    inn.tasks = [asyncio.create_task(one) for one in (*running, *ears)]
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[gateway.listening() for gateway in inn.gateways.values()])


async def seat(
    inn: Inn, platform: str, people: Sequence[tuple[str, str, str]], room: str,
    quiet: Quiet | None = None,
) -> None:  # fmt: skip
    """Write a couple into the database: what arriving, pairing and linking would have written."""

    def turn(held: Held, _: InboxId, __: Inbound) -> None:
        partners = []
        for (number, name, chat), side in zip(people, ("hurt", "repairing"), strict=True):
            profile = Profile(name, "en", ZONE, side=side, quiet=quiet)
            made = held.add_partner(platform, number, Address(platform, chat), profile)
            partners.append(replace(made, stage=Stage.HOME))
            held.save_partner(partners[-1])
        held.unite(partners[1], partners[0].couple)
        held.add_breach(partners[0].couple, Seat.A)
        held.set_room(partners[0].couple, Address(platform, room))

    await inn.parts.store.keep([Inbound(f"seat:{platform}", inn.clock.now(), CameIn())])
    while await inn.parts.store.work(turn, turn):
        pass


@asynccontextmanager
async def on_telegram(
    folder: Path, patch: pytest.MonkeyPatch, *, quiet: Quiet | None = None,
    content: load.Content = ENGLISH, ephemeral: bool = False,
) -> AsyncIterator[OnTelegram]:  # fmt: skip
    """Run the bot for a couple on Telegram, with the same quiet hours for both or none."""
    async with opened(folder, patch, (TELEGRAM,), content=content, ephemeral=ephemeral) as inn:
        server = inn.telegram
        ana, ben = server.user("Ana"), server.user("Ben")
        for one in (ana, ben):
            one.start()
        group = server.group_with_bot("Us", ana, ben)
        server.updates.drop()
        people = [(str(one.id), one.name, str(one.id)) for one in (ana, ben)]
        await seat(inn, TELEGRAM, people, str(group.id), quiet)
        await begun(inn)
        yield OnTelegram(inn, ana, ben, group)


@asynccontextmanager
async def on_discord(
    folder: Path, patch: pytest.MonkeyPatch, *, quiet: Quiet | None = None
) -> AsyncIterator[OnDiscord]:
    """Run the bot for a couple on Discord, whose room is a private thread."""
    async with opened(folder, patch, (DISCORD,)) as inn:
        ana, ben = inn.discord.user("Ana"), inn.discord.user("Ben")
        owner = inn.discord.user("Olga")
        server = await inn.discord.guild("Home", [ana, ben, owner], owner=owner)
        talk = await server.text_channel("talk")
        room = await server.private_thread(talk, [ana, ben])
        people = [(str(one.id), one.name, str(one.dm.id)) for one in (ana, ben)]
        await seat(inn, DISCORD, people, str(room.id), quiet)
        await begun(inn)
        # The bot looks back first, and learns by that which places are its own.
        await inn.rests()
        yield OnDiscord(inn, ana, ben, server, talk, room)


_moulds: dict[str, bytes] = {}


async def _empty() -> Mapping[str, bytes]:
    """Give the files of a database that nobody is in; they are made once in a process."""
    if not _moulds:
        with TemporaryDirectory() as name:
            store = open_store(f"sqlite:///{name}/mortar.db", KEY)
            await store.close()
            for file in ("mortar.db", "mortar.db.keys"):
                _moulds[file] = (Path(name) / file).read_bytes()
    return _moulds


def _telegram(clock: MovableClock, server: TelegramEmulator, *, ephemeral: bool) -> TelegramGateway:
    return TelegramGateway(
        server.token, clock, menus=telegram_menus(ENGLISH), base_url=server.base_url,
        base_file_url=server.file_base_url, ephemeral=ephemeral,
        tempo=telegram_poll.Tempo(hold=1, unwritable=0.02, longest=0.1, farewell=2.0),
    )  # fmt: skip


def _discord(clock: MovableClock, server: DiscordEmulator, store: Store) -> DiscordGateway:
    quick = discord_tempo.Tempo(
        patience=4.0, thinking=0.3, identify=0.0, longest=2.0, farewell=2.0, chance=lambda: 0.05
    )
    return DiscordGateway(
        server.token, clock, commands=discord_commands(ENGLISH), wording=discord_wording(ENGLISH),
        haunts=lambda: store.addresses(DISCORD), api_base=server.api_base,
        gateway_url=server.gateway_url, tempo=quick,
    )  # fmt: skip


async def _closed(inn: Inn) -> None:
    for part in (inn.parts.work, inn.parts.alarms, inn.parts.delivery):
        part.stop()
    for task in inn.tasks[3:]:
        task.cancel()
    await asyncio.gather(*inn.tasks, return_exceptions=True)
    for gateway in inn.gateways.values():
        await gateway.close()
    await inn.parts.store.close()
