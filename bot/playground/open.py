"""Open the playground: a session, its bot, its page, and a browser where there is one."""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot.config import read_settings
from bot.playground import couples
from bot.playground.commands import Commands
from bot.playground.replay import Replay
from bot.playground.server import HERE, Server
from bot.playground.session import Session
from bot.playground.tabs import Tabs
from bot.playground.watch import watch
from bot.transcript import read_transcript

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it has a name of its own
MINUTE = 40.0
"""Seconds that a demonstration sleeps between its steps, all in all; playing takes the rest."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line. ``couple`` is None for the demonstration."""

    port: int = 8310
    host: str = HERE
    dialogs: Path | None = None
    transcripts: Path | None = None
    couple: str | None = "checkin"
    browser: bool = True


@contextlib.asynccontextmanager
async def opened(wishes: Wishes) -> AsyncIterator[Server]:
    """Have a playground open; nothing of it is kept."""
    dialogs = wishes.dialogs or read_settings()[0].dialogs_dir
    # Nothing of it is kept, so it need not wait for a disk where memory can be had as a folder.
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="mortar-", dir=place) as folder:
        tabs = Tabs()
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        session = Session(Path(folder), dialogs, now, tabs.tell)
        commands = Commands(session, wishes.transcripts, Path(folder))
        server = Server(session, commands, tabs, wishes.host)
        try:
            await session.open()
            _ = session.own(watch(session))
            yield server
        finally:
            await server.close()
            await session.close()


async def serve(wishes: Wishes) -> int:
    """Serve until Ctrl-C or SIGTERM; give the exit code."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    async with opened(wishes) as server:
        for port in await server.open(wishes.port):
            click.echo(f"Port {port} is in use; taking the next one.")
        _ = server.session.own(first(server, wishes))
        click.echo(
            f"The playground is open here, and only as long as this runs:\n\n  {server.address}\n"
        )
        click.echo(show(server.address) if wishes.browser else "Open it in a browser.")
        click.echo("Ctrl-C ends it; nothing is kept. In a terminal instead: mortar play --demo")
        sys.stdout.flush()
        await stop.wait()
    return 0


async def first(server: Server, wishes: Wishes) -> None:
    """Let there be somebody on the phones."""
    commands = server.commands
    if wishes.couple is not None:
        await commands.couple({"name": wishes.couple})
        return
    written = read_transcript(couples.FOLDER / "sixteen_weeks.yaml")
    replay = Replay(server.session, written, couple=True)
    does = [one for one in written.steps if not one.verb.startswith("to ")]
    await commands.begin_replay(replay, MINUTE / max(1, len(does)))


def show(address: str) -> str:
    """Open a browser, if there is one here; say what was done."""
    screen = (
        sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    try:
        if screen and webbrowser.open(address):
            return "It opens in your browser."
    except webbrowser.Error:
        pass
    port = urlsplit(address).port
    return (
        "No browser was found here. Open the address in one on this machine. From another one:\n"
        f"  ssh -L {port}:127.0.0.1:{port} this-machine\n"
        "and open the same address there."
    )
