"""The stage's updates as what happened to us."""

from datetime import datetime

from adapters.playground.line import Json
from adapters.playground.outbound import PLATFORM
from adapters.playground.stage import ROOM
from bot.model.address import Address
from bot.ports.messages import (
    Attached,
    Body,
    CameIn,
    Commanded,
    Edited,
    Gathered,
    Inbound,
    Pressed,
    PutOut,
    Sender,
    Wrote,
)


def hear(update: Json, now: datetime) -> Inbound | None:
    """Give what an update tells; None when it is of a kind that is newer than this code."""
    body = _body(update)
    if body is None:
        return None
    chat, who = update["chat"], update["from"]
    sender = Sender(who["id"], who["name"], who["language"]) if who else None
    key = f"{PLATFORM}:{update['id']}"
    return Inbound(key, now, body, Address(PLATFORM, chat), chat != ROOM, sender)


def _body(update: Json) -> Body | None:
    match update["kind"]:
        case "wrote":
            return _said(update["text"], update["message"], update["reply"])
        case "pressed":
            return Pressed(update["token"], update["press"], update["message"])
        case "sent":
            file = f"{PLATFORM}:{update['file']}" if update["file"] else ""
            return Attached(update["kind_of"], file)
        case "edited":
            return Edited(update["text"], update["message"])
        case "in":
            return CameIn()
        case "out":
            return PutOut()
        case "gathered":
            return Gathered(update["present"])
        case _:
            return None


def _said(text: str, message: str, reply: str | None) -> Wrote | Commanded:
    """Give words, or a command: a slash, letters, and what follows."""
    name, _, argument = text[1:].strip().partition(" ")
    if text.startswith("/") and name.replace("_", "").isalnum():
        return Commanded(name.lower(), argument.strip(), message)
    return Wrote(text, message, reply)
