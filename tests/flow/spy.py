"""
Look over somebody's shoulder: what can a partner tell of what the other answered in private?

A couple plays a flow twice. Only one partner's private answers differ, or when they gave them; all
else is the same, to the minute. What the other is shown, when, and what the couple comes to in the
eyes of other flows, is held side by side.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.explore.agenda import Agenda
from bot.explore.case import Act, Broken, Oracle, Setting, Show, Tap, Word, Write
from bot.explore.coverage import Watch
from bot.explore.promises import Promises, canary
from bot.explore.session import Session
from bot.flow.events import Event
from bot.flow.kinds import Choices, Consent, Day, Length, Number, Photo, Scale, Text, TimeOfDay
from bot.flow.outcomes import ROOM, Ended, Marked, Prompted, Told, Turn
from bot.flow.script import Ask, Ready, Reveal, Script
from bot.model.couple import Seat
from bot.things.table import doings

LOOK = doings({"en": ("but you",)})
LOW, HIGH, SHORT, SKIPS, FIRST, AWAY, REFUSES, LATE = (
    "low", "high", "short", "skips", "first", "away", "refuses", "late",
)  # fmt: skip
"""How somebody may be in private; who is `FIRST` answers the first question only."""
ANSWERS = (HIGH, SHORT, SKIPS, REFUSES)
ABSENT = (FIRST, AWAY)
PACES = (timedelta(minutes=3), timedelta(minutes=20), timedelta(minutes=65))
"""How long people think in the room: some reminders come only to who thinks for long."""
THINKS, DAWDLES = timedelta(minutes=3), timedelta(hours=5)

Noticed = tuple[datetime, str, str, tuple[str, ...]]


@dataclass(slots=True)
class Eyes(Promises):
    """Keeps the promises in sight, and notes what shows elsewhere than in words."""

    reached: list[Noticed] = field(default_factory=list)
    pictures: list[tuple[str, Noticed]] = field(default_factory=list)

    def after(self, session: Session, event: Event, turn: Turn) -> None:
        """Note milestones, the end, and pictures."""
        for outcome in turn.outcomes:
            match outcome:
                case Marked(name=name, seat=None):
                    self.reached.append((session.now, "mark", name, ()))
                case Ended(outcome=name):
                    self.reached.append((session.now, "end", name, ()))
                case Told(to=to, picture=str()):
                    self.pictures.append((str(to), (session.now, "picture", str(to), ())))
                case _:
                    continue
        try:
            Promises.after(self, session, event, turn)
        except Broken as broken:
            if broken.oracle is Oracle.SECRET:
                raise


@dataclass(slots=True)
class Couple:
    """
    One conversation.

    ``ways`` is how each is in private, ``kept`` the variables that are answered alike in any case.
    """

    script: Script
    setting: Setting
    ways: Mapping[Seat, str]
    kept: frozenset[str]
    pace: timedelta
    presses: bool = True
    session: Session = field(init=False)
    eyes: Eyes = field(init=False)
    agenda: Agenda = field(init=False)
    asked: Counter[Seat] = field(default_factory=Counter)
    tried: Counter[tuple[Seat, str]] = field(default_factory=Counter)

    def play(self) -> "Couple":
        """Let the two be as they are until the flow has ended."""
        self.eyes = Eyes(self.script, self.setting.hurt)
        self.session = Session(
            self.script, self.setting, Watch(),
            LOOK, self.eyes,
        )  # fmt: skip
        self.agenda = Agenda(self.session)
        self.session.reacts = self.react
        try:
            self.agenda.play()
        except Broken as broken:
            if broken.oracle is Oracle.SECRET:
                raise
        return self

    def noticed(self, seat: Seat) -> list[Noticed]:
        """Give all that somebody can notice."""
        pictures = [one for to, one in self.eyes.pictures if to in (str(seat), str(ROOM))]
        return sorted([*self.session.seen_by(seat), *self.eyes.reached, *pictures])

    def acted(self, seat: Seat) -> list[Noticed]:
        """Give when somebody did something, and at which question; not what it was."""
        mine = [one for one in self.session.moves if one.seat is seat]
        begin = self.setting.at
        return [(begin + one.after, "act", getattr(one.act, "node", ""), ()) for one in mine]

    def react(self, asked: Prompted) -> None:
        """Plan an answer, and others for when it did not fit."""
        visible = max(self.session.now, asked.not_before or self.session.now)
        late = self.ways[asked.seat] == LATE and not self.session.aloud()
        pace = DAWDLES if late else self.pace if self.session.aloud() else THINKS
        for again in range(3):
            self.agenda.plan(visible + pace + again * THINKS / 3, lambda: self.answer(asked))

    def answer(self, asked: Prompted) -> None:
        """Answer, if it is still asked."""
        seat, session = asked.seat, self.session
        found = session.open(seat)
        node = self.script.nodes[asked.node]
        if found is None or found.prompt != asked.prompt:
            return
        if isinstance(node, Ready):
            if self.presses:
                session.act(seat, Tap(node.id, 0))
            return
        if not isinstance(node, Ask):
            return
        alone = self.eyes.private(session, node)
        name = (node.save or ".").split(".")[1]
        way = self.ways[seat] if not session.aloud() else LOW
        if way not in (*ABSENT, LATE) and (not alone or name in self.kept):
            way = LOW
        self.asked[seat] += 1
        self.tried[seat, node.id] += 1
        if way == AWAY or (way == FIRST and self.asked[seat] > 1) or self.tried[seat, node.id] > 9:
            return
        if node.retry is not None and self.tried[seat, node.id] == 1:
            session.act(seat, Write("?!"))
            return
        for act in _acts(seat, node, way, self.tried[seat, node.id], alone=alone):
            session.act(seat, act)


def _acts(seat: Seat, node: Ask, way: str, count: int, *, alone: bool) -> Iterator[Act]:
    """Give what somebody does at a question."""
    kind, high = node.kind, way in (HIGH, SHORT)
    match kind:
        case Consent():
            yield Tap(node.id, 1 if way == REFUSES else 0)
        case _ if way == SKIPS:
            yield Word("Skipped")
        case Photo():
            yield Show()
        case Text():
            words = canary(seat, node.id) if alone else f"pq{seat}{node.id}z"
            yield Write("no" if way == SHORT else f"{words} but you" * (1 + high))
        case Choices(options=options):
            yield Tap(node.id, len(options) - 1 if high else 0)
            yield Tap(node.id, len(options))
        case Number(min=least, max=most):
            fits = min(most, least + 5 * count - 3)
            yield Write(f"{most + 1 if way == SHORT else most if high else fits:g}")
        case Day():
            yield Write("2026-12-24" if high else "2026-11-25")
        case TimeOfDay():
            yield Write("20:30" if high else "08:30")
        case Length():
            yield Write("90 minutes" if high else "10 minutes")
        case Scale(min=lowest, max=highest):
            yield Tap(node.id, highest - lowest if high else 0)
        case _:
            # Who refuses a consent agrees to all else.
            yield Tap(node.id, 1 if high else 0)


@dataclass(frozen=True, slots=True)
class Spy:
    """Compares couples of one flow, who differ in one partner's privacy."""

    script: Script
    setting: Setting
    secret: Seat
    other: str
    pace: timedelta

    def couple(self, way: str, kept: frozenset[str], *, presses: bool) -> Couple:
        """Play a couple."""
        ways = {self.secret: way, self.secret.other: self.other}
        return Couple(self.script, self.setting, ways, kept, self.pace, presses).play()

    def tells(self, revealed: frozenset[str]) -> str | None:
        """Say what tells."""
        for kept in dict.fromkeys((revealed, frozenset[str]())):
            base = self.couple(LOW, kept, presses=True)
            for way in (*ANSWERS, *ABSENT):
                found = self.differs(base, self.couple(way, kept, presses=True), way)
                if found:
                    return found
        base, late = (self.couple(way, revealed, presses=False) for way in (LOW, LATE))
        return self.differs(base, late, LATE) if not base.eyes.mutual else None

    def differs(self, one: Couple, two: Couple, way: str) -> str | None:
        """Say what differs for the other, though nothing may."""
        script, secret = self.script, self.secret
        opens = any(isinstance(node, Reveal | Ready) for node in script.nodes.values())
        if one.eyes.mutual != two.eyes.mutual:
            return None
        if way in ABSENT and one.eyes.public != two.eyes.public:
            return None
        found = first(one.noticed(secret.other), two.noticed(secret.other))
        acted = first(one.acted(secret), two.acted(secret))
        if found is None or (opens and way != LATE and acted is not None and acted[0] <= found[0]):
            # A reveal, or a sitting, tells when somebody came so far; that is known.
            return None
        return f"{secret} {way}, {secret.other} {self.other}: {found}"


def first(mine: Sequence[Noticed], theirs: Sequence[Noticed]) -> Noticed | None:
    """Give the first in which two lists differ."""
    more = [one for one in mine if mine.count(one) > theirs.count(one)]
    also = [one for one in theirs if theirs.count(one) > mine.count(one)]
    return min([*more, *also], default=None)


def telling(script: Script, paces: tuple[timedelta, ...] = PACES) -> str | None:
    """Say how one could tell what the other answered in private; None when nothing shows."""
    revealed = frozenset(
        name
        for node in script.nodes.values()
        if isinstance(node, Reveal)
        for name in (*node.names, *node.needs.values())
    )
    for pace in paces:
        for setting in (Setting(), Setting(hurt=Seat.B, room=False)):
            for secret in Seat:
                for other in (LOW, AWAY, LATE, HIGH):
                    try:
                        found = Spy(script, setting, secret, other, pace).tells(revealed)
                    except Broken as broken:
                        found = f"{secret}, {secret.other} {other}: {broken.said}"
                    if found is not None:
                        return found
    return None
