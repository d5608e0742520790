"""Write what is kept of somebody as a text for reading, and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.engine.speech import Speech
from bot.flow.cast import Value
from bot.flow.outcomes import Phrase
from bot.model import sketches
from bot.model.profile import Profile
from bot.ports.rows import Export, Told
from bot.things import photos
from bot.things.shelf import Thing

FORMAT = 1


def document(kept: Export) -> str:
    """Give it as JSON; all times are UTC. Pictures are not in it: they can be seen in the chat."""
    profile, own = kept.profile, readable(kept.own)
    found = {
        "format": FORMAT,
        "profile": {**_profile(profile), "user": kept.user},
        "consents": [
            {
                "purpose": one.purpose, "version": one.version, "digest": one.digest,
                "at": one.at.isoformat(), "channel": one.channel, "given": one.given,
            }
            for one in kept.consents
        ],
        "own": [_answer(one) for one in own],
        "joint": [_answer(one) for one in kept.joint],
        "milestones": [
            {"flow": flow, "name": name, "at": at.isoformat()} for flow, name, at in kept.milestones
        ],
        "messages": [_line(*one) for one in kept.messages],
        "shown": [_line(*one) for one in kept.shown],
        "things": [_thing(one) for one in kept.things],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def text(speech: Speech, kept: Export) -> str:
    """Give it as lines under headings in the reader's language."""
    language = kept.profile.language
    parts: Sequence[tuple[str, Iterator[str]]] = (
        ("profile", (f"{name}: {value}" for name, value in _profile(kept.profile).items())),
        ("consents", _consents(kept)),
        ("own", _answers(readable(kept.own))),
        ("joint", _answers(kept.joint)),
        ("milestones", (f"{_day(at)}  {flow}: {name}" for flow, name, at in kept.milestones)),
        ("messages", (f"{_day(at)}  {said}" for at, said in kept.messages)),
        ("shown", (f"{_day(at)}  {said}" for at, said in kept.shown)),
        (
            "things",
            (f"{_day(one.at)}  {one.kind}: {_fields(one)}" for one in kept.things),
        ),
    )
    lines = []
    for name, found in parts:
        heading = speech.label(Phrase(f"export-heading-{name}"), language)
        lines += [heading, "-" * len(heading), *(list(found) or ["–"]), ""]
    return "\n".join(lines)


def readable(told: Sequence[Told]) -> Sequence[Told]:
    """Leave out what only stands for a picture that the bot drew."""
    return [
        one
        for one in told
        if not (isinstance(one.value, str) and one.value.startswith(sketches.MARK))
    ]


def fields_of(one: Thing) -> Mapping[str, Value]:
    """Give a thing's fields, a photo's without the photo."""
    return {name: value for name, value in one.fields.items() if name != photos.JPEG}


def _profile(profile: Profile) -> dict[str, object]:
    quiet = profile.quiet
    return {
        "name": profile.name,
        "language": profile.language,
        "zone": profile.zone,
        "quiet": f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else "",
        "side": profile.side or "",
        "gender": profile.gender,
        "safeword": profile.discretion.word,
        "pin": bool(profile.discretion.lock.number),
        "tidy": profile.discretion.tidy,
    }


def _consents(kept: Export) -> Iterator[str]:
    for one in kept.consents:
        yield f"{_day(one.at)}  {'+' if one.given else '-'} {one.purpose} {one.version}"


def _answers(told: Sequence[Told]) -> Iterator[str]:
    for one in told:
        when = _day(one.at) if one.at else ""
        yield f"{when}  {one.flow}, {one.name}: {_said(one.value)}"


def _said(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _fields(one: Thing) -> str:
    return "; ".join(f"{name}: {_said(value)}" for name, value in fields_of(one).items())


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _answer(one: Told) -> Mapping[str, object]:
    at = one.at.isoformat() if one.at else None
    return {"flow": one.flow, "name": one.name, "value": one.value, "at": at}


def _line(at: datetime, said: str) -> Mapping[str, object]:
    return {"at": at.isoformat(), "text": said}


def _thing(one: Thing) -> Mapping[str, object]:
    return {
        "kind": one.kind, "at": one.at.isoformat(), "own": one.owner is not None,
        "fields": dict(fields_of(one)),
    }  # fmt: skip
