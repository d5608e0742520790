"""Put one message into a chat, with a picture, a file or neither, or show that one is coming."""

from telegram import LinkPreviewOptions
from telegram.constants import ChatAction

from adapters.telegram.line import Line
from adapters.telegram.outbound import Shown
from bot.model.address import Address
from bot.ports.letters import Attachment


async def post(line: Line, address: Address, shown: Shown) -> str:
    """Send it; return Telegram's id of the message."""
    if shown.picture is not None:
        return await _post_picture(line, address, shown, shown.picture)
    if shown.file is not None:
        return await _post_file(line, address, shown, shown.file)
    message = await line.send_message(
        address.chat,
        shown.text,
        entities=shown.entities or None,
        reply_markup=shown.markup,
        message_thread_id=_topic(address),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=shown.silent,
        protect_content=shown.protect,
        reply_parameters=shown.hangs_on,
    )
    return str(message.message_id)


async def show_typing(line: Line, address: Address) -> bool:
    """Show for five seconds, or until a message comes, that one is coming."""
    return await line.send_chat_action(address.chat, ChatAction.TYPING, _topic(address))


async def _post_picture(line: Line, address: Address, shown: Shown, picture: str | bytes) -> str:
    message = await line.send_photo(
        address.chat,
        picture,
        caption=shown.text,
        caption_entities=shown.entities or None,
        reply_markup=shown.markup,
        message_thread_id=_topic(address),
        disable_notification=shown.silent,
        protect_content=shown.protect,
        reply_parameters=shown.hangs_on,
    )
    return str(message.message_id)


async def _post_file(line: Line, address: Address, shown: Shown, file: Attachment) -> str:
    message = await line.send_document(
        address.chat,
        file.body,
        filename=file.name,
        caption=shown.text,
        caption_entities=shown.entities or None,
        reply_markup=shown.markup,
        message_thread_id=_topic(address),
        disable_content_type_detection=True,
        disable_notification=shown.silent,
        protect_content=shown.protect,
    )
    return str(message.message_id)


def _topic(address: Address) -> int | None:
    return int(address.thread) if address.thread else None
