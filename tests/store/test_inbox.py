"""What comes in is kept once, and has its whole effect or none."""

import asyncio
import sqlite3

import pytest

from bot.errors import Broken, StoreError, Unwritable
from bot.model.address import Address
from bot.model.ids import InboxId
from bot.ports.messages import CameIn, Inbound, Wrote
from bot.ports.store import Held
from bot.store.sql import SqlStore
from bot.store.sql.database import Database, translated
from bot.store.sql.writer import MOST_AT_ONCE
from tests.store.home import NOW, Home, arrive, letter, play, silent, wrote


class Recorder:
    """A turn that notes what it was given, and stumbles where it is told to."""

    def __init__(self, *stumbles: str) -> None:
        self.stumbles = stumbles
        self.seen: list[str] = []

    def __call__(self, held: Held, inbox: InboxId, inbound: Inbound) -> None:
        assert isinstance(inbound.body, Wrote)
        self.seen.append(inbound.body.text)
        held.add_route(Address("telegram", inbound.key))
        if inbound.body.text in self.stumbles:
            raise ZeroDivisionError


class TestKeeping:
    async def test_the_second_copy_is_ignored(self, store: SqlStore) -> None:
        """
        However often a platform says it, it is kept once, also after it was done.
        """
        batch = [wrote("one", key="k1"), wrote("one", key="k1"), wrote("two", key="k2")]

        assert await store.keep(batch) == 2
        assert await store.keep(batch) == 0
        turn = Recorder()
        assert await store.work(turn, turn) == 2
        assert await store.keep(batch) == 0
        assert await store.work(turn, turn) == 0

        assert turn.seen == ["one", "two"]

    async def test_nothing(self, store: SqlStore) -> None:
        """
        An empty batch is fine.
        """
        assert await store.keep([]) == 0

    async def test_comes_back_as_it_was(self, store: SqlStore, home: Home) -> None:
        """
        After a restart a turn is given what was kept.
        """
        said = [wrote("caf\u0065\u0301 😀\ud800"), Inbound("k", NOW, CameIn())]
        await store.keep(said)
        await home.close()
        seen: list[Inbound] = []

        await home.open().work(lambda held, inbox, inbound: seen.append(inbound), silent)

        assert isinstance(seen[0].body, Wrote)
        assert seen[0].body.text == "caf\u0065\u0301 😀\ufffd"
        assert seen[1] == said[1]

    async def test_in_order(self, store: SqlStore) -> None:
        """
        Turns are played in the order in which things came in, 64 at most at once.
        """
        await store.keep([wrote(str(number)) for number in range(100)])
        turn = Recorder()

        done = [await store.work(turn, turn) for _ in range(3)]

        assert done == [64, 36, 0]
        assert turn.seen == [str(number) for number in range(100)]

    async def test_what_follows_comes_later(self, store: SqlStore) -> None:
        """
        What a turn keeps is taken up afterwards, once.
        """
        seen: list[str] = []

        def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            seen.append(inbound.key)
            held.keep(Inbound("follows", NOW, CameIn()))

        await store.keep([wrote(key="first")])

        assert [await store.work(turn, turn) for _ in range(3)] == [1, 1, 0]
        assert seen == ["first", "follows"]


class TestStumbling:
    async def test_alone(self, store: SqlStore) -> None:
        """
        One of 64 that fails takes nobody with it, and leaves nothing behind.
        """
        await store.keep([wrote(str(number), key=str(number)) for number in range(64)])
        turn, sorry = Recorder("17"), Recorder()

        assert await store.work(turn, sorry) == 64

        assert turn.seen.count("17") == 3
        # Those before it shared a savepoint with it: they are played once more, alone.
        assert len(turn.seen) == 66 + 17
        assert sorry.seen == ["17"]

        def look(held: Held) -> list[int]:
            return [n for n in range(64) if not held.route(Address("telegram", str(n)))]

        assert await play(store, look) == []

    async def test_leaves_nothing(self, store: SqlStore) -> None:
        """
        A turn that fails is undone whole; only the apology stays.
        """
        await store.keep([wrote("x", key="left")])

        await store.work(Recorder("x"), silent)

        assert await play(store, lambda held: held.route(Address("telegram", "left"))) is None
        assert (await store.counts())["events"] == 0

    async def test_keeps_the_order(self, store: SqlStore) -> None:
        """
        What came after does not overtake a turn that is tried again.
        """
        await store.keep([wrote(text) for text in ("a", "b", "c")])
        turn = Recorder("b")

        await store.work(turn, silent)

        # The first "a" and "b" were undone together.
        assert turn.seen == ["a", "b", "a", "b", "b", "c"]

    async def test_not_even_sorry(self, store: SqlStore) -> None:
        """
        When the apology fails too, the row is set aside nevertheless.
        """
        await store.keep([wrote("x"), wrote("y")])
        turn = Recorder("x")

        assert await store.work(turn, turn) == 2
        assert await store.work(turn, turn) == 0

        assert turn.seen == ["x"] * 4 + ["y"]

    async def test_sorry_may_write(self, store: SqlStore) -> None:
        """
        The apology goes out, under the same inbox row.
        """
        ann = await play(store, arrive)
        await store.keep([wrote("x")])

        await store.work(
            Recorder("x"), lambda held, inbox, inbound: held.post(letter(ann, "sorry"))
        )

        assert len(await store.unsent(NOW)) == 1

    async def test_stays_set_aside(self, store: SqlStore, home: Home) -> None:
        """
        A row that was set aside is not taken up after a restart.
        """
        await store.keep([wrote("x")])
        turn = Recorder("x")
        await store.work(turn, silent)
        await home.close()

        assert await home.open().work(turn, silent) == 0
        assert turn.seen == ["x"] * 3

    async def test_a_damaged_row(self, store: SqlStore, home: Home) -> None:
        """
        A row that does not open is set aside, and the others go on.
        """
        await store.keep([wrote("one"), wrote("two")])
        await home.close()
        with sqlite3.connect(home.path) as file:
            file.execute("UPDATE inbox SET body = x'00' WHERE id = 1")
        file.close()
        turn = Recorder()

        assert await home.open().work(turn, turn) == 2
        assert turn.seen == ["two"]


class TestGroupCommit:
    async def test_many_askers(self, store: SqlStore) -> None:
        """
        Everybody who asks at once is answered, and one that fails is answered alone.
        """

        def bad() -> str:
            store._books.database.say("CREATE TABLE bad (x)")
            raise ZeroDivisionError

        jobs = [store.remember(f"n{number}", str(number)) for number in range(150)]
        jobs.insert(70, store._do(bad))

        found = await asyncio.gather(*jobs, return_exceptions=True)

        assert isinstance(found.pop(70), ZeroDivisionError)
        assert found == [str(number) for number in range(150)]
        with pytest.raises(StoreError, match="no such table"):
            await store._do(lambda: store._books.database.say("SELECT * FROM bad"))

    async def test_few_commits(self, store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What queued meanwhile shares a commit.
        """
        commits: list[int] = []
        perform = store._writer._perform

        def counted(jobs: list[object]) -> None:
            commits.append(len(jobs))
            perform(jobs)  # type: ignore[arg-type]

        monkeypatch.setattr(store._writer, "_perform", counted)

        await asyncio.gather(*[store.keep([wrote()]) for _ in range(256)])

        assert sum(commits) == 256
        assert max(commits) == MOST_AT_ONCE
        assert len(commits) < 60

    async def test_nobody_waits_any_more(self, store: SqlStore) -> None:
        """
        An asker who gave up does not disturb the others; what they asked is done.
        """
        job = asyncio.ensure_future(store.keep([wrote(key="given up")]))
        await asyncio.sleep(0)
        job.cancel()

        assert await store.keep([wrote(key="other")]) == 1
        assert await store.keep([wrote(key="given up")]) == 0

    async def test_closing_finishes(self, home: Home) -> None:
        """
        What was asked before closing is kept; afterwards nothing is taken.
        """
        store = home.open()
        asked = asyncio.gather(*[store.keep([wrote(key=str(n))]) for n in range(100)])
        await asyncio.sleep(0)

        await store.close()

        assert await asked == [1] * 100
        with pytest.raises(StoreError, match="closed"):
            await store.keep([wrote()])
        await store.close()


class TestDisk:
    async def test_full(self, store: SqlStore) -> None:
        """
        A full disk keeps nothing of the batch, and we go on when there is room again.
        """
        limit = store._books.database
        pages = (await store._do(lambda: _pragma(store, "page_count"))) + 2
        limit.say(f"PRAGMA max_page_count={pages}")
        batch = [wrote("x" * 3000, key=f"full{number}") for number in range(30)]

        with pytest.raises(Unwritable, match="full"):
            await store.keep(batch)
        with pytest.raises(Unwritable, match="full"):
            await asyncio.gather(*[store.keep([one]) for one in batch])
        limit.say("PRAGMA max_page_count=1000000")

        kept = await store.keep(batch)
        turn = Recorder()
        while await store.work(turn, turn):
            pass
        assert len(turn.seen) == 30
        assert kept >= 1

    async def test_full_within_a_turn(self, store: SqlStore) -> None:
        """
        A turn that finds the disk full is no bad turn: it is played when there is room.
        """
        await store.keep([wrote("x", key="y" * 100)])
        pages = await store._do(lambda: _pragma(store, "page_count"))
        store._books.database.say(f"PRAGMA max_page_count={pages}")

        def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            for number in range(200):
                held.add_route(Address("telegram", f"{number}" * 20))

        with pytest.raises(Unwritable):
            await store.work(turn, silent)
        store._books.database.say("PRAGMA max_page_count=1000000")

        assert await store.work(turn, silent) == 1

    async def test_locked(self, store: SqlStore, home: Home) -> None:
        """
        While another tool has the file, nothing is kept; afterwards we go on.
        """
        await store._do(lambda: store._books.database.say("PRAGMA busy_timeout=10"))
        other = sqlite3.connect(home.path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(Unwritable, match="locked"):
            await store.keep([wrote(key="k")])
        other.execute("ROLLBACK")
        other.close()

        assert await store.keep([wrote(key="k")]) == 1

    async def test_broken(self, store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        After an I/O error nothing is tried again in this process.
        """
        say = Database.say

        def failing(database: Database, text: str) -> None:
            if text == "COMMIT":
                raise Broken("fsync")
            say(database, text)

        with monkeypatch.context() as patch:
            patch.setattr(Database, "say", failing)
            with pytest.raises(Broken, match="fsync"):
                await store.keep([wrote()])

        with pytest.raises(Broken, match="fsync"):
            await store.keep([wrote()])

    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            (sqlite3.SQLITE_BUSY, Unwritable),
            (sqlite3.SQLITE_BUSY_SNAPSHOT, Unwritable),
            (sqlite3.SQLITE_FULL, Unwritable),
            (sqlite3.SQLITE_CANTOPEN, Unwritable),
            (sqlite3.SQLITE_IOERR_FSYNC, Broken),
            (sqlite3.SQLITE_IOERR_WRITE, Broken),
            (sqlite3.SQLITE_CORRUPT, Broken),
            (sqlite3.SQLITE_READONLY, Broken),
            (sqlite3.SQLITE_CONSTRAINT_UNIQUE, StoreError),
        ],
    )
    def test_whose_fault(self, code: int, kind: type[StoreError]) -> None:
        """
        What can be waited for is told from what must not be tried again.
        """
        trouble = sqlite3.OperationalError("x")
        trouble.sqlite_errorcode = code

        assert type(translated(trouble)) is kind


def _pragma(store: SqlStore, name: str) -> int:
    row = store._books.database._cursor.execute(f"PRAGMA {name}").fetchone()
    return int(row[0])
