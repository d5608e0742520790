"""Remember what somebody asked for that waits for words of theirs: for ten minutes, no longer."""

from dataclasses import replace
from datetime import timedelta

from bot.engine.scene import Scene
from bot.model.couple import Partner
from bot.model.profile import Discretion

PATIENCE = timedelta(minutes=10)
_MILLISECOND = timedelta(milliseconds=1)


def kept(scene: Scene, who: Partner, own: Discretion) -> Partner:
    """Write down what somebody set for themselves; give them as they are then."""
    after = replace(who, profile=replace(who.profile, discretion=own))
    if after != who:
        scene.held.save_partner(after)
    return after


def wish(scene: Scene, who: Partner, what: str) -> Partner:
    """Begin to wait for their words."""
    own = replace(who.profile.discretion, wish=what, wished=number(scene))
    return kept(scene, who, own)


def settle(scene: Scene, who: Partner) -> Partner:
    """Wait no longer, whatever it was."""
    return kept(scene, who, replace(who.profile.discretion, wish="", wished=0))


def fresh(scene: Scene, who: Partner) -> bool:
    """Say whether it was asked for a moment ago."""
    return number(scene) - who.profile.discretion.wished <= PATIENCE // _MILLISECOND


def number(scene: Scene) -> int:
    """Give this moment as a profile keeps it."""
    return round(scene.now.timestamp() * 1000)
