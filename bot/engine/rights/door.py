"""
Stand at a private chat that asks for a number, and let in only whoever shows it.

What must work at any time does so without it: hiding, the words about danger, and to say that
one has forgotten it. Everything else gets the same bland line.
"""

from dataclasses import replace
from enum import Enum, auto

from bot.engine import admit
from bot.engine.courtesies import AnswerPress
from bot.engine.rights import pin, wishes
from bot.engine.scene import Scene
from bot.engine.vocabulary import Word
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.couple import Partner
from bot.model.words import plain
from bot.ports.messages import Body, Commanded, Edited, Wrote


class Way(Enum):
    """What becomes of somebody at the door. ``OPENED``: they have just shown their number."""

    FREE = auto()
    STOPPED = auto()
    OPENED = auto()


def shut(scene: Scene, who: Partner) -> bool:
    """Say whether somebody has to show their number before anything is shown to them."""
    return who.profile.discretion.lock.shut(wishes.number(scene))


def here(scene: Scene, who: Partner) -> None:
    """Let this turn write to somebody who does something in a chat that is shut."""
    if shut(scene, who):
        scene.held.here(who.route.id)
        scene.spoken_for.add(who.id)


def reopen(scene: Scene, who: Partner) -> None:
    """Write again to somebody who had closed their chat; where it is shut, not what it is about."""
    admit.reach(scene, who.route, Reach.HIDDEN if shut(scene, who) else Reach.OPEN)


def take(scene: Scene, who: Partner, body: Body, word: Word | None) -> Way:
    """Let somebody in or not."""
    own = who.profile.discretion
    if not own.lock.number:
        return Way.FREE
    if pin.outlived(scene, who):
        pin.drop(scene, who)
        return Way.FREE
    if not shut(scene, who):
        return _inside(scene, who, body)
    if word is Word.HIDE:
        return Way.FREE
    number = pin.digits(body.text) if isinstance(body, Wrote | Edited) else ""
    if number:
        pin.discard(scene, who, body)
    if number and isinstance(body, Wrote):
        return Way.OPENED if pin.tried(scene, who, number) else Way.STOPPED
    if word is Word.HELP:
        scene.tell(who, Phrase("help"))
    elif isinstance(body, Commanded) and body.name == pin.TAG:
        _about(scene, who, body)
    else:
        scene.tell(who, Phrase("pin-please"))
    return Way.STOPPED


def _inside(scene: Scene, who: Partner, body: Body) -> Way:
    """Note that somebody is here; a number shown in vain is no answer to anything."""
    own = who.profile.discretion
    pin.kept(scene, who, replace(own.lock, seen=wishes.number(scene)))
    waiting = own.wish.startswith(pin.WISH) and wishes.fresh(scene, who)
    number = pin.digits(body.text) if isinstance(body, Wrote | Edited) else ""
    if not number or waiting or not scene.house.hasher.fits(number, own.lock.number):
        return Way.FREE
    pin.discard(scene, who, body)
    scene.held.here(who.route.id)
    scene.tell(who, Phrase("pin-right"))
    return Way.STOPPED


def _about(scene: Scene, who: Partner, body: Commanded) -> None:
    if pin.digits(body.argument):
        pin.discard(scene, who, body)
    if reply.fold(body.argument) in pin.words(scene):
        pin.lose(scene, who)
    else:
        scene.tell(who, Phrase("pin-please"), [[Phrase("pin-lost-button")]], pin.LOST)


def pressed(scene: Scene, who: Partner, node: str, press: tuple[str, str]) -> bool:
    """Say at a button that the number comes first; False when it may be pressed."""
    if not who.profile.discretion.lock.number:
        return False
    if not shut(scene, who):
        lock = replace(who.profile.discretion.lock, seen=wishes.number(scene))
        pin.kept(scene, who, lock)
        return False
    if node == pin.LOST:
        return False
    words = scene.house.speech.say(Phrase("pin-please"), who.profile.language)
    scene.courtesy(AnswerPress(*press, plain(words)))
    return True
