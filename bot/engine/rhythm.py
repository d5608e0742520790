"""
Write to nobody more than once a day unasked.

A reminder on a day on which something came by itself is left out. What a clock begins for one of
them alone comes a day later then; what both have together comes at its hour all the same.
"""

from dataclasses import replace

from bot.engine import zones
from bot.engine.scene import Scene
from bot.model.couple import Partner


def written(scene: Scene, who: Partner) -> bool:
    """Say whether something came to somebody by itself today, on their own calendar."""
    return _fresh(scene, who).profile.discretion.written == _today(scene, who)


def note(scene: Scene, who: Partner) -> None:
    """Note that something comes to somebody by itself."""
    now = _fresh(scene, who)
    own = replace(now.profile.discretion, written=_today(scene, who))
    if own != now.profile.discretion:
        scene.held.save_partner(replace(now, profile=replace(now.profile, discretion=own)))


def _fresh(scene: Scene, who: Partner) -> Partner:
    """Give them as they are now: this turn may have written to them before."""
    couple = scene.held.couple(who.couple)
    return (couple.at(who.seat) if couple is not None else None) or who


def _today(scene: Scene, who: Partner) -> int:
    return scene.now.astimezone(zones.zone_of(who.profile.zone)).date().toordinal()
