"""A number of one's own on Telegram: the messages it was typed in are deleted there (T5)."""

import pytest

from tests.rows.inn import OnTelegram

NUMBER = "48213907"


@pytest.mark.parametrize("row", ["T5"])
async def test_messages_with_it_are_deleted(phone: OnTelegram, row: str) -> None:
    """
    Each message with the number goes out of the chat at once; nothing else does.
    """
    phone.ana.says("/pin")
    await phone.ana.sees("4 to 12 digits")
    phone.ana.says(NUMBER)
    await phone.ana.sees("Once more")
    phone.ana.says(NUMBER)
    await phone.ana.sees("I have taken your messages with the number out of this chat")
    server = phone.inn.telegram
    await server.wait_for(lambda: len(server.calls_of("deleteMessages")) == 2 or None)

    calls = server.calls_of("deleteMessages")

    assert {call.parameters["chat_id"] for call in calls} == {str(phone.ana.id)}
    assert len({call.parameters["message_ids"] for call in calls}) == 2
