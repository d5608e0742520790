"""Explore with several processes: settings and seeds are dealt out, findings collected."""

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.explore.case import Oracle
from bot.explore.coverage import Watch, watching
from bot.explore.explorer import Explorer, Finding
from bot.flow.script import Script
from bot.flow.source import unpack
from bot.things.table import doings

Phrases = Mapping[str, Sequence[str]]
"""The excusing phrases, by language."""

CHUNK = 50
"""How many seeds are played between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is played of one flow: sessions at most, and seconds (None: as it takes)."""

    sessions: int
    seconds: float | None
    seed: str = "1"


@dataclass(frozen=True, slots=True)
class Work:
    """What one process does: its share of everything, as number ``mine`` of ``of``."""

    source: str
    file: str
    phrases: Phrases
    budget: Budget
    mine: int = 0
    of: int = 1


@dataclass(slots=True)
class Explored:
    """What came of it: how many sessions, what was reached, what was found, still long."""

    sessions: int = 0
    watch: Watch = field(default_factory=Watch)
    found: dict[Oracle, Finding] = field(default_factory=dict)

    def add(self, other: "Explored") -> None:
        """Add what another process came back with."""
        self.sessions += other.sessions
        _add(self.watch.played, other.watch.played)
        _add(self.watch.taken, other.watch.taken)
        for oracle, one in other.found.items():
            self.found.setdefault(oracle, one)


def explore(script: Script, phrases: Phrases, budget: Budget, jobs: int = 1) -> Explored:
    """Explore a flow; what was found is shrunk."""
    works = [Work(script.source, script.file, phrases, budget, mine, jobs) for mine in range(jobs)]
    whole = Explored()
    if jobs == 1:
        whole = share(works[0], script)
    else:
        with multiprocessing.get_context("spawn").Pool(jobs) as pool:
            for one in pool.imap_unordered(share, works):
                whole.add(one)
    with watching(Watch()) as watch:
        explorer = Explorer(script, doings(phrases), watch, excuses(phrases))
        explorer.found = whole.found
        whole.found = {one.broken.oracle: one for one in explorer.shortest()}
    return whole


def share(work: Work, script: Script | None = None) -> Explored:
    """Do one process's share: every setting and every seed that is its own."""
    began, budget = time.monotonic(), work.budget
    read = script or unpack(work.source, work.file)
    most = -(-budget.sessions // work.of)

    def in_time() -> bool:
        return budget.seconds is None or time.monotonic() - began < budget.seconds

    with watching(Watch()) as watch:
        explorer = Explorer(read, doings(work.phrases), watch, excuses(work.phrases))
        explorer.systematic(in_time, work.mine, work.of)
        at = work.mine
        while explorer.sessions < most and in_time():
            for _ in range(CHUNK):
                explorer.chance(f"{budget.seed}:{at}")
                at += work.of
    return Explored(explorer.sessions, watch, explorer.found)


def excuses(phrases: Phrases) -> Sequence[str]:
    """Give the phrases of the language that the couples of an exploration write in."""
    return phrases.get("en", ())


def _add(mine: dict[str, set[str]] | dict[str, set[tuple[str, str]]],
         other: Mapping[str, set[str]] | Mapping[str, set[tuple[str, str]]]) -> None:  # fmt: skip
    for flow, names in other.items():
        mine.setdefault(flow, set()).update(names)  # type: ignore[arg-type]
