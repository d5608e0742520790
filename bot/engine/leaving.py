"""
Leave, silently and at once.

Who has left stays a seat in their couple's runs, and is silent there for good: so whatever the
other does says only what it would say if nobody answered. Nothing is written to them any more
but what they ask for (`Reach.GONE`), and what they agreed to show is not shown.
"""

from dataclasses import replace

from bot.engine import journal, parted
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow.compact import write
from bot.flow.kinds import Consent
from bot.flow.outcomes import Phrase
from bot.flow.script import Ask, Script
from bot.model.address import Reach
from bot.model.couple import Partner
from bot.model.profile import Stage
from bot.ports.rows import KeptRun

NODE = "leave"


def ask(scene: Scene, who: Partner) -> None:
    """Ask once whether somebody means it."""
    rows = [[Phrase("leave-sure")], [Phrase("leave-stay")]]
    alone = not paired(scene, who)
    scene.tell(who, Phrase("leave-ask-alone" if alone else "leave-ask"), rows, NODE)


def answered(scene: Scene, players: Players, who: Partner, *, yes: bool) -> None:
    """Take the answer to that."""
    couple = scene.held.couple(who.couple)
    if not yes:
        scene.tell(who, Phrase("leave-stayed"))
    elif couple is not None and paired(scene, who):
        depart(scene, players, who)
    else:
        erase(scene, who)


def paired(scene: Scene, who: Partner) -> bool:
    """Say whether somebody has a partner here whom their leaving could concern."""
    couple = scene.held.couple(who.couple)
    return who.stage is Stage.HOME and couple is not None and couple.whole


def depart(scene: Scene, players: Players, who: Partner) -> None:
    """Leave for good: be silent from now on, as far as the other can tell."""
    cease(scene, players, who)
    scene.held.save_route(replace(who.route, reach=Reach.GONE))
    scene.tell(who, Phrase("leave-done"))


def cease(scene: Scene, players: Players, who: Partner) -> None:
    """
    End whatever is under way for somebody.

    What they had alone ends, with its timers; what both have goes on without them. Only after a
    while the other is told that check-ins are paused.
    """
    couple = scene.held.couple(who.couple)
    for kept in scene.held.runs(who.couple):
        withdraw(scene, players.library.of(kept), kept, who)
    if couple is not None:
        for kept in players.of_one(scene, couple, who.seat):
            players.close(scene, kept)
        if couple.whole:
            parted.later(scene, couple, who)


def withdraw(scene: Scene, script: Script, kept: KeptRun, who: Partner) -> None:
    """Take back every yes to showing something; what was shown already cannot be taken back."""
    mine = kept.values.get(who.seat, {})
    left = {name: value for name, value in mine.items() if name not in consents(script)}
    if left == mine:
        return
    values = {**kept.values, who.seat.value: left}
    scene.held.save_run(replace(kept, values=values), kept.values)
    event = write(["Withdrew", scene.now.timestamp(), who.seat])
    digest = journal.digest(kept.document, kept.values, values)
    scene.held.journal(kept.id, who.seat, scene.now, event, digest)


def consents(script: Script) -> set[str]:
    """Give the names under which a flow keeps what somebody agreed to show."""
    return {
        node.save.split(".", 1)[1]
        for node in script.nodes.values()
        if isinstance(node, Ask) and isinstance(node.kind, Consent) and node.save
    }


def erase(scene: Scene, who: Partner) -> None:
    """Delete somebody who has no partner here, and say so."""
    language, address = who.profile.language, who.route.address
    scene.held.erase_partner(who)
    words = scene.house.speech.say(Phrase("leave-closed"), language)
    scene.post(scene.held.add_route(address), words, (), language)
