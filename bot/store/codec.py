"""
Write what is kept as JSON, and read it back exactly.

Short lists instead of objects: each shape is read by this module only. Reading checks every
type, so that a row of another make is refused (`ValueError`) and never half understood.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import astuple
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

from bot.flow.cast import Plain, Value
from bot.model.address import Address
from bot.model.couple import Seat
from bot.model.profile import Discretion, Lock, Profile, Quiet
from bot.model.words import Span, Style
from bot.ports.letters import Attachment, Button, Content
from bot.ports.messages import (
    Acted,
    Attached,
    Body,
    CameIn,
    Commanded,
    Edited,
    Gathered,
    Inbound,
    LeftOut,
    MovedHouse,
    Pressed,
    PutOut,
    Rang,
    Sender,
    Wrote,
)
from bot.store import shapes

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MICROSECOND = timedelta(microseconds=1)
_HALF = re.compile("[\ud800-\udfff]")


def to_milliseconds(moment: datetime) -> int:
    """Give an aware moment as a column holds it: whole milliseconds since 1970, UTC."""
    return (moment - _EPOCH) // _MILLISECOND


def from_milliseconds(moment: int) -> datetime:
    """Give the moment a column holds, aware, in UTC."""
    return _EPOCH + timedelta(milliseconds=moment)


def clean(text: str) -> str:
    """Drop NUL, and put U+FFFD for half characters: no database takes either."""
    return (
        text.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    )


def kept(inbound: Inbound) -> tuple[Inbound, bytes]:
    """Give an inbound as it is kept, and its bytes: every text in it is `clean`."""
    shape = _inbound(inbound)
    text = shapes.write(shape)
    if "\\u0000" in text or _HALF.search(text) or inbound.at.tzinfo is not UTC:
        inbound = _to_inbound(_cleaned(shape))
        text = shapes.write(_inbound(inbound))
    return inbound, text.encode()


def read_inbound(data: bytes) -> Inbound:
    """Read what came in."""
    return shapes.read(data, _to_inbound)


def write_content(content: Content) -> bytes:
    """Write what a letter shows."""
    spans = [
        one.text if one.style is Style.PLAIN else [one.text, one.style] for one in content.words
    ]
    rows = [[[one.label, one.token, one.link] for one in row] for row in content.rows]
    flags = content.reply | content.protect << 1 | content.silent << 2
    letter = [spans, rows, flags, content.language, content.picture, content.answers]
    return shapes.as_bytes([*letter, *_attachment(content.attachment)])


def read_content(data: bytes) -> Content:
    """Read what a letter shows."""
    return shapes.read(data, _to_content)


def write_profile(profile: Profile) -> bytes:
    """Write what somebody told of themselves."""
    quiet = profile.quiet and [profile.quiet.start.isoformat(), profile.quiet.end.isoformat()]
    return shapes.as_bytes(
        [
            profile.name,
            profile.language,
            profile.zone,
            quiet,
            profile.side,
            profile.awaited,
            profile.alone,
            profile.gender,
            *_discretion(profile.discretion),
        ]
    )


def read_profile(data: bytes) -> Profile:
    """Read what somebody told of themselves."""
    return shapes.read(data, _to_profile)


def write_address(address: Address) -> bytes:
    """Write where someone is reached."""
    return shapes.as_bytes([address.platform, address.chat, address.thread])


def read_address(data: bytes) -> Address:
    """Read where someone is reached."""
    return shapes.read(data, _to_address)


def write_answer(name: str, value: Value) -> bytes:
    """Write an answer with its name."""
    return shapes.as_bytes([name, value])


def read_answer(data: bytes) -> tuple[str, Value]:
    """Read an answer with its name."""
    return shapes.read(data, _to_answer)


def write_thing(kind: str, fields: Mapping[str, Value]) -> bytes:
    """Write which thing it is, and what it is made of."""
    return shapes.as_bytes([kind, *[[name, value] for name, value in fields.items()]])


def read_thing(data: bytes) -> tuple[str, Mapping[str, Value]]:
    """Read which thing it is, and what it is made of."""
    return shapes.read(data, _to_thing)


def write_text(text: str) -> bytes:
    """Write a text to the letter, half characters too."""
    return text.encode("utf-8", "surrogatepass")


def read_text(data: bytes) -> str:
    """Read a text."""
    return data.decode("utf-8", "surrogatepass")


class _Shape(NamedTuple):
    tag: str
    fields: tuple[tuple[str, Callable[[Any], Any]], ...] = ()


_TEXT, _TEXT_OR_NONE = shapes.text, shapes.text_or_none
_NUMBER, _NUMBER_OR_NONE = shapes.number, shapes.number_or_none


def _given(shape: Any) -> tuple[tuple[str, Plain], ...]:
    # Earlier there was one deed, and it took texts without names.
    if type(shape) is not list:
        raise TypeError
    named = [["text", one] if type(one) is str else one for one in shape]
    return tuple([(shapes.text(name), _plain(value)) for name, value in named])


def _plain(value: Any) -> Plain:
    return None if value is None else _value(value)


def _seat(shape: Any) -> Seat | None:
    return None if shape is None else Seat(shape)


_BODIES: dict[type[Body], _Shape] = {
    Wrote: _Shape(
        "w",
        (
            ("text", _TEXT),
            ("message", _TEXT),
            ("reply_to", _TEXT_OR_NONE),
            ("forwarded", shapes.flag),
        ),
    ),
    Commanded: _Shape("c", (("name", _TEXT), ("argument", _TEXT), ("message", _TEXT))),
    Pressed: _Shape("p", (("token", _TEXT), ("press", _TEXT), ("message", _TEXT_OR_NONE))),
    Edited: _Shape("e", (("text", _TEXT), ("message", _TEXT))),
    Attached: _Shape("t", (("kind", _TEXT), ("file", _TEXT), ("caption", _TEXT))),
    LeftOut: _Shape("l"),
    CameIn: _Shape("i"),
    PutOut: _Shape("o"),
    Gathered: _Shape("g", (("present", _NUMBER_OR_NONE),)),
    MovedHouse: _Shape("m", (("to", _TEXT),)),
    Rang: _Shape(
        "r",
        (("couple", _NUMBER), ("run", _NUMBER_OR_NONE), ("wait", _NUMBER), ("tag", _TEXT)),
    ),
    Acted: _Shape(
        "a",
        (
            ("couple", _NUMBER),
            ("run", _NUMBER),
            ("wait", _NUMBER),
            ("deed", _TEXT),
            ("given", _given),
            ("language", _TEXT),
            ("seat", _seat),
            ("unasked", shapes.flag),
        ),
    ),
}
_GREW: Mapping[type[Body], int] = {Attached: 1, Acted: 2}
"""How many of the last fields earlier versions did not know; they have defaults."""
_TAGS = {shape.tag: (kind, shape.fields) for kind, shape in _BODIES.items()}


def _inbound(inbound: Inbound) -> list[Any]:
    body, address, sender = inbound.body, inbound.address, inbound.sender
    shape = _BODIES[type(body)]
    return [
        inbound.key,
        (inbound.at - _EPOCH) // _MICROSECOND,
        [shape.tag, *[getattr(body, name) for name, _ in shape.fields]],
        address and [address.platform, address.chat, address.thread],
        inbound.private,
        sender and [sender.id, sender.name, sender.language],
    ]


def _to_inbound(shape: Any) -> Inbound:
    key, at, body, address, private, sender = shape
    return Inbound(
        shapes.text(key),
        _EPOCH + timedelta(microseconds=shapes.number(at)),
        _to_body(body),
        None if address is None else _to_address(address),
        shapes.flag(private),
        None if sender is None else _to_sender(sender),
    )


def _to_body(shape: Any) -> Body:
    kind, fields = _TAGS[shape[0]]
    lacking = len(fields) + 1 - len(shape)
    if 0 < lacking <= _GREW.get(kind, 0):
        fields = fields[:-lacking]
    values = zip(fields, shape[1:], strict=True)
    return kind(*[check(value) for (_, check), value in values])


def _to_sender(shape: Any) -> Sender:
    who, name, language = shape
    return Sender(shapes.text(who), shapes.text(name), shapes.text_or_none(language))


def _to_address(shape: Any) -> Address:
    platform, chat, thread = shape
    return Address(shapes.text(platform), shapes.text(chat), shapes.text_or_none(thread))


def _to_content(shape: Any) -> Content:
    spans, rows, flags, language, picture, *more = shape
    flags = shapes.number(flags)
    return Content(
        tuple([_to_span(span) for span in spans]),
        tuple([tuple([_to_button(button) for button in row]) for row in rows]),
        bool(flags & 1),
        bool(flags & 2),
        bool(flags & 4),
        shapes.text(language),
        shapes.text_or_none(picture),
        # What was written before letters could hang on a message has none.
        shapes.text_or_none(more[0]) if more else None,
        _to_attachment(more[1]) if len(more) > 1 else None,
    )


def _attachment(file: Attachment | None) -> list[list[str]]:
    return [] if file is None else [[file.name, b64encode(file.body).decode("ascii")]]


def _to_attachment(shape: Any) -> Attachment:
    name, body = shape
    return Attachment(shapes.text(name), b64decode(shapes.text(body), validate=True))


def _to_span(shape: Any) -> Span:
    if type(shape) is str:
        return Span(shape)
    text, style = shape
    return Span(shapes.text(text), Style(style))


def _to_button(shape: Any) -> Button:
    label, token, link = shape
    return Button(shapes.text(label), shapes.text(token), shapes.text_or_none(link))


def _to_profile(shape: Any) -> Profile:
    name, language, zone, quiet, side, awaited, alone, gender, *more = shape
    return Profile(
        shapes.text(name),
        shapes.text(language),
        shapes.text(zone),
        None if quiet is None else Quiet(*map(time.fromisoformat, quiet)),
        shapes.text_or_none(side),
        shapes.text_or_none(awaited),
        shapes.flag(alone),
        shapes.text(gender),
        # Most people set nothing, and what an earlier version kept has none.
        _to_discretion(more[0]) if more else Discretion(),
    )


def _discretion(own: Discretion) -> list[list[object]]:
    if own == Discretion():
        return []
    asked = [own.wish, own.wished, own.copied]
    shape = [*asked, list(own.refused), own.paused, own.word, own.written]
    if own.tidy or own.welcomed or own.lock != Lock():
        shape += [own.tidy, list(astuple(own.lock)), own.welcomed]
    return [shape]


def _to_discretion(shape: Any) -> Discretion:
    wish, wished, copied, refused, paused, word, written, *more = shape
    return Discretion(
        shapes.text(wish),
        shapes.number(wished),
        shapes.number(copied),
        shapes.texts(refused),
        shapes.flag(paused),
        shapes.text(word),
        shapes.number(written),
        # An earlier version knew none of these, and one in between not the last.
        shapes.number(more[0]) if more else 0,
        _to_lock(more[1]) if more else Lock(),
        shapes.flag(more[2]) if len(more) > 2 else False,
    )


def _to_lock(shape: Any) -> Lock:
    number, *times = shape
    return Lock(shapes.text(number), *map(shapes.number, times))


def _to_answer(shape: Any) -> tuple[str, Value]:
    name, value = shape
    return shapes.text(name), _value(value)


def _value(value: Any) -> Value:
    if type(value) is list:
        return shapes.texts(value)
    if type(value) not in (str, int, float, bool):
        raise TypeError
    found: Value = value
    return found


def _to_thing(shape: Any) -> tuple[str, Mapping[str, Value]]:
    kind, *fields = shape
    return shapes.text(kind), dict(map(_to_answer, fields))


def _cleaned(shape: Any) -> Any:
    if isinstance(shape, str):
        return clean(shape)
    if isinstance(shape, (list, tuple)):
        return [_cleaned(one) for one in shape]
    return shape
