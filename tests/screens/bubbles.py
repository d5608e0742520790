"""What stands in a chat of either emulator, as one person sees it there."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.emulators.discord import Person as DiscordPerson
from tests.emulators.discord import Place
from tests.emulators.discord.world import Message as DiscordMessage
from tests.emulators.telegram_people import Person as TelegramPerson
from tests.emulators.telegram_state import Chat
from tests.emulators.telegram_state import Message as TelegramMessage

ZONE = ZoneInfo("Europe/Madrid")
TAGS = {"bold": "b", "italic": "i", "code": "code", "underline": "u", "strikethrough": "s"}
SIGNS = {"**": "b", "*": "i", "__": "u", "`": "code"}
_MARKED = re.compile(r"\\(.)|(\*\*|__|\*|`)")
STYLES = {1: "first", 2: "second", 3: "good", 4: "bad", 5: "link"}


@dataclass(frozen=True, slots=True)
class Bubble:
    """
    One message. ``inside`` is HTML; ``rows`` are its buttons; ``quoted`` what it answers.

    ``own`` says that the reader wrote it, ``notes`` are small signs beside the time: protected,
    silent, seen by the reader alone.
    """

    author: str
    own: bool
    inside: str
    at: str
    rows: Sequence[Sequence[str]] = ()
    quoted: str = ""
    notes: Sequence[str] = field(default=())
    service: bool = False
    bot: bool = False


def on_telegram(chat: Chat, reader: TelegramPerson) -> Iterator[Bubble]:
    """Give a chat on Telegram as one person sees it."""
    for one in chat.messages:
        if one.deleted:
            continue
        notes = [name for name in ("protected", "silent") if getattr(one, name)]
        yield Bubble(
            author=one.author,
            own=one.sender.id == reader.id,
            inside=html.escape(_service(one)) if one.service else tagged(one),
            at=clock(one.date),
            rows=[[button.label for button in row] for row in one.keyboard],
            quoted=(one.reply_to.text or "") if one.reply_to else "",
            notes=notes,
            service=one.service,
            bot=one.sender.is_bot,
        )


def _service(one: TelegramMessage) -> str:
    return "The group changed" if not one.text else one.text


def tagged(one: TelegramMessage) -> str:
    """Write a text with its entities as HTML; their places count UTF-16 units."""
    text = one.text or one.caption or f"[{next(iter(one.content), 'message')}]"
    units = text.encode("utf-16-le")
    marks: list[tuple[int, int, str]] = []
    for order, entity in enumerate(one.entities):
        tag = TAGS.get(str(entity["type"]))
        if tag is not None:
            start = int(str(entity["offset"]))
            end = start + int(str(entity["length"]))
            marks += [(start, order + 1, f"<{tag}>"), (end, -order - 1, f"</{tag}>")]
    parts, last = [], 0
    for place, _, tag in sorted(marks):
        parts += [html.escape(units[2 * last : 2 * place].decode("utf-16-le")), tag]
        last = place
    return "".join([*parts, html.escape(units[2 * last :].decode("utf-16-le"))])


def on_discord(person: DiscordPerson, place: Place | None = None) -> Iterator[Bubble]:
    """Give a chat on Discord as one person sees it."""
    for one in person.shown(place):
        if one.deleted or one.loading:
            continue
        notes = ["only you"] if one.only_for is not None else []
        yield Bubble(
            author=one.author.name,
            own=one.author is person.account,
            inside=marked(one.content) or "…",
            at=clock(datetime.fromisoformat(one.sent).timestamp()) if one.sent else "",
            rows=list(_rows(one)),
            quoted=unmarked(one.reference.content) if one.reference else "",
            notes=notes,
            service=one.kind not in (0, 19, 20),
            bot=one.author.bot,
        )


def _rows(one: DiscordMessage) -> Iterator[Sequence[str]]:
    for row in one.components:
        parts = row.get("components", [row])
        labels = [part.get("label", "") for part in parts if part["type"] == 2]
        menus = [part.get("placeholder", "…") for part in parts if part["type"] == 3]
        if labels or menus:
            yield [*labels, *(f"{menu}  ⌄" for menu in menus)]


def marked(text: str) -> str:
    """Write Discord's marks as HTML: what is escaped is itself, pairs of signs are tags."""
    parts: list[str] = []
    open_: list[str] = []
    last = 0
    for found in _MARKED.finditer(text):
        parts.append(html.escape(text[last : found.start()]))
        last = found.end()
        if found[1] is not None:
            parts.append(html.escape(found[1]))
        elif found[2] in open_:
            open_.remove(found[2])
            parts.append(f"</{SIGNS[found[2]]}>")
        else:
            open_.append(found[2])
            parts.append(f"<{SIGNS[found[2]]}>")
    return "".join([*parts, html.escape(text[last:])])


def unmarked(text: str) -> str:
    """Give what stays when the marks are taken away."""
    return _MARKED.sub(lambda found: found[1] or "", text)


def clock(seconds: float) -> str:
    """Give the time of day that a phone in Madrid shows."""
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(ZONE):%H:%M}"
