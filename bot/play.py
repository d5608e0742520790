"""Play in the terminal: by hand, as a demonstration, or from a transcript."""

import os
import re
import tempfile
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from adapters.terminal.keyboard import lines
from adapters.terminal.screen import Screen
from bot import load, transcript
from bot.config import read_settings
from bot.errors import ConfigError
from bot.flow.kinds import (
    Choice,
    Choices,
    Consent,
    Day,
    Kind,
    Length,
    Number,
    Photo,
    Scale,
    Text,
    TimeOfDay,
    YesNo,
)  # fmt: skip
from bot.flow.outcomes import Phrase
from bot.flow.script import Ask, Ready
from bot.model.profile import Stage
from bot.theatre import Question, Theatre, raise_curtain

STDIN = 0
NAMES = ("Ana", "Ben")
ZONE = "Europe/Berlin"

DEMO = {
    ("a", "trust"): "6",
    ("a", "thanks"): "He called when he said he would.",
    ("b", "trust"): "8",
    ("b", "thanks"): "She told me that she was angry, and stayed.",
}
"""What the demo couple would answer in the weekly check-in, by person and node."""

WELCOME = """\
This is Mortar in your terminal. No token is needed, and nothing is kept.

{a} and {b} are a couple. Each talks with Mortar alone; what both agree
to show, it shows in their room. You play both. Begin each line with
who speaks:

  a 6        {a} answers 6
  b 8        {b} answers 8
  (Enter)    does what the last line suggests

:help shows the rest, Ctrl-D ends it. Their weekly check-in begins now.
"""
TOGETHER = """\
This is Mortar in your terminal. No token is needed, and nothing is kept.

{a} and {b} are a couple, and you play both. Begin each line with who
speaks:  a Yes   b No   Enter does what the last line suggests.

:wait 2d lets time pass, :help shows the rest, Ctrl-D ends it.
"""
EMPTY = """\
This is Mortar in your terminal. No token is needed, and nothing is kept.

Two people can come here, {a} and {b}, and you play both. Begin each
line with who speaks:

  a /start   {a} comes to the door
  b /start   {b} does

:help shows the rest, Ctrl-D ends it.
"""
HELP = """\
  a 6            {a} says it, or presses the button with these words ({a} 6 is the same)
  b@ I am here   {b} says it in the room
  a /menu        {a} gives a command; /help lists them
  (Enter)        does what the last line suggests
  :next          on to whatever comes next by itself
  :wait 2d       lets time pass: 30s, 20m, 22h, 2d, 1w
  :now           says what time it is for them
  :quit          ends it, as Ctrl-D does
"""
REVEAL = """\
That was a reveal. Both said yes, so both saw it at the same moment.
Had one of them said no, or nothing, the week would have closed in the
same words for both, and nobody would know why.
Go on with  a /communicate  (step 1), or see a week pass:  :wait 7d
"""


async def main(
    *, demo: bool, script: Path | None, dialogs: Path | None, flow: str | None = None
) -> int:
    """Play; give the exit code."""
    content = load.load(dialogs or read_settings()[0].dialogs_dir)
    if script is not None:
        return await scripted(content, script)
    begins = _command(content, "weekly_checkin" if demo else flow)
    with tempfile.TemporaryDirectory(prefix="mortar-") as folder:
        screen = Screen(NAMES, muted=True)
        theatre = await raise_curtain(
            Path(folder), content, NAMES, datetime.now(UTC), screen.shown, screen.noticed
        )
        try:
            await Table(theatre, screen, explained=not demo).play(begins, demo=demo)
        finally:
            await theatre.close()
    return 0


async def scripted(content: load.Content, path: Path) -> int:
    """Print a whole conversation; 1 when it goes another way than written."""
    written = transcript.read_transcript(path)
    screen = Screen(written.names)
    screen.say(f"{written.title} ({written.flow or written.file})")
    try:
        theatre = await transcript.play(written, content, screen.shown, screen.does)
    except transcript.Astray as exc:
        click.echo(str(exc), err=True)
        return 1
    outcome = theatre.finished[-1].outcome if theatre.finished else "still open"
    screen.say(f"\nOutcome: {outcome}")
    return 0


def _command(content: load.Content, flow: str | None) -> str | None:
    """Give the command that begins a flow, None for no flow."""
    if flow is None:
        return None
    found = content.flows.get(flow)
    if found is None or not found.commands:
        known = ", ".join(name for name, one in content.flows.items() if one.commands)
        raise ConfigError(f"No flow '{flow}' begins with a command. These do: {known}.")
    return found.commands[0]


class Table:
    """Somebody at the keyboard who plays both people."""

    def __init__(self, theatre: Theatre, screen: Screen, *, explained: bool = False) -> None:
        self.theatre = theatre
        self.screen = screen
        self.names = {"a": screen.titles["a"], "b": screen.titles["b"]}
        self.typed = os.isatty(STDIN)
        self.suggested: str | None = None
        self.explained = explained
        either = "|".join(["a", "b", *map(re.escape, self.names.values())])
        self.speech = re.compile(rf"({either})(@?)(?:\s*:\s*|\s+)(.+)", re.IGNORECASE)

    async def play(self, begins: str | None, *, demo: bool) -> None:
        """Read lines and play them until there are no more."""
        if begins:
            await self.theatre.couple(ZONE, "a", room=True)
        self.screen.say(
            (WELCOME if demo else TOGETHER if begins else EMPTY).format(**self.names).rstrip()
        )
        self.screen.muted = False
        if begins:
            await self.theatre.does("a", f"/{begins}")
        await self.hint()
        self.ask()
        async for line in lines(STDIN):
            if line.strip().lower() in (":quit", ":q", ":exit"):
                return
            await self.take(line.strip() or self.suggested or "")
            self.ask()
        if self.typed:
            click.echo()

    def ask(self) -> None:
        """Show where to type, to a person."""
        if self.typed:
            click.echo("\n> ", nl=False)

    async def take(self, line: str) -> None:
        """Play one line, or say what it should look like."""
        found = self.speech.fullmatch(line)
        if line.startswith(":"):
            name, _, rest = line.partition(" ")
            await self.command(name, rest)
        elif found:
            name = found[1].lower()
            who = next(key for key, full in self.names.items() if name in (key, full.lower()))
            if not self.typed or line == self.suggested:
                self.screen.does(f"{who} in group" if found[2] else who, found[3])
            await self.theatre.does(who, found[3], room=bool(found[2]))
            await self.hint()
        elif line:
            a, b = self.names.values()
            self.screen.aside(f"Who says that? For {a}:  a {line}   for {b}:  b {line}")
        else:
            await self.hint()

    async def command(self, name: str, rest: str) -> None:
        """Do what is meant for the table and for nobody at it."""
        match name.lower():
            case ":next":
                following = await self.theatre.next_moment()
                if following is None:
                    self.screen.aside("Nothing comes by itself.")
                else:
                    await self.wait(max(following - self.theatre.clock.now(), timedelta(0)))
            case ":wait":
                try:
                    await self.wait(transcript.length(rest.strip()))
                except (ValueError, OverflowError):
                    self.screen.aside("A length of time looks like 20m, 22h or 2d:  :wait 2d")
            case ":now":
                self.screen.aside(self.time())
            case ":help":
                self.screen.say()
                self.screen.say(HELP.format(**self.names).rstrip())
            case _:
                self.screen.aside("I know :next, :wait, :now, :help and :quit.")

    async def wait(self, length: timedelta) -> None:
        """Let time pass."""
        await self.theatre.wait(length)
        self.screen.aside(self.time())
        await self.hint()

    def time(self) -> str:
        """Say what time it is for the two."""
        zone = zoneinfo.ZoneInfo(ZONE)
        return f"It is {self.theatre.clock.now().astimezone(zone):%A %d %B %Y, %H:%M} in Berlin."

    async def hint(self) -> None:
        """Say who is asked something, and how to answer for them."""
        if not self.explained and any(one.outcome == "shared" for one in self.theatre.finished):
            self.explained = True
            self.screen.aside(REVEAL.rstrip())
        asked = await self.theatre.questions()
        ways = [self.way(question) for question in asked]
        self.suggested = next((answer for answer, _ in ways if "…" not in answer), None)
        told = [
            f"{self.names[question.who]} can answer:  {answer}   ({wanted})"
            for question, (answer, wanted) in zip(asked, ways, strict=True)
        ]
        if self.suggested:
            told.append(f"Enter:  {self.suggested}")
        self.screen.aside("\n".join(told) or "Nobody is asked anything. Try  a /menu  or  :next")

    def way(self, question: Question) -> tuple[str, str]:
        """Give a line that answers a question (with “…” where words are missing), and its kind."""
        words, wanted = self.answer(question)
        return f"{question.who}{'@' if question.room else ''} {words}", wanted

    def answer(self, question: Question) -> tuple[str, str]:
        """Give an answer that fits, and what kind is wanted."""
        match question.about:
            case Stage.NAME:
                return self.names[question.who], "a name"
            case Stage.ZONE:
                return "Berlin", "a city"
            case Stage() as stage:
                return self.theatre.label(_AT_THE_DOOR.get(stage, "yes")), "a button"
            case Ready():
                return self.theatre.label("ready"), "a button"
            case Ask(id=node, kind=kind):
                words, wanted = _kind(kind)
                label = words if isinstance(words, str) else self.theatre.label(words.id)
                return DEMO.get((question.who, node), label), wanted


_AT_THE_DOOR = {
    Stage.ABOUT: "go-on",
    Stage.QUIET: "quiet-none",
    Stage.SIDE: "side-hurt",
}


def _kind(kind: Kind) -> tuple[str | Phrase, str]:
    match kind:
        case Choice(options=several):
            return several[0].label.base, "a button, or its words"
        case Choices(options=several):
            return several[0].label.base, "one or more, with commas between"
        case Scale(min=least, max=most) | Number(min=least, max=most):
            return f"{(least + most) // 2:g}", f"a number from {least:g} to {most:g}"
        case Day():
            return "tomorrow", "a day"
        case TimeOfDay(min=least):
            return f"{least:%H:%M}", "a time of day"
        case Length():
            return "20 minutes", "a length of time"
        case Photo():
            return ":photo", "a picture"
        case Consent(shows=shows) if shows:
            return Phrase("consent-yes"), "yes or no"
        case Consent() | YesNo():
            return Phrase("yes"), "yes or no"
        case Text():
            return "…", "in their own words"
