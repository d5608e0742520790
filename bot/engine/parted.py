"""
Tell somebody, after a while, that their partner is here no longer; and nothing of when or why.

It comes one to twenty-four hours later, at a moment that chance decides, so that it does not show
what was going on just then. Whether somebody left or was erased makes no difference.
"""

from dataclasses import replace
from datetime import timedelta

from bot.engine.casting import cast_of
from bot.engine.purposes import STORING, agrees
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.couple import Couple, Partner
from bot.model.ids import RouteId

TAG = "parted"
"""The tag of the alarm; its ``wait`` is the number of the chat of who is told."""

SOONEST, LATEST = timedelta(hours=1), timedelta(hours=24)


def later(scene: Scene, couple: Couple, who: Partner) -> None:
    """Set the moment in which the other is told that somebody is gone."""
    other = couple.at(who.seat.other)
    if other is None or absent(other):
        return
    chance = int.from_bytes(scene.secret(8), "big") / 2**64
    due = scene.now + SOONEST + (LATEST - SOONEST) * chance
    due = times.quiet_until(cast_of(couple, None).person(other.seat), due) or due
    scene.held.set_alarm(couple.id, None, other.route.id, TAG, due)


def tell(scene: Scene, couple: Couple, route: RouteId) -> None:
    """Say it to who is still here. From then on nothing begins by itself between the two."""
    for who in couple.partners:
        other = couple.at(who.seat.other)
        # Meanwhile they may have left, too; or the other may be here again.
        if who.route.id == route and not absent(who) and (other is None or absent(other)):
            own = replace(who.profile.discretion, paused=True)
            told = replace(who, profile=replace(who.profile, discretion=own))
            scene.held.save_partner(told)
            scene.tell(told, Phrase("parted"))


def over(couple: Couple) -> bool:
    """Say whether one of the two is gone and the other knows."""
    return any(
        absent(one) and other.profile.discretion.paused
        for one in couple.partners
        for other in couple.partners
        if one != other
    )


def absent(who: Partner) -> bool:
    """Say whether somebody left, or took back all consent."""
    return who.route.reach is Reach.GONE or not agrees(who, STORING)
