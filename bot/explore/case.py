"""
A conversation to be tried: who the couple is, and who does what when.

A case can be played again and again, with parts of it left out: what is done to a question that
was never asked does nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.flow.cast import Cast, Person
from bot.model.couple import Seat
from bot.model.profile import Quiet

NAMES = ("Ana", "Ben")
BEGIN = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Oracle(StrEnum):
    """What must hold, whatever two people do."""

    CRASH = "a turn fails"
    SECRET = "somebody's private words reach another"  # noqa: S105 - no password
    TWINS = "the other can tell what one answered in private"
    DEAD = "the conversation never ends"
    REPLAY = "playing it again gives something else"
    LONG = "a turn plays more than 200 nodes"
    QUIET = "something is sent in quiet hours that the reader did not cause"


class Broken(Exception):
    """A promise that was broken; ``chat`` and ``words`` are where it shows, if it does."""

    def __init__(
        self, oracle: Oracle, said: str, at: datetime, chat: str | None = None, words: str = ""
    ) -> None:
        super().__init__(f"{oracle}: {said}")
        self.oracle = oracle
        self.said = said
        self.at = at
        self.chat = chat
        self.words = words

    def __reduce__(self) -> tuple[type["Broken"], tuple[object, ...]]:
        """Let another process have it."""
        return Broken, (self.oracle, self.said, self.at, self.chat, self.words)


@dataclass(frozen=True, slots=True)
class Setting:
    """Who the couple is, and when and by whom the flow is begun (None: by the clock)."""

    hurt: Seat = Seat.A
    room: bool = True
    zones: tuple[str, str] = ("Europe/Lisbon", "Europe/Lisbon")
    quiet: tuple[Quiet | None, Quiet | None] = (None, None)
    at: datetime = BEGIN
    starter: Seat | None = Seat.A

    def cast(self, alone: str = "") -> Cast:
        """Give the two as a flow knows them; ``alone`` says who of them has it alone."""
        a, b = (
            Person(name, "en", ZoneInfo(zone), quiet)
            for name, zone, quiet in zip(NAMES, self.zones, self.quiet, strict=True)
        )
        sides = {"hurt": self.hurt, "repairing": self.hurt.other, "one": self.starter or Seat.A}
        return Cast(a, b, self.hurt, self.room, own=sides.get(alone))


@dataclass(frozen=True, slots=True)
class Tap:
    """
    A press at a question of this node.

    ``back`` counts older questions of the same node; ``of`` is whose question it is, when it is
    not one's own.
    """

    node: str
    option: int
    back: int = 0
    of: Seat | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Words; ``aside`` ones are said in the room though nothing is asked there."""

    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """One of the words that always work, by the name of its event."""

    event: str


@dataclass(frozen=True, slots=True)
class Show:
    """A picture."""


Act = Tap | Write | Word | Show


@dataclass(frozen=True, slots=True)
class Move:
    """
    Somebody's act, this long after the beginning.

    ``only`` says in which of two twin conversations it happens: 1, 2, or 0 for both.
    """

    after: timedelta
    seat: Seat
    act: Act
    only: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """
    A conversation, or two that differ only in what ``secret`` answers in private.
    """

    setting: Setting
    moves: tuple[Move, ...]
    secret: Seat | None = None

    def told_apart(self) -> tuple[Sequence[Move], Sequence[Move]]:
        """Give the moves of either twin."""
        first = [move for move in self.moves if move.only in (0, 1)]
        second = [move for move in self.moves if move.only in (0, 2)]
        return first, second


def twins(setting: Setting, first: Sequence[Move], second: Sequence[Move], secret: Seat) -> Case:
    """Lay two conversations over each other."""
    both = set(first) & set(second)
    moves = [
        *alone(first, both, 1),
        *alone(second, both, 2),
        *(move for move in first if move in both),
    ]
    moves.sort(key=lambda move: move.after)
    return Case(setting, tuple(moves), secret)


def alone(moves: Sequence[Move], both: set[Move], which: int) -> Sequence[Move]:
    """Mark the moves that one of two conversations has alone."""
    return [Move(one.after, one.seat, one.act, which) for one in moves if one not in both]
