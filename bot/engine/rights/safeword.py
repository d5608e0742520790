"""
A word of somebody's own that does what hiding does, in private and in the room.

It may be any word, so that writing it looks like nothing. It lies in their profile, sealed, and
only a whole message counts.
"""

from dataclasses import replace

from bot.engine.rights import wishes
from bot.engine.scene import Scene
from bot.engine.vocabulary import Vocabulary
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner
from bot.ports.messages import Body, Wrote

WISH = "safeword"
NODE = "rights:safeword"
SHORTEST, LONGEST = 2, 40


def ask(scene: Scene, who: Partner) -> None:
    """Wait for the word; where there is one, offer to do without."""
    after = wishes.wish(scene, who, WISH)
    known = bool(who.profile.discretion.word)
    rows = [[Phrase("safeword-none")]] if known else []
    scene.tell(after, Phrase("safeword-ask"), rows, NODE if known else None)


def wrote(scene: Scene, who: Partner, text: str) -> bool:
    """Take the word; False when it was asked for too long ago."""
    late = not wishes.fresh(scene, who)
    after = wishes.settle(scene, who)
    if not late:
        choose(scene, after, text)
    return not late


def choose(scene: Scene, who: Partner, text: str) -> None:
    """Keep the word, unless it means something already."""
    word = reply.fold(text)
    if not SHORTEST <= len(word) <= LONGEST or Vocabulary(scene.house.speech).word(word):
        scene.tell(who, Phrase("safeword-not"))
        return
    wishes.kept(scene, who, replace(who.profile.discretion, word=word, wish="", wished=0))
    scene.tell(who, Phrase("safeword-kept"))


def drop(scene: Scene, who: Partner) -> None:
    """Do without."""
    wishes.kept(scene, who, replace(who.profile.discretion, word="", wish="", wished=0))
    scene.tell(who, Phrase("safeword-gone"))


def said(who: Partner, body: Body) -> bool:
    """Say whether somebody wrote their word, and nothing else."""
    word = who.profile.discretion.word
    if not word or not isinstance(body, Wrote) or body.forwarded:
        return False
    return len(body.text) <= 2 * LONGEST and reply.fold(body.text) == word
