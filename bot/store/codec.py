"""
Write what is kept as JSON, and read it back exactly.

Short lists instead of objects: each shape is read by this module only. Reading checks every
type, so that a row of another make is refused (`ValueError`) and never half understood.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple, TypeVar

from bot.flow.run import Value
from bot.model.couple import Address, Profile, Quiet
from bot.model.words import Span, Style
from bot.ports.messages import (
    Acted,
    Attached,
    Body,
    Button,
    CameIn,
    Commanded,
    Content,
    Edited,
    Gathered,
    Inbound,
    MovedHouse,
    Pressed,
    PutOut,
    Rang,
    Sender,
    Wrote,
)

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MICROSECOND = timedelta(microseconds=1)
_HALF = re.compile("[\ud800-\udfff]")

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
# What `JSONEncoder.encode` makes anew for every call, at a higher cost than using it. Only
# CPython has it.
_make = getattr(json.encoder, "c_make_encoder", None)
_parts = _make and _make(
    None, _encoder.default, json.encoder.encode_basestring, None, ":", ",", False, False, False
)


def _write(shape: list[Any]) -> str:
    return "".join(_parts(shape, 0)) if _parts else _encoder.encode(shape)


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
    text = _write(shape)
    if "\\u0000" in text or _HALF.search(text) or inbound.at.tzinfo is not UTC:
        inbound = _to_inbound(_cleaned(shape))
        text = _write(_inbound(inbound))
    return inbound, text.encode()


def read_inbound(data: bytes) -> Inbound:
    """Read what came in."""
    return _read(data, _to_inbound)


def write_content(content: Content) -> bytes:
    """Write what a letter shows."""
    spans = [
        one.text if one.style is Style.PLAIN else [one.text, one.style] for one in content.words
    ]
    rows = [[[one.label, one.token, one.link] for one in row] for row in content.rows]
    flags = content.reply | content.protect << 1 | content.silent << 2
    return _bytes([spans, rows, flags, content.language])


def read_content(data: bytes) -> Content:
    """Read what a letter shows."""
    return _read(data, _to_content)


def write_profile(profile: Profile) -> bytes:
    """Write what somebody told of themselves."""
    quiet = profile.quiet and [profile.quiet.start.isoformat(), profile.quiet.end.isoformat()]
    return _bytes(
        [
            profile.name,
            profile.language,
            profile.zone,
            quiet,
            profile.side,
            profile.awaited,
            profile.alone,
        ]
    )


def read_profile(data: bytes) -> Profile:
    """Read what somebody told of themselves."""
    return _read(data, _to_profile)


def write_address(address: Address) -> bytes:
    """Write where someone is reached."""
    return _bytes([address.platform, address.chat, address.thread])


def read_address(data: bytes) -> Address:
    """Read where someone is reached."""
    return _read(data, _to_address)


def write_answer(name: str, value: Value) -> bytes:
    """Write an answer with its name."""
    return _bytes([name, value])


def read_answer(data: bytes) -> tuple[str, Value]:
    """Read an answer with its name."""
    return _read(data, _to_answer)


def write_text(text: str) -> bytes:
    """Write a text to the letter, half characters too."""
    return text.encode("utf-8", "surrogatepass")


def read_text(data: bytes) -> str:
    """Read a text."""
    return data.decode("utf-8", "surrogatepass")


def _bytes(shape: list[Any]) -> bytes:
    return _write(shape).encode("utf-8", "surrogatepass")


def _read(data: bytes, make: Callable[[Any], T]) -> T:
    try:
        return make(json.loads(data.decode("utf-8", "surrogatepass")))
    except (TypeError, LookupError, OverflowError, RecursionError) as exc:
        raise ValueError("a row of an unknown shape") from exc


# Every check gives its value back, or raises TypeError.


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _number_or_none(value: Any) -> int | None:
    return None if value is None else _number(value)


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is not list:
        raise TypeError
    return tuple(map(_text, value))


class _Shape(NamedTuple):
    tag: str
    fields: tuple[tuple[str, Callable[[Any], Any]], ...] = ()


_PLACE = (("couple", _number), ("run", _number), ("wait", _number))
_BODIES: dict[type[Body], _Shape] = {
    Wrote: _Shape(
        "w",
        (
            ("text", _text),
            ("message", _text),
            ("reply_to", _text_or_none),
            ("forwarded", _flag),
        ),
    ),
    Commanded: _Shape("c", (("name", _text), ("argument", _text), ("message", _text))),
    Pressed: _Shape("p", (("token", _text), ("press", _text), ("message", _text_or_none))),
    Edited: _Shape("e", (("text", _text), ("message", _text))),
    Attached: _Shape("t", (("kind", _text),)),
    CameIn: _Shape("i"),
    PutOut: _Shape("o"),
    Gathered: _Shape("g", (("present", _number_or_none),)),
    MovedHouse: _Shape("m", (("to", _text),)),
    Rang: _Shape(
        "r",
        (("couple", _number), ("run", _number_or_none), ("wait", _number), ("tag", _text)),
    ),
    Acted: _Shape("a", (*_PLACE, ("action", _text), ("arguments", _texts))),
}
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
        _text(key),
        _EPOCH + timedelta(microseconds=_number(at)),
        _to_body(body),
        None if address is None else _to_address(address),
        _flag(private),
        None if sender is None else _to_sender(sender),
    )


def _to_body(shape: Any) -> Body:
    kind, fields = _TAGS[shape[0]]
    values = zip(fields, shape[1:], strict=True)
    return kind(*[check(value) for (_, check), value in values])


def _to_sender(shape: Any) -> Sender:
    who, name, language = shape
    return Sender(_text(who), _text(name), _text_or_none(language))


def _to_address(shape: Any) -> Address:
    platform, chat, thread = shape
    return Address(_text(platform), _text(chat), _text_or_none(thread))


def _to_content(shape: Any) -> Content:
    spans, rows, flags, language = shape
    flags = _number(flags)
    return Content(
        tuple([_to_span(span) for span in spans]),
        tuple([tuple([_to_button(button) for button in row]) for row in rows]),
        bool(flags & 1),
        bool(flags & 2),
        bool(flags & 4),
        _text(language),
    )


def _to_span(shape: Any) -> Span:
    if type(shape) is str:
        return Span(shape)
    text, style = shape
    return Span(_text(text), Style(style))


def _to_button(shape: Any) -> Button:
    label, token, link = shape
    return Button(_text(label), _text(token), _text_or_none(link))


def _to_profile(shape: Any) -> Profile:
    name, language, zone, quiet, side, awaited, alone = shape
    return Profile(
        _text(name),
        _text(language),
        _text(zone),
        None if quiet is None else Quiet(*map(time.fromisoformat, quiet)),
        _text_or_none(side),
        _text_or_none(awaited),
        _flag(alone),
    )


def _to_answer(shape: Any) -> tuple[str, Value]:
    name, value = shape
    if type(value) is list:
        return _text(name), _texts(value)
    if type(value) not in (str, int, float, bool):
        raise TypeError
    return _text(name), value


def _cleaned(shape: Any) -> Any:
    if isinstance(shape, str):
        return clean(shape)
    if isinstance(shape, (list, tuple)):
        return [_cleaned(one) for one in shape]
    return shape
