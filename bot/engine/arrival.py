"""
Welcome somebody: who we are, whether they may be here, and when to leave them in peace.

Each stage is a question to one person. It lies outside the flow language because it comes before
there is a couple, and because consent, age and identity are the bot's own promises.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.engine import moving, zones
from bot.engine.rights import consenting
from bot.engine.scene import Scene
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner
from bot.model.profile import Profile, Quiet, Stage

ADULT = 18
MAX_NAME = 40
QUIETS = (Quiet(time(22), time(8)), Quiet(time(23), time(7)))
SIDES = ("hurt", "repairing", "both")
NODE = "arrive:"

_CLOCK = r"(\d{1,2})(?:[:.h](\d{2})?)?\s*([ap]m)?"
_HOURS = re.compile(rf"(?:from\s+)?{_CLOCK}\s*(?:-|–|to|until|till)\s*{_CLOCK}")
_WORDS = {"noon": "12:00", "midnight": "0:00"}
_NEXT = {
    Stage.LANGUAGE: Stage.ABOUT, Stage.ABOUT: Stage.AGE, Stage.AGE: Stage.CONSENT,
    Stage.CONSENT: Stage.NAME, Stage.NAME: Stage.ZONE, Stage.ZONE: Stage.QUIET,
    Stage.QUIET: Stage.SIDE, Stage.SIDE: Stage.HOME,
}  # fmt: skip


def begin(scene: Scene, partner: Partner) -> Partner:
    """Ask the first question; with one language only, that is what this is about."""
    if len(scene.house.speech.languages) == 1:
        partner = replace(partner, stage=Stage.ABOUT)
        scene.held.save_partner(partner)
    ask(scene, partner)
    return partner


def ask(scene: Scene, partner: Partner) -> None:
    """Put the question of the stage somebody is at."""
    node = _node(partner)
    rows: list[list[Phrase | str]]
    if _awaits(scene, partner):
        scene.tell(partner, Phrase("move-waits"))
        return
    match partner.stage:
        case Stage.LANGUAGE:
            rows = [[name] for name in scene.house.speech.languages.values()]
            scene.tell(partner, Phrase("language"), rows, node)
        case Stage.ABOUT:
            operator = scene.house.operator or "none"
            scene.tell(partner, Phrase("about", (("operator", operator),)), [[_GO]], node)
        case Stage.AGE:
            scene.tell(partner, Phrase("age"), [[_YES, _NO]], node)
        case Stage.CONSENT:
            scene.tell(partner, Phrase("consent"), [[_YES, _NO]], node)
        case Stage.NAME:
            rows = [[partner.profile.name]] if partner.profile.name else []
            scene.tell(partner, Phrase("name"), rows, node)
        case Stage.ZONE:
            scene.tell(partner, Phrase("zone"))
        case Stage.QUIET:
            rows = [[_hours(quiet) for quiet in QUIETS], [Phrase("quiet-none")]]
            scene.tell(partner, Phrase("quiet"), rows, node)
        case Stage.SIDE:
            rows = [[Phrase(f"side-{side}")] for side in SIDES]
            scene.tell(partner, Phrase("side"), rows, node)
        case Stage.CLOSED:
            scene.tell(partner, Phrase("move-elsewhere"))
        case Stage.HOME:
            pass


def pressed(scene: Scene, partner: Partner, node: str, option: int) -> Partner | None:
    """
    Take a button of the stage; give the partner as they are then, None if they left.

    It has to be one that `fits`.
    """
    profile = partner.profile
    match partner.stage:
        case Stage.LANGUAGE:
            codes = list(scene.house.speech.languages)
            return _on(scene, partner, replace(profile, language=codes[option]))
        case Stage.AGE:
            return _adult(scene, partner, yes=option == 0)
        case Stage.CONSENT:
            return _consent(scene, partner, given=option == 0)
        case Stage.ZONE:
            names = node.split("|")[1:]
            return _on(scene, partner, replace(profile, zone=names[option]))
        case Stage.QUIET:
            quiet = QUIETS[option] if option < len(QUIETS) else None
            return _on(scene, partner, replace(profile, quiet=quiet))
        case Stage.SIDE:
            return _on(scene, partner, replace(profile, side=SIDES[option]))
        case _:
            return _on(scene, partner, profile)


def fits(scene: Scene, partner: Partner, node: str, option: int) -> bool:
    """Say whether a button belongs to the question that is open, and is one of its own."""
    stage, *zones_shown = node.removeprefix(NODE).split("|")
    labels = zones_shown or _labels(scene, partner)
    return stage == partner.stage.value and option < len(labels)


def wrote(scene: Scene, partner: Partner, text: str) -> Partner | None:
    """Take typed words of the stage; as `pressed`."""
    said = reply.fold(text)
    profile = partner.profile
    ear = reply.Ear(profile.language, scene.now.date())
    resting = partner.stage is Stage.CLOSED or _awaits(scene, partner)
    if resting or not reply.clean(text):
        ask(scene, partner)
        return partner
    match partner.stage:
        case Stage.NAME:
            return _name(scene, partner, reply.clean(text))
        case Stage.ZONE:
            return _zone(scene, partner, text)
        case Stage.QUIET:
            quiet = hours(said)
            if quiet is not None:
                return _on(scene, partner, replace(profile, quiet=quiet))
            option = reply.pick(_labels(scene, partner), said, ear)
            if option is None and reply.yes_or_no(said, ear) is False:
                option = len(QUIETS)
            if option is None:
                scene.tell(partner, Phrase("quiet-again"))
                return partner
            return pressed(scene, partner, _node(partner), option)
        case Stage.AGE if (age := reply.whole_number(said)) is not None:
            return _adult(scene, partner, yes=age >= ADULT)
        case _:
            labels = _labels(scene, partner)
            option = reply.pick(labels, said, ear)
            if option is None:
                scene.tell(partner, Phrase("press-please"))
                return partner
            return pressed(scene, partner, _node(partner), option)


def hours(said: str) -> Quiet | None:
    """Read quiet hours as people write them: ``21:30-7``, ``22 to 8``, ``10pm until 7am``."""
    for word, clock in _WORDS.items():
        said = said.replace(word, clock)
    found = _HOURS.fullmatch(said)
    if found is None:
        return None
    parts = found.groups()
    start, end = _clock(*parts[:3]), _clock(*parts[3:])
    return None if start is None or end is None else Quiet(start, end)


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    """Read one time of day; None when there is no such time."""
    hours, minutes = int(hour), int(minute or 0)
    if half is not None:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    if hours == 24 and minutes == 0:
        hours = 0
    return time(hours, minutes) if hours <= 23 and minutes <= 59 else None


_GO, _YES, _NO = Phrase("go-on"), Phrase("yes"), Phrase("no")


def _on(scene: Scene, partner: Partner, profile: Profile) -> Partner:
    """Go to the next stage and put its question."""
    on = replace(partner, profile=profile, stage=_NEXT[partner.stage])
    scene.held.save_partner(on)
    ask(scene, on)
    return on


def _adult(scene: Scene, partner: Partner, *, yes: bool) -> Partner | None:
    if not yes:
        _goodbye(scene, partner, "age")
        return None
    return _on(scene, partner, partner.profile)


def _consent(scene: Scene, partner: Partner, *, given: bool) -> Partner | None:
    if not given:
        _goodbye(scene, partner, "consent")
        return None
    consenting.agreed(scene, partner)
    # Who takes a seat that was theirs before is not asked for what is known there.
    moving.arrived(scene, replace(partner, stage=_NEXT[partner.stage]))
    return _on(scene, partner, partner.profile)


def _awaits(scene: Scene, partner: Partner) -> bool:
    """Say whether somebody came to take a seat of their own again, and waits for a yes."""
    undecided = partner.stage in moving.UNDECIDED
    return not undecided and moving.waits(scene, partner, partner.profile.awaited)


def _goodbye(scene: Scene, partner: Partner, why: str) -> None:
    """Delete what was sent, and say so."""
    language = partner.profile.language
    address = partner.route.address
    scene.held.erase_partner(partner)
    words = scene.house.speech.say(Phrase(f"{why}-closed"), language)
    scene.post(scene.held.add_route(address), words, (), language)


def _name(scene: Scene, partner: Partner, name: str) -> Partner:
    name = " ".join(name.split())
    if not name:
        ask(scene, partner)
        return partner
    if len(name) > MAX_NAME:
        scene.tell(partner, Phrase("name-too-long"))
        return partner
    return _on(scene, partner, replace(partner.profile, name=name))


def _zone(scene: Scene, partner: Partner, text: str) -> Partner:
    found, certain = zones.search(text, partner.profile.language)
    if certain:
        return _on(scene, partner, replace(partner.profile, zone=found[0]))
    if found:
        rows = [[zones.city(name)] for name in found]
        scene.tell(partner, Phrase("zone-which"), rows, "|".join([_node(partner), *found]))
    else:
        offset = zones.is_offset(text)
        scene.tell(partner, Phrase("zone-offset" if offset else "zone-unknown"))
    return partner


def _labels(scene: Scene, partner: Partner) -> Sequence[str]:
    phrases = {
        Stage.LANGUAGE: list(scene.house.speech.languages.values()),
        Stage.ABOUT: [_label(scene, partner, "go-on")],
        Stage.AGE: [_label(scene, partner, "yes"), _label(scene, partner, "no")],
        Stage.CONSENT: [_label(scene, partner, "yes"), _label(scene, partner, "no")],
        Stage.NAME: [partner.profile.name] if partner.profile.name else [],
        Stage.QUIET: [*map(_hours, QUIETS), _label(scene, partner, "quiet-none")],
        Stage.SIDE: [_label(scene, partner, f"side-{side}") for side in SIDES],
    }
    return phrases.get(partner.stage, [])


def _node(partner: Partner) -> str:
    return f"{NODE}{partner.stage.value}"


def _label(scene: Scene, partner: Partner, name: str) -> str:
    return scene.house.speech.label(Phrase(name), partner.profile.language)


def _hours(quiet: Quiet) -> str:
    return f"{quiet.start:%H:%M} – {quiet.end:%H:%M}"
