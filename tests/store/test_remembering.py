"""What is remembered between turns is what lies in the database."""

import sqlite3
from dataclasses import replace

import pytest

from bot.model.couple import Seat
from bot.model.profile import Stage
from bot.ports.rows import RunState
from bot.ports.store import Held
from bot.store.sql import SqlStore
from tests.store.home import Home, begin, couple_up, play, silent, wrote


class TestRemembering:
    async def test_another_program_writes(self, store: SqlStore, home: Home) -> None:
        """
        A row that somebody else changed is read again.
        """
        couple = await play(store, couple_up)
        ann = couple.partners[0]
        run = await play(store, lambda held: begin(held, couple.id, a={"x": 1}))
        with sqlite3.connect(home.path) as other:
            other.execute("UPDATE partners SET stage = 'side' WHERE id = ?", (ann.id,))
            other.execute("UPDATE runs SET state = 'ended' WHERE id = ?", (run.id,))
        other.close()

        def look(held: Held) -> None:
            found = held.couple(couple.id)
            assert found is not None
            assert found.partners[0].stage == "side"
            assert held.runs(couple.id) == []

        await play(store, look)

    async def test_what_was_taken_back(self, store: SqlStore) -> None:
        """
        A turn that fails leaves nothing in memory either.
        """
        couple = await play(store, couple_up)
        ann = couple.partners[0]
        run = await play(store, lambda held: begin(held, couple.id, a={"x": 1}))

        def fails(held: Held) -> None:
            held.save_partner(replace(ann, stage=Stage.SIDE))
            held.save_run(replace(run, values={"a": {"x": 2}}), run.values)
            begin(held, couple.id)
            assert len(held.runs(couple.id)) == 2
            assert held.couple(couple.id) != couple
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await play(store, fails)

        def look(held: Held) -> None:
            assert held.couple(couple.id) == couple
            assert held.runs(couple.id) == [run]

        await play(store, look)

    async def test_company_of_a_turn_that_fails(self, store: SqlStore, home: Home) -> None:
        """
        The others of its batch are played again, and only what they did then stays.
        """
        couple = await play(store, couple_up)
        seen: list[int] = []

        def turn(held: Held, inbox: int, inbound: object) -> None:
            seen.append(len(held.runs(couple.id)))
            begin(held, couple.id)
            if len(seen) == 2:
                raise ZeroDivisionError

        await store.keep([wrote("one"), wrote("two")])
        assert await store.work(turn, silent) == 2

        assert seen == [0, 1, 0, 1]
        await home.close()
        runs = await play(home.open(), lambda held: held.runs(couple.id))
        assert [one.state for one in runs] == [RunState.ACTIVE] * 2

    @pytest.mark.parametrize("warm", [True, False])
    async def test_the_same_cold_and_warm(self, store: SqlStore, home: Home, *, warm: bool) -> None:
        """
        Whether it is remembered or read, a run is the same.
        """
        couple = await play(store, couple_up)
        run = await play(store, lambda held: begin(held, couple.id, a={"x": 1}, b={"y": "z"}))
        after = replace(run, document='{"at":"on"}', values={"a": {"x": True}, "run": {"n": 0.5}})
        await play(store, lambda held: held.save_run(after, run.values))
        if not warm:
            await home.close()
            store = home.open()

        assert await play(store, lambda held: held.runs(couple.id)) == [after]
        assert (await play(store, lambda held: held.runs(couple.id)))[0].values["a"]["x"] is True

    async def test_a_room_is_seen_at_once(self, store: SqlStore) -> None:
        """
        Within one turn, what was just written is what is read.
        """
        couple = await play(store, couple_up)

        def turn(held: Held) -> None:
            held.add_breach(couple.id, Seat.B)
            found = held.couple(couple.id)
            assert found is not None
            assert [one.hurt for one in found.breaches][-1] is Seat.B

        await play(store, turn)
