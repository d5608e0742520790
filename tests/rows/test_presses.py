"""Presses and windows that come in as they should not, on both platforms: rows 40 to 48."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.engine.courtesies import Courtesy
from tests.emulators import telegram_faults as faults
from tests.emulators.discord.asked import Interaction
from tests.emulators.discord.world import Message as Posted
from tests.engine.stage import Stage, rewritten
from tests.rows.inn import OnDiscord, OnTelegram
from tests.rows.test_groups import told as told_here
from tests.rows.test_servers import told as told_there
from tests.rows.test_words import GLAD, TRUST, collected, glad_at

CLOSED = "This question is closed."
SHOW = "Yes, show them"
SHOWN = "This week, side by side."
SUBMIT = 5
STALE = faults.refusal(
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("", id="row-40-empty"),
        pytest.param("\x01\x7f" * 32, id="row-40-64-bytes"),
        pytest.param("x" * 65, id="row-40-65-bytes"),
        pytest.param("\udcff\udcfe", id="row-40-not-utf-8"),
    ],
)
async def test_forged_press(phone: OnTelegram, data: str) -> None:
    """
    The button stops spinning, says that it is closed, and nothing has changed.
    """
    phone.ana.says("/checkin")
    question = await phone.ana.sees(TRUST)

    press = phone.ana.presses_forged(question, data)
    await phone.inn.telegram.wait_for(lambda: press.answer)

    assert press.answer is not None
    assert press.answer.text == CLOSED
    assert GLAD not in told_here(phone, phone.ana)


@pytest.mark.parametrize("row", ["row-41"])
async def test_press_by_somebody_else(phone: OnTelegram, row: str) -> None:
    """
    A partner, or somebody from the street, with a button that is not theirs: a notice, no more.
    """
    phone.ana.says("/checkin")
    question = await phone.ana.sees(TRUST)
    token = question.buttons[7].data or ""
    cleo = phone.inn.telegram.user("Cleo")
    cleo.start()
    await phone.inn.rests()
    before = told_here(phone, phone.ana), told_here(phone, phone.ben), told_here(phone, cleo)

    presses = [one.presses_forged(question, token) for one in (phone.ben, cleo)]
    await phone.inn.telegram.wait_for(lambda: all(one.answer for one in presses))
    await phone.inn.rests()

    assert [one.answer and one.answer.text for one in presses] == [
        "This button is for someone else."
    ] * 2
    assert (
        told_here(phone, phone.ana), told_here(phone, phone.ben), told_here(phone, cleo),
    ) == before  # fmt: skip


@pytest.mark.parametrize("row", ["row-42"])
async def test_two_taps(phone: OnTelegram, row: str) -> None:
    """
    Two taps, one from each device: one answer, and neither button spins on.
    """
    phone.ana.says("/checkin")
    question = await phone.ana.sees(TRUST)

    presses = [phone.ana.presses(question, label) for label in ("7", "3")]
    await phone.inn.rests()

    assert all(one.answer is not None for one in presses)
    assert told_here(phone, phone.ana).count(GLAD) == 1


@pytest.mark.parametrize("row", ["row-43"])
async def test_both_at_once(phone: OnTelegram, row: str) -> None:
    """
    The last press of both in one batch: one reveal.
    """
    phone.ana.says("/checkin")
    for one in (phone.ana, phone.ben):
        one.presses(await one.sees(TRUST), "7")
        await one.sees(GLAD)
        one.says("Something small.")
    await collected(phone)
    last = [await one.sees("May I show both answers") for one in (phone.ana, phone.ben)]

    for one, message in zip((phone.ana, phone.ben), last, strict=True):
        one.presses(message, SHOW)
    await phone.inn.rests()

    assert told_here(phone, phone.group).count(SHOWN) == 1


@pytest.mark.parametrize("row", ["row-44"])
class TestOutOfReach:
    async def test_that_is_still_open(self, phone: OnTelegram, row: str) -> None:
        """
        On a message too old to be read, it still counts and the next question comes anew.
        """
        phone.ana.says("/checkin")
        question = await phone.ana.sees(TRUST)

        press = phone.ana.presses_inaccessible(question, "7")
        await phone.inn.rests()

        assert press.answer is not None
        assert told_here(phone, phone.ana).count(GLAD) == 1

    async def test_that_is_over(self, phone: OnTelegram, row: str) -> None:
        """
        When its question is over, it says so.
        """
        phone.ana.says("/checkin")
        question = await phone.ana.sees(TRUST)
        token = question.buttons[3].data or ""
        phone.ana.presses(question, "7")
        await phone.inn.rests()

        press = phone.ana.presses_forged(question, token)
        await phone.inn.rests()

        assert press.answer is not None
        assert press.answer.text == CLOSED
        assert told_here(phone, phone.ana).count(GLAD) == 1


@pytest.mark.parametrize("row", ["row-45"])
class TestNewWords:
    async def test_where_nobody_can_be_moved(self, home: Stage, row: str) -> None:
        """
        What began with the older flow ends with it, and its buttons still count.
        """
        await home.says("a", "/checkin")
        seven = home.token("a", "7")
        changes = (("What is one thing", "Tell me one thing"), ("max: 10, low", "max: 9, low"))
        await home.restart(rewritten("weekly_checkin", *changes))

        notices = await home.presses("a", seven)

        assert notices == []
        assert f"What is one thing Ben did this week {GLAD}" in home.told("a")

    async def test_of_a_question_that_was_answered(self, home: Stage, row: str) -> None:
        """
        A button from before the change, of a question that is over, is closed.
        """
        await home.says("a", "/checkin")
        seven = home.token("a", "7")
        await home.says("a", "7")
        changed = rewritten("weekly_checkin", ("What is one thing", "Tell me one thing"))
        await home.restart(changed)

        assert await home.presses("a", seven) == [CLOSED]


@pytest.mark.parametrize("row", ["row-46"])
async def test_answer_that_comes_too_late(phone: OnTelegram, row: str) -> None:
    """
    Telegram takes no notice any more (400): that is let be, and the press counts all the same.
    """
    phone.ana.says("/checkin")
    question = await phone.ana.sees(TRUST)
    phone.inn.telegram.faults.always(STALE, method="answerCallbackQuery")

    phone.ana.presses(question, "7")
    await phone.inn.rests()

    assert told_here(phone, phone.ana).count(GLAD) == 1
    assert phone.inn.alerts == []
    assert len(phone.inn.telegram.calls_of("answerCallbackQuery")) == 1


async def submits(desk: OnDiscord, form: str, below: Posted | None, **fields: str) -> Interaction:
    """Send a window that this Discord never opened."""
    parts = [
        {"type": 18, "id": at, "component": {"type": 4, "id": at + 1, "custom_id": name,
                                             "value": value}}
        for at, (name, value) in enumerate(fields.items(), 1)
    ]  # fmt: skip
    data: dict[str, Any] = {"custom_id": form, "components": parts}
    stage = desk.ana.stage
    made = await stage.asked.happens(desk.ana.account, desk.ana.dm, SUBMIT, data, below)
    async with asyncio.timeout(5):
        while made.took is None:  # noqa: ASYNC110 - nothing tells when it is answered
            await asyncio.sleep(0.01)
    await collected(desk)
    return made


class TestWindows:
    @pytest.mark.parametrize("row", ["row-47-long"])
    async def test_with_four_thousand_letters(self, desk: OnDiscord, row: str) -> None:
        """
        It is words like any: too many are refused with both numbers, and the question stays.
        """
        await glad_at(desk)

        await submits(desk, "mortar:wrote:0", None, text="x" * 4000)

        assert "That is 4,000 characters, and I can keep 600." in told_there(desk.ana)

    @pytest.mark.parametrize(
        "fields",
        [pytest.param({}, id="row-47-none"), pytest.param({"other": "x"}, id="row-47-other"),
         pytest.param({"text": " \u200b"}, id="row-47-blank")],
    )  # fmt: skip
    async def test_with_missing_fields(self, desk: OnDiscord, fields: dict[str, str]) -> None:
        """
        Without words it is a blank message: the same question again.
        """
        await glad_at(desk)

        await submits(desk, "mortar:wrote:0", None, **fields)

        assert told_there(desk.ana).count(GLAD) == 2
        assert desk.inn.count("inbox WHERE state <> 'done'") == 0

    @pytest.mark.parametrize("form", ["", "mortar:write", "someone:elses", "x" * 100])
    @pytest.mark.parametrize("row", ["row-47-form"])
    async def test_that_is_not_ours(self, desk: OnDiscord, row: str, form: str) -> None:
        """
        What is in it is no answer; whoever sent it reads that it is closed.
        """
        await glad_at(desk)

        await submits(desk, form, None, text="He waited.")

        assert "He waited." not in told_there(desk.ana)
        assert CLOSED in told_there(desk.ana)

    @pytest.mark.parametrize("row", ["row-47-late"])
    async def test_over_a_question_that_is_over(self, desk: OnDiscord, row: str) -> None:
        """
        Left open until another question was asked: it answers what is asked now, after a look.
        """
        await desk.ana.slash("checkin")
        asked = await desk.ana.sees(TRUST)
        await desk.ana.presses("7")
        await desk.ana.sees(GLAD)

        await submits(desk, f"mortar:wrote:{asked.id}", asked, text="He waited.")

        assert "“He waited.”" not in told_there(desk.ana)
        assert "That was a reply to an earlier question." in told_there(desk.ana)
        await desk.ana.presses("Yes")
        await collected(desk)
        assert "“He waited.”" in told_there(desk.ana)


class TestTokens:
    @pytest.mark.parametrize("row", ["row-48-press"])
    async def test_notice_after_a_quarter_of_an_hour(
        self, desk: OnDiscord, monkeypatch: pytest.MonkeyPatch, row: str
    ) -> None:
        """
        A press that is taken up too late for a notice still counts; its answer is a message.
        """
        await desk.ana.slash("checkin")
        await desk.ana.sees(TRUST)
        await desk.inn.rests()
        turns = desk.inn.parts.work
        hold = asyncio.Event()
        once = turns.once

        async def later() -> tuple[int, Sequence[Courtesy]]:
            await hold.wait()
            return await once()

        monkeypatch.setattr(turns, "once", later)
        turns.bell.set()
        await desk.ana.presses("7")
        await asyncio.sleep(0.1)
        desk.inn.discord.passes(16 * 60)
        hold.set()
        await desk.inn.rests()

        assert told_there(desk.ana).count(GLAD) == 1
