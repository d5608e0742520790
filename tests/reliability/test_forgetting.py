"""Who is erased cannot be read any more: in no file, in no earlier copy, killed at any moment."""

import asyncio
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bot.model.couple import Seat
from bot.ports.store import Held
from bot.store.sql import connect, open_store
from tests.reliability.keeping import ANN, BEN, CANARIES, dies, furnish, newcomer, readable, say
from tests.store.home import KEY, Home, play, seated

BOTH = [(Seat.A,), (Seat.B,), (Seat.A, Seat.B), (Seat.B, Seat.A)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def named(seats: Iterable[Seat]) -> str:
    return "-then-".join(seats)


def erase(home: Home, *seats: Seat) -> None:
    """Let these be erased, one after the other, each by a turn of their own."""

    async def live() -> None:
        store = home.open()
        for seat in seats:
            user = ANN if seat is Seat.A else BEN

            def turn(held: Held, user: str = user) -> None:
                partner = held.partner("telegram", user)
                if partner is not None:
                    held.erase_partner(partner)

            await say(store, user, f"{CANARIES[seat]} erase me", turn)
        await home.close()

    asyncio.run(live())


def lived(home: Home) -> None:
    """Let a couple have lived there."""
    furnish(home)


def copied(home: Home, name: str) -> Path:
    """Copy all that lies in the house."""
    target = home.folder.parent / f"{home.folder.name}-{name}"
    shutil.copytree(home.folder, target)
    return target


class TestErasing:
    @pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
    @pytest.mark.parametrize("seats", BOTH, ids=named)
    def test_no_word_can_be_read(
        self, home: Home, seats: tuple[Seat, ...], mode: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Not from the database, not from its log, not from an earlier copy; the other's words stay.
        """
        monkeypatch.setattr(connect, "journal_mode", lambda version: mode)
        lived(home)
        before, _ = readable(home.path, home.keys)
        assert all(before.count(word) >= 8 for word in CANARIES.values())
        old = copied(home, "old")

        erase(home, *seats)

        for file in (home.path, old / "mortar.db"):
            found, _ = readable(file, home.keys)
            for seat in seats:
                assert CANARIES[seat] not in found, file
                assert (ANN if seat is Seat.A else BEN) not in found.replace(ANN + BEN, "")
        left = {*Seat} - {*seats}
        found, closed = readable(home.path, home.keys)
        assert closed == 0
        for seat in left:
            for what in ("own", "joint", "private", "room", "mark", "name"):
                assert f"{CANARIES[seat]} {what}" in found, what
        assert all(word.encode() not in home.bytes() for word in CANARIES.values())

    @pytest.mark.parametrize("seat", Seat)
    def test_no_row_is_left(self, home: Home, seat: Seat) -> None:
        """
        Their consents, invites, chat and answers are gone; the other's are not.
        """
        lived(home)

        erase(home, seat)

        with connect.connect(home.path) as file:
            (people,) = file.execute("SELECT count(*) FROM partners").fetchone()
            chats = file.execute("SELECT count(*) FROM routes WHERE couple IS NOT NULL").fetchone()
            owners = {row[0] for row in file.execute("SELECT owner FROM answers")}
            consents = file.execute("SELECT count(*) FROM consents").fetchone()
            (asked,) = file.execute("SELECT count(*) FROM erasures").fetchone()
        file.close()
        assert (people, chats, asked) == (1, (1,), 0)
        assert owners == {seat.other.value, "run"}
        assert consents == ((0,) if seat is Seat.A else (1,))

    def test_an_earlier_copy_is_put_back(self, home: Home) -> None:
        """
        Who was erased after it was made is removed at the start; everybody else is here.
        """
        lived(home)
        old = copied(home, "old")
        erase(home, Seat.A)
        later = asyncio.run(arrived(home))

        shutil.copy(old / "mortar.db", home.path)

        async def live() -> None:
            store = home.open()
            assert await play(store, lambda held: held.partner("telegram", ANN)) is None
            ben = await play(store, lambda held: held.partner("telegram", BEN))
            assert ben
            assert ben.profile.name == f"{CANARIES[Seat.B]} name"
            await home.close()

        asyncio.run(live())
        # Nobody gets the number, and so the key, of somebody whom the copy does not know.
        assert asyncio.run(arrived(home)) > later
        found, closed = readable(home.path, home.keys)
        assert CANARIES[Seat.A] not in found
        assert closed == 0

    def test_the_key_is_in_no_later_copy_of_the_key_store(self, home: Home) -> None:
        """
        What a thief of both files gets after an erasure does not hold the key, wrapped or not.
        """
        lived(home)
        keys = _wrapped(home, "partner")

        erase(home, Seat.A)

        left = _wrapped(home, "partner")
        assert len(left) == 1
        assert all(one in home.bytes() for one in left)
        assert all(one not in home.bytes() for one in keys - left)


def killed_at_every_statement(home: Home, act: Callable[[], object], step: int) -> Iterable[int]:
    """Do something from the same beginning over and over, killed later and later."""
    start = copied(home, "start")
    statement = 1
    while dies(act, statement):
        yield statement
        statement += step
        shutil.rmtree(home.folder)
        shutil.copytree(start, home.folder)


def erased_or_whole(home: Home) -> bool:
    """Start once, look, and say whether Ann was erased; in between there is nothing."""

    async def live() -> bool:
        store = open_store(home.url, KEY)
        ann = await play(store, lambda held: held.partner("telegram", ANN))
        ben = await play(store, lambda held: held.partner("telegram", BEN))
        assert ben
        couple = await play(store, lambda held: held.couple(ben.couple))
        assert couple
        assert seated(couple, Seat.B).profile.name == f"{CANARIES[Seat.B]} name"
        await store.close()
        return ann is None

    gone = asyncio.run(live())
    found, closed = readable(home.path, home.keys)
    assert closed == 0
    assert (CANARIES[Seat.A] in found) is not gone
    for what in ("own", "joint", "private", "room"):
        assert f"{CANARIES[Seat.B]} {what}" in found
    return gone


class TestKilled:
    @pytest.mark.parametrize(
        "step", [pytest.param(17, id="some"), pytest.param(1, id="every", marks=pytest.mark.chaos)]
    )
    def test_while_erasing(self, home: Home, step: int) -> None:
        """
        At the next start either all is as before, or they are gone for good.
        """
        lived(home)
        killed = killed_at_every_statement(home, lambda: erase(home, Seat.A), step)
        ends = [erased_or_whole(home) for _ in killed]

        assert ends == sorted(ends)
        assert step > 1 or {*ends} == {False, True}
        assert erased_or_whole(home)


async def arrived(home: Home) -> int:
    """Let somebody new arrive; give their number."""
    store = home.open()
    new = await play(store, newcomer)
    await home.close()
    return new.id


def _wrapped(home: Home, kind: str) -> set[bytes]:
    with connect.connect(home.keys, "TRUNCATE") as file:
        rows = file.execute(
            "SELECT wrapped FROM wraps JOIN keys ON keys.id = wraps.id WHERE kind = ?", (kind,)
        ).fetchall()
    file.close()
    return {row[0] for row in rows}
