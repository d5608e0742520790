"""
Telegram's updates as what happened to us.

What has no meaning here (posts of channels, other bots, people who speak as a group, kinds of
update that are newer than this code) is None.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    Update,
    User,
)

from bot.model.address import Address
from bot.ports.messages import (
    Attached,
    Body,
    CameIn,
    Commanded,
    Edited,
    Gathered,
    Inbound,
    MovedHouse,
    Pressed,
    PutOut,
    Sender,
    Wrote,
)

PLATFORM = "telegram"

# A moving picture comes as a document too, and a place with a name as a location: first wins.
KINDS = (
    "animation",
    "venue",
    "live_photo",
    "audio",
    "checklist",
    "contact",
    "dice",
    "document",
    "game",
    "gift",
    "giveaway",
    "invoice",
    "location",
    "paid_media",
    "photo",
    "poll",
    "sticker",
    "story",
    "unique_gift",
    "video",
    "video_note",
    "voice",
)
EPHEMERAL = "e"
"""Stands before the number of a message that is in nobody's history."""
_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w{1,64}))?")
_GONE = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is on Telegram."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Told:
    """
    What an update tells, before it has its key: who, where, what, and its own id there.

    ``album`` is the key of what came as one of several: all of them are one thing that was sent.
    """

    id: str
    body: Body
    chat: Chat
    thread: int | None = None
    sender: User | None = None
    album: str | None = None


def hear(update: Update, me: Me, now: datetime) -> Inbound | None:
    """
    Give what an update tells; None when it is nothing to us.

    ``now`` becomes the time of it: a press carries none, and a bot has one clock.
    """
    told = _told(update, me)
    if told is None or told.chat.type == Chat.CHANNEL:
        return None
    return Inbound(
        key=f"{PLATFORM}:u:{update.update_id}:{told.id}" if told.album is None else told.album,
        at=now,
        body=told.body,
        address=_address(told.chat.id, told.thread),
        private=told.chat.type == Chat.PRIVATE,
        sender=_sender(told.sender) if told.sender else None,
    )


def _told(update: Update, me: Me) -> Told | None:
    if update.message:
        message = update.message
        return _moved(message) or _reopened(message) or _gathered(message, me) or _said(message, me)
    if update.edited_message:
        return _edited(update.edited_message)
    if update.callback_query:
        return _pressed(update.callback_query)
    if update.my_chat_member:
        return _stands(update.my_chat_member)
    if update.chat_member:
        return _comes_or_goes(update.chat_member, me)
    return None


def _moved(message: Message) -> Told | None:
    """Hear of a group that became a supergroup, from the old one or from the new one."""
    if message.migrate_to_chat_id:
        body = MovedHouse(str(message.migrate_to_chat_id))
        return Told(str(message.message_id), body, message.chat)
    if message.migrate_from_chat_id:
        old = Chat(message.migrate_from_chat_id, Chat.GROUP)
        return Told(str(message.message_id), MovedHouse(str(message.chat.id)), old)
    return None


def _reopened(message: Message) -> Told | None:
    """Hear of a topic that is open again; that it was closed shows when something is sent."""
    if message.forum_topic_reopened is None:
        return None
    return Told(str(message.message_id), CameIn(), message.chat, _thread(message))


def _gathered(message: Message, me: Me) -> Told | None:
    """Hear of others; of the bot itself tells `my_chat_member`."""
    people = [*message.new_chat_members]
    if message.left_chat_member:
        people.append(message.left_chat_member)
    if all(person.id == me.id for person in people):
        return None
    return Told(str(message.message_id), Gathered(None), message.chat)


def _said(message: Message, me: Me) -> Told | None:
    sender = _person(message)
    body = _body(message, me) if sender else None
    if body is None:
        return None
    told = Told(_id(message), body, message.chat, _thread(message), sender)
    if message.media_group_id is None:
        return told
    # The inbox takes a key once, so that an album is one answer, also across a restart.
    album = f"{PLATFORM}:a:{message.chat.id}:{message.media_group_id}"
    return replace(told, album=album)


def _body(message: Message, me: Me) -> Body | None:
    if message.text is None:
        kind = next((kind for kind in KINDS if getattr(message, kind, None)), None)
        photo = message.photo[-1].file_id if kind == "photo" else None
        file = f"{PLATFORM}:{photo}" if photo else ""
        return Attached(kind, file, message.caption or "") if kind else None
    if message.text.startswith("/") and not message.forward_origin:
        name, whose, argument = _command(message.text, message.entities)
        if whose and whose.lower() != me.username.lower():
            return None
        if name:
            return Commanded(name.lower(), argument, _id(message))
    return Wrote(
        message.text,
        _id(message),
        reply_to=_reply_to(message, me),
        forwarded=message.forward_origin is not None,
    )


def _command(text: str, entities: tuple[MessageEntity, ...]) -> tuple[str, str, str]:
    """Take a command apart: its name (empty when it is none), whose it is, what follows."""
    first = (e for e in entities if e.offset == 0 and e.type == MessageEntity.BOT_COMMAND)
    marked = next(first, None)
    end = marked.length if marked else len(text.split(maxsplit=1)[0])
    match = _COMMAND.fullmatch(text[:end])
    if match is None:
        return "", "", ""
    return match[1], match[2] or "", text[end:].strip()


def _reply_to(message: Message, me: Me) -> str | None:
    answered = message.reply_to_message
    # In a topic every message replies to the one that opened it, which the bot may have done.
    if not answered or not answered.from_user or answered.forum_topic_created:
        return None
    return str(answered.message_id) if answered.from_user.id == me.id else None


def _edited(message: Message) -> Told | None:
    sender = _person(message)
    if sender is None or message.text is None:
        return None
    body = Edited(message.text, str(message.message_id))
    return Told(str(message.message_id), body, message.chat, _thread(message), sender)


def _pressed(query: CallbackQuery) -> Told | None:
    presser: User | None = getattr(query, "from_user", None)
    if presser is None:
        return None
    message = query.message
    body = Pressed(query.data or "", query.id, _id(message) if message else None)
    chat = message.chat if message else None
    thread = _thread(message) if isinstance(message, Message) else None
    return Told(query.id, body, chat or Chat(presser.id, Chat.PRIVATE), thread, presser)


def _stands(change: ChatMemberUpdated) -> Told | None:
    """Hear how the bot stands now; of what was so before, only that it may not write."""
    may = _may_write(change.new_chat_member)
    if may and _may_write(change.old_chat_member):
        return None
    by: User | None = getattr(change, "from_user", None)
    body = CameIn() if may else PutOut()
    person = by if by and not by.is_bot else None
    return Told(f"m{change.date.timestamp():.0f}", body, change.chat, sender=person)


def _comes_or_goes(change: ChatMemberUpdated, me: Me) -> Told | None:
    same = _is_in(change.new_chat_member) == _is_in(change.old_chat_member)
    if same or change.new_chat_member.user.id == me.id:
        return None
    return Told(f"c{change.date.timestamp():.0f}", Gathered(None), change.chat)


def _may_write(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return member.status not in _GONE


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in _GONE


def _person(message: Message) -> User | None:
    """Give the person who speaks for themselves, with nobody and nothing in between."""
    sender = message.from_user
    if sender is None or sender.is_bot or message.sender_chat or message.is_automatic_forward:
        return None
    return None if message.via_bot or message.sender_business_bot else sender


def _id(message: MaybeInaccessibleMessage) -> str:
    """Give a message's id. What only the bot sees has none there: nothing can hang on it."""
    unseen = message.api_kwargs.get("ephemeral_message_id")
    return str(message.message_id) if unseen is None else f"{EPHEMERAL}{unseen}"


def _thread(message: Message) -> int | None:
    # Outside of forums the field only says which message a reply hangs on.
    return message.message_thread_id if message.is_topic_message else None


def _address(chat: int, thread: int | None) -> Address:
    return Address(PLATFORM, str(chat), None if thread is None else str(thread))


def _sender(user: User) -> Sender:
    return Sender(str(user.id), user.full_name, user.language_code)
