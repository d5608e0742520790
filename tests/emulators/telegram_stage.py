"""What the people of a test act on."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.emulators.telegram_bell import Seen
from tests.emulators.telegram_errors import Impossible
from tests.emulators.telegram_menus import Menus
from tests.emulators.telegram_news import News
from tests.emulators.telegram_state import Account, Chat, ChatKind, Message, World
from tests.emulators.telegram_transcript import transcript
from tests.emulators.telegram_types import JsonObject, Placed

ANONYMOUS_ADMIN_ID = 1_087_968_824
CHANNEL_BOT_ID = 136_817_688
TELEGRAM_ID = 777_000


@dataclass(frozen=True, slots=True)
class Stage:
    """The world, the news that the bot gets of it, and the accounts that Telegram itself uses."""

    world: World
    news: News
    menus: Menus
    anonymous_admin: Account
    channel_bot: Account
    telegram: Account

    def chat(self, place: Placed) -> Chat:
        """Give the chat that something stands for; a person stands for their private chat."""
        account = self.world.accounts.get(place.id)
        if account is not None:
            return self.world.private(account)
        return self.world.chats[place.id]

    def post(self, message: Message) -> Message:
        """Let a message appear in its chat, and the bot learn of it if it may."""
        self.world.post(message)
        self.news.posted(message)
        return message

    def announce(self, chat: Chat, by: Account, content: JsonObject) -> Message:
        """Let a service message appear."""
        return self.post(Message(chat, by, content=content, service=True))

    def check_may_write(self, account: Account, chat: Chat) -> None:
        """Stop a test that lets somebody write where their app would not let them."""
        if account.deleted:
            raise Impossible(f"{account.name} has no account any more")
        if chat.kind is ChatKind.PRIVATE and not self.world.standing(chat).is_here:
            raise Impossible(f"{account.name} has not started the bot, or has blocked it")
        if chat.kind is not ChatKind.PRIVATE and not chat.member(account).is_here:
            raise Impossible(f"{account.name} is not in {chat.title}")
        if not chat.member(account).can_write:
            raise Impossible(f"{account.name} may not write in {chat.title}")

    async def until(self, look: Callable[[], Seen], seconds: float, what: str) -> Seen:
        """Wait for something to be seen; TimeoutError with all transcripts when it is not."""
        try:
            return await self.world.bell.until(look, seconds)
        except TimeoutError:
            raise TimeoutError(f"{what} within {seconds} s\n\n{self.transcripts()}") from None

    def transcripts(self) -> str:
        """Write down every chat."""
        return "\n\n".join(
            f"== {chat.title or (chat.person.name if chat.person else chat.id)}\n{transcript(chat)}"
            for chat in self.world.chats.values()
        )


def built(world: World, news: News, menus: Menus) -> Stage:
    """Build a stage."""
    return Stage(
        world,
        news,
        menus,
        Account(ANONYMOUS_ADMIN_ID, "Group", username="GroupAnonymousBot", is_bot=True),
        Account(CHANNEL_BOT_ID, "Channel", username="Channel_Bot", is_bot=True),
        Account(TELEGRAM_ID, "Telegram"),
    )
