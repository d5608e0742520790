"""Tell a couple of whom nothing was heard for long that they will be forgotten, and forget them."""

from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.couple import Couple


def tell(scene: Scene, couple: Couple) -> None:
    """Say that all is deleted unless somebody writes; it is said twice, a week apart."""
    for who in couple.partners:
        scene.tell(who, Phrase("lasting-notice"))
    scene.held.noticed(couple.id, scene.now)


def forget(scene: Scene, couple: Couple) -> None:
    """Erase everybody who is still there; they were told twice, so nothing more is said."""
    for who in couple.partners:
        scene.held.erase_partner(who)
