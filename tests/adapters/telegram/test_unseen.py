"""Commands in a group that only the bot sees."""

from collections.abc import AsyncIterator

import pytest
from telegram import Update

from adapters.telegram import TelegramGateway
from adapters.telegram.inbound import Me, hear
from adapters.telegram.outbound import shown
from bot.model.words import words
from bot.ports.letters import Content
from bot.ports.messages import Commanded, Pressed
from tests.adapters.telegram.test_asides import scene_at
from tests.adapters.telegram.test_gateway import MENU, QUICK, Fixed, hearing, to, until
from tests.adapters.telegram.updates import NOW, press
from tests.emulators.telegram import TelegramEmulator

ME = Me(1, "OurBot")


@pytest.fixture
async def server() -> AsyncIterator[TelegramEmulator]:
    """Open an emulator; every call has to follow the contract, where it is at hand."""
    async with TelegramEmulator() as server:
        yield server
        assert server.departures == []


def gateway_to(server: TelegramEmulator, *, ephemeral: bool) -> TelegramGateway:
    """Build a gateway with a menu."""
    return TelegramGateway(
        server.token, Fixed(), menus=(MENU,), base_url=server.base_url,
        base_file_url=server.file_base_url, tempo=QUICK, ephemeral=ephemeral,
    )  # fmt: skip


class TestMenu:
    @pytest.mark.parametrize("ephemeral", [True, False])
    async def test_says_what_is_for_the_bot_only(
        self, server: TelegramEmulator, ephemeral: bool
    ) -> None:
        """
        In groups, and only where the operator wants it; in private there is nobody else.
        """
        gateway = gateway_to(server, ephemeral=ephemeral)
        await gateway.open()
        await gateway.close()

        menus = {
            call.parameters["scope"]: call.parameters["commands"]
            for call in server.calls_of("setMyCommands")
        }
        assert len(menus) == 3
        for scope, commands in menus.items():
            assert ('"is_ephemeral": true' in commands) is (ephemeral and "group" in scope)


class TestHeard:
    async def test_like_any_other(self, server: TelegramEmulator) -> None:
        """
        It is kept once, as a command of that person in that group.
        """
        gateway = gateway_to(server, ephemeral=True)
        await gateway.open()
        ana = server.user("Ana")
        group = server.group_with_bot("Two", ana, server.user("Ben"))
        async with hearing(gateway) as inbox:
            ana.whispers("ready", group)
            ana.whispers("ready", group)
            await until(lambda: len([b for b in inbox.bodies if isinstance(b, Commanded)]) == 2)
        await gateway.close()

        heard = [one for one in inbox.kept.values() if isinstance(one.body, Commanded)]
        assert [one.body for one in heard] == [
            Commanded("ready", "", "e1"),
            Commanded("ready", "", "e2"),
        ]
        assert {one.address.chat for one in heard if one.address} == {str(group.id)}
        assert not any(one.private for one in heard)

    def test_a_press_below_such_a_message(self) -> None:
        """
        Its message has no number in the chat either.
        """
        update = press()
        update["callback_query"]["message"] |= {"message_id": 0, "ephemeral_message_id": 7}

        heard = hear(Update.de_json(update), ME, NOW)

        assert heard is not None
        assert isinstance(heard.body, Pressed)
        assert heard.body.message == "e7"


class TestAnswered:
    def test_hangs_on_nothing(self) -> None:
        """
        An answer cannot hang on what is in nobody's history.
        """
        assert shown(Content(words("Hello."), answers="e7")).hangs_on is None

    async def test_takes_nothing_off_and_back(self, server: TelegramEmulator) -> None:
        """
        What is to be done with such a message is let be, and asks Telegram nothing.
        """
        async with scene_at(server) as scene:
            where = to(scene.group).address

            await scene.gateway.strip(where, "e7")
            await scene.gateway.take_back(where, ["e7"])

            assert server.calls_of("editMessageReplyMarkup") == []
            assert server.calls_of("deleteMessages") == []
