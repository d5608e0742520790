"""
Two people as they are, walking through one flow.

Everybody's doing hangs on words, not on a stream of chance: what somebody answers to a question is
drawn from the seed, the seat, the question and how often it was asked. So a couple can be played
twice with one partner's private answers changed, and all else stays as it was.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from bot.explore import samples
from bot.explore.agenda import Agenda
from bot.explore.case import Show, Tap, Word, Write
from bot.explore.promises import Promises, canary
from bot.explore.session import WORDS, Session
from bot.flow.kinds import Consent, Photo, Text
from bot.flow.outcomes import ROOM, Prompted
from bot.flow.script import Ask, Ready
from bot.model.couple import Seat


@dataclass(frozen=True, slots=True)
class Temper:
    """
    How somebody is in one conversation.

    ``secret`` seeds what they answer in private, ``manner`` everything else. A twin answers from
    ``otherwise``, except for the variables in ``kept``, and gives none of the consents in
    ``never``. ``late`` is when they begin to answer (None: never). ``presses`` are the moments
    they press ready. ``noise`` is how often they do something that is not called for.
    """

    secret: str
    manner: str
    yes: float
    late: timedelta | None
    presses: tuple[timedelta, ...]
    noise: int = 0
    otherwise: str = ""
    kept: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


@dataclass(slots=True)
class Walk:
    """One couple's way through one flow; `walk` plays it. Raises `Broken`."""

    session: Session
    tempers: Mapping[Seat, Temper]
    excuses: Sequence[str] = ()
    agenda: Agenda = field(init=False)
    awaited: set[int] = field(default_factory=set)
    counts: Counter[tuple[Seat, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Plan what both do of themselves."""
        begin = self.session.setting.at
        self.agenda = Agenda(self.session)
        self.session.reacts = self.react
        for seat, temper in self.tempers.items():
            for after in temper.presses:
                self.agenda.plan(begin + after, partial(self.ready, seat))
            rng = drawn(f"{temper.manner}:{seat}:noise")
            for _ in range(temper.noise):
                when = begin + timedelta(seconds=rng.randrange(9 * 86400))
                self.agenda.plan(when, partial(self.disturb, seat, drawn(rng.random())))

    def walk(self) -> Session:
        """Let both do as they are, until the flow has ended."""
        return self.agenda.play()

    def react(self, asked: Prompted) -> None:
        """Plan when a question will be answered."""
        seat, node = asked.seat, asked.node
        if asked.prompt in self.awaited:
            return
        self.counts[seat, node] += 1
        temper = self.tempers[seat]
        rng = drawn(f"{temper.manner}:{seat}:{node}:{self.counts[seat, node]}:when")
        visible = max(self.session.now, asked.not_before or self.session.now)
        if self.session.aloud():
            if rng.random() > 0.03:
                self.await_answer(visible + timedelta(seconds=rng.randrange(5, 400)), asked)
        elif temper.late is not None:
            begin = max(visible, self.session.setting.at + temper.late)
            self.await_answer(begin + timedelta(seconds=rng.randrange(1, 8)), asked)

    def await_answer(self, at: datetime, asked: Prompted) -> None:
        """Answer then, if it is still asked."""
        self.awaited.add(asked.prompt)
        self.agenda.plan(at, partial(self.answer, asked.seat, asked))

    def asks(self, asked: Prompted) -> bool:
        """Say whether that question is still open."""
        found = self.session.open(asked.seat)
        return found is not None and found.prompt == asked.prompt

    def ready(self, seat: Seat) -> None:
        """Press ready, if that is what is asked."""
        found = self.session.open(seat)
        if found and isinstance(self.session.script.nodes[found.node], Ready):
            self.session.act(seat, Tap(found.node, 0))

    def answer(self, seat: Seat, asked: Prompted) -> None:
        """Answer a question in one of the ways there are."""
        self.awaited.discard(asked.prompt)
        if not self.asks(asked):
            return
        session, temper = self.session, self.tempers[seat]
        node = session.script.nodes[asked.node]
        if not isinstance(node, Ask):
            return
        name = node.save.split(".")[1] if node.save else ""
        looker = session.looker
        alone = isinstance(looker, Promises) and looker.private(session, node)
        private = temper.secret if name in temper.kept else temper.otherwise or temper.secret
        seed = private if alone else temper.manner
        rng = drawn(f"{seed}:{seat}:{node.id}:{self.counts[seat, node.id]}")
        if isinstance(node.kind, Consent):
            self.consent(seat, node, name, rng)
        elif node.skippable and rng.random() < (0.12 if alone else 0.04):
            self.leave(seat, asked, rng)
        elif isinstance(node.kind, Text):
            self.write(seat, asked, alone, rng)
        else:
            self.choose(seat, asked, node, rng)

    def choose(self, seat: Seat, asked: Prompted, node: Ask, rng: Random) -> None:
        """Answer by a button, or by something typed; at last by what should fit."""
        several = len(asked.options) - node.skippable
        if several > 0 and rng.random() < 0.8:
            option = rng.choice((0, several - 1, rng.randrange(several)))
            self.session.act(seat, Tap(node.id, option))
        elif isinstance(node.kind, Photo):
            self.session.act(seat, Show())
        else:
            self.session.act(seat, Write(rng.choice(samples.typed(node.kind))))
        if self.asks(asked):
            self.session.act(seat, Write(samples.fitting(node.kind)))

    def write(self, seat: Seat, asked: Prompted, alone: bool, rng: Random) -> None:  # noqa: FBT001
        """Answer in words that are easily found again."""
        session = self.session
        number = f"{asked.node}{self.counts[seat, asked.node]}{rng.randrange(9999)}"
        bare = "".join(letter for letter in number if letter.isalnum())
        mark = canary(seat, bare) if alone else f"pq{seat.value}{bare}z"
        excuse = rng.choice(("", "", *(f" {one}" for one in self.excuses[:20])))
        if rng.random() < 0.1:
            session.act(seat, Write(rng.choice((*samples.BLANK, *samples.NOT_FITTING))))
        session.act(seat, Write(f"{mark}{excuse}"))
        if rng.random() < 0.15:
            soon = session.now + timedelta(seconds=1)
            self.agenda.plan(soon, partial(self.more, asked))

    def more(self, asked: Prompted) -> None:
        """Write the second half of something."""
        if self.asks(asked):
            self.session.act(asked.seat, Write("and this."))

    def consent(self, seat: Seat, node: Ask, name: str, rng: Random) -> None:
        """Say yes or no, in one of the ways there are."""
        temper, session = self.tempers[seat], self.session
        if rng.random() < temper.yes and name not in temper.never:
            yes = rng.random() < 0.2
            session.act(seat, Write("Yes.") if yes else Tap(node.id, 0))
        elif rng.random() < 0.3 and node.skippable:
            session.act(seat, Word("Skipped"))
        else:
            session.act(seat, Write("no") if rng.random() < 0.3 else Tap(node.id, 1))

    def leave(self, seat: Seat, asked: Prompted, rng: Random) -> None:
        """Leave a question out, by button or by word."""
        button = rng.random() < 0.5
        last = Tap(asked.node, len(asked.options) - 1)
        self.session.act(seat, last if button else Word("Skipped"))

    def disturb(self, seat: Seat, rng: Random) -> None:
        """Do something that is not called for."""
        session, roll = self.session, rng.random()
        mine = [one for one in session.prompts[seat] if one.prompt != session.run.listening(seat)]
        theirs = [one for one in session.prompts[seat.other] if one.to == ROOM]
        now = session.open(seat)
        asked_in_room = now is not None and now.to == ROOM
        if roll < 0.6 and (mine or theirs):
            asked = rng.choice([*mine, *theirs])
            several = [one.prompt for one in session.asked(asked.seat, asked.node)]
            back = len(several) - 1 - several.index(asked.prompt)
            of = asked.seat if asked.seat is not seat else None
            session.act(seat, Tap(asked.node, rng.randrange(12), back, of))
        elif roll < 0.8 and session.setting.room and not asked_in_room:
            session.act(seat, Write("pq just talking", aside=True))
        elif roll < 0.9:
            quiet = [name for name in WORDS if name != "Skipped"]
            session.act(seat, Word(rng.choice(quiet)))
        elif now is not None:
            session.act(seat, Tap(now.node, 99))


def drawn(seed: str | float) -> Random:
    """Give chance that hangs on words alone."""
    return Random(seed)  # noqa: S311 - people, not keys
