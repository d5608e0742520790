"""
Leave somebody in peace for a week, or until they say that they are back.

Nothing in a flow knows of it: alarms ring and deadlines pass as they do for somebody who is
silent, and the partner cannot tell one from the other.
"""

from dataclasses import replace
from datetime import timedelta

from bot.engine.casting import cast_of
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.couple import Couple, Partner
from bot.model.ids import RouteId

OVER = "pause"
"""The tag of the alarm that ends a pause; its ``wait`` is the number of the chat."""

LASTS = timedelta(days=7)


def begin(scene: Scene, couple: Couple, who: Partner) -> None:
    """Keep back whatever somebody does not ask for; said again, a new week begins."""
    due = scene.now + LASTS
    due = times.quiet_until(cast_of(couple, None).person(who.seat), due) or due
    scene.held.set_alarm(couple.id, None, who.route.id, OVER, due)
    scene.held.save_route(replace(who.route, reach=Reach.RESTING))
    scene.tell(who, Phrase("pause-done"))


def end(scene: Scene, players: Players, couple: Couple, who: Partner) -> None:
    """Let go what was kept back, and show the question that is open."""
    if who.route.reach is Reach.RESTING:
        _wake(scene, who)
        scene.tell(who, Phrase("resume-done"))
    if not players.again(scene, couple, who):
        scene.tell(who, Phrase("nothing-open"))


def over(scene: Scene, couple: Couple, route: RouteId) -> None:
    """Write again to somebody whose week is over, unless they came back before."""
    for who in couple.partners:
        if who.route.id == route and who.route.reach is Reach.RESTING:
            _wake(scene, who)
            scene.tell(who, Phrase("pause-over"))


def _wake(scene: Scene, who: Partner) -> None:
    # Questions of this time may be closed by now. One that is open is shown when it is asked for.
    scene.held.forgo(who.route.id)
    shut = scene.shut(who, None)
    scene.held.save_route(replace(who.route, reach=Reach.HIDDEN if shut else Reach.OPEN))
