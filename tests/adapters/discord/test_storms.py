"""Bad days: limits, broken answers, cut lines, lost sessions. Nothing is lost, nothing doubled."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest

from adapters.discord import DiscordGateway
from bot.errors import ConfigError, Refused, TryLater, Uncertain, Unreachable
from bot.model.address import Address
from bot.ports.messages import CameIn, Inbound, Pressed, PutOut, Wrote
from tests.adapters.discord.bench import QUICK, Inbox, hearing, opened, to, until
from tests.emulators.discord import DiscordEmulator, Person, Place, faults

POST = r"POST /channels/\d+/messages$"
CUTS, SESSIONS = 20, 10
UNKNOWN_CHAT = Address("discord", "77")


@pytest.fixture
async def server() -> AsyncIterator[DiscordEmulator]:
    """Open an emulator."""
    async with DiscordEmulator() as server:
        yield server


@pytest.fixture
async def gateway(server: DiscordEmulator) -> AsyncIterator[DiscordGateway]:
    """Open a gateway that is signed in."""
    async with opened(server) as gateway:
        yield gateway


def home(person: Person) -> Address:
    """Give the address of somebody's private chat."""
    return Address("discord", str(person.dm.id))


def place(there: Place) -> Address:
    """Give the address of a channel or thread."""
    return Address("discord", str(there.id))


class TestLimits:
    """Discord asks for patience."""

    async def test_a_moment_is_waited_here(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """The letter goes."""
        ana = server.user("Ana")
        server.faults.next(POST, faults.flood(0.1))

        await gateway.send(to(home(ana), "One."))

        assert ana.reads() == ["One."]

    @pytest.mark.parametrize("everywhere", [True, False])
    async def test_more_is_handed_on(
        self, server: DiscordEmulator, gateway: DiscordGateway, everywhere: bool
    ) -> None:
        """With how long, and whether all chats have to wait."""
        server.faults.next(POST, faults.flood(30.0, everywhere=everywhere))

        with pytest.raises(TryLater) as later:
            await gateway.send(to(home(server.user("Ana"))))

        assert (later.value.after, later.value.everywhere) == (30.0, everywhere)

    async def test_shut_out(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """The wall in front of Discord wants no call at all, and for long."""
        server.faults.next(POST, faults.wall())

        with pytest.raises(TryLater) as later:
            await gateway.send(to(home(server.user("Ana"))))

        assert later.value.everywhere
        assert later.value.after >= 60

    async def test_the_pace_of_a_chat(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """Five messages in so many seconds; the sixth waits, and no call is refused."""
        server.paces(5, 2.5)
        ana = server.user("Ana")

        for number in range(1, 8):
            await gateway.send(to(home(ana), f"{number}.", number=number))

        assert ana.reads() == [f"{number}." for number in range(1, 8)]
        assert server.faults.happened == []


class TestBrokenAnswers:
    """What came of a letter is not always said."""

    @pytest.mark.parametrize("status", [500, 502])
    async def test_after_the_effect(
        self, server: DiscordEmulator, gateway: DiscordGateway, status: int
    ) -> None:
        """The library repeats it, and there is one message."""
        ana = server.user("Ana")
        server.faults.next(POST, faults.error(status, after=True))

        message = await gateway.send(to(home(ana), "One."))

        assert ana.reads() == ["One."]
        assert message == str(ana.shown()[0].id)

    async def test_a_cut_after_the_effect(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """Nobody knows; sent again it is still one, though a line stands before it."""
        ana = server.user("Ana")
        server.faults.next(POST, faults.cut(after=True))

        with pytest.raises(Uncertain):
            await gateway.send(to(home(ana), "One."))
        await gateway.send(to(home(ana), "Once more: One."))

        assert ana.reads() == ["One."]

    async def test_no_answer(self, server: DiscordEmulator) -> None:
        """A letter does not take for ever."""
        ana = server.user("Ana")
        async with opened(server, tempo=replace(QUICK, patience=0.3)) as gateway:
            server.faults.next(POST, faults.hang())

            with pytest.raises(Uncertain):
                await asyncio.wait_for(gateway.send(to(home(ana))), 2)

    async def test_given_up_while_it_waits(self, server: DiscordEmulator) -> None:
        """Discord said that it did not take it, so it may go again as it is."""
        ana = server.user("Ana")
        async with opened(server, tempo=replace(QUICK, patience=0.3)) as gateway:
            server.faults.next(POST, faults.flood(1.5))

            with pytest.raises(TryLater):
                await gateway.send(to(home(ana)))

    async def test_a_notice_after_the_effect(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """It is not repeated: nothing would keep it from being seen twice."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await gateway.send(to(home(ana), "Well?", "Yes"))
            await ana.presses("Yes")
            pressed = (await inbox.hears(Pressed)).body
            assert isinstance(pressed, Pressed)
            server.faults.next("POST /webhooks/", faults.error(502, after=True))
            await gateway.answer_press(pressed.press, "Closed.")

        assert ana.reads() == ["Well?", "Closed."]

    async def test_a_first_answer_that_is_lost(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """It is given again; a second one does no harm."""
        ana = server.user("Ana")
        server.faults.next("POST /interactions/", faults.error(502), faults.cut())
        async with hearing(gateway) as inbox:
            await gateway.send(to(home(ana), "Well?", "Yes"))
            for _ in range(2):
                await ana.presses("Yes")
            await until(lambda: len(inbox.all) == 2)
            await until(lambda: server.unanswered[1:] == [])

        assert len(server.unanswered) <= 1

    async def test_a_form_that_is_refused(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """It goes once more in a simple one; then it is said that it cannot be sent."""
        ana = server.user("Ana")
        server.faults.next(POST, faults.error(400), faults.error(400), faults.error(400))

        with pytest.raises(Refused):
            await gateway.send(to(home(ana), "One."))
        await gateway.send(to(home(ana), "Two.", number=2))

        assert ana.reads() == ["Two."]
        assert sum(call.path.endswith("/messages") for call in server.calls) == 4

    async def test_no_way(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """What cannot have left may go again as it is, on an old line or a new one."""
        ana = server.user("Ana")
        await server.__aexit__(None, None, None)

        for _ in range(2):
            with pytest.raises(TryLater):
                await gateway.send(to(home(ana)))

    async def test_an_old_token(self, server: DiscordEmulator, gateway: DiscordGateway) -> None:
        """After a quarter of an hour a notice is too late, and that is all."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            await gateway.send(to(home(ana), "Well?", "Yes"))
            await ana.presses("Yes")
            pressed = (await inbox.hears(Pressed)).body
            assert isinstance(pressed, Pressed)
            await until(lambda: not server.unanswered)
            server.passes(16 * 60)
            await gateway.answer_press(pressed.press, "Closed.")

        assert ana.reads() == ["Well?"]


class TestPlaces:
    """Rooms that close."""

    async def test_archived_and_locked(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """Writing opens an archived thread; a locked one stays shut."""
        ana, ben = server.user("Ana"), server.user("Ben")
        guild = await server.guild("Home", members=[ana, ben])
        async with hearing(gateway) as inbox:
            thread = await guild.private_thread(await guild.text_channel("talk"), [ana, ben])
            await thread.archives()
            await gateway.send(to(place(thread)))
            await thread.locks()
            with pytest.raises(Unreachable):
                await gateway.send(to(place(thread), number=2))
            await inbox.hears(PutOut)

    async def test_rights_and_channels_go(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """Each is told once, and what comes back too."""
        ana = server.user("Ana")
        guild = await server.guild("Home", members=[ana])
        talk = await guild.text_channel("talk")
        async with hearing(gateway) as inbox:
            await gateway.send(to(place(talk)))
            await guild.takes_permission(talk, "send_messages")
            await inbox.hears(PutOut)
            with pytest.raises(Unreachable):
                await gateway.send(to(place(talk), number=2))
            await guild.gives_permission(talk, "send_messages")
            await inbox.hears(CameIn)
            await talk.delete()
            await until(lambda: told(inbox, talk) == ["PutOut", "CameIn", "PutOut"])
            with pytest.raises(Unreachable):
                await gateway.send(to(place(talk), number=3))

    async def test_put_off_a_server(self, server: DiscordEmulator) -> None:
        """The couple's room is named, also when nobody used it since the start."""
        ana = server.user("Ana")
        guild = await server.guild("Home", members=[ana])
        talk = await guild.text_channel("talk")
        async with opened(server, haunts=[place(talk)]) as gateway, hearing(gateway) as inbox:
            await guild.removes_bot()
            await until(lambda: told(inbox, talk) == ["PutOut"])
            await guild.adds_bot()
            await until(lambda: told(inbox, talk) == ["PutOut", "CameIn"])


def told(inbox: Inbox, there: Place) -> list[str]:
    """Give what was told of a place, apart from who is in it."""
    kinds = [type(one.body).__name__ for one in inbox.all if one.address == place(there)]
    return [kind for kind in kinds if kind != "Gathered"]


class TestSessions:
    """The line to Discord breaks, and comes back."""

    @pytest.mark.parametrize("how", ["cable", "code", "asked to"])
    async def test_twenty_cuts(
        self, server: DiscordEmulator, gateway: DiscordGateway, how: str
    ) -> None:
        """What was written meanwhile is told again by Discord, in order."""
        ana = server.user("Ana")
        async with hearing(gateway) as inbox:
            for number in range(CUTS):
                if how == "asked to":
                    await server.gateway.reconnect()
                else:
                    await server.gateway.cut(4000 if how == "code" else None)
                await ana.writes(f"{number}")
                await until(lambda number=number: f"{number}" in inbox.texts)  # type: ignore[misc]

        assert inbox.texts == [f"{number}" for number in range(CUTS)]

    async def test_ten_sessions(self, server: DiscordEmulator) -> None:
        """Discord forgot what was written meanwhile; it is looked up, and comes in order."""
        ana, ben = server.user("Ana"), server.user("Ben")
        async with opened(server, haunts=[home(ana)]) as gateway, hearing(gateway) as inbox:
            await ben.writes("I am new.")
            await inbox.hears(Wrote)
            for number in range(SESSIONS):
                before = server.gateway.identified
                await server.gateway.invalidate(resumable=False)
                for person in (ana, ben):
                    await person.writes(f"{person.name} {number}")
                await until(lambda before=before: server.gateway.identified > before)  # type: ignore[misc]
                await ana.writes(f"later {number}")
                await until(lambda number=number: f"later {number}" in inbox.texts)  # type: ignore[misc]

        said = [text for text in inbox.texts if not text.startswith("Ben")]
        expected = [f"{what} {number}" for number in range(SESSIONS) for what in ("Ana", "later")]
        assert said == ["I am new.", *expected]
        assert len(inbox.texts) == 1 + 3 * SESSIONS

    async def test_a_start_after_a_day_off(self, server: DiscordEmulator) -> None:
        """What was written meanwhile is read, also when it is much."""
        ana = server.user("Ana")
        for number in range(120):
            await ana.writes(f"{number}")
        known = [home(ana), UNKNOWN_CHAT, Address("telegram", "5")]
        async with opened(server, haunts=known) as gateway, hearing(gateway) as inbox:
            await until(lambda: len(inbox.all) == 120)

        assert inbox.texts == [f"{number}" for number in range(120)]

    async def test_looking_back_in_a_storm(self, server: DiscordEmulator) -> None:
        """It is tried again."""
        ana = server.user("Ana")
        await ana.writes("Hello?")
        server.faults.next(
            "GET /channels/", faults.error(503), faults.flood(2.5), faults.error(503)
        )
        async with opened(server, haunts=[home(ana)]) as gateway, hearing(gateway) as inbox:
            await inbox.hears(Wrote)

    @pytest.mark.parametrize(
        ("code", "word"),
        [
            (4004, "reset"),
            (4011, "servers"),
            (4013, "Nothing has to be enabled"),
            (4014, "no privileged intent"),
        ],
    )
    async def test_refused_for_good(
        self, server: DiscordEmulator, gateway: DiscordGateway, code: int, word: str
    ) -> None:
        """The operator is told what it means."""
        server.gateway.refuse(code)

        with pytest.raises(ConfigError, match=word):
            await asyncio.wait_for(gateway.listen(Inbox().keep), 5)

    async def test_a_long_silence(
        self, server: DiscordEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The library rests ever longer between attempts; it is not left to."""
        resting = SimpleNamespace(delay=lambda: 60.0)
        monkeypatch.setattr("discord.client.ExponentialBackoff", lambda: resting)
        ana = server.user("Ana")
        quick = replace(QUICK, longest=0.5)
        async with opened(server, haunts=[home(ana)], tempo=quick) as gateway:
            async with hearing(gateway) as inbox:
                await server.__aexit__(None, None, None)
                await asyncio.sleep(0.3)
                await server.__aenter__()
                await ana.writes("Are you there?")
                await inbox.hears(Wrote)
            assert gateway.last_heard > 0

    async def test_what_cannot_be_read(self, server: DiscordEmulator) -> None:
        """It is left behind in a session of its own, and what follows is heard."""
        ana = server.user("Ana")
        async with opened(server, haunts=[home(ana)]) as gateway, hearing(gateway) as inbox:
            await server.gateway.tell("MESSAGE_CREATE", {"id": "nonsense"})
            await ana.writes("Hello?")
            await inbox.hears(Wrote)

        assert inbox.texts == ["Hello?"]


class TestManyAtOnce:
    """Twenty a second."""

    async def test_are_answered_in_time(
        self, server: DiscordEmulator, gateway: DiscordGateway
    ) -> None:
        """However long keeping takes."""
        people = [server.user(f"P{number}") for number in range(20)]

        class Slow(Inbox):
            async def keep(self, inbounds: Sequence[Inbound]) -> None:
                await asyncio.sleep(0.5)
                await super().keep(inbounds)

        async with hearing(gateway, Slow()) as inbox:
            for _ in range(3):
                for person in people:
                    await person.slash("menu")
                    await asyncio.sleep(0.05)
            await until(lambda: len(inbox.all) == 60)

        assert server.unanswered == []
        assert server.slow(2.0) == []
