"""Groups and channels, as a test drives them."""

from dataclasses import replace
from typing import Protocol

from tests.emulators.telegram_errors import Impossible
from tests.emulators.telegram_json import chat_json, user_json
from tests.emulators.telegram_news import member
from tests.emulators.telegram_stage import Stage
from tests.emulators.telegram_state import (
    Account,
    Chat,
    ChatKind,
    Member,
    Message,
    Status,
    Topic,
)
from tests.emulators.telegram_text import spotted
from tests.emulators.telegram_types import JsonObject


class HasAccount(Protocol):
    """Whoever can be in a group."""

    @property
    def account(self) -> Account: ...


class Group:
    """
    A basic group or a supergroup. What happens to it is done by the one who made it.

    After a migration it stands for the supergroup; `former_id` is the id it had.
    """

    def __init__(self, stage: Stage, chat: Chat, creator: Account) -> None:
        self._stage = stage
        self._creator = creator
        self.chat = chat
        self.former_id: int | None = None

    @property
    def id(self) -> int:
        """Give the chat id."""
        return self.chat.id

    @property
    def title(self) -> str:
        """Give the title."""
        return self.chat.title or ""

    def join(self, someone: HasAccount) -> None:
        """Let somebody in, with the service message that everybody sees."""
        self.joins_quietly(someone)
        self._announce({"new_chat_members": [user_json(someone.account)]}, someone.account)

    def joins_quietly(self, someone: HasAccount) -> None:
        """Let somebody in without a service message, as groups with hidden members do."""
        self._stage.news.stands(self.chat, someone.account, member(someone.account))

    def leaves(self, someone: HasAccount) -> None:
        """Let somebody go of their own will."""
        self._goes(someone.account, Status.LEFT, someone.account)

    def kicks(self, someone: HasAccount) -> None:
        """Throw somebody out."""
        self._goes(someone.account, Status.KICKED, self._creator)

    def kicks_bot(self) -> None:
        """Throw the bot out."""
        bot = self._bot()
        self._stage.news.stands(self.chat, self._creator, replace(bot, status=Status.KICKED))
        # Only a basic group tells the one who was thrown out by a service message too.
        if self.chat.kind is ChatKind.GROUP:
            content: JsonObject = {"left_chat_member": user_json(bot.account)}
            gone = Message(self.chat, self._creator, content=content, service=True)
            self._stage.news.tell(self._stage.world.post(gone))

    def promotes_bot(self, *, can_delete: bool = True) -> None:
        """Make the bot an admin."""
        admin = replace(self._bot(), status=Status.ADMINISTRATOR, can_delete=can_delete)
        self._stage.news.stands(self.chat, self._creator, replace(admin, can_write=True))

    def demotes_bot(self) -> None:
        """Make the bot a plain member again."""
        self._stage.news.stands(self.chat, self._creator, member(self._bot().account))

    def mutes_bot(self) -> None:
        """Forbid the bot to write; in a basic group it is not told."""
        self._mutes(self._bot())

    def unmutes_bot(self) -> None:
        """Let the bot write again."""
        self._unmutes(self._bot())

    def mutes(self, someone: HasAccount) -> None:
        """Forbid somebody to write."""
        self._mutes(self.chat.member(someone.account))

    def unmutes(self, someone: HasAccount) -> None:
        """Let somebody write again."""
        self._unmutes(self.chat.member(someone.account))

    def renames(self, title: str) -> None:
        """Give the group another title."""
        self.chat.title = title
        self._announce({"new_chat_title": title})

    def goes_public(self, username: str | None) -> None:
        """Give the group a public address, or take it away; the bot is not told."""
        self.chat.username = username

    def shows_history(self, *, visible: bool = True) -> None:
        """Let whoever joins read what was said before; only an admin bot can ask about it."""
        self.chat.shows_history = visible

    def sets_auto_delete(self, seconds: int) -> None:
        """Let messages vanish after a while."""
        self.chat.auto_delete = seconds
        timer: JsonObject = {"message_auto_delete_time": seconds}
        self._announce({"message_auto_delete_timer_changed": timer})

    def opens_topic(self, name: str) -> int:
        """Open a topic; gives its thread id."""
        self.chat.is_forum = True
        created: JsonObject = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self._announce(created)
        topic = Topic(message.message_id, name)
        self.chat.topics[topic.id] = topic
        return topic.id

    def closes_topic(self, thread: int) -> None:
        """Close a topic."""
        self.chat.topics[thread].closed = True
        closed = Message(self.chat, self._creator, thread=thread, service=True)
        closed.content = {"forum_topic_closed": {}}
        self._stage.post(closed)

    def deletes_topic(self, thread: int) -> None:
        """Delete a topic with all that is in it; the bot is not told."""
        self.chat.topics[thread].deleted = True
        for message in self.chat.messages:
            if message.thread == thread:
                message.deleted = True

    def migrate(self) -> None:
        """Become a supergroup; two service messages tell of it."""
        old, new = self._moved()
        self._announce_in(old, {"migrate_to_chat_id": new.id}, self._creator)
        arrival: JsonObject = {"migrate_from_chat_id": old.id}
        # The second one comes in the name of the group, as from an anonymous admin.
        message = Message(new, self._stage.anonymous_admin, sender_chat=new, content=arrival)
        message.service = True
        self._stage.post(message)

    def migrates_silently(self) -> None:
        """Become a supergroup; only a failing call tells the bot."""
        self._moved()

    def _moved(self) -> tuple[Chat, Chat]:
        old = self.chat
        if old.kind is not ChatKind.GROUP:
            raise Impossible(f"{self.title} is a supergroup already")
        new = self._stage.world.add_chat(ChatKind.SUPERGROUP, self.title)
        new.members = dict(old.members)
        old.migrated_to, self.former_id, self.chat = new.id, old.id, new
        return old, new

    def _goes(self, who: Account, status: Status, by: Account) -> None:
        self._stage.news.stands(self.chat, by, Member(who, status))
        self._announce({"left_chat_member": user_json(who)}, by)

    def _mutes(self, whom: Member) -> None:
        quiet = replace(whom, can_write=False)
        if self.chat.kind is ChatKind.GROUP:
            self.chat.members[whom.account.id] = quiet
        else:
            quiet = replace(quiet, status=Status.RESTRICTED)
            self._stage.news.stands(self.chat, self._creator, quiet)

    def _unmutes(self, whom: Member) -> None:
        if self.chat.kind is ChatKind.GROUP:
            self.chat.members[whom.account.id] = replace(whom, can_write=True)
        else:
            self._stage.news.stands(self.chat, self._creator, member(whom.account))

    def _announce(self, content: JsonObject, by: Account | None = None) -> Message:
        return self._announce_in(self.chat, content, by or self._creator)

    def _announce_in(self, chat: Chat, content: JsonObject, by: Account) -> Message:
        return self._stage.announce(chat, by, content)

    def _bot(self) -> Member:
        standing = self._stage.world.standing(self.chat)
        if not standing.is_here:
            raise Impossible(f"the bot is not in {self.title}")
        return standing


class Channel:
    """A channel with its one writer."""

    def __init__(self, stage: Stage, chat: Chat, owner: Account) -> None:
        self._stage = stage
        self._owner = owner
        self.chat = chat

    @property
    def id(self) -> int:
        """Give the chat id."""
        return self.chat.id

    def adds_bot(self) -> None:
        """Make the bot an admin of the channel."""
        bot = Member(self._stage.world.bot, Status.ADMINISTRATOR)
        self._stage.news.stands(self.chat, self._owner, bot)

    def posts(self, text: str) -> Message:
        """Post something."""
        message = Message(self.chat, self._owner, sender_chat=self.chat, text=text)
        return self._stage.post(message)

    def forwards_to(self, group: Group, text: str) -> Message:
        """Let a post appear in the linked group, as Telegram does by itself."""
        origin: JsonObject = {
            "type": "channel",
            "date": self._stage.world.clock.date(),
            "chat": chat_json(self.chat),
            "message_id": 1,
        }
        message = Message(group.chat, self._stage.telegram, sender_chat=self.chat, text=text)
        message.entities = spotted(text)
        message.content = {"forward_origin": origin, "is_automatic_forward": True}
        return self._stage.post(message)
