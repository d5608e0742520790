"""Say who this is: a stranger, a partner, the room."""

from dataclasses import replace

from bot.engine.scene import Scene
from bot.model.address import Address, Reach, Route
from bot.model.couple import Couple, Partner
from bot.model.profile import Profile
from bot.model.words import quote
from bot.ports.messages import Inbound


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
