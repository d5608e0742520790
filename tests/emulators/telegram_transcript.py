"""A chat as a readable text."""

from tests.emulators.telegram_state import Chat, Message


def transcript(chat: Chat) -> str:
    """Write down what a chat shows, one line for a message, marks for what one cannot see."""
    return "\n".join(_line(message) for message in chat.messages)


def _line(message: Message) -> str:
    marks = [
        mark
        for mark in ("silent", "protected", "edited", "deleted")
        if getattr(message, mark) is True
    ]
    parts = [
        f"#{message.message_id}",
        f"{'* ' if message.service else ''}{message.author}:",
        f"(to #{message.reply_to.message_id})" if message.reply_to else "",
        message.text if message.text is not None else _content(message),
        " ".join(f"[{label}]" for label in message.labels),
        f"({', '.join(marks)})" if marks else "",
    ]
    return " ".join(part for part in parts if part)


def _content(message: Message) -> str:
    kinds = " ".join(name for name in message.content if name != "caption")
    return f"<{kinds}> {message.caption}".strip()
