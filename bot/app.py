"""Build everything from the settings, and run it. The only place that knows all the parts."""

import asyncio
import contextlib
import os
import secrets
import signal
import sys
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot import load
from bot.config import Settings
from bot.engine.actions.phrases import Phrases
from bot.engine.deliver import Delivery
from bot.engine.engine import Engine
from bot.engine.play import Library
from bot.engine.scene import House
from bot.engine.speech import Speech
from bot.engine.work import Alarms, Work
from bot.errors import ConfigError
from bot.flow.events import Phrase
from bot.ports.clock import Clock
from bot.ports.gateway import Gateway
from bot.ports.messages import Inbound
from bot.ports.store import Store
from bot.store.sql.store import SqlStore, open_store
from bot.store.vault import read_master_key

if TYPE_CHECKING:
    from adapters.telegram.menu import Menu

GRACE = 8.0
QUICK_NAP = 0.2
COMMANDS = ("start", "menu", "help", "skip", "invite", "join", "group")
IN_ROOM = ("menu", "help", "skip")
SILENCE = 300.0
"""Seconds without a word from a platform after which the process gives up and is restarted."""

log = structlog.get_logger()


class WallClock:
    """The machine's clock, with the offset (seconds) that a file may hold."""

    def __init__(self, offset: Path | None = None) -> None:
        self.offset = offset
        self.seen = -1
        self.shift = timedelta(0)

    def now(self) -> datetime:
        """Give the time in UTC."""
        if self.offset is not None:
            self.look()
        return datetime.now(UTC) + self.shift

    def look(self) -> None:
        """Read the file again if it has changed; a missing or odd one means no offset."""
        try:
            changed = os.stat(self.offset).st_mtime_ns if self.offset else 0
            if changed != self.seen and self.offset is not None:
                self.shift = timedelta(seconds=float(self.offset.read_text("utf-8")))
                self.seen = changed
        except (OSError, ValueError, OverflowError):
            return


@dataclass(slots=True)
class Parts:
    """A built bot. Gateways are open; nothing runs yet."""

    store: Store
    engine: Engine
    work: Work
    alarms: Alarms
    delivery: Delivery
    gateways: Mapping[str, Gateway]
    clock: Clock

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep a batch under the time it reached us, and wake the worker."""
        now = self.clock.now()
        await self.store.keep([replace(one, at=now) for one in inbounds])
        self.work.bell.set()


def pin_zones() -> None:
    """Take zone data from the pinned package, not from whatever the machine has."""
    zoneinfo.reset_tzpath(())


def read_content(settings: Settings) -> load.Content:
    """Load flows and texts; raises what `load.load` raises."""
    return load.load(settings.dialogs_dir)


def open_database(settings: Settings) -> SqlStore:
    """Open the database with the master key; raises `ConfigError` or `AlreadyRunning`."""
    key = read_master_key(settings.key_file)
    return open_store(settings.database_url, key)


async def build(  # noqa: PLR0913 - the parts
    settings: Settings, content: load.Content, store: Store, gateways: Sequence[Gateway],
    clock: Clock, alert: Callable[[str], None],
) -> Parts:  # fmt: skip
    """Put the parts together."""
    speech = Speech(content.bundles, content.languages)
    house = House(
        speech,
        settings.operator.name,
        {one.platform: one.limits.text for one in gateways},
        {one.platform: _linker(one) for one in gateways},
        (settings.seed or secrets.token_hex(32)).encode(),
    )
    for script in content.flows.values():
        await store.keep_script(script.version, script.id, script.source)
    known = {one.version for one in content.flows.values()}
    older = {
        version: load.rebuild(source, f"{flow} ({version})")
        for version, flow, source in await store.scripts()
        if version not in known
    }
    library = Library(content.flows, older)
    engine = Engine(house, library, {"phrases": Phrases(content.phrases)})
    doors = {one.platform: one for one in gateways}
    nap = QUICK_NAP if settings.clock else None
    work = Work(store, engine, doors, [], alert)

    async def learnt(inbound: Inbound) -> None:
        await store.keep([inbound])
        work.bell.set()

    delivery = Delivery(store, doors, clock, speech, learnt, alert, **({"nap": nap} if nap else {}))
    alarms = Alarms(store, clock, work.bell.set, **({"nap": nap} if nap else {}))
    work.after = [delivery.bell.set, alarms.bell.set]
    return Parts(store, engine, work, alarms, delivery, doors, clock)


def _linker(gateway: Gateway) -> Callable[[str, bool], str | None]:
    return lambda payload, room: gateway.link(payload, room=room)


def platforms(settings: Settings, content: load.Content, clock: Clock) -> Sequence[Gateway]:
    """Make a gateway for every configured platform. Raises `ConfigError` when there is none."""
    found: list[Gateway] = []
    if settings.telegram.token:
        # Imported here: a platform that is not configured costs neither time nor memory.
        from adapters.telegram import gateway as telegram

        found.append(
            telegram.TelegramGateway(
                settings.telegram.token, clock,
                menus=telegram_menus(content),
                base_url=settings.telegram.base_url,
                base_file_url=settings.telegram.file_base_url,
            )
        )  # fmt: skip
    if not found:
        raise ConfigError(
            "No platform is configured. Set telegram.token in mortar.yaml, or MORTAR_TELEGRAM_TOKEN "
            "in the environment, to what BotFather gave you. To look around without a token: "
            "mortar play. (Discord comes with a later version.)"
        )
    return found


def telegram_menus(content: load.Content) -> "list[Menu]":
    """Give the commands people's apps offer, in every language, the default one for the rest."""
    from adapters.telegram.menu import Menu as Commands

    speech = Speech(content.bundles, content.languages)
    flows = [(name, one.title) for one in content.flows.values() for name in one.commands]

    def menu(language: str | None) -> "Menu":
        spoken = language or speech.default
        lines = {name: speech.label(Phrase(f"command-{name}"), spoken) for name in COMMANDS}
        private = tuple((name, lines[name]) for name in COMMANDS)
        room = tuple((name, lines[name]) for name in IN_ROOM)
        return Commands(language, (*private, *flows), (*room, *flows))

    others = [code for code in content.languages if code != speech.default]
    return [menu(None), *(menu(code) for code in others)]


async def serve(settings: Settings) -> int:
    """
    Run until SIGTERM or SIGINT; give the exit code.

    Prints ``ready`` once every platform listens. A second signal ends at once, which is safe.
    """
    pin_zones()
    content = read_content(settings)
    clock = WallClock(settings.clock)
    if clock.now().year < 2026:
        raise ConfigError("The clock of this machine says a year before 2026. Set it first.")
    doors = platforms(settings, content, clock)
    store = open_database(settings)
    try:
        parts = await build(settings, content, store, doors, clock, alert)
        await sign_in(parts)
        return await _run(parts)
    finally:
        for gateway in doors:
            with contextlib.suppress(Exception):
                await gateway.close()
        await store.close()


def alert(text: str) -> None:
    """Tell the operator, in the log."""
    log.warning("alert", reason=text)


async def sign_in(parts: Parts) -> None:
    """Open every platform, and refuse another bot's token than last time."""
    for gateway in parts.gateways.values():
        bot = await gateway.open()
        known = await parts.store.remember(f"bot:{gateway.platform}", bot)
        if known != bot:
            raise ConfigError(
                f"This database belongs to the {gateway.platform} bot {known}, and the token is "
                f"that of bot {bot}. Use the token of bot {known}, or another database."
            )


async def _run(parts: Parts) -> int:
    stop = asyncio.Event()
    failed: list[BaseException] = []
    with _signals(stop):
        tasks = [
            asyncio.create_task(one)
            for one in (parts.work.run(), parts.alarms.run(), parts.delivery.run())
        ]
        ears = [
            asyncio.create_task(gateway.listen(parts.keep)) for gateway in parts.gateways.values()
        ]
        watch = asyncio.create_task(_watch(parts.gateways.values()))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        log.info("ready", count=len(ears))
        everything = [*tasks, *ears, watch]
        stopper = asyncio.create_task(stop.wait())
        await asyncio.wait([stopper, *everything], return_when=asyncio.FIRST_COMPLETED)
        failed += [
            exc
            for task in everything
            if task.done() and not task.cancelled() and (exc := task.exception())
        ]
        await _wind_down(parts, ears, [*tasks], [watch, stopper])
    if failed:
        raise _first(failed[0])
    return 0


async def _wind_down(
    parts: Parts,
    ears: Sequence[asyncio.Task[None]],
    tasks: Sequence[asyncio.Task[None]],
    others: Sequence[asyncio.Task[object]],
) -> None:
    """Stop hearing, finish the turns under way, and wait for what is being sent."""
    for ear in (*ears, *others):
        ear.cancel()
    await asyncio.gather(*ears, *others, return_exceptions=True)
    parts.alarms.stop()
    parts.work.stop()
    parts.delivery.stop()
    _, late = await asyncio.wait(tasks, timeout=GRACE)
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def stop_or_die() -> None:
        if stop.is_set():
            os._exit(0)
        stop.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop_or_die)
    try:
        yield
    finally:
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(one)


async def _watch(gateways: Iterable[Gateway]) -> None:
    """Give up when a platform has been silent for too long; a supervisor starts us again."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(SILENCE / 10)
        for gateway in gateways:
            heard = getattr(gateway, "last_heard", None)
            if heard is not None and loop.time() - heard > SILENCE:
                raise Silent(f"nothing heard from {gateway.platform} for {SILENCE:.0f} s")


class Silent(Exception):  # noqa: N818 - what happened
    """A platform fell silent."""


def _first(exc: BaseException) -> BaseException:
    """Give the cause inside a group of failures."""
    while isinstance(exc, BaseExceptionGroup):
        exc = exc.exceptions[0]
    return exc
