"""Couples at random, and their twins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from random import Random

from bot.explore.case import BEGIN, Case, Setting, twins
from bot.explore.judge import Judge
from bot.explore.promises import Promises
from bot.explore.session import Session
from bot.explore.walk import Temper, Walk, drawn
from bot.flow.script import Reveal, Script
from bot.flow.script import Set as Assign
from bot.model.couple import Role, Seat
from bot.model.profile import Quiet

ZONES = ("Europe/Lisbon", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
NIGHT = Quiet(time(22), time(7))


def setting_of(rng: Random) -> Setting:
    """Draw a couple."""
    return Setting(
        hurt=rng.choice(list(Seat)),
        room=rng.random() < 0.7,
        zones=(rng.choice(ZONES), rng.choice(ZONES)),
        quiet=(rng.choice((None, NIGHT)), rng.choice((None, NIGHT))),
        at=BEGIN + timedelta(hours=rng.randrange(24)),
        starter=rng.choice((None, Seat.A, Seat.B)),
    )


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


@dataclass(frozen=True, slots=True)
class Chance:
    """Plays couples of one flow at random; a seed always gives the same couple."""

    judge: Judge
    excuses: Sequence[str] = ()

    def walk(self, setting: Setting, tempers: Mapping[Seat, Temper]) -> Walk:
        """Lay out a couple's way."""
        return Walk(self.judge.session(Case(setting, ())), tempers, self.excuses)

    def solo(self, seed: str) -> Walk:
        """Lay out one couple's way."""
        rng = drawn(f"solo:{self.judge.script.id}:{seed}")
        setting = setting_of(rng)
        return self.walk(setting, tempers_of(seed, rng))

    def twins(self, seed: str, pair: list[Walk]) -> Seat:
        """
        Play a couple, and lay out their twins: only one partner's private answers will differ.

        What the couple came to share stays as it was: answers that were revealed, and a yes or
        no that would have decided what is. Both are put into ``pair`` as soon as they are there.
        Gives the seat whose answers differ.
        """
        rng = drawn(f"twins:{self.judge.script.id}:{seed}")
        setting = setting_of(rng)
        tempers = tempers_of(seed, rng)
        secret = rng.choice(list(Seat))
        silent = rng.random() < 0.3
        mine = tempers[secret]
        late = mine.late if mine.late is not None or silent else timedelta(hours=3)
        presses = () if silent else mine.presses
        tempers[secret] = replace(mine, noise=0, presses=presses, late=late)
        if silent:
            tempers[secret.other] = replace(tempers[secret.other], yes=0.0)
        first = self.walk(setting, tempers)
        pair.append(first)
        first.walk()
        kept, never = bound(first.session, secret)
        other = replace(
            tempers[secret],
            otherwise=f"{seed}:otherwise",
            yes=tempers[secret].yes if kept else rng.choice((0.0, 0.5, 1.0)),
            kept=kept,
            never=never,
        )
        if silent:
            # Not to come at all must look like a no.
            other = replace(other, late=rng.choice((None, other.late, timedelta(hours=47))))
        pair.append(self.walk(setting, {**tempers, secret: other}))
        return secret


def bound(session: Session, secret: Seat) -> tuple[frozenset[str], frozenset[str]]:
    """Give the answers that a twin has to keep, and the consents they must not give."""
    kept: set[str] = set()
    never: set[str] = set()
    promises = session.looker
    if not isinstance(promises, Promises):
        return frozenset(), frozenset()
    role = Role.HURT if session.setting.hurt is secret else Role.REPAIRING
    other = Role.REPAIRING if role is Role.HURT else Role.HURT
    for node in session.script.nodes.values():
        if not isinstance(node, Reveal):
            continue
        mine = node.needs.get(role) or node.needs[None]
        theirs = node.needs.get(other) or node.needs[None]
        if theirs not in promises.given[secret.other]:
            continue
        if mine in promises.given[secret]:
            kept |= {mine, *node.names}
        else:
            never.add(mine)
    return frozenset(made_from(session.script, kept)), frozenset(never)


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


def as_case(walk: Walk) -> Case:
    """Give what a couple did, to be played again."""
    return Case(walk.session.setting, tuple(walk.session.moves))


def as_twins(first: Walk, second: Walk, secret: Seat) -> Case:
    """Give what two twins did, laid over each other."""
    return twins(first.session.setting, first.session.moves, second.session.moves, secret)
