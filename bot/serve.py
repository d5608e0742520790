"""Run a built bot until it is told to stop."""

import asyncio
import contextlib
import errno
import os
import signal
import sys
import termios
from collections.abc import Iterator, Sequence

from bot import app, log
from bot.clock import WallClock
from bot.engine.patience import Patience
from bot.engine.presence import Presence, Silent
from bot.errors import ConfigError, MortarError
from bot.load import Content, load
from bot.model.address import Address
from bot.platforms import platforms
from bot.press.apart import OwnProcess
from bot.settings import Settings
from bot.store.sql import ballast
from bot.store.sql.connect import library, slower
from bot.store.sql.place import doubtful, locate
from bot.store.sql.store import open_store
from bot.store.vault import read_master_key
from bot.upkeep import upkeep

GRACE = 8.0


async def serve(settings: Settings) -> int:
    """
    Run until SIGTERM or SIGINT; give the exit code.

    Prints ``ready`` once every platform listens. A second signal ends at once, which is safe.
    """
    app.pin_zones()
    content = load(settings.dialogs_dir)
    clock = WallClock(settings.clock)
    if clock.now().year < 2026:
        raise ConfigError("The clock of this machine says a year before 2026. Set it first.")

    async def addresses(platform: str) -> Sequence[Address]:
        return await store.addresses(platform)

    doors = platforms(settings, content, clock, addresses)
    store = open_store(
        settings.database_url,
        read_master_key(settings.key_file),
        settings.key_store,
        reserve=ballast.SIZE,
    )
    press = OwnProcess()
    patience = Patience(lambda: store.trouble, alert)
    if remark := slower(library()):
        log.log().info("commits", reason=remark)
    if doubt := doubtful(locate(settings.database_url)):
        alert(doubt)
    try:
        parts = await app.build(settings, content, store, doors, clock, alert, press)
        await sign_in(parts)
        return await _run(parts, settings, content, patience)
    finally:
        for gateway in doors:
            with contextlib.suppress(Exception):
                await gateway.close()
        await press.close()
        await store.close()


def alert(text: str) -> None:
    """Tell the operator, in the log."""
    log.log().warning("alert", reason=text)


async def sign_in(parts: app.Parts) -> None:
    """Open every platform, and refuse another bot's token than last time."""
    for gateway in parts.gateways.values():
        bot = await gateway.open()
        known = await parts.store.remember(f"bot:{gateway.platform}", bot)
        if known != bot:
            raise ConfigError(
                f"This database belongs to the {gateway.platform} bot {known}, and the token is "
                f"that of bot {bot}. Use the token of bot {known}, or another database."
            )


async def renew(parts: app.Parts, settings: Settings) -> None:
    """Look at the content folder again; where anything in it is wrong, all stays as it was."""
    try:
        await app.renew(parts, await asyncio.to_thread(load, settings.dialogs_dir))
    except MortarError as exc:
        alert(f"new content was not taken, the old stays in force: {exc}")
    else:
        log.log().info("content taken")


async def _renewing(parts: app.Parts, settings: Settings, asked: asyncio.Event) -> None:
    while True:
        await asked.wait()
        asked.clear()
        await renew(parts, settings)


async def _run(parts: app.Parts, settings: Settings, content: Content, patience: Patience) -> int:
    stop, asked = asyncio.Event(), asyncio.Event()
    failed: list[BaseException] = []
    with _signals(stop, asked):
        tasks = [
            asyncio.create_task(one)
            for one in (parts.work.run(), parts.alarms.run(), parts.delivery.run())
        ]
        renewing = asyncio.create_task(_renewing(parts, settings, asked))
        warming = asyncio.create_task(asyncio.to_thread(app.warm, content))
        ears = [
            asyncio.create_task(gateway.listen(parts.keep)) for gateway in parts.gateways.values()
        ]
        watch = asyncio.create_task(_presence(parts).run())
        beside = [asyncio.create_task(one) for one in upkeep(parts, settings, patience, alert)]
        saying = asyncio.create_task(_ready(parts))
        everything = [*tasks, *ears, watch, renewing]
        stopper = asyncio.create_task(stop.wait())
        await asyncio.wait([stopper, *everything], return_when=asyncio.FIRST_COMPLETED)
        failed += [
            end
            for task in everything
            if task.done() and (end := end_of(task, stopped=stop.is_set())) is not None
        ]
        others = [watch, *beside, stopper, renewing, warming, saying]
        await _wind_down(parts, ears, [*tasks], others)
    if failed:
        raise _first(failed[0])
    return 0


async def _ready(parts: app.Parts) -> None:
    """Say that all is well once every platform hears."""
    await asyncio.gather(*[one.listening() for one in parts.gateways.values()])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    log.log().info("ready", count=len(parts.gateways))


def _presence(parts: app.Parts) -> Presence:
    doors = parts.gateways.values()
    return Presence(parts.store, doors, parts.clock, parts.work.bell.set, alert)


def end_of(task: asyncio.Task[None], *, stopped: bool) -> BaseException | None:
    """Say what ended something that never ends by itself; None when we were told to stop."""
    failed = None if task.cancelled() else task.exception()
    return failed or (None if stopped else Silent("a part of the bot ended by itself"))


async def _wind_down(
    parts: app.Parts,
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


def leave_terminal() -> None:
    """Write to nowhere from now on, where the terminal we wrote to was closed."""
    for stream in (sys.stdout.fileno(), sys.stderr.fileno()):
        try:
            termios.tcgetattr(stream)
        except termios.error as exc:
            if exc.args[0] == errno.EIO:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


@contextlib.contextmanager
def _signals(stop: asyncio.Event, asked: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def stop_or_die() -> None:
        if stop.is_set():
            os._exit(0)
        stop.set()

    def hung_up() -> None:
        leave_terminal()
        asked.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop_or_die)
    loop.add_signal_handler(signal.SIGHUP, hung_up)
    try:
        yield
    finally:
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.remove_signal_handler(one)
        if stop.is_set():
            # Also while the last doors are being closed the second one is obeyed, and is no crash.
            for one in (signal.SIGTERM, signal.SIGINT):
                signal.signal(one, lambda *_: os._exit(0))


def _first(exc: BaseException) -> BaseException:
    """Give the cause inside a group of failures."""
    while isinstance(exc, BaseExceptionGroup):
        exc = exc.exceptions[0]
    return exc
