"""
Say that we were away, where a button may have been pressed in vain.

The two of a couple read it both or neither of them: who has answered, and who has not, is to be
seen from nothing here.
"""

from bot.engine.casting import cast_of
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.outcomes import Phrase
from bot.flow.run import MAIN
from bot.flow.script import Each, Place, Ready
from bot.model.address import Reach, Route
from bot.model.couple import Couple, Partner
from bot.model.profile import Stage
from bot.ports.rows import RunState

AWAY = "away:"
"""Begins the tag of an alarm that says so; what follows is the platform's name."""
_LINE = Phrase("away")
_IN_THE_DOORWAY = frozenset(Stage) - {Stage.HOME, Stage.CLOSED}


def tell(scene: Scene, players: Players, couple: Couple, platform: str) -> None:
    """Say it once to everybody who may have pressed something on a platform meanwhile."""
    places = _asking(scene, players, couple)
    awake = [one for one in couple.partners if not _quiet(scene, couple, one)]
    for partner in awake:
        asked = partner.stage in _IN_THE_DOORWAY or Place.PRIVATE in places
        if asked and _may_read(partner.route, platform):
            scene.tell(partner, _LINE)
    room = couple.room
    both = len(awake) == len(couple.partners)
    if room is not None and both and Place.GROUP in places and _may_read(room, platform):
        scene.tell_room(couple, room, _LINE)


def _asking(scene: Scene, players: Players, couple: Couple) -> set[Place]:
    """
    Say where this couple's runs are asking something.

    Only the main way is looked at, which both know: a lane would tell who has answered.
    """
    found: set[Place] = set()
    for kept in scene.held.runs(couple.id):
        if kept.state is not RunState.ACTIVE:
            continue
        run = players.resting.take(couple, kept)
        node = players.library.of(kept).nodes.get(run.lanes[MAIN].at or "")
        if run.rest is None and isinstance(node, Each | Ready):
            in_room = isinstance(node, Each) and node.place is Place.GROUP
            found.add(Place.GROUP if in_room and couple.room else Place.PRIVATE)
    return found


def _may_read(route: Route, platform: str) -> bool:
    return route.reach is Reach.OPEN and route.address.platform == platform


def _quiet(scene: Scene, couple: Couple, partner: Partner) -> bool:
    """Say whether it would wake them; then it is left unsaid, as it is old by the morning."""
    person = cast_of(couple, None).person(partner.seat)
    return times.quiet_until(person, scene.now) is not None
