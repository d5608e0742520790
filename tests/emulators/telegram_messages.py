"""The methods that put messages into chats, change them and take them away."""

from collections.abc import Callable, Mapping

from tests.emulators.telegram_access import Access
from tests.emulators.telegram_asides import AsideMethods
from tests.emulators.telegram_content import document_json, photo_json
from tests.emulators.telegram_errors import bad_request
from tests.emulators.telegram_html import parsed_html
from tests.emulators.telegram_json import message_json
from tests.emulators.telegram_markup import Markup, checked_markup
from tests.emulators.telegram_parameters import Parameters
from tests.emulators.telegram_queue import LIFE_OF_A_PRESS
from tests.emulators.telegram_state import Chat, ChatKind, Message, StoredFile, Toast, World
from tests.emulators.telegram_text import checked_entities, checked_text, units
from tests.emulators.telegram_types import JsonObject

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_TOAST = 200
MOST_PHOTO = 10 * 2**20
MOST_DOCUMENT = 50 * 2**20
DELETABLE = 48 * 3600
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
STALE = "query is too old and response timeout expired or query ID is invalid"

Method = Callable[[Parameters], object]
Styled = tuple[str, tuple[JsonObject, ...]]


class MessageMethods:
    """Write, change, delete, answer."""

    def __init__(self, world: World, access: Access) -> None:
        self._world = world
        self._access = access
        self._asides = AsideMethods(world, access)

    def table(self) -> Mapping[str, Method]:
        """Give the methods by name."""
        return {
            "sendMessage": self.send_message,
            "sendPhoto": self.send_photo,
            "sendDocument": self.send_document,
            "editMessageText": self.edit_text,
            "editMessageReplyMarkup": self.edit_markup,
            "deleteMessage": self.delete,
            "deleteMessages": self.delete_many,
            "deleteEphemeralMessage": self._asides.delete,
            "answerCallbackQuery": self.answer_press,
            "sendChatAction": self.act,
        }

    def send_message(self, p: Parameters) -> object:
        """Post a text."""
        text, entities = _styled(p, "text", "entities")
        _check_words(text)
        markup = checked_markup(p.json("reply_markup"))
        message = self._draft(p, markup)
        message.text = checked_text(text, MOST_TEXT, "message")
        message.entities = entities
        if preview := p.json("link_preview_options"):
            message.content = {"link_preview_options": preview}
        if receiver := self._asides.receiver(p, message.chat):
            return self._asides.show(message, receiver)
        return message_json(self._world.post(message))

    def send_photo(self, p: Parameters) -> object:
        """Post a photo."""
        return self._send_file(p, "photo", MOST_PHOTO, photo_json)

    def send_document(self, p: Parameters) -> object:
        """Post a file."""

        def shown(file: StoredFile) -> JsonObject:
            return document_json(file, "application/octet-stream")

        return self._send_file(p, "document", MOST_DOCUMENT, shown)

    def edit_text(self, p: Parameters) -> object:
        """Change a text; the keyboard goes unless it is sent again."""
        text, entities = _styled(p, "text", "entities")
        _check_words(text)
        markup = checked_markup(p.json("reply_markup"))
        message = self._editable(p)
        if message.text is None:
            raise bad_request("there is no text in the message to edit")
        new = (checked_text(text, MOST_TEXT, "message"), entities, markup.keyboard)
        if new == (message.text, message.entities, message.keyboard):
            raise bad_request(UNCHANGED)
        message.text, message.entities, message.keyboard = new
        return self._edited(message)

    def edit_markup(self, p: Parameters) -> object:
        """Change or take away a keyboard."""
        markup = checked_markup(p.json("reply_markup"))
        message = self._editable(p)
        if markup.keyboard == message.keyboard:
            raise bad_request(UNCHANGED)
        message.keyboard = markup.keyboard
        return self._edited(message)

    def delete(self, p: Parameters) -> object:
        """Delete one message for everybody."""
        chat = self._access.readable(p.text("chat_id"))
        message = chat.find(p.integer("message_id"))
        if message is None:
            raise bad_request("message to delete not found")
        self._check_deletable(message)
        self._delete(message)
        return True

    def delete_many(self, p: Parameters) -> object:
        """Delete up to a hundred messages; those that are gone are passed over."""
        chat = self._access.readable(p.text("chat_id"))
        raw = p.json("message_ids")
        ids = [each for each in raw if isinstance(each, int)] if isinstance(raw, list) else []
        if not ids:
            raise bad_request("message identifiers are not specified")
        if len(ids) > 100:
            raise bad_request("too many message identifiers specified")
        found = [message for each in ids if (message := chat.find(each))]
        for message in found:
            self._check_deletable(message)
        for message in found:
            self._delete(message)
        return True

    def answer_press(self, p: Parameters) -> object:
        """Stop a button's spinning; only the first answer is shown."""
        press = self._world.presses.get(p.text("callback_query_id"))
        if press is None or self._world.clock.now() - press.pressed > LIFE_OF_A_PRESS:
            raise bad_request(STALE)
        if units(p.text("text")) > MOST_TOAST:
            raise bad_request("MESSAGE_TOO_LONG")
        press.answer = press.answer or Toast(p.text("text"), p.flag("show_alert"), p.text("url"))
        self._world.bell.ring()
        return True

    def act(self, p: Parameters) -> object:
        """Show that the bot types; it leaves nothing in the chat."""
        if p.text("action") not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        chat = self._access.writable(p.text("chat_id"))
        self._access.check_topic(chat, p.integer("message_thread_id"))
        return True

    def _draft(self, p: Parameters, markup: Markup) -> Message:
        chat = self._access.writable(p.text("chat_id"))
        thread = p.integer("message_thread_id")
        self._access.check_topic(chat, thread)
        return Message(
            chat,
            self._world.bot,
            sender_chat=chat if chat.kind is ChatKind.CHANNEL else None,
            reply_to=_replied(p, chat),
            keyboard=markup.keyboard,
            interface=markup.interface,
            thread=thread or None,
            silent=p.flag("disable_notification"),
            protected=p.flag("protect_content"),
        )

    def _send_file(
        self, p: Parameters, kind: str, most: int, shown: Callable[[StoredFile], JsonObject]
    ) -> object:
        caption, entities = _styled(p, "caption", "caption_entities")
        checked_text(caption, MOST_CAPTION, "message caption")
        message = self._draft(p, checked_markup(p.json("reply_markup")))
        message.content = shown(self._file(p, kind, most))
        if caption:
            message.content["caption"] = caption
        if entities:
            message.content["caption_entities"] = list(entities)
        return message_json(self._world.post(message))

    def _file(self, p: Parameters, kind: str, most: int) -> StoredFile:
        upload = p.upload(kind)
        if upload is None:
            known = self._world.files.get(p.text(kind))
            if known is None:
                raise bad_request("wrong file identifier/HTTP URL specified")
            return known
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > most:
            raise bad_request(f"{kind} is too big")
        return self._world.store(upload.name, upload.content)

    def _editable(self, p: Parameters) -> Message:
        if p.text("inline_message_id"):
            raise bad_request("MESSAGE_ID_INVALID")
        chat = self._access.writable(p.text("chat_id"))
        message = chat.find(p.integer("message_id"))
        if message is None:
            raise bad_request("message to edit not found")
        if message.sender is not self._world.bot or message.interface is not None:
            raise bad_request("message can't be edited")
        return message

    def _edited(self, message: Message) -> JsonObject:
        message.edit_date = self._world.clock.date()
        self._world.bell.ring()
        return message_json(message)

    def _check_deletable(self, message: Message) -> None:
        standing = self._world.standing(message.chat)
        is_own = message.sender is self._world.bot
        is_ruled = standing.is_admin and standing.can_delete
        if not (is_own or is_ruled or message.chat.kind is ChatKind.PRIVATE):
            raise bad_request("message can't be deleted")
        if self._world.clock.now() - message.date > DELETABLE:
            raise bad_request("message can't be deleted for everyone")

    def _delete(self, message: Message) -> None:
        message.deleted = True
        self._world.bell.ring()


def _check_words(text: str) -> None:
    if not text.strip():
        raise bad_request("message text is empty")


def _styled(p: Parameters, text: str, entities: str) -> Styled:
    """Give a text and its entities, written as such or in HTML."""
    match p.text("parse_mode").lower():
        case "html":
            return parsed_html(p.text(text))
        case "":
            return p.text(text), checked_entities(p.json(entities), p.text(text))
        case _:
            raise bad_request("unsupported parse_mode")


def _replied(p: Parameters, chat: Chat) -> Message | None:
    raw = p.json("reply_parameters")
    if raw is None:
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("message_id"), int):
        raise bad_request("can't parse reply parameters JSON object")
    message = chat.find(raw["message_id"])
    if message is None and not raw.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message
