"""Going on from another account: who must say yes, what goes along, and what stays sealed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.terminal.gateway import ROOM
from bot import load
from bot.errors import StoreError
from bot.model.address import Reach
from bot.model.couple import Seat
from bot.model.profile import Stage
from bot.ports.store import Held
from tests.engine.stage import CONTENT, ENGLISH
from tests.engine.two_doors import Town, built, inhabited

ANA, BEN, NEW, TWIN, CLEO, DAN = "t:Ana", "t:Ben", "d:Benno", "t:Benno", "t:Cleo", "t:Dan"
NOT_VALID = "This link or code is not valid. Ask your partner for a new one."
WAITS = "Thank you. I will write to you here as soon as it is confirmed."
ELSEWHERE = "You go on from your other account, so nothing is open for you here."
CLOSED = "If something was open between you two, it is closed now."
ASKS = "Ben would like to go on from another account. Is that all right with you?"
CANARY, SHOWN = "canary of ben", "what ben agreed to show"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Ana and Ben, a couple on one platform, where there is a second one."""
    made = await inhabited(tmp_path, ANA, BEN)
    yield made
    await made.close()


async def knock(town: Town, account: str, code: str) -> None:
    """Let somebody new come with a code, up to what the law wants."""
    await town.says(account, f"/join {code}")
    for answer in ("go on", "yes", "yes"):
        await town.says(account, answer)


async def move(town: Town, new: str = NEW, old: str = BEN, other: str = ANA) -> None:
    """Let somebody go on from a new account, with a yes of both."""
    await knock(town, new, town.code(await town.says(old, "/move")))
    await town.says(old, "yes")
    await town.says(other, "yes")


async def fetched(town: Town) -> str:
    """Let Ana make a code for Ben."""
    await town.says(ANA, "/invite")
    return town.code(await town.says(ANA, town.phrase("move-fetch-button")))


class TestTheWay:
    async def test_both_say_yes(self, town: Town) -> None:
        """The old account says yes to a name, then the other partner, and only then it counts."""
        code = town.code(await town.says(BEN, "/move"))

        await knock(town, NEW, code)
        waits, comes, quiet = town.told(NEW), town.told(BEN), town.told(ANA)
        vouched = await town.says(BEN, "yes")
        asks = town.told(ANA)
        before = await town.together(ANA, NEW)
        done = await town.says(ANA, "yes")

        assert waits.startswith(WAITS)
        assert comes == "Benno came with your code. Is that your other account?"
        assert quiet == ""
        assert vouched.startswith("Thank you. I ask your partner now.")
        assert asks == ASKS
        assert not before
        assert "Ben goes on from another account now." in done
        assert "Here you are, Ben. From now on we go on in this chat." in town.told(NEW)
        assert town.told(BEN) == town.phrase("move-left")
        assert await town.together(ANA, NEW)
        assert not await town.together(ANA, BEN)

    async def test_what_was_told_of_the_person_goes_along(self, town: Town) -> None:
        """Seat, name, zone and quiet hours stay; nobody is asked for them again."""
        before = await town.partner(BEN)

        await move(town)
        after = await town.partner(NEW)

        assert (after.seat, after.stage) == (before.seat, Stage.HOME)
        assert after.profile.name == "Ben"
        assert after.profile.zone == before.profile.zone
        assert after.profile.quiet == before.profile.quiet
        assert after.id != before.id
        assert "What shall I call you?" not in town.everything(NEW)

    async def test_who_runs_this_age_and_consent_are_asked_anew(self, town: Town) -> None:
        """To the bot a new account may be anybody: nobody is asked about it before."""
        code = town.code(await town.says(BEN, "/move"))

        await town.says(NEW, code)
        for answer in ("go on", "yes"):
            await town.says(NEW, answer)
            assert town.told(BEN) == ""
        asked = town.everything(NEW)

        assert "Whoever runs it could read what is kept here" in asked
        assert "Are you 18 or older?" in asked
        assert "May I keep what you write here?" in asked

    async def test_somebody_who_is_here_alone_already(self, town: Town) -> None:
        """Who has arrived on their own before comes with the code alone, as a line."""
        await town.arrive(NEW, "Benno")
        code = town.code(await town.says(BEN, "/move"))

        told = await town.says(NEW, code)
        await town.says(BEN, "yes")
        await town.says(ANA, "yes")

        assert told.startswith(WAITS)
        assert await town.together(ANA, NEW)
        assert (await town.partner(NEW)).profile.name == "Ben"

    @pytest.mark.parametrize("said", ["/move", "/mudanza", "umziehen", "otra cuenta"])
    async def test_is_asked_for_in_every_language(self, tmp_path: Path, said: str) -> None:
        """The words count whatever somebody's own language is, where nothing else is open."""
        town = await built(tmp_path, CONTENT)
        for account, name in ((ANA, "Ana"), (BEN, "Ben")):
            await town.says(account, "/start")
            for answer in ("English", "go on", "yes", "yes", name, "Madrid", "no", "both is true"):
                await town.says(account, answer)
        await town.unite(ANA, BEN)

        told = await town.says(BEN, said)
        await town.close()

        assert town.code(told)

    async def test_only_in_private(self, town: Town) -> None:
        """In the group no code is shown."""
        await linked(town)

        told = await town.says(BEN, "/move", room=True)

        assert told == town.phrase("room-private-first")

    async def test_a_word_that_answers_is_an_answer(self, town: Town) -> None:
        """Where a question is open, the same words are what somebody says."""
        await town.says(BEN, "/checkin")
        await town.says(BEN, "7")

        told = await town.says(BEN, "another account")

        assert "May I show both answers" in told

    async def test_alone_there_is_nothing_to_move(self, town: Town) -> None:
        """Without a partner here a new account simply begins anew."""
        await town.arrive(CLEO, "Cleo")

        assert await town.says(CLEO, "/move") == town.phrase("invite-first")

    async def test_and_back_again(self, town: Town) -> None:
        """The old account is told where things are, and can be gone back to in the same way."""
        await move(town)
        told = [await town.says(BEN, line) for line in ("hello", "/start", "/menu", "back")]

        await town.says(BEN, f"/join {town.code(await town.says(NEW, '/move'))}")
        waits = town.told(BEN)
        await town.says(NEW, "yes")
        await town.says(ANA, "yes")

        assert all(one.startswith(ELSEWHERE) for one in told)
        assert waits.startswith(WAITS)
        assert await town.together(ANA, BEN)
        assert (await town.partner(BEN)).stage is Stage.HOME
        assert (await town.partner(NEW)).stage is Stage.CLOSED


async def linked(town: Town) -> None:
    """Link the two's group."""
    told = await town.says(ANA, "/group")
    await town.says(ANA, told[told.index("/start") :].splitlines()[0], room=True)
    assert (await town.couple(ANA)).room is not None


class TestNo:
    @pytest.mark.parametrize("who", ["old", "other"])
    async def test_a_no_leaves_all_as_it_was(self, town: Town, who: str) -> None:
        """Either may say no; nobody else is told, and who came hears what silence sounds like."""
        await knock(town, NEW, town.code(await town.says(BEN, "/move")))
        waits = town.told(NEW)
        if who == "other":
            await town.says(BEN, "yes")

        told = await town.says(ANA if who == "other" else BEN, "no")
        others = [town.told(one) for one in (ANA, BEN, NEW)]

        assert told == town.phrase("move-off")
        assert sorted(others) == ["", "", told]
        assert await town.says(NEW, "hello?") == waits.splitlines()[-1]
        assert await town.together(ANA, BEN)

    @pytest.mark.parametrize("who", ["old", "other"])
    async def test_silence_leaves_all_as_it_was(self, town: Town, who: str) -> None:
        """After two days a yes comes too late, and who came goes on arriving as anybody."""
        await knock(town, NEW, town.code(await town.says(BEN, "/move")))
        if who == "other":
            await town.says(BEN, "yes")
        await town.wait(hours=48)

        told = await town.says(ANA if who == "other" else BEN, "yes")

        assert told == town.phrase("move-off")
        assert await town.together(ANA, BEN)
        assert await town.says(NEW, "/start") == town.phrase("name")

    async def test_a_second_yes_does_nothing(self, town: Town) -> None:
        """Buttons that were pressed once are over, for both."""
        await knock(town, NEW, town.code(await town.says(BEN, "/move")))
        mine = town.token(BEN, "Yes")
        await town.presses(BEN, mine)
        hers = town.token(ANA, "Yes")
        again = await town.presses(BEN, mine), town.told(BEN), town.told(ANA)
        await town.presses(ANA, hers)

        await town.presses(ANA, hers)

        assert again[1:] == (town.phrase("move-off"), "")
        assert town.told(ANA) == town.phrase("move-off")
        assert await town.together(ANA, NEW)

    async def test_the_other_cannot_answer_first(self, town: Town) -> None:
        """A press of Ana on Ben's button moves nobody."""
        await knock(town, NEW, town.code(await town.says(BEN, "/move")))

        notices = await town.presses(ANA, town.token(BEN, "Yes"))

        assert notices == [town.phrase("not-yours")]
        assert town.told(BEN) == ""
        assert await town.together(ANA, BEN)


class TestRefused:
    """Whatever is wrong with a code, it sounds as with an invitation."""

    @pytest.mark.parametrize(
        "what",
        ["unknown", "used", "expired", "replaced", "taken", "refused", "left over", "forged"],
    )
    async def test_what_is_wrong_is_not_said(self, town: Town, what: str) -> None:
        """Nobody learns by trying why a code opens nothing."""
        await town.arrive(CLEO, "Cleo")
        code = town.code(await town.says(BEN, "/move"))
        if what == "unknown":
            code = "ABCDE-12345"
        elif what == "used":
            await knock(town, NEW, code)
            await town.says(BEN, "yes")
            await town.says(ANA, "yes")
        elif what == "expired":
            await town.wait(hours=48)
        elif what == "replaced":
            await town.says(BEN, "/move")
        elif what == "taken":
            await knock(town, NEW, code)
        elif what == "refused":
            await knock(town, NEW, code)
            await town.says(BEN, "no")
        elif what == "left over":
            other = town.code(await town.says(ANA, "/move"))
            await knock(town, NEW, code)
            await town.says(BEN, "yes")
            await town.says(ANA, "yes")
            code = other
        else:
            code = code[:-1] + ("0" if code[-1] != "0" else "1")

        assert await town.says(CLEO, f"/join {code}") == NOT_VALID
        assert not await town.together(ANA, CLEO)

    @pytest.mark.parametrize("who", ["themself", "the other", "another couple"])
    async def test_who_has_a_partner_takes_no_seat(self, town: Town, who: str) -> None:
        """Not the two themselves, and nobody who is in a couple already."""
        await town.arrive(CLEO, "Cleo")
        await town.arrive(DAN, "Dan")
        await town.unite(CLEO, DAN)
        code = town.code(await town.says(BEN, "/move"))
        comer = {"themself": BEN, "the other": ANA, "another couple": CLEO}[who]

        told = await town.says(comer, f"/join {code}")

        assert told == NOT_VALID
        assert await town.together(ANA, BEN)
        assert await town.together(CLEO, DAN)
        assert ASKS not in town.everything(ANA)

    async def test_tries_are_counted(self, town: Town) -> None:
        """After five wrong codes a right one is not looked at either."""
        await town.arrive(CLEO, "Cleo")
        code = town.code(await town.says(BEN, "/move"))
        for number in range(5):
            await town.says(CLEO, f"/join AAAAA-0000{number}")

        told = await town.says(CLEO, f"/join {code}")

        assert told.startswith("Too many tries.")
        assert town.told(BEN) == ""

    async def test_two_come_at_once(self, town: Town) -> None:
        """Of two who have the code the first is asked about, and only the first can get in."""
        await town.arrive(CLEO, "Cleo")
        await town.arrive(NEW, "Benno")
        code = town.code(await town.says(BEN, "/move"))

        first = await town.says(NEW, f"/join {code}")
        second = await town.says(CLEO, f"/join {code}")
        await town.says(BEN, "yes")
        await town.says(ANA, "yes")

        assert first.startswith(WAITS)
        assert second == NOT_VALID
        assert await town.together(ANA, NEW)

    async def test_a_yes_is_for_the_one_who_was_shown(self, town: Town) -> None:
        """A yes under Benno's name does not let Cleo in, who came with a newer code."""
        await town.arrive(CLEO, "Cleo")
        await knock(town, NEW, town.code(await town.says(BEN, "/move")))
        old = town.token(BEN, "Yes")
        await town.says(CLEO, f"/join {town.code(await town.says(BEN, '/move'))}")

        await town.presses(BEN, old)

        assert town.told(BEN) == town.phrase("move-off")
        assert town.told(ANA) == ""

    async def test_who_found_a_partner_meanwhile(self, town: Town) -> None:
        """An account that joined somebody else before the yes came takes no seat."""
        await town.arrive(CLEO, "Cleo")
        await town.arrive(NEW, "Benno")
        await town.says(NEW, f"/join {town.code(await town.says(BEN, '/move'))}")
        await town.unite(CLEO, NEW)

        told = await town.says(BEN, "yes")

        assert told == town.phrase("move-off")
        assert await town.together(CLEO, NEW)
        assert await town.together(ANA, BEN)

    async def test_the_store_gives_no_seat_of_a_couple(self, town: Town) -> None:
        """Even if all else failed, nobody is torn out of a couple."""
        await town.arrive(CLEO, "Cleo")
        await town.arrive(DAN, "Dan")
        await town.unite(CLEO, DAN)
        ben, cleo = await town.partner(BEN), await town.partner(CLEO)

        def refused(held: Held) -> bool:
            with pytest.raises(StoreError):
                held.swap(ben, cleo)
            return True

        assert await town.look(refused)


class TestLost:
    """The old account is gone: the other partner makes the code."""

    async def test_only_the_other_says_yes(self, town: Town) -> None:
        """They see who came; where the old chat is shut, theirs is the only yes."""
        await town.blocks(BEN)
        code = await fetched(town)

        await knock(town, NEW, code)
        asks = town.told(ANA)
        vouched = await town.says(ANA, "yes")
        before = await town.together(ANA, NEW)
        await town.wait(minutes=10)

        assert asks == "Benno came with the code for Ben. Is that your partner's new account?"
        assert "I ask in the old account as well." in vouched
        assert not before
        assert await town.together(ANA, NEW)
        assert "Here you are, Ben." in town.told(NEW)
        assert "Ben goes on from another account now." in town.told(ANA)
        assert CANARY not in town.everything(NEW)

    async def test_an_account_that_is_there_is_asked(self, town: Town) -> None:
        """Nobody's seat is given away while they can be reached: without their yes it stays."""
        code = await fetched(town)
        await knock(town, NEW, code)
        await town.says(ANA, "yes")
        asks = town.told(BEN)

        await town.wait(hours=47)

        assert asks == (
            "Ana says that you go on from a new account, and that you are called Benno there. "
            "Is that you?"
        )
        assert await town.together(ANA, BEN)

    @pytest.mark.parametrize("answer", ["yes", "no"])
    async def test_what_it_says_counts(self, town: Town, answer: str) -> None:
        """A yes of the old account is the second one; a no ends it, also if it blocks us then."""
        await knock(town, NEW, await fetched(town))
        await town.says(ANA, "yes")

        await town.says(BEN, answer)
        await town.blocks(BEN)
        await town.wait(hours=1)

        assert await town.together(ANA, NEW) == (answer == "yes")

    async def test_found_to_be_shut_later(self, town: Town) -> None:
        """An account that is found to be gone only when it is asked is no longer waited for."""
        await knock(town, NEW, await fetched(town))
        await town.says(ANA, "yes")
        await town.wait(minutes=10)
        await town.blocks(BEN)
        before = await town.together(ANA, NEW)

        await town.wait(hours=1)

        assert not before
        assert await town.together(ANA, NEW)

    async def test_who_left_is_silent(self, town: Town) -> None:
        """Somebody who left the couple keeps their silence; nothing tells that they left."""
        await town.says(BEN, "/leave")
        await town.says(BEN, "leave for good")
        code = await fetched(town)
        await knock(town, NEW, code)

        told = await town.says(ANA, "yes")
        await town.wait(hours=47)

        assert told == town.phrase("move-fetch-vouched")
        assert town.told(BEN) == ""
        assert await town.together(ANA, BEN)

    async def test_the_offer_tells_nothing(self, town: Town) -> None:
        """Whether the other blocked us cannot be seen from what is offered, or from the code."""
        offered = [await town.says(ANA, "/invite")]
        await town.blocks(BEN)
        offered.append(await town.says(ANA, "/invite"))

        assert offered[0] == offered[1]

    async def test_the_old_account_finds_out_when_it_comes_back(self, town: Town) -> None:
        """Once it can be written to again, it is told once, and nothing else is waiting there."""
        await town.blocks(BEN)
        await knock(town, NEW, await fetched(town))
        await town.says(ANA, "yes")
        await town.wait(minutes=10)
        await town.says(ANA, "/checkin")

        await town.reach(BEN, Reach.OPEN)
        await town.wait(minutes=1)

        assert town.told(BEN) == town.phrase("move-left")


async def test_what_waited_for_its_turn_begins(town: Town) -> None:
    """A talk that had not begun holds nobody's words, and begins once the other has closed."""
    await town.says(ANA, "/checkin")
    queued = await town.says(BEN, "/communicate")

    await move(town)

    assert queued == town.phrase("queued")
    assert await town.says(NEW, "/repeat") != town.phrase("nothing-open")
    assert await town.says(ANA, "/repeat") != town.phrase("nothing-open")


class TestSealed:
    """Nothing private from before the move is shown to the new account, or to anybody."""

    async def test_a_talk_under_way(self, town: Town) -> None:
        """It closes, for both in the same words, and begins anew from the first question."""
        await town.says(BEN, "/checkin")
        await town.says(BEN, "3")
        await town.says(BEN, CANARY)
        button = town.token(BEN, "Yes, show them")

        await move(town)
        told = [town.told(ANA), town.told(NEW)]
        again = await town.says(NEW, "/repeat")
        notices = await town.presses(BEN, button)
        begun = await town.says(NEW, "/checkin")

        assert all(CLOSED in one for one in told)
        assert again == town.phrase("nothing-open")
        assert notices == [town.phrase("closed-question")]
        assert "How much did you trust Ana this week?" in begun
        assert CANARY not in town.everything(NEW, ANA)

    async def test_the_same_week_begun_anew(self, town: Town) -> None:
        """A consent after the move shows what was said after it, and nothing from before."""
        await town.says(BEN, "/checkin")
        await town.says(BEN, "3")
        await town.says(BEN, CANARY)
        await town.says(BEN, "yes, show them")
        await move(town)
        await town.says(NEW, "/checkin")
        for account, words in ((NEW, SHOWN), (ANA, "words of ana")):
            await town.says(account, "7")
            await town.says(account, words)
            await town.says(account, "yes, show them")

        assert SHOWN in town.told(ANA)
        assert "words of ana" in town.told(NEW)
        assert CANARY not in town.everything(NEW, ANA)

    @pytest.mark.parametrize("ended", [True, False])
    async def test_what_is_kept_for_the_next_time(self, tmp_path: Path, *, ended: bool) -> None:
        """A flow that remembers asks the new account as if it had never been asked."""
        town = await built(tmp_path, remembering())
        await town.arrive(ANA, "Ana")
        await town.arrive(BEN, "Ben")
        await town.unite(ANA, BEN)
        await town.says(BEN, "/diary")
        for account, words in ((BEN, CANARY), (ANA, "word of ana"))[: 2 if ended else 1]:
            await town.says(account, words)
            await town.wait(minutes=1)
        await move(town)

        await town.says(NEW, "/diary")
        told = town.everything(NEW)
        hers = town.told(ANA)
        await town.close()

        assert "Nothing from the last time." in told
        assert CANARY not in told
        assert ("Last time: word of ana" in hers) == ended
        assert CANARY not in hers

    async def test_nothing_more_goes_to_the_old_account(self, town: Town) -> None:
        """Weeks later its chat holds one line more than on the day of the move."""
        await move(town)
        before = town.everything(BEN)

        for _ in range(2):
            await town.says(ANA, "/checkin")
            await town.says(NEW, "7")
            await town.wait(days=7)

        assert before.endswith(town.phrase("move-left"))
        assert town.everything(BEN) == before

    async def test_letters_held_for_the_old_account(self, town: Town) -> None:
        """What waited for the old chat is not sent to either."""
        await town.says(BEN, "/pause")
        await town.says(ANA, "/checkin")
        await knock(town, NEW, await fetched(town))
        await town.says(ANA, "yes")
        await town.says(BEN, "/resume")
        await town.presses(BEN, town.token(BEN, "Yes"))
        before = town.everything(BEN)

        await town.wait(days=8)

        assert await town.together(ANA, NEW)
        assert town.everything(BEN) == before
        assert "How much did you trust Ana" not in town.everything(NEW).split("Here you are")[0]

    async def test_questions_held_for_the_other(self, town: Town) -> None:
        """A question of a talk that has closed does not come to the other partner afterwards."""
        await knock(town, NEW, town.code(await town.says(BEN, "/move")))
        await town.says(BEN, "yes")
        yes = town.token(ANA, "Yes")
        await town.blocks(ANA)
        await town.says(BEN, "/checkin")

        await town.presses(ANA, yes)

        assert CLOSED in town.told(ANA)
        assert "How much did you trust Ben" not in town.everything(ANA)

    async def test_an_old_account_at_rest(self, town: Town) -> None:
        """Who asked for a week of peace meanwhile still hears that the talk goes on elsewhere."""
        await knock(town, NEW, town.code(await town.says(BEN, "/move")))
        await town.says(BEN, "yes")
        await town.says(BEN, "/pause")

        await town.presses(ANA, town.token(ANA, "Yes"))

        assert town.told(BEN) == town.phrase("move-left")

    async def test_old_words_lie_under_the_old_key(self, town: Town) -> None:
        """No answer of before is an answer of the seat; deleting the old account ends its key."""
        await town.says(BEN, "/checkin")
        await town.says(BEN, "3")
        await town.says(BEN, CANARY)
        seat = (await town.partner(BEN)).seat
        couple = (await town.couple(ANA)).id

        await move(town)
        kept = await town.look(lambda held: held.last(couple, "weekly_checkin", seat))
        await town.says(BEN, "/leave")
        gone = await town.says(BEN, "leave for good")

        assert seat is Seat.B
        assert not kept
        assert "what you sent is deleted" in gone
        assert await town.together(ANA, NEW)
        assert "weekly check-in is here" in await town.says(NEW, "/checkin")


DIARY = """format: 1
flow: diary
title: Diary
start: [{command: diary}]
vars:
  my.line: {type: text, keep: true}
policies:
  slow: {until: 2d, quiet: off}
outcomes: [done]
nodes:
  - id: lines
    each: partner
    policy: slow
    do:
      - if: answered(my.line)
        do: [{say: "Last time: {my.line}"}]
        else: [{say: Nothing from the last time.}]
      - {id: line, ask: One line?, text: {min: 1, max: 80}, save: my.line}
  - {end: done}
"""


def remembering() -> load.Content:
    """Give the content with a flow that remembers what was answered last."""
    script = load.rebuild(DIARY, "diary.yaml")
    return replace(ENGLISH, flows={**ENGLISH.flows, "diary": script})


class TestRoom:
    async def test_goes_when_they_share_no_app(self, town: Town) -> None:
        """The group of one app is no place for both any more; both are told so."""
        await linked(town)

        await move(town)
        told = [town.told(ANA), town.told(NEW)]
        await town.says(ANA, "/checkin")

        assert (await town.couple(ANA)).room is None
        assert all("there is no group that both of you could enter" in one for one in told)
        assert "It is check-in time" in town.told(ANA)
        assert "It is check-in time" in town.told(NEW)
        assert town.told(f"t:{ROOM}") == ""

    async def test_is_asked_for_once_they_share_an_app(self, town: Town) -> None:
        """Who comes over to the other's app can have a group with them from then on."""
        await move(town)
        apart = town.told(ANA)

        await move(town, CLEO, NEW)

        assert "Do you have a group chat" not in apart
        assert "Do you have a group chat" in town.told(ANA)
        assert "Do you have a group chat" in town.told(CLEO)

    async def test_is_linked_anew_within_one_app(self, town: Town) -> None:
        """The old account may still be in the group: nothing is shown there until it is linked."""
        await linked(town)

        await move(town, TWIN)
        told = [town.told(ANA), town.told(TWIN)]
        await town.says(ANA, "/checkin")
        silent = town.told(f"t:{ROOM}")
        await linked(town)

        assert all("Your group is no longer linked" in one for one in told)
        assert silent == ""
        assert await town.says(BEN, "/menu", room=True) == ""

    async def test_quiet_hours_of_the_other(self, town: Town) -> None:
        """Who sleeps is not asked in the night; they caused none of it."""
        code = town.code(await town.says(ANA, "/move"))
        await town.wait(hours=11)
        await knock(town, "d:Anita", code)
        await town.says(ANA, "yes")
        asleep = town.told(BEN)

        await town.wait(hours=8)

        assert asleep == ""
        assert town.told(BEN) == ASKS.replace("Ben", "Ana")
