"""
Everything that can be done at every question, each at least once.

A conversation goes the plain way (first buttons, words that fit, both soon) up to one question,
does there what is to be tried, and goes on the plain way. What comes up behind it is tried next.
Then each partner's private answers are held against others: a no, silence, half of it.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import combinations

from bot.explore import samples
from bot.explore.agenda import Agenda
from bot.explore.case import Act, Broken, Case, Move, Setting, Show, Tap, Word, Write, twins
from bot.explore.judge import Judge
from bot.explore.promises import Promises, canary
from bot.explore.session import WORDS, Session
from bot.flow.kinds import Consent, Photo, Text
from bot.flow.outcomes import Prompted
from bot.flow.script import Ask, Ready
from bot.model.couple import Seat

QUICK, SLOW = timedelta(seconds=2), timedelta(seconds=45)
AGAIN = 6
"""How often somebody presses ready at most, five hours apart."""

ALOUD = "These are words for both."
SILENT = Word("")
"""To do nothing at a question, until its time is up."""

Place = tuple[Seat, str, int]
"""Whose question, of which node, and the how many-th time."""


@dataclass(slots=True)
class Plain:
    """
    Two people who answer what they are asked.

    ``first`` is who is quick; the other takes their time. ``tries`` are acts to do at certain
    questions, before the plain answer if it is still wanted then.
    """

    session: Session
    first: Seat
    tries: Mapping[Place, tuple[Act, ...]] = field(default_factory=dict)
    met: dict[Place, Prompted] = field(default_factory=dict)
    alone: dict[int, bool] = field(default_factory=dict)
    agenda: Agenda = field(init=False)

    def __post_init__(self) -> None:
        """Be told of every question."""
        self.agenda = Agenda(self.session)
        self.session.reacts = self.react

    def play(self) -> Session:
        """Play until the flow has ended. Raises `Broken`."""
        return self.agenda.play()

    def react(self, asked: Prompted) -> None:
        """Plan to deal with a question that is new."""
        if asked.prompt in self.alone:
            return
        looker, node = self.session.looker, self.session.script.nodes[asked.node]
        alone = isinstance(looker, Promises) and looker.private(self.session, node)
        self.alone[asked.prompt] = alone
        count = 1 + sum(one[:2] == (asked.seat, asked.node) for one in self.met)
        place = (asked.seat, asked.node, count)
        self.met[place] = asked
        visible = max(self.session.now, asked.not_before or self.session.now)
        at = visible + (QUICK if asked.seat is self.first else SLOW)
        self.agenda.plan(at, partial(self.deal, place, asked))
        if isinstance(node, Ready):
            for again in range(1, AGAIN):
                self.agenda.plan(at + again * timedelta(hours=5), partial(self.deal, place, asked))

    def deal(self, place: Place, asked: Prompted) -> None:
        """Deal with a question, if it is still open."""
        seat, session = asked.seat, self.session
        if not self.wanted(asked):
            return
        for act in self.tries.get(place, ()):
            if act == SILENT:
                return
            who = seat.other if isinstance(act, Tap) and act.of is seat else seat
            session.act(who, act)
        for act in self.plain(asked, place[2]):
            if self.wanted(asked):
                session.act(seat, act)

    def wanted(self, asked: Prompted) -> bool:
        """Say whether a question still wants an answer."""
        found = self.session.open(asked.seat)
        if found is None or found.prompt != asked.prompt:
            return False
        return self.session.run.lanes[asked.seat].slot is None

    def plain(self, asked: Prompted, count: int) -> Sequence[Act]:
        """Give the answers that come of themselves, as long as the question stays open."""
        node = self.session.script.nodes[asked.node]
        if isinstance(node, Ask) and isinstance(node.kind, Text):
            return (Write(words(asked, count) if self.alone[asked.prompt] else ALOUD),)
        if isinstance(node, Ask) and len(asked.options) <= node.skippable:
            return (Show() if isinstance(node.kind, Photo) else Write(samples.fitting(node.kind)),)
        typed = (Write(samples.fitting(node.kind)),) if isinstance(node, Ask) else ()
        return (Tap(asked.node, 0), *typed)


def words(asked: Prompted, count: int) -> str:
    """Make words that are found again wherever they turn up."""
    return canary(asked.seat, "".join(c for c in f"{asked.node}{count}" if c.isalnum()))


Tries = Mapping[Place, tuple[Act, ...]]


@dataclass(frozen=True, slots=True)
class Every:
    """
    Tries everything there is in one setting.

    ``excuses`` are phrases worth trying, ``visits`` how often
    one question is tried anew when it comes again.
    """

    judge: Judge
    setting: Setting
    first: Seat
    excuses: Sequence[str] = ()
    visits: int = 2

    def plain(self, tries: Tries) -> Plain:
        """Lay out a conversation that goes the plain way but for what is tried."""
        return Plain(self.judge.session(Case(self.setting, ())), self.first, tries)

    def plays(self) -> Iterator[Plain]:
        """
        Give one conversation after the other, laid out to be played.

        Whoever takes one plays it before taking the next: what comes up in it is tried then.
        """
        waiting: deque[Tries] = deque([{}])
        known: set[Place] = set()
        while waiting:
            tries = waiting.popleft()
            plain = self.plain(tries)
            yield plain
            for place, asked in plain.met.items():
                if place not in known and place[2] <= self.visits:
                    known.add(place)
                    before = _before(tries, plain, place)
                    waiting.extend({**before, place: acts} for acts in self.acts(plain, asked))

    def acts(self, plain: Plain, asked: Prompted) -> Iterator[tuple[Act, ...]]:
        """Give what is to be tried at a question."""
        name, node = asked.node, plain.session.script.nodes[asked.node]
        last = len(asked.options) - 1
        for option in range(len(asked.options)):
            yield (Tap(name, option),)
        yield (SILENT,)
        yield (Tap(name, 0), Tap(name, 0))
        yield (Tap(name, last), Tap(name, 0))
        yield (Tap(name, 0, of=asked.seat),)
        yield (Tap(name, 99),)
        for older in {one.node: one for one in plain.met.values() if one.seat is asked.seat}:
            if older != name:
                yield (Tap(older, 0),)
                break
        yield from ((Word(event),) for event in WORDS)
        yield (Write("These words are said aside.", aside=True),)
        yield from ((Write(text),) for text in (*samples.BLANK, *samples.NOT_FITTING))
        if isinstance(node, Ask):
            yield from ((Write(text),) for text in samples.typed(node.kind))
            yield (Show(),)
        if isinstance(node, Ask) and isinstance(node.kind, Text):
            mark = words(asked, 9) if plain.alone[asked.prompt] else ALOUD
            yield (Write(mark), Write("and this."))
            yield from ((Write(f"{mark} {excuse}"),) for excuse in self.excuses[:3])

    def alike(self) -> Iterator[Case]:
        """
        Give twins of each partner: a no, silence, half of the answers, against each other.

        The other says yes to everything. Who declines does not press ready: to come is seen.
        """
        for secret in Seat:
            ways = [self.moves(tries) for tries in self.ways(secret)]
            for one, other in combinations(ways, 2):
                yield twins(self.setting, one, other, secret)

    def ways(self, secret: Seat) -> Sequence[Tries]:
        """Give the ways of one who will not share."""
        plain = self.plain({})
        with suppress(Broken):
            plain.play()
        nodes = plain.session.script.nodes
        mine = [one for one in plain.met.items() if one[0][0] is secret]
        asks = [(place, asked, node) for place, asked in mine
                if isinstance(node := nodes[asked.node], Ask)]  # fmt: skip
        away: Tries = {
            place: (SILENT,) for place, one in mine if isinstance(nodes[one.node], Ready)
        }
        no: Tries = {
            place: (Tap(asked.node, 1),)
            for place, asked, node in asks
            if isinstance(node.kind, Consent)
        }
        last: Tries = {
            place: (Tap(asked.node, len(asked.options) - 1 - node.skippable),)
            for place, asked, node in asks
            if not isinstance(node.kind, Text | Consent)
        }
        skipped: Tries = {place: (Word("Skipped"),) for place, _, node in asks if node.skippable}
        half: Tries = {asks[len(asks) // 2][0]: (SILENT,)} if asks else {}
        silent: Tries = {asks[0][0]: (SILENT,)} if asks else {}
        return [{**away, **one} for one in (no, {**no, **last}, skipped, {**no, **half}, silent)]

    def moves(self, tries: Tries) -> Sequence[Move]:
        """Play a way and give what was done."""
        plain = self.plain(tries)
        with suppress(Broken):
            plain.play()
        return plain.session.moves


def _before(tries: Tries, plain: Plain, place: Place) -> Tries:
    """Give the tries that led to a question."""
    order = list(plain.met)
    return {
        one: acts
        for one, acts in tries.items()
        if one in plain.met and order.index(one) < order.index(place)
    }
