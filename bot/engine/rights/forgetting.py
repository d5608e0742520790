"""
Take back what somebody said last, or today.

No platform tells a bot that somebody deleted a message of their own, so it has to be asked for.
What was shown to the other already stands in the other's chat; that is said, too.
"""

from datetime import datetime, time

from bot.engine import zones
from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner

NODE = "rights:forget"
LAST, TODAY = "last", "today"


def ask(scene: Scene, who: Partner) -> None:
    """Offer the two ways."""
    rows = [[Phrase("forget-last-button")], [Phrase("forget-today-button")]]
    scene.tell(who, Phrase("forget-ask"), rows, NODE)


def forget(scene: Scene, who: Partner, what: str) -> None:
    """Do it, and say how many answers went."""
    if what == TODAY:
        count = scene.held.forget_since(who, midnight(scene.now, who))
    else:
        count = scene.held.forget_last(who)
    scene.tell(who, Phrase(f"forget-{what}-done", (("count", count),)))


def midnight(now: datetime, who: Partner) -> datetime:
    """Give the moment in which the day began for somebody."""
    zone = zones.zone_of(who.profile.zone)
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(now.tzinfo)
