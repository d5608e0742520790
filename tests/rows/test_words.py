"""Words and things that come in as they should not: rows 19, 22, 24, 26 to 29, 32, 34 and 37."""

import pytest

from adapters.discord.outbound import LIMITS
from bot.engine import menu
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.model.couple import Partner
from bot.model.words import units, words
from bot.ports.messages import Edited, Wrote
from bot.theatre import ROOM
from tests.emulators.telegram_content import Content
from tests.engine.stage import Stage
from tests.rows.inn import OnDiscord, OnTelegram
from tests.rows.test_groups import mine
from tests.rows.test_groups import told as told_here
from tests.rows.test_servers import told as told_there

TRUST = "How much did you trust"
GLAD = "that you were glad of?"
PREVIEW = "exactly what would be shown"
ONLY_TEXT = "I can only read text."
FORWARDED = "This looks forwarded. Shall I take it as your answer?"
MARKS = "||spoiler|| -# small\n# head\n```code``` <t:0:R> **bold** <@1> <#2> [x](https://e.example)"


async def glad_on(phone: OnTelegram) -> None:
    """Bring Ana to the question that is answered in words."""
    phone.ana.says("/checkin")
    phone.ana.presses(await phone.ana.sees(TRUST), "7")
    await phone.ana.sees(GLAD)
    await phone.inn.rests()


async def glad_at(desk: OnDiscord) -> None:
    """Bring Ana to the question that is answered in words."""
    await desk.ana.slash("checkin")
    await desk.ana.sees(TRUST)
    await desk.ana.presses("7")
    await desk.ana.sees(GLAD)
    await desk.inn.rests()


async def collected(place: OnTelegram | OnDiscord) -> None:
    """Let pass the moment in which the parts of a long text are collected."""
    await place.inn.wait(seconds=10)


@pytest.mark.parametrize("row", ["row-19"])
async def test_marks_of_discord(desk: OnDiscord, row: str) -> None:
    """
    What would be a spoiler, a heading, a date or a ping is shown to the letter.
    """
    await glad_at(desk)

    await desk.ana.writes(MARKS)
    await collected(desk)

    shown = (await desk.ana.sees(PREVIEW)).content
    assert "||" not in shown
    assert "\n#" not in shown
    assert "```" not in shown
    assert "<t:" not in shown
    assert "<@1>" not in shown


@pytest.mark.parametrize("row", ["row-22"])
@pytest.mark.parametrize("length", [2001, 4001])
async def test_more_than_fits_into_a_message_of_discord(
    desk: OnDiscord, monkeypatch: pytest.MonkeyPatch, row: str, length: int
) -> None:
    """
    It comes in pieces that Discord takes, in order, and nothing of it is missing.
    """
    said = words("ab " * (length // 3) + ".")

    def long_menu(scene: Scene, _: Players, who: Partner) -> None:
        scene.show(who, said)

    monkeypatch.setattr(menu, "show", long_menu)

    await desk.ana.slash("menu")
    await desk.inn.rests()

    pieces = desk.ana.reads()
    assert len(pieces) == length // LIMITS.text + 1
    assert all(units(one) <= 2000 for one in pieces)
    assert "".join(pieces).replace(" ", "") == "ab" * (length // 3) + "."


@pytest.mark.parametrize("row", ["row-24"])
async def test_change_before_what_it_changes(home: Stage, row: str) -> None:
    """
    An edit that overtakes its message answers nothing; the message is then taken once.
    """
    await home.says("a", "/checkin")

    early = await home.sends("a", Edited("9", "77"))
    told = await home.sends("a", Wrote("7", "77"))

    assert GLAD not in early
    assert told.count(GLAD) == 1
    assert len([one for one in home.shown("a") if GLAD in one.text]) == 1


class TestOthersWords:
    @pytest.mark.parametrize("row", ["row-26-forwarded"])
    async def test_forwarded_on_telegram(self, phone: OnTelegram, row: str) -> None:
        """
        Whoever's they are, they are an answer only when somebody says so.
        """
        await glad_on(phone)

        phone.ana.forwards("I am sorry", phone.ben)
        await phone.inn.rests()
        asked = mine(phone, phone.ana)[-1]
        phone.ana.presses(asked, "Yes")
        await collected(phone)

        assert asked.text == FORWARDED
        assert "“I am sorry”" in told_here(phone, phone.ana)

    @pytest.mark.parametrize("row", ["row-26-forwarded-discord"])
    async def test_forwarded_on_discord(self, desk: OnDiscord, row: str) -> None:
        """
        The same there; with a no the question stays.
        """
        await glad_at(desk)

        await desk.ana.writes("I am sorry", forwarded=True)
        await desk.ana.sees("This looks forwarded.")
        await desk.ana.presses("No")
        await collected(desk)

        assert "I am sorry" not in told_there(desk.ana)
        assert desk.ana.reads()[-1].count(GLAD) == 1

    @pytest.mark.parametrize("row", ["row-26-reply"])
    async def test_reply_to_an_old_message(self, phone: OnTelegram, row: str) -> None:
        """
        In one's own chat it is an answer to what is asked now, whatever it hangs on.
        """
        old = phone.ana.says("/help")
        await phone.inn.rests()
        await glad_on(phone)

        phone.ana.replies(old, "He waited.")
        await collected(phone)

        assert "“He waited.”" in told_here(phone, phone.ana)

    @pytest.mark.parametrize("row", ["row-26-quote"])
    async def test_quote_of_the_other_in_the_room(self, phone: OnTelegram, row: str) -> None:
        """
        What one says to the other there is no answer, also where we can read it.
        """
        phone.inn.telegram.privacy = False
        await glad_on(phone)
        said = phone.ben.says("I waited for you.", phone.group)

        phone.ana.replies(said, "That was kind")
        await collected(phone)

        assert PREVIEW not in told_here(phone, phone.ana)
        assert "kind" not in told_here(phone, phone.group)


@pytest.mark.parametrize("row", ["row-27"])
class TestNoText:
    async def test_kinds_on_telegram(self, phone: OnTelegram, row: str) -> None:
        """
        Whatever it is: one kind line in ten minutes, nothing downloaded, and the question stays.
        """
        await glad_on(phone)

        for kind in Content:
            phone.ana.sends(kind)
        await phone.inn.rests()

        assert told_here(phone, phone.ana).count(ONLY_TEXT) == 1
        assert phone.inn.telegram.calls_of("getFile") == []
        phone.ana.says("He waited.")
        await collected(phone)
        assert "“He waited.”" in told_here(phone, phone.ana)

    @pytest.mark.parametrize("kind", ["photo", "voice", "file"])
    async def test_kinds_on_discord(self, desk: OnDiscord, row: str, kind: str) -> None:
        """
        The same there.
        """
        await glad_at(desk)

        await desk.ana.writes("", attachments=[kind])
        await desk.inn.rests()

        assert told_there(desk.ana).count(ONLY_TEXT) == 1
        assert not any("cdn" in one.path for one in desk.inn.discord.calls)

    async def test_caption(self, phone: OnTelegram, row: str) -> None:
        """
        Words under a photo are no answer before somebody says so.
        """
        await glad_on(phone)

        phone.ana.sends(Content.PHOTO, caption="He waited.")
        await collected(phone)
        asked = mine(phone, phone.ana)[-1]
        before = told_here(phone, phone.ana)
        phone.ana.presses(asked, "Yes")
        await collected(phone)

        assert "“He waited.”" not in before
        assert "“He waited.”" in told_here(phone, phone.ana)


@pytest.mark.parametrize(
    ("name", "media"),
    [
        pytest.param("film.mp4", "video/mp4", id="row-28-50-MB"),
        pytest.param("bomb.zip", "application/zip", id="row-28-zip"),
        pytest.param("picture.svg", "image/svg+xml", id="row-28-svg"),
    ],
)
async def test_file_that_does_harm_when_it_is_opened(
    phone: OnTelegram, name: str, media: str
) -> None:
    """
    It is never asked for, however large it is and whatever it claims to be.
    """
    await glad_on(phone)
    ana = phone.ana.account
    document = {"file_id": "x1", "file_unique_id": "x", "file_name": name, "mime_type": media,
                "file_size": 50 * 2**20}  # fmt: skip

    phone.inn.telegram.injects({"message": {
        "message_id": 900, "date": 1, "chat": {"id": ana.id, "type": "private", "first_name": "A"},
        "from": {"id": ana.id, "is_bot": False, "first_name": "A"}, "document": document,
    }})  # fmt: skip
    await phone.inn.rests()

    assert told_here(phone, phone.ana).count(ONLY_TEXT) == 1
    assert phone.inn.telegram.calls_of("getFile") == []


@pytest.mark.parametrize("row", ["row-29"])
class TestWhoSpeaksForNobody:
    async def test_on_telegram(self, phone: OnTelegram, row: str) -> None:
        """
        A group, a channel, another bot and an inline bot say nothing to us, in either chat.
        """
        server = phone.inn.telegram
        server.privacy = False
        other = server.other_bot("Helper")
        phone.group.join(other)
        await phone.inn.rests()
        before = told_here(phone, phone.ana), told_here(phone, phone.group)

        phone.ana.says_anonymously("/checkin@mortar_test_bot", phone.group)
        other.says("/checkin@mortar_test_bot", phone.group)
        phone.ana.says_via(other, "/checkin")
        phone.ana.says_via(other, "/checkin@mortar_test_bot", phone.group)
        await phone.inn.rests()

        assert (told_here(phone, phone.ana), told_here(phone, phone.group)) == before
        assert phone.inn.count("runs") == 0

    async def test_on_discord(self, desk: OnDiscord, row: str) -> None:
        """
        A bot that mentions us is not answered: two bots would talk for ever.
        """
        other = desk.inn.discord.user("Helper")
        other.account.bot = True
        await desk.server.joins(other)

        await other.writes("/checkin", desk.talk, mention_bot=True)
        await other.writes("/start")
        await desk.inn.rests()

        assert told_there(desk.ana, desk.talk) == told_there(other) == ""
        assert desk.inn.count("partners") == 2


@pytest.mark.parametrize(
    ("said", "is_ours"),
    [
        pytest.param("/HELP", True, id="row-32-capitals"),
        pytest.param("/help@Mortar_Test_Bot", True, id="row-32-ours"),
        pytest.param("/help@other_bot", False, id="row-32-other"),
    ],
)
async def test_whose_command_it_is(phone: OnTelegram, said: str, is_ours: bool) -> None:
    """
    Ours is taken in any case of letters; another bot's is let be.
    """
    phone.ana.says(said)
    await phone.inn.rests()

    assert ("findahelpline.com" in told_here(phone, phone.ana)) is is_ours


@pytest.mark.parametrize("row", ["row-34"])
class TestStartAgain:
    async def test_in_the_middle(self, home: Stage, row: str) -> None:
        """
        Written twice in the middle of a conversation: the open question again, and nothing lost.
        """
        await home.says("a", "/checkin")
        await home.says("a", "7")

        told = [await home.says("a", "/start") for _ in range(2)]

        assert all(one.count(GLAD) == 1 and TRUST not in one for one in told)
        assert "“He waited.”" in await home.says("a", "He waited.")

    async def test_while_arriving(self, phone: OnTelegram, row: str) -> None:
        """
        Pressed again and again at the door: the question that is open, once each time.
        """
        cleo = phone.inn.telegram.user("Cleo")
        cleo.start()
        await phone.inn.rests()
        cleo.presses(await cleo.sees("Hello"), "Go on")
        await phone.inn.rests()
        before = told_here(phone, cleo).count("18 or older")

        cleo.start()
        cleo.start()
        await phone.inn.rests()

        assert before == 1
        assert told_here(phone, cleo).count("18 or older") == 3


@pytest.mark.parametrize("row", ["row-37"])
class TestOfTheRoomInPrivate:
    @pytest.mark.parametrize("name", ["room", "group"])
    async def test_how_to_link_one(self, home: Stage, row: str, name: str) -> None:
        """
        Whoever asks for a room in private is told how one is linked.
        """
        assert "/start " in await home.says("a", f"/{name}")

    async def test_a_button_for_it(self, phone: OnTelegram, row: str) -> None:
        """
        On Telegram it is a press away, by either name.
        """
        phone.ana.says("/room")

        shown = await phone.ana.sees("choose your group")
        assert "?startgroup=" in str(shown.buttons[0].raw["url"])

    async def test_how_to_make_one(self, desk: OnDiscord, row: str) -> None:
        """
        On Discord the app does not offer it there; written by hand it is explained.
        """
        await desk.ana.writes("/room")

        assert "/room code: " in (await desk.ana.sees("code: ")).content

    async def test_in_the_room_itself(self, home: Stage, row: str) -> None:
        """
        There it is asked for in private, and shows nothing of a link.
        """
        told = await home.says("a", "/room", room=True)

        assert told == "Please send me this in our private chat."
        assert home.new("a") == home.new(ROOM)[1:] == []
