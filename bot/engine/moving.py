"""
Let a partner go on from another account, on whichever platform.

A code is made in the old account, or by the other of the two when the old one is lost. The new
account comes with it; then the old account and the other partner each say yes, one after the
other. A no and silence are alike: everything stays as it was. An old account that can still be
reached is always asked; only where its chat is shut does the other's yes do.

The new account has keys of its own. What was said in the old one stays under the old keys, and
no flow reads it again; so whatever is under way ends, and may begin anew.
"""

import base64
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine import rooms
from bot.engine.casting import cast_of
from bot.engine.invites import LASTS, alone, code_of, make_code, places, shares_platform, spoken
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow import reply, times
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.couple import Couple, Partner
from bot.model.ids import InviteId
from bot.model.profile import Stage
from bot.ports.rows import Invite, InviteState, Kind

FETCH, ANSWER, LOOK = "move:fetch", "move:answer", "move:look"
SOON, LATER = timedelta(minutes=10), timedelta(hours=1)
"""When we look whether the old chat turned out to be shut: at first, and from then on."""
NAMELESS = "…"
UNDECIDED = (Stage.LANGUAGE, Stage.ABOUT, Stage.AGE, Stage.CONSENT)
"""Stages before somebody has agreed that anything of them is kept."""

_OPEN = (InviteState.OPEN,)
_COME = (InviteState.CLAIMED, InviteState.VOUCHED)
# A refusal sounds like silence: who waits goes on waiting until the code is too old.
_WAITING = (*_COME, InviteState.REVOKED)
_KINDS = (Kind.MOVE, Kind.FETCH)


def meant(scene: Scene, written: str) -> bool:
    """Say whether somebody asks for this, in whatever language."""
    speech, said = scene.house.speech, reply.fold(written.replace("_", " "))
    lists = [speech.label(Phrase("move-words"), one) for one in speech.languages]
    return said in {reply.fold(one) for words in lists for one in words.split(",")}


def begin(scene: Scene, couple: Couple, who: Partner) -> None:
    """Make a code with which somebody goes on from another account."""
    other = couple.at(who.seat.other)
    code = _code(scene, Kind.MOVE, who)
    name = other.profile.name if other else ""
    said = (("code", code), ("partner", name), ("places", places(scene)))
    scene.tell(who, Phrase("move-code", said))


def offer(scene: Scene, couple: Couple, who: Partner) -> None:
    """Ask somebody whose couple is whole whether the other has a new account."""
    other = couple.at(who.seat.other)
    name = (("name", other.profile.name if other else ""),)
    scene.tell(who, Phrase("move-offer", name), [[Phrase("move-fetch-button")]], FETCH)


def fetch(scene: Scene, couple: Couple, who: Partner) -> None:
    """Make a code with which the other comes from a new account, the old one being lost."""
    other = couple.at(who.seat.other)
    if other is None:
        return
    code = _code(scene, Kind.FETCH, who)
    said = (("code", code), ("name", other.profile.name), ("places", places(scene)))
    scene.tell(who, Phrase("move-fetch-code", said))


def came(scene: Scene, partner: Partner, secret: str) -> bool:
    """
    Take somebody who came with a code of this kind; False when it opens nothing for them.

    Nobody is asked about them before they have read who runs this, are of age, and agreed that
    what they write is kept: to the bot they may be anybody.
    """
    found = _found(scene, secret, _OPEN)
    if not alone(scene, partner) or (found is None and not waits(scene, partner, secret)):
        return False
    awaiting = replace(partner, profile=replace(partner.profile, awaited=secret))
    scene.held.save_partner(awaiting)
    arrived(scene, awaiting)
    if partner.stage is Stage.HOME:
        scene.tell(partner, Phrase("move-waits"))
    return True


def arrived(scene: Scene, partner: Partner) -> None:
    """Ask about somebody who came with a code, once all that the law wants is done."""
    secret = partner.profile.awaited
    found = _found(scene, secret, _OPEN) if secret else None
    couple = scene.held.couple(found.couple) if found else None
    if found is None or couple is None or partner.stage in UNDECIDED:
        return
    scene.held.save_invite(replace(found, state=InviteState.CLAIMED, claimant=partner.id))
    maker = _maker(couple, found)
    other = couple.at(maker.seat.other) if maker else None
    if maker is None or other is None:
        return
    name = partner.profile.name or NAMELESS
    asks = Phrase("move-comes", (("name", name),))
    if found.kind is Kind.FETCH:
        asks = Phrase("move-fetch-comes", (("name", name), ("partner", other.profile.name)))
    _ask(scene, couple, maker, asks, found)


def waits(scene: Scene, partner: Partner, secret: str | None) -> bool:
    """Say whether somebody came with this code, and it is not decided as far as they can see."""
    found = _found(scene, secret, _WAITING) if secret else None
    return found is not None and found.claimant == partner.id


def answered(
    scene: Scene, players: Players, couple: Couple, who: Partner, asked: InviteId, *, yes: bool
) -> None:
    """Take the yes or no of one of the two; when it was the last one, the seat changes hands."""
    found = _pending(scene, asked)
    maker = _maker(couple, found) if found and found.couple == couple.id else None
    first = maker is not None and maker.id == who.id
    turn = InviteState.CLAIMED if first else InviteState.VOUCHED
    if found is None or maker is None or found.state is not turn:
        scene.tell(who, Phrase("move-off"))
    elif not yes:
        scene.held.save_invite(replace(found, state=InviteState.REVOKED))
        scene.tell(who, Phrase("move-off"))
    elif first:
        _vouch(scene, couple, maker, found)
    else:
        _change(scene, players, couple, found, who)


def looked(scene: Scene, players: Players, couple: Couple, asked: InviteId) -> None:
    """Go on without the old account if its chat is shut; look again later if it is not."""
    found = _pending(scene, asked)
    maker = _maker(couple, found) if found and found.couple == couple.id else None
    old = couple.at(maker.seat.other) if maker else None
    if found is None or found.state is not InviteState.VOUCHED or old is None:
        return
    if old.route.reach is Reach.CLOSED:
        _change(scene, players, couple, found, None)
    else:
        scene.held.set_alarm(couple.id, None, found.id, LOOK, scene.now + LATER)


def offer_room(scene: Scene, couple: Couple) -> None:
    """Ask a couple for their group, unless only one of them could be in it."""
    if shares_platform(couple):
        rooms.offer(scene, couple)
        return
    for partner in couple.partners:
        scene.tell(partner, Phrase("mixed-apart"))


def link_room(scene: Scene, couple: Couple, who: Partner) -> None:
    """Give a partner what links their group, unless only one of the two could be in it."""
    if shares_platform(couple):
        rooms.link(scene, who)
    else:
        scene.tell(who, Phrase("mixed-apart"))


def _code(scene: Scene, kind: Kind, who: Partner) -> str:
    """Keep a new invitation of this kind; whatever they made before opens nothing any more."""
    scene.held.void_moves(who.id)
    token = base64.urlsafe_b64encode(scene.secret(16)).decode()
    code = make_code(scene)
    scene.held.add_invite(kind, who, token, code, scene.now + LASTS)
    return spoken(code)


def _found(scene: Scene, secret: str, states: tuple[InviteState, ...]) -> Invite | None:
    for kind in _KINDS:
        found = scene.held.invite(kind, code_of(secret))
        if found is not None and found.expires > scene.now and found.state in states:
            couple = scene.held.couple(found.couple)
            return found if couple is not None and couple.whole else None
    return None


def _pending(scene: Scene, asked: InviteId) -> Invite | None:
    """Give a move that is being decided, if who came is still here and alone."""
    found = scene.held.invited(asked)
    if found is None or found.kind not in _KINDS or found.state not in _COME:
        return None
    new = scene.held.person(found.claimant) if found.claimant else None
    usable = found.expires > scene.now and new is not None and alone(scene, new)
    return found if usable else None


def _maker(couple: Couple, found: Invite | None) -> Partner | None:
    return next((one for one in couple.partners if found and one.id == found.inviter), None)


def _ask(scene: Scene, couple: Couple, who: Partner, asks: Phrase, found: Invite) -> None:
    """Ask for a yes or no; in quiet hours only whoever made the code, as they expect it."""
    language = who.profile.language
    expected = who.id == found.inviter
    scene.post(
        who.route, scene.house.speech.say(asks, language),
        scene.labels([[Phrase("yes"), Phrase("no")]], language), language,
        couple=couple.id, reader=who, node=f"{ANSWER}|{found.id}",
        not_before=None if expected else _calm(scene, couple, who),
    )  # fmt: skip


def _calm(scene: Scene, couple: Couple, who: Partner) -> datetime | None:
    return times.quiet_until(cast_of(couple, None).person(who.seat), scene.now)


def _vouch(scene: Scene, couple: Couple, maker: Partner, found: Invite) -> None:
    """Take the maker's yes, and ask the other of the two."""
    other = couple.at(maker.seat.other)
    new = scene.held.person(found.claimant) if found.claimant else None
    if other is None or new is None:
        return
    vouched = replace(found, state=InviteState.VOUCHED)
    scene.held.save_invite(vouched)
    name = maker.profile.name
    if found.kind is Kind.MOVE:
        scene.tell(maker, Phrase("move-vouched"))
        _ask(scene, couple, other, Phrase("move-asks", (("name", name),)), vouched)
        return
    scene.tell(maker, Phrase("move-fetch-vouched"))
    called = new.profile.name or NAMELESS
    asks = Phrase("move-fetch-asks", (("name", name), ("partner", called)))
    _ask(scene, couple, other, asks, vouched)
    scene.held.set_alarm(couple.id, None, found.id, LOOK, scene.now + SOON)


def _change(
    scene: Scene, players: Players, couple: Couple, found: Invite, by: Partner | None
) -> None:
    """Give the seat to who came, and tell everybody once; ``by`` is who said the last yes."""
    maker = _maker(couple, found)
    new = scene.held.person(found.claimant) if found.claimant else None
    if maker is None or new is None:
        return
    old = maker if found.kind is Kind.MOVE else couple.at(maker.seat.other)
    if old is None:
        return
    scene.held.swap(old, new)
    scene.held.save_invite(replace(found, state=InviteState.SPENT))
    _settle(scene, old, new)
    joined = scene.held.couple(couple.id)
    if joined is not None:
        _tell(scene, joined, old, by, had_room=couple.room is not None)
        if shares_platform(joined) and not shares_platform(couple):
            rooms.offer(scene, joined)
        players.next(scene, joined)


def _settle(scene: Scene, old: Partner, new: Partner) -> None:
    """
    Let the newcomer take over what was told of the person, and close the old account.

    Their language is the one that they have just chosen.
    """
    known = replace(
        old.profile, language=new.profile.language, awaited=None, alone=False, side=None
    )
    scene.held.save_partner(
        replace(new, couple=old.couple, seat=old.seat, stage=Stage.HOME, profile=known)
    )
    left = replace(old, couple=new.couple, seat=new.seat, stage=Stage.CLOSED)
    scene.held.save_partner(left)
    if old.route.reach is Reach.RESTING:
        scene.held.save_route(replace(old.route, reach=Reach.OPEN))
    scene.tell(left, Phrase("move-left"))


def _tell(
    scene: Scene, couple: Couple, old: Partner, by: Partner | None, *, had_room: bool
) -> None:
    """Tell the two how they go on; what has closed is told to both in the same words."""
    apart = not shares_platform(couple)
    for partner in couple.partners:
        mine = partner.seat is old.seat
        awake = mine or (by is not None and by.id == partner.id)
        name = (("name", old.profile.name),)
        for phrase in (
            Phrase("move-here", name) if mine else Phrase("move-there", name),
            Phrase("move-closed"),
            *([Phrase("mixed-apart")] if apart else [Phrase("move-room")] if had_room else []),
        ):
            language = partner.profile.language
            scene.post(
                partner.route, scene.house.speech.say(phrase, language), (), language,
                couple=couple.id, reader=partner,
                not_before=None if awake else _calm(scene, couple, partner),
            )  # fmt: skip
