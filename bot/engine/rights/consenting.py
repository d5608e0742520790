"""
What somebody agreed to, purpose by purpose: when, and how to take it back.

One tap takes one back, and one gives it again. Nobody else is told. Without *storing* nothing but
arriving is left; without *together* they are silent in all that the two do together; without
*reminders* nobody reminds them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from bot.engine import leaving
from bot.engine.play import Players
from bot.engine.purposes import PURPOSES, STORING, TOGETHER
from bot.engine.rights import wishes
from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner
from bot.model.words import Span, plain
from bot.ports.rows import Consent

NODE = "rights:consent"
VERSION = "2"
"""Of the words of the question in arriving; whoever changes those counts on."""


def agreed(scene: Scene, who: Partner) -> None:
    """Note the yes of arriving: to which words, for each purpose that they name."""
    for purpose in PURPOSES:
        given(scene, who, purpose)


def given(scene: Scene, who: Partner, purpose: str) -> None:
    """Note one yes, with the hash of the words that it was said to."""
    words = plain(scene.house.speech.say(Phrase("consent"), who.profile.language))
    scene.held.consent(
        who.id, purpose, VERSION, scene.now,
        digest=hashlib.sha256(words.encode()).hexdigest(), channel=who.route.address.platform,
    )  # fmt: skip


def show(scene: Scene, who: Partner) -> None:
    """Show every purpose, with the button that changes it."""
    speech, language = scene.house.speech, who.profile.language
    found = now(scene, who)
    if not found:
        scene.tell(who, Phrase("consent-none"))
        return
    words = [*speech.say(Phrase("consent-now"), language)]
    for one in found:
        state = "given" if one.given else "taken"
        line = (("state", state), ("day", f"{one.at:%Y-%m-%d}"))
        words += (Span("\n\n"), *speech.say(Phrase(f"consent-{one.purpose}", line), language))
    rows = [[Phrase(f"consent-{one.purpose}-{'off' if one.given else 'on'}")] for one in found]
    node = "|".join([NODE, *(f"{one.purpose}:{'off' if one.given else 'on'}" for one in found)])
    scene.show(who, tuple(words), scene.labels(rows, language), node)


def now(scene: Scene, who: Partner) -> Sequence[Consent]:
    """Give what counts for each purpose; an early yes to *storing* was one to all three."""
    last = {one.purpose: one for one in scene.held.consents(who.id)}
    if STORING not in last:
        return ()
    early = next(one for one in scene.held.consents(who.id) if one.purpose == STORING)
    return [last.get(one, replace(early, purpose=one)) for one in PURPOSES]


def pressed(scene: Scene, players: Players, who: Partner, node: str, option: int) -> None:
    """Take one back, or give it again."""
    purpose, _, way = node.split("|")[1 + option].partition(":")
    refused = purpose in who.profile.discretion.refused
    if way == "off" and not refused:
        _take_back(scene, players, who, purpose)
    elif way == "on" and refused:
        _give_again(scene, players, who, purpose)
    else:
        show(scene, who)


def _take_back(scene: Scene, players: Players, who: Partner, purpose: str) -> None:
    scene.held.withdraw(who.id, purpose, scene.now, channel=who.route.address.platform)
    own = who.profile.discretion
    after = wishes.kept(scene, who, replace(own, refused=(*own.refused, purpose)))
    couple = scene.held.couple(who.couple)
    if purpose == STORING:
        leaving.cease(scene, players, after)
    if purpose == TOGETHER and couple is not None:
        for kept in scene.held.runs(couple.id):
            leaving.withdraw(scene, players.library.of(kept), kept, after)
    scene.tell(after, Phrase(f"consent-{purpose}-done"))


def _give_again(scene: Scene, players: Players, who: Partner, purpose: str) -> None:
    given(scene, who, purpose)
    own = who.profile.discretion
    left = tuple(one for one in own.refused if one != purpose)
    after = wishes.kept(scene, who, replace(own, refused=left))
    if purpose == STORING:
        _begin_again(scene, players, after)
    scene.tell(after, Phrase("consent-again"))


def _begin_again(scene: Scene, players: Players, who: Partner) -> None:
    """Let the clocks of the two begin things again."""
    couple = scene.held.couple(who.couple)
    other = couple.at(who.seat.other) if couple is not None else None
    if other is not None:
        wishes.kept(scene, other, replace(other.profile.discretion, paused=False))
    couple = scene.held.couple(who.couple)
    if couple is not None:
        players.schedule(scene, couple)
