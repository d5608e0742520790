"""What new content would mean for runs in flight, read beside a bot that runs."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import ConfigError, FlowError
from bot.flow.place import encode
from bot.flow.script import Script
from bot.ports.rows import RunState
from bot.ports.store import Held
from bot.publish import Report, foresee, lines, plain
from bot.store.sql import SqlStore
from bot.store.sql.survey import holder, survey
from bot.versions import versions
from tests.flow.versions import at, talk
from tests.store.home import KEY, Home, couple_up, play

SECRET = "zq I am afraid"


async def keep(store: SqlStore, script: Script, *places: str, queued: int = 0) -> None:
    """Keep a flow, with a run at each of these places, and some that wait to begin."""
    await store.keep_script(script.version, script.id, script.source)

    def turn(held: Held) -> None:
        couple = held.partner("telegram", "4711000001")
        number = couple.couple if couple else couple_up(held).id
        for place in places:
            made = held.add_run(number, script.id, script.version, RunState.ACTIVE, None)
            kept = next(one for one in held.runs(number) if one.id == made)
            run = at(place, script).run
            values = {"a": {"words": SECRET}, **run.values}
            held.save_run(replace(kept, document=encode(run), values=values), {})
        for _ in range(queued):
            held.add_run(number, script.id, script.version, RunState.QUEUED, None)

    await play(store, turn)


def looked(home: Home, new: Script) -> Report:
    """Give what publishing would do."""
    return foresee({new.id: new}, survey(home.url, KEY))


class TestForesee:
    async def test_counts(self, store: SqlStore, home: Home) -> None:
        """
        How many upgrade, how many stay, and why, is told while the bot runs.
        """
        await keep(store, talk(), "begun", "alone", "alone", "shown", queued=2)

        report = looked(home, talk(("max: 9", "max: 8")))

        assert list(lines(report)) == [
            "talk: 4 runs upgrade, 2 stay pinned",
            "  2 x talk.yaml:20: 'fear' takes less than it took",
        ]
        assert not report.refused

    async def test_what_has_it_already(self, store: SqlStore, home: Home) -> None:
        """
        A run of the newest version has nothing to upgrade to.
        """
        await keep(store, talk(), "begun")

        assert list(lines(looked(home, talk()))) == [
            "talk: 0 runs upgrade, 0 stay pinned, 1 has this version"
        ]

    async def test_several_versions(self, store: SqlStore, home: Home) -> None:
        """
        Every run is held against the version it began with.
        """
        await keep(store, talk(("max: 9", "max: 8")), "alone")
        await keep(store, talk(("max: 9", "max: 12")), "alone")

        report = looked(home, talk())

        assert (report.flows[0].upgrade, report.flows[0].pinned) == (1, 1)

    async def test_a_flow_that_is_gone(self, store: SqlStore, home: Home) -> None:
        """
        Where a flow is not in the content any more, its runs come to their end all the same.
        """
        await keep(store, talk(), "begun")

        report = foresee({}, survey(home.url, KEY))

        assert list(lines(report)) == [
            "talk: not in the content folder any more", "  1 run goes on to the end as it was",
        ]  # fmt: skip

    async def test_refused(self, store: SqlStore, home: Home) -> None:
        """
        What would break a promise is refused, also when nobody is in the flow just now.
        """
        await keep(store, talk())

        report = looked(home, talk(("shows: [fear]", "shows: [fear, mood]")))

        assert [(one.code, one.file, one.line) for one in report.refused] == [
            ("U003", "talk.yaml", 27)
        ]

    async def test_nobodys_words(self, store: SqlStore, home: Home) -> None:
        """
        Only ids, counts and our own sentences are told.
        """
        await keep(store, talk(), "alone", "writing")

        report = looked(home, talk(("max: 9", "max: 8")))

        assert "zq" not in str(plain(report)) + "".join(lines(report))

    async def test_no_answer_is_opened(self, store: SqlStore, home: Home) -> None:
        """
        It works where a partner's key is gone: what they said is not needed.
        """
        await keep(store, talk(), "alone")
        await home.close()
        import sqlite3

        with sqlite3.connect(home.keys) as connection:
            connection.execute("DELETE FROM keys WHERE kind = 'partner'")
        connection.close()

        assert looked(home, talk(("max: 9", "max: 10"))).flows[0].upgrade == 1

    async def test_an_old_version_that_cannot_be_read(self, store: SqlStore, home: Home) -> None:
        """
        A run whose flow nobody could play any more would be stranded: refused.
        """
        broken = replace(talk(), version="0123", source="format: 0\nflow: talk\n")
        await store.keep_script(broken.version, broken.id, broken.source)

        report = looked(home, talk())

        assert [one.code for one in report.refused] == ["U006"]


class TestSurvey:
    def test_no_database(self, tmp_path: Path) -> None:
        """
        Before the first start there is nothing to look at, and nothing is made.
        """
        assert survey(f"sqlite:///{tmp_path / 'mortar.db'}", KEY) is None
        assert foresee({"talk": talk()}, None).flows[0].upgrade == 0
        assert list(tmp_path.iterdir()) == []

    async def test_another_key(self, store: SqlStore, home: Home) -> None:
        """
        Another house's key opens nothing.
        """
        await keep(store, talk(), "begun")

        with pytest.raises(ConfigError, match="another master key"):
            survey(home.url, bytes(32))

    async def test_writes_nothing(self, store: SqlStore, home: Home) -> None:
        """
        It only looks: the file stays as it is.
        """
        await keep(store, talk(), "begun", "alone")
        await home.close()
        before = home.path.read_bytes()

        survey(home.url, KEY)

        assert home.path.read_bytes() == before

    async def test_while_the_bot_writes(self, store: SqlStore, home: Home) -> None:
        """
        The bot goes on while somebody looks.
        """
        await keep(store, talk(), "begun")

        looks = [asyncio.create_task(asyncio.to_thread(survey, home.url, KEY)) for _ in range(5)]
        for _ in range(5):
            await keep(store, talk(), "begun")

        found = [await one for one in looks]
        assert all(one is not None and one.runs for one in found)

    async def test_who_holds_it(self, home: Home) -> None:
        """
        The running bot is found by its lock, and a bot that has ended is not.
        """
        import os

        assert holder(home.url) is None
        home.open()
        assert holder(home.url) == os.getpid()
        await home.close()
        assert holder(home.url) is None


class TestVersions:
    async def test_needed_and_newest(self, store: SqlStore) -> None:
        """
        What runs need is given, and of each flow what was kept last.
        """
        old, middle, new = (talk(("max: 9", f"max: {most}")) for most in (6, 7, 8))
        await keep(store, old, "begun")
        await keep(store, middle)
        await keep(store, new)

        found = {version for version, _, _ in await store.versions()}

        assert found == {old.version, new.version}

    async def test_refused_at_the_start_too(self, store: SqlStore) -> None:
        """
        What must not be published does not come into force by a restart either.
        """
        await keep(store, talk())
        new = talk(("my.fear: {type: int}", "my.fear: {type: int, private: false}"))

        with pytest.raises(FlowError, match="U001"):
            versions({new.id: new}, await store.versions()).checked()
        assert list(versions({"talk": talk()}, await store.versions()).checked()) == []
