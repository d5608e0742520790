"""
Keep the room a room for two.

A group is linked by a token that only its couple's partners may use. The people in it are counted
before every joint letter; when somebody else is there the room is still, and goes on when both
partners have said that they are alone again.
"""

import base64
from dataclasses import replace
from datetime import timedelta

from bot.engine.courtesies import AnswerPress, Leave
from bot.engine.invites import LASTS
from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.address import Address, Reach, Route
from bot.model.couple import Couple, Partner
from bot.model.ids import RouteId
from bot.ports.company import ANYBODY
from bot.ports.letters import Button
from bot.ports.messages import Commanded, Inbound
from bot.ports.rows import InviteState, Kind

OFFER, AGAIN = "room:offer", "room:again"
GONE = "leave"
PEOPLE = 3
"""Both partners, and the bot."""
STAYS = timedelta(minutes=10)


def offer(scene: Scene, couple: Couple) -> None:
    """Ask both whether they have a group."""
    for partner in couple.partners:
        rows = [[Phrase("group-button")], [Phrase("no-group-button")]]
        scene.tell(partner, Phrase("room-ask"), rows, OFFER)


def link(scene: Scene, partner: Partner) -> None:
    """Give a partner what links their group."""
    token = base64.urlsafe_b64encode(scene.secret(16)).decode().rstrip("=")
    scene.held.add_invite(Kind.ROOM, partner, token, None, scene.now + LASTS)
    address = scene.house.links[partner.route.address.platform](token, True)
    language, speech = partner.profile.language, scene.house.speech
    if address is None:
        scene.tell(partner, Phrase("room-how", (("token", token),)))
    elif partner.route.address.platform in scene.house.served:
        # The link brings us to a server, and nothing with it.
        label = speech.label(Phrase("server-button"), language)
        words = speech.say(Phrase("room-server", (("token", token),)), language)
        scene.show(partner, words, link=Button(label, link=address))
    else:
        label = speech.label(Phrase("group-button"), language)
        words = speech.say(Phrase("room-link"), language)
        scene.show(partner, words, link=Button(label, link=address))


def open_room(scene: Scene, couple: Couple | None, address: Address, token: str) -> bool:
    """Take the token that was brought into a group; True when it is the couple's room now."""
    found = scene.held.invite(Kind.ROOM, token)
    known = scene.held.route(address)
    theirs = found is not None and couple is not None and found.couple == couple.id
    here = couple.room if couple and couple.room and couple.room.address == address else None
    again = theirs and found is not None and found.state is InviteState.SPENT
    if here is not None and (again or here.reach is Reach.PAUSED):
        # Telegram brings the token again when the link is followed a second time; and a room
        # with somebody else in it goes on when both have said so, not by a link.
        return False
    usable = (
        theirs
        and found is not None
        and found.state is InviteState.OPEN
        and found.expires > scene.now
        and couple is not None
        and couple.whole
        and (known is None or known[1] in (None, couple.id))
    )
    if found is None or couple is None or not usable:
        route = known[0] if known else scene.held.add_route(address)
        language = couple.partners[0].profile.language if couple else scene.house.speech.default
        words = scene.house.speech.say(Phrase("room-not-yours"), language)
        scene.post(route, words, (), language)
        return False
    scene.held.save_invite(replace(found, state=InviteState.SPENT))
    route = scene.held.set_room(couple.id, address)
    scene.tell_room(couple, route, Phrase("room-open"))
    disclose(scene, couple, route)
    stay(scene, address)
    return True


def disclose(scene: Scene, couple: Couple, room: Route) -> None:
    """Say once, where those who run a server can read along, that they can."""
    if room.address.platform in scene.house.served and room.address.thread is None:
        scene.tell_room(couple, room, Phrase("room-readers"))


def stay(scene: Scene, address: Address) -> None:
    """Call off our leaving of a group in which only a topic is the couple's."""
    whole = scene.held.route(replace(address, thread=None))
    if address.thread is not None and whole is not None and whole[1] is None:
        scene.held.save_route(replace(whole[0], reach=Reach.PAUSED))


def private_first(
    scene: Scene, couple: Couple, room: Route, who: Partner, message: str
) -> None:  # fmt: skip
    """
    Ask for something in private, with the way there.

    On a server nobody else saw that they asked, so nobody else sees this.
    """
    speech = scene.house.speech
    if room.address.platform in scene.house.served:
        words = speech.label(Phrase("room-private-first"), who.profile.language)
        scene.courtesy(AnswerPress(room.address.platform, message, words))
        return
    language = couple.partners[0].profile.language
    address = scene.house.links[room.address.platform]("", False)
    label = speech.label(Phrase("private-button"), language)
    scene.post(
        room, speech.say(Phrase("room-private-first"), language), (), language,
        couple=couple.id, joint=True, link=Button(label, link=address) if address else None,
    )  # fmt: skip


def elsewhere(scene: Scene, inbound: Inbound, who: Partner | None) -> None:
    """
    Answer a command that somebody gave on a server, in a place that is no room of theirs.

    Only who gave it sees that. On Telegram a group's commands may be meant for other bots.
    """
    body, address, sender = inbound.body, inbound.address, inbound.sender
    if not isinstance(body, Commanded) or address is None:
        return
    if address.platform not in scene.house.served:
        return
    speech = scene.house.speech
    language = who.profile.language if who else speech.known(sender.language if sender else None)
    words = speech.label(Phrase("command-elsewhere"), language)
    scene.courtesy(AnswerPress(address.platform, body.message, words))


def strange(scene: Scene, address: Address, couple: Couple | None) -> None:
    """
    Be put into a group that is nobody's.

    Somebody we know has ten minutes to link it; from others we leave at once. One line is said
    before we go.
    """
    if address.thread is not None:
        return
    if couple is not None and couple.room and couple.room.address.chat == address.chat:
        # We were let in again where a topic is theirs; this tells of the whole group.
        back(scene, couple, couple.room)
        return
    known = scene.held.route(address)
    if known is not None and known[1] is not None:
        return
    route = scene.held.add_route(address)
    if couple is not None:
        scene.held.set_alarm(couple.id, None, route.id, GONE, scene.now + STAYS)
    else:
        go(scene, route)


def go(scene: Scene, route: Route) -> None:
    """Say what we are for, and leave."""
    language = scene.house.speech.default
    words = scene.house.speech.say(Phrase("room-strange"), language)
    scene.post(route, words, (), language)
    scene.courtesy(Leave(route.address))


def counted(scene: Scene, couple: Couple, present: int | None) -> None:
    """Learn how many are in the room, or that it changed."""
    room = couple.room
    if room is None or room.reach is Reach.CLOSED:
        return
    if present is not None and present != PEOPLE:
        ask_both(scene, couple, room, Phrase(_why_still(present)))
    elif present is None and room.reach is Reach.PAUSED:
        ask_both(scene, couple, room, Phrase("room-changed"))


def _why_still(present: int) -> str:
    if present >= ANYBODY:
        return "room-public"
    return "room-crowded" if present > PEOPLE else "room-empty"


def ask_both(scene: Scene, couple: Couple, room: Route, said: Phrase) -> None:
    """Keep still in the room, and ask both to say when they are alone in it."""
    if room.reach is Reach.OPEN:
        scene.held.save_route(replace(room, reach=Reach.PAUSED))
    for partner in couple.partners:
        scene.held.save_partner(replace(partner, profile=replace(partner.profile, alone=False)))
        scene.tell(partner, said, [[Phrase("alone-again")]], AGAIN)


def alone_again(scene: Scene, couple: Couple, partner: Partner) -> None:
    """Take one partner's word that they are alone; when both gave it, the room goes on."""
    room = couple.room
    if room is None or room.reach is not Reach.PAUSED:
        return
    other = couple.at(partner.seat.other)
    scene.held.save_partner(replace(partner, profile=replace(partner.profile, alone=True)))
    if other is not None and other.profile.alone:
        opened = replace(room, reach=Reach.OPEN)
        scene.held.save_route(opened)
        scene.tell_room(couple, opened, Phrase("room-back"))
    else:
        scene.tell(partner, Phrase("room-again"))


def lost(scene: Scene, couple: Couple, room: Route) -> None:
    """Learn that the room cannot be written to; both are told, nobody is blamed."""
    if room.reach is Reach.CLOSED:
        return
    scene.held.save_route(replace(room, reach=Reach.CLOSED))
    for partner in couple.partners:
        scene.tell(partner, Phrase("room-lost"))


def back(scene: Scene, couple: Couple, room: Route) -> None:
    """Learn that the room can be written to again; what waited goes out."""
    if room.reach is not Reach.CLOSED:
        return
    opened = replace(room, reach=Reach.OPEN)
    scene.held.save_route(opened)
    scene.tell_room(couple, opened, Phrase("room-back"))


def leave_if_strange(scene: Scene, route: int) -> None:
    """Leave a group that was not linked in time."""
    chat = scene.held.chat(RouteId(route))
    known = scene.held.route(chat.address) if chat else None
    if known is not None and known[1] is None and known[0].reach is not Reach.PAUSED:
        go(scene, known[0])
