"""Moments to which one can go back: the database, the phones and the clock as they were."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from adapters.playground.line import Json
from adapters.playground.message import Message
from adapters.playground.stage import Stage

MOST = 100


@dataclass(frozen=True, slots=True)
class Log:
    """How much was written down: of what can be saved, of turns, and of flows that ended."""

    entries: int
    begun: int
    turns: int
    finished: int


@dataclass(frozen=True, slots=True)
class Moment:
    """
    All as it was when nothing was left to do.

    ``copy`` is the folder with the database; ``log`` how much was written down by then.
    """

    copy: str
    at: datetime
    chats: Mapping[str, list[Message]]
    updates: list[Json]
    members: frozenset[str]
    shut: frozenset[str]
    log: Log


@dataclass(slots=True)
class Past:
    """The moments, oldest first; the last of them is now."""

    moments: list[Moment] = field(default_factory=list)

    def keep(self, stage: Stage, copied: str, at: datetime, log: Log) -> None:
        """Keep how all stands now, unless nothing has happened since the last time."""
        if self.moments and self.moments[-1].log == log and self.moments[-1].at == at:
            return
        chats = {name: [copy(one) for one in said] for name, said in stage.chats.items()}
        self.moments.append(
            Moment(
                copied, at, chats, list(stage.updates), frozenset(stage.members),
                frozenset(stage.shut), log,
            )
        )  # fmt: skip
        del self.moments[:-MOST]

    def back(self) -> Moment | None:
        """Give the moment before now, and let it be now; None when there is none."""
        if len(self.moments) < 2:
            return None
        self.moments.pop()
        return self.moments[-1]

    def begin_here(self) -> None:
        """Forget what was before now, and what was written down by now."""
        self.moments = [
            replace(one, log=replace(one.log, entries=0, begun=0)) for one in self.moments[-1:]
        ]

    def clear(self) -> None:
        """Forget all."""
        self.moments.clear()


def restore(stage: Stage, moment: Moment) -> None:
    """Put the phones back. Numbers go on: none of them may ever come twice."""
    stage.chats = {name: [copy(one) for one in said] for name, said in moment.chats.items()}
    stage.updates = list(moment.updates)
    stage.members, stage.shut = {*moment.members}, {*moment.shut}
