"""The whole adapter against the emulator, over HTTP and WebSocket, with the library as it is."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from adapters.discord import DiscordGateway
from bot.errors import ConfigError, TryLater, Unreachable
from bot.model.address import Address
from bot.ports.gateway import Gateway
from bot.ports.letters import Attachment
from bot.ports.messages import Attached, Commanded, Edited, Inbound, Pressed, Wrote
from tests.adapters.discord.bench import (
    COMMANDS,
    QUICK,
    Inbox,
    full,
    gateway_to,
    hearing,
    opened,
    to,
    until,
)
from tests.emulators.discord import DiscordEmulator
from tests.emulators.discord.asked import Interaction
from tests.emulators.discord.world import JsonObject

CANARY = "ourveryprivatewords"
SLOW = replace(QUICK, thinking=30.0)


@pytest.fixture
async def server() -> AsyncIterator[DiscordEmulator]:
    """Open an emulator; every call has to follow the contract, where it is at hand."""
    async with DiscordEmulator() as server:
        yield server
        assert list(server.problems) == []


@pytest.fixture
async def gateway(server: DiscordEmulator) -> AsyncIterator[DiscordGateway]:
    """Open a gateway that is signed in."""
    async with opened(server) as gateway:
        yield gateway


def chat(inbound: Inbound) -> Address:
    """Give where something happened."""
    assert inbound.address is not None
    return inbound.address


class TestSigningIn:
    """Tokens, and commands."""

    async def test_gives_its_own_id(self, server: DiscordEmulator) -> None:
        """It is a gateway like the others."""
        gateway: Gateway = gateway_to(server)

        assert await gateway.open() == str(server.bot_id)
        await gateway.close()

    @pytest.mark.parametrize(
        ("token", "word"),
        [("12345678:AAbbccddeeffgghhiijjkkll", "Telegram"), ("a b c", "quotes"), ("", "dots")],
    )
    async def test_a_token_that_is_none(
        self, server: DiscordEmulator, token: str, word: str
    ) -> None:
        """It is not even tried, and not shown."""
        with pytest.raises(ConfigError, match=word) as refused:
            gateway_to(server, token=token or '"quoted"')

        assert token == "" or token not in str(refused.value)
        assert not server.calls

    async def test_a_token_that_is_refused(self, server: DiscordEmulator) -> None:
        """The sentence says where a new one comes from."""
        gateway = gateway_to(server, token="MTIz.wrong.token-token")

        with pytest.raises(ConfigError, match="Reset Token"):
            await gateway.open()
        await gateway.close()

    async def test_commands_are_registered_once(self, server: DiscordEmulator) -> None:
        """Again only when something changed."""
        for commands in (COMMANDS, COMMANDS, COMMANDS[:1], COMMANDS[:1]):
            async with opened(server, commands=commands):
                pass

        assert server.synced == 2


def is_over(asked: Interaction) -> bool:
    """Say whether the sign of waiting came, and went."""
    return asked.original is not None and asked.original.deleted


class TestPrivate:
    """The chat of a person with the bot."""

    async def test_there_and_back(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """Words come in, and words go out."""
        ana = server.user("Ana", locale="es-ES")
        async with hearing(gateway) as inbox:
            await ana.writes("I am here.")
            inbound = await inbox.hears(Wrote)
            message = await gateway.send(to(chat(inbound), "Welcome."))

            await ana.sees("Welcome.")

        assert inbound.private
        assert inbound.sender
        assert inbound.sender.id == str(ana.id)
        assert message.isdecimal()

    async def test_a_file(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """It goes beside the words, under its name, byte for byte."""
        ana = server.user("Ana")
        file = Attachment("mortar.txt", "Grüße".encode() * 100)
        async with hearing(gateway) as inbox:
            await ana.writes("A copy, please.")
            inbound = await inbox.hears(Wrote)
            await gateway.send(to(chat(inbound), "Your copy.", attachment=file))
            await ana.sees("Your copy.")

        assert server.files == [(file.name, file.body)]

    async def test_a_command(self, server: DiscordEmulator) -> None:
        """It is answered at once, in the language of its app; then nothing looks busy."""
        ana = server.user("Ana", locale="es-ES")
        async with opened(server, tempo=SLOW) as gateway, hearing(gateway) as inbox:
            asked = await ana.slash("start", code="abc")
            inbound = await inbox.hears(Commanded)
            await gateway.send(to(chat(inbound), "Welcome."))
            await until(lambda: is_over(asked))
            await ana.writes("Hola")
            said = await inbox.hears(Wrote)

        assert isinstance(inbound.body, Commanded)
        assert (inbound.body.name, inbound.body.argument) == ("start", "abc")
        assert inbound.sender
        assert said.sender
        assert inbound.sender.language == said.sender.language == "es"
        assert said.address == inbound.address

    async def test_a_command_that_nothing_answers(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """It does not look busy for long."""
        ana = server.user("Ana")
        async with hearing(gateway):
            asked = await ana.slash("menu")

            await until(lambda: is_over(asked))

    async def test_is_kept_before_it_is_answered(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """Who sees that a press was taken does not press again, whatever becomes of the bot."""
        ana, inbox, may = server.user("Ana"), Inbox(), asyncio.Event()
        keep = inbox.keep

        async def slowly(inbounds: Sequence[Inbound]) -> None:
            await may.wait()
            await keep(inbounds)

        inbox.keep = slowly  # type: ignore[method-assign]
        async with hearing(gateway, inbox):
            await ana.slash("menu")
            await asyncio.sleep(0.1)
            waits = list(server.unanswered)
            may.set()
            await until(lambda: not server.unanswered)

        assert len(waits) == 1
        assert len(inbox.all) == 1

    async def test_does_not_wait_for_it_for_long(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """A disk that is full is no reason to look dead."""
        ana = server.user("Ana")
        async with hearing(gateway, full(1000)):
            await ana.slash("menu")
            await until(lambda: not server.unanswered)

        assert server.slow(0.4)
        assert not server.slow(1.5)

    async def test_a_press(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """A notice is for the one who pressed; a press that nobody made does no harm."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await ana.writes("Hi")
            home = chat(await inbox.hears(Wrote))
            message = await gateway.send(to(home, "Well?", "Yes", "No"))
            await ana.presses("No")
            pressed = (await inbox.hears(Pressed)).body
            assert isinstance(pressed, Pressed)

            await gateway.answer_press(pressed.press, "This is closed.")
            await gateway.answer_press("4711", "Not seen.")
            await gateway.answer_press(pressed.press, None)
            await ana.sees("This is closed.")

        assert (pressed.token, pressed.message) == ("token-No", message)
        assert not any("Not seen." in text for text in ana.reads())

    async def test_a_list(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """More than twenty-five can be chosen from."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await ana.writes("Hi")
            home = chat(await inbox.hears(Wrote))
            await gateway.send(to(home, "Well?", *(f"Day {n}" for n in range(1, 31))))
            await ana.presses("Day 28")
            pressed = (await inbox.hears(Pressed)).body

        assert isinstance(pressed, Pressed)
        assert pressed.token == "token-Day 28"

    async def test_an_old_button(self, server: DiscordEmulator) -> None:
        """It outlives the program that hung it there."""
        ana = server.user("Ana")
        async with opened(server) as first, hearing(first) as inbox:
            await ana.writes("Hi")
            home = chat(await inbox.hears(Wrote))
            await first.send(to(home, "Well?", "Yes"))

        async with opened(server) as second, hearing(second) as inbox:
            await ana.presses("Yes")
            pressed = (await inbox.hears(Pressed)).body

        assert isinstance(pressed, Pressed)
        assert pressed.token == "token-Yes"

    async def test_buttons_that_are_over(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """They go, and the words stay; then the words go too."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await ana.writes("Hi")
            home = chat(await inbox.hears(Wrote))
            message = await gateway.send(to(home, "Well?", "Yes"))

            await gateway.strip(home, message)
            await gateway.strip(home, "123")
            assert ana.buttons() == []
            assert ana.reads() == ["Well?"]

            await gateway.take_back(home, [message, "123"])
            await gateway.take_back(home, [message])
            assert ana.reads() == []

    async def test_a_picture(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """It is shown to the other from where it lies; one that is gone is left out."""
        ana, ben = server.user("Ana"), server.user("Ben")
        async with hearing(gateway) as inbox:
            await ana.writes("", attachments=("photo",))
            file = (await inbox.hears(Attached)).body
            await ben.writes("Hi")
            home = chat(await inbox.hears(Wrote))
            assert isinstance(file, Attached)
            await gateway.send(to(home, "Look.", picture=file.file))
            gone = file.file.rpartition(":")[0] + ":1"
            await gateway.send(to(home, "Gone.", number=2, picture=gone))

        shown = posts(server)
        assert shown[0]["embeds"][0]["image"]["url"]
        assert "embeds" not in shown[1]

    async def test_nobody_is_pinged(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """Every message says so, and a quiet one makes no sound."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await ana.writes("Hi")
            home = chat(await inbox.hears(Wrote))
            await gateway.send(to(home, "@everyone", silent=True))

        (body,) = posts(server)
        assert body["allowed_mentions"] == {"parse": []}
        assert body["flags"] & 4096
        assert ana.reads() == ["\\@everyone"]

    async def test_changed_and_forwarded(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """What was changed later, what others wrote, and what answers ours."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            written = await ana.writes("I am well.")
            home = chat(await inbox.hears(Wrote))
            await ana.edits(written, "I am not well.")
            changed = (await inbox.hears(Edited)).body
            await ana.writes("From a book.", forwarded=True)
            await until(lambda: len(inbox.texts) == 2)
            message = await gateway.send(to(home, "Tell me more."))
            await ana.writes("Later.", reply_to=ana.shown()[-1])
            await until(lambda: len(inbox.texts) == 3)

        first, forwarded, answer = [one.body for one in inbox.all if isinstance(one.body, Wrote)]
        assert changed == Edited("I am not well.", str(written.id))
        assert (first.forwarded, forwarded.text, forwarded.forwarded) == (
            False,
            "From a book.",
            True,
        )
        assert answer.reply_to == message

    async def test_closed(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """Until they open it."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await ana.writes("Hi")
            home = chat(await inbox.hears(Wrote))
            ana.closes_dms()
            with pytest.raises(Unreachable):
                await gateway.send(to(home))
            ana.opens_dms()
            await gateway.send(to(home))

    async def test_is_not_counted(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """There is nobody else in it."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await ana.writes("Hi")

            assert await gateway.count(chat(await inbox.hears(Wrote))) is None


def posts(server: DiscordEmulator) -> list[JsonObject]:
    """Give the messages that were posted to channels."""
    return [
        call.json
        for call in server.calls
        if call.method == "POST" and call.path.endswith("/messages")
    ]


class TestRooms:
    """Where both are."""

    async def test_free_text(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """A button opens a field, without the engine; what is written answers its message."""
        ana, ben = server.user("Ana", locale="de"), server.user("Ben")
        guild = await server.guild("Home", members=[ana, ben])
        talk = await guild.text_channel("talk")
        async with hearing(gateway) as inbox:
            where = await guild.private_thread(talk, [ana, ben])
            room = Address("discord", str(where.id))
            message = await gateway.send(to(room, "How was it?", reply=True))
            await ana.presses("Write", where=where)
            await until(lambda: ana.window)
            await ana.submits("It was good.")
            inbound = await inbox.hears(Wrote)

        assert isinstance(inbound.body, Wrote)
        assert (inbound.body.text, inbound.body.reply_to) == ("It was good.", message)
        assert (inbound.address, inbound.private) == (room, False)
        assert not any(isinstance(one.body, Pressed) for one in inbox.all)

    async def test_counts(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """A thread by its members, a channel by who was let in, an open one by everybody."""
        ana, ben, eve = server.user("Ana"), server.user("Ben"), server.user("Eve")
        guild = await server.guild("Home", members=[ana, ben, eve])
        talk = await guild.text_channel("talk")
        private = await guild.text_channel("private", private_for=[ana, ben])
        thread = await guild.private_thread(talk, [ana, ben])

        counts = [
            await gateway.count(Address("discord", str(one.id))) for one in (thread, private, talk)
        ]

        assert counts == [3, 3, 4]

    async def test_a_notice_is_unseen_by_the_other(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """A private thing in a shared place."""
        ana, ben = server.user("Ana"), server.user("Ben")
        guild = await server.guild("Home", members=[ana, ben])
        talk = await guild.text_channel("talk")
        async with hearing(gateway) as inbox:
            await gateway.send(to(Address("discord", str(talk.id)), "Well?", "Yes"))
            await ana.presses("Yes", where=talk)
            pressed = (await inbox.hears(Pressed)).body
            assert isinstance(pressed, Pressed)
            await gateway.answer_press(pressed.press, "Not yours.")
            await ana.sees("Not yours.", where=talk)

        assert not any("Not yours." in text for text in ben.reads(where=talk))

    async def test_talk_is_not_heard(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """Only what is said to the bot, and without its name."""
        ana, ben = server.user("Ana"), server.user("Ben")
        guild = await server.guild("Home", members=[ana, ben])
        thread = await guild.private_thread(await guild.text_channel("talk"), [ana, ben])
        async with hearing(gateway) as inbox:
            await ana.writes("Shall we?", where=thread)
            await ben.writes("Yes, let us.", where=thread)
            await ana.writes("we are ready", where=thread, mention_bot=True)
            await inbox.hears(Wrote)

        assert inbox.texts == ["we are ready"]

    async def test_making_one(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """A private thread with both, and the code is brought into it."""
        ana, ben = server.user("Ana"), server.user("Ben")
        guild = await server.guild("Home", members=[ana, ben])
        talk = await guild.text_channel("talk")
        async with hearing(gateway) as inbox:
            await ana.slash("room", where=talk, code="secret", partner=ben)
            inbound = await inbox.hears(Commanded)
            await ana.sees("Made.", where=talk)
            room = chat(inbound)
            assert await gateway.count(room) == 3
            assert not any("Made." in text for text in ben.reads(where=talk))

        assert isinstance(inbound.body, Commanded)
        assert (inbound.body.name, inbound.body.argument) == ("start", "secret")
        assert room.chat != str(talk.id)

    async def test_not_in_a_thread(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """It says where one can be made."""
        ana, ben = server.user("Ana"), server.user("Ben")
        guild = await server.guild("Home", members=[ana, ben])
        thread = await guild.private_thread(await guild.text_channel("talk"), [ana, ben])
        async with hearing(gateway) as inbox:
            await ana.slash("room", where=thread, code="secret", partner=ben)
            await ana.sees("Only in a text channel.", where=thread)

        assert not any(isinstance(one.body, Commanded) for one in inbox.all)

    async def test_adding_the_bot(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """The address asks for the least it needs, and carries no code."""
        address = gateway.link("secret", room=True)

        assert address
        assert f"client_id={server.application_id}" in address
        assert "secret" not in address
        assert gateway.link("secret", room=False) is None


class TestBorrowed:
    """The chat of the two, where the bot is not: only answers reach it."""

    async def test_answers_only(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """Five to each press or command; then the letter waits for the next."""
        ana, ben = server.user("Ana"), server.user("Ben")
        there = server.private_channel([ana, ben])
        async with hearing(gateway) as inbox:
            await ana.slash("menu", where=there)
            room = chat(await inbox.hears(Commanded))
            assert await gateway.count(room) == 3
            for number in range(1, 6):
                await gateway.send(to(room, f"Number {number}.", number=number))
            with pytest.raises(TryLater):
                await gateway.send(to(room, "Number 6.", number=6))
            await ben.slash("menu", where=there)
            await until(lambda: len(inbox.all) == 2)
            await gateway.send(to(room, "Number 6.", number=6))

        assert [text for text in ben.reads(where=there) if text] == [
            f"Number {number}." for number in range(1, 7)
        ]

    async def test_after_a_restart(self, gateway: DiscordGateway) -> None:
        """Nothing is known of it but that it is borrowed: letters wait."""
        with pytest.raises(TryLater):
            await gateway.send(to(Address("discord", "3000", "borrowed")))


class TestKeeping:
    """What was heard is not heard before it is kept."""

    async def test_full(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """It waits."""
        ana = server.user("Ana")
        async with hearing(gateway, full(3)) as inbox:
            await ana.writes("One")
            await ana.writes("Two")
            await until(lambda: len(inbox.all) == 2)

        assert inbox.texts == ["One", "Two"]

    async def test_broken(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """The failure comes out."""
        ana = server.user("Ana")
        await ana.writes("One")
        task = asyncio.create_task(gateway.listen(Inbox(ZeroDivisionError()).keep))
        await asyncio.sleep(0.2)
        await ana.writes("Two")

        with pytest.raises(ZeroDivisionError):
            await asyncio.wait_for(task, 3)

    async def test_nothing_of_it_in_the_log(
        self,
        server: DiscordEmulator,
        gateway: DiscordGateway,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """No words, no names, no token, even of what goes wrong."""
        caplog.set_level(logging.WARNING)
        ana = server.user("Canaryname")
        async with hearing(gateway) as inbox:
            await ana.writes(CANARY)
            home = chat(await inbox.hears(Wrote))
            ana.closes_dms()
            with pytest.raises(Unreachable):
                await gateway.send(to(home, CANARY))
            await server.gateway.cut()
            await asyncio.sleep(0.2)

        for secret in (CANARY, "Canaryname", server.token):
            assert secret not in caplog.text


class TestClosing:
    """Signing off."""

    async def test_is_quick(self, server: DiscordEmulator) -> None:
        """Also while it hears."""
        gateway = gateway_to(server)
        await gateway.open()
        async with hearing(gateway):
            pass
        began = time.monotonic()

        await gateway.close()
        await gateway.close()

        assert time.monotonic() - began < 2

    async def test_nothing_looks_busy_after_it(self, server: DiscordEmulator) -> None:
        """Nobody would take the sign away later."""
        ana = server.user("Ana")
        gateway = gateway_to(server, tempo=SLOW)
        await gateway.open()
        async with hearing(gateway) as inbox:
            asked = await ana.slash("menu")
            await inbox.hears(Commanded)

        began = time.monotonic()
        await gateway.close()

        assert time.monotonic() - began < 0.5
        assert is_over(asked)
