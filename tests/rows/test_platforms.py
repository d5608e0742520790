"""What the platforms and the way to them do, seen as input: rows 113 to 120."""

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from adapters.discord.trouble import delivery_error
from bot.errors import ConfigError, DeliveryError, TryLater, Unreachable
from tests.adapters.discord.bench import QUICK as BRIEF
from tests.adapters.discord.bench import gateway_to, hearing
from tests.adapters.discord.bench import until as it_is
from tests.adapters.discord.test_trouble import answer, page
from tests.emulators import telegram_faults as faults
from tests.emulators.discord import DiscordEmulator, asked
from tests.emulators.discord import faults as troubles
from tests.emulators.discord.people import PRESS
from tests.rows.inn import OnDiscord, OnTelegram
from tests.rows.stranger import certificate, doors, portal, tries_on
from tests.rows.test_groups import told as told_here
from tests.rows.test_presses import CLOSED
from tests.rows.test_servers import told as told_there
from tests.rows.test_words import GLAD, TRUST

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
ODD = (
    ("TELEPATHY", {"thought": "hello"}),
    ("MESSAGE_CREATE", {"id": "1", "channel_id": "2"}),
    ("MESSAGE_CREATE", {"id": "x", "channel_id": "y", "author": "z"}),
    ("MESSAGE_UPDATE", {"id": "1"}),
    ("INTERACTION_CREATE", {"id": "1", "type": 99, "token": "t", "version": 1}),
    ("INTERACTION_CREATE", {"id": "1"}),
    ("THREAD_UPDATE", {"id": "5"}),
    ("GUILD_CREATE", {"id": "9", "name": "half"}),
)


@pytest.mark.parametrize("row", ["row-113-discord"])
async def test_odd_events(desk: OnDiscord, row: str) -> None:
    """
    What cannot be read is passed over; whoever speaks after it is heard.
    """
    for kind, data in ODD:
        await desk.inn.discord.gateway.tell(kind, data, needs=0)

    await desk.ana.writes("/checkin")
    await desk.ana.sees(TRUST)

    await desk.inn.rests()
    assert desk.inn.count("inbox WHERE state <> 'done'") == 0


@pytest.mark.parametrize("row", ["row-114-large"])
async def test_many_large_updates(phone: OnTelegram, row: str) -> None:
    """
    Updates as large as they can be, many in one batch: taken, answered, and none asked for twice.
    """
    ana = phone.ana.account
    sender = {"id": ana.id, "is_bot": False, "first_name": "A"}
    for number in range(12):
        phone.inn.telegram.injects({"message": {
            "message_id": 900 + number, "date": 1, "from": sender, "text": "x" * 500_000,
            "chat": {"id": ana.id, "type": "private", "first_name": "A"},
        }})  # fmt: skip

    phone.ana.says("/checkin")
    await phone.inn.rests()
    await phone.inn.wait(minutes=2)
    phone.ana.says("/help")
    await phone.inn.rests()

    assert "findahelpline.com" in told_here(phone, phone.ana)
    taken = [update for update in phone.inn.telegram.ledger if update.dropped is None]
    assert len(taken) == 14
    assert all(len(update.delivered) == 1 for update in taken)


SHUT = (
    "Bad Request: chat not found",
    "Bad Request: have no rights to send a message",
    "Forbidden: bot was blocked by the user",
    "Forbidden: user is deactivated",
    "Bad Request: PEER_ID_INVALID",
    "Bad Request: TOPIC_CLOSED",
)


@pytest.mark.parametrize("said", SHUT)
@pytest.mark.parametrize("row", ["row-116-shut"])
async def test_chat_is_shut(phone: OnTelegram, row: str, said: str) -> None:
    """
    It is tried once, nothing of it is shown to the other, and it opens when its owner comes back.
    """
    refusal = faults.refusal(403 if said.startswith("Forbidden") else 400, said)
    rule = phone.inn.telegram.faults.always(refusal, method="sendMessage", chat=phone.ben)

    phone.ana.says("/checkin")
    await phone.inn.rests()
    await phone.inn.wait(hours=3)
    tries = len(phone.inn.telegram.calls_of("sendMessage", phone.ben))
    rule.stop()
    phone.ben.start()
    await phone.inn.rests()

    assert tries == 1
    assert TRUST in told_here(phone, phone.ana)
    assert TRUST in told_here(phone, phone.ben)


@pytest.mark.parametrize("row", ["row-116-refused"])
async def test_letter_is_refused(phone: OnTelegram, row: str) -> None:
    """
    What Telegram will never take is given up and told to the operator, without anybody's words.
    """
    refusal = faults.refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    phone.inn.telegram.faults.always(refusal, method="sendMessage", chat=phone.ben)

    phone.ana.says("/checkin")
    await phone.inn.rests()
    await phone.inn.wait(minutes=10)

    assert len(phone.inn.telegram.calls_of("sendMessage", phone.ben)) <= 2
    assert phone.inn.alerts == ["a letter was refused by telegram: a button's token is not taken"]
    assert phone.inn.count("letters WHERE state = 'dead'") == 1


@pytest.mark.parametrize(
    ("method", "said"),
    [
        pytest.param(
            "editMessageReplyMarkup", "message is not modified: the same", id="row-116-same"
        ),
        pytest.param("deleteMessages", "message to delete not found", id="row-116-gone"),
    ],
)
async def test_small_thing_that_was_done_already(phone: OnTelegram, method: str, said: str) -> None:
    """
    Buttons that are off, messages that are gone: that is what was wanted, so nobody hears of it.
    """
    phone.inn.telegram.faults.always(faults.refusal(400, f"Bad Request: {said}"), method=method)
    phone.ana.says("/checkin")
    phone.ana.presses(await phone.ana.sees(TRUST), "7")
    await phone.ana.sees(GLAD)

    phone.ana.says("/hide")
    await phone.inn.rests()

    assert len(phone.inn.telegram.calls_of(method)) >= 1
    assert phone.inn.alerts == []
    assert phone.inn.count("inbox WHERE state <> 'done'") == 0


class TestPatience:
    @pytest.mark.parametrize("row", ["row-115-lost"])
    async def test_answer_is_lost(self, phone: OnTelegram, row: str) -> None:
        """
        Taken by Telegram and its receipt lost: it comes once more, with a line that says so.
        """
        phone.inn.telegram.faults.next(
            faults.cut(faults.When.AFTER), method="sendMessage", chat=phone.ana
        )

        phone.ana.says("/checkin")
        await phone.inn.rests()
        await phone.inn.wait(minutes=2)

        assert told_here(phone, phone.ana).count(TRUST) == 2
        assert told_here(phone, phone.ana).count("(Sending again") == 1
        assert told_here(phone, phone.ben).count("(Sending again") == 0

    @pytest.mark.parametrize("row", ["row-115-a-day"])
    async def test_is_asked_for_a_day(
        self, phone: OnTelegram, caplog: pytest.LogCaptureFixture, row: str
    ) -> None:
        """
        That chat waits as long as asked, the operator is told, and the others notice nothing.
        """
        phone.inn.telegram.faults.next(faults.flood(86_400), method="sendMessage", chat=phone.ana)

        phone.ana.says("/checkin")
        await phone.inn.rests()
        await phone.inn.wait(hours=23)

        assert len(phone.inn.telegram.calls_of("sendMessage", phone.ana)) == 1
        assert TRUST in told_here(phone, phone.ben)
        assert "86400 s (429)" in caplog.text

    @pytest.mark.parametrize(
        "parameters",
        [
            pytest.param({"retry_after": 0}, id="row-115-zero"),
            pytest.param({}, id="row-115-missing"),
        ],
    )
    async def test_is_asked_for_without_a_length(
        self, phone: OnTelegram, parameters: dict[str, int]
    ) -> None:
        """
        Five seconds are guessed, real ones: nothing goes again before, and nothing is given up.
        """
        refusal = faults.refusal(429, "Too Many Requests: retry later", dict(parameters))
        phone.inn.telegram.faults.next(refusal, method="sendMessage", chat=phone.ana)

        phone.ana.says("/checkin")
        await phone.inn.rests()
        await phone.inn.wait(minutes=1)

        assert len(phone.inn.telegram.calls_of("sendMessage", phone.ana)) == 1
        assert phone.inn.count("letters WHERE state = 'waiting'") >= 1
        assert phone.inn.count("letters WHERE state = 'dead'") == 0


@pytest.mark.parametrize(
    ("trouble", "becomes"),
    [
        pytest.param(answer(403, 50007), Unreachable, id="row-117-50007"),
        pytest.param(answer(403, 50001), Unreachable, id="row-117-50001"),
        pytest.param(answer(403, 50013), Unreachable, id="row-117-50013"),
        pytest.param(answer(404, 10003), Unreachable, id="row-117-10003"),
        pytest.param(answer(429, 20028), TryLater, id="row-117-20028"),
        pytest.param(page(429), TryLater, id="row-117-wall"),
    ],
)
def test_errors_of_discord(trouble: Exception, becomes: type[DeliveryError]) -> None:
    """
    Each is told for what it is; none of them is tried again at once.
    """
    error = delivery_error(trouble)

    assert type(error) is becomes
    if isinstance(error, TryLater):
        assert error.after >= 5


@pytest.mark.parametrize("row", ["row-117-closed"])
async def test_closed_messages(desk: OnDiscord, row: str) -> None:
    """
    Somebody's closed private chat is tried once; the other goes on and hears no reason.
    """
    desk.ben.closes_dms()

    await desk.ana.slash("checkin")
    await desk.inn.rests()
    await desk.inn.wait(hours=3)

    there = f"/channels/{desk.ben.dm.id}/messages"
    calls = [one for one in desk.inn.discord.calls if one.path.endswith(there)]
    assert [one.status for one in calls if one.method == "POST"] == [403]
    assert TRUST in told_there(desk.ana)
    assert "closed" not in told_there(desk.ana)


@pytest.mark.parametrize("row", ["row-117-10062"])
async def test_answer_after_three_seconds(
    desk: OnDiscord, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    """
    Discord does not know the interaction any more; what was pressed counts all the same.
    """
    await desk.ana.slash("checkin")
    await desk.ana.sees(TRUST)
    await desk.inn.rests()

    monkeypatch.setattr(asked, "IN_TIME", -1.0)

    pressed = await desk.ana.presses("7")
    await desk.ana.sees(GLAD)
    desk.inn.discord.passes(4)
    await desk.inn.rests()

    assert pressed.took is None
    assert desk.inn.alerts == []


@pytest.mark.parametrize("row", ["row-117-40060"])
async def test_answer_that_was_taken_and_lost(desk: OnDiscord, row: str) -> None:
    """
    A second copy is refused as one too many: then the first arrived, and the notice follows it.
    """
    await desk.ana.slash("checkin")
    shown = await desk.ana.sees(TRUST)
    old = {"custom_id": next(shown.buttons())["custom_id"], "component_type": 2}
    await desk.ana.presses("7")
    await desk.inn.rests()
    desk.inn.discord.faults.next("callback$", troubles.error(502, after=True))

    await desk.ana.stage.asked.happens(desk.ana.account, desk.ana.dm, PRESS, old, shown)
    await desk.inn.rests()

    assert told_there(desk.ana).count(CLOSED) == 1


class TestSession:
    @pytest.mark.parametrize(
        ("code", "says"),
        [
            pytest.param(4004, "was reset", id="row-118-4004"),
            pytest.param(4013, "newer version", id="row-118-4013"),
            pytest.param(4014, "privileged intent", id="row-118-4014"),
        ],
    )
    async def test_that_discord_does_not_allow(self, desk: OnDiscord, code: int, says: str) -> None:
        """
        It ends for the supervisor, with a sentence, and what was kept is still there.
        """
        desk.inn.discord.gateway.refuse(code)
        await desk.inn.discord.gateway.invalidate()

        (ended,) = await asyncio.wait_for(
            asyncio.gather(desk.inn.tasks[-1], return_exceptions=True), 5
        )

        assert isinstance(ended, ConfigError)
        assert says in str(ended)
        assert desk.inn.discord.token not in str(ended)

    @pytest.mark.parametrize("row", ["row-118-identify"])
    async def test_that_is_lost_again_and_again(self, row: str) -> None:
        """
        A thousand sign-ins a day are allowed: between two of them there is a rest, each time.
        """
        rests = list[float]()

        async def rest(seconds: float) -> None:
            rests.append(seconds)
            await asyncio.sleep(0)

        async with DiscordEmulator() as server:
            gateway = gateway_to(server, tempo=replace(BRIEF, identify=5.0, pause=rest))
            await gateway.open()
            async with hearing(gateway):
                for times in range(2, 5):
                    await server.gateway.invalidate()
                    await it_is(partial(identified, server, times), 10)
            await gateway.close()

        assert rests.count(5.0) == 3


class TestNetwork:
    @pytest.mark.parametrize("row", ["row-119-portal"])
    async def test_that_wants_a_login_first(self, row: str) -> None:
        """
        A page instead of an answer is no refusal: it tries on, and does not count as heard.
        """
        async with portal(None) as port:
            for gateway in doors(f"http://127.0.0.1:{port}"):
                await tries_on(gateway)

    @pytest.mark.parametrize(
        ("begins", "ends"),
        [
            pytest.param(-400, -30, id="row-119-expired"),
            pytest.param(30, 400, id="row-119-our-clock-is-wrong"),
            pytest.param(-30, 400, id="row-119-stranger"),
        ],
    )
    async def test_whose_certificate_is_worth_nothing(
        self, tmp_path: Path, begins: int, ends: int
    ) -> None:
        """
        Nothing is said to whoever cannot prove to be the platform; it tries on.
        """
        heard = list[str]()
        async with portal(certificate(tmp_path, begins, ends), heard.append) as port:
            for gateway in doors(f"https://127.0.0.1:{port}"):
                await tries_on(gateway)

        assert heard == []

    @pytest.mark.parametrize("row", ["row-119-elsewhere"])
    async def test_that_leads_to_nobody(self, unused_tcp_port: int, row: str) -> None:
        """
        An address at which nobody is, as with a name that is answered wrongly.
        """
        for gateway in doors(f"http://127.0.0.1:{unused_tcp_port}"):
            await tries_on(gateway)


@pytest.mark.parametrize("row", ["row-120-discord"])
async def test_token_that_is_reset(desk: OnDiscord, row: str) -> None:
    """
    Discord hangs up (4004): it ends, nothing more is sent, and the letters wait in the database.
    """
    await desk.inn.discord.gateway.cut(4004)

    (ended,) = await asyncio.wait_for(asyncio.gather(desk.inn.tasks[-1], return_exceptions=True), 5)

    assert isinstance(ended, ConfigError)
    assert "reset" in str(ended)
    error = delivery_error(answer(401))
    assert isinstance(error, TryLater)
    assert error.everywhere


def identified(server: DiscordEmulator, times: int) -> bool:
    """Say whether there were so many sign-ins."""
    return server.gateway.identified == times
