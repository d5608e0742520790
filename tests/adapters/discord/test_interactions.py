"""Commands, presses and filled fields, read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.discord.interactions import BORROWED, Taken, inbound, people, take
from bot.model.address import Address
from bot.ports.company import ANYBODY
from bot.ports.messages import Commanded, Inbound, Pressed, Sender, Wrote
from tests.adapters.discord.events import (
    ANA,
    BEN,
    DM,
    OTHER_BOT,
    TALK,
    JsonObject,
    borrowed,
    interaction,
    message,
    on_server,
    thread,
    took,
    user,
)
from tests.adapters.discord.test_outbound import WORDING

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
UNSEEN = {"type": 5, "data": {"flags": 64}}
PRESS = {"custom_id": "tok-1", "component_type": 2}


def slash(name: str, *options: JsonObject, **fields: Any) -> JsonObject:
    """Write a command."""
    data = {"id": "1", "name": name, "type": 1, "options": list(options)}
    return interaction(2, data | {"resolved": fields.pop("resolved", {})}, **fields)


async def taken(data: JsonObject) -> Taken:
    """Let the adapter take an interaction."""
    found = take(await took(data), WORDING)
    assert found is not None
    return found


async def told(data: JsonObject) -> Inbound:
    """Give what an interaction tells."""
    it = await took(data)
    found = take(it, WORDING)
    assert found is not None
    assert found.body is not None
    return inbound(it, found.body, NOW)


class TestCommands:
    """What begins with a stroke."""

    async def test_in_private(self) -> None:
        """With its code, who, where, and the language of their app."""
        code = {"name": "code", "type": 3, "value": " abc "}

        assert await told(slash("start", code)) == Inbound(
            "discord:i:40",
            NOW,
            Commanded("start", "abc", "40"),
            Address("discord", str(DM)),
            private=True,
            sender=Sender(str(ANA), "Ana", "es"),
        )

    async def test_looks_busy_to_nobody_else(self) -> None:
        """Until there is something to read."""
        found = await taken(slash("menu"))

        assert (found.answer, found.busy) == (UNSEEN, True)

    async def test_on_a_server(self) -> None:
        """It is a shared place."""
        found = await told(slash("menu", **on_server()))

        assert (found.address, found.private) == (Address("discord", str(TALK)), False)


class TestPresses:
    """Buttons and lists."""

    async def test_a_button(self) -> None:
        """Its token is ours, whatever it is; nothing is shown."""
        data = interaction(3, PRESS, message=message("Well?", number=4))

        found = await taken(data)

        assert found == Taken({"type": 6}, Pressed("tok-1", "40", "4"))

    async def test_a_list(self) -> None:
        """What was chosen is the token."""
        chosen = {"custom_id": "mortar:pick:0", "component_type": 3, "values": ["tok-7"]}

        found = await taken(interaction(3, chosen, message=message(number=4)))

        assert found.body == Pressed("tok-7", "40", "4")

    async def test_the_button_for_writing(self) -> None:
        """It opens the field at once; nothing has happened yet."""
        data = {"custom_id": "mortar:write", "component_type": 2}

        found = await taken(interaction(3, data, message=message(number=4)))

        assert found.body is None
        assert found.answer["type"] == 9
        assert found.answer["data"]["custom_id"] == "mortar:wrote:4"


class TestFields:
    """Free text where the bot cannot read."""

    async def test_what_was_written(self) -> None:
        """It answers the message with the button."""
        field = {"type": 4, "custom_id": "text", "value": "We talked."}
        data = {
            "custom_id": "mortar:wrote:4",
            "components": [{"type": 18, "id": 1, "component": field | {"id": 2}}],
        }

        found = await taken(interaction(5, data, message=message(number=4)))

        assert found == Taken({"type": 6}, Wrote("We talked.", "40", "4"))


class TestRooms:
    """The command that makes one."""

    PARTNER = ({"name": "code", "type": 3, "value": "sec"}, {"name": "partner", "type": 6})

    def asks(self, partner: int, **fields: Any) -> JsonObject:
        """Ask for a room with somebody."""
        code, other = self.PARTNER
        named = {"users": {str(partner): user(partner)}}
        option = other | {"value": str(partner)}
        return slash("room", code, option, resolved=named, **(on_server() | fields))

    async def test_asked_for(self) -> None:
        """It is for two."""
        room = (await taken(self.asks(BEN))).room

        assert room
        assert (room.channel, room.people, room.code) == (TALK, (ANA, BEN), "sec")

    @pytest.mark.parametrize("partner", [ANA, OTHER_BOT])
    async def test_alone_or_with_a_bot(self, partner: int) -> None:
        """That is no room for two."""
        room = (await taken(self.asks(partner))).room

        assert room
        assert room.people == ()

    async def test_elsewhere(self) -> None:
        """There is no thread within a thread."""
        there = {"channel_id": "1002", "channel": thread() | {"permissions": "0"}}

        room = (await taken(self.asks(BEN, **there))).room

        assert room
        assert room.people == ()


class TestBorrowed:
    """A chat where the bot is not."""

    async def test_is_shared(self) -> None:
        """Whatever happens there is seen by both, and is marked as out of our reach."""
        found = await told(slash("menu", **borrowed()))

        assert found.address == Address("discord", "3000", BORROWED)
        assert not found.private

    async def test_answers_are_seen(self) -> None:
        """There is no other way to say something there."""
        found = await taken(slash("menu", **borrowed()))

        assert found.answer == {"type": 5, "data": {"flags": 0}}

    @pytest.mark.parametrize("kind", [1, 3])
    async def test_two_read_along(self, kind: int) -> None:
        """Whether or not Discord names the one who wrote."""
        both = {"id": "3000", "type": kind, "recipients": [user(ANA), user(BEN)]}

        assert people(await took(slash("menu", **borrowed(kind)))) == 2
        assert people(await took(slash("menu", **(borrowed(kind) | {"channel": both})))) == 2

    async def test_more_read_along(self) -> None:
        """A group, or a server that the bot is not on."""
        three = {"id": "3000", "type": 3, "recipients": [user(BEN), user(53)]}
        there = on_server(authorizing_integration_owners={"1": str(ANA)})

        assert people(await took(slash("menu", **(borrowed(3) | {"channel": three})))) == 3
        assert people(await took(slash("menu", **there))) == ANYBODY
        assert people(await took(slash("menu", **on_server()))) == 0
