"""The world behind the Telegram emulator: accounts, chats and what stands in them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tests.emulators.telegram_bell import Bell
from tests.emulators.telegram_clock import Clock
from tests.emulators.telegram_types import JsonObject

FIRST_USER_ID = 5_000_000_001
FIRST_GROUP_ID = -4_000_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001


class ChatKind(StrEnum):
    """What a chat is."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """How somebody stands to a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(slots=True, eq=False)
class Account:
    """A person or a bot, as Telegram knows them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    is_bot: bool = False
    deleted: bool = False

    @property
    def name(self) -> str:
        """Give the name as others see it."""
        return f"{self.first_name} {self.last_name or ''}".strip() or "Deleted Account"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in one chat."""

    account: Account
    status: Status
    can_write: bool = True
    can_delete: bool = True

    @property
    def is_here(self) -> bool:
        """Tell whether they are in the chat."""
        return self.status not in (Status.LEFT, Status.KICKED)

    @property
    def is_admin(self) -> bool:
        """Tell whether they run the chat."""
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` is what a press sends to the bot; None on links."""

    label: str
    data: str | None
    raw: JsonObject


@dataclass(slots=True)
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """
    One message as a chat shows it.

    `content` holds what is not text under Telegram's own field names: a photo, a service message.
    """

    chat: "Chat"
    sender: Account
    message_id: int = 0
    date: int = 0
    sender_chat: "Chat | None" = None
    text: str | None = None
    entities: tuple[JsonObject, ...] = ()
    content: JsonObject = field(default_factory=dict)
    reply_to: "Message | None" = None
    keyboard: tuple[tuple[Button, ...], ...] = ()
    interface: JsonObject | None = None
    thread: int | None = None
    edit_date: int | None = None
    deleted: bool = False
    silent: bool = False
    protected: bool = False
    service: bool = False

    @property
    def author(self) -> str:
        """Give the name that stands above the message."""
        if self.sender_chat is not None:
            return self.sender_chat.title or ""
        return self.sender.name

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Give the buttons in reading order."""
        return tuple(button for row in self.keyboard for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """Give what the buttons say."""
        return tuple(button.label for button in self.buttons)

    @property
    def caption(self) -> str:
        """Give the words under a photo or file, or nothing."""
        return str(self.content.get("caption", ""))

    @property
    def edited(self) -> bool:
        """Tell whether it was changed after it was sent."""
        return self.edit_date is not None

    @property
    def forces_reply(self) -> bool:
        """Tell whether the reader's app opens a reply to it by itself."""
        return bool(self.interface and self.interface.get("force_reply"))


@dataclass(slots=True, eq=False)
class Chat:
    """A chat and everything that stands in it, deleted messages included."""

    id: int
    kind: ChatKind
    title: str | None = None
    username: str | None = None
    person: Account | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    migrated_to: int | None = None
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    auto_delete: int = 0
    shows_history: bool = False
    by_id: dict[int, Message] = field(default_factory=dict, repr=False)

    def member(self, account: Account) -> Member:
        """Give somebody's standing; LEFT for those who never were here."""
        return self.members.get(account.id) or Member(account, Status.LEFT)

    def find(self, message_id: int) -> Message | None:
        """Give a message that still stands here; None if deleted or never here."""
        message = self.by_id.get(message_id)
        return None if message is None or message.deleted else message

    @property
    def shown(self) -> tuple[Message, ...]:
        """Give what still stands in the chat."""
        return tuple(message for message in self.messages if not message.deleted)

    @property
    def present(self) -> tuple[Account, ...]:
        """Give everyone who is in the chat, bots too."""
        return tuple(member.account for member in self.members.values() if member.is_here)


@dataclass(frozen=True, slots=True)
class Toast:
    """What the bot said in answer to a press."""

    text: str
    is_alert: bool
    url: str


@dataclass(slots=True, eq=False)
class Press:
    """One press of a button. `answer` is None while the button still spins."""

    id: str
    account: Account
    message: Message
    data: str
    pressed: float
    inaccessible: bool = False
    answer: Toast | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram keeps."""

    file_id: str
    name: str
    content: bytes

    @property
    def path(self) -> str:
        """Give the path for a download."""
        return f"files/{self.file_id}/{self.name}"


class World:
    """Keep everything there is, and give ids the way Telegram does."""

    def __init__(self, bot: Account, clock: Clock, bell: Bell, chance: random.Random) -> None:
        self.bot = bot
        self.clock = clock
        self.bell = bell
        self.chance = chance
        self.privacy = True
        self.accounts: dict[int, Account] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.asides: list[Message] = []
        self.files: dict[str, StoredFile] = {}
        self._user_ids = iter(range(FIRST_USER_ID, FIRST_USER_ID + 10**9, 7))
        self._group_ids = iter(range(FIRST_GROUP_ID, FIRST_GROUP_ID - 10**9, -7))
        self._supergroup_ids = iter(range(FIRST_SUPERGROUP_ID, FIRST_SUPERGROUP_ID - 10**9, -7))
        # Private chats and basic groups of one account share one row of message ids.
        self._account_messages = iter(range(1, 2**31))
        self._chat_messages: dict[int, Iterator[int]] = {}

    def add_account(self, account: Account) -> Account:
        """Register somebody; an id of 0 is replaced by a free one."""
        account.id = account.id or next(self._user_ids)
        self.accounts[account.id] = account
        return account

    def add_chat(self, kind: ChatKind, title: str) -> Chat:
        """Open a group, supergroup or channel."""
        ids = self._group_ids if kind is ChatKind.GROUP else self._supergroup_ids
        chat = Chat(next(ids), kind, title)
        self.chats[chat.id] = chat
        return chat

    def private(self, person: Account) -> Chat:
        """Give a person's private chat with the bot; made empty when first asked for."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.id, ChatKind.PRIVATE, person=person)
        return self.chats[person.id]

    def post(self, message: Message) -> Message:
        """Put a message into its chat."""
        chat = message.chat
        message.message_id = self._next_message_id(chat)
        message.date = self.clock.date()
        chat.messages.append(message)
        chat.by_id[message.message_id] = message
        self.bell.ring()
        return message

    def standing(self, chat: Chat) -> Member:
        """Give the bot's standing in a chat."""
        return chat.member(self.bot)

    def has_met(self, person: Account) -> bool:
        """Tell whether the bot has ever seen a person: by a start or in a group."""
        private = self.chats.get(person.id)
        if private is not None and self.bot.id in private.members:
            return True
        return any(
            self.bot.id in chat.members and person.id in chat.members
            for chat in self.chats.values()
        )

    def store(self, name: str, content: bytes) -> StoredFile:
        """Keep a file."""
        file = StoredFile(f"file{len(self.files) + 1:06d}", name, content)
        self.files[file.file_id] = file
        return file

    def _next_message_id(self, chat: Chat) -> int:
        if chat.kind in (ChatKind.PRIVATE, ChatKind.GROUP):
            return next(self._account_messages)
        return next(self._chat_messages.setdefault(chat.id, iter(range(1, 2**31))))
