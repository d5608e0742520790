"""Where the bot may look and where it may write."""

from tests.emulators.telegram_errors import bad_request, forbidden
from tests.emulators.telegram_state import Chat, ChatKind, Status, World


class Access:
    """Find the chat that a call names, or refuse as the real server does."""

    def __init__(self, world: World) -> None:
        self._world = world

    def readable(self, raw: str) -> Chat:
        """Give a chat that the bot may ask about."""
        if not raw:
            raise bad_request("chat_id is empty")
        chat = self._find(raw)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        if chat.kind is not ChatKind.PRIVATE:
            self._check_membership(chat)
        return chat

    def writable(self, raw: str) -> Chat:
        """Give a chat that the bot may write to."""
        chat = self.readable(raw)
        standing = self._world.standing(chat)
        if chat.kind is ChatKind.PRIVATE:
            self._check_private(chat)
        elif chat.kind is ChatKind.CHANNEL and not standing.is_admin:
            raise bad_request("need administrator rights in the channel chat")
        elif not standing.can_write:
            raise bad_request("not enough rights to send text messages to the chat")
        return chat

    def check_topic(self, chat: Chat, thread: int) -> None:
        """Refuse a topic that is not there or is closed; 0 is no topic."""
        if not thread:
            return
        topic = chat.topics.get(thread)
        if topic is None or topic.deleted:
            raise bad_request("message thread not found")
        if topic.closed and not self._world.standing(chat).is_admin:
            raise bad_request("TOPIC_CLOSED")

    def _find(self, raw: str) -> Chat | None:
        if raw.startswith("@"):
            name = raw[1:].lower()
            named = (chat for chat in self._world.chats.values() if chat.username)
            return next((chat for chat in named if (chat.username or "").lower() == name), None)
        try:
            chat_id = int(raw)
        except ValueError:
            return None
        account = self._world.accounts.get(chat_id)
        if account is not None:
            return self._world.private(account) if self._world.has_met(account) else None
        return self._world.chats.get(chat_id)

    def _check_membership(self, chat: Chat) -> None:
        if self._world.bot.id not in chat.members:
            raise bad_request("chat not found")
        status = self._world.standing(chat).status
        if status is Status.KICKED:
            raise forbidden(f"bot was kicked from the {_named(chat)} chat")
        if status is Status.LEFT:
            raise forbidden(f"bot is not a member of the {_named(chat)} chat")

    def _check_private(self, chat: Chat) -> None:
        person = chat.person
        assert person is not None
        if person.deleted:
            raise forbidden("user is deactivated")
        if person.is_bot:
            raise forbidden("bot can't send messages to bots")
        if self._world.bot.id not in chat.members:
            raise forbidden("bot can't initiate conversation with a user")
        if self._world.standing(chat).status is Status.KICKED:
            raise forbidden("bot was blocked by the user")


def _named(chat: Chat) -> str:
    return chat.kind.value
