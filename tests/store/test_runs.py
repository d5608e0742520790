"""Passages through flows: their place, and what was answered."""

from dataclasses import replace

from bot.flow.cast import Values
from bot.model.couple import Seat
from bot.ports.rows import KeptRun, RunState
from bot.ports.store import Held
from bot.store.sql import SqlStore
from tests.store.home import NOW, Home, begin, couple_up, play


class TestRuns:
    async def test_comes_back(self, store: SqlStore, home: Home) -> None:
        """
        Place and answers are as they were, each under its owner, also after a restart.
        """
        values = {
            "a": {"hard": "very", "score": 3, "share": True},
            "b": {"topics": ("money", "sleep"), "half": 0.5},
            "run": {"round": 1},
        }

        def turn(held: Held) -> KeptRun:
            return begin(held, couple_up(held).id, **values)

        run = await play(store, turn)
        await home.close()

        assert await play(home.open(), lambda held: held.runs(run.couple)) == [run]

    async def test_changes(self, store: SqlStore, home: Home) -> None:
        """
        What changed is written, what is gone is gone, and 1 is not True.
        """
        before = {"a": {"x": 1, "gone": "x", "same": "s"}, "b": {"all": "gone"}}
        after: Values = {"a": {"x": True, "same": "s", "new": "n"}, "run": {"n": 2}}
        run = await play(store, lambda held: begin(held, couple_up(held).id, **before))
        moved = replace(run, document='{"at":"next"}', values=after)

        await play(store, lambda held: held.save_run(moved, run.values))
        await home.close()

        (found,) = await play(home.open(), lambda held: held.runs(run.couple))
        assert found == moved
        assert found.values["a"]["x"] is True

    async def test_within_a_turn(self, store: SqlStore) -> None:
        """
        A turn that saves twice reads what it saved.
        """

        def turn(held: Held) -> None:
            run = begin(held, couple_up(held).id, a={"x": 1})
            for document in ("two", "three", "two"):
                later = replace(run, document=document, values={"a": {"x": document}})
                held.save_run(later, run.values)
                assert held.runs(run.couple) == [later]

        await play(store, turn)

    async def test_ended_is_not_read(self, store: SqlStore) -> None:
        """
        Active and queued runs are read, oldest first; those that ended are not.
        """

        def turn(held: Held) -> None:
            couple = couple_up(held).id
            first, second, third = (begin(held, couple) for _ in range(3))
            held.save_run(replace(second, state=RunState.ENDED), second.values)
            held.save_run(replace(third, state=RunState.QUEUED), third.values)
            assert [(run.id, run.state) for run in held.runs(couple)] == [
                (first.id, RunState.ACTIVE),
                (third.id, RunState.QUEUED),
            ]

        await play(store, turn)
        assert (await store.counts())["runs"] == 2

    async def test_once(self, store: SqlStore) -> None:
        """
        Under the same key a couple has a flow once, and other couples have their own.
        """

        def turn(held: Held) -> list[bool]:
            one, active = couple_up(held).id, RunState.ACTIVE
            made = [
                held.add_run(one, "check_in", "v1", active, "2026-W10"),
                held.add_run(one, "check_in", "v2", active, "2026-W10"),
                held.add_run(one, "check_in", "v1", active, "2026-W11"),
                held.add_run(one, "other", "v1", active, "2026-W10"),
                held.add_run(one, "check_in", "v1", active, None),
                held.add_run(one, "check_in", "v1", active, None),
            ]
            return [run is not None for run in made]

        assert await play(store, turn) == [True, False, True, True, True, True]

    async def test_milestones_and_journal(self, store: SqlStore) -> None:
        """
        A milestone counts the first time; the journal takes everything.
        """

        def turn(held: Held) -> None:
            run = begin(held, couple_up(held).id).id
            for seat in (None, Seat.A, Seat.A):
                held.mark(run, "met", seat, NOW)
                held.journal(run, seat, NOW, '["met"]', "digest")

        await play(store, turn)


class TestScripts:
    async def test_as_long_as_needed(self, store: SqlStore) -> None:
        """
        A flow is kept as it was for as long as a run that began with it has not ended.
        """
        await store.keep_script("v1", "check_in", "nodes: 1")
        await store.keep_script("v1", "check_in", "nodes: 1")
        await store.keep_script("v2", "check_in", "nodes: 2")
        assert await store.scripts() == []

        run = await play(store, lambda held: begin(held, couple_up(held).id))
        assert await store.scripts() == [("v1", "check_in", "nodes: 1")]

        await play(store, lambda held: held.save_run(replace(run, state=RunState.ENDED), {}))
        assert await store.scripts() == []


class TestHouse:
    async def test_the_first_wins(self, store: SqlStore, home: Home) -> None:
        """
        A fact of the house is written once.
        """
        assert await store.remember("telegram.bot", "111") == "111"
        assert await store.remember("telegram.bot", "222") == "111"
        await home.close()
        assert await home.open().remember("telegram.bot", "333") == "111"
