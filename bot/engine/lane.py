"""
The safety lane: what comes, in private, when somebody writes words of risk (`bot.risk`).

It is a net beside the private screen. It comes after whatever the words were for: an answer stays
an answer. Nobody else sees it or could notice it, nothing of it is noted anywhere but in the flow's
own run, and it asks for no consent: there are lines for everybody.
"""

from datetime import tzinfo

from bot.engine import zones
from bot.engine.play import Players
from bot.engine.purposes import takes_part
from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.flow.script import Ask
from bot.model.address import Reach
from bot.model.couple import Partner
from bot.model.profile import Stage
from bot.ports.messages import Attached, Body, Wrote
from bot.risk import KINDS


def look(scene: Scene, players: Players, who: Partner | None, body: Body) -> None:
    """Look at somebody's own words, wherever they wrote them, and bring what they need."""
    text = words(body)
    if not text or who is None or who.route.reach is Reach.GONE:
        return
    nets = players.library.nets.values()
    found = frozenset().union(*(net.find(text) for net in nets))
    kind = next((one for one in KINDS if one in found), None)
    if kind is None:
        return
    couple = scene.held.couple(who.couple)
    script = players.library.current.get(players.library.journey.risk.get(kind, ""))
    here = who.stage is Stage.HOME and takes_part(who, alone=True)
    if couple is None or script is None or not here:
        lines = players.library.helplines.lines(kind, country(who))
        scene.tell(who, Phrase("risk-lines", (("lines", lines),)))
        return
    for kept in players.of_one(scene, couple, who.seat):
        if kept.flow == script.id:
            lane = players.resting.take(couple, kept).lanes.get(who.seat)
            if lane is not None and isinstance(script.nodes.get(lane.at or ""), Ask):
                return
            players.close(scene, kept)
    players.start(scene, couple, script, who.seat)


def words(body: Body) -> str:
    """Give the words that somebody wrote themselves."""
    if isinstance(body, Wrote) and not body.forwarded:
        return body.text
    return body.caption if isinstance(body, Attached) else ""


def country(who: Partner) -> str | None:
    """Give where somebody lives, as far as their zone tells; who has not said it lives nowhere."""
    zone: tzinfo = zones.zone_of(who.profile.zone)
    return zones.country_of(zone)
