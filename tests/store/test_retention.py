"""What is kept goes by itself, in time and not before."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.engine.alarms import TELL, Alarms
from bot.model.couple import Couple
from bot.model.ids import InboxId, RunId
from bot.model.words import words
from bot.ports.letters import Content
from bot.ports.messages import Inbound, Rang, Wrote
from bot.ports.rows import Draft, KeptRun, Pruned, Rules, RunState
from bot.ports.store import Held
from bot.settings import Retention, Settings
from bot.store.sql import SqlStore
from tests.reliability.keeping import ANN, readable, said, say, settle
from tests.store.home import NOW, Home, play
from tests.store.test_rights import Two

RULES = Rules()
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def couple(store: SqlStore) -> Couple:
    couple = await settle(store)

    def end(held: Held) -> None:
        (run,) = held.runs(couple.id)
        held.save_run(replace(run, state=RunState.ENDED), run.values)

    await play(store, end)
    for _ in range(20):
        for letter in await store.unsent(NOW):
            await store.sent(letter.id, "1", NOW)
    return couple


def counted(home: Home, what: str) -> int:
    with sqlite3.connect(home.path) as file:
        (number,) = file.execute(f"SELECT count(*) FROM {what}").fetchone()
    file.close()
    return int(number)


WHAT = [
    ("inbox WHERE body IS NOT NULL AND state <> 'new'", RULES.inbox),
    ("letters WHERE content IS NOT NULL", RULES.outbox),
    ("inbox", RULES.dedupe),
    ("answers WHERE owner <> 'run'", RULES.private),
    ("journal WHERE seat IS NOT NULL", RULES.private),
    ("letters", RULES.private),
    ("answers WHERE owner = 'run'", RULES.joint),
    ("journal WHERE seat IS NULL", RULES.joint),
]


class TestSweeping:
    @pytest.mark.parametrize(("what", "age"), WHAT, ids=[what for what, _ in WHAT])
    async def test_in_time(
        self, store: SqlStore, home: Home, couple: Couple, what: str, age: timedelta
    ) -> None:
        """
        Just before its time it is here, just after it is gone.
        """
        before = counted(home, what)
        assert before

        await store.prune(NOW + age - HOUR, RULES)
        assert counted(home, what) == before

        await store.prune(NOW + age + HOUR, RULES)
        assert counted(home, what) == 0

    async def test_a_run_under_way_is_whole(self, store: SqlStore, home: Home) -> None:
        """
        While a conversation lasts, nothing it may ask for is taken away.
        """
        await settle(store)

        await store.prune(NOW + 100 * DAY, RULES)

        assert counted(home, "answers") == 4

    @pytest.mark.parametrize(
        ("does", "left"),
        [
            (lambda held, run: None, 0),
            (lambda held, run: held.mark(run, "heard", None, NOW), 1),
            (lambda held, run: held.journal(run, None, NOW, "{}", ""), 1),
        ],
        ids=["nothing", "milestone", "journal"],
    )
    async def test_a_run_of_which_nothing_is_left(
        self, store: SqlStore, home: Home, couple: Couple,
        does: Callable[[Held, RunId], None], left: int,
    ) -> None:  # fmt: skip
        """
        It goes when it has ended; one that must not begin again stays, and so does a milestone.
        """
        before = counted(home, "runs")

        def begun(held: Held) -> None:
            for once in (None, "2026-11-23"):
                run = held.add_run(couple.id, "today", "1", RunState.ACTIVE, once)
                assert run is not None
                if once is None:
                    does(held, run)
                held.save_run(KeptRun(run, couple.id, "today", "1", RunState.ENDED, "", {}), {})

        await play(store, begun)

        await store.prune(NOW + HOUR, RULES)

        assert counted(home, "runs") == before + 1 + left

    async def test_not_what_waits(self, store: SqlStore, home: Home, couple: Couple) -> None:
        """
        A letter that has not been sent stays, however old it is, and arrives.
        """
        late = Draft(couple.partners[0].route.id, Content(words("late")), couple.id)
        await play(store, lambda held: held.post(late))

        await store.prune(NOW + 170 * DAY, RULES)

        (sent,) = await store.unsent(NOW + 170 * DAY)
        assert sent.content == late.content

    async def test_senders_keys_go_too(self, store: SqlStore, home: Home, couple: Couple) -> None:
        """
        What they wrote is unreadable in earlier copies from then on; they may write again.
        """
        copy = home.folder / "copy"
        home.path.with_name("copy").write_bytes(home.path.read_bytes())
        assert _senders(home) == 3

        await store.prune(NOW + 2 * DAY, RULES)

        assert _senders(home) == 0
        found, _ = readable(copy, home.keys)
        assert "annsword hello" not in found
        await say(store, ANN, "again", lambda held: held.partner("telegram", ANN))
        assert _senders(home) == 1
        assert counted(home, "inbox WHERE state = 'new'") == 0

    async def test_what_waits_is_still_read(
        self, store: SqlStore, home: Home, couple: Couple
    ) -> None:
        """
        A message that nobody has taken up yet keeps its key, however long it has waited.
        """
        await store.keep([said(ANN, "waits", 0)])

        await store.prune(NOW + 100 * DAY, RULES)

        heard = []

        def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            heard.append(inbound.body)

        await home.close()
        await home.open().work(turn, turn)
        assert [one.text for one in heard if isinstance(one, Wrote)] == ["waits"]

    async def test_the_operator_may_shorten(
        self, store: SqlStore, home: Home, couple: Couple
    ) -> None:
        """
        With shorter times it goes sooner.
        """
        await store.prune(NOW + 3 * DAY, replace(RULES, private=2 * DAY, joint=2 * DAY))

        assert counted(home, "answers") == 0


class TestRinging:
    async def test_once_an_hour(self, store: SqlStore, home: Home, couple: Couple) -> None:
        """
        The bell-ringer sweeps, and rings once a day for whom is due.
        """
        clock = MovableClock(NOW + 166 * DAY + HOUR)
        alarms = Alarms(store, clock, lambda: None, lambda said: None)
        alarms.rules = RULES
        rung = []

        def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            rung.append(inbound.body)

        for _ in range(50):
            await alarms.once()
            await store.work(turn, turn)
            clock.at += HOUR / 2

        assert rung == [Rang(couple.id, None, 0, TELL)] * 2
        assert counted(home, "answers WHERE owner = 'run'") == 0

    def test_defaults_are_the_settings(self) -> None:
        """
        What stands in the settings is what the store does by itself.
        """
        assert Settings().retention.rules == RULES

    @pytest.mark.parametrize("name", ["private_days", "joint_days", "inbox_hours", "couple_days"])
    def test_may_not_be_longer(self, name: str) -> None:
        """
        The operator may shorten each, and make none longer.
        """
        longest = getattr(Settings().retention, name)

        assert getattr(Retention(**{name: longest - 1}), name) == longest - 1
        with pytest.raises(ValidationError):
            Retention(**{name: longest + 1})


class MovableClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class TestSilence:
    async def test_told_twice_then_due(self, store: SqlStore, couple: Couple) -> None:
        """
        A couple of whom nothing is heard is told twice, a week apart, and then due.
        """
        told, due = [], []
        for day in range(150, 200):
            now = NOW + day * DAY + HOUR
            pruned = await store.prune(now, RULES)
            for one in pruned.to_tell:
                told.append(day)
                await play(store, lambda held, one=one, now=now: held.noticed(one, now))  # type: ignore[misc]
            if pruned.to_erase:
                due.append(day)

        assert told == [166, 173]
        assert due == [*range(180, 200)]

    async def test_untold_is_never_due(self, store: SqlStore, couple: Couple) -> None:
        """
        After a long outage too they are told first.
        """
        pruned = await store.prune(NOW + 400 * DAY, RULES)

        assert pruned.to_erase == ()
        assert pruned.to_tell == (couple.id,)

    async def test_a_word_is_enough(self, store: SqlStore, couple: Couple) -> None:
        """
        Who writes again is not forgotten, and is told anew next time.
        """
        for day in (166, 173):
            await play(store, lambda held, day=day: held.noticed(couple.id, NOW + day * DAY))  # type: ignore[misc]

        def hears(held: Held) -> object:
            return held.partner("telegram", ANN)

        await Two(store).turn(ANN, "here", NOW + 179 * DAY, hears)

        after = await store.prune(NOW + 190 * DAY, RULES)
        assert (after.to_tell, after.to_erase) == ((), ())
        later = await store.prune(NOW + (179 + 167) * DAY, RULES)
        assert later.to_tell == (couple.id,)

    async def test_nobody_is_due_at_first(self, store: SqlStore, couple: Couple) -> None:
        """
        Who spoke today is left alone.
        """
        assert await store.prune(NOW + HOUR, RULES) == Pruned(0)


def _senders(home: Home) -> int:
    file = sqlite3.connect(Path(home.keys))
    (number,) = file.execute("SELECT count(*) FROM keys WHERE kind = 'sender'").fetchone()
    file.close()
    return int(number)
