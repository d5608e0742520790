"""Who is who, and where they are reached."""

from dataclasses import replace
from datetime import time
from functools import partial

import pytest

from bot.errors import StoreError
from bot.model.address import Address, Reach, Route
from bot.model.couple import Breach, Partner, Seat
from bot.model.ids import CoupleId, PartnerId, RouteId
from bot.model.profile import Profile, Quiet, Stage
from bot.model.words import words
from bot.ports.letters import Content
from bot.ports.rows import Draft, Kind
from bot.ports.store import Held
from bot.store.sql import SqlStore
from tests.store.home import (
    ANN,
    BEN,
    NOW,
    ROOM,
    Home,
    arrive,
    couple_up,
    letter,
    play,
    post,
    seated,
)


def link(held: Held, couple: CoupleId, address: Address) -> Route:
    return held.set_room(couple, address)


def save(held: Held, route: Route) -> None:
    held.save_route(route)


class TestArriving:
    async def test_is_known_from_then_on(self, store: SqlStore, home: Home) -> None:
        """
        Somebody who arrived is found by their platform's id, also after a restart.
        """
        ann = await play(store, arrive)

        await home.close()
        again = home.open()

        assert (ann.seat, ann.stage, ann.route.address) == (Seat.A, Stage.LANGUAGE, ANN)
        assert await play(again, lambda held: held.partner("telegram", ANN.chat)) == ann
        assert await play(again, lambda held: held.person(ann.id)) == ann
        assert await play(again, lambda held: held.chat(ann.route.id)) == ann.route
        assert await play(again, lambda held: held.route(ANN)) == (ann.route, ann.couple, ann.id)

    async def test_strangers(self, store: SqlStore) -> None:
        """
        Who never came is nobody, on any platform.
        """
        await play(store, arrive)

        def look(held: Held) -> list[object]:
            return [
                held.partner("telegram", "4711000009"),
                held.partner("discord", ANN.chat),
                held.person(PartnerId(99)),
                held.chat(RouteId(99)),
                held.couple(CoupleId(99)),
                held.route(Address("discord", ANN.chat)),
                held.route(replace(ANN, thread="7")),
            ]

        assert await play(store, look) == [None] * 7

    async def test_keeps_what_they_tell(self, store: SqlStore) -> None:
        """
        Stage and profile are written back.
        """
        quiet = Quiet(time(22, 30), time(7))
        told = Profile("Ann 🌿", "pt-BR", "Asia/Kathmandu", quiet, "hurt", "tok", alone=True)
        ann = await play(store, arrive)

        await play(
            store, lambda held: held.save_partner(replace(ann, stage=Stage.HOME, profile=told))
        )

        kept = await play(store, lambda held: held.partner("telegram", ANN.chat))
        assert kept == replace(ann, stage=Stage.HOME, profile=told)

    async def test_is_seen_within_the_turn(self, store: SqlStore) -> None:
        """
        A turn reads what it has written itself.
        """

        def turn(held: Held) -> None:
            ann = arrive(held)
            assert held.couple(ann.couple)
            held.save_partner(replace(ann, stage=Stage.HOME))
            found = held.couple(ann.couple)
            assert found
            assert found.partners[0].stage is Stage.HOME
            held.add_breach(ann.couple, Seat.A)
            found = held.couple(ann.couple)
            assert found
            assert found.breaches == (Breach(Seat.A),)

        await play(store, turn)

    async def test_only_once(self, store: SqlStore) -> None:
        """
        One person is one partner; a second time is a mistake of ours, and changes nothing.
        """
        ann = await play(store, arrive)

        with pytest.raises(StoreError):
            await play(store, arrive)

        assert await play(store, lambda held: held.partner("telegram", ANN.chat)) == ann
        assert (await store.counts())["couples"] == 1

    async def test_a_stranger_may_arrive(self, store: SqlStore) -> None:
        """
        A chat in which one line was said becomes the private chat of who arrives there.
        """

        def turn(held: Held) -> None:
            nobodys = held.add_route(ANN)
            assert held.add_route(ANN) == nobodys
            assert held.route(ANN) == (nobodys, None, None)
            assert arrive(held).route == nobodys

        await play(store, turn)

    async def test_consent(self, store: SqlStore) -> None:
        """
        What was agreed to is noted.
        """
        ann = await play(store, arrive)

        await play(store, lambda held: held.consent(ann.id, "private", "v3", NOW))


class TestUniting:
    async def test_two_become_a_couple(self, store: SqlStore) -> None:
        """
        The joiner sits at B, and their couple of one is gone.
        """
        couple = await play(store, couple_up)

        assert [(one.seat, one.profile.name) for one in couple.partners] == [
            (Seat.A, "Ann"),
            (Seat.B, "Ben"),
        ]
        ben = await play(store, lambda held: held.partner("telegram", BEN.chat))
        assert ben == couple.at(Seat.B)
        assert await play(store, lambda held: held.route(BEN)) == (
            seated(couple, Seat.B).route,
            couple.id,
            seated(couple, Seat.B).id,
        )
        assert await store.counts() == {
            "couples": 1,
            "partners": 2,
            "runs": 0,
            "letters": 0,
            "events": 0,
        }

    async def test_keeps_their_letters(self, store: SqlStore) -> None:
        """
        What was on its way to the joiner still arrives, its button too.
        """

        def turn(held: Held) -> None:
            ann, ben = arrive(held), arrive(held, BEN, "Ben")
            shared = Draft(
                ben.route.id, Content(words("wait")), ben.couple, token="tok", node="waiting"
            )
            held.post(shared)
            held.unite(ben, ann.couple)
            asked = held.asked("tok")
            assert asked
            assert (asked.node, asked.couple) == ("waiting", ann.couple)

        await play(store, turn)

        (sent,) = await store.unsent(NOW)
        assert sent.content == Content(words("wait"))

    async def test_not_three(self, store: SqlStore) -> None:
        """
        A couple has two seats, and who has a partner cannot join another.
        """
        couple = await play(store, couple_up)

        def third(held: Held) -> None:
            held.unite(arrive(held, Address("telegram", "5")), couple.id)

        def swap(held: Held) -> None:
            other = arrive(held, Address("telegram", "5"))
            held.unite(seated(couple, Seat.B), other.couple)

        for turn in (third, swap):
            with pytest.raises(StoreError):
                await play(store, turn)
        assert await play(store, lambda held: held.couple(couple.id)) == couple


class TestErasing:
    async def test_nothing_is_left(self, store: SqlStore, home: Home) -> None:
        """
        Who leaves before they have a partner leaves no row and no key.
        """

        def turn(held: Held) -> None:
            ann = arrive(held)
            held.post(letter(ann))
            held.add_invite(Kind.PARTNER, ann, "token", "code", NOW)
            held.consent(ann.id, "private", "v1", NOW)
            held.set_alarm(ann.couple, None, 0, "come_back", NOW)
            held.set_room(ann.couple, ROOM)

        await play(store, turn)
        ann = await play(store, lambda held: held.partner("telegram", ANN.chat))
        assert ann

        await play(store, lambda held: held.erase_partner(ann))

        assert await store.unsent(NOW) == []
        assert await store.ring(NOW) is None
        assert await play(store, lambda held: held.partner("telegram", ANN.chat)) is None
        assert await play(store, lambda held: held.invite(Kind.PARTNER, "token")) is None
        assert await play(store, lambda held: held.route(ROOM)) is None
        counts = await store.counts()
        assert (counts["couples"], counts["partners"], counts["letters"]) == (0, 0, 0)

    async def test_ids_do_not_come_back(self, store: SqlStore) -> None:
        """
        Who comes after them is not taken for them.
        """

        def turn(held: Held) -> None:
            ann = arrive(held)
            held.erase_partner(ann)
            again = arrive(held)
            assert (again.id, again.couple) != (ann.id, ann.couple)
            assert again.route.id != ann.route.id

        await play(store, turn)

    async def test_the_other_stays(self, store: SqlStore) -> None:
        """
        In a couple of two, the other keeps the couple.
        """
        couple = await play(store, couple_up)

        await play(store, lambda held: held.erase_partner(seated(couple, Seat.A)))

        left = await play(store, lambda held: held.couple(couple.id))
        assert left
        assert left.partners == (couple.at(Seat.B),)

    @pytest.mark.parametrize("seat", Seat)
    async def test_the_other_may_find_somebody_else(self, store: SqlStore, seat: Seat) -> None:
        """
        Whoever comes sits where nobody sits any more.
        """
        couple = await play(store, couple_up)

        def again(held: Held) -> Partner:
            held.erase_partner(seated(couple, seat))
            return held.unite(arrive(held, Address("telegram", "5"), "Cem"), couple.id)

        joined = await play(store, again)

        assert joined.seat is seat
        found = await play(store, lambda held: held.couple(couple.id))
        assert found
        assert {one.profile.name for one in found.partners} >= {"Cem"}
        assert len(found.partners) == 2

    async def test_undone_with_its_turn(self, store: SqlStore) -> None:
        """
        A turn that fails after erasing has erased nobody, their key neither.
        """
        ann = await play(store, arrive)

        def turn(held: Held) -> None:
            held.erase_partner(ann)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await play(store, turn)
        assert await play(store, lambda held: held.partner("telegram", ANN.chat)) == ann


class TestRooms:
    async def test_is_linked(self, store: SqlStore) -> None:
        """
        A room belongs to a couple, and to no partner.
        """
        couple = await play(store, couple_up)

        room = await play(store, lambda held: held.set_room(couple.id, ROOM))

        assert await play(store, lambda held: held.route(ROOM)) == (room, couple.id, None)
        found = await play(store, lambda held: held.couple(couple.id))
        assert found == replace(couple, room=room)
        assert await play(store, lambda held: held.set_room(couple.id, ROOM)) == room

    async def test_is_linked_anew(self, store: SqlStore) -> None:
        """
        What waits for the old room is said in the new one.
        """
        couple = await play(store, couple_up)
        new = Address("telegram", "-1009")
        old = await play(store, lambda held: held.set_room(couple.id, ROOM))
        joint = Draft(old.id, Content(words("both")), couple.id, joint=True)
        await play(store, lambda held: held.post(joint))

        room = await play(store, lambda held: held.set_room(couple.id, new))

        (sent,) = await store.unsent(NOW)
        assert (sent.address, sent.joint) == (new, True)
        assert await play(store, lambda held: held.route(new)) == (room, couple.id, None)
        assert await play(store, lambda held: held.route(ROOM)) == (old, None, None)

    async def test_not_of_somebody_else(self, store: SqlStore) -> None:
        """
        A chat that is another couple's does not change hands.
        """
        couple = await play(store, couple_up)
        other = await play(store, lambda held: arrive(held, Address("telegram", "5")))
        await play(store, lambda held: held.set_room(couple.id, ROOM))

        for place in (ROOM, ANN):
            with pytest.raises(StoreError):
                await play(store, partial(link, couple=other.couple, address=place))


class TestMoving:
    new = Address("telegram", "-100999")

    async def test_both_signals_twice(self, store: SqlStore) -> None:
        """
        A group that becomes a supergroup is one room, however often we are told.
        """
        couple = await play(store, couple_up)
        room = await play(store, lambda held: held.set_room(couple.id, ROOM))
        for text in ("one", "two"):
            draft = Draft(room.id, Content(words(text)), couple.id, joint=True)
            await post(store, draft)
        (first,) = await store.unsent(NOW)

        await store.move_route(first.id, self.new.chat)
        for _ in range(2):
            await play(store, lambda held: held.save_route(replace(room, address=self.new)))
        (again,) = await store.unsent(NOW)
        await store.move_route(again.id, self.new.chat)

        (again,) = await store.unsent(NOW)
        assert (again.address, again.content) == (self.new, Content(words("one")))
        await store.sent(again.id, "1", NOW)
        (second,) = await store.unsent(NOW)
        assert (second.address, second.content) == (self.new, Content(words("two")))
        assert await play(store, lambda held: held.route(ROOM)) is None

    async def test_heard_there_before_we_knew(self, store: SqlStore) -> None:
        """
        When the new chat was noted as a stranger's, it becomes the room, with its letters.
        """
        couple = await play(store, couple_up)
        room = await play(store, lambda held: held.set_room(couple.id, ROOM))

        def stranger(held: Held) -> None:
            there = held.add_route(self.new)
            held.post(Draft(there.id, Content(words("who are you?"))))

        await play(store, stranger)

        await play(store, lambda held: held.save_route(replace(room, address=self.new)))

        assert await play(store, lambda held: held.route(self.new)) == (
            replace(room, address=self.new),
            couple.id,
            None,
        )
        (sent,) = await store.unsent(NOW)
        assert sent.content == Content(words("who are you?"))

    async def test_not_into_somebody_elses(self, store: SqlStore) -> None:
        """
        A room does not move into somebody's private chat.
        """
        couple = await play(store, couple_up)
        room = await play(store, lambda held: held.set_room(couple.id, ROOM))

        with pytest.raises(StoreError):
            await play(store, lambda held: held.save_route(replace(room, address=ANN)))

        assert await play(store, lambda held: held.route(ROOM)) == (room, couple.id, None)

    async def test_reach(self, store: SqlStore) -> None:
        """
        Whether a chat may be written to is kept.
        """
        ann = await play(store, arrive)

        for reach in (Reach.CLOSED, Reach.PAUSED, Reach.OPEN):
            route = replace(ann.route, reach=reach)
            await play(store, partial(save, route=route))
            assert await play(store, lambda held: held.chat(ann.route.id)) == route

    async def test_a_route_that_is_gone(self, store: SqlStore) -> None:
        """
        Saving a chat of somebody who was erased meanwhile does nothing.
        """
        ann = await play(store, arrive)
        await play(store, lambda held: held.erase_partner(ann))

        await play(store, lambda held: held.save_route(ann.route))

        assert await play(store, lambda held: held.route(ANN)) is None
