"""The methods that ask about chats and the people in them."""

from tests.emulators.telegram_access import Access
from tests.emulators.telegram_errors import bad_request
from tests.emulators.telegram_json import full_chat_json, member_json
from tests.emulators.telegram_messages import Method
from tests.emulators.telegram_news import News
from tests.emulators.telegram_parameters import Parameters
from tests.emulators.telegram_state import ChatKind, Member, Status, World


class ChatMethods:
    """Look at a chat, or leave it."""

    def __init__(self, world: World, access: Access, news: News) -> None:
        self._world = world
        self._access = access
        self._news = news

    def table(self) -> dict[str, Method]:
        """Give the methods by name."""
        return {
            "getChat": self.chat,
            "getChatMember": self.member,
            "getChatMemberCount": self.count,
            "getChatAdministrators": self.admins,
            "leaveChat": self.leave,
        }

    def chat(self, p: Parameters) -> object:
        """Show a chat."""
        chat = self._access.readable(p.text("chat_id"))
        shown = full_chat_json(chat)
        if chat.shows_history and self._world.standing(chat).is_admin:
            shown["has_visible_history"] = True
        return shown

    def member(self, p: Parameters) -> object:
        """Show how somebody stands to a chat."""
        chat = self._access.readable(p.text("chat_id"))
        account = self._world.accounts.get(p.integer("user_id"))
        if account is None:
            raise bad_request("PARTICIPANT_ID_INVALID")
        if chat.kind is ChatKind.PRIVATE and account is chat.person:
            return member_json(Member(account, Status.MEMBER))
        return member_json(chat.member(account))

    def count(self, p: Parameters) -> object:
        """Count who is in a chat, the bot too."""
        chat = self._access.readable(p.text("chat_id"))
        return 2 if chat.kind is ChatKind.PRIVATE else len(chat.present)

    def admins(self, p: Parameters) -> object:
        """Show who runs a chat; other bots only when asked for."""
        chat = self._access.readable(p.text("chat_id"))
        if chat.kind is ChatKind.PRIVATE:
            raise bad_request("there are no administrators in the private chat")
        admins = [member for member in chat.members.values() if member.is_admin]
        return [
            member_json(member)
            for member in admins
            if not member.account.is_bot
            or member.account is self._world.bot
            or p.flag("return_bots")
        ]

    def leave(self, p: Parameters) -> object:
        """Go out of a group."""
        chat = self._access.readable(p.text("chat_id"))
        if chat.kind is ChatKind.PRIVATE:
            raise bad_request("chat member status can't be changed in private chats")
        bot = self._world.bot
        self._news.stands(chat, bot, Member(bot, Status.LEFT))
        return True
