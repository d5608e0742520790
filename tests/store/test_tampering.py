"""A value that was touched or put elsewhere is set apart; nobody waits at it, nobody sees it."""

import asyncio
import os
import sqlite3
from pathlib import Path

import pytest

from bot.model.couple import Seat
from bot.model.ids import InboxId
from bot.ports.messages import Inbound
from bot.ports.store import Held
from bot.store.sql.sealed import COLUMNS, Sealed
from bot.store.vault import Key
from tests.reliability.keeping import ANN, BEN, CANARIES, furnish
from tests.store.home import KEY, NOW, Home, silent, wrote


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


_BUT = {"house": " AND name <> 'key store'"}


class TestTampering:
    @pytest.mark.parametrize("column", COLUMNS, ids=lambda one: one.name)
    @pytest.mark.parametrize(
        "where",
        [
            "words",
            "cut",
            *(
                pytest.param(one, marks=pytest.mark.chaos)
                for one in ("format", "key", "nonce", "tag", "empty")
            ),
        ],
    )
    def test_a_byte(self, home: Home, column: Sealed, where: str) -> None:
        """
        Whichever byte of whichever column is touched: the bot goes on, and shows nothing of it.
        """
        furnish(home)
        table, name = column.name.split(".")
        with sqlite3.connect(home.path) as file:
            found = file.execute(
                f"SELECT {name} FROM {table} WHERE length({name}) > 16{_BUT.get(table, '')}"
            )
            for (value,) in found.fetchall():
                file.execute(
                    f"UPDATE {table} SET {name} = ? WHERE {name} = ?",
                    (touched(value, where), value),
                )
        file.close()

        asyncio.run(goes_on(home))

    def test_rows_of_the_two_are_swapped(self, home: Home) -> None:
        """
        Nobody sees the other's words at their own place; both rows are set apart.
        """
        furnish(home)
        with sqlite3.connect(home.path) as file:
            (one,), (two,) = file.execute("SELECT value FROM answers WHERE owner IN ('a', 'b')")
            file.execute("UPDATE answers SET value = ? WHERE owner = 'a'", (two,))
            file.execute("UPDATE answers SET value = ? WHERE owner = 'b'", (one,))
        file.close()

        values = asyncio.run(goes_on(home))

        assert "a" not in values
        assert "b" not in values
        with sqlite3.connect(home.path) as file:
            assert file.execute("SELECT count(*) FROM quarantine").fetchone() == (2,)
        file.close()

    def test_the_operator_is_told(self, home: Home, caplog: pytest.LogCaptureFixture) -> None:
        """
        The log names the table, and nobody's words.
        """
        self.test_rows_of_the_two_are_swapped(home)

        (first, _) = [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
        assert first == "a sealed value does not open and was set apart: answers"


async def goes_on(home: Home) -> dict[str, dict[str, object]]:
    """Play turns of both, and look at what a partner would see of it."""
    store = home.open()
    assert await store.keep([wrote("hello", user=ANN), wrote("hello", user=BEN)]) == 2
    seen: dict[str, dict[str, object]] = {}
    names: dict[str, str] = {}

    def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
        assert inbound.sender
        partner = held.partner("telegram", inbound.sender.id)
        assert partner
        names[partner.seat] = partner.profile.name
        couple = held.couple(partner.couple)
        assert couple
        for run in held.runs(couple.id):
            seen.update({owner: dict(its) for owner, its in run.values.items()})
        held.marks(couple.id)
        for token in ("ask", "token"):
            held.asked(token)

    while await store.work(turn, silent):
        pass
    assert set(names) == {"a", "b"}
    for seat, name in names.items():
        assert name in ("", f"{CANARIES[Seat(seat)]} name")
    for seat in Seat:
        for value in seen.get(seat, {}).values():
            assert CANARIES[seat.other] not in str(value)
    shown = []
    for _ in range(20):
        letters = await store.unsent(NOW)
        for one in letters:
            shown.append(one)
            await store.sent(one.id, "1", NOW)
    with sqlite3.connect(home.path) as file:
        (waiting,) = file.execute("SELECT count(*) FROM inbox WHERE state = 'new'").fetchone()
    file.close()
    assert waiting == 0
    await home.close()
    return seen


def touched(value: bytes, where: str) -> bytes:
    """Change one byte of a part of a sealed value."""
    if where in ("cut", "empty"):
        return value[:20] if where == "cut" else b""
    at = {"format": 0, "key": 4, "nonce": 9, "words": 18, "tag": len(value) - 1}[where]
    return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]


class TestNonces:
    @pytest.mark.parametrize(
        "count",
        [
            pytest.param(10_000, id="10^4"),
            pytest.param(1_000_000, id="10^6", marks=pytest.mark.chaos),
        ],
    )
    def test_are_never_used_twice(self, count: int) -> None:
        """
        Of so many values no two have the same nonce.
        """
        key = Key(KEY)

        assert len({key.seal(b"", "place")[5:17] for _ in range(count)}) == count

    def test_not_in_a_child_either(self) -> None:
        """
        A process that was forked seals under others than its parent.
        """
        key = Key(KEY)
        key.seal(b"", "place")
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writing, b"".join(key.seal(b"", "place")[5:17] for _ in range(100)))
            os._exit(0)
        os.waitpid(child, 0)
        theirs = os.read(reading, 1200)
        os.close(reading)
        os.close(writing)
        ours = {key.seal(b"", "place")[5:17] for _ in range(100)}

        assert not ours & {theirs[at : at + 12] for at in range(0, 1200, 12)}
