"""
Hand somebody a copy of all that is kept of them: for reading, and for other programs.

Once a day at most, so that nobody can be made to fetch it again and again. A line says at once,
and once more a day later, that a copy was asked for: whoever looks then may not be who asked.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.engine import zones
from bot.engine.casting import cast_of
from bot.engine.rights import copies, wishes
from bot.engine.scene import Scene
from bot.flow import times
from bot.flow.outcomes import Phrase
from bot.model.couple import Couple, Partner
from bot.model.ids import RouteId
from bot.ports.letters import Attachment

TAG = "copied"
"""The tag of the alarm of the second notice; its ``wait`` is the number of the chat."""

REST = timedelta(hours=24)
_MILLISECOND = timedelta(milliseconds=1)


def ask(scene: Scene, who: Partner, traceless: Collection[str]) -> None:
    """
    Hand it out, or say when it can be had again.

    Nothing is in it that was answered in a ``traceless`` flow: a copy may be read by somebody who
    stands behind its owner.
    """
    last = who.profile.discretion.copied
    rest = REST - (wishes.number(scene) - last) * _MILLISECOND
    if last and rest > timedelta(0):
        until = (scene.now + rest).astimezone(zones.zone_of(who.profile.zone))
        scene.tell(who, Phrase("export-wait", (("time", f"{until:%H:%M}"),)))
        return
    own = replace(who.profile.discretion, copied=wishes.number(scene))
    hand_out(scene, wishes.kept(scene, who, own), traceless)


def hand_out(scene: Scene, who: Partner, traceless: Collection[str]) -> None:
    """Send the two files, with a line about each, and the notices."""
    found, language = scene.held.export(who), who.profile.language
    found = replace(found, own=tuple(one for one in found.own if one.flow not in traceless))
    for phrase, name, body in (
        ("export-text", "mortar.txt", copies.text(scene.house.speech, found)),
        ("export-json", "mortar.json", copies.document(found)),
    ):
        words = scene.house.speech.say(Phrase(phrase), language)
        file = Attachment(name, body.encode("utf-8", "replace"))
        scene.post(
            who.route, words, (), language, couple=who.couple, reader=who, attachment=file
        )  # fmt: skip
    scene.tell(who, Phrase("export-notice"))
    couple = scene.held.couple(who.couple)
    if couple is not None:
        due = scene.now + REST
        due = times.quiet_until(cast_of(couple, None).person(who.seat), due) or due
        scene.held.set_alarm(couple.id, None, who.route.id, TAG, due)


def remind(scene: Scene, couple: Couple, route: RouteId) -> None:
    """Say once more that a copy was asked for."""
    for who in couple.partners:
        if who.route.id == route:
            scene.tell(who, Phrase("export-notice"))
