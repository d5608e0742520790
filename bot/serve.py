"""Run a built bot until it is told to stop."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence

from bot import app, log
from bot.clock import WallClock
from bot.errors import ConfigError, MortarError
from bot.load import Content, load
from bot.model.address import Address
from bot.platforms import platforms
from bot.ports.gateway import Gateway
from bot.settings import Settings
from bot.store.sql.store import open_store
from bot.store.vault import read_master_key

GRACE = 8.0
SILENCE = 300.0
"""Seconds without a word from a platform after which the process gives up and is restarted."""


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
    store = open_store(settings.database_url, read_master_key(settings.key_file))
    try:
        parts = await app.build(settings, content, store, doors, clock, alert)
        await sign_in(parts)
        return await _run(parts, settings, content)
    finally:
        for gateway in doors:
            with contextlib.suppress(Exception):
                await gateway.close()
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


async def _run(parts: app.Parts, settings: Settings, content: Content) -> int:
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
        watch = asyncio.create_task(_watch(parts.gateways.values()))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        log.log().info("ready", count=len(ears))
        everything = [*tasks, *ears, watch, renewing]
        stopper = asyncio.create_task(stop.wait())
        await asyncio.wait([stopper, *everything], return_when=asyncio.FIRST_COMPLETED)
        failed += [
            exc
            for task in everything
            if task.done() and not task.cancelled() and (exc := task.exception())
        ]
        await _wind_down(parts, ears, [*tasks], [watch, stopper, renewing, warming])
    if failed:
        raise _first(failed[0])
    return 0


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


@contextlib.contextmanager
def _signals(stop: asyncio.Event, asked: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def stop_or_die() -> None:
        if stop.is_set():
            os._exit(0)
        stop.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop_or_die)
    loop.add_signal_handler(signal.SIGHUP, asked.set)
    try:
        yield
    finally:
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
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


class Silent(Exception):
    """A platform fell silent."""


def _first(exc: BaseException) -> BaseException:
    """Give the cause inside a group of failures."""
    while isinstance(exc, BaseExceptionGroup):
        exc = exc.exceptions[0]
    return exc
