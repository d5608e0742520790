"""Text as Telegram counts it: lengths and offsets in UTF-16 code units."""

import re

from tests.emulators.telegram_errors import bad_request
from tests.emulators.telegram_types import JsonObject

SPOTTED = {
    "bot_command": re.compile(r"(?<![\w/@])/\w{1,64}(?:@\w{3,32})?", re.ASCII),
    "mention": re.compile(r"(?<![\w/@])@\w{4,32}", re.ASCII),
}

KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)


def units(text: str) -> int:
    """Count UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def spotted(text: str) -> tuple[JsonObject, ...]:
    """Find the commands and mentions that Telegram marks in what people type."""
    found = [
        (match.start(), kind, match.group())
        for kind, pattern in SPOTTED.items()
        for match in pattern.finditer(text)
    ]
    return tuple(
        {"type": kind, "offset": units(text[:start]), "length": units(word)}
        for start, kind, word in sorted(found)
    )


def checked_text(text: str, most: int, what: str) -> str:
    """Refuse a text that is too long for the place it goes to."""
    if units(text) > most:
        raise bad_request(f"{what} is too long")
    return text


def checked_entities(raw: object, text: str) -> tuple[JsonObject, ...]:
    """Read a bot's entities; refuse unknown kinds and those that do not lie in the text."""
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    return tuple(_checked_entity(each, text) for each in raw)


def _checked_entity(raw: object, text: str) -> JsonObject:
    if not isinstance(raw, dict):
        raise bad_request("can't parse entities: MessageEntity must be an Object")
    kind, offset, length = raw.get("type"), raw.get("offset"), raw.get("length")
    if kind not in KINDS:
        raise bad_request("can't parse entities: unsupported type specified")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse entities: field "offset" must be of type Number')
    edges = _edges(text)
    if length <= 0 or offset not in edges or offset + length not in edges:
        raise bad_request("ENTITY_BOUNDS_INVALID")
    return dict(raw)


def _edges(text: str) -> set[int]:
    """Give the offsets between whole characters, so that none lies inside a surrogate pair."""
    edges = {0}
    offset = 0
    for character in text:
        offset += 2 if ord(character) > 0xFFFF else 1
        edges.add(offset)
    return edges
