"""Becoming a couple: what an invitation opens, for whom, how often, and how long."""

import re

import pytest

from bot.model.address import Reach
from bot.model.couple import Couple, Seat
from bot.model.profile import Stage
from bot.ports.messages import Wrote
from bot.theatre import ROOM
from tests.engine.stage import Stage as House

NOT_VALID = "This link or code is not valid. Ask your partner for a new one."
WAITS = "Thank you. I will write to you as soon as your partner has said yes."
CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


async def settle(street: House, *people: str, side: str = "hurt") -> None:
    """Let people arrive."""
    for who in people:
        await street.theatre.arrive(who, "Europe/Madrid", side, None)


async def invited(street: House, who: str = "a") -> str:
    """Let somebody make an invitation; give its code."""
    told = await street.says(who, "/invite")
    found = CODE.search(told)
    assert found is not None
    return found[0]


async def are_a_couple(street: House, one: str = "a", other: str = "b") -> bool:
    first, second = await street.partner(one), await street.partner(other)
    return first is not None and second is not None and first.couple == second.couple


class TestTheWay:
    async def test_both_say_yes_to_a_name(self, street: House) -> None:
        """The joiner says yes, then the inviter, each to the name they see."""
        await settle(street, "a", "b")
        code = await invited(street)

        asked = await street.says("b", f"/join {code}")
        waits = await street.says("b", "yes")
        comes = street.told("a")
        before = await are_a_couple(street)
        united = await street.says("a", "yes")

        assert asked == "Ana invited you. Is this your partner?"
        assert waits == WAITS
        assert comes == "Ben would like to join you here. Is this your partner?"
        assert not before
        assert await are_a_couple(street)
        assert "You two are joined here now, Ana and Ben." in united
        assert "You two are joined here now, Ben and Ana." in street.told("b")

    async def test_a_new_person_comes_with_a_link(self, street: House) -> None:
        """Who comes by a link arrives first, and is asked about the invitation then."""
        await settle(street, "a")
        code = await invited(street)
        await street.says("b", f"/start {code}")

        for answer in ("go on", "yes", "yes", "Ben", "Madrid", "no", "both is true"):
            await street.writes("b", answer)

        assert street.new("b")[-1] == "Ana invited you. Is this your partner?"

    async def test_who_waits_is_told_so(self, street: House) -> None:
        """Between the two yeses the joiner hears that nothing more is asked of them."""
        await settle(street, "a", "b")
        code = await invited(street)
        await street.says("b", f"/join {code}")
        await street.says("b", "yes")

        for line in ("hello?", "/start", "/menu", "/checkin", f"/join {code}"):
            assert await street.says("b", line) == WAITS, line

    async def test_one_command_for_both(self, street: House) -> None:
        """`/pair` invites, and with a code it joins."""
        await settle(street, "a", "b")

        told = await street.says("a", "/pair")
        code = re.search(r"\w{5}-\w{5}", told)
        assert code is not None
        asked = await street.says("b", f"/pair {code[0]}")

        assert asked == "Ana invited you. Is this your partner?"

    @pytest.mark.parametrize("who", ["b", "a"], ids=["joiner", "inviter"])
    async def test_a_no_joins_nobody(self, street: House, who: str) -> None:
        """Either may say no, and needs no reason."""
        await settle(street, "a", "b")
        code = await invited(street)
        await street.says("b", f"/join {code}")
        if who == "a":
            await street.says("b", "yes")

        told = await street.says(who, "no")

        assert told == "All right, nothing was joined."
        assert not await are_a_couple(street)

    async def test_a_new_invitation_voids_the_old(self, street: House) -> None:
        """Only the newest code opens anything."""
        await settle(street, "a", "b")
        old = await invited(street)
        await invited(street)

        assert await street.says("b", f"/join {old}") == NOT_VALID

    async def test_joiners_old_buttons_are_closed(self, street: House) -> None:
        """What the joiner was asked before they were a couple is theirs, and over."""
        await settle(street, "a")
        code = await invited(street)
        await street.says("b", "/start")
        go = street.token("b", "Go on")
        for answer in ("go on", "yes", "yes", "Ben", "Madrid", "no", "both is true"):
            await street.writes("b", answer)
        await street.says("b", f"/join {code}")
        await street.says("b", "yes")
        await street.says("a", "yes")

        assert await street.presses("b", go) == ["This question is closed."]

    async def test_yes_is_for_the_one_who_was_shown(self, street: House) -> None:
        """A yes to Ben's name does not let Cleo in, who came later."""
        await settle(street, "a", "b", "c")
        first = await invited(street)
        await street.says("b", f"/join {first}")
        await street.says("b", "yes")
        yes_to_ben = street.token("a", "Yes")
        second = await invited(street)
        await street.says("c", f"/join {second}")
        await street.says("c", "yes")

        await street.presses("a", yes_to_ben)

        assert street.told("a") == NOT_VALID
        assert not await are_a_couple(street, "a", "c")
        assert not await are_a_couple(street, "a", "b")

    async def test_joiners_yes_is_for_the_inviter_who_was_shown(self, street: House) -> None:
        """A yes under Ana's name does not accept Cleo's invitation."""
        await settle(street, "a", "b", "c")
        await street.says("b", f"/join {await invited(street, 'a')}")
        yes_to_ana = street.token("b", "Yes")
        await street.says("b", f"/join {await invited(street, 'c')}")

        await street.presses("b", yes_to_ana)

        assert street.told("b") == NOT_VALID
        assert street.new("c") == []


class TestRows:
    """Part 4.3 of the reliability page, by its numbers."""

    @pytest.mark.parametrize("row", [50], ids=["row-50"])
    async def test_wrong_five_times_an_hour(self, street: House, row: int) -> None:
        """After five wrong codes a right one gets the same words, until the hour is over."""
        await settle(street, "a", "b")
        code = await invited(street)
        wrong = [await street.says("b", f"/join AAAAA-0000{n}") for n in range(5)]

        sixth = await street.says("b", "/join AAAAA-00009")
        right = await street.says("b", f"/join {code}")
        await street.wait(hours=1, seconds=1)
        later = await street.says("b", f"/join {code}")

        assert wrong == [NOT_VALID] * 5
        assert sixth == right == "Too many tries. Please wait until 14:00."
        assert later == "Ana invited you. Is this your partner?"

    @pytest.mark.parametrize("row", [50], ids=["row-50"])
    async def test_wrong_fifty_times_by_everybody(self, street: House, row: int) -> None:
        """Fifty wrong codes an hour are the most, however many people share them."""
        await settle(street, "a", "b")
        code = await invited(street)
        for person in range(10):
            await street.sends(f"x{person}", *[Wrote("hello", "0")])
            for number in range(5):
                await street.says(f"x{person}", f"/join AAAAA-0{person}0{number}")

        told = await street.says("b", f"/join {code}")

        assert told.startswith("Too many tries.")

    @pytest.mark.parametrize("row", [51], ids=["row-51"])
    async def test_own_code(self, street: House, row: int) -> None:
        """Nobody is their own partner, and it is no wrong try."""
        await settle(street, "a")
        code = await invited(street)

        told = [await street.says("a", f"/join {code}") for _ in range(7)]

        assert set(told) == {"You cannot be your own partner. Please send it to them."}

    @pytest.mark.parametrize("row", [52], ids=["row-52"])
    @pytest.mark.parametrize("what", ["used", "expired", "revoked", "unknown", "refused"])
    async def test_whatever_is_wrong_sounds_the_same(
        self, street: House, row: int, what: str
    ) -> None:
        """What is wrong with a code cannot be learnt by trying it."""
        await settle(street, "a", "b", "c")
        code = await invited(street)
        if what in ("used", "refused"):
            await street.says("b", f"/join {code}")
            await street.says("b", "yes")
            await street.says("a", "yes" if what == "used" else "no")
        elif what == "expired":
            await street.wait(hours=48)
        elif what == "revoked":
            await invited(street)
        else:
            code = "ABCDE-12345"

        assert await street.says("c", f"/join {code}") == NOT_VALID

    @pytest.mark.parametrize("row", [53], ids=["row-53"])
    async def test_code_however_it_is_typed(self, street: House, row: int) -> None:
        """Spaces, dashes, case, and letters that look like digits make no difference."""
        await settle(street, "a", "b")
        code = await invited(street)
        lookalike = code.lower().replace("0", "o").replace("1", "l")
        ways = [
            lookalike,
            f"  {lookalike.replace('-', '')} ",
            " ".join(lookalike.replace("-", "")),
            code.replace("-", "–").replace("1", "I"),
            code.replace("-", "--"),
        ]

        told = [await street.says("b", f"/join {way}") for way in ways]

        assert set(told) == {"Ana invited you. Is this your partner?"}

    @pytest.mark.parametrize("row", [53], ids=["row-53"])
    async def test_code_without_a_command(self, street: House, row: int) -> None:
        """A code alone is understood as well."""
        await settle(street, "a", "b")
        code = await invited(street)

        assert await street.says("b", code.lower()) == "Ana invited you. Is this your partner?"

    @pytest.mark.parametrize("row", [54], ids=["row-54"])
    async def test_two_people_at_once(self, street: House, row: int) -> None:
        """Of two who come with one code, one is asked for, and the other hears neutral words."""
        await settle(street, "a", "b", "c")
        code = await invited(street)
        await street.says("b", f"/join {code}")
        await street.says("c", f"/join {code}")

        first = await street.says("b", "yes")
        second = await street.says("c", "yes")
        await street.says("a", "yes")

        assert (first, second) == (WAITS, NOT_VALID)
        assert await are_a_couple(street, "a", "b")
        assert not await are_a_couple(street, "a", "c")

    @pytest.mark.parametrize("row", [55], ids=["row-55"])
    async def test_joiner_in_a_couple_already(self, home: House, row: int) -> None:
        """One who has a partner here cannot join another."""
        await settle(home, "c")
        code = await invited(home, "c")

        told = await home.says("b", f"/join {code}")

        assert told.startswith("You are joined with a partner here already")
        assert await are_a_couple(home, "a", "b")

    @pytest.mark.parametrize("row", [55], ids=["row-55"])
    async def test_inviter_in_a_couple_already(self, street: House, row: int) -> None:
        """An invitation that was left over opens nothing once its maker has a partner."""
        await settle(street, "a", "b", "c")
        await street.says("b", f"/join {await invited(street)}")
        await street.says("b", "yes")
        left_over = await invited(street)
        await street.presses("a", street.token("a", "Yes"))

        told = await street.says("c", f"/join {left_over}")

        assert told == NOT_VALID
        assert street.new("a") == []

    @pytest.mark.parametrize("row", [56], ids=["row-56"])
    async def test_inviter_erased(self, street: House, row: int) -> None:
        """With somebody go their invitations, and nobody learns that they were here."""
        await settle(street, "a", "b")
        code = await invited(street)
        ana = await street.partner("a")
        assert ana is not None
        await street.look(lambda held: held.erase_partner(ana))

        assert await street.says("b", f"/join {code}") == NOT_VALID

    @pytest.mark.parametrize("row", [56], ids=["row-56"])
    async def test_inviter_erased_before_the_answer(self, street: House, row: int) -> None:
        """The joiner who says yes too late hears neutral words."""
        await settle(street, "a", "b")
        await street.says("b", f"/join {await invited(street)}")
        ana = await street.partner("a")
        assert ana is not None
        await street.look(lambda held: held.erase_partner(ana))

        assert await street.says("b", "yes") == NOT_VALID

    @pytest.mark.parametrize("row", [57], ids=["row-57"])
    async def test_never_confirmed(self, street: House, row: int) -> None:
        """After two days the yes of the inviter comes too late; until then the joiner waits."""
        await settle(street, "a", "b")
        await street.says("b", f"/join {await invited(street)}")
        waits = await street.says("b", "yes")
        await street.wait(hours=48)

        told = await street.says("a", "yes")

        assert waits == WAITS
        assert told == NOT_VALID
        assert not await are_a_couple(street)
        assert await street.says("b", "hello") == street.phrase("invite-first")

    @pytest.mark.parametrize("row", [60], ids=["row-60"])
    async def test_whoever_runs_the_server_is_asked_like_all(self, street: House, row: int) -> None:
        """Both learn who runs this before anything, and both must say yes."""
        told = [await street.says(who, "/start") for who in ("a", "b")]

        assert all("Whoever runs it could read what is kept here" in one for one in told)


class TestBreaches:
    @pytest.mark.parametrize(
        ("inviter", "joiner", "hurt"),
        [
            ("hurt", "repairing", "a"),
            ("repairing", "hurt", "b"),
            ("hurt", "hurt", "ab"),
            ("repairing", "repairing", "ab"),
            ("both", "both", "ab"),
            ("both", "hurt", "b"),
            ("hurt", "both", "a"),
            ("both", "repairing", "a"),
            ("repairing", "both", "b"),
        ],
    )
    async def test_come_from_what_both_said(
        self, street: House, inviter: str, joiner: str, hurt: str
    ) -> None:
        """Each who was hurt by the other makes a breach; where views differ there are two."""
        await settle(street, "a", side=inviter)
        await settle(street, "b", side=joiner)
        await street.says("b", f"/join {await invited(street)}")
        await street.says("b", "yes")
        await street.says("a", "yes")

        couple = await street.couple()

        assert [one.hurt for one in couple.breaches] == [Seat(seat) for seat in hurt]


class TestAfterwards:
    async def test_inviting_is_over(self, home: House) -> None:
        """A couple is two; all that can still come is a new account of the other."""
        told = await home.says("a", "/invite")

        assert told.startswith("You are joined with Ben here already.")
        assert [one.label for one in home.shown("a")[-1].buttons] == [
            home.phrase("move-fetch-button")
        ]

    async def test_the_house_is_whole(self, home: House) -> None:
        """Both are at home, in seats a and b, with one room."""
        couple = await home.couple()

        assert isinstance(couple, Couple)
        assert couple.whole
        assert [one.seat for one in couple.partners] == [Seat.A, Seat.B]
        assert all(one.stage is Stage.HOME for one in couple.partners)
        assert couple.room is not None
        assert (couple.room.address.chat, couple.room.reach) == (ROOM, Reach.OPEN)

    async def test_who_is_alone_hears_what_comes_first(self, street: House) -> None:
        """Before there is a couple, every door leads to inviting; what one has alone is open."""
        await settle(street, "a")

        lines = ("/checkin", "/group", "/skip", "hello", "/start")
        told = {await street.says("a", line) for line in lines}
        menu = await street.says("a", "/menu")

        assert told == {street.phrase("invite-first")}
        assert menu == f"{street.phrase('invite-first')}\n{street.phrase('menu')}"
