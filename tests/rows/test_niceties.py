"""What Telegram and Discord have that helps people: used where it does, by the whole bot."""

from datetime import time
from pathlib import Path

import pytest

from adapters.telegram import TelegramGateway, pacing
from bot.model.profile import Quiet
from bot.platforms import telegram_menus
from tests.adapters.telegram.test_gateway import QUICK, Fixed
from tests.emulators.discord.world import SILENT
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_state import Message
from tests.engine.stage import CONTENT
from tests.engine.test_in_the_room import TURNS
from tests.engine.test_starting import content
from tests.rows.inn import OnDiscord, OnTelegram, on_discord, on_telegram
from tests.rows.test_groups import checks_in, mine, told
from tests.rows.test_presses import CLOSED
from tests.rows.test_servers import told as told_there
from tests.rows.test_words import TRUST, collected, glad_on

NIGHT = Quiet(time(12, 30), time(14))
"""Quiet hours in which the clock stands at first: one in the afternoon in Madrid."""
PRIVATELY = "Please send me this in our private chat."


class TestMenus:
    async def test_by_place_and_language(self) -> None:
        """
        In private everything, in a group what belongs there; each in the app's language, and in
        the first one for those who have another.
        """
        async with TelegramEmulator() as server:
            gateway = TelegramGateway(
                server.token, Fixed(), menus=telegram_menus(CONTENT), base_url=server.base_url,
                base_file_url=server.file_base_url, tempo=QUICK,
            )  # fmt: skip
            await gateway.open()
            await gateway.close()
            people = {code: server.user(code, language=code) for code in ("en", "es", "de", "fr")}
            group = server.group_with_bot("Us", *people.values())
            private = {code: dict(one.menu()) for code, one in people.items()}
            shared = {code: dict(one.menu(group)) for code, one in people.items()}

            assert server.departures == []
            assert private["de"]["help"] == "Wie das hier geht"
            assert private["es"]["checkin"] == "Repaso de la semana"
            assert private["fr"] == private["en"]
            for code in people:
                assert set(shared[code]) < set(private[code])
                assert not {"erase", "export", "leave", "invite"} & set(shared[code])
                assert shared[code]["stop"] == private[code]["stop"]


class TestTyping:
    async def test_is_not_shown_for_what_comes_soon(
        self, phone: OnTelegram, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        At once, or after a second: a sign of waiting would only make a wait of it.
        """
        await glad_on(phone)
        monkeypatch.setattr(pacing, "SPACING", 1.0)
        for _ in range(4):
            phone.ana.says("/help")
        await phone.inn.rests()

        assert phone.inn.telegram.calls_of("sendChatAction") == []

    async def test_is_shown_for_what_has_to_wait(
        self, phone: OnTelegram, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Where Telegram's pace holds an answer back, somebody who waits sees that it comes.
        """
        monkeypatch.setattr(pacing, "SPACING", 20.0)

        for _ in range(5):
            phone.ana.says("/help")
        await phone.inn.rests()

        shown = phone.inn.telegram.calls_of("sendChatAction", phone.ana)
        assert {call.parameters["action"] for call in shown} == {"typing"}
        assert len(shown) == 1

    async def test_is_a_sign_of_waiting_on_discord(self, desk: OnDiscord) -> None:
        """
        A command looks busy until its answer is there, and never longer.
        """
        await desk.ana.slash("help")
        await desk.ana.sees("findahelpline.com")
        await desk.inn.rests()

        assert not any(one.loading and not one.deleted for one in desk.ana.dm.messages)


class TestProtected:
    async def test_reflections(self, phone: OnTelegram) -> None:
        """
        What shows somebody's private words stays in the chat; where to find help may be passed on.
        """
        await glad_on(phone)
        phone.ana.says("He waited.")
        await collected(phone)
        phone.ana.says("/help")
        await phone.inn.rests()

        assert only(phone, "“He waited.").protected
        assert not only(phone, "findahelpline.com").protected

    async def test_the_room_is_both(self, phone: OnTelegram) -> None:
        """
        What both agreed to show is both's, and may be kept.
        """
        await checks_in(phone)

        assert not any(one.protected for one in mine(phone, phone.group))


class TestQuietHours:
    async def test_on_telegram(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What waited for their end makes no sound; what somebody just asked for does.
        """
        async with on_telegram(tmp_path, monkeypatch, quiet=NIGHT) as phone:
            await checks_in(phone)
            before = told(phone, phone.ben)

            await phone.inn.wait(hours=1, minutes=1)

            assert before == ""
            assert only(phone, TRUST, of=phone.ben.chat.messages).silent
            assert not only(phone, TRUST).silent

    async def test_by_day(self, phone: OnTelegram) -> None:
        """
        Without them everything is heard.
        """
        await checks_in(phone)

        assert not any(one.silent for one in mine(phone, phone.ben))

    async def test_on_discord(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        The same there.
        """
        async with on_discord(tmp_path, monkeypatch, quiet=NIGHT) as desk:
            await desk.ana.slash("checkin")
            await desk.inn.wait(hours=1, minutes=1)

            mine, theirs = await desk.ana.sees(TRUST), await desk.ben.sees(TRUST)
            assert not mine.flags & SILENT
            assert theirs.flags & SILENT


class TestThreading:
    async def test_a_notice_in_the_room(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Words that came too early: what is said about them hangs on them, so both see what is meant.
        """
        async with on_telegram(tmp_path, monkeypatch, content=content(TURNS)) as phone:
            phone.ana.says("/turns@mortar_test_bot", phone.group)
            await phone.inn.rests()
            asked = mine(phone, phone.group)[-1]

            early = phone.ben.replies(asked, "But I only wanted")
            await phone.inn.rests()

            said = mine(phone, phone.group)[-1]
            assert (said.text or "").startswith("One moment")
            assert said.reply_to is early
            assert asked.reply_to is None


class TestPrivateChat:
    async def test_is_a_press_away_from_the_room(self, phone: OnTelegram) -> None:
        """
        What is for one alone is asked for in private, with a button that leads there.
        """
        phone.ana.says("/export@mortar_test_bot", phone.group)
        await phone.inn.rests()

        (shown,) = mine(phone, phone.group)
        assert shown.text == PRIVATELY
        assert [one.label for one in shown.buttons] == ["Our private chat"]
        assert str(shown.buttons[0].raw["url"]).startswith("https://t.me/mortar_test_bot")

    async def test_on_discord(self, desk: OnDiscord) -> None:
        """
        There is no address for it that works everywhere, so the sentence comes alone, to one alone.
        """
        await desk.ana.slash("join", desk.room)
        await desk.inn.rests()

        (shown,) = [one for one in desk.ana.shown(desk.room) if PRIVATELY in one.content]
        assert list(shown.buttons()) == []
        assert told_there(desk.ben, desk.room) == ""


class TestEphemeral:
    @pytest.mark.parametrize("ephemeral", [True, False])
    async def test_a_hint_in_the_group(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ephemeral: bool
    ) -> None:
        """
        Where the operator wants it, a hint is a message that only one person sees; else a notice.
        """
        async with on_telegram(tmp_path, monkeypatch, ephemeral=ephemeral) as phone:
            await checks_in(phone)
            shown = mine(phone, phone.group)[0]

            press = phone.ben.presses_forged(shown, "A" * 16)
            await phone.inn.rests()

            assert press.answer is not None
            assert phone.ben.overhears(phone.group) == ((CLOSED,) if ephemeral else ())
            assert press.answer.text == ("" if ephemeral else CLOSED)
            assert phone.ana.overhears(phone.group) == ()

    async def test_a_command_in_the_group(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Chosen from the menu it is seen by the bot alone, and does what it does.
        """
        async with on_telegram(tmp_path, monkeypatch, ephemeral=True) as phone:
            phone.ben.whispers("help", phone.group)
            await phone.inn.rests()

            assert "findahelpline.com" in told(phone, phone.group)
            assert all(one.reply_to is None for one in mine(phone, phone.group))
            assert phone.ana.overhears(phone.group) == ()


def only(phone: OnTelegram, words: str, of: list[Message] | None = None) -> Message:
    """Give the newest message of the bot with these words, Ana's unless told otherwise."""
    chat = phone.ana.chat.messages if of is None else of
    return [one for one in chat if words in (one.text or "") and one.sender.is_bot][-1]
