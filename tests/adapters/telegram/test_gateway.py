"""The whole adapter against the emulator, over HTTP, with the library as it is."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from adapters.telegram import Menu, TelegramGateway
from adapters.telegram.poll import Tempo
from bot.errors import (
    ConfigError,
    DeliveryError,
    Moved,
    Refused,
    TryLater,
    Uncertain,
    Unreachable,
    Unwritable,
)
from bot.model.address import Address
from bot.model.ids import LetterId
from bot.model.words import Span, Style, Words, quote, words
from bot.ports.company import ANYBODY
from bot.ports.gateway import Gateway
from bot.ports.letters import Attachment, Button, Content, Letter
from bot.ports.messages import (
    Attached,
    Body,
    CameIn,
    Commanded,
    Gathered,
    Inbound,
    MovedHouse,
    Pressed,
    PutOut,
    Wrote,
)
from tests.adapters.telegram.updates import NOW
from tests.emulators import telegram_content as contents
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_faults import Fault, When
from tests.emulators.telegram_log import Call
from tests.emulators.telegram_queue import Disorder
from tests.emulators.telegram_types import Placed

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

MENU = Menu(None, private=(("help", "What I can do"),), room=(("ready", "I am ready"),))
GERMAN = Menu("de", private=(("help", "Was ich kann"),), room=(("ready", "Ich bin bereit"),))
CANARY = "ourveryprivatewords"
QUICK = Tempo(hold=1, unwritable=0.02, longest=0.1, farewell=2.0)


class Fixed:
    """A clock that stands."""

    def now(self) -> datetime:
        """Give always the same time."""
        return NOW


class Inbox:
    """What was kept, without doubles; it may be full for a while."""

    def __init__(self) -> None:
        self.kept: dict[str, Inbound] = {}
        self.refusals = 0
        self.copies = 0

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep a batch, all or nothing."""
        if self.refusals:
            self.refusals -= 1
            raise Unwritable
        for inbound in inbounds:
            self.copies += inbound.key in self.kept
            self.kept.setdefault(inbound.key, inbound)

    @property
    def bodies(self) -> list[Body]:
        """Give what was kept, in order."""
        return [inbound.body for inbound in self.kept.values()]

    @property
    def texts(self) -> list[str]:
        """Give what people said."""
        return [body.text for body in self.bodies if isinstance(body, Wrote)]


@pytest.fixture
async def server() -> AsyncIterator[TelegramEmulator]:
    """Open an emulator; every call has to follow the contract, where it is at hand."""
    async with TelegramEmulator() as server:
        yield server
        assert server.departures == []


def gateway_to(
    server: TelegramEmulator, *, token: str = "", tempo: Tempo = QUICK
) -> TelegramGateway:
    """Build a gateway to an emulator."""
    return TelegramGateway(
        token or server.token,
        Fixed(),
        menus=(MENU, GERMAN),
        base_url=server.base_url,
        base_file_url=server.file_base_url,
        tempo=tempo,
    )


@pytest.fixture
async def gateway(server: TelegramEmulator) -> AsyncIterator[TelegramGateway]:
    """Open a gateway that is signed in."""
    gateway = gateway_to(server)
    await gateway.open()
    yield gateway
    await gateway.close()


@asynccontextmanager
async def hearing(gateway: TelegramGateway, inbox: Inbox | None = None) -> AsyncIterator[Inbox]:
    """Let a gateway hear for a while."""
    inbox = inbox or Inbox()
    task = asyncio.create_task(gateway.listen(inbox.keep))
    try:
        yield inbox
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(look: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(seconds):
        # It may be anything, and nothing tells when it changes.
        while not look():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def to(place: Placed, text: Words | str = "Hello.", **fields: object) -> Letter:
    """Write a letter."""
    content = Content(words(text) if isinstance(text, str) else text)
    content = replace(content, **fields)  # type: ignore[arg-type]
    return Letter(
        LetterId(1),
        Address("telegram", str(place.id)),
        content,
        attempt=1,
        must=True,
        unsure=False,
        joint=False,
    )


def address_of(place: Placed) -> Address:
    return Address("telegram", str(place.id))


def deletions(server: TelegramEmulator) -> Sequence[Call]:
    return server.calls_of("deleteMessages")


async def trouble(gateway: TelegramGateway, letter: Letter) -> DeliveryError:
    """Send a letter that does not go; give why."""
    with pytest.raises(DeliveryError) as caught:
        await gateway.send(letter)
    return caught.value


class TestOpening:
    async def test_signs_in_and_hangs_up_the_menus(self, server: TelegramEmulator) -> None:
        """
        Private chats and groups have menus of their own, in people's languages.
        """
        ana, ben = server.user("Ana", language="de"), server.user("Ben")
        gateway = gateway_to(server)

        assert gateway.link("abc", room=False) is None
        assert await gateway.open() == str(server.bot.id)

        room = server.group_with_bot("Us", ana, ben)
        ana.start()
        ben.start()
        assert ana.menu() == (("help", "Was ich kann"),)
        assert ben.menu() == (("help", "What I can do"),)
        assert ben.menu(room) == (("ready", "I am ready"),)
        assert gateway.link("abc", room=False) == "https://t.me/mortar_test_bot?start=abc"
        assert gateway.link("abc", room=True) == "https://t.me/mortar_test_bot?startgroup=abc"
        await gateway.close()

    @pytest.mark.parametrize(
        "token",
        [
            pytest.param("7000000001:AAThisIsTheTokenOfAnotherBot000000000", id="91-wrong"),
            pytest.param("7000000001:AAwith newline000000000000000000000\n", id="91-newline"),
            pytest.param('"7000000001:AAEmulatorTokenForTestsOnly0000000000"', id="91-quotes"),
            pytest.param("MTAx.Gabcde.discord-token-looks-like-this", id="91-Discord"),
            pytest.param("0", id="91-short"),
        ],
    )
    async def test_refuses_a_wrong_token(self, server: TelegramEmulator, token: str) -> None:
        """
        One paragraph says where it stands, and never what stands there.
        """
        with pytest.raises(ConfigError, match="MORTAR_TELEGRAM_TOKEN") as caught:
            await gateway_to(server, token=token).open()

        seen = caught.value
        assert token.strip() not in str(seen) or token == "0"
        assert seen.__suppress_context__ or seen.__context__ is None
        assert "\n" not in str(seen)

    async def test_waits_for_a_way_to_telegram(self, server: TelegramEmulator) -> None:
        """
        119: no network at the start is not the operator's mistake.
        """
        await server.goes_down()
        opening = asyncio.create_task(gateway_to(server).open())
        await asyncio.sleep(0.1)
        assert not opening.done()

        await server.comes_up()

        assert await opening == str(server.bot.id)

    @pytest.mark.parametrize(
        "fault",
        [faults.html(), faults.half_json(), faults.error(500), faults.flood(), faults.cut()],
        ids=["html", "half json", "500", "flood", "cut"],
    )
    async def test_goes_on_after_a_fault(self, server: TelegramEmulator, fault: Fault) -> None:
        """
        Any step of signing in may go wrong once.
        """
        for method in ("getMe", "deleteWebhook", "setMyCommands"):
            server.faults.next(fault, method=method)

        assert await gateway_to(server).open() == str(server.bot.id)

    async def test_throws_no_news_away(self, server: TelegramEmulator) -> None:
        """
        What was said while the bot was down is heard.
        """
        ana = server.user("Ana")
        ana.start("abc")
        gateway = gateway_to(server)
        await gateway.open()

        async with hearing(gateway) as inbox:
            await until(lambda: inbox.kept)

        assert inbox.bodies == [Commanded("start", "abc", "1")]
        await gateway.close()


class TestHearing:
    async def test_hears_a_couple(self, server: TelegramEmulator, gateway: TelegramGateway) -> None:
        """
        People and their group, over the real library.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        async with hearing(gateway) as inbox:
            ana.start("abc")
            ana.sends(contents.Content.VOICE)
            ana.forwards("his words", ben)
            room = server.supergroup("Us", ana, ben)
            ana.adds_bot(room, "room1")
            ben.says("not for the bot", room)
            room.join(server.user("Cleo"))
            ana.blocks()
            await until(lambda: len(inbox.kept) >= 7)

        kinds = [type(body) for body in inbox.bodies]
        assert kinds == [Commanded, Attached, Wrote, CameIn, Commanded, Gathered, PutOut]
        assert gateway.skipped == 0

    async def test_hears_a_press_and_stops_its_spinner(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        The token comes back; the notice is cut to what fits; the buttons go.
        """
        ana = server.user("Ana")
        ana.start()
        sent = await gateway.send(to(ana, "Yes?", rows=((Button("Yes", "tok"),),)))
        message = await ana.sees("Yes?")
        async with hearing(gateway) as inbox:
            press = ana.presses(message, "Yes")
            await until(lambda: len(inbox.kept) == 2)

        body = inbox.bodies[-1]
        assert body == Pressed("tok", press.id, sent)
        await gateway.answer_press(press.id, "😀" * 300)
        await gateway.answer_press(press.id, None)
        await gateway.strip(Address("telegram", str(ana.id)), sent)
        await gateway.strip(Address("telegram", str(ana.id)), sent)
        assert press.answer is not None
        assert press.answer.text == "😀" * 99 + "…"
        assert message.buttons == ()

    async def test_keeps_before_it_confirms(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        While nothing can be written, nothing is confirmed, and all of it comes again.
        """
        ana = server.user("Ana")
        ana.start()
        ana.says("one")
        full = Inbox()
        full.refusals = 1_000_000
        async with hearing(gateway, full):
            await until(lambda: len(server.calls_of("getUpdates")) >= 3)
            assert len(server.updates.waiting) == 2

            full.refusals = 0
            await until(lambda: full.kept)
            ana.says("two")
            await until(lambda: not server.updates.waiting)

        assert full.texts == ["one", "two"]
        assert full.copies == 0

    async def test_hears_again_what_a_crash_left(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        A process that dies between keeping and confirming hears it twice, under one key.
        """
        ana = server.user("Ana")
        ana.start()
        inbox = Inbox()

        async def keep_and_die(inbounds: Sequence[Inbound]) -> None:
            await inbox.keep(inbounds)
            raise SystemExit

        with pytest.raises(SystemExit):
            await gateway.listen(keep_and_die)
        assert server.updates.waiting

        again = gateway_to(server)
        await again.open()
        async with hearing(again, inbox):
            await until(lambda: not server.updates.waiting)
        await again.close()

        assert len(inbox.kept) == inbox.copies == 1

    @pytest.mark.parametrize(
        "fault",
        [
            pytest.param(faults.html(200), id="114-html"),
            pytest.param(faults.half_json(), id="114-half json"),
            pytest.param(faults.refusal(200, "Odd"), id="114-not ok"),
            pytest.param(faults.error(502), id="502 before"),
            pytest.param(faults.error(502, When.AFTER), id="502 after"),
            pytest.param(faults.cut(), id="cut before"),
            pytest.param(faults.cut(When.AFTER), id="cut after"),
            pytest.param(faults.flood(), id="429"),
            pytest.param(faults.refusal(409, "Conflict: terminated by other getUpdates"), id="409"),
            pytest.param(faults.silence(), id="silence"),
        ],
    )
    async def test_loses_and_doubles_nothing(
        self, server: TelegramEmulator, gateway: TelegramGateway, fault: Fault
    ) -> None:
        """
        Whatever happens to a poll, everything is kept once and in order.
        """
        ana = server.user("Ana")
        ana.start()
        async with hearing(gateway) as inbox:
            for n in range(6):
                server.faults.next(fault, method="getUpdates", skip=1)
                ana.says(str(n))
                await asyncio.sleep(0.03)
            server.faults.clear()
            await until(lambda: not server.updates.waiting, 10)

        assert inbox.texts == [str(n) for n in range(6)]

    async def test_lives_with_disorder(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        R6, R8: updates that come again, ids that jump up and down.
        """
        server.updates.disorder = Disorder(repeat_update=0.2, repeat_batch=0.2)
        ana = server.user("Ana")
        ana.start()
        async with hearing(gateway) as inbox:
            for n in range(60):
                server.updates.jump(-5000 if n % 2 else 900)
                ana.says(str(n))
                if not n % 3:
                    await until(lambda: not server.updates.waiting)
            server.updates.disorder = Disorder()
            await until(lambda: not server.updates.waiting, 10)

        assert inbox.texts == [str(n) for n in range(60)]

    async def test_passes_over_what_it_cannot_read(
        self,
        server: TelegramEmulator,
        gateway: TelegramGateway,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """
        113: a broken update is skipped and counted, and holds nobody up.
        """
        ana = server.user("Ana")
        ana.start()
        async with hearing(gateway) as inbox:
            server.injects({"message": {"text": CANARY}})
            server.injects({"message": {"message_id": "x", "date": "soon", "chat": []}})
            server.injects({"callback_query": {"id": 7, "message": {"message_id": 1}}})
            server.injects({"my_chat_member": {"chat": {"id": 1, "type": "private"}, "date": 1}})
            server.injects({"brand_new": {"text": CANARY}})
            ana.says("still here")
            await until(lambda: inbox.texts and not server.updates.waiting)

        assert gateway.skipped == 4
        assert CANARY not in caplog.text

    async def test_takes_a_heavy_batch(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        114: a hundred updates of the greatest size.
        """
        ana = server.user("Ana")
        ana.start()
        for n in range(120):
            server.injects({"message": {"weight": "y" * 100_000} | _message(ana.id, n)})
        async with hearing(gateway) as inbox:
            await until(lambda: not server.updates.waiting, 30)

        assert inbox.texts[-120:] == [str(n) for n in range(120)]

    async def test_gives_way_when_the_token_is_revoked(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        120: hearing ends with a paragraph; letters stay where they are.
        """
        ana = server.user("Ana")
        ana.start()
        server.revokes_token()

        with pytest.raises(ConfigError) as caught:
            await gateway.listen(Inbox().keep)

        assert server.token not in str(caught.value)
        later = await trouble(gateway, to(ana))
        assert isinstance(later, TryLater)
        assert later.everywhere

    async def test_says_that_another_program_hears(
        self,
        server: TelegramEmulator,
        gateway: TelegramGateway,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """
        Two programs with one token: both say so, nothing is lost between them.
        """
        ana = server.user("Ana")
        ana.start()
        other = gateway_to(server)
        await other.open()
        inbox = Inbox()
        async with hearing(gateway, inbox), hearing(other, inbox):
            await until(lambda: "Another program uses this bot's token" in caplog.text)
            ana.says("hello?")
            await until(lambda: inbox.texts)
        await other.close()

        assert inbox.texts == ["hello?"]

    async def test_asks_anew_after_a_silent_death(self, server: TelegramEmulator) -> None:
        """
        R11: a poll that hangs is given up, and what was said meanwhile is heard.
        """
        gateway = gateway_to(server, tempo=replace(QUICK, patience=0.2))
        await gateway.open()
        server.faults.next(faults.hang(), method="getUpdates", times=2)
        ana = server.user("Ana")
        ana.start()
        ana.says("anybody?")
        async with hearing(gateway) as inbox:
            await until(lambda: inbox.texts)

        assert inbox.texts == ["anybody?"]
        assert gateway.last_heard > 0
        await gateway.close()


def _message(user: int, n: int) -> dict[str, object]:
    chat: dict[str, object] = {"id": user, "type": "private", "first_name": "Ana"}
    sender: dict[str, object] = {"id": user, "is_bot": False, "first_name": "Ana"}
    return {"message_id": 1000 + n, "date": 1, "chat": chat, "from": sender, "text": str(n)}


class TestSending:
    async def test_shows_words_and_styles(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        Bold is bold, quoted words are literal, nothing previews a link.
        """
        ana = server.user("Ana")
        ana.start()
        text = (Span("😀 Ben", Style.BOLD), Span(" wrote: "), quote("see https://evil.example"))

        sent = await gateway.send(to(ana, text, protect=True, silent=True))

        message = await ana.sees("wrote")
        assert str(message.message_id) == sent
        assert message.entities == ({"type": "bold", "offset": 0, "length": 6},)
        assert "evil.example" not in (message.text or "")
        assert message.content["link_preview_options"] == {"is_disabled": True}
        assert (message.protected, message.silent) == (True, True)

    async def test_opens_a_reply_field(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        The answer reaches a bot that cannot read the group, and says what it answers.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        room = server.group_with_bot("Us", ana, ben)

        sent = await gateway.send(to(room, "How was it?", reply=True))

        question = await ben.sees("How was it?", room)
        assert question.interface is not None
        assert question.interface["force_reply"] is True
        async with hearing(gateway) as inbox:
            ben.replies(question, "hard")
            await until(lambda: inbox.texts)
        assert isinstance(inbox.bodies[-1], Wrote)
        assert inbox.bodies[-1].reply_to == sent

    async def test_writes_into_its_topic(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        A letter stays in its topic; a deleted one is out of reach (67).
        """
        ana = server.user("Ana")
        forum = server.supergroup("Us", ana)
        ana.adds_bot(forum)
        topic = forum.opens_topic("Evenings")
        letter = to(forum)
        letter = replace(letter, address=replace(letter.address, thread=str(topic)))

        await gateway.send(letter)

        assert (await ana.sees("Hello.", forum)).thread == topic
        forum.deletes_topic(topic)
        assert isinstance(await trouble(gateway, letter), Unreachable)

    async def test_takes_no_styles_off_but_once(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        R14: styles that are not taken cost the styles, not the letter, and never a loop.
        """
        ana = server.user("Ana")
        ana.start()
        refused = faults.refusal(400, "Bad Request: can't parse entities: odd")
        bold = to(ana, (Span("Bold", Style.BOLD),))
        server.faults.next(refused, method="sendMessage")

        await gateway.send(bold)

        assert (await ana.sees("Bold")).entities == ()
        server.faults.always(refused, method="sendMessage")
        calls = len(server.calls_of("sendMessage"))
        assert isinstance(await trouble(gateway, bold), Refused)
        assert len(server.calls_of("sendMessage")) == calls + 2

    async def test_sends_a_picture_back(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        A picture that somebody sent goes out again by its reference, with words and buttons.
        """
        ana = server.user("Ana")
        ana.start()
        async with hearing(gateway) as inbox:
            ana.sends(contents.Content.PHOTO)
            await until(lambda: any(isinstance(one, Attached) for one in inbox.bodies))
        (shown,) = [one for one in inbox.bodies if isinstance(one, Attached)]
        assert shown.file.startswith("telegram:")
        letter = to(ana, (Span("Your view", Style.BOLD),), protect=True)

        await gateway.send(replace(letter, content=replace(letter.content, picture=shown.file)))

        message = await ana.sees("Your view")
        assert message.content["photo"]
        assert message.protected
        assert server.calls_of("sendMessage") == []

    async def test_sends_a_file(self, server: TelegramEmulator, gateway: TelegramGateway) -> None:
        """
        A file goes as a document under its name, with the words below it.
        """
        ana = server.user("Ana")
        ana.start()
        letter = to(ana, (Span("Your copy", Style.BOLD),))
        file = Attachment("mortar.txt", "Grüße".encode())

        await gateway.send(replace(letter, content=replace(letter.content, attachment=file)))

        message = await ana.sees("Your copy")
        document = message.content["document"]
        assert isinstance(document, dict)
        assert (document["file_name"], document["file_size"]) == ("mortar.txt", len(file.body))
        assert server.calls_of("sendMessage") == []

    @pytest.mark.parametrize("picture", ["telegram:gone", "elsewhere:x"])
    async def test_words_go_without_their_picture(
        self, server: TelegramEmulator, gateway: TelegramGateway, picture: str
    ) -> None:
        """
        Where a picture is not to be had, or lies on another platform, the words go alone.
        """
        ana = server.user("Ana")
        ana.start()
        letter = to(ana, "Your view")

        await gateway.send(replace(letter, content=replace(letter.content, picture=picture)))

        assert "photo" not in (await ana.sees("Your view")).content

    async def test_of_the_greatest_letter(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        A piece as long as the limit, full of signs that need joiners, is taken.
        """
        ana = server.user("Ana")
        ana.start()

        await gateway.send(to(ana, (quote("/a" * (gateway.limits.text // 2)),)))

        assert gateway.limits.text == 4000


class TestNotSending:
    async def test_to_who_is_not_there(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        Strangers, blockers, deleted accounts, groups that threw us out: out of reach.
        """
        stranger, gone, blocker = server.user("S"), server.user("G"), server.user("B")
        gone.start()
        gone.deletes_account()
        blocker.start()
        blocker.blocks()
        thrown = server.group_with_bot("Thrown", stranger)
        thrown.kicks_bot()
        muted = server.group_with_bot("Muted", stranger)
        muted.mutes_bot()

        for place in (stranger, gone, blocker, thrown, muted):
            assert isinstance(await trouble(gateway, to(place)), Unreachable)

        blocker.unblocks()
        await gateway.send(to(blocker))

    async def test_to_a_moved_group(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        64: the error gives the new id, and so do both service messages.
        """
        ana = server.user("Ana")
        room = server.group_with_bot("Us", ana)
        former = to(room)
        room.migrate()

        moved = await trouble(gateway, former)

        assert isinstance(moved, Moved)
        assert moved.chat == str(room.id)
        await gateway.send(to(room))
        async with hearing(gateway) as inbox:
            await until(lambda: not server.updates.waiting)
        signals = [each for each in inbox.kept.values() if isinstance(each.body, MovedHouse)]
        assert [(each.address, each.body) for each in signals] == [
            (former.address, MovedHouse(str(room.id)))
        ] * 2

    @pytest.mark.parametrize(
        ("fault", "arrived"),
        [
            pytest.param(faults.error(502), False, id="502 before"),
            pytest.param(faults.error(502, When.AFTER), True, id="115-502 after"),
            pytest.param(faults.error(500), False, id="500 before"),
            pytest.param(faults.cut(), False, id="cut before"),
            pytest.param(faults.cut(When.AFTER), True, id="115-cut after"),
            pytest.param(faults.html(502, When.AFTER), True, id="115-html after"),
            pytest.param(faults.half_json(), True, id="115-half json"),
        ],
    )
    async def test_knows_when_it_does_not_know(
        self, server: TelegramEmulator, gateway: TelegramGateway, fault: Fault, arrived: bool
    ) -> None:
        """
        One try, and an honest "nobody knows", whether it arrived or not.
        """
        ana = server.user("Ana")
        ana.start()
        server.faults.next(fault, method="sendMessage")

        assert isinstance(await trouble(gateway, to(ana)), Uncertain)

        assert len(server.calls_of("sendMessage")) == 1
        assert server.calls_of("sendMessage")[0].effect is arrived

    async def test_without_a_way(self, server: TelegramEmulator, gateway: TelegramGateway) -> None:
        """
        A refused connection has certainly not been heard.
        """
        ana = server.user("Ana")
        ana.start()
        await server.goes_down()
        await asyncio.sleep(0.05)

        later = await trouble(gateway, to(ana))

        assert isinstance(later, TryLater)
        assert later.after == 1.0


class TestPatience:
    async def test_waits_as_long_as_asked(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        R12: the flooded chat waits, all of it; the others do not.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        ana.start()
        ben.start()
        server.faults.next(faults.flood(2), method="sendMessage", chat=ana)

        first = await trouble(gateway, to(ana))
        second = await trouble(gateway, to(ana))
        await gateway.send(to(ben))
        await gateway.strip(Address("telegram", str(ana.id)), "1")
        with pytest.raises(TryLater):
            await gateway.count(Address("telegram", str(ana.id)))

        assert isinstance(first, TryLater)
        assert isinstance(second, TryLater)
        assert (first.after, first.everywhere) == (2.0, False)
        assert 0.0 < second.after <= 2.0
        await asyncio.sleep(second.after)
        await gateway.send(to(ana))
        assert not any(call.early for call in server.calls)

    async def test_leaves_a_press_alone_meanwhile(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        No call at all goes to a chat that Telegram closed for a while.
        """
        ana = server.user("Ana")
        ana.start()
        await gateway.send(to(ana, "Yes?", rows=((Button("Yes", "tok"),),)))
        server.faults.next(faults.flood(3), method="sendMessage", chat=ana)
        async with hearing(gateway) as inbox:
            press = ana.presses(await ana.sees("Yes?"), "Yes")
            await until(lambda: len(inbox.kept) == 2)
        await trouble(gateway, to(ana))

        await gateway.answer_press(press.id, None)

        assert not server.calls_of("answerCallbackQuery")

    async def test_is_everybodys_when_all_chats_are_stopped(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        The second chat shows that it is the whole bot; a third is not even tried.
        """
        people = [server.user(name) for name in ("Ana", "Ben", "Cleo")]
        for person in people:
            person.start()
        server.faults.next(faults.flood_everywhere(3), method="sendMessage")

        answers = [await trouble(gateway, to(person)) for person in people]

        assert all(isinstance(answer, TryLater) for answer in answers)
        assert [getattr(answer, "everywhere", None) for answer in answers] == [False, True, True]
        assert len(server.calls_of("sendMessage")) == 2

    @pytest.mark.parametrize(
        ("parameters", "after"),
        [
            pytest.param({"retry_after": 0}, 5.0, id="115-zero"),
            pytest.param({"retry_after": 86_400}, 86_400.0, id="115-a day"),
            pytest.param({}, 5.0, id="115-missing"),
        ],
    )
    async def test_of_odd_lengths(
        self,
        server: TelegramEmulator,
        gateway: TelegramGateway,
        caplog: pytest.LogCaptureFixture,
        parameters: dict[str, object],
        after: float,
    ) -> None:
        """
        Nothing is sent early; more than an hour is told to the operator.
        """
        ana = server.user("Ana")
        ana.start()
        fault = faults.refusal(429, "Too Many Requests: retry after", parameters)
        server.faults.next(fault, method="sendMessage")

        later = await trouble(gateway, to(ana))

        assert isinstance(later, TryLater)
        assert later.after == after
        assert isinstance(await trouble(gateway, to(ana)), TryLater)
        assert len(server.calls_of("sendMessage")) == 1
        assert ("86400 s" in caplog.text) is (after > 3600)

    async def test_with_its_own_pace(self, server: TelegramEmulator) -> None:
        """
        The fourth message in a second is put off, without asking Telegram.
        """
        gateway = gateway_to(server, tempo=replace(QUICK, now=lambda: 1000.0))
        ana = server.user("Ana")
        ana.start()
        for _ in range(3):
            await gateway.send(to(ana))

        later = await trouble(gateway, to(ana))

        assert isinstance(later, TryLater)
        assert (later.after, later.everywhere) == (1.0, False)
        assert len(server.calls_of("sendMessage")) == 3
        await gateway.close()

    async def test_of_a_crowd_is_short(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        Fifteen people at once: each gets theirs, at most 25 in any second.
        """
        people = [server.user(str(n)) for n in range(15)]
        for person in people:
            person.start()

        await asyncio.gather(*(gateway.send(to(person)) for person in people))

        sent = [call.arrived for call in server.calls_of("sendMessage")]
        assert len(sent) == 15
        assert max(sent) - min(sent) >= 0.45


class TestRooms:
    async def test_are_counted_and_left(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        The bot counts too; once it is out, the room is out of reach.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        room = server.group_with_bot("Us", ana, ben)
        address = Address("telegram", str(room.id))

        assert await gateway.count(address) == 3
        await gateway.leave(address)
        await gateway.leave(address)
        with pytest.raises(Unreachable):
            await gateway.count(address)

    async def test_that_others_can_read(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        66: a group with a public address is nobody's own.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        room = server.group_with_bot("Us", ana, ben)
        room.goes_public("us_two")

        assert await gateway.count(address_of(room)) == ANYBODY
        room.goes_public(None)
        assert await gateway.count(address_of(room)) == 3

    async def test_that_are_shut(self, server: TelegramEmulator, gateway: TelegramGateway) -> None:
        """
        65, 67: no right to write, a topic that is closed or gone: all are out of reach.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        muted = server.supergroup("Us", ana, ben)
        ana.adds_bot(muted)
        muted.mutes_bot()
        forum = server.supergroup("Topics", ana, ben)
        ana.adds_bot(forum)
        closed, deleted = forum.opens_topic("one"), forum.opens_topic("two")
        forum.closes_topic(closed)
        forum.deletes_topic(deleted)

        found = [await trouble(gateway, to(muted))]
        for thread in (closed, deleted):
            here = replace(address_of(forum), thread=str(thread))
            found.append(await trouble(gateway, replace(to(forum), address=here)))

        assert [type(one) for one in found] == [Unreachable] * 3

    async def test_one_more_letter_than_a_minute_takes(self, server: TelegramEmulator) -> None:
        """
        A letter that is held for its pace is announced once, until it can go.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        now = [1000.0]

        async def passes(seconds: float) -> None:
            now[0] += seconds

        gateway = gateway_to(server, tempo=replace(QUICK, now=lambda: now[0], pause=passes))
        await gateway.open()
        room = server.group_with_bot("Us", ana, ben)
        for _ in range(20):
            now[0] += 1.0
            await gateway.send(to(room))
        before = len(server.calls_of("sendChatAction"))

        held = await trouble(gateway, to(room))

        assert isinstance(held, TryLater)
        assert held.after > 30
        assert before == 0
        assert [call.parameters["action"] for call in server.calls_of("sendChatAction")] == [
            "typing"
        ]
        await gateway.close()

    async def test_that_ask_for_patience_get_no_call(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        R12: while Telegram wants nothing there, nothing is shown either.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        room = server.group_with_bot("Us", ana, ben)
        server.faults.next(faults.flood(30))
        await trouble(gateway, to(room))

        held = await trouble(gateway, to(room))

        assert isinstance(held, TryLater)
        assert server.calls_of("sendChatAction") == []

    @pytest.mark.parametrize(
        "fault", [faults.error(), faults.cut(), faults.html(), faults.half_json()]
    )
    async def test_small_things_never_fail(
        self, server: TelegramEmulator, gateway: TelegramGateway, fault: Fault
    ) -> None:
        """
        46: too old a press, a message that is gone, a broken line: all passed over.
        """
        server.faults.always(fault)
        nowhere = Address("telegram", "12345")

        await gateway.answer_press("1", "This question is closed.")
        await gateway.strip(nowhere, "1")
        await gateway.strip(nowhere, "not a number")
        await gateway.leave(nowhere)
        server.faults.clear()
        await gateway.answer_press("1", None)

    @pytest.mark.parametrize(
        "fault", [faults.error(), faults.cut(), faults.html(), faults.half_json()]
    )
    async def test_uncounted_rooms_wait(
        self, server: TelegramEmulator, gateway: TelegramGateway, fault: Fault
    ) -> None:
        """
        R19: while a room cannot be counted, nothing is sent there unseen.
        """
        ana, ben = server.user("Ana"), server.user("Ben")
        room = server.group_with_bot("Us", ana, ben)
        server.faults.always(fault)

        with pytest.raises(TryLater):
            await gateway.count(Address("telegram", str(room.id)))


class TestTakingBack:
    async def test_takes_all(self, server: TelegramEmulator, gateway: TelegramGateway) -> None:
        """
        A hundred go in one call, also the person's own; once more does no harm.
        """
        ana = server.user("Ana")
        ana.start()
        mine = await gateway.send(to(ana, "mine"))
        newest = [str(ana.says("theirs").message_id) for _ in range(150)][::-1]

        await gateway.take_back(address_of(ana), [mine, *newest])
        await gateway.take_back(address_of(ana), newest)

        assert [one.text for one in ana.chat.shown] == ["/start"]
        sizes = [len(json.loads(one.parameters["message_ids"])) for one in deletions(server)]
        assert sizes == [100, 51, 100, 50]

    async def test_one_that_is_too_old_stops_no_other(
        self, server: TelegramEmulator, gateway: TelegramGateway
    ) -> None:
        """
        Telegram refuses a whole call for one message; the others go all the same.
        """
        ana = server.user("Ana")
        ana.start()
        await gateway.send(to(ana, "old"))
        server.clock.advance(49 * 3600)
        new = await gateway.send(to(ana, "new"))

        await gateway.take_back(address_of(ana), [new, "1", "2", "3"])

        assert [one.text for one in ana.chat.shown] == ["/start", "old"]

    @pytest.mark.parametrize(
        "fault", [faults.error(), faults.flood(3), faults.cut(), faults.html(), faults.half_json()]
    )
    async def test_never_fails(
        self, server: TelegramEmulator, gateway: TelegramGateway, fault: Fault
    ) -> None:
        """
        Whatever happens on the way, nobody is told; nothing at all is no call.
        """
        server.faults.always(fault)

        await gateway.take_back(Address("telegram", "12345"), ["1", "2", "no number"])
        await gateway.take_back(Address("telegram", "12345"), ["no number"])
        server.faults.clear()

        assert len(deletions(server)) <= 3


class TestClosing:
    async def test_waits_for_what_is_under_way(self, server: TelegramEmulator) -> None:
        """
        R20: a letter that Telegram is slow with is still reported as sent.
        """
        gateway = gateway_to(server)
        await gateway.open()
        ana = server.user("Ana")
        ana.start()
        server.faults.next(faults.slow(0.3), method="sendMessage")
        sending = asyncio.create_task(gateway.send(to(ana)))
        await until(lambda: server.calls_of("sendMessage"))

        await gateway.close()

        assert sending.done()
        assert sending.result() == "2"

    async def test_does_not_wait_for_ever(self, server: TelegramEmulator) -> None:
        """
        What hangs is given up; nobody knows whether it arrived. Afterwards nothing goes.
        """
        gateway = gateway_to(server)
        await gateway.open()
        ana = server.user("Ana")
        ana.start()
        server.faults.next(faults.hang(), method="sendMessage")
        sending = asyncio.create_task(gateway.send(to(ana)))
        await until(lambda: server.calls_of("sendMessage"))

        async with asyncio.timeout(3):
            await gateway.close()

        with pytest.raises(Uncertain):
            await sending
        assert isinstance(await trouble(gateway, to(ana)), TryLater)

    async def test_may_come_before_opening(self, server: TelegramEmulator) -> None:
        """
        A start that failed closes everything it built.
        """
        gateway: Gateway = gateway_to(server)

        await gateway.close()


class TestSecrets:
    async def test_are_in_no_log(
        self, server: TelegramEmulator, caplog: pytest.LogCaptureFixture
    ) -> None:
        """
        T21: neither the token nor anybody's words, even when all is logged and all goes wrong.
        """
        with caplog.at_level(logging.DEBUG):
            gateway = gateway_to(server)
            await gateway.open()
            ana = server.user("Ana")
            ana.start(CANARY)
            async with hearing(gateway) as inbox:
                for fault in (faults.half_json(), faults.html(), faults.error(), faults.cut()):
                    for method in ("getUpdates", "sendMessage"):
                        server.faults.next(fault, method=method)
                    ana.says(CANARY)
                    await asyncio.sleep(0.05)
                await until(lambda: len(inbox.texts) == 4)
                shown = [str(await trouble(gateway, to(ana, CANARY))) for _ in range(3)]
            await gateway.close()

        logged = caplog.text + " ".join(shown)
        assert server.token not in logged
        assert CANARY not in logged
