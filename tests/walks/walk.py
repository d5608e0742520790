"""
Two people at random, and what must hold whatever they do.

Everybody's doing hangs on words, not on a stream of chance: what somebody answers to a question is
drawn from the walk's seed, the seat, the question and how often it was asked. So a couple can be
walked twice with one person's private answers changed, and all else stays as it was.
"""

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bot.engine.actions.phrases import Phrases
from bot.flow.cast import Value
from bot.flow.check import checked
from bot.flow.events import Event
from bot.flow.kinds import Choice, Consent, Scale, Text
from bot.flow.outcomes import ROOM, Audience, Noticed, Phrase, Prompted, Revealed, Stuck, Told, Turn
from bot.flow.parse import parse
from bot.flow.run import MAIN
from bot.flow.script import Ask, Each, Place, Ready, Reveal, Script
from bot.flow.script import Set as Assign
from bot.model.couple import Role, Seat
from bot.model.profile import Quiet
from bot.model.words import plain
from tests.pair import NOON, Pair, couple

DIALOGS = Path(__file__).parents[2] / "dialogs"
CHECK_IN, COMMUNICATE = "weekly_checkin.yaml", "step1/communicate.yaml"
PRIVATE = re.compile(r"zq[ab]\w+?z")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
EXCUSES = Phrases(("I am sorry if", "but you", "it just happened"))
LONGEST = timedelta(days=30)


@cache
def shipped(name: str) -> Script:
    """Load one of the flows that people will meet."""
    return checked(parse((DIALOGS / name).read_bytes(), name))


@dataclass(frozen=True, slots=True)
class Temper:
    """
    How somebody is in one walk.

    ``secret`` seeds what they answer in private, ``manner`` everything else. A twin answers from
    ``otherwise``, except for the variables in ``kept``, and gives none of the consents in
    ``never``. ``late`` is when they begin to answer (None: never). ``presses`` are the moments
    they press ready.
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


@dataclass(frozen=True, slots=True)
class Setting:
    """Who the couple is, which flow they walk, and when it begins."""

    flow: str
    hurt: Seat
    room: bool
    zones: tuple[str, str]
    quiet: tuple[Quiet | None, Quiet | None]
    at: datetime
    starter: Seat | None


@dataclass(slots=True)
class Walk:
    """
    One couple's way through one flow.

    ``given`` are the consents as we know them to be given, with what was shown at the time.
    """

    setting: Setting
    tempers: Mapping[Seat, Temper]
    pair: Pair = field(init=False)
    given: dict[Seat, dict[str, dict[str, Value]]] = field(init=False)
    agenda: list[tuple[datetime, int, Seat, str, Prompted | None]] = field(default_factory=list)
    counts: Counter[tuple[Seat, str]] = field(default_factory=Counter)
    turns: int = 0

    def __post_init__(self) -> None:
        """Begin the flow."""
        self.given = {Seat.A: {}, Seat.B: {}}
        one = self.setting
        cast = couple(hurt=one.hurt, room=one.room, zones=one.zones, quiet=one.quiet)
        script = shipped(one.flow)
        begun: list[tuple[Event, Turn]] = []
        self.pair = Pair(
            script, cast, at=one.at, starter=one.starter, action=EXCUSES,
            watch=lambda event, turn: begun.append((event, turn)),
        )  # fmt: skip
        self.pair.watch = self.watch
        for event, turn in begun:
            self.watch(event, turn)
        for seat, temper in self.tempers.items():
            for after in temper.presses:
                self.plan(one.at + after, seat, "ready")
            rng = Random(f"{temper.manner}:{seat}:noise")
            for _ in range(temper.noise):
                when = one.at + timedelta(seconds=rng.randrange(9 * 86400))
                self.plan(when, seat, f"noise {rng.random()}")

    def walk(self) -> "Walk":
        """Let time pass until the flow has ended. It always does."""
        pair = self.pair
        while pair.ended is None:
            self.turns += 1
            assert self.turns < 2000, "the run gets nowhere"
            assert pair.now - self.setting.at < LONGEST, "the run does not end"
            alarm = pair.next_alarm()
            if self.agenda and (alarm is None or self.agenda[0][0] < alarm[0]):
                moment, _, seat, what, asked = heapq.heappop(self.agenda)
                pair.now = max(pair.now, moment)
                self.act(seat, what, asked)
            else:
                assert alarm is not None, f"a dead run at {pair.run.lanes}"
                pair.ring()
        return self

    def plan(self, at: datetime, seat: Seat, what: str, asked: Prompted | None = None) -> None:
        """Put something on the agenda."""
        heapq.heappush(self.agenda, (at, len(self.agenda) + self.turns * 1000, seat, what, asked))

    def seen_by(self, seat: Seat) -> list[tuple[datetime, str, tuple[str, ...]]]:
        """Give all that somebody is shown, in their own chat and the room."""
        own = [("own", shown) for shown in self.pair.seen(seat)]
        both = [("room", shown) for shown in self.pair.seen(ROOM)]
        whole = sorted([*own, *both], key=lambda one: one[1].at)
        return [(one.at, f"{chat}: {one.text}", one.buttons) for chat, one in whole]

    # What they do

    def act(self, seat: Seat, what: str, asked: Prompted | None) -> None:
        """Do what was planned, if it still makes sense."""
        if what == "answer" and asked is not None:
            if self.pair.run.listening(seat) == asked.prompt:
                self.answer(seat, asked)
        elif what == "more":
            if self.pair.open(seat) == asked:
                self.pair.say(seat, "and this.")
        elif what == "ready":
            found = self.pair.open(seat)
            if found and isinstance(self.pair.script.nodes[found.node], Ready):
                self.pair.tap(found, 0)
        else:
            self.disturb(seat, Random(what))

    def answer(self, seat: Seat, asked: Prompted) -> None:
        """Answer a question in one of the ways there are."""
        node = self.pair.script.nodes[asked.node]
        if not isinstance(node, Ask):
            return None
        temper = self.tempers[seat]
        name = node.save.split(".")[1] if node.save else ""
        alone = self.alone()
        private = temper.secret if name in temper.kept else temper.otherwise or temper.secret
        seed = private if alone else temper.manner
        count = self.counts[seat, node.id]
        rng = Random(f"{seed}:{seat}:{node.id}:{count}")
        if isinstance(node.kind, Consent):
            return self.consent(seat, asked, node, rng)
        if rng.random() < (0.12 if alone else 0.04):
            return self.leave(seat, asked, rng)
        match node.kind:
            case Text():
                mark = (
                    f"{'zq' if alone else 'pq'}{seat.value}{node.id}{count}{rng.randrange(9999)}z"
                )
                excuse = rng.choice(("", "", " but you know", " I am sorry if"))
                if rng.random() < 0.1:
                    self.pair.say(seat, rng.choice(("", "  ", "\u200b", "x" * 5000)))
                self.pair.say(seat, f"{mark}{excuse}")
                if rng.random() < 0.15:
                    self.plan(self.pair.now + timedelta(seconds=1), seat, "more", asked)
            case Choice() | Scale() if rng.random() < 0.2:
                self.pair.say(seat, str(rng.randrange(0, 4)))
                if self.pair.run.listening(seat) == asked.prompt:
                    self.pair.tap(asked, 0)
            case _:
                several = len(asked.options) - 1
                self.pair.tap(
                    asked, rng.choice((0, rng.randrange(several), rng.randrange(several)))
                )
        return None

    def consent(self, seat: Seat, asked: Prompted, node: Ask, rng: Random) -> None:
        """Say yes or no, and remember to what."""
        name = (node.save or "my.").split(".")[1]
        temper = self.tempers[seat]
        shows = node.kind.shows if isinstance(node.kind, Consent) else ()
        mine = self.pair.run.values.get(seat, {})
        snapshot = {one: mine[one] for one in shows if one in mine}
        willing = rng.random() < temper.yes and name not in temper.never
        if not willing:
            return self.decline(seat, asked, name, rng)
        self.given[seat][name] = snapshot
        if rng.random() < 0.2:
            self.pair.say(seat, "Yes.")
        else:
            self.pair.tap(asked, 0)
        return None

    def decline(self, seat: Seat, asked: Prompted, name: str, rng: Random) -> None:
        """Say no in one of the ways there are."""
        self.given[seat].pop(name, None)
        if rng.random() < 0.3:
            self.pair.skip(seat)
        elif rng.random() < 0.3:
            self.pair.say(seat, "no")
        else:
            self.pair.tap(asked, 1)

    def leave(self, seat: Seat, asked: Prompted, rng: Random) -> None:
        """Leave a question out, by button or by word."""
        if rng.random() < 0.5 and asked.options[-1] == Phrase("skip"):
            self.pair.tap(asked, len(asked.options) - 1)
        else:
            self.pair.skip(seat)

    def disturb(self, seat: Seat, rng: Random) -> None:
        """Do something that is not called for."""
        pair = self.pair
        roll = rng.random()
        mine = [one for one in pair.prompts[seat] if one.prompt != pair.run.listening(seat)]
        theirs = [one for one in pair.prompts[seat.other] if one.to == ROOM]
        if roll < 0.6 and (mine or theirs):
            asked = rng.choice([*mine, *theirs])
            pair.tap(asked, rng.randrange(12), seat)
        elif roll < 0.8 and pair.run.cast.room and not self.mine_in_room(seat):
            pair.say(seat, "pq just talking", room=True)
        elif roll < 0.9:
            pair.resume(seat)
        elif (asked_now := pair.open(seat)) and not self.asks_consent(asked_now):
            pair.tap(asked_now, 99)

    def asks_consent(self, asked: Prompted) -> bool:
        """Say whether a question is for consent."""
        node = self.pair.script.nodes[asked.node]
        return isinstance(node, Ask) and isinstance(node.kind, Consent)

    def mine_in_room(self, seat: Seat) -> bool:
        """Say whether somebody is asked something in the room."""
        asked = self.pair.open(seat)
        return asked is not None and asked.to == ROOM

    def alone(self) -> bool:
        """Say whether what is answered now is between one person and the bot."""
        main = self.pair.run.lanes.get(MAIN)
        fork = self.pair.script.nodes.get(main.at or "") if main else None
        return not (isinstance(fork, Each) and fork.place is Place.GROUP)

    # What must hold

    def watch(self, event: Event, turn: Turn) -> None:
        """Look at every turn: react to questions, and find secrets where they do not belong."""
        for outcome in turn.outcomes:
            match outcome:
                case Prompted():
                    self.react(outcome)
                    texts = [outcome.words, *outcome.preview]
                    labels = [one for one in outcome.options if isinstance(one, str)]
                    self.harmless(outcome.to, " ".join([*map(plain, texts), *labels]))
                case Told(to=to, line=line):
                    self.harmless(to, str(line) if isinstance(line, Phrase) else plain(line))
                case Noticed(seat=seat, phrase=phrase):
                    self.harmless(seat, str(phrase))
                case Revealed():
                    self.revealed(outcome)
                case Stuck():
                    raise AssertionError(f"stuck: {outcome}")
                case _:
                    pass

    def react(self, asked: Prompted) -> None:
        """Plan when a question will be answered."""
        seat, node = asked.seat, asked.node
        if any(one[4] == asked for one in self.agenda):
            return
        self.counts[seat, node] += 1
        temper = self.tempers[seat]
        rng = Random(f"{temper.manner}:{seat}:{node}:{self.counts[seat, node]}:when")
        visible = max(self.pair.now, asked.not_before or self.pair.now)
        if not self.alone():
            if rng.random() > 0.03:
                soon = timedelta(seconds=rng.randrange(5, 400))
                self.plan(visible + soon, seat, "answer", asked)
            return
        if temper.late is None:
            return
        begin = max(visible, self.setting.at + temper.late)
        self.plan(begin + timedelta(seconds=rng.randrange(1, 8)), seat, "answer", asked)

    def harmless(self, to: Audience, text: str) -> None:
        """Find private words of one in what another reads."""
        if "zq" not in text:
            return
        for mark in PRIVATE.findall(text):
            assert to != ROOM, f"{mark} stands in the room"
            assert mark[2] == str(to), f"{mark} reached {to}"

    def revealed(self, shown: Revealed) -> None:
        """Hold what is revealed against the consents we know of."""
        reveals = [
            node
            for node in self.pair.script.nodes.values()
            if isinstance(node, Reveal) and node.names == shown.names
        ]
        text = plain(shown.words)
        if not reveals:
            assert not PRIVATE.search(text), f"words said in private: {text}"
            return
        assert any(self.agreed(node, text) for node in reveals), f"without consent: {text}"

    def agreed(self, node: Reveal, text: str) -> bool:
        """Say whether both agreed to show exactly this."""
        seats = {role: self.seat(role) for role in Role}
        consents = {
            seats[role]: self.given[seats[role]].get(node.needs.get(role) or node.needs[None])
            for role in Role
        }
        if any(consent is None for consent in consents.values()):
            return False
        owners = {
            (
                self.seat(Role(name.scope)) if name.scope in list(Role) else Seat(name.scope),
                name.field,
            )
            for name in node.text.names
            if name.field in node.names
        }
        allowed = ""
        for seat, what in owners:
            consent = consents[seat] or {}
            if what not in consent or consent[what] != self.pair.run.values.get(seat, {}).get(what):
                return False
            allowed += f" {consent[what]}"
        return set(PRIVATE.findall(text)) <= set(PRIVATE.findall(allowed))

    def seat(self, role: Role) -> Seat:
        """Give who stands on that side."""
        return self.setting.hurt if role is Role.HURT else self.setting.hurt.other


# Couples


def setting_of(flow: str, rng: Random) -> Setting:
    """Draw a couple."""
    quiet = Quiet(time(22), time(7))
    return Setting(
        flow=flow,
        hurt=rng.choice(list(Seat)),
        room=rng.random() < 0.7,
        zones=(rng.choice(ZONES), rng.choice(ZONES)),
        quiet=(rng.choice((None, quiet)), rng.choice((None, quiet))),
        at=NOON + timedelta(hours=rng.randrange(24)),
        starter=rng.choice((None, Seat.A, Seat.B)),
    )  # fmt: skip


def tempers_of(seed: str, rng: Random) -> dict[Seat, Temper]:
    """Draw two people; often they find a time to sit together."""
    together = tuple(
        timedelta(days=rng.randrange(2, 6), hours=rng.randrange(24), minutes=17)
        for _ in range(rng.choice((0, 1, 2, 2)))
    )
    tempers = {}
    for seat in Seat:
        alone = tuple(
            timedelta(days=rng.randrange(6), hours=rng.randrange(24), minutes=19)
            for _ in range(rng.randrange(2))
        )
        late = timedelta(hours=rng.randrange(36), minutes=rng.randrange(3))
        tempers[seat] = Temper(
            secret=f"{seed}:{seat}",
            manner=seed,
            yes=rng.choice((0.0, 0.5, 0.9, 1.0)),
            late=late if rng.random() < 0.85 else None,
            presses=(*together, *alone),
            noise=rng.choice((0, 0, 4)),
        )
    return tempers


def solo(flow: str, seed: int) -> Walk:
    """Walk one couple, and give where they came out."""
    rng = Random(f"{flow}:{seed}")
    setting = setting_of(flow, rng)
    return Walk(setting, tempers_of(str(seed), rng)).walk()


def twins(flow: str, seed: int) -> tuple[Walk, Walk, Seat]:
    """
    Walk a couple twice; only one partner's private answers differ.

    Gives both walks and who looks on. What the couple came to share stays as it was: answers that
    were revealed, and a yes or no that would have decided what is.
    """
    rng = Random(f"twins:{flow}:{seed}")
    setting = setting_of(flow, rng)
    tempers = tempers_of(str(seed), rng)
    secret = rng.choice(list(Seat))
    quiet = rng.random() < 0.3
    tempers[secret] = replace(
        tempers[secret], noise=0, presses=() if quiet else tempers[secret].presses
    )
    if tempers[secret].late is None and not quiet:
        tempers[secret] = replace(tempers[secret], late=timedelta(hours=3))
    if quiet:
        tempers[secret.other] = replace(tempers[secret.other], yes=0.0)
    first = Walk(setting, tempers).walk()
    kept, never = bound(first, secret)
    other = replace(
        tempers[secret],
        otherwise=f"{seed}:otherwise",
        yes=rng.choice((0.0, 0.5, 1.0)) if not kept else tempers[secret].yes,
        kept=kept,
        never=never,
    )
    if quiet:
        other = replace(other, late=rng.choice((None, other.late, timedelta(hours=47))))
    second = Walk(setting, {**tempers, secret: other}).walk()
    return first, second, secret.other


def bound(walk: Walk, secret: Seat) -> tuple[frozenset[str], frozenset[str]]:
    """Give the answers that a twin has to keep, and the consents they must not give."""
    kept: set[str] = set()
    never: set[str] = set()
    for node in walk.pair.script.nodes.values():
        if not isinstance(node, Reveal):
            continue
        role = Role.HURT if walk.setting.hurt is secret else Role.REPAIRING
        other = Role.REPAIRING if role is Role.HURT else Role.HURT
        mine = node.needs.get(role) or node.needs[None]
        theirs = node.needs.get(other) or node.needs[None]
        if theirs not in walk.given[secret.other]:
            continue
        if mine in walk.given[secret]:
            kept |= {mine, *node.names}
        else:
            never.add(mine)
    return frozenset(made_from(walk.pair.script, kept)), frozenset(never)


def made_from(script: Script, names: Iterable[str]) -> set[str]:
    """Add the variables that these are made from, and those that decide about it."""
    found = set(names)
    size = -1
    while size < len(found):
        size = len(found)
        for node in script.nodes.values():
            if not isinstance(node, Assign):
                continue
            for target, expression in node.values:
                if target.split(".")[1] in found:
                    decides = node.when.names if node.when else ()
                    found |= {name.field for name in (*expression.names, *decides)}
    return found
