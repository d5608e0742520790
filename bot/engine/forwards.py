"""
Ask before somebody's forwarded message counts as their answer.

The words wait in the letter that asks, sealed as it is. They answer the question that was open
then, and no other one that may have come since.
"""

from bot.engine import guard
from bot.engine.casting import cast_of
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow.events import Said
from bot.flow.outcomes import Phrase
from bot.flow.place import decode
from bot.model.couple import Couple, Partner
from bot.ports.rows import RunState

NODE = "forward|"


def ask(scene: Scene, who: Partner, text: str) -> None:
    """Ask whether it is an answer; where nothing is open, only say what it looks like."""
    couple = scene.held.couple(who.couple)
    place = _open_for(scene, couple, who) if couple is not None else ""
    if not place or guard.empty(text):
        scene.tell(who, Phrase("forwarded"))
        return
    rows = [[Phrase("yes"), Phrase("no")]]
    scene.tell(who, Phrase("forwarded-ask"), rows, f"{NODE}{place}|{text}")


def answered(scene: Scene, players: Players, who: Partner, node: str, *, yes: bool) -> bool:
    """Take the yes or no; False when the question that it was for is not open any more."""
    place, _, text = node.removeprefix(NODE).partition("|")
    couple = scene.held.couple(who.couple)
    if couple is None or place != _open_for(scene, couple, who):
        return False
    if yes:
        return players.heard(scene, couple, Said(scene.now, who.seat, text))
    return players.again(scene, couple, who)


def _open_for(scene: Scene, couple: Couple, who: Partner) -> str:
    """Name what is open for somebody: another question has another name."""
    waits = []
    for kept in scene.held.runs(couple.id):
        if kept.state is RunState.ACTIVE:
            lanes = decode(kept.document, cast_of(couple, None), kept.values).lanes
            lane = lanes.get(who.seat)
            if lane is not None and lane.wait:
                waits.append(f"{kept.id}.{lane.wait}")
    return ",".join(waits)
