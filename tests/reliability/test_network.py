"""Whatever the network and the platform do to a letter: in its time, in order, and no loops."""

import asyncio
from datetime import timedelta

import pytest

from bot.engine import zones
from bot.flow import times
from tests.e2e.house import UNSENT, House, until
from tests.e2e.people import Reader, words_shown
from tests.e2e.seats import ZONE, Pair, meet, move_in
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.engine.stage import CONTENT
from tests.reliability.figures import figure
from tests.reliability.timing import answered

WEEKLY = CONTENT.flows["weekly_checkin"].clocks[0]
PERMANENT = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "never begun": (403, "Forbidden: bot can't initiate conversation with a user"),
    "unknown 403": (403, "Forbidden: something new"),
    "chat not found": (400, "Bad Request: chat not found"),
    "peer": (400, "Bad Request: PEER_ID_INVALID"),
    "no rights": (400, "Bad Request: have no rights to send a message"),
    "topic closed": (400, "Bad Request: TOPIC_CLOSED"),
    "styles": (400, "Bad Request: can't parse entities: unsupported start tag"),
    "too long": (400, "Bad Request: message is too long"),
    "button": (400, "Bad Request: BUTTON_DATA_INVALID"),
    "unknown 400": (400, "Bad Request: something new"),
}


async def newcomers(server: TelegramEmulator, house: House, count: int) -> list[Person]:
    """Let people arrive."""
    people = [server.user(f"P{number}") for number in range(count)]
    await house.start()
    for one in people:
        await Reader(one, {one.id: one.start()}).finds("Which language")
    await house.rests()
    return people


def tried(server: TelegramEmulator, person: Person) -> int:
    """Count how often a letter to somebody was tried."""
    return len(server.calls_of("sendMessage", person))


@pytest.mark.parametrize("row", ["R12"])
class TestFlood:
    async def test_is_waited_for_also_by_the_next_life(
        self, server: TelegramEmulator, house: House, row: str
    ) -> None:
        """
        A chat is told to wait; the bot is killed and waits on. Others hear at once, order is kept.
        """
        ana, ben = await newcomers(server, house, 2)
        server.faults.next(faults.flood(3), method="sendMessage", chat=ana)
        said = ana.says("/help")
        ana.says("/start")
        await server.wait_for(lambda: any(call.code == 429 for call in server.calls))
        await until(lambda: house.count("letters WHERE state = 'away'") == 0, 5)
        await house.restart()

        wait = await answered(server, ben)
        first = await ana.sees("/menu shows", after=said)
        await ana.sees("Which language", after=first)

        assert wait <= 1.0
        assert [call.seq for call in server.calls if call.early] == []

    async def test_of_everybody_holds_everybody(
        self, server: TelegramEmulator, house: House, row: str
    ) -> None:
        """
        Two chats are told to wait until the same moment: then nobody is written to before.
        """
        people = await newcomers(server, house, 4)
        server.faults.next(faults.flood_everywhere(2), method="sendMessage")
        for one in people[:2]:
            one.says("/help")
        await server.wait_for(lambda: sum(call.code == 429 for call in server.calls) >= 2)
        await asyncio.sleep(faults.UNDER_WAY)
        for one in people[2:]:
            one.says("/help")

        for one in people:
            await one.sees("/menu shows")

        assert [call.seq for call in server.calls if call.early] == []


async def partitioned(
    server: TelegramEmulator, house: House, pair: Pair, seconds: float
) -> tuple[float, int]:
    """
    Let a check-in fall due while there is no way; give how long its letters took after healing, and
    how often they were put back.
    """
    await house.start()
    await house.rests()
    await server.goes_down()
    house.set_clock(times.next_clock(WEEKLY, house.now, zones.zone_of(ZONE)))
    await until(lambda: house.count(UNSENT) >= 3, 20)
    await asyncio.sleep(seconds)
    attempts = int(house.column("sum(attempt) FROM letters")[0])
    healed = server.clock.now()
    await server.comes_up()
    for one in pair.people:
        await one.sees("How much did you trust", seconds=70)
    return server.clock.now() - healed, attempts


@pytest.fixture
async def weekly(server: TelegramEmulator, house: House) -> Pair:
    """Give a couple whose check-in is set for Sunday evening."""
    pair = meet(server)
    await move_in(house, pair, weekly=WEEKLY)
    return pair


@pytest.mark.parametrize("row", ["R13"])
class TestPartition:
    async def test_is_overcome(
        self, server: TelegramEmulator, house: House, weekly: Pair, row: str
    ) -> None:
        """
        A few seconds without a way: what fell due meanwhile arrives once there is one.
        """
        seconds, _ = await partitioned(server, house, weekly, 2.0)

        assert seconds <= 10
        await house.rests()
        assert house.count("letters WHERE state = 'dead'") == 0

    @pytest.mark.chaos
    async def test_of_four_minutes_is_overcome(
        self, server: TelegramEmulator, house: House, weekly: Pair, row: str
    ) -> None:
        """
        After four minutes the rests are as long as they ever get, so that more makes no difference.
        """
        seconds, attempts = await partitioned(server, house, weekly, 240.0)

        figure("R13", "no network for minutes: delivered after healing", f"{seconds:.0f} s", "60 s")
        figure("R13", "no network for 4 minutes: tries of 3 letters", str(attempts), "rests grow")
        assert seconds <= 60
        assert attempts < 3 * 60
        await house.rests()


@pytest.mark.parametrize("row", ["R14"])
async def test_permanent_errors_are_tried_twice_at_most(
    server: TelegramEmulator, house: House, row: str
) -> None:
    """
    Each documented error that will not go away, each for somebody else, all at once and for days.
    """
    people = await newcomers(server, house, len(PERMANENT))
    before = {one.id: tried(server, one) for one in people}
    for one, (code, said) in zip(people, PERMANENT.values(), strict=True):
        server.faults.always(faults.refusal(code, said), method="sendMessage", chat=one)
        one.says("/help")
    calm = server.user("Calm")
    await Reader(calm, {calm.id: calm.start()}).finds("Which language")
    await until(lambda: all(tried(server, one) > before[one.id] for one in people), 30)
    for _ in range(5):
        house.pass_time(timedelta(days=1))
        await asyncio.sleep(0.3)

    tries = {
        name: tried(server, one) - before[one.id]
        for name, one in zip(PERMANENT, people, strict=True)
    }
    figure("R14", f"{len(tries)} permanent errors: most tries", str(max(tries.values())), "2")
    assert max(tries.values()) <= 2, tries
    assert await answered(server, calm) <= 1.0


@pytest.mark.parametrize("row", ["R15"])
async def test_blocked_is_left_alone(server: TelegramEmulator, house: House, row: str) -> None:
    """
    One of the two blocked the bot: nothing is tried any more, the other reads the same as ever, and
    what was open comes when they return.
    """
    pair = meet(server)
    await move_in(house, pair)
    await house.start()
    pair.repairing.blocks()
    pair.hurt.says("/checkin")
    await pair.hurt.sees("How much did you trust")
    await server.wait_for(lambda: not server.updates.waiting)
    tries = tried(server, pair.repairing)
    for _ in range(4):
        house.pass_time(timedelta(hours=11))
        await asyncio.sleep(0.3)

    after = tried(server, pair.repairing) - tries
    figure("R15", "tries to write to somebody who blocked", str(after), "0")
    assert tries <= 1
    assert after == 0
    told = words_shown(server, pair.hurt).casefold()
    assert not any(word in told for word in ("block", "left", "away", "gone"))
    pair.repairing.unblocks()
    pair.repairing.start()
    await pair.repairing.sees("How much did you trust")
