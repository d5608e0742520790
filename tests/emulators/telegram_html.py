"""The HTML parse mode, as text and entities."""

import html
import re

from tests.emulators.telegram_errors import ApiError, bad_request
from tests.emulators.telegram_text import units
from tests.emulators.telegram_types import JsonObject

TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z-]+)(?P<rest>[^<>]*)>")
ATTRIBUTE = re.compile(r"""(\w[\w-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")

KIND_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}


def parsed_html(source: str) -> tuple[str, tuple[JsonObject, ...]]:
    """Take the tags out of a text and give them as entities."""
    text = ""
    opened: list[tuple[str, JsonObject]] = []
    entities: list[JsonObject] = []
    at = 0
    for tag in TAG.finditer(source):
        text += _plain(source, at, tag.start())
        at = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            entities += _closed(name, opened, text, tag.start())
        else:
            opened.append((name, _opened(name, tag["rest"], text, tag.start())))
    text += _plain(source, at, len(source))
    if opened:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text, tuple(sorted(entities, key=_place))


def _plain(source: str, start: int, end: int) -> str:
    piece = source[start:end]
    if "<" in piece:
        offset = len(source[: start + piece.index("<")].encode())
        raise _unparsed(f"Unclosed start tag at byte offset {offset}")
    return html.unescape(piece)


def _opened(name: str, rest: str, text: str, at: int) -> JsonObject:
    if name not in KIND_OF_TAG:
        raise _unparsed(f'Unsupported start tag "{name}" at byte offset {at}')
    entity: JsonObject = {"type": KIND_OF_TAG[name], "offset": units(text)}
    attributes = {key: a or b or c for key, a, b, c in ATTRIBUTE.findall(rest)}
    if name == "a":
        entity["url"] = html.unescape(attributes.get("href", ""))
    if name == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _closed(
    name: str, opened: list[tuple[str, JsonObject]], text: str, at: int
) -> list[JsonObject]:
    if not opened:
        raise _unparsed(f"Unexpected end tag at byte offset {at}")
    start, entity = opened.pop()
    if start != name:
        raise _unparsed(f'Unmatched end tag at byte offset {at}, expected "</{start}>"')
    offset = entity["offset"]
    assert isinstance(offset, int)
    length = units(text) - offset
    return [entity | {"length": length}] if length else []


def _place(entity: JsonObject) -> tuple[int, int]:
    offset, length = entity["offset"], entity["length"]
    assert isinstance(offset, int)
    assert isinstance(length, int)
    return offset, -length


def _unparsed(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")
