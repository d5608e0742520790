"""Play in the terminal: by hand, as a demonstration, or from a transcript."""

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from adapters.terminal.gateway import labels
from bot import load, transcript
from bot.config import read_settings
from bot.theatre import ROOM, Shown, Theatre, raise_curtain

COLOURS = {"a": "cyan", "b": "magenta", ROOM: "yellow"}
NAMES = ("Ana", "Ben")
_LINE = re.compile(r"([abAB])(@?)\s*[: ]\s*(.*)")

HELP = """\
You are both of them. Begin a line with who speaks:
  a 7              {a} answers, or presses a button by its words
  b She listened.  {b} answers
  a@ Hello.        {a} says it in the room (b@ for {b})
  :wait 2d         let time pass (s, m, h, d, w)   :next  to whatever comes next   :now  the time
  :help            this                            :quit  or Ctrl-D
"""


async def main(*, demo: bool, script: Path | None, dialogs: Path | None) -> int:
    """Play; give the exit code."""
    content = load.load(dialogs or read_settings()[0].dialogs_dir)
    if script is not None:
        return await scripted(content, script)
    with tempfile.TemporaryDirectory(prefix="mortar-") as folder:
        screen = Screen(NAMES, muted=True)
        theatre = await raise_curtain(
            Path(folder), content, NAMES, datetime.now(UTC), screen.shown, screen.noticed
        )
        try:
            await by_hand(theatre, screen, demo=demo)
        finally:
            await theatre.close()
    return 0


async def scripted(content: load.Content, path: Path) -> int:
    """Print a whole conversation; 1 when it goes another way than written."""
    written = transcript.read_transcript(path)
    screen = Screen(written.names, muted=False)
    click.secho(f"{written.title} ({written.flow})", bold=True)
    try:
        theatre = await transcript.play(written, content, screen.shown, screen.does)
    except transcript.Astray as exc:
        click.secho(str(exc), fg="red", err=True)
        return 1
    outcome = theatre.finished[-1].outcome if theatre.finished else "still open"
    click.secho(f"Outcome: {outcome}", bold=True)
    return 0


class Screen:
    """Prints what happens in the three chats."""

    def __init__(self, names: tuple[str, str], *, muted: bool) -> None:
        self.titles = {"a": names[0], "b": names[1], ROOM: f"{names[0]} and {names[1]}'s room"}
        self.muted = muted

    def shown(self, message: Shown) -> None:
        """Print a message with its buttons."""
        if self.muted:
            return
        colour = COLOURS[message.chat]
        click.secho(f"\n┌ {self.titles[message.chat]}", fg=colour, bold=True)
        for line in [*message.text.splitlines(), *labels(message)]:
            click.echo(click.style("│ ", fg=colour) + line)

    def noticed(self, text: str) -> None:
        """Print a short notice."""
        if not self.muted:
            click.secho(f"  ({text})", dim=True)

    def does(self, who: str, text: str) -> None:
        """Print what somebody did, or how long was waited."""
        if who == "wait":
            click.secho(f"\n   … {text} later …", dim=True)
            return
        name = self.titles[who[0]] + (" (in the room)" if "group" in who else "")
        click.secho(f"\n      {name} ▸ {text}", fg=COLOURS[who[0]])


async def by_hand(theatre: Theatre, screen: Screen, *, demo: bool) -> None:
    """Read lines and play them until there are no more."""
    names = {"a": screen.titles["a"], "b": screen.titles["b"]}
    if demo:
        await theatre.couple("Europe/Berlin", "a", room=True)
        click.secho("This is Mortar, without a platform. ", bold=True, nl=False)
        click.echo(
            f"{names['a']} and {names['b']} have arrived, are a couple, and have a room. "
            "Their weekly check-in begins."
        )
        click.echo(HELP.format(**names))
        screen.muted = False
        await theatre.does("a", "/checkin")
    else:
        screen.muted = False
        click.echo(HELP.format(**names))
        click.echo("Nobody is here yet. Begin with:  a /start")
    while (line := await asyncio.to_thread(_ask)) is not None:
        if line.strip().lower() in (":quit", ":q"):
            return
        await _do(theatre, screen, line.strip())


async def _do(theatre: Theatre, screen: Screen, line: str) -> None:
    """Play one line, or say what it should look like."""
    names = {"a": screen.titles["a"], "b": screen.titles["b"]}
    found = _LINE.fullmatch(line)
    if line == ":next":
        following = await theatre.next_moment()
        if following is None:
            click.echo("Nothing is planned.")
        else:
            await theatre.wait(max(following - theatre.clock.now(), timedelta(0)))
            click.secho(f"   it is {theatre.clock.now():%A %d %B, %H:%M} UTC", dim=True)
    elif line == ":now":
        click.echo(f"It is {theatre.clock.now():%A %d %B %Y, %H:%M} UTC.")
    elif line.startswith(":wait"):
        try:
            await theatre.wait(transcript.length(line.removeprefix(":wait").strip()))
            click.secho(f"   it is {theatre.clock.now():%A %d %B, %H:%M} UTC", dim=True)
        except ValueError:
            click.echo("A length of time looks like 20m, 22h or 2d, for example  :wait 2d")
    elif found and found[3]:
        await theatre.does(found[1].lower(), found[3], room=bool(found[2]))
    elif line:
        click.echo(HELP.format(**names))


def _ask() -> str | None:
    try:
        sys.stdout.flush()
        return input("\n> " if sys.stdin.isatty() else "")
    except EOFError:
        return None
