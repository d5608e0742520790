"""Threats of docs/threats.md that no other test shows: what may be tried, and comes to nothing."""

import asyncio
import random
import re
import string
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from adapters.discord.literal import markdown
from adapters.telegram.literal import literal
from bot.engine.invites import LASTS, code_of, looks_like_code
from bot.engine.pairing import HOUR, TRIES_ALL
from bot.engine.scene import TOKEN
from bot.flow import reply
from bot.log import blotted
from bot.model.address import Address
from bot.model.words import quote
from bot.ports.messages import Inbound, Pressed, Sender, Wrote
from bot.theatre import ROOM
from bot.theatre.arriving import Guest
from tests.adapters.telegram import updates
from tests.e2e.house import House
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.engine.stage import CONTENT, START, Household, Stage, inhabited, raised
from tests.reliability.test_life import answers

TRUST = "How much did you trust Ben this week?"
CLOSED = "This question is closed."
CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


@pytest.mark.parametrize("row", ["T7"])
class TestGuessing:
    async def test_a_code_is_hopeless(self, street: Stage, row: str) -> None:
        """
        With a thousand codes open, all tries that are taken while they last find one in 3e-9.
        """
        seen = set()
        await street.theatre.arrive("a", "Europe/Madrid", "hurt", None)
        for _ in range(20):
            found = CODE.search(await street.says("a", "/invite"))
            assert found is not None
            assert looks_like_code(found[0])
            seen.add(code_of(found[0]))
        letters = set("".join(seen))

        assert len(seen) == 20
        assert {len(code) for code in seen} == {10}
        assert len(letters) > 28, "its letters are a few of those that there are"
        assert TRIES_ALL * (LASTS / HOUR) * 1000 / 32**10 < 3e-9


@pytest.mark.parametrize("row", ["T10"])
class TestForging:
    async def test_two_hundred_tokens(self, home: Stage, row: str) -> None:
        """
        Made up, cut off, or one letter beside a true one: the question stays as it was.
        """
        await home.says("a", "/checkin")
        true = home.token("a", "7")
        chance = random.Random(7)
        before = len(home.shown("a"))

        for token in forged(true, chance, 200):
            assert await home.presses("a", token) == [CLOSED], token

        assert len(home.shown("a")) == before
        await home.presses("a", true)
        assert len(home.shown("a")) > before


def forged(true: str, chance: random.Random, count: int) -> Iterator[str]:
    """Give tokens that nobody made, every second one as near to a true one as can be."""
    letters = string.ascii_letters + string.digits + "-_"
    for number in range(count):
        if number % 2:
            yield "".join(chance.choices(letters, k=len(true)))
            continue
        at = chance.randrange(TOKEN)
        other = chance.choice([one for one in letters if one != true[at]])
        yield f"{true[:at]}{other}{true[at + 1 :]}"


@pytest.mark.parametrize("row", ["T13"])
class TestNames:
    async def test_belong_to_nobody(self, home: Stage, row: str) -> None:
        """
        Who takes somebody's name is a stranger; who changes their own is who they were.
        """
        await home.says("a", "/checkin")

        await comes(home, "x", "Ana", Wrote("7", "0"))
        await comes(home, "a", "Somebody", Wrote("7", "0"))

        assert TRUST not in "\n".join(one.text for one in home.shown("x"))
        assert await home.partner("x") != await home.partner("a")
        assert "What is one thing Ben did this week" in home.shown("a")[-1].text

    def test_are_not_looked_at_on_telegram(self, row: str) -> None:
        """
        Of an account only its number tells who it is; a user name may be somebody else's tomorrow.
        """
        before = updates.ANA | {"username": "ana"}
        renamed = updates.ANA | {"username": "zoe", "first_name": "Zoe"}
        taker = updates.ANA | {"id": 52, "username": "ana"}

        first, second, third = (
            sender_of(updates.message("hello", **{"from": who}))
            for who in (before, renamed, taker)
        )  # fmt: skip

        assert first == second != third


async def comes(home: Stage, who: str, name: str, body: Wrote | Pressed) -> None:
    """Let something come in from an account that is called like this just now."""
    now = home.theatre.clock.now()
    key = f"named:{next(home.numbers)}"
    sender = Sender(who, name, "en")
    await home.theatre.parts.store.keep(
        [Inbound(key, now, body, Address("terminal", who), True, sender)]
    )
    await home.theatre.calm()
    await home.theatre.settle()


def sender_of(update: dict[str, object]) -> str:
    heard = updates.heard(update)
    assert heard is not None
    assert heard.sender is not None
    return heard.sender.id


HOSTILE = {
    "letters": "a" * 100_000,
    "letters-then-a-sign": "a" * 100_000 + "!",
    "blanks": " " * 100_000 + "x",
    "lines": "\n" * 100_000 + "x",
    "digits": "1" * 100_000,
    "points": "1." * 50_000,
    "addresses": "a@b." * 25_000,
    "links": "http://" * 15_000,
    "brackets": "[](" * 33_000,
    "stars": "*_~`|" * 20_000,
    "marks": "a" + "\u0301" * 100_000,
    "codes": "AAAAA-" * 16_000,
}
READERS: dict[str, Callable[[str], object]] = {
    "fold": reply.fold,
    "code": looks_like_code,
    "quote": quote,
    "log": blotted,
    # Letters are cut to what fits before they come here.
    "telegram": lambda text: literal((quote(text[:4000]),)),
    "discord": lambda text: markdown((quote(text[:2000]),)),
}
SOON = 0.25
"""Seconds of the processor; what goes wrong here takes minutes."""


@pytest.mark.parametrize("row", ["T20"])
@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_long(reader: str, row: str) -> None:
    """
    A hundred thousand signs of whatever is worst are read and shown at once.
    """
    slow = {name for name, text in HOSTILE.items() if seconds(READERS[reader], text) > SOON}

    assert slow == set()


def seconds(read: Callable[[str], object], text: str) -> float:
    """Give the better of two, in time of the processor: others work on this machine, too."""

    def once() -> float:
        began = time.process_time()
        read(text)
        return time.process_time() - began

    return min(once(), once())


@pytest.mark.parametrize("row", ["T21"])
async def test_log_of_a_life(server: TelegramEmulator, house: House, row: str) -> None:
    """
    Of a person who writes, presses, blocks and meets bad lines, nothing at all is in the log.
    """
    ana = server.user("Kanarienvogel", username="kanarie", language="en")
    words = "canary-5d1f"
    await house.start()
    await answers(ana, new=True)
    for fault in (faults.error(502), faults.cut(), faults.refusal(400, f"Bad Request: {words}")):
        server.faults.next(fault, method="sendMessage")
        ana.says(words)
        await asyncio.sleep(0.2)
    ana.blocks()
    ana.unblocks()
    await house.restart()
    assert (await house.stop()).code == 0

    secrets = (words, "Kanarienvogel", "kanarie", str(ana.id), server.token)
    assert house.log
    assert [one for one in secrets if one in house.log] == []


@pytest.mark.parametrize("row", ["T35"])
class TestZone:
    async def test_is_nobody_elses(self, tmp_path: Path, row: str) -> None:
        """
        Where somebody's clock is stands in no file, and in nothing that the other is shown.
        """
        stage = await raised(tmp_path, CONTENT, START)
        guests = {"a": Guest("Pacific/Apia", None), "b": Guest("Europe/Madrid", None)}
        await stage.theatre.unite(guests, "a", room=True)
        for who in "ab":
            await stage.says(who, "/checkin" if who == "a" else "7")
        await stage.says("b", "/export")
        await stage.says("b", "/privacy")
        await stage.wait(days=3)
        shown = [one for chat in ("b", ROOM) for one in stage.shown(chat)]
        files = [one.file.body.decode() for one in shown if one.file is not None]
        await stage.theatre.close()

        assert len(files) == 2
        assert any("Madrid" in text for text in files)
        assert "Apia" not in "\n".join([*files, *(one.text for one in shown)])
        assert files_with(tmp_path, b"Apia") == []


def files_with(folder: Path, what: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if what in path.read_bytes()]
