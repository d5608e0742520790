"""Whoever sends too much at once is served as far as a person goes, and harms nobody else."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.admit import sift
from bot.engine.courtesies import AnswerPress
from bot.engine.flood import LIMITS, Flood, Verdict
from bot.engine.speech import Speech
from bot.model.address import Address
from bot.ports.messages import Body, CameIn, Inbound, LeftOut, Pressed, Sender, Wrote
from tests.e2e.house import WAITING, House, until
from tests.e2e.people import Reader, words_shown
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_content import Content
from tests.engine.stage import CONTENT
from tests.reliability.figures import figure
from tests.reliability.timing import answered, memory, percentile

SPEECH = Speech(CONTENT.bundles, CONTENT.languages)
LONGEST_WAIT = 1.0
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Hours:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def flood(hours: Hours) -> Flood:
    return Flood(now=hours)


def taken(flood: Flood, count: int, person: str = "a", chat: str | None = None) -> int:
    """Let somebody send so many things; give how many were taken up."""
    where = chat or person
    return [flood.judge(person, where) for _ in range(count)].count(Verdict.TAKE)


def inbound(body: Body, number: int = 0, who: str = "7") -> Inbound:
    address = Address("telegram", who)
    return Inbound(f"k{number}", NOON, body, address, True, Sender(who, "Ana", "de"))


@pytest.mark.parametrize("row", ["R32"])
class TestBucket:
    def test_takes_sixty_at_once(self, flood: Flood, row: str) -> None:
        """
        What somebody wrote while the bot was away comes all together, and is all taken.
        """
        assert taken(flood, 100) == LIMITS.person_at_once

    def test_takes_twenty_a_minute_after_that(self, flood: Flood, hours: Hours, row: str) -> None:
        """
        A flood that goes on for ten minutes gets twenty a minute through.
        """
        taken(flood, 100)
        through = 0
        for _ in range(600):
            hours.time += 1.0
            through += taken(flood, 10)

        assert 195 <= through <= 200

    def test_chat_has_its_own(self, flood: Flood, hours: Hours, row: str) -> None:
        """
        However many people there are in a room, sixty a minute are taken there.
        """
        for number in range(20):
            taken(flood, 60, f"p{number}", "room")
        hours.time += 60.0

        assert sum(taken(flood, 20, f"p{number}", "room") for number in range(20)) == LIMITS.chat

    def test_others_are_not_touched(self, flood: Flood, row: str) -> None:
        """
        Somebody else is taken up as if nothing were.
        """
        taken(flood, 10_000, "a")

        assert taken(flood, 20, "b") == 20

    def test_tells_once_in_ten_minutes(self, flood: Flood, hours: Hours, row: str) -> None:
        """
        One line says it, not ten thousand.
        """
        verdicts = []
        for _ in range(1000):
            verdicts.append(flood.judge("a", "a"))
            hours.time += 1.0

        assert verdicts.count(Verdict.TELL) == 2

    def test_reports_once_in_ten_minutes(self, flood: Flood, hours: Hours, row: str) -> None:
        """
        The operator is told how many it were.
        """
        taken(flood, 100)
        first = flood.report()
        taken(flood, 7)
        second = flood.report()
        hours.time += LIMITS.patience

        assert (first, second, flood.report(), flood.report()) == (40, 0, 7, 0)

    def test_inbox_has_an_end(self, flood: Flood, hours: Hours, row: str) -> None:
        """
        While nothing is taken out of the inbox, a couple's three chats fill it with 999 at most.
        """
        through = 0
        for _ in range(3 * 3600):
            hours.time += 1.0
            through += sum(
                taken(flood, 2, who, chat)
                for who, chat in (("a", "a"), ("b", "b"), ("a", "room"), ("b", "room"))
            )
        stuck = taken(flood, 1)
        flood.rest()

        assert through == 999
        assert (stuck, taken(flood, 1)) == (0, 1)

    @given(
        bursts=st.lists(st.tuples(st.floats(0, 90), st.integers(1, 70)), min_size=1, max_size=40)
    )
    def test_never_takes_more_than_it_says(self, row: str, bursts: list[tuple[float, int]]) -> None:
        """
        Whatever the rhythm: sixty, and a third of a thing each second.
        """
        hours = Hours()
        flood = Flood(now=hours)
        through, began = 0, hours.time
        for pause, count in bursts:
            hours.time += pause
            through += taken(flood, count)
            flood.rest()

        assert through <= 60 + (hours.time - began) / 3 + 1e-6


@pytest.mark.parametrize("row", ["R32"])
class TestSieve:
    def test_words_leave_one_line(self, flood: Flood, row: str) -> None:
        """
        Of a hundred messages sixty are kept as they are, and one says that some were not.
        """
        kept, notices = sift(flood, SPEECH, [inbound(Wrote("x", "1"), n) for n in range(100)])

        assert [type(one.body) for one in kept] == [Wrote] * 60 + [LeftOut]
        assert notices == []

    def test_press_says_so_at_its_button(self, flood: Flood, row: str) -> None:
        """
        A press is an answer: who made it hears that it did not count, in their language.
        """
        sift(flood, SPEECH, [inbound(Wrote("x", "1"), n) for n in range(60)])

        kept, notices = sift(flood, SPEECH, [inbound(Pressed("t", "p1", "1"), 61)])

        assert kept == []
        (notice,) = notices
        assert isinstance(notice, AnswerPress)
        assert "drück" in (notice.text or "").casefold()

    def test_presses_of_no_hand_are_not_answered(self, flood: Flood, row: str) -> None:
        """
        Ten thousand presses do not become ten thousand calls.
        """
        presses = [inbound(Pressed("t", f"p{n}", "1"), n) for n in range(10_000)]

        _, notices = sift(flood, SPEECH, presses)

        assert len(notices) <= LIMITS.person + 1

    def test_what_happens_to_a_chat_always_counts(self, flood: Flood, row: str) -> None:
        """
        That somebody came, left, or blocked the bot is never too much.
        """
        changes = [inbound(CameIn(), n) for n in range(1000)]

        assert sift(flood, SPEECH, changes) == (changes, [])

    def test_same_person_on_another_platform(self, flood: Flood, row: str) -> None:
        """
        Ids of two platforms may be the same number.
        """
        sift(flood, SPEECH, [inbound(Wrote("x", "1"), n) for n in range(60)])
        there = replace(inbound(Wrote("x", "1"), 61), address=Address("discord", "7"))

        assert sift(flood, SPEECH, [there])[0] == [there]


@pytest.fixture
def slow_house(house: House) -> House:
    """Give a house whose clock cannot be moved: only there people are held to a hand's pace."""
    del house.environment["MORTAR_CLOCK"]
    return house


@dataclass
class Noise:
    """What a flood did: how long others waited, and what was kept of it."""

    waits: list[float]
    kept: int
    grown: int


async def flooded(server: TelegramEmulator, house: House, count: int, rounds: int) -> Noise:
    """Let one person send so much while others are served, one round every two seconds."""
    others = [server.user(f"Calm{number}") for number in range(4)]
    noisy = server.user("Noisy")
    await house.start()
    for one in (noisy, *others):
        await Reader(one, {one.id: one.start()}).finds("Which language")
    assert house.process is not None
    pid, before = house.process.pid, house.count("inbox")
    held = memory(pid)
    for number in range(count):
        noisy.says(f"again {number}")
    waits = []
    for number in range(rounds):
        if number:
            await asyncio.sleep(2.0)
        waits += [await answered(server, one) for one in others]
    await server.wait_for(lambda: not server.updates.waiting, 60)
    await until(lambda: not house.count(WAITING), 30)
    return Noise(waits, house.count("inbox") - before - len(waits), memory(pid) - held)


@pytest.mark.parametrize("row", ["R32-T19"])
async def test_one_person_floods(server: TelegramEmulator, slow_house: House, row: str) -> None:
    """
    Of five hundred messages of one person about sixty are kept, and others hear at once.
    """
    noise = await flooded(server, slow_house, 500, 1)

    assert 55 <= noise.kept <= 80
    assert percentile(noise.waits, 95) <= LONGEST_WAIT
    assert "were left out" in slow_house.log


@pytest.mark.chaos
@pytest.mark.parametrize("row", ["R32"])
async def test_ten_thousand_updates_of_one_person(
    server: TelegramEmulator, slow_house: House, row: str
) -> None:
    """
    The same twenty times over; memory does not grow with it.
    """
    noise = await flooded(server, slow_house, 10_000, 20)

    p95, grown = percentile(noise.waits, 95), noise.grown / 2**20
    figure("R32", "10,000 updates of one person: others' p95", f"{p95:.2f} s", "1 s")
    figure("R32", "10,000 updates of one person: kept", str(noise.kept), "60, and 20 a minute")
    figure("R32", "10,000 updates of one person: memory", f"{grown:.0f} MiB", "50 MiB")
    assert p95 <= LONGEST_WAIT
    assert noise.kept < 120
    assert grown <= 50


@pytest.mark.parametrize("row", ["T18"])
async def test_whatever_is_not_text_stays_where_it_is(
    server: TelegramEmulator, house: House, row: str
) -> None:
    """
    Each kind of thing that can be sent: no file is asked for, one line says so, nothing is kept of
    it but its kind.
    """
    ana = server.user("Amparo")
    await house.start()
    await Reader(ana, {ana.id: ana.start()}).finds("Which language")
    for kind in Content:
        ana.sends(kind)
    await server.wait_for(lambda: not server.updates.waiting)
    await house.rests()

    assert not [call for call in server.calls if "file" in call.method.casefold()]
    assert words_shown(server, ana).count("I can only read text") == 1
    assert house.count("inbox WHERE state <> 'done'") == 0
    assert not list(house.folder.rglob("*.jpg"))
