"""Write down what happened, so that it can be saved as a transcript and played again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.playground.line import Json
from adapters.playground.message import BOT, Message
from adapters.playground.stage import ROOM
from bot.flow.script import Ask, Ready, Script
from bot.playground.peer import Refusal

LONGEST = 60
_UNITS = ((604800, "w"), (86400, "d"), (3600, "h"), (60, "m"), (1, "s"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: a transcript's verb, its words, and what a press stood under."""

    at: datetime
    verb: str
    text: str
    of: str = ""
    length: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Begun:
    """Where a flow began: at which entry, when, and by whose command (None: by itself)."""

    flow: str
    entry: int
    at: datetime
    by: str | None


@dataclass(slots=True)
class Record:
    """Everything since the couple was made, in order."""

    entries: list[Entry] = field(default_factory=list)
    begun: list[Begun] = field(default_factory=list)

    def does(self, at: datetime, verb: str, text: str, of: str = "") -> None:
        """Note what somebody did."""
        self.entries.append(Entry(at, verb, text, of))

    def waits(self, at: datetime, length: timedelta) -> None:
        """Note that time passed."""
        self.entries.append(Entry(at, "wait", "", length=length))

    def shown(self, message: Message) -> None:
        """Note a new message of the bot."""
        if message.by == BOT and message.only is None and message.text.strip():
            chat = "group" if message.chat == ROOM else message.chat
            self.entries.append(Entry(message.at, f"to {chat}", short(message.text)))

    def turns(self, turns: Sequence[Json], flows: Mapping[str, Script]) -> None:
        """Note the flows that began; one that asks nobody anything is no conversation."""
        for turn in turns:
            script = flows.get(turn["flow"]) if turn["event"] == "Started" else None
            if script and any(isinstance(one, Ask | Ready) for one in script.nodes.values()):
                self.begun.append(self.beginning(turn, script))

    def beginning(self, turn: Json, script: Script) -> Begun:
        """Find what began a flow: the last command that begins it, else its clock."""
        at = datetime.fromisoformat(turn["at"])
        for place in range(len(self.entries) - 1, -1, -1):
            entry = self.entries[place]
            if entry.verb == "wait":
                return Begun(script.id, place, at, None)
            if entry.text.removeprefix("/") in script.commands and entry.text.startswith("/"):
                return Begun(script.id, place, at, entry.verb[0])
        return Begun(script.id, 0, at, None)

    def cut(self, entries: int, begun: int) -> None:
        """Forget what came later."""
        del self.entries[entries:], self.begun[begun:]

    def transcript(self, people: Mapping[str, Json], couple: Json, outcome: str | None) -> str:
        """Write the last flow as a transcript. Raises `Refusal` when there is none yet."""
        if not self.begun or not couple or len(people) < 2:
            raise Refusal("There is no conversation yet. Begin one, then save it.")
        return "".join(f"{line}\n" for line in self.lines(people, couple, outcome))

    def lines(self, people: Mapping[str, Json], couple: Json, outcome: str | None) -> Iterator[str]:
        """Write it line by line."""
        begun = self.begun[-1]
        at = begun.at.astimezone(ZoneInfo(people["a"]["zone"]))
        yield "transcript: what it shows, in a few words"
        yield f"flow: {begun.flow}"
        yield f"couple: {{{', '.join(_couple(people, couple))}}}"
        yield f'at: "{at:%Y-%m-%d %H:%M:%S}"'
        yield f"starts: {begun.by or 'clock'}"
        yield "steps:"
        for entry in self.after(begun):
            yield f"  - {step(entry)}"
        if outcome is not None:
            yield f"expect: {{outcome: {outcome}}}"

    def after(self, begun: Begun) -> Iterator[Entry]:
        """Give what happened in a flow; of the wait in which it began, only what was left."""
        first = self.entries[begun.entry : begun.entry + 1]
        for entry in first:
            if entry.verb == "wait":
                left = entry.at + entry.length - begun.at
                if left > timedelta(0):
                    yield Entry(entry.at, "wait", "", length=left)
        yield from self.entries[begun.entry + 1 :]


def step(entry: Entry) -> str:
    """Write one step."""
    if entry.verb == "wait":
        return f"wait: {length(entry.length)}"
    if entry.verb == "restart":
        return "restart: true"
    if entry.of:
        return f"{entry.verb}: {{button: {quoted(entry.text)}, of: {quoted(entry.of)}}}"
    return f"{entry.verb}: {quoted(entry.text)}"


def quoted(text: str) -> str:
    """Write words so that YAML reads them to the letter."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return (
        '"' + "".join(one if one.isprintable() or one == " " else _code(one) for one in inner) + '"'
    )


def _code(sign: str) -> str:
    return f"\\U{ord(sign):08x}"


def length(span: timedelta) -> str:
    """Write a length of time as transcripts do, in whole seconds at least."""
    seconds = max(1, round(span.total_seconds()))
    return next(f"{seconds // n}{unit}" for n, unit in _UNITS if seconds % n == 0)


def short(text: str) -> str:
    """Give the beginning of a text, in one line, up to the end of a word."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]


def _couple(people: Mapping[str, Json], couple: Json) -> Iterator[str]:
    for who in ("a", "b"):
        one = people[who]
        quiet = f", quiet: {quoted(one['quiet'].replace(' to ', '-'))}" if one["quiet"] else ""
        yield (
            f"{who}: {{name: {quoted(one['name'])}, language: {one['language']}, "
            f"zone: {one['zone']}{quiet}}}"
        )
    yield f"hurt: {couple['hurt'] or 'a'}"
    yield f"group: {'true' if couple['room'] else 'false'}"
