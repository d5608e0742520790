"""Letters go out in order, and what became of them is known."""

from dataclasses import replace

import pytest

from bot.model.address import Reach
from bot.model.couple import Seat
from bot.model.ids import InboxId
from bot.model.words import plain, words
from bot.ports.letters import Button, Content, Letter
from bot.ports.messages import Inbound
from bot.ports.rows import Asked, Draft
from bot.ports.store import Held
from bot.store.sql import SqlStore
from tests.store.home import (
    ANN,
    HOUR,
    NOW,
    ROOM,
    Home,
    arrive,
    begin,
    couple_up,
    letter,
    play,
    post,
    seated,
    silent,
    wrote,
)


def shown(letters: list[Letter]) -> list[str]:
    return sorted(plain(one.content.words) for one in letters)


async def unsent(store: SqlStore, hours: int = 0) -> list[Letter]:
    return list(await store.unsent(NOW + hours * HOUR))


class TestOrder:
    async def test_one_at_a_time_in_a_chat(self, store: SqlStore) -> None:
        """
        The next letter of a chat goes when the one before has arrived; other chats go on.
        """

        def turn(held: Held) -> None:
            couple = couple_up(held)
            for number in range(3):
                for seat in Seat:
                    held.post(letter(seated(couple, seat), f"{seat}{number}"))

        await play(store, turn)

        first = await unsent(store)
        assert shown(first) == ["a0", "b0"]
        assert await unsent(store) == []
        await store.sent(next(one for one in first if shown([one]) == ["b0"]).id, "77", NOW)
        assert shown(await unsent(store)) == ["b1"]

    async def test_behind_what_waits(self, store: SqlStore) -> None:
        """
        What is said later waits behind what the platform put off.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, "one"))
        (one,) = await unsent(store)
        await store.later(one.id, NOW + HOUR, unsure=False)
        await post(store, letter(ann, "two"))

        assert await unsent(store) == []
        assert await store.next_letter(NOW) == NOW + HOUR
        (again,) = await unsent(store, 1)
        assert (shown([again]), again.attempt, again.unsure) == (["one"], 2, False)

    async def test_given_up(self, store: SqlStore) -> None:
        """
        One that will never be taken lets the next one go.
        """
        ann = await play(store, arrive)
        for text in ("one", "two"):
            await post(store, letter(ann, text))
        (one,) = await unsent(store)

        await store.dead(one.id, "400")

        assert shown(await unsent(store)) == ["two"]
        assert (await store.counts())["letters"] == 1

    async def test_many_chats(self, store: SqlStore) -> None:
        """
        Everybody's first letter is handed out in the end.
        """

        def turn(held: Held) -> None:
            for number in range(300):
                held.post(letter(arrive(held, replace(ANN, chat=str(number)))))

        await play(store, turn)

        taken = [one.id for _ in range(3) for one in await unsent(store)]
        assert len(set(taken)) == len(taken) == 300

    async def test_a_repeat_cannot_double(self, store: SqlStore) -> None:
        """
        A turn that fails after posting, and is played again, posts once.
        """
        ann = await play(store, arrive)
        plays: list[int] = []

        def turn(held: Held, _inbox: object, _inbound: Inbound) -> None:
            plays.append(1)
            held.post(letter(ann))
            if len(plays) < 3:
                raise ZeroDivisionError

        await store.keep([wrote()])
        await store.work(turn, silent)

        assert len(plays) == 3
        assert (await store.counts())["letters"] == 1


class TestHolding:
    async def test_quiet_hours(self, store: SqlStore) -> None:
        """
        A letter held back for quiet hours holds what comes after it, and goes in time.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, "kind", not_before=NOW + HOUR))
        await post(store, letter(ann, "next"))

        assert await unsent(store) == []
        assert await store.next_letter(NOW) == NOW + HOUR
        assert shown(await unsent(store, 1)) == ["kind"]

    async def test_is_released(self, store: SqlStore) -> None:
        """
        Who writes is awake: their letters go at once, but never before the platform lets them.
        """
        couple = await play(store, couple_up)
        ann, ben = couple.partners
        for one in (ann, ben):
            draft = letter(one, one.profile.name, not_before=NOW + HOUR)
            await post(store, draft)

        await play(store, lambda held: held.release(ann.route.id))

        (hers,) = await unsent(store)
        assert shown([hers]) == ["Ann"]
        await store.later(hers.id, NOW + 2 * HOUR, unsure=True)
        await play(store, lambda held: held.release(ann.route.id))
        assert shown(await unsent(store, 1)) == ["Ben"]

    async def test_closed_chats(self, store: SqlStore) -> None:
        """
        Nothing is tried in a chat that is closed, and nothing of it is lost.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, "one"))
        (one,) = await unsent(store)

        await store.close_route(one.id, "closed")
        await post(store, letter(ann, "two"))

        assert await unsent(store, 99) == []
        assert await store.next_letter(NOW) is None
        route = await play(store, lambda held: held.chat(ann.route.id))
        assert route == replace(ann.route, reach=Reach.CLOSED)
        assert (await store.counts())["letters"] == 2

        await play(store, lambda held: held.save_route(ann.route))
        (again,) = await unsent(store)
        assert (shown([again]), again.attempt) == (["one"], 2)
        await store.sent(again.id, "1", NOW)
        assert shown(await unsent(store)) == ["two"]

    async def test_closed_while_under_way(self, store: SqlStore) -> None:
        """
        One that comes back into a room that was paused meanwhile waits there.
        """
        couple = await play(store, couple_up)
        room = await play(store, lambda held: held.set_room(couple.id, ROOM))
        joint = Draft(room.id, Content(words("both")), couple.id, joint=True)
        await post(store, joint)
        (one,) = await unsent(store)

        await play(store, lambda held: held.save_route(replace(room, reach=Reach.PAUSED)))
        await store.later(one.id, NOW, unsure=False)
        assert await unsent(store) == []
        await play(store, lambda held: held.save_route(room))

        assert shown(await unsent(store)) == ["both"]


class TestDoubt:
    async def test_under_way_when_we_died(self, store: SqlStore, home: Home) -> None:
        """
        A letter of an earlier life is handed out again, and said to be unsure.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, must=False))
        (one,) = await unsent(store)
        await home.close()
        again = home.open()

        (two,) = await unsent(again)
        assert two == replace(one, attempt=2, unsure=True)

    async def test_stays(self, store: SqlStore) -> None:
        """
        Once unsure, a letter stays so, whatever is learnt of later attempts.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann))
        for attempt, unsure in ((1, False), (2, True), (3, True)):
            (one,) = await unsent(store)
            assert (one.attempt, one.unsure) == (attempt, unsure)
            await store.later(one.id, NOW, unsure=attempt == 1)

    async def test_of_somebody_who_left(self, store: SqlStore) -> None:
        """
        News of a letter whose reader was erased meanwhile changes nothing.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann))
        (one,) = await unsent(store)
        await play(store, lambda held: held.erase_partner(ann))

        await store.sent(one.id, "1", NOW)
        await store.later(one.id, NOW, unsure=True)
        await store.dead(one.id, "x")
        await store.close_route(one.id, "closed")
        await store.move_route(one.id, "5")

        assert (await store.counts())["letters"] == 0

    async def test_news_come_once(self, store: SqlStore) -> None:
        """
        What has arrived has arrived: nothing puts it back.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, token="tok"))
        (one,) = await unsent(store)
        await store.sent(one.id, "77", NOW)

        await store.later(one.id, NOW, unsure=True)
        await store.dead(one.id, "x")
        await store.sent(one.id, "78", NOW)

        assert await unsent(store) == []
        asked = await play(store, lambda held: held.asked("tok"))
        assert asked
        assert asked.message == "77"


ALOOF = [Reach.RESTING, Reach.HIDDEN]


class TestAloof:
    """Chats that take only what their reader asks for."""

    @pytest.mark.parametrize("reach", ALOOF)
    async def test_keeps_back_what_nobody_asked_for(self, store: SqlStore, reach: Reach) -> None:
        """
        What was waiting stays, and so does what comes, until the chat is open again.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, "before"))
        await play(store, lambda held: held.save_route(replace(ann.route, reach=reach)))
        await post(store, letter(ann, "after"))
        kept = await unsent(store)

        await play(store, lambda held: held.save_route(ann.route))

        (first,) = await unsent(store)
        await store.sent(first.id, "1", NOW)
        assert kept == []
        assert shown([first, *await unsent(store)]) == ["after", "before"]

    @pytest.mark.parametrize("reach", [*ALOOF, Reach.GONE])
    async def test_takes_what_is_asked_for(self, store: SqlStore, reach: Reach) -> None:
        """
        An answer to what somebody just did goes past what is kept back, also when put off.
        """
        ann = await play(store, arrive)

        def turn(held: Held) -> None:
            held.here(ann.route.id)
            held.post(letter(ann, "earlier"))
            held.save_route(replace(ann.route, reach=reach))
            held.post(letter(ann, "answer"))

        await play(store, turn)
        (one,) = await unsent(store)
        await store.later(one.id, NOW + HOUR, unsure=False)
        (again,) = await unsent(store, 1)
        await store.sent(again.id, "1", NOW)

        assert shown([one, again]) == ["answer", "answer"]
        assert await unsent(store, 2) == []

    async def test_asking_is_for_one_chat_and_one_turn(self, store: SqlStore) -> None:
        """
        What somebody does asks for nothing in the other's chat, and for nothing later.
        """
        couple = await play(store, couple_up)
        ann, ben = seated(couple, Seat.A), seated(couple, Seat.B)

        def rest(held: Held) -> None:
            for one in (ann, ben):
                held.save_route(replace(one.route, reach=Reach.RESTING))

        def turn(held: Held) -> None:
            held.here(ben.route.id)
            held.post(letter(ann, "to ann"))

        await play(store, rest)
        await play(store, turn)
        await post(store, letter(ben, "later"))

        assert await unsent(store) == []

    async def test_who_left_is_written_nothing(self, store: SqlStore) -> None:
        """
        No letter is even kept for them, and no door that opens brings them back.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, "before"))
        await play(store, lambda held: held.save_route(replace(ann.route, reach=Reach.GONE)))
        await post(store, letter(ann, "after"))
        await play(store, lambda held: held.save_route(replace(ann.route, reach=Reach.CLOSED)))
        await play(store, lambda held: held.save_route(ann.route))

        assert (await store.counts())["letters"] == 0
        found = await play(store, lambda held: held.chat(ann.route.id))
        assert found
        assert found.reach is Reach.GONE

    async def test_forgone_questions(self, store: SqlStore) -> None:
        """
        Questions that were kept back are given up; other letters and other chats are not.
        """
        couple = await play(store, couple_up)
        ann, ben = seated(couple, Seat.A), seated(couple, Seat.B)

        def turn(held: Held) -> None:
            for one in (ann, ben):
                held.save_route(replace(one.route, reach=Reach.RESTING))
                held.post(letter(one, f"question {one.seat}", prompt=1))
                held.post(letter(one, f"news {one.seat}"))
            held.forgo(ann.route.id)
            for one in (ann, ben):
                held.save_route(one.route)

        await play(store, turn)

        assert shown(await unsent(store)) == ["news a", "question b"]


class TestLately:
    async def test_gives_what_arrived(self, store: SqlStore) -> None:
        """
        The newest first; not what is older, in another chat, or of the turn that asks.
        """
        couple = await play(store, couple_up)
        ann, ben = seated(couple, Seat.A), seated(couple, Seat.B)
        for number, age in enumerate((50, 47, 2)):
            await post(store, letter(ann))
            await post(store, letter(ben))
            for one in await unsent(store):
                await store.sent(one.id, f"{one.address.chat}-{number}", NOW - age * HOUR)
        inboxes: list[InboxId] = []

        def turn(held: Held, inbox: InboxId, _: Inbound) -> None:
            inboxes.append(inbox)
            held.post(letter(ann))

        await store.keep([wrote()])
        await store.work(turn, turn)
        (own,) = await unsent(store)

        found, more = await store.lately(ann.route.id, inboxes[0], NOW - 48 * HOUR)
        await store.sent(own.id, "own", NOW)

        assert found == [f"{ANN.chat}-2", f"{ANN.chat}-1"]
        assert not more
        assert "own" not in (await store.lately(ann.route.id, inboxes[0], NOW - 48 * HOUR))[0]

    async def test_says_that_more_is_under_way(self, store: SqlStore) -> None:
        """
        A letter that is on its way just now may still arrive.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann))
        await unsent(store)

        assert await store.lately(ann.route.id, InboxId(999), NOW) == ([], True)


class TestButtons:
    async def test_know_their_question(self, store: SqlStore) -> None:
        """
        A button leads to its question, its reader and the message it stands under.
        """
        couple = await play(store, couple_up)
        ann = seated(couple, Seat.A)

        def turn(held: Held) -> Asked | None:
            run = begin(held, couple.id)
            content = Content(words("?"), ((Button("yes", "tok"), Button("no", "tok:2")),))
            held.post(
                Draft(
                    ann.route.id,
                    content,
                    couple.id,
                    ann.id,
                    token="tok",
                    run=run.id,
                    prompt=7,
                    node="both_answered",
                    seat=Seat.A,
                )
            )
            return held.asked("tok")

        asked = await play(store, turn)
        assert asked
        (one,) = await unsent(store)
        assert asked == Asked(
            one.id, couple.id, asked.run, 7, "both_answered", Seat.A, ann.route, None
        )

        await store.sent(one.id, "77", NOW)
        assert await play(store, lambda held: held.asked("tok")) == replace(asked, message="77")

    @pytest.mark.parametrize("token", ["", "tok2", "tok%", "é", "x" * 4096])
    async def test_forged(self, store: SqlStore, token: str) -> None:
        """
        A button that we did not make leads nowhere.
        """
        ann = await play(store, arrive)
        await post(store, letter(ann, token="tok"))

        assert await play(store, lambda held: held.asked(token)) is None
