"""What the bot is told: group privacy, rights, and the updates that follow from an event."""

from tests.emulators.telegram_json import (
    change_json,
    chat_json,
    message_json,
    press_json,
    user_json,
)
from tests.emulators.telegram_queue import UpdateQueue
from tests.emulators.telegram_state import (
    Account,
    Chat,
    ChatKind,
    Member,
    Message,
    Press,
    Status,
    World,
)
from tests.emulators.telegram_types import JsonObject


class News:
    """Turn events into updates, as far as the bot may see them."""

    def __init__(self, world: World, queue: UpdateQueue) -> None:
        self._world = world
        self._queue = queue

    def posted(self, message: Message) -> None:
        """Tell of a new message if the bot sees it."""
        if self._sees(message):
            self.tell(message)

    def tell(self, message: Message) -> None:
        """Tell of a new message whatever the bot may see."""
        kind = "channel_post" if message.chat.kind is ChatKind.CHANNEL else "message"
        self._put(kind, message_json(message), message.chat)

    def edited(self, message: Message) -> None:
        """Tell of a changed message if the bot sees it."""
        if self._sees(message):
            is_post = message.chat.kind is ChatKind.CHANNEL
            kind = "edited_channel_post" if is_post else "edited_message"
            self._put(kind, message_json(message), message.chat)

    def pressed(self, press: Press) -> None:
        """Tell of a press."""
        self._put("callback_query", press_json(press), press.message.chat)

    def stands(self, chat: Chat, by: Account, new: Member) -> None:
        """Change somebody's standing in a chat and tell of it as far as the bot may know."""
        old = chat.member(new.account)
        chat.members[new.account.id] = new
        self._world.bell.ring()
        if old == new:
            return
        change = change_json(chat, by, old, new, self._world.clock.date())
        if new.account is self._world.bot:
            self._put("my_chat_member", change, chat)
        elif self._world.standing(chat).is_admin:
            self._put("chat_member", change, chat)

    def reacted(self, message: Message, by: Account, emoji: str) -> None:
        """Tell of a reaction; in groups only a bot that is an admin learns of it."""
        chat = message.chat
        if chat.kind is not ChatKind.PRIVATE and not self._world.standing(chat).is_admin:
            return
        reaction: JsonObject = {
            "chat": chat_json(chat),
            "message_id": message.message_id,
            "user": user_json(by),
            "date": self._world.clock.date(),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        self._put("message_reaction", reaction, chat)

    def _put(self, kind: str, what: JsonObject, chat: Chat) -> None:
        self._queue.put(kind, {kind: what}, chat.id)

    def _sees(self, message: Message) -> bool:
        standing = self._world.standing(message.chat)
        if not standing.is_here:
            return False
        if message.chat.kind is ChatKind.CHANNEL:
            return standing.is_admin
        if message.chat.kind is ChatKind.PRIVATE or message.service:
            return True
        if message.sender.is_bot and message.sender_chat is None:
            return False
        return not self._world.privacy or standing.is_admin or self._is_for_bot(message)

    def _is_for_bot(self, message: Message) -> bool:
        if message.reply_to is not None and message.reply_to.sender is self._world.bot:
            return True
        words = (message.text or message.caption).split(maxsplit=1)
        if not words or not words[0].startswith("/"):
            return False
        addressee = words[0].partition("@")[2]
        return not addressee or addressee.lower() == (self._world.bot.username or "").lower()


def member(account: Account) -> Member:
    """Give the plain standing of somebody who is in a chat."""
    return Member(account, Status.MEMBER)
