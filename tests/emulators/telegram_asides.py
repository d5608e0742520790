"""Ephemeral messages: seen by one member of a group, in nobody's history."""

from tests.emulators.telegram_access import Access
from tests.emulators.telegram_errors import bad_request
from tests.emulators.telegram_json import message_json, user_json
from tests.emulators.telegram_parameters import Parameters
from tests.emulators.telegram_state import Account, Chat, ChatKind, Message, World
from tests.emulators.telegram_types import JsonObject

SECONDS = 15.0
NOT_NOW = "not enough rights to send ephemeral messages to the user"


class AsideMethods:
    """Speak to one person in front of others, and take it back."""

    def __init__(self, world: World, access: Access) -> None:
        self._world = world
        self._access = access

    def receiver(self, p: Parameters, chat: Chat) -> Account | None:
        """Give who alone is to see a message; refuse who pressed nothing lately."""
        asked = p.json("ephemeral_message_parameters")
        if asked is None:
            return None
        if chat.kind not in (ChatKind.GROUP, ChatKind.SUPERGROUP):
            raise bad_request("ephemeral messages can be sent only to groups")
        wanted = asked.get("receiver_user_id") if isinstance(asked, dict) else None
        member = chat.members.get(wanted) if isinstance(wanted, int) else None
        if member is None or not member.is_here or not isinstance(asked, dict):
            raise bad_request("receiver not found")
        if not (self._world.standing(chat).is_admin or self._acted(asked, chat, member.account)):
            raise bad_request(NOT_NOW)
        return member.account

    def show(self, message: Message, receiver: Account) -> JsonObject:
        """Show a message to one person; it has a number of its own, and none of the chat's."""
        self._world.asides.append(message)
        number = len(self._world.asides)
        message.content |= {"ephemeral_message_id": number, "receiver_user": user_json(receiver)}
        message.date = self._world.clock.date()
        self._world.bell.ring()
        return message_json(message)

    def delete(self, p: Parameters) -> object:
        """Take away what only one person sees."""
        chat = self._access.writable(p.text("chat_id"))
        wanted = (p.integer("ephemeral_message_id"), p.integer("receiver_user_id"))
        for message in self._world.asides:
            if message.chat is chat and _name(message) == wanted and not message.deleted:
                message.deleted = True
                self._world.bell.ring()
                return True
        raise bad_request("message to delete not found")

    def _acted(self, asked: JsonObject, chat: Chat, person: Account) -> bool:
        press = self._world.presses.get(str(asked.get("callback_query_id", "")))
        return (
            press is not None
            and press.account is person
            and press.message.chat is chat
            and self._world.clock.now() - press.pressed <= SECONDS
        )


def seen_by(message: Message) -> object:
    """Give the id of the one person who sees it."""
    receiver = message.content.get("receiver_user")
    return receiver["id"] if isinstance(receiver, dict) else None


def _name(message: Message) -> tuple[object, object]:
    return message.content["ephemeral_message_id"], seen_by(message)
