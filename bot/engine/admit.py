"""Say who this is (a stranger, a partner, the room), and how much of them is taken up."""

from collections.abc import Iterable
from dataclasses import replace

from bot.engine.courtesies import AnswerPress, Courtesy
from bot.engine.flood import Flood, Verdict
from bot.engine.scene import Scene
from bot.engine.speech import Speech
from bot.flow.outcomes import Phrase
from bot.model.address import Address, Reach, Route
from bot.model.couple import Couple, Partner
from bot.model.profile import Profile
from bot.model.words import plain, quote
from bot.ports.messages import (
    Attached,
    Commanded,
    Edited,
    Inbound,
    LeftOut,
    Pressed,
    Wrote,
)  # fmt: skip

_DOINGS = (Attached, Commanded, Edited, Pressed, Wrote)
"""What people do as often as they like; what happens to a chat is always taken up."""


def sift(
    flood: Flood, speech: Speech, inbounds: Iterable[Inbound]
) -> tuple[list[Inbound], list[Courtesy]]:
    """
    Leave out what is too much from one person; give what is kept, and what is to be done at once.

    Words that are left out leave one `LeftOut` in ten minutes. A press is an answer: each one that
    is left out says so at its button, as long as a hand may have made it.
    """
    kept: list[Inbound] = []
    notices: list[Courtesy] = []
    for one in inbounds:
        if one.sender is None or one.address is None or not isinstance(one.body, _DOINGS):
            kept.append(one)
            continue
        platform = one.address.platform
        verdict = flood.judge(f"{platform}:{one.sender.id}", f"{platform}:{one.address.chat}")
        if verdict is Verdict.TAKE:
            kept.append(one)
        elif isinstance(one.body, Pressed) and verdict is not Verdict.IGNORE:
            words = speech.say(Phrase("too-quick"), speech.known(one.sender.language))
            notices.append(AnswerPress(platform, one.body.press, plain(words)))
        elif verdict is Verdict.TELL:
            kept.append(replace(one, body=LeftOut()))
    return kept, notices


def left_out(scene: Scene, inbound: Inbound) -> None:
    """Tell somebody that part of what they wrote was too much; a stranger is told nothing."""
    who = partner(scene, inbound)
    if who is not None and inbound.private:
        scene.held.here(who.route.id)
        scene.tell(who, Phrase("left-out"))


def partner(scene: Scene, inbound: Inbound) -> Partner | None:
    """Find the partner who did this."""
    if inbound.sender is None or inbound.address is None:
        return None
    return scene.held.partner(inbound.address.platform, inbound.sender.id)


def welcome(scene: Scene, inbound: Inbound) -> Partner:
    """Take in somebody new, in their own language if it is offered."""
    sender, address = inbound.sender, inbound.address
    if sender is None or address is None:
        raise LookupError("nobody sent this")
    language = scene.house.speech.known(sender.language)
    name = " ".join(quote(sender.name).text.split())[:40]
    profile = Profile(name=name, language=language)
    return scene.held.add_partner(address.platform, sender.id, address, profile)


def couple_in(scene: Scene, address: Address) -> Couple | None:
    """Find whose room this is."""
    known = scene.held.route(address)
    if known is None or known[1] is None:
        return None
    couple = scene.held.couple(known[1])
    return couple if couple and couple.room and couple.room.id == known[0].id else None


def move(scene: Scene, route: Route, chat: str) -> None:
    """Rewrite a chat's id; a second notice of the same move finds nothing left to do."""
    scene.held.save_route(replace(route, address=replace(route.address, chat=chat)))


def reach(scene: Scene, route: Route, state: Reach) -> None:
    """Note that somebody blocked us, or came back."""
    if route.reach is not state:
        scene.held.save_route(replace(route, reach=state))


def claimant(scene: Scene, inviter: Partner) -> Partner | None:
    """Find who waits for this inviter's yes."""
    found = scene.held.claims(inviter.id)
    return scene.held.person(found.claimant) if found and found.claimant else None
