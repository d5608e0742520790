"""The people who use the bot, as a test drives them. They act only on what their chats show."""

from typing import TYPE_CHECKING

from tests.emulators.telegram_asides import seen_by
from tests.emulators.telegram_content import Content, content_json
from tests.emulators.telegram_errors import Impossible
from tests.emulators.telegram_groups import Channel, Group
from tests.emulators.telegram_json import chat_json, user_json
from tests.emulators.telegram_news import member
from tests.emulators.telegram_stage import Stage
from tests.emulators.telegram_state import (
    Account,
    Button,
    Chat,
    ChatKind,
    Member,
    Message,
    Press,
    Status,
)
from tests.emulators.telegram_text import spotted
from tests.emulators.telegram_types import JsonObject

if TYPE_CHECKING:
    from tests.emulators.telegram_types import Placed

MOST_CHARACTERS = 4096


class Person:
    """
    One person with their app.

    `where` is a group or chat; None is the private chat with the bot.
    """

    def __init__(self, stage: Stage, account: Account) -> None:
        self._stage = stage
        self.account = account

    @property
    def id(self) -> int:
        """Give the user id, which is also the id of the private chat."""
        return self.account.id

    @property
    def name(self) -> str:
        """Give the name."""
        return self.account.name

    @property
    def chat(self) -> Chat:
        """Give the private chat with the bot."""
        return self._stage.world.private(self.account)

    def start(self, payload: str = "") -> Message:
        """Press Start, or open a link with a payload; ends a block."""
        standing = self._stage.world.standing(self.chat)
        if standing.status is Status.KICKED:
            self.unblocks()
        self.chat.members[self._stage.world.bot.id] = member(self._stage.world.bot)
        return self.says(f"/start {payload}".strip())

    def says(
        self, text: str, where: "Placed | None" = None, *, topic: int | None = None
    ) -> Message:
        """Send text; the app cuts what is too long for one message. Gives the last one."""
        chat = self._chat(where)
        pieces = [text[at : at + MOST_CHARACTERS] for at in range(0, len(text), MOST_CHARACTERS)]
        if not pieces:
            raise Impossible("the app sends no empty message")
        for piece in pieces[:-1]:
            self._post(chat, text=piece, thread=topic)
        return self._post(chat, text=pieces[-1], thread=topic)

    def replies(self, message: Message, text: str) -> Message:
        """Reply to a message, in its chat and topic."""
        self._see(message)
        return self._post(message.chat, text=text, reply_to=message, thread=message.thread)

    def sends(self, kind: Content, where: "Placed | None" = None, *, caption: str = "") -> Message:
        """Send something that is not text."""
        chat = self._chat(where)
        content = content_json(self._stage.world, chat, kind)
        if caption:
            content |= {"caption": caption}
            if marks := spotted(caption):
                content |= {"caption_entities": list(marks)}
        return self._post(chat, content=content)

    def forwards(
        self, text: str, origin: "Person | Channel | str", where: "Placed | None" = None
    ) -> Message:
        """Forward words of a person, of a channel, or of somebody who hides their account."""
        return self._post(
            self._chat(where), text=text, content={"forward_origin": self._origin(origin)}
        )

    def says_via(self, inline_bot: "Person", text: str, where: "Placed | None" = None) -> Message:
        """Send a text that an inline bot offered."""
        content: JsonObject = {"via_bot": user_json(inline_bot.account)}
        return self._post(self._chat(where), text=text, content=content)

    def says_anonymously(self, text: str, group: Group) -> Message:
        """Speak as the group, as an anonymous admin does."""
        if not group.chat.member(self.account).is_admin:
            raise Impossible(f"{self.name} is no admin of {group.title}")
        message = Message(group.chat, self._stage.anonymous_admin, sender_chat=group.chat)
        return self._write(message, text)

    def says_as(self, channel: Channel, text: str, group: Group) -> Message:
        """Speak in a group in the name of one's channel."""
        self._stage.check_may_write(self.account, group.chat)
        message = Message(group.chat, self._stage.channel_bot, sender_chat=channel.chat)
        return self._write(message, text)

    def edits(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        self._see(message)
        if message.sender is not self.account:
            raise Impossible(f"{self.name} did not write message {message.message_id}")
        message.text, message.entities = text, spotted(text)
        message.edit_date = self._stage.world.clock.date()
        self._stage.world.bell.ring()
        self._stage.news.edited(message)

    def deletes(self, message: Message) -> None:
        """Delete a message for everybody; bots never learn of it."""
        self._see(message)
        message.deleted = True
        self._stage.world.bell.ring()

    def presses(self, message: Message, button: str | int) -> Press:
        """Press a button, named by its label or its place."""
        self._see(message)
        chosen = self._button(message, button)
        if chosen.data is None:
            raise Impossible(f"the button {chosen.label!r} sends nothing to the bot")
        return self._press(message, chosen.data)

    def presses_forged(self, message: Message, data: str) -> Press:
        """Send a press with made-up data, or that of a button which is gone."""
        return self._press(message, data)

    def presses_inaccessible(self, message: Message, button: str | int) -> Press:
        """Press a button of a message that is too old for the bot to read."""
        data = self._button(message, button).data or ""
        return self._press(message, data, inaccessible=True)

    def reacts(self, message: Message, emoji: str) -> None:
        """Put a reaction under a message."""
        self._see(message)
        self._stage.news.reacted(message, self.account, emoji)

    def blocks(self) -> None:
        """Block the bot."""
        self._stand(Member(self._stage.world.bot, Status.KICKED))

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._stand(member(self._stage.world.bot))

    def deletes_account(self) -> None:
        """Leave Telegram for good."""
        self.account.deleted = True
        self.account.first_name = ""
        self.account.last_name = self.account.username = None

    def adds_bot(self, group: Group, payload: str | None = None) -> None:
        """Add the bot to a group; with a payload by a `startgroup` link."""
        bot = self._stage.world.bot
        self._stage.check_may_write(self.account, group.chat)
        self._stage.news.stands(group.chat, self.account, member(bot))
        arrival: JsonObject = {"new_chat_members": [user_json(bot)]}
        self._stage.announce(group.chat, self.account, arrival)
        if payload is not None:
            self.says(f"/start@{bot.username} {payload}".strip(), group)

    def menu(self, where: "Placed | None" = None) -> tuple[tuple[str, str], ...]:
        """Give the commands, with their descriptions, that the app offers in a chat."""
        shown = self._stage.menus.shown_to(self.account, self._chat(where))
        return tuple((str(each["command"]), str(each["description"])) for each in shown)

    def whispers(self, command: str, group: Group) -> Message:
        """Choose a command from a group's menu that only the bot is to see."""
        world = self._stage.world
        self._stage.check_may_write(self.account, group.chat)
        offered = self._stage.menus.shown_to(self.account, group.chat)
        if not any(one["command"] == command and one.get("is_ephemeral") for one in offered):
            raise Impossible(f"/{command} would be seen by everybody in {group.title}")
        message = Message(group.chat, self.account, text=f"/{command}@{world.bot.username}")
        message.entities, message.date = spotted(message.text or ""), world.clock.date()
        message.content = {"ephemeral_message_id": len(world.asides) + 1}
        world.asides.append(message)
        self._stage.news.tell(message)
        return message

    def overhears(self, where: "Placed") -> tuple[str, ...]:
        """Give what is said in a group to this person alone, oldest first."""
        chat = self._chat(where)
        return tuple(
            one.text or ""
            for one in self._stage.world.asides
            if one.chat is chat and not one.deleted and seen_by(one) == self.id
        )

    async def sees(
        self,
        text: str,
        where: "Placed | None" = None,
        *,
        after: Message | None = None,
        seconds: float = 5.0,
    ) -> Message:
        """Wait for the newest message of the bot with these words; give it."""
        chat = self._chat(where)
        first = after.message_id + 1 if after else 0

        def look() -> Message | None:
            for message in reversed(chat.messages):
                words = message.text or message.caption
                is_new = message.message_id >= first and not message.deleted
                if is_new and message.sender is self._stage.world.bot and text in words:
                    return message
            return None

        found = await self._stage.until(look, seconds, f"{self.name} does not see {text!r}")
        assert found is not None
        return found

    def _chat(self, where: "Placed | None") -> Chat:
        return self.chat if where is None else self._stage.chat(where)

    def _post(
        self,
        chat: Chat,
        *,
        text: str | None = None,
        content: JsonObject | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        self._stage.check_may_write(self.account, chat)
        message = Message(chat, self.account, content=content or {}, reply_to=reply_to)
        message.thread = thread
        return self._write(message, text)

    def _write(self, message: Message, text: str | None) -> Message:
        message.text = text
        message.entities = spotted(text or "")
        return self._stage.post(message)

    def _see(self, message: Message) -> None:
        in_private = message.chat.kind is ChatKind.PRIVATE
        is_here = (
            message.chat is self.chat if in_private else message.chat.member(self.account).is_here
        )
        if message.deleted or not is_here:
            raise Impossible(f"{self.name} does not see message {message.message_id}")

    def _button(self, message: Message, button: str | int) -> Button:
        if isinstance(button, int):
            return message.buttons[button]
        for each in message.buttons:
            if each.label == button:
                return each
        raise Impossible(f"no button {button!r} among {list(message.labels)}")

    def _press(self, message: Message, data: str, *, inaccessible: bool = False) -> Press:
        world = self._stage.world
        press_id = str(world.chance.getrandbits(63))
        press = Press(press_id, self.account, message, data, world.clock.now(), inaccessible)
        world.presses[press_id] = press
        self._stage.news.pressed(press)
        return press

    def _stand(self, standing: Member) -> None:
        if standing.account.id not in self.chat.members:
            raise Impossible(f"{self.name} has not started the bot")
        self._stage.news.stands(self.chat, self.account, standing)

    def _origin(self, origin: "Person | Channel | str") -> JsonObject:
        date = self._stage.world.clock.date() - 60
        match origin:
            case Person():
                sender = user_json(origin.account)
                return {"type": "user", "date": date, "sender_user": sender}
            case Channel():
                chat = chat_json(origin.chat)
                return {"type": "channel", "date": date, "chat": chat, "message_id": 1}
            case str():
                return {"type": "hidden_user", "date": date, "sender_user_name": origin}
