"""Alarms ring once."""

from datetime import timedelta

from bot.model.ids import InboxId
from bot.ports.messages import Inbound, Rang
from bot.ports.store import Held
from bot.store.sql import SqlStore
from tests.store.home import HOUR, NOW, Home, begin, couple_up, play, silent


async def heard(store: SqlStore) -> list[Rang]:
    rang: list[Rang] = []

    def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
        if isinstance(inbound.body, Rang):
            rang.append(inbound.body)

    while await store.work(turn, silent):
        pass
    return rang


class TestRinging:
    async def test_once(self, store: SqlStore, home: Home) -> None:
        """
        What is due comes into the inbox as it was set, and never again, whatever the clock does.
        """

        def turn(held: Held) -> int:
            run = begin(held, couple_up(held).id)
            held.set_alarm(run.couple, run.id, 3, "nudge:a", NOW)
            held.set_alarm(run.couple, None, 0, "quiet", NOW + HOUR)
            return run.id

        run = await play(store, turn)

        assert await store.ring(NOW - HOUR) == NOW
        assert await heard(store) == []
        assert await store.ring(NOW) == NOW + HOUR
        assert await heard(store) == [Rang(1, run, 3, "nudge:a")]
        assert await store.ring(NOW) == NOW + HOUR
        await home.close()
        again = home.open()
        assert await again.ring(NOW + 99 * HOUR) is None
        assert await heard(again) == [Rang(1, None, 0, "quiet")]
        assert await again.ring(NOW - 99 * HOUR) is None
        assert await heard(again) == []

    async def test_a_hundred_at_once(self, store: SqlStore) -> None:
        """
        More than a hundred ring in turns: the next one is said to be due already.
        """

        def turn(held: Held) -> None:
            couple = couple_up(held).id
            for wait in range(150):
                held.set_alarm(couple, None, wait, "x", NOW + timedelta(seconds=wait))

        await play(store, turn)
        late = NOW + HOUR

        assert await store.ring(late) == NOW + timedelta(seconds=100)
        assert await store.ring(late) is None
        assert [one.wait for one in await heard(store)] == list(range(150))


class TestSetting:
    async def test_moves(self, store: SqlStore) -> None:
        """
        The same alarm exists once: setting it again moves it.
        """

        def turn(held: Held) -> None:
            run = begin(held, couple_up(held).id)
            for hours in (1, 5, 2):
                held.set_alarm(run.couple, run.id, 1, "x", NOW + hours * HOUR)
                held.set_alarm(run.couple, None, 1, "x", NOW + hours * HOUR)

        await play(store, turn)

        assert await store.ring(NOW) == NOW + 2 * HOUR
        assert await store.ring(NOW + 2 * HOUR) is None
        assert len(await heard(store)) == 2

    async def test_again_after_it_rang(self, store: SqlStore) -> None:
        """
        One that is set anew for the same moment rings anew.
        """
        couple = await play(store, couple_up)
        for _ in range(2):
            await play(store, lambda held: held.set_alarm(couple.id, None, 1, "x", NOW))
            await store.ring(NOW)
            assert len(await heard(store)) == 1

    async def test_dropping(self, store: SqlStore) -> None:
        """
        A wait's alarms are dropped, or all of a run's; others' stay.
        """

        def turn(held: Held) -> None:
            couple = couple_up(held).id
            one, two = begin(held, couple), begin(held, couple)
            for run in (one, two):
                for wait in (1, 2):
                    held.set_alarm(couple, run.id, wait, "x", NOW)
                    held.set_alarm(couple, run.id, wait, "y", NOW)
            held.drop_alarms(one.id, 1)
            held.drop_alarms(two.id)

        await play(store, turn)
        await store.ring(NOW)

        assert [(one.run, one.wait, one.tag) for one in await heard(store)] == [
            (1, 2, "x"),
            (1, 2, "y"),
        ]
