"""
Offer what can be begun now: by steps of the way, and what is there at any time.

Only what is open to somebody is shown, by where they stand and by what both have reached; nothing
of it tells how far the other has come.
"""

from collections.abc import Sequence

from bot.engine import invites, pairing
from bot.engine.casting import seats_for
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.flow.script import Script
from bot.model.couple import Couple, Partner

MENU = "menu"
STEP = "step:"
"""Begins the name of a step in a menu's letter, where flows have theirs."""


def show(scene: Scene, players: Players, who: Partner) -> None:
    """Show what can be begun now: the steps that are open, and what is always there."""
    couple = scene.held.couple(who.couple)
    if invites.alone(scene, who):
        pairing.next_step(scene, who)
        if who.profile.awaited:
            # What somebody begins alone would be gone once they are joined.
            return
    if couple is None:
        return
    library, language = players.library, who.profile.language
    steps = [
        one.name
        for one in library.journey.steps
        if any(_open(scene, players, couple, who, flow) for flow in one.flows)
    ]
    # A flow that no journey names is offered by its command, like an author's own.
    named = library.journey.flows
    loose = [one.id for one in library.current.values() if one.commands and one.id not in named]
    always = _scripts(scene, players, couple, who, (*library.journey.always, *loose))
    rows = [
        *([scene.house.speech.label(Phrase(f"step-{one}"), language)] for one in steps),
        *([one.titles.within(language)] for one in always),
    ]
    if rows:
        entries = (*(f"{STEP}{one}" for one in steps), *(one.id for one in always))
        scene.tell(who, Phrase("menu"), rows, "|".join((MENU, *entries)))


def chosen(scene: Scene, players: Players, couple: Couple, who: Partner, entry: str) -> None:
    """Begin what was chosen, or show what a step holds."""
    if not entry.startswith(STEP):
        script = players.library.current.get(entry)
        if script is not None and (couple.whole or script.alone):
            players.start(scene, couple, script, who.seat)
        return
    step = players.library.journey.step(entry.removeprefix(STEP))
    found = _scripts(scene, players, couple, who, step.flows if step else ())
    if not found:
        show(scene, players, who)
        return
    language = who.profile.language
    rows = [[one.titles.within(language)] for one in found]
    name = scene.house.speech.label(Phrase(entry.replace(":", "-")), language)
    nodes = "|".join((MENU, *(one.id for one in found)))
    scene.tell(who, Phrase("menu-step", (("step", name),)), rows, nodes)


def _scripts(
    scene: Scene, players: Players, couple: Couple, who: Partner, flows: Sequence[str]
) -> Sequence[Script]:
    return [
        players.library.current[one] for one in flows if _open(scene, players, couple, who, one)
    ]


def _open(scene: Scene, players: Players, couple: Couple, who: Partner, flow: str) -> bool:
    script = players.library.current.get(flow)
    if script is None:
        return False
    there = who.seat in seats_for(script, couple) if script.alone else couple.whole
    seat = who.seat if script.alone else None
    return there and players.allowed(scene, couple, script, seat)
