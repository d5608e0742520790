"""
Ask somebody how they want to be spoken of.

Nobody has to say. It is asked only of who wants to tell (`/pronouns`), and read only by
translations into languages that cannot do without.
"""

from dataclasses import replace

from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner

NODE = "pronouns"
GENDERS = ("feminine", "masculine", "")


def ask(scene: Scene, who: Partner) -> None:
    """Offer the ways to be spoken of."""
    rows = [
        [Phrase("pronouns-feminine"), Phrase("pronouns-masculine")],
        [Phrase("pronouns-neither")],
    ]
    scene.tell(who, Phrase("pronouns"), rows, NODE)


def answered(scene: Scene, who: Partner, option: int) -> None:
    """Keep what somebody chose, and say so; a number that was never offered does nothing."""
    if option >= len(GENDERS):
        return
    scene.held.save_partner(replace(who, profile=replace(who.profile, gender=GENDERS[option])))
    scene.tell(who, Phrase("pronouns-kept"))
