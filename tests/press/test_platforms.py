"""Pictures out and photos in, on every platform."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from discord.http import HTTPClient
from PIL import Image
from telegram import File

from adapters.discord import DiscordGateway
from adapters.playground.gateway import PlaygroundGateway
from adapters.playground.outbound import shown as on_the_stage
from adapters.playground.stage import Stage
from adapters.telegram import TelegramGateway
from adapters.terminal.gateway import PLATFORM, TerminalGateway
from adapters.terminal.gateway import Shown as InTheTerminal
from bot.errors import Refused, TryLater
from bot.model.address import Address
from bot.model.ids import LetterId
from bot.model.words import words
from bot.ports.gateway import Gateway
from bot.ports.letters import Attachment, Content, Letter
from bot.ports.messages import Attached
from bot.ports.press import MOST_BYTES
from bot.press.photo import clean
from tests.adapters.discord import bench
from tests.adapters.telegram.test_gateway import Inbox, gateway_to, hearing, to, until
from tests.emulators import telegram_faults as faults
from tests.emulators.discord import DiscordEmulator
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_content import Content as Sent
from tests.emulators.telegram_state import StoredFile

PICTURE = Attachment("weeks.png", b"\x89PNG and more")
PAPER = Attachment("notes.pdf", b"%PDF and more")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        """Give always the same time."""
        return NOON


def files(server: TelegramEmulator) -> dict[str, StoredFile]:
    """Give what Telegram keeps."""
    return server._world.files


class TestTelegram:
    @pytest.fixture
    async def server(self) -> AsyncIterator[TelegramEmulator]:
        async with TelegramEmulator() as server:
            yield server
            assert server.departures == []

    @pytest.fixture
    async def gateway(self, server: TelegramEmulator) -> AsyncIterator[TelegramGateway]:
        gateway = gateway_to(server)
        await gateway.open()
        yield gateway
        await gateway.close()

    async def photographed(self, server: TelegramEmulator, gateway: TelegramGateway) -> str:
        """Let somebody send a photo; give the reference to it."""
        ana = server.user("Ana")
        inbox = Inbox()
        async with hearing(gateway, inbox):
            ana.start()
            ana.sends(Sent.PHOTO)
            await until(lambda: any(isinstance(one, Attached) for one in inbox.bodies))
        (one,) = [one for one in inbox.bodies if isinstance(one, Attached)]
        return one.file

    async def test_a_picture_is_seen(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """In the chat, with the words below it."""
        ana = server.user("Ana")
        ana.start()
        letter = to(ana, "Your weeks")

        await gateway.send(replace(letter, content=replace(letter.content, attachment=PICTURE)))

        message = await ana.sees("Your weeks")
        assert message.content["photo"]
        assert PICTURE.body in [one.content for one in files(server).values()]

    async def test_a_paper_is_a_file(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        ana = server.user("Ana")
        ana.start()
        letter = to(ana, "Your page")

        await gateway.send(replace(letter, content=replace(letter.content, attachment=PAPER)))

        message = await ana.sees("Your page")
        document = message.content["document"]
        assert isinstance(document, dict)
        assert document["file_name"] == "notes.pdf"

    async def test_a_photo_is_fetched(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        reference = await self.photographed(server, gateway)

        assert await gateway.fetch(reference) == b"a photo"

    async def test_too_large(
        self, server: TelegramEmulator, gateway: TelegramGateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is refused before it is fetched."""

        async def download(_: File) -> bytearray:
            raise AssertionError

        monkeypatch.setattr(File, "download_as_bytearray", download)
        reference = await self.photographed(server, gateway)
        name = reference.partition(":")[2]
        large = replace(files(server)[name], content=bytes(MOST_BYTES + 1))
        files(server)[name] = large

        with pytest.raises(Refused, match="too large"):
            await gateway.fetch(reference)

    @pytest.mark.parametrize("reference", ["telegram:gone", "telegram:", "discord:1:2:3", ""])
    async def test_not_to_be_had(self, gateway: TelegramGateway, reference: str) -> None:
        with pytest.raises(Refused):
            await gateway.fetch(reference)

    @pytest.mark.parametrize("fault", [faults.error(502), faults.cut(), faults.html()])
    async def test_no_way_there(
        self, server: TelegramEmulator, gateway: TelegramGateway, fault: faults.Fault
    ) -> None:
        """It may be asked for again; no cause is told, for an address has the token in it."""
        reference = await self.photographed(server, gateway)
        server.faults.next(fault, method="getFile")

        with pytest.raises(TryLater) as later:
            await gateway.fetch(reference)

        assert later.value.__cause__ is None


class TestDiscord:
    @pytest.fixture
    async def server(self) -> AsyncIterator[DiscordEmulator]:
        async with DiscordEmulator() as server:
            yield server
            assert list(server.problems) == []

    @pytest.fixture
    async def gateway(self, server: DiscordEmulator) -> AsyncIterator[DiscordGateway]:
        async with bench.opened(server) as gateway:
            yield gateway

    async def photographed(self, server: DiscordEmulator, gateway: DiscordGateway) -> str:
        """Let somebody send a photo; give the reference to it."""
        ana = server.user("Ana")
        async with bench.hearing(gateway) as inbox:
            await ana.writes("", attachments=("photo",))
            inbound = await inbox.hears(Attached)
        assert isinstance(inbound.body, Attached)
        return inbound.body.file

    async def test_a_photo_is_fetched(
        self, server: DiscordEmulator, gateway: DiscordGateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """From where it lies just now."""
        asked: list[str] = []

        async def get(_: HTTPClient, url: str) -> bytes:
            asked.append(url)
            return b"a photo"

        monkeypatch.setattr(HTTPClient, "get_from_cdn", get)
        reference = await self.photographed(server, gateway)

        assert await gateway.fetch(reference) == b"a photo"
        assert asked == [f"https://cdn.example/{reference.rpartition(':')[2]}/us.png"]

    async def test_more_than_was_said(
        self, server: DiscordEmulator, gateway: DiscordGateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def get(_: HTTPClient, __: str) -> bytes:
            return bytes(MOST_BYTES + 1)

        monkeypatch.setattr(HTTPClient, "get_from_cdn", get)
        reference = await self.photographed(server, gateway)

        with pytest.raises(Refused):
            await gateway.fetch(reference)

    async def test_no_way_there(
        self, server: DiscordEmulator, gateway: DiscordGateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def get(_: HTTPClient, __: str) -> bytes:
            raise OSError

        monkeypatch.setattr(HTTPClient, "get_from_cdn", get)
        reference = await self.photographed(server, gateway)

        with pytest.raises(TryLater):
            await gateway.fetch(reference)

    @pytest.mark.parametrize("reference", ["discord:1:2:3", "discord:x", "telegram:x", ""])
    async def test_not_to_be_had(self, gateway: DiscordGateway, reference: str) -> None:
        with pytest.raises(Refused):
            await gateway.fetch(reference)


class TestHere:
    """The platforms that are in this machine."""

    async def test_a_photo_is_fetched(self) -> None:
        """One that stands for any, and that can be looked at."""
        terminal = TerminalGateway(Noon(), {}, lambda _: None, lambda _: None)
        playground = PlaygroundGateway(Stage(Noon(), {"a": "Ana", "b": "Ben"}), Noon())
        gateways: tuple[Gateway, ...] = (terminal, playground)

        for one in gateways:
            photo = await one.fetch(f"{one.platform}:picture-1")
            assert Image.open(BytesIO(clean(photo))).size == (8, 6)
            with pytest.raises(Refused):
                await one.fetch("telegram:x")

    @pytest.mark.parametrize("file", [PICTURE, PAPER])
    async def test_a_terminal_names_what_it_cannot_show(self, file: Attachment) -> None:
        seen: list[InTheTerminal] = []
        terminal = TerminalGateway(Noon(), {}, seen.append, lambda _: None)
        content = Content(words("Here."), attachment=file)
        where = Address(PLATFORM, "a")

        await terminal.send(Letter(LetterId(1), where, content, 1, True, False, False))

        assert seen[0].file == Attachment(file.name, b"")

    def test_the_stage_shows_pictures(self) -> None:
        picture = on_the_stage(Content(words("Here."), attachment=PICTURE))
        paper = on_the_stage(Content(words("Here."), attachment=PAPER))
        text = on_the_stage(Content(words("Here."), attachment=Attachment("a.txt", b"words")))

        assert picture["picture"].startswith("data:image/png;base64,")
        assert picture["spans"] == [["p", "Here."]]
        assert paper["picture"] is None
        assert [said for _, said in paper["spans"]] == ["Here.", "\n\nnotes.pdf\n", ""]
        assert text["spans"][-1] == ["p", "words"]
