"""What comes before any flow: words that always work, and small courtesies that have limits."""

import re
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.engine import invites, pairing
from bot.engine.play import Library
from bot.engine.scene import Scene
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner

MENU = "menu"
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


def menu(scene: Scene, who: Partner, library: Library) -> None:
    """Show what can be done now."""
    if invites.alone(scene, who):
        pairing.next_step(scene, who)
        return
    flows = [one for one in library.current.values() if one.commands]
    rows = [[one.title] for one in flows]
    scene.tell(who, Phrase("menu"), rows, "|".join([MENU, *(one.id for one in flows)]))


def option(written: str) -> int | None:
    """Read the number behind a button's token; None for what we never wrote."""
    return int(written) if _OPTION.fullmatch(written) else None


def empty(text: str) -> bool:
    """Say whether a message holds nothing that can be read."""
    return not reply.clean(text)


def awake(scene: Scene, who: Partner) -> None:
    """Let go what quiet hours hold back from somebody; they are here."""
    if who.profile.quiet is not None:
        scene.held.release(who.route.id)


def skips(scene: Scene, who: Partner, text: str) -> bool:
    """Say whether somebody wrote the word that leaves a question out."""
    label = scene.house.speech.label(Phrase("skip"), who.profile.language)
    return reply.fold(text) in (reply.SKIP, reply.fold(label))
