"""What comes before any flow: words that always work, and small courtesies that have limits."""

import re
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.engine import admit
from bot.engine.casting import cast_of
from bot.engine.scene import Scene
from bot.flow import reply
from bot.flow.place import decode
from bot.model.address import Reach
from bot.model.couple import Couple, Partner
from bot.ports.rows import KeptRun

PATIENCE = timedelta(minutes=10)
_REMEMBERED = 1000
_OPTION = re.compile(r"\d{1,2}")


class Patience:
    """Remembers, for a while, what was said to whom, so that it is not said over and over."""

    def __init__(self) -> None:
        self.said: OrderedDict[str, datetime] = OrderedDict()

    def may_say(self, key: str, now: datetime) -> bool:
        """Say whether ten minutes have passed since the last time, and note this one."""
        last = self.said.get(key)
        if last is not None and now - last < PATIENCE:
            return False
        self.said[key] = now
        while len(self.said) > _REMEMBERED:
            self.said.popitem(last=False)
        return True


def option(written: str) -> int | None:
    """Read the number behind a button's token; None for what we never wrote."""
    return int(written) if _OPTION.fullmatch(written) else None


def empty(text: str) -> bool:
    """Say whether a message holds nothing that can be read."""
    return not reply.clean(text)


def awake(scene: Scene, who: Partner) -> None:
    """Let go what quiet hours hold back from somebody, or what they hid from; they are here."""
    scene.held.here(who.route.id)
    if scene.shut(who, None):
        # What they do in the room opens nothing here.
        return
    if who.profile.quiet is not None:
        scene.held.release(who.route.id)
    if who.route.reach is Reach.HIDDEN:
        admit.reach(scene, who.route, Reach.OPEN)


def follows(scene: Scene, couple: Couple, kept: KeptRun, wait: int) -> None:
    """
    Note whose doing it is when a run goes on by itself a moment after somebody answered.

    What it writes to them is asked for, although they rest.
    """
    if all(one.route.reach in (Reach.OPEN, Reach.CLOSED) for one in couple.partners):
        return
    lanes = decode(kept.document, cast_of(couple, None), kept.values).lanes
    for who in couple.partners:
        if (lane := lanes.get(who.seat)) and lane.wait == wait and who.route.reach is Reach.RESTING:
            scene.held.here(who.route.id)
