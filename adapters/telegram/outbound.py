"""Content as Telegram shows it: text, entities in UTF-16 units, and what hangs below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)

from adapters.telegram.literal import literal
from bot.model.pieces import split
from bot.model.words import Span, Style, Words, plain, units
from bot.ports.gateway import Limits
from bot.ports.letters import Attachment, Button, Content

# A minute less than Telegram says: one message that is too old keeps a hundred from going.
LIMITS = Limits(text=4000, label=64, recall=timedelta(hours=48, minutes=-1))
MOST_IN_A_ROW = 8
_ENTITIES = {Style.BOLD: MessageEntity.BOLD, Style.ITALIC: MessageEntity.ITALIC}


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What `Bot.send_message` is given.

    Where there is a ``picture`` it is `Bot.send_photo`, for a ``file`` `Bot.send_document`.

    Without entities it is the same text, plain; without the picture, the words alone.
    """

    text: str
    entities: tuple[MessageEntity, ...]
    markup: InlineKeyboardMarkup | ForceReply | None
    protect: bool
    silent: bool
    picture: str | bytes | None = None
    answers: int | None = None
    file: Attachment | None = None

    @property
    def hangs_on(self) -> ReplyParameters | None:
        """Give the message that it answers; without that one it goes by itself."""
        if self.answers is None:
            return None
        return ReplyParameters(self.answers, allow_sending_without_reply=True)


def shown(content: Content) -> Shown:
    """Give a letter's content as Telegram wants it."""
    words = literal(content.words)
    return Shown(
        text=plain(words),
        entities=tuple(_entities(words)),
        markup=_markup(content),
        protect=content.protect,
        silent=content.silent,
        picture=_picture(content),
        answers=_number(content.answers),
        file=content.attachment,
    )


def _number(message: str | None) -> int | None:
    return int(message) if message is not None and message.isdecimal() else None


def _picture(content: Content) -> str | bytes | None:
    if content.attachment is not None and content.attachment.is_picture:
        return content.attachment.body
    # What another platform keeps cannot be shown here.
    platform, _, file = (content.picture or "").partition(":")
    return file if platform == "telegram" and file else None


def cut(text: str, most: int) -> str:
    """Cut between whole characters, so that it has at most so many UTF-16 units."""
    if units(text) <= most:
        return text
    return plain(next(split((Span(text),), most - 1))).rstrip() + "…"


def _entities(words: Words) -> Iterator[MessageEntity]:
    offset = 0
    for span in words:
        length = units(span.text)
        if span.style in _ENTITIES and span.text.strip():
            yield MessageEntity(_ENTITIES[span.style], offset, length)
        offset += length


def _markup(content: Content) -> InlineKeyboardMarkup | ForceReply | None:
    rows = [
        [_button(button) for button in row[at : at + MOST_IN_A_ROW]]
        for row in content.rows
        for at in range(0, len(row), MOST_IN_A_ROW)
    ]
    if rows:
        return InlineKeyboardMarkup(rows)
    return ForceReply(selective=False) if content.reply else None


def _button(button: Button) -> InlineKeyboardButton:
    label = _label(button.label)
    if button.link is not None:
        return InlineKeyboardButton(label, url=button.link)
    return InlineKeyboardButton(label, callback_data=button.token)


def _label(label: str) -> str:
    # A button without a label would not be taken.
    return (label if len(label) <= LIMITS.label else cut(label, LIMITS.label)) or "…"
