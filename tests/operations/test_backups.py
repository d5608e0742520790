"""Copies are whole or not there, as many as are of use, and lead back to where they were made."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backups import Backups, Places, moments, name_of, newest, superfluous, take
from bot.errors import AlreadyRunning, ConfigError, StoreError
from bot.model.couple import Partner
from bot.ports.store import Held
from bot.store.sql import backup
from bot.store.sql.place import Lock
from bot.store.sql.restore import restore
from tests.store.home import KEY, NOW, Home, couple_up, play

HOUR = timedelta(hours=1)


@dataclass
class Clock:
    """A clock that is moved by hand."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class Site:
    """A home with its folders for copies."""

    home: Home
    alerts: list[str] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)

    @property
    def places(self) -> Places:
        above = self.home.folder.parent
        return Places(self.home.path, self.home.keys, above / "copies", above / "key-copies")

    def backups(self) -> Backups:
        return Backups(self.places, self.clock, self.alerts.append)


@pytest.fixture
async def site(tmp_path: Path) -> Site:
    (tmp_path / "data").mkdir()
    home = Home(tmp_path / "data")
    store = home.open()
    await play(store, couple_up)
    await home.close()
    return Site(home)


def ann_of(held: Held) -> Partner:
    """Find Ann."""
    found = held.partner("telegram", "4711000001")
    assert found is not None
    return found


def names(site: Site) -> list[str]:
    """Give what Ann and Ben are called, as the database has it now."""

    async def read() -> list[str]:
        store = site.home.open()
        try:
            found = await play(store, lambda held: held.partner("telegram", "4711000001"))
            return [] if found is None else [found.profile.name]
        finally:
            await site.home.close()

    return asyncio.run(read())


class TestTaking:
    async def test_one_an_hour(self, site: Site) -> None:
        backups = site.backups()

        first = [await backups.once() for _ in range(3)]
        site.clock.at += HOUR
        later = await backups.once()

        assert (first, later) == ([True, False, False], True)
        assert moments(site.places.folder) == [NOW, NOW + HOUR]

    async def test_goes_on_from_the_last_one(self, site: Site) -> None:
        """A restart makes none that is not due."""
        await site.backups().once()
        site.clock.at += HOUR / 2

        assert await site.backups().once() is False

    async def test_the_clock_was_set_back(self, site: Site) -> None:
        """What lies in the future counts for nothing."""
        await site.backups().once()
        site.clock.at -= timedelta(days=30)

        assert await site.backups().once() is True

    def test_is_verified_and_nobody_elses(self, site: Site) -> None:
        made = take(site.places, NOW)
        keys = list(site.places.keys_folder.iterdir())

        backup.verify(made)
        assert [one.stat().st_mode & 0o777 for one in (made, *keys)] == [0o600, 0o600]
        assert {one.stat().st_mode & 0o777 for one in (made.parent, keys[0].parent)} == {0o700}
        assert not [one for one in made.parent.iterdir() if one.suffix == ".part"]

    async def test_beside_a_running_bot(self, site: Site) -> None:
        store = site.home.open()
        made = await asyncio.to_thread(take, site.places, NOW)
        await play(store, lambda held: held.partner("telegram", "4711000001"))
        await site.home.close()

        backup.verify(made)

    async def test_what_fails_is_told_once(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The earlier ones stay, and it is tried again."""
        backups = site.backups()
        await backups.once()
        whole = backup.copy

        def full(*_: object) -> None:
            raise StoreError("the disk is full")

        monkeypatch.setattr(backup, "copy", full)
        for _ in range(3):
            site.clock.at += HOUR
            assert await backups.once() is False
        told = list(site.alerts)
        monkeypatch.setattr(backup, "copy", whole)
        mended = await backups.once()

        assert len(told) == 1
        assert "no backup could be made" in told[0]
        assert mended
        assert site.alerts[1:] == ["backups are made again"]
        assert moments(site.places.folder)[0] == NOW

    def test_half_a_copy_is_none(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        """When it is not good, nothing of it is left, and what lay there is untouched."""
        made = take(site.places, NOW)
        before = made.read_bytes()

        def damaged(path: Path) -> None:
            raise StoreError(f"{path} is damaged")

        monkeypatch.setattr(backup, "verify", damaged)
        with pytest.raises(StoreError, match="damaged"):
            take(site.places, NOW)

        assert made.read_bytes() == before
        assert [one.name for one in made.parent.iterdir()] == [made.name]

    def test_keys_are_kept_twice(self, site: Site) -> None:
        for hour in range(5):
            take(site.places, NOW + hour * HOUR)

        found = sorted(one.name for one in site.places.keys_folder.iterdir())

        assert found == [name_of(NOW + hour * HOUR).replace("mortar", "keys") for hour in (3, 4)]


class TestHowMany:
    def test_a_day_of_hours_and_a_week_of_days(self) -> None:
        made = [NOW - hour * HOUR for hour in range(24 * 30)]

        gone = set(superfluous(made, 24, 7))
        kept = sorted(set(made) - gone)

        assert kept[-24:] == sorted(made)[-24:]
        assert len({one.date() for one in kept}) == 7
        assert len(kept) <= 24 + 7

    def test_of_one_day_the_last_stays(self) -> None:
        day = datetime(2026, 3, 1, tzinfo=UTC)
        made = [day + hour * HOUR for hour in range(20)]
        later = [day + timedelta(days=1, hours=hour) for hour in range(24)]

        kept = set(made + later) - set(superfluous(made + later, 24, 7))

        assert max(made) in kept
        assert not set(made) - {max(made)} & kept

    def test_taken_step_by_step(self) -> None:
        """What is kept does not depend on how often one looks."""
        kept: list[datetime] = []
        for hour in range(24 * 20):
            kept.append(NOW + hour * HOUR)
            gone = set(superfluous(kept, 24, 7))
            kept = [one for one in kept if one not in gone]

        assert len({one.date() for one in kept}) == 7

    def test_somebodys_own_copy_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "mortar-before-the-move.db").write_bytes(b"")

        assert newest(tmp_path) is None


class TestVerifying:
    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            (lambda data: b"", "no database of Mortar"),
            (lambda data: b"hello" * 1000, "cannot be read"),
            (lambda data: data[: len(data) // 2], "damaged|cannot be read"),
            (lambda data: data[:8192] + b"\xff" * 512 + data[8704:], "damaged|cannot be read"),
        ],
        ids=["empty", "text", "half", "flipped"],
    )
    def test_says_what_is_wrong(self, site: Site, damage: object, said: str) -> None:
        made = take(site.places, NOW)
        made.write_bytes(damage(made.read_bytes()))  # type: ignore[operator]

        with pytest.raises(StoreError, match=said):
            backup.verify(made)

    def test_another_application(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE theirs (x)")

        with pytest.raises(StoreError, match="no database of Mortar"):
            backup.verify(path)


class TestRestoring:
    def back(self, site: Site, made: Path) -> Path | None:
        """Put it back."""
        return restore(made, site.home.path, KEY, site.home.keys, NOW, lambda *_: None)

    def test_leads_back(self, site: Site) -> None:
        made = take(site.places, NOW)
        site.home.path.write_bytes(b"broken")

        aside = self.back(site, made)

        assert aside is not None
        assert aside.read_bytes() == b"broken"
        assert names(site) == ["Ann"]

    def test_not_while_the_bot_runs(self, site: Site) -> None:
        made = take(site.places, NOW)
        lock = Lock(site.home.path)
        before = site.home.path.read_bytes()

        with pytest.raises(AlreadyRunning):
            self.back(site, made)
        lock.release()

        assert site.home.path.read_bytes() == before

    def test_a_bad_copy_changes_nothing(self, site: Site) -> None:
        made = take(site.places, NOW)
        made.write_bytes(made.read_bytes()[:5000])
        before = site.home.path.read_bytes()

        with pytest.raises(ConfigError, match="Nothing was changed"):
            self.back(site, made)

        assert site.home.path.read_bytes() == before

    def test_with_another_key_it_is_as_it_was(self, site: Site) -> None:
        made = take(site.places, NOW)

        with pytest.raises(ConfigError, match="as it was"):
            restore(made, site.home.path, bytes(32), site.home.keys, NOW, lambda *_: None)

        assert names(site) == ["Ann"]

    async def test_who_was_erased_stays_so(self, site: Site) -> None:
        """Their keys are gone, so a copy from before cannot bring them back."""
        made = await asyncio.to_thread(take, site.places, NOW)
        store = site.home.open()
        await play(store, lambda held: held.erase_partner(ann_of(held)))
        await site.home.close()

        await asyncio.to_thread(self.back, site, made)
        store = site.home.open()
        ann = await play(store, lambda held: held.partner("telegram", "4711000001"))
        ben = await play(store, lambda held: held.partner("telegram", "4711000002"))
        await site.home.close()

        assert ann is None
        assert ben is not None

    async def test_no_copy_of_the_keys_opens_who_was_erased(self, site: Site) -> None:
        """Two hours later their key is in no file."""
        backups = site.backups()
        await backups.once()
        store = site.home.open()
        ann = await play(store, ann_of)
        await play(store, lambda held: held.erase_partner(ann))
        await site.home.close()
        for _ in range(2):
            site.clock.at += HOUR
            await backups.once()

        def holders() -> list[int]:
            found = []
            for path in site.places.keys_folder.iterdir():
                with closing(sqlite3.connect(path)) as connection:
                    rows = connection.execute(
                        "SELECT count(*) FROM keys WHERE kind = 'partner' AND owner = ?", (ann.id,)
                    )
                    found.append(rows.fetchone()[0])
            return found

        assert await asyncio.to_thread(holders) == [0, 0]
