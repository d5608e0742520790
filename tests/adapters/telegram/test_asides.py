"""What one person is told in front of others: seen by them alone, or at the button as before."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.telegram import TelegramGateway
from bot.ports.letters import Button
from tests.adapters.telegram.test_gateway import QUICK, Fixed, hearing, to, until
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_state import Press

HINT = " ".join(["This button is for the other one of you."] * 8)
"""Longer than a notice at a button may be."""
SHORT = "This question is closed."


class Scene:
    """Two people in a group with a bot that is no administrator, and a clock to be moved."""

    def __init__(self, server: TelegramEmulator, *, ephemeral: bool) -> None:
        self.now = 1000.0
        self.gateway = TelegramGateway(
            server.token,
            Fixed(),
            base_url=server.base_url,
            base_file_url=server.file_base_url,
            tempo=replace(QUICK, now=lambda: self.now),
            ephemeral=ephemeral,
        )
        self.ana, self.ben = server.user("Ana"), server.user("Ben")
        self.group = server.group_with_bot("Two", self.ana, self.ben)

    async def press(self, who: Person) -> Press:
        """Put a question into the group, and let somebody press its button."""
        self.now += 60.0
        await self.gateway.send(to(self.group, "Ready?", rows=((Button("Yes", "tok"),),)))
        message = await who.sees("Ready?", self.group)
        async with hearing(self.gateway) as inbox:
            press = who.presses(message, "Yes")
            await until(lambda: press.id in repr(inbox.bodies))
        return press


@pytest.fixture
async def server() -> AsyncIterator[TelegramEmulator]:
    """Open an emulator; every call has to follow the contract, where it is at hand."""
    async with TelegramEmulator() as server:
        yield server
        assert server.departures == []


@asynccontextmanager
async def scene_at(server: TelegramEmulator, *, ephemeral: bool = True) -> AsyncIterator[Scene]:
    """Open the bot for a while."""
    scene = Scene(server, ephemeral=ephemeral)
    await scene.gateway.open()
    try:
        yield scene
    finally:
        await scene.gateway.close()


def at_button(press: Press) -> str:
    """Give the notice at a button; it has to be there, or the button spins."""
    assert press.answer is not None
    return press.answer.text


class TestAsides:
    async def test_is_seen_by_nobody_else(self, server: TelegramEmulator) -> None:
        """
        Whoever pressed reads all of it, the other nothing, and the group's history has none.
        """
        async with scene_at(server) as scene:
            press = await scene.press(scene.ben)

            await scene.gateway.answer_press(press.id, HINT)

            assert scene.ben.overhears(scene.group) == (HINT,)
            assert scene.ana.overhears(scene.group) == ()
            assert all("for the other" not in (m.text or "") for m in scene.group.chat.messages)
            assert at_button(press) == ""

    async def test_is_off_at_first(self, server: TelegramEmulator) -> None:
        """
        Without the setting, everything is said at the button, and nothing new is asked for.
        """
        async with scene_at(server, ephemeral=False) as scene:
            press = await scene.press(scene.ben)

            await scene.gateway.answer_press(press.id, SHORT)

            assert at_button(press) == SHORT
            assert scene.ben.overhears(scene.group) == ()
            assert server.calls_of("deleteEphemeralMessage") == []

    async def test_says_it_at_the_button_in_a_private_chat(self, server: TelegramEmulator) -> None:
        """
        Where nobody else is, there is nothing to hide.
        """
        async with scene_at(server) as scene:
            scene.ana.start()
            await scene.gateway.send(to(scene.ana, "Ready?", rows=((Button("Yes", "tok"),),)))
            message = await scene.ana.sees("Ready?")
            async with hearing(scene.gateway) as inbox:
                press = scene.ana.presses(message, "Yes")
                await until(lambda: press.id in repr(inbox.bodies))

            await scene.gateway.answer_press(press.id, SHORT)

            assert at_button(press) == SHORT
            assert server.calls_of("deleteEphemeralMessage") == []

    async def test_does_not_try_when_it_is_too_late(self, server: TelegramEmulator) -> None:
        """
        After fifteen seconds it is said at the button, and the next press is in time again.
        """
        async with scene_at(server) as scene:
            late = await scene.press(scene.ben)
            scene.now += 16.0

            await scene.gateway.answer_press(late.id, SHORT)
            soon = await scene.press(scene.ben)
            await scene.gateway.answer_press(soon.id, HINT)

            assert at_button(late) == SHORT
            assert scene.ben.overhears(scene.group) == (HINT,)

    async def test_remembers_a_group_that_refused(self, server: TelegramEmulator) -> None:
        """
        Refused once, it is said at the button, for an hour without another try.
        """
        async with scene_at(server) as scene:
            first = await scene.press(scene.ben)
            server.clock.advance(20)
            await scene.gateway.answer_press(first.id, SHORT)
            second = await scene.press(scene.ben)
            await scene.gateway.answer_press(second.id, SHORT)
            early = scene.ben.overhears(scene.group)
            scene.now += 3600.0
            third = await scene.press(scene.ben)
            await scene.gateway.answer_press(third.id, SHORT)

            assert at_button(first) == SHORT
            assert at_button(second) == SHORT
            assert early == ()
            assert scene.ben.overhears(scene.group) == (SHORT,)

    async def test_shows_nothing_to_all_on_an_older_server(self, server: TelegramEmulator) -> None:
        """
        A server without such messages would show them to everybody; it is asked before.
        """
        async with scene_at(server) as scene:
            server.faults.next(
                faults.refusal(404, "Not Found: method not found"), method="deleteEphemeralMessage"
            )
            before = len(scene.group.chat.messages)
            for _ in range(2):
                press = await scene.press(scene.ben)
                await scene.gateway.answer_press(press.id, SHORT)
                assert at_button(press) == SHORT

            assert len(scene.group.chat.messages) == before + 2
            assert scene.ben.overhears(scene.group) == ()
            assert len(server.calls_of("deleteEphemeralMessage")) == 1

    async def test_says_it_at_the_button_when_the_answer_is_lost(
        self, server: TelegramEmulator
    ) -> None:
        """
        Nobody knows whether it arrived: rather twice than never.
        """
        async with scene_at(server) as scene:
            press = await scene.press(scene.ben)
            server.faults.next(faults.cut(faults.When.AFTER), method="sendMessage")

            await scene.gateway.answer_press(press.id, SHORT)

            assert at_button(press) == SHORT
