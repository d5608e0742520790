"""
Ask before words count as an answer that may be none.

A forwarded message is somebody else's words, those under a picture may belong to the picture, and
a reply to an earlier question may be about that one. The words wait in the letter that asks,
sealed as it is. They answer the question that was open then, and no other one that may have come
since.
"""

from enum import StrEnum

from bot.engine import guard
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow.events import Said
from bot.flow.outcomes import Phrase
from bot.model.address import Route
from bot.model.couple import Couple, Partner
from bot.ports.messages import Attached, Body, Wrote
from bot.ports.rows import RunState

NODE = "forward|"


class Doubt(StrEnum):
    """Why words may be no answer: the name of the sentence that asks."""

    FORWARDED = "forwarded-ask"
    CAPTION = "caption-ask"
    EARLIER = "earlier-ask"


def doubt(scene: Scene, players: Players, who: Partner, body: Body) -> Doubt | None:
    """Say why something that came in private may be no answer; None when it is one, or nothing."""
    match body:
        case Wrote(forwarded=True):
            return Doubt.FORWARDED
        case Attached(caption=caption) if caption:
            return Doubt.CAPTION
        case Wrote(reply_to=str() as message):
            late = earlier(scene, players, who, who.route, message)
            return Doubt.EARLIER if late else None
        case _:
            return None


def earlier(scene: Scene, players: Players, who: Partner, chat: Route, message: str) -> bool:
    """
    Say whether a message of ours is a question that is not open any more.

    In the room the one that is open may be the other's: whoever answers that speaks too early.
    """
    asked = scene.held.letter_at(chat.id, message)
    couple = scene.held.couple(who.couple)
    if asked is None or asked.run is None or asked.prompt is None or couple is None:
        return False
    kept = players.run(scene, couple, asked.run)
    if kept is None:
        return True
    run = players.resting.take(couple, kept)
    return all(run.listening(one.seat) != asked.prompt for one in couple.partners)


def ask(scene: Scene, players: Players, who: Partner, text: str, why: Doubt) -> bool:
    """
    Ask whether it is an answer; False where nothing is open that it could answer.

    What is forwarded is never anything else, so then it is only said what it looks like.
    """
    couple = scene.held.couple(who.couple)
    place = _open_for(scene, players, couple, who) if couple is not None else ""
    if place and not guard.empty(text):
        rows = [[Phrase("yes"), Phrase("no")]]
        scene.tell(who, Phrase(why.value), rows, f"{NODE}{place}|{text}")
        return True
    if why is Doubt.FORWARDED:
        scene.tell(who, Phrase("forwarded"))
    return why is Doubt.FORWARDED


def answered(scene: Scene, players: Players, who: Partner, node: str, *, yes: bool) -> bool:
    """Take the yes or no; False when the question that it was for is not open any more."""
    place, _, text = node.removeprefix(NODE).partition("|")
    couple = scene.held.couple(who.couple)
    if couple is None or place != _open_for(scene, players, couple, who):
        return False
    if yes:
        return players.heard(scene, couple, Said(scene.now, who.seat, text))
    return players.again(scene, couple, who)


def _open_for(scene: Scene, players: Players, couple: Couple, who: Partner) -> str:
    """Name what is open for somebody: another question has another name."""
    waits = []
    for kept in scene.held.runs(couple.id):
        if kept.state is RunState.ACTIVE:
            lane = players.resting.take(couple, kept).lanes.get(who.seat)
            if lane is not None and lane.wait:
                waits.append(f"{kept.id}.{lane.wait}")
    return ",".join(waits)
