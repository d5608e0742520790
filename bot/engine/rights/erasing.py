"""
Delete somebody for good, once they have written the word that nobody writes by accident.

Their keys go in the same moment, so that nothing of theirs can be read in any older copy. The
other hears what they would hear if somebody had left (`bot.engine.parted`).
"""

from datetime import timedelta

from bot.engine import parted, zones
from bot.engine.rights import wishes
from bot.engine.scene import Scene
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner

WISH = "erase"
UNREADABLE = timedelta(hours=24)
"""Within this, copies of the keys are replaced too, and with them goes the last way to read."""


def ask(scene: Scene, who: Partner) -> None:
    """Say what goes, and ask for the word."""
    wishes.wish(scene, who, WISH)
    word = scene.house.speech.label(Phrase("erase-word"), who.profile.language)
    scene.tell(who, Phrase("erase-ask", (("word", word),)))


def wrote(scene: Scene, who: Partner, text: str) -> bool:
    """Take words while it is open; False when they are for something else."""
    right = reply.fold(text) in words(scene)
    late = not wishes.fresh(scene, who)
    after = wishes.settle(scene, who)
    if late and not right:
        return False
    if right and not late:
        erase(scene, after)
    else:
        # A word that is nearly right must not become an answer to what is open.
        scene.tell(after, Phrase("erase-late" if late else "erase-not"))
    return True


def erase(scene: Scene, who: Partner) -> None:
    """Do it, and give a receipt to a chat that is nobody's now."""
    language, address = who.profile.language, who.route.address
    until = (scene.now + UNREADABLE).astimezone(zones.zone_of(who.profile.zone))
    couple = scene.held.couple(who.couple)
    if couple is not None and couple.whole and not parted.absent(who):
        parted.later(scene, couple, who)
    scene.held.erase_partner(who)
    done = Phrase("erase-done", (("until", f"{until:%Y-%m-%d %H:%M}"),))
    said = scene.house.speech.say(done, language)
    scene.post(scene.held.add_route(address), said, (), language)


def words(scene: Scene) -> frozenset[str]:
    """Give the word in every language; whoever is upset writes the one that comes first."""
    speech = scene.house.speech
    said = (speech.label(Phrase("erase-word"), code) for code in speech.languages)
    return frozenset(reply.fold(one) for one in said)
