"""Take back what was written to a private chat, and keep still there until its reader writes."""

from dataclasses import replace

from bot.engine.courtesies import TakeBack
from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.couple import Partner


def hide(scene: Scene, who: Partner, message: str | None = None) -> None:
    """
    Empty a chat as far as its platform allows, and say something bland.

    ``message`` is theirs that asked for it there; it goes too. What waits, or comes without their
    doing, is held until they write again.
    """
    own = who.profile.discretion
    if own.lock.number:
        # From now on the chat asks for it, however soon they write.
        own = replace(own, lock=replace(own.lock, seen=0))
        scene.held.save_partner(replace(who, profile=replace(who.profile, discretion=own)))
        scene.spoken_for.add(who.id)
    scene.held.save_route(replace(who.route, reach=Reach.HIDDEN))
    if who.route.reach is Reach.RESTING:
        # Their week of rest goes on after this.
        scene.held.save_route(who.route)
    scene.courtesy(TakeBack(who.route, scene.inbox, scene.now, (message,) if message else ()))
    scene.tell(who, Phrase("hide-done"))
