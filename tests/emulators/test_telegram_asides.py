"""Ephemeral messages in the emulator, as its tests and the bot's rely on them."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import BadRequest, TelegramError

from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_errors import Impossible
from tests.emulators.telegram_people import Person

KEYBOARD = '{"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}'


class Scene:
    """Two people and a bot in a group, before a question with one button."""

    def __init__(self, server: TelegramEmulator, bot: Bot) -> None:
        self.server, self.bot = server, bot
        self.ana, self.ben = server.user("Ana"), server.user("Ben")
        self.group = server.group_with_bot("Two", self.ana, self.ben)

    async def press(self, who: Person) -> str:
        """Ask, and let somebody press; give the press."""
        await self.ask("sendMessage", text="Ready?", reply_markup=KEYBOARD)
        return who.presses(await who.sees("Ready?", self.group), "Yes").id

    async def tell(self, who: Person, press: str | None = None, **more: object) -> int:
        """Say something to one person; give its number."""
        to = {"receiver_user_id": who.id} | ({"callback_query_id": press} if press else {})
        shown = await self.ask("sendMessage", text="psst", ephemeral_message_parameters=to, **more)
        assert isinstance(shown, dict)
        assert shown["message_id"] == 0
        return int(shown["ephemeral_message_id"])

    async def ask(self, method: str, **fields: object) -> object:
        """Call a method in the group."""
        answer: object = await self.bot._post(method, {"chat_id": self.group.id, **fields})
        return answer

    async def delete(self, number: int, who: Person) -> object:
        """Take back what was said to somebody."""
        fields = {"ephemeral_message_id": number, "receiver_user_id": who.id}
        return await self.ask("deleteEphemeralMessage", **fields)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with TelegramEmulator() as server:
        bot = Bot(server.token, base_url=server.base_url, base_file_url=server.file_base_url)
        async with bot:
            yield Scene(server, bot)
        assert server.departures == []


class TestSaying:
    async def test_is_seen_by_one(self, scene: Scene) -> None:
        """
        Nobody else sees it, and it is in nobody's history.
        """
        before = len(scene.group.chat.messages) + 1

        await scene.tell(scene.ben, await scene.press(scene.ben))

        assert scene.ben.overhears(scene.group) == ("psst",)
        assert scene.ana.overhears(scene.group) == ()
        assert len(scene.group.chat.messages) == before

    @pytest.mark.parametrize(("seconds", "taken"), [(14.0, True), (16.0, False)])
    async def test_is_taken_for_fifteen_seconds(
        self, scene: Scene, seconds: float, taken: bool
    ) -> None:
        """
        After that the person has to press again.
        """
        press = await scene.press(scene.ben)
        scene.server.clock.advance(seconds)

        if taken:
            await scene.tell(scene.ben, press)
        else:
            with pytest.raises(TelegramError, match=r"(?i)not enough rights"):
                await scene.tell(scene.ben, press)

    async def test_is_not_taken_for_another_than_who_pressed(self, scene: Scene) -> None:
        """
        Also not without a press at all.
        """
        press = await scene.press(scene.ben)

        for given in (press, None):
            with pytest.raises(TelegramError, match=r"(?i)not enough rights"):
                await scene.tell(scene.ana, given)

    async def test_is_taken_from_an_administrator_at_any_time(self, scene: Scene) -> None:
        """
        Without a press.
        """
        scene.group.promotes_bot()

        await scene.tell(scene.ana)

        assert scene.ana.overhears(scene.group) == ("psst",)

    async def test_is_for_groups(self, scene: Scene) -> None:
        """
        In a private chat there is nobody to hide from.
        """
        scene.ana.start()
        to = {"receiver_user_id": scene.ana.id}

        with pytest.raises(BadRequest, match="only to groups"):
            await scene.bot._post(
                "sendMessage",
                {"chat_id": scene.ana.id, "text": "psst", "ephemeral_message_parameters": to},
            )


class TestDeleting:
    async def test_takes_it_away(self, scene: Scene) -> None:
        """
        Once: after that it is not there.
        """
        number = await scene.tell(scene.ben, await scene.press(scene.ben))

        done = await scene.delete(number, scene.ben)

        assert done is True
        assert scene.ben.overhears(scene.group) == ()
        with pytest.raises(BadRequest, match="not found"):
            await scene.delete(number, scene.ben)

    async def test_needs_number_and_person(self, scene: Scene) -> None:
        """
        With another's name, or another number, nothing goes.
        """
        number = await scene.tell(scene.ben, await scene.press(scene.ben))

        for wanted, who in ((number, scene.ana), (number + 1, scene.ben)):
            with pytest.raises(BadRequest, match="not found"):
                await scene.delete(wanted, who)

        assert scene.ben.overhears(scene.group) == ("psst",)


class TestCommands:
    async def menu(self, scene: Scene, *, unseen: bool) -> None:
        """Hang up a menu for groups."""
        more = {"is_ephemeral": True} if unseen else None
        commands = [BotCommand("stop", "End this", api_kwargs=more)]
        await scene.bot.set_my_commands(commands, scope=BotCommandScopeAllGroupChats())

    async def test_are_seen_by_the_bot_only(self, scene: Scene) -> None:
        """
        It comes without a place in the chat, and stands before whoever gave it.
        """
        await self.menu(scene, unseen=True)
        before = len(scene.group.chat.messages)

        scene.ana.whispers("stop", scene.group)
        updates = await scene.bot.get_updates(allowed_updates=["message"])

        message = updates[-1].message
        assert message is not None
        assert (message.message_id, message.text) == (0, "/stop@mortar_test_bot")
        assert message.api_kwargs["ephemeral_message_id"] == 1
        assert scene.ben.overhears(scene.group) == ()
        assert len(scene.group.chat.messages) == before

    async def test_that_others_see(self, scene: Scene) -> None:
        """
        Only what the menu calls so is hidden.
        """
        await self.menu(scene, unseen=False)

        with pytest.raises(Impossible):
            scene.ana.whispers("stop", scene.group)
