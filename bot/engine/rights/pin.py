"""
A number of somebody's own that opens their chat again after a while.

It is typed twice, hidden before it is kept (`bot.engine.hasher`), and the words it was typed in
are forgotten at once. Who has forgotten it waits for a day in which nothing is shown, and is told
at its beginning and at its end: whoever asked for that may not be whose chat it is.
"""

import unicodedata
from dataclasses import replace
from datetime import timedelta

from bot.engine import zones
from bot.engine.courtesies import Remove, TakeBack
from bot.engine.rights import wishes
from bot.engine.scene import Scene
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.couple import Couple, Partner
from bot.model.ids import RouteId
from bot.model.profile import Lock
from bot.ports.letters import Content
from bot.ports.messages import Body, Commanded, Edited, Wrote
from bot.ports.rows import Draft

TAG = "pin"
"""The tag of the alarm that ends a forgotten number; its ``wait`` is the number of the chat."""

WISH, CHANGE, OFF = "pin", "pin?new", "pin?off"
NODE, LOST = "rights:pin", "rights:pin-lost"
FEWEST, MOST = 4, 12
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=24)
FORGOTTEN = timedelta(hours=24)
_MILLISECOND = timedelta(milliseconds=1)


def command(scene: Scene, who: Partner, body: Commanded) -> None:
    """Begin to choose a number, or offer what can be done about the one there is."""
    known = bool(who.profile.discretion.lock.number)
    if reply.fold(body.argument) in words(scene):
        lose(scene, who)
    elif known:
        rows = [[Phrase("pin-change")], [Phrase("pin-off")], [Phrase("pin-lost-button")]]
        discard(scene, who, body)
        scene.tell(who, Phrase("pin-set"), rows, NODE)
    elif digits(body.argument):
        discard(scene, who, body)
        _choose(scene, who, body.argument)
    else:
        after = wishes.wish(scene, who, WISH)
        scene.tell(after, Phrase("pin-ask"))


def pressed(scene: Scene, who: Partner, node: str, option: int) -> None:
    """Take a button below what `command` offered, or below the line at a chat that is shut."""
    if node == LOST or option > 1:
        lose(scene, who)
    elif who.profile.discretion.lock.number:
        after = wishes.wish(scene, who, (CHANGE, OFF)[option])
        scene.tell(after, Phrase("pin-now"))


def wrote(scene: Scene, who: Partner, body: Wrote) -> bool:
    """Take a number while one is awaited; False when the words are for something else."""
    wish, late = who.profile.discretion.wish, not wishes.fresh(scene, who)
    number = digits(body.text)
    after = wishes.settle(scene, who)
    if not number:
        if not late:
            scene.tell(after, Phrase("pin-not"))
        return not late
    # Also one that comes too late is no answer to anything, and is not kept.
    discard(scene, after, body)
    if late:
        scene.tell(after, Phrase("pin-not"))
    elif wish in (CHANGE, OFF):
        _present(scene, after, number, wish)
    elif wish == WISH:
        _choose(scene, after, number)
    else:
        _again(scene, after, number, wish.removeprefix(f"{WISH}:"))
    return True


def _choose(scene: Scene, who: Partner, text: str) -> None:
    hidden = scene.house.hasher.hide(digits(text), scene.secret(16))
    scene.tell(wishes.wish(scene, who, f"{WISH}:{hidden}"), Phrase("pin-twice"))


def _again(scene: Scene, who: Partner, number: str, hidden: str) -> None:
    if not scene.house.hasher.fits(number, hidden):
        scene.tell(wishes.wish(scene, who, WISH), Phrase("pin-differ"))
        return
    kept(scene, who, Lock(hidden, wishes.number(scene)))
    scene.tell(who, Phrase("pin-kept", (("own", own_messages(scene, who)),)))


def _present(scene: Scene, who: Partner, number: str, wish: str) -> None:
    if not tried(scene, who, number):
        return
    if wish == OFF:
        kept(scene, who, Lock())
        scene.tell(who, Phrase("pin-gone"))
    else:
        now = scene.held.person(who.id) or who
        scene.tell(wishes.wish(scene, now, WISH), Phrase("pin-ask"))


def tried(scene: Scene, who: Partner, number: str) -> bool:
    """Try a number: open the chat with the right one; say what is to be done after a wrong one."""
    lock, now = who.profile.discretion.lock, wishes.number(scene)
    if lock.barred > now:
        _wait(scene, who, lock)
        return False
    if scene.house.hasher.fits(number, lock.number):
        kept(scene, who, Lock(lock.number, now))
        return True
    wrong = lock.wrong + 1
    barred = now + wait(wrong) // _MILLISECOND if wrong >= FREE_TRIES else 0
    after = kept(scene, who, replace(lock, wrong=wrong, barred=barred))
    if barred:
        _wait(scene, who, after.profile.discretion.lock)
    else:
        scene.tell(who, Phrase("pin-wrong"))
    return False


def wait(wrong: int) -> timedelta:
    """Say how long no try counts after so many wrong ones; each more doubles it, up to a day."""
    return min(FIRST_WAIT * (1 << min(wrong - FREE_TRIES, 10)), LONGEST_WAIT)


def _wait(scene: Scene, who: Partner, lock: Lock) -> None:
    scene.tell(who, Phrase("pin-wait", (("time", _local(scene, who, lock.barred, "%H:%M")),)))


def lose(scene: Scene, who: Partner) -> None:
    """Take away what is shown, and let the number go a day later; the right one undoes it."""
    lock = who.profile.discretion.lock
    if not lock.number:
        scene.tell(who, Phrase("pin-none"))
        return
    lost = lock.lost or wishes.number(scene)
    after = kept(scene, who, replace(lock, lost=lost, seen=0))
    due = lost + FORGOTTEN // _MILLISECOND
    scene.held.set_alarm(
        who.couple, None, who.route.id, TAG, scene.now + (due - wishes.number(scene)) * _MILLISECOND
    )
    if who.route.reach is Reach.OPEN:
        scene.held.save_route(replace(who.route, reach=Reach.HIDDEN))
    scene.courtesy(TakeBack(who.route, scene.inbox, scene.now, ()))
    scene.spoken_for.add(who.id)
    until = _local(scene, who, due, "%Y-%m-%d %H:%M")
    scene.tell(after, Phrase("pin-lost", (("time", until),)))


def over(scene: Scene, couple: Couple, route: RouteId) -> None:
    """Let a forgotten number go, unless it was shown meanwhile, and say so to whoever reads."""
    for who in couple.partners:
        if who.route.id == route and outlived(scene, who):
            drop(scene, who)


def outlived(scene: Scene, who: Partner) -> bool:
    """Say whether a number was forgotten for long enough."""
    lost = who.profile.discretion.lock.lost
    return bool(lost) and wishes.number(scene) - lost >= FORGOTTEN // _MILLISECOND


def drop(scene: Scene, who: Partner) -> Partner:
    """Do without it from now on; what is in the chat's way waits until they write."""
    after = kept(scene, who, Lock())
    language = who.profile.language
    words = scene.house.speech.say(Phrase("pin-over"), language)
    content = Content(words, language=language)
    scene.held.post(Draft(who.route.id, content, who.couple, who.id, asked=True))
    return after


def kept(scene: Scene, who: Partner, lock: Lock) -> Partner:
    """Write down what becomes of somebody's lock; give them as they are then."""
    now = scene.held.person(who.id) or who
    return wishes.kept(scene, now, replace(now.profile.discretion, lock=lock))


def digits(text: str) -> str:
    """Read a number that may be one, in whatever digits; empty when it is none."""
    bare = text.strip()
    if not FEWEST <= len(bare) <= MOST or not bare.isdecimal():
        return ""
    return "".join(str(unicodedata.decimal(one)) for one in bare)


def discard(scene: Scene, who: Partner, body: Body) -> None:
    """Forget the words that hold a number, and delete their message where a bot may do that."""
    scene.held.blank()
    if isinstance(body, Wrote | Commanded | Edited):
        scene.courtesy(Remove(who.route.address, (body.message,)))


def own_messages(scene: Scene, who: Partner) -> str:
    """Say, as sentences take it, whether a bot may delete what somebody wrote to it there."""
    return "go" if who.route.address.platform in scene.house.tidied else "stay"


def words(scene: Scene) -> frozenset[str]:
    """Give what is written behind the command in each language by who has forgotten theirs."""
    speech = scene.house.speech
    said = (speech.label(Phrase("pin-forget-word"), code) for code in speech.languages)
    return frozenset(reply.fold(one) for one in said)


def _local(scene: Scene, who: Partner, at: int, form: str) -> str:
    moment = scene.now + (at - wishes.number(scene)) * _MILLISECOND
    return f"{moment.astimezone(zones.zone_of(who.profile.zone)):{form}}"
