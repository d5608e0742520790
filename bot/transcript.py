"""
Read a played conversation, play it again, and say where it went another way.

A transcript is YAML: who the couple is, then step by step what somebody does, what must be shown,
and how long is waited.
"""

import re
import tempfile
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import load
from bot.errors import FlowError, MortarError, Problem
from bot.flow.read import Tree, read
from bot.theatre import PEOPLE, ROOM, Shown, Theatre, raise_curtain

_WAIT = re.compile(r"(\d+)(s|m|h|d|w)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_CHATS = {"a": "a", "b": "b", "group": ROOM}


class Astray(MortarError):
    """The conversation went another way than written; ``str()`` says where."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line: its verb (``a``, ``to group``, ``wait``...), what follows it, and its place."""

    verb: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """
    A conversation as written.

    ``at`` is the UTC moment it begins. ``hurt`` is the hurt one's seat. ``never`` are pairs of a
    chat and words that must not appear there.
    """

    title: str
    file: str
    flow: str
    names: tuple[str, str]
    hurt: str
    zone: str
    group: bool
    quiet: str | None
    at: datetime
    steps: tuple[Step, ...]
    outcome: str | None
    never: tuple[tuple[str, str], ...]


def read_transcript(path: Path) -> Transcript:
    """Read one. Raises `FlowError` with the place of what does not fit."""
    tree = read(path.read_bytes(), path.name)
    given = _map(path, tree, ("transcript", "flow", "couple", "at", "steps"), ("expect", "never"))
    couple = _map(path, given["couple"], ("a", "b"), ("hurt", "zone", "group", "quiet"))
    zone = _zone(path, couple["zone"]) if "zone" in couple else zoneinfo.ZoneInfo("UTC")
    expect = _map(path, given["expect"], (), ("outcome",)) if "expect" in given else {}
    return Transcript(
        title=str(given["transcript"].value),
        file=path.name,
        flow=str(given["flow"].value),
        names=(str(couple["a"].value), str(couple["b"].value)),
        hurt=_one_of(path, couple["hurt"], PEOPLE) if "hurt" in couple else "a",
        zone=zone.key,
        group="group" not in couple or couple["group"].value is True,
        quiet=str(couple["quiet"].value) if "quiet" in couple else None,
        at=_moment(path, given["at"]).replace(tzinfo=zone).astimezone(UTC),
        steps=tuple(_steps(path, given["steps"])),
        outcome=str(expect["outcome"].value) if "outcome" in expect else None,
        never=tuple(_never(path, one) for one in _list(path, given.get("never"))),
    )


def _never(path: Path, tree: Tree) -> tuple[str, str]:
    one = _map(path, tree, ("to", "words"), ())
    return _CHATS[_one_of(path, one["to"], tuple(_CHATS))], str(one["words"].value)


def _map(
    path: Path, tree: Tree, wanted: Sequence[str], allowed: Sequence[str]
) -> Mapping[str, Tree]:
    if not isinstance(tree.value, dict):
        raise _wrong(path, tree, f"a map with {', '.join((*wanted, *allowed))} belongs here")
    for key, one in tree.value.items():
        if key not in (*wanted, *allowed):
            known = ", ".join((*wanted, *allowed))
            raise _wrong(path, one, f"'{key}' is not one of {known}")
    for key in wanted:
        if key not in tree.value:
            raise _wrong(path, tree, f"'{key}' is missing")
    return tree.value


def _list(path: Path, tree: Tree | None) -> Sequence[Tree]:
    if tree is None:
        return ()
    if not isinstance(tree.value, list):
        raise _wrong(path, tree, "a list belongs here")
    return tree.value


def _one_of(path: Path, tree: Tree, known: Sequence[str]) -> str:
    if tree.value not in known:
        raise _wrong(path, tree, f"'{tree.value}' is not one of {', '.join(known)}")
    return str(tree.value)


def _zone(path: Path, tree: Tree) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(str(tree.value))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise _wrong(path, tree, f"'{tree.value}' is no time zone") from None


def _moment(path: Path, tree: Tree) -> datetime:
    try:
        return datetime.fromisoformat(str(tree.value))
    except ValueError:
        raise _wrong(path, tree, 'a time looks like "2026-11-22 18:30"') from None


def _steps(path: Path, tree: Tree) -> Sequence[Step]:
    steps = []
    known = {*PEOPLE, *(f"{who} in group" for who in PEOPLE), "wait"}
    known |= {f"{verb} {chat}" for verb in ("to", "nothing to") for chat in _CHATS}
    for one in _list(path, tree):
        if not isinstance(one.value, dict) or len(one.value) != 1:
            raise _wrong(path, one, "a step is one line, for example '- a: \"7\"'")
        ((verb, text),) = one.value.items()
        if verb not in known:
            raise _wrong(path, one, f"'{verb}' is not one of {', '.join(sorted(known))}")
        if verb == "wait" and not _WAIT.fullmatch(str(text.value)):
            raise _wrong(path, one, "a wait looks like 20m, 22h or 2d")
        steps.append(Step(verb, str(text.value), one.line))
    return steps


def length(text: str) -> timedelta:
    """Read a length of time; the text has been checked."""
    found = _WAIT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


class Player:
    """Plays one transcript. ``shown`` is told of every message, ``does`` of every step."""

    def __init__(
        self,
        transcript: Transcript,
        theatre: Theatre,
        does: Callable[[str, str], None],
    ) -> None:
        self.transcript = transcript
        self.theatre = theatre
        self.does = does
        self.began = {chat: len(theatre.gateway.chats[chat]) for chat in _CHATS.values()}
        self.seen = dict(self.began)

    async def play(self) -> None:
        """Play it; raises `Astray` at the first step that goes another way."""
        script = self.theatre.content.flows.get(self.transcript.flow)
        if script is None or not script.commands:
            raise Astray(f"{self.transcript.file}: no flow '{self.transcript.flow}' with a command")
        await self.theatre.does("a", f"/{script.commands[0]}")
        for step in self.transcript.steps:
            await self.step(step)
        self.afterwards()

    async def step(self, step: Step) -> None:
        """Play one line."""
        verb, _, rest = step.verb.partition(" ")
        if verb == "wait":
            self.does("wait", step.text)
            await self.theatre.wait(length(step.text))
        elif verb == "to":
            self.expect(step, _CHATS[rest])
        elif verb == "nothing":
            self.expect_nothing(step, _CHATS[rest.removeprefix("to ")])
        else:
            room = bool(rest) and self.transcript.group
            chat = ROOM if room else verb
            self.seen[chat] = len(self.theatre.gateway.chats[chat])
            self.does(verb if not room else f"{verb} in group", step.text)
            await self.theatre.does(verb, step.text, room=room)

    def expect(self, step: Step, chat: str) -> None:
        """Find the words among what was not looked at yet."""
        messages = self.theatre.gateway.chats[chat]
        for at in range(self.seen[chat], len(messages)):
            if _same(step.text) in _same(messages[at].text):
                self.seen[chat] = at + 1
                return
        new = [message.text for message in messages[self.seen[chat] :]]
        raise self.astray(step, f"expected “{step.text}”, and there came: {new or 'nothing'}")

    def expect_nothing(self, step: Step, chat: str) -> None:
        """Find that nothing came."""
        new = [message.text for message in self.theatre.gateway.chats[chat][self.seen[chat] :]]
        if new:
            raise self.astray(step, f"expected nothing, and there came: {new}")

    def afterwards(self) -> None:
        """Look at the outcome, and for words that never should have been shown."""
        outcomes = [one.outcome for one in self.theatre.finished]
        if self.transcript.outcome is not None and outcomes != [self.transcript.outcome]:
            raise Astray(
                f"{self.transcript.file}: the outcome is {outcomes or 'still open'}, not "
                f"'{self.transcript.outcome}'"
            )
        for chat, words in self.transcript.never:
            for message in self.theatre.gateway.chats[chat][self.began[chat] :]:
                if _same(words) in _same(message.text):
                    raise Astray(f"{self.transcript.file}: “{words}” was shown to {chat}")

    def astray(self, step: Step, what: str) -> Astray:
        """Say where it went another way."""
        return Astray(f"{self.transcript.file}:{step.line}: {step.verb}: {what}")


async def play(
    transcript: Transcript,
    content: load.Content,
    shown: Callable[[Shown], None] = lambda _: None,
    does: Callable[[str, str], None] = lambda *_: None,
) -> Theatre:
    """Play a transcript on a fresh database, with its flow alone. Raises `Astray`."""
    quiet = True
    own = {name: one for name, one in content.flows.items() if name == transcript.flow}
    content = replace(content, flows=own)

    def after_arriving(message: Shown) -> None:
        if not quiet:
            shown(message)

    with tempfile.TemporaryDirectory(prefix="mortar-") as folder:
        theatre = await raise_curtain(
            Path(folder), content, transcript.names, transcript.at - timedelta(minutes=10),
            after_arriving, lambda _: None, seed=transcript.file,
        )  # fmt: skip
        try:
            await theatre.couple(
                transcript.zone, transcript.hurt, room=transcript.group, quiet=transcript.quiet
            )
            # A second early: a flow with a clock of its own must not begin by itself first.
            await theatre.wait(transcript.at - theatre.clock.now() - timedelta(seconds=1))
            quiet = False
            await Player(transcript, theatre, does).play()
        finally:
            await theatre.close()
    return theatre


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def _wrong(path: Path, tree: Tree, message: str) -> FlowError:
    return FlowError(Problem("T001", path.name, tree.line, tree.column, message))
