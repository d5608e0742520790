"""
Make two people a couple: invite, claim, confirm.

A link carries 128 bits and a spoken code 50; both are known only as HMACs, work once and for two
days. Nobody is joined before both have said yes to the name they see. What is wrong with a code
is never said, so that nothing can be learnt by trying.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.engine import moving, zones
from bot.engine.invites import LASTS, alone, host, invites, make_code, places, spoken, valid
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import InviteId
from bot.model.profile import Stage
from bot.ports.messages import Sender
from bot.ports.rows import Invite, InviteState, Kind

HOUR = timedelta(hours=1)
TRIES_EACH, TRIES_ALL = 5, 50
ACCEPT, CONFIRM, OFFER = "pair:accept", "pair:confirm", "pair:offer"


def offer(scene: Scene, partner: Partner) -> None:
    """Say what comes first for somebody who is here alone."""
    name = Phrase("home", (("name", partner.profile.name),))
    scene.tell(partner, name, [[Phrase("invite-button")]], OFFER)
    scene.tell(partner, Phrase("join-how"))


def invite(scene: Scene, partner: Partner) -> None:
    """
    Make a new invitation; an earlier one is void from now on.

    Who has a partner here is asked whether that partner has a new account.
    """
    couple = scene.held.couple(partner.couple)
    if couple is not None and couple.whole:
        moving.offer(scene, couple, partner)
        return
    token = base64.urlsafe_b64encode(scene.secret(16)).decode().rstrip("=")
    made = make_code(scene)
    scene.held.add_invite(Kind.PARTNER, partner, token, made, scene.now + LASTS)
    here = partner.route.address.platform
    link, code = scene.house.links[here](token, False), spoken(made)
    if link is None:
        scene.tell(partner, Phrase("invite-code", (("code", code),)))
    else:
        scene.tell(partner, Phrase("invite", (("link", link), ("code", code))))
    there = places(scene, but=here)
    if there and link is None:
        scene.tell(partner, Phrase("invite-anywhere", (("there", there),)))
    elif there:
        apps = (("here", here.capitalize()), ("there", there))
        scene.tell(partner, Phrase("invite-elsewhere", apps))


def come(scene: Scene, partner: Partner, sender: Sender, secret: str) -> None:
    """Somebody came with a link's token or a code."""
    platform = partner.route.address.platform
    mine, everybody = scene.held.tries(platform, sender.id, scene.now - HOUR)
    if mine >= TRIES_EACH or everybody >= TRIES_ALL:
        until = (scene.now + HOUR).astimezone(zones.zone_of(partner.profile.zone))
        scene.tell(partner, Phrase("invite-tries", (("time", f"{until:%H:%M}"),)))
        return
    found = valid(scene, secret)
    if found is None and waits(scene, partner, secret):
        scene.tell(partner, Phrase("invite-waits"))
    elif found is None and moving.came(scene, partner, secret):
        pass
    elif found is None:
        scene.held.add_try(platform, sender.id, scene.now)
        scene.tell(partner, Phrase("invite-not-valid"))
    elif found.inviter == partner.id:
        scene.tell(partner, Phrase("invite-own"))
    elif not alone(scene, partner):
        scene.tell(partner, Phrase("invite-taken"))
    else:
        waiting = replace(partner, profile=replace(partner.profile, awaited=secret))
        scene.held.save_partner(waiting)
        if partner.stage is Stage.HOME:
            introduce(scene, waiting, found)


def introduce(scene: Scene, partner: Partner, found: Invite) -> None:
    """Show the joiner whose invitation it is."""
    inviter = host(scene, found)
    asks = Phrase("invite-asks", (("name", inviter.profile.name if inviter else ""),))
    scene.tell(partner, asks, [[Phrase("yes"), Phrase("no")]], f"{ACCEPT}|{found.id}")


def went_home(scene: Scene, players: Players, before: Partner, after: Partner | None) -> None:
    """Go on once somebody has arrived; what they have alone may begin by the clock from now on."""
    if after is not None and before.stage is not Stage.HOME and after.stage is Stage.HOME:
        couple = scene.held.couple(after.couple)
        if couple is not None:
            players.schedule(scene, couple)
        invited = arrived(scene, after)
        # Who was invited is welcomed once they are two: one question at a time.
        if couple is not None and not invited:
            players.welcome(scene, couple, after)


def arrived(scene: Scene, partner: Partner) -> bool:
    """Go on after arriving: to the invitation they came with (True), or to making one."""
    found = valid(scene, partner.profile.awaited) if partner.profile.awaited else None
    if found is not None and found.inviter != partner.id:
        introduce(scene, partner, found)
        return True
    if partner.profile.awaited:
        scene.tell(partner, Phrase("invite-not-valid"))
    offer(scene, partner)
    return False


def accepted(scene: Scene, partner: Partner, asked: InviteId, *, yes: bool) -> None:
    """Take the joiner's answer to the invitation they were shown; on a yes its maker is asked."""
    secret = partner.profile.awaited
    found = valid(scene, secret) if secret else None
    if not yes:
        scene.held.save_partner(replace(partner, profile=replace(partner.profile, awaited=None)))
        scene.tell(partner, Phrase("invite-off"))
        return
    inviter = host(scene, found) if found else None
    if found is None or found.id != asked or inviter is None or not alone(scene, partner):
        scene.tell(partner, Phrase("invite-not-valid"))
        return
    scene.held.save_invite(replace(found, state=InviteState.CLAIMED, claimant=partner.id))
    scene.tell(partner, Phrase("invite-waits"))
    comes = Phrase("invite-comes", (("name", partner.profile.name),))
    scene.tell(inviter, comes, [[Phrase("yes"), Phrase("no")]], f"{CONFIRM}|{found.id}")


def confirmed(
    scene: Scene, inviter: Partner, joiner: Partner | None, asked: InviteId, *, yes: bool
) -> Couple | None:
    """
    Take the inviter's answer about who they were shown; on a yes the two are a couple.

    The couple is returned; None when nothing was joined.
    """
    found = scene.held.claims(inviter.id)
    usable = found is not None and found.expires > scene.now and alone(scene, inviter)
    shown = found is not None and found.id == asked
    if found is None or joiner is None or not usable or not shown or not alone(scene, joiner):
        scene.tell(inviter, Phrase("invite-not-valid"))
        return None
    if not yes:
        scene.held.save_invite(replace(found, state=InviteState.REVOKED))
        scene.tell(inviter, Phrase("invite-off"))
        scene.tell(joiner, Phrase("invite-off"))
        return None
    scene.held.save_invite(replace(found, state=InviteState.SPENT))
    joined = scene.held.unite(joiner, inviter.couple)
    for seat in breaches(inviter.profile.side, joined.profile.side):
        scene.held.add_breach(inviter.couple, seat)
    return scene.held.couple(inviter.couple)


def breaches(mine: str | None, theirs: str | None) -> Sequence[Seat]:
    """
    Give the hurt seat of each breach that two views of what happened make.

    Where both say they were hurt, or both that they broke trust, there are two; nobody judges.
    """
    hurt = {Seat.A: (mine != "repairing"), Seat.B: (theirs != "repairing")}
    broke: Mapping[Seat, bool] = {Seat.A: mine != "hurt", Seat.B: theirs != "hurt"}
    found = [seat for seat in Seat if hurt[seat] and broke[seat.other]]
    return found or [Seat.A, Seat.B]


def waits(scene: Scene, partner: Partner, secret: str | None) -> bool:
    """Say whether somebody accepted this invitation, and its maker has not answered yet."""
    return secret is not None and any(
        found.state is InviteState.CLAIMED and found.claimant == partner.id
        for found in invites(scene, secret)
    )


def next_step(scene: Scene, partner: Partner) -> None:
    """Say what comes first for somebody without a partner here: wait for a yes, or invite."""
    waiting = waits(scene, partner, partner.profile.awaited)
    scene.tell(partner, Phrase("invite-waits" if waiting else "invite-first"))
