"""
Read a played conversation from its file.

A transcript is YAML: who the couple is, then step by step what somebody does, what must be shown,
and how long is waited.
"""

import re
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import FlowError, Problem
from bot.flow.read import Tree, read
from bot.theatre import PEOPLE, ROOM, Guest

CHATS: Mapping[str, str] = {"a": "a", "b": "b", "group": ROOM}
CLOCK = "clock"
_WAIT = re.compile(r"(\d+)(s|m|h|d|w)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_WRITES = tuple(f"{who}{where}" for who in PEOPLE for where in ("", " in group"))
_LOOKS = tuple(f"{verb} {chat}" for verb in ("to", "nothing to") for chat in CHATS)
_DOES = tuple(
    f"{who} {verb}{where}"
    for who in PEOPLE
    for verb in ("presses", "sends")
    for where in ("", " in group")
)
VERBS = (*_WRITES, *_DOES, *_LOOKS, "wait", "restart")


@dataclass(frozen=True, slots=True)
class Step:
    """
    One line: its verb (``a``, ``to group``, ``wait``...), what follows it, and its place.

    ``of`` are words of the message a pressed button stands under; empty when the newest is meant.
    """

    verb: str
    text: str
    line: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """
    A conversation as written.

    Without a ``flow`` it begins with nothing, and all flows are there. ``at`` is the UTC moment it
    begins, ``starts`` by whom: a seat, or the clock. ``hurt`` is the hurt one's seat. ``reached``
    are the couple's milestones, each with how long ago they came to it. ``never`` are pairs of a
    chat and words that must not appear there.
    """

    title: str
    file: str
    flow: str | None
    names: tuple[str, str]
    guests: Mapping[str, Guest]
    hurt: str
    group: bool
    at: datetime
    starts: str | None
    reached: Mapping[str, timedelta]
    steps: tuple[Step, ...]
    outcome: str | None
    never: tuple[tuple[str, str], ...]


def read_transcript(path: Path) -> Transcript:
    """Read one. Raises `FlowError` with the place of what does not fit."""
    return Reader(path.name).transcript(read(path.read_bytes(), path.name))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the trees of one file, and names it when something does not fit."""

    file: str

    def transcript(self, tree: Tree) -> Transcript:
        """Read all of it."""
        wanted = ("transcript", "couple", "at", "steps")
        given = self.map(tree, wanted, ("flow", "starts", "reached", "expect", "never"))
        couple = self.map(given["couple"], PEOPLE, ("hurt", "zone", "group", "quiet"))
        people = {who: self.person(couple[who], couple) for who in PEOPLE}
        zone = zoneinfo.ZoneInfo(people["a"][1].zone)
        expect = self.map(given["expect"], (), ("outcome",)) if "expect" in given else {}
        return Transcript(
            title=str(given["transcript"].value),
            file=self.file,
            flow=str(given["flow"].value) if "flow" in given else None,
            names=(people["a"][0], people["b"][0]),
            guests={who: guest for who, (_, guest) in people.items()},
            hurt=self.one_of(couple["hurt"], PEOPLE) if "hurt" in couple else "a",
            group="group" not in couple or couple["group"].value is True,
            at=self.moment(given["at"]).replace(tzinfo=zone).astimezone(UTC),
            starts=self.one_of(given["starts"], (*PEOPLE, CLOCK)) if "starts" in given else None,
            reached=dict(self.reached(given["reached"])) if "reached" in given else {},
            steps=tuple(self.steps(given["steps"])),
            outcome=str(expect["outcome"].value) if "outcome" in expect else None,
            never=tuple(self.never(one) for one in self.list(given.get("never"))),
        )

    def person(self, tree: Tree, couple: Mapping[str, Tree]) -> tuple[str, Guest]:
        """Read one of the two: a name, or a map; what is not said is the couple's."""
        plain = not isinstance(tree.value, dict)
        own = {"name": tree} if plain else self.map(tree, ("name",), ("language", "zone", "quiet"))
        zone, quiet = (own.get(key, couple.get(key)) for key in ("zone", "quiet"))
        if zone is None:
            raise self.wrong(
                tree, "'zone' is missing, for both or for each; one looks like Europe/Madrid"
            )
        guest = Guest(
            self.zone(zone),
            str(quiet.value) if quiet else None,
            str(own["language"].value) if "language" in own else None,
        )
        return str(own["name"].value), guest

    def reached(self, tree: Tree) -> Iterator[tuple[str, timedelta]]:
        """Read the milestones, each with a length of time."""
        if not isinstance(tree.value, dict):
            raise self.wrong(tree, "milestones look like {impact_heard: 8d}")
        for name, ago in tree.value.items():
            if not _WAIT.fullmatch(str(ago.value)):
                raise self.wrong(ago, "how long ago it was reached looks like 8d or 4w")
            yield name, length(str(ago.value))

    def steps(self, tree: Tree) -> Iterator[Step]:
        """Read the lines one by one."""
        for one in self.list(tree):
            if not isinstance(one.value, dict) or len(one.value) != 1:
                raise self.wrong(one, "a step is one line, for example '- a: \"7\"'")
            ((verb, text),) = one.value.items()
            if verb not in VERBS:
                raise self.wrong(one, f"'{verb}' is not one of {', '.join(VERBS)}")
            if verb == "wait" and not _WAIT.fullmatch(str(text.value)):
                raise self.wrong(one, "a wait looks like 20m, 22h or 2d")
            if " presses" in verb and isinstance(text.value, dict):
                press = self.map(text, ("button", "of"), ())
                yield Step(verb, str(press["button"].value), one.line, str(press["of"].value))
            else:
                yield Step(verb, str(text.value), one.line)

    def never(self, tree: Tree) -> tuple[str, str]:
        """Read what must not be shown where."""
        one = self.map(tree, ("to", "words"), ())
        return CHATS[self.one_of(one["to"], tuple(CHATS))], str(one["words"].value)

    def map(self, tree: Tree, wanted: Sequence[str], allowed: Sequence[str]) -> Mapping[str, Tree]:
        """Read a map with these keys and no others."""
        known = ", ".join((*wanted, *allowed))
        if not isinstance(tree.value, dict):
            raise self.wrong(tree, f"a map with {known} belongs here")
        for key, one in tree.value.items():
            if key not in (*wanted, *allowed):
                raise self.wrong(one, f"'{key}' is not one of {known}")
        for key in wanted:
            if key not in tree.value:
                raise self.wrong(tree, f"'{key}' is missing")
        return tree.value

    def list(self, tree: Tree | None) -> Sequence[Tree]:
        """Read a list; nothing is an empty one."""
        if tree is None:
            return ()
        if not isinstance(tree.value, list):
            raise self.wrong(tree, "a list belongs here")
        return tree.value

    def one_of(self, tree: Tree, known: Sequence[str]) -> str:
        """Read one of a few words."""
        if tree.value not in known:
            raise self.wrong(tree, f"'{tree.value}' is not one of {', '.join(known)}")
        return str(tree.value)

    def zone(self, tree: Tree) -> str:
        """Read the name of a time zone."""
        try:
            return zoneinfo.ZoneInfo(str(tree.value)).key
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            said = f"'{tree.value}' is no time zone; one looks like Europe/Madrid"
            raise self.wrong(tree, said) from None

    def moment(self, tree: Tree) -> datetime:
        """Read a day and an hour."""
        try:
            return datetime.fromisoformat(str(tree.value))
        except ValueError:
            raise self.wrong(tree, 'a time looks like "2026-11-22 18:30"') from None

    def wrong(self, tree: Tree, message: str) -> FlowError:
        """Say what does not fit, and where."""
        return FlowError(Problem("T001", self.file, tree.line, tree.column, message))


def length(text: str) -> timedelta:
    """Read a length of time. Raises `ValueError` when it is none."""
    found = _WAIT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])
