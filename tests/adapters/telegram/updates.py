"""Updates as Telegram writes them, as short as they come."""

from datetime import UTC, datetime
from typing import Any

from telegram import Update

from adapters.telegram.inbound import Me, hear
from bot.ports.messages import Inbound

JsonObject = dict[str, Any]

ME = Me(7_000_000_001, "OurBot")
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ANA: JsonObject = {"id": 51, "is_bot": False, "first_name": "Ana", "last_name": "Roth"}
BOT: JsonObject = {"id": ME.id, "is_bot": True, "first_name": "Mortar", "username": "OurBot"}
OTHER_BOT: JsonObject = {"id": 99, "is_bot": True, "first_name": "Other", "username": "OtherBot"}
PRIVATE: JsonObject = {"id": 51, "type": "private", "first_name": "Ana"}
GROUP: JsonObject = {"id": -4001, "type": "group", "title": "Us"}
SUPERGROUP: JsonObject = {"id": -1002001, "type": "supergroup", "title": "Us"}
CHANNEL: JsonObject = {"id": -1003001, "type": "channel", "title": "News"}


def message(text: str | None = None, **fields: object) -> JsonObject:
    """Write an update with a message; fields replace what stands there, None takes it away."""
    body: JsonObject = {"message_id": 5, "date": 1_795_000_000, "chat": PRIVATE, "from": ANA}
    if text is not None:
        body["text"] = text
    if text is not None and text.startswith("/") and "entities" not in fields:
        body["entities"] = [command(text.split()[0])]
    return {"update_id": 700, "message": _with(body, fields)}


def edited(text: str | None, **fields: object) -> JsonObject:
    """Write an update with an edited message."""
    update = message(text, edit_date=1_795_000_060, **fields)
    return {"update_id": update["update_id"], "edited_message": update["message"]}


def command(word: str) -> JsonObject:
    """Mark a command at the beginning."""
    return {"type": "bot_command", "offset": 0, "length": len(word)}


def press(**fields: object) -> JsonObject:
    """Write an update with a press of a button."""
    below: JsonObject = {"message_id": 6, "date": 1_795_000_000, "chat": PRIVATE, "from": BOT}
    query: JsonObject = {"id": "4242", "from": ANA, "chat_instance": "1", "data": "tok"}
    return {"update_id": 701, "callback_query": _with(query | {"message": below}, fields)}


def standing(old: JsonObject, new: JsonObject, chat: JsonObject = PRIVATE) -> JsonObject:
    """Write an update about how the bot stands to a chat."""
    change: JsonObject = {"chat": chat, "from": ANA, "date": 1_795_000_000}
    change |= {"old_chat_member": {"user": BOT} | old, "new_chat_member": {"user": BOT} | new}
    return {"update_id": 702, "my_chat_member": change}


def coming(old: str, new: str, who: JsonObject = ANA) -> JsonObject:
    """Write an update about how somebody else stands to a group."""
    change: JsonObject = {"chat": SUPERGROUP, "from": ANA, "date": 1_795_000_000}
    change["old_chat_member"] = {"user": who, "status": old}
    change["new_chat_member"] = {"user": who, "status": new, "until_date": 0}
    return {"update_id": 703, "chat_member": change}


def heard(update: JsonObject) -> Inbound | None:
    """Let the adapter hear an update."""
    return hear(Update.de_json(update), ME, NOW)


def body(update: JsonObject) -> object:
    """Let the adapter hear an update; give what it tells, None when nothing."""
    inbound = heard(update)
    return inbound.body if inbound else None


def _with(body: JsonObject, fields: JsonObject) -> JsonObject:
    return {name: value for name, value in (body | fields).items() if value is not None}
