"""Explore a flow: all there is once, then people at random, until the budget is spent."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from bot.explore.alike import look_alike
from bot.explore.case import Broken, Case, Oracle, Setting
from bot.explore.chance import NIGHT, Chance, as_case, as_twins
from bot.explore.coverage import Watch
from bot.explore.every import Every
from bot.explore.judge import Judge
from bot.explore.session import Session
from bot.explore.shrink import Shrinker
from bot.explore.walk import Walk
from bot.flow.script import Reveal, Script
from bot.model.couple import Seat
from bot.things.table import Doings

AGAIN = 4
"""Every how many-th conversation is played once more, with a restart between all events."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken promise, and the shortest conversation that was found to break it."""

    case: Case
    broken: Broken


@dataclass(slots=True)
class Explorer:
    """
    Plays conversations of one flow.

    ``sessions`` counts them, twins as two. Of each promise the first breach is kept, as it was
    found. To be used while `coverage.watching` its ``watch``.
    """

    script: Script
    doings: Doings
    watch: Watch
    excuses: Sequence[str] = ()
    sessions: int = 0
    found: dict[Oracle, Finding] = field(default_factory=dict)
    judge: Judge = field(init=False)

    def __post_init__(self) -> None:
        """Call the judge."""
        self.judge = Judge(self.script, self.doings, self.watch)

    # All there is

    def settings(self) -> Iterator[tuple[Setting, Seat]]:
        """Give couples with and without a room, quiet hours and sides, and who is the quicker."""
        for room, first in product((True, False), Seat):
            yield Setting(hurt=Seat.A if room else Seat.B, room=room), first
        yield Setting(quiet=(NIGHT, NIGHT), starter=None), Seat.A

    def systematic(self, go_on: Callable[[], bool], mine: int = 0, of: int = 1) -> None:
        """Try everything in every setting, or in every one that is ours, as long as we may."""
        for at, (setting, first) in enumerate(self.settings()):
            if at % of != mine:
                continue
            every = Every(self.judge, setting, first, self.excuses, visits=1 if at >= of else 2)
            for plain in every.plays():
                self.tried(plain.session, plain.play)
                if not go_on():
                    return
            for case in every.alike() if self.reveals() else ():
                self.sessions += 2
                broken = self.judge.verdict(case)
                if broken is not None:
                    self.note(case, broken)
                if not go_on():
                    return

    def reveals(self) -> bool:
        """Say whether the flow withholds anything."""
        return any(isinstance(node, Reveal) for node in self.script.nodes.values())

    def tried(self, session: Session, play: Callable[[], Session]) -> None:
        """Play one that was laid out, and play it again with restarts."""
        self.sessions += 1
        try:
            played = play()
            if self.sessions % AGAIN == 1:
                self.judge.again(played)
        except Broken as broken:
            self.note(Case(session.setting, tuple(session.moves)), broken)

    # By chance

    def chance(self, seed: str) -> None:
        """Play one couple by chance, or one and their twins, as the seed wants it."""
        chance = Chance(self.judge, self.excuses)
        if hash_of(seed) % 2:
            self.twins(chance, seed)
            return
        walk = chance.solo(seed)
        self.sessions += 1
        try:
            session = walk.walk()
            if hash_of(seed) % AGAIN == 0:
                self.judge.again(session)
        except Broken as broken:
            self.note(as_case(walk), broken)

    def twins(self, chance: Chance, seed: str) -> None:
        """Play a couple and their twins."""
        self.sessions += 2
        pair: list[Walk] = []
        secret = Seat.A
        try:
            secret = chance.twins(seed, pair)
            pair[1].walk()
            look_alike(pair[0].session, pair[1].session, secret)
        except Broken as broken:
            if broken.oracle is Oracle.TWINS:
                self.note(as_twins(pair[0], pair[1], secret), broken)
            else:
                self.note(as_case(pair[-1]), broken)

    # What was found

    def note(self, case: Case, broken: Broken) -> None:
        """Keep the first breach of each promise."""
        self.found.setdefault(broken.oracle, Finding(case, broken))

    def shortest(self) -> Sequence[Finding]:
        """Shrink what was found."""
        return [shortest(self.judge, one) for one in self.found.values()]


def shortest(judge: Judge, finding: Finding) -> Finding:
    """Shrink one finding; as it is when it cannot be played again."""
    again = judge.verdict(finding.case)
    if again is None or again.oracle is not finding.broken.oracle:
        return finding
    return Finding(*Shrinker(judge, finding.case, again).shrink())


def hash_of(seed: str) -> int:
    """Give a number that hangs on the seed alone, in every process."""
    return sum(ord(letter) * (at + 1) for at, letter in enumerate(seed))
