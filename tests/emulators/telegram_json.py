"""The world's things as the JSON objects of the Bot API."""

from tests.emulators.telegram_state import (
    Account,
    Chat,
    ChatKind,
    Member,
    Message,
    Press,
    Status,
    StoredFile,
)
from tests.emulators.telegram_types import JsonObject

WRITE_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
)
SHARED_RIGHTS = ("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics")
ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def kept(fields: JsonObject) -> JsonObject:
    """Leave out what is not there; Telegram omits empty fields."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], ())}


def user_json(account: Account) -> JsonObject:
    """Show an account."""
    return kept(
        {
            "id": account.id,
            "is_bot": account.is_bot,
            "first_name": account.first_name,
            "last_name": account.last_name,
            "username": account.username,
            "language_code": account.language,
        }
    ) | {"first_name": account.first_name}


def me_json(bot: Account, sees_all: bool) -> JsonObject:
    """Show the bot to itself."""
    return user_json(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": sees_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> JsonObject:
    """Show a chat as messages carry it."""
    person = chat.person
    return kept(
        {
            "id": chat.id,
            "type": chat.kind.value,
            "title": chat.title,
            "username": person.username if person else chat.username,
            "first_name": person.first_name if person else None,
            "last_name": person.last_name if person else None,
            "is_forum": chat.is_forum or None,
        }
    )


def full_chat_json(chat: Chat) -> JsonObject:
    """Show a chat as getChat does."""
    full = chat_json(chat) | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.username:
        full["active_usernames"] = [chat.username]
    if chat.auto_delete:
        full["message_auto_delete_time"] = chat.auto_delete
    if chat.kind in (ChatKind.GROUP, ChatKind.SUPERGROUP):
        full["permissions"] = dict.fromkeys(WRITE_RIGHTS + SHARED_RIGHTS, True)
    return full


def member_json(member: Member) -> JsonObject:
    """Show somebody's standing in a chat."""
    shown: JsonObject = {"status": member.status.value, "user": user_json(member.account)}
    match member.status:
        case Status.CREATOR:
            shown |= {"is_anonymous": False}
        case Status.ADMINISTRATOR:
            shown |= dict.fromkeys(ADMIN_RIGHTS, True)
            shown |= {"can_be_edited": False, "is_anonymous": False}
            shown |= {"can_delete_messages": member.can_delete, "can_promote_members": False}
        case Status.RESTRICTED:
            shown |= dict.fromkeys(WRITE_RIGHTS, member.can_write)
            shown |= dict.fromkeys(SHARED_RIGHTS, False)
            shown |= {"is_member": True, "until_date": 0}
        case Status.KICKED:
            shown |= {"until_date": 0}
        case Status.MEMBER | Status.LEFT:
            pass
    return shown


def change_json(chat: Chat, by: Account, old: Member, new: Member, date: int) -> JsonObject:
    """Show a change of somebody's standing."""
    return {
        "chat": chat_json(chat),
        "from": user_json(by),
        "date": date,
        "old_chat_member": member_json(old),
        "new_chat_member": member_json(new),
    }


def message_json(message: Message) -> JsonObject:
    """Show a message, with the one it replies to."""
    shown = bare_message_json(message)
    if message.reply_to is not None and not message.reply_to.deleted:
        shown["reply_to_message"] = bare_message_json(message.reply_to)
    return shown


def bare_message_json(message: Message) -> JsonObject:
    """Show a message without the one it replies to; Telegram nests only once."""
    is_post = message.chat.kind is ChatKind.CHANNEL
    return kept(
        {
            "message_id": message.message_id,
            "message_thread_id": message.thread,
            "is_topic_message": True if message.thread else None,
            "from": None if is_post else user_json(message.sender),
            "sender_chat": chat_json(message.sender_chat) if message.sender_chat else None,
            "chat": chat_json(message.chat),
            "date": message.date,
            "edit_date": message.edit_date,
            "has_protected_content": message.protected or None,
            "text": message.text,
            "entities": list(message.entities) if message.text else None,
            **message.content,
            "reply_markup": keyboard_json(message),
        }
    )


def keyboard_json(message: Message) -> JsonObject | None:
    """Show the inline keyboard; other keyboards are not part of a message."""
    if not message.keyboard:
        return None
    return {"inline_keyboard": [[button.raw for button in row] for row in message.keyboard]}


def press_json(press: Press) -> JsonObject:
    """Show a press as a callback query."""
    message = press.message
    gone: JsonObject = {
        "chat": chat_json(message.chat),
        "message_id": message.message_id,
        "date": 0,
    }
    return {
        "id": press.id,
        "from": user_json(press.account),
        "message": gone if press.inaccessible else message_json(message),
        "chat_instance": str(message.chat.id * 31),
        "data": press.data,
    }


def file_json(file: StoredFile) -> JsonObject:
    """Show a file as every kind of content carries it."""
    return {
        "file_id": file.file_id,
        "file_unique_id": f"u{file.file_id}",
        "file_size": len(file.content),
    }
