"""Groups on Telegram as they really are, and the whole bot in them: rows 61 to 66 and 69 to 71."""

from pathlib import Path

import pytest

from tests.e2e.people import bare
from tests.emulators import telegram_faults as faults
from tests.emulators.telegram_groups import Group
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_state import Message
from tests.engine.test_in_the_room import TURNS
from tests.engine.test_starting import content
from tests.rows.inn import OnTelegram, on_telegram

BEGINS = "It is check-in time."
BACK = "I am here in your group again."
ALONE = "It is just the two of us"
STRANGE = "I am made for two people and their own group."
CROWDED = "There is somebody else in your group"
LOST = "allowed to send messages"
PUBLIC = "to whoever joins"


def told(phone: OnTelegram, where: Person | Group) -> str:
    """Give all that the bot wrote to a chat."""
    return bare("\n".join(one.text or "" for one in mine(phone, where)))


def mine(phone: OnTelegram, where: Person | Group) -> list[Message]:
    """Give the bot's messages in a chat."""
    bot = phone.inn.telegram.bot
    return [one for one in where.chat.messages if one.sender is bot and not one.service]


async def checks_in(phone: OnTelegram) -> None:
    """Begin what writes into the room."""
    phone.ana.says("/checkin")
    await phone.inn.rests()


async def is_left(phone: OnTelegram, group: Group) -> None:
    """Wait until the bot has gone out of a group."""
    bot = phone.inn.telegram.bot
    await phone.inn.telegram.wait_for(lambda: not group.chat.member(bot).is_here)


async def both_say_alone(phone: OnTelegram) -> None:
    """Let both press the button that says so."""
    for one in (phone.ana, phone.ben):
        asked = [message for message in mine(phone, one) if ALONE in message.labels][-1]
        one.presses(asked, ALONE)
        await phone.inn.rests()


@pytest.mark.parametrize("row", ["row-61"])
class TestStrangeGroup:
    async def test_is_left_after_ten_minutes(self, phone: OnTelegram, row: str) -> None:
        """
        With somebody we know in it: nothing at first, and one line before we go.
        """
        party = phone.inn.telegram.group("Party", phone.ana, phone.inn.telegram.user("Cleo"))
        phone.ana.adds_bot(party)
        await phone.inn.wait(minutes=9)
        quiet = told(phone, party)

        await phone.inn.wait(minutes=2)

        assert quiet == ""
        assert told(phone, party).startswith(STRANGE)
        await is_left(phone, party)

    async def test_keeps_nothing_of_it(self, phone: OnTelegram, row: str) -> None:
        """
        What strangers write there is neither answered nor kept, and nobody becomes known by it.
        """
        cleo = phone.inn.telegram.user("Cleo")
        before = phone.inn.count("partners"), phone.inn.count("couples")
        party = phone.inn.telegram.group("Party", cleo, phone.ana)

        cleo.adds_bot(party)
        cleo.says("/start@mortar_test_bot", party)
        await phone.inn.rests()

        assert (
            told(phone, party)
            == f"{STRANGE} Please begin with me in a private chat: write /start there."
        )
        assert (phone.inn.count("partners"), phone.inn.count("couples")) == before
        await is_left(phone, party)


class TestThird:
    @pytest.mark.parametrize("who", [pytest.param("person", id="row-62-person"),
                                     pytest.param("bot", id="row-62-bot"),
                                     pytest.param("quietly", id="row-62-quietly")])  # fmt: skip
    async def test_comes_in(self, phone: OnTelegram, who: str) -> None:
        """
        Another bot reads along like a person: the room keeps still, and only the two hear why.
        """
        server = phone.inn.telegram
        third = server.other_bot("Helper") if who == "bot" else server.user("Cleo")
        (phone.group.joins_quietly if who == "quietly" else phone.group.join)(third)

        await checks_in(phone)

        assert told(phone, phone.group) == ""
        assert CROWDED in told(phone, phone.ana)
        assert CROWDED in told(phone, phone.ben)

    @pytest.mark.parametrize("row", ["row-62"])
    async def test_goes_again(self, phone: OnTelegram, row: str) -> None:
        """
        When both say that they are alone, what waited is shown, in order.
        """
        third = phone.inn.telegram.user("Cleo")
        phone.group.join(third)
        await checks_in(phone)
        phone.group.leaves(third)
        await phone.inn.rests()

        await both_say_alone(phone)

        assert [one.text for one in mine(phone, phone.group)][-1] == BACK
        assert told(phone, phone.group).startswith(BEGINS)


class TestPartner:
    @pytest.mark.parametrize("way", [pytest.param("leaves", id="row-63-leaves"),
                                     pytest.param("kicks", id="row-63-removed")])  # fmt: skip
    async def test_is_not_there(self, phone: OnTelegram, way: str) -> None:
        """
        The room waits; both hear in the same words what is needed, and nobody is named.
        """
        getattr(phone.group, way)(phone.ben)

        await checks_in(phone)

        said = "I will begin in your group as soon as both of you are in it."
        assert told(phone, phone.group) == ""
        assert said in told(phone, phone.ana)
        assert said in told(phone, phone.ben)
        assert "Ben" not in next(
            line for line in told(phone, phone.ana).split("\n") if said in line
        )

    @pytest.mark.parametrize("row", ["row-63-restricted"])
    async def test_may_not_write(self, phone: OnTelegram, row: str) -> None:
        """
        Telegram does not tell a plain member of it; buttons and private words still count.
        """
        phone.group.mutes(phone.ben)

        await checks_in(phone)
        question = await phone.ben.sees("How much did you trust")
        phone.ben.presses(question, "7")
        await phone.inn.rests()

        assert told(phone, phone.group).startswith(BEGINS)
        assert "glad of" in told(phone, phone.ben)


class TestMoving:
    @pytest.mark.parametrize("times", [pytest.param(1, id="row-64-once"),
                                       pytest.param(2, id="row-64-twice")])  # fmt: skip
    async def test_is_told_by_service_messages(self, phone: OnTelegram, times: int) -> None:
        """
        Heard from both sides, and all of it once more: the room moves once.
        """
        phone.group.migrate()
        bodies = [one.body for one in phone.inn.telegram.ledger if "message" in one.body]
        for body in bodies * (times - 1):
            phone.inn.telegram.injects(body)
        await phone.inn.rests()

        await checks_in(phone)

        assert told(phone, phone.group).count(BEGINS) == 1
        assert phone.inn.count("couples") == 1

    @pytest.mark.parametrize("row", ["row-64-refused"])
    async def test_is_told_by_a_refusal(self, phone: OnTelegram, row: str) -> None:
        """
        The letter that meets the closed group goes to the new one; the service message is late.
        """
        phone.group.migrates_silently()

        await checks_in(phone)
        moved = {"message_id": 9, "date": 1, "chat": {"id": phone.group.former_id, "type": "group",
                 "title": "Us"}, "migrate_to_chat_id": phone.group.id}  # fmt: skip
        phone.inn.telegram.injects({"message": moved})
        await phone.inn.rests()

        assert told(phone, phone.group).count(BEGINS) == 1
        assert len(phone.inn.telegram.calls_of("sendMessage", phone.group)) == 1


@pytest.mark.parametrize("row", ["row-65"])
class TestRights:
    async def test_are_taken(self, phone: OnTelegram, row: str) -> None:
        """
        It shows when something is sent. Both read in private what is needed, once.
        """
        phone.group.mutes_bot()

        await checks_in(phone)
        await phone.inn.wait(minutes=5)

        assert told(phone, phone.group) == ""
        for one in (phone.ana, phone.ben):
            assert told(phone, one).count(LOST) == 1
        assert len(phone.inn.telegram.calls_of("sendMessage", phone.group)) <= 2

    async def test_are_given_back(self, phone: OnTelegram, row: str) -> None:
        """
        Whoever writes a command there brings it back, and what waited is shown.
        """
        phone.group.mutes_bot()
        await checks_in(phone)
        phone.group.unmutes_bot()

        phone.ben.says("/start@mortar_test_bot", phone.group)
        await phone.inn.rests()

        assert told(phone, phone.group).startswith(BEGINS)

    async def test_to_delete_are_not_needed(self, phone: OnTelegram, row: str) -> None:
        """
        Made an administrator and unmade again, it goes on as before.
        """
        phone.group.promotes_bot(can_delete=False)
        phone.group.demotes_bot()

        await checks_in(phone)

        assert told(phone, phone.group).startswith(BEGINS)
        assert LOST not in told(phone, phone.ana)


@pytest.mark.parametrize("row", ["row-66"])
async def test_group_that_anybody_can_read(phone: OnTelegram, row: str) -> None:
    """
    Nothing is shown in a group with a public address; both are warned in private.
    """
    phone.group.migrate()
    phone.group.goes_public("us_two")
    await phone.inn.rests()

    await checks_in(phone)

    assert BEGINS not in told(phone, phone.group)
    for one in (phone.ana, phone.ben):
        assert PUBLIC in told(phone, one)


@pytest.mark.parametrize("row", ["row-66-history"])
async def test_group_that_shows_its_history(phone: OnTelegram, row: str) -> None:
    """
    The same where whoever joins can read what was said before; hidden again, it goes on.
    """
    phone.group.migrate()
    phone.group.promotes_bot()
    phone.group.shows_history()
    await phone.inn.rests()
    await checks_in(phone)
    still = told(phone, phone.group)
    phone.group.shows_history(visible=False)

    await both_say_alone(phone)

    assert BEGINS not in still
    assert PUBLIC in told(phone, phone.ben)
    assert told(phone, phone.group).startswith(BEGINS)


@pytest.mark.parametrize("row", ["row-67-topic"])
@pytest.mark.parametrize("way", ["closes_topic", "deletes_topic"])
async def test_topic_that_is_gone(phone: OnTelegram, row: str, way: str) -> None:
    """
    A topic that was the room and is closed or gone: both are asked in private for another place.
    """
    server = phone.inn.telegram
    forum = server.supergroup("Ours", phone.ana, phone.ben)
    phone.ana.adds_bot(forum)
    topic = forum.opens_topic("Evenings")
    phone.ana.says("/group")
    link = str((await phone.ana.sees("choose your group")).buttons[0].raw["url"])
    phone.ana.says(f"/start@mortar_test_bot {link.rsplit('=', maxsplit=1)[-1]}", forum, topic=topic)
    await phone.inn.rests()
    opened = told(phone, forum)

    getattr(forum, way)(topic)
    await checks_in(phone)

    assert opened.startswith("I am here now.")
    assert BEGINS not in told(phone, forum)
    for one in (phone.ana, phone.ben):
        assert told(phone, one).count(LOST) == 1


@pytest.mark.parametrize("row", ["row-69"])
class TestPrivacyMode:
    async def test_is_never_asked_to_be_off(self, phone: OnTelegram, row: str) -> None:
        """
        What the two say to each other does not reach us; commands, replies and presses do.
        """
        assert phone.inn.telegram.privacy
        await checks_in(phone)
        heard = len(phone.inn.telegram.ledger)

        phone.ana.says("Shall we cook tonight?", phone.group)
        talk = len(phone.inn.telegram.ledger)
        phone.ben.says("/help@mortar_test_bot", phone.group)
        await phone.inn.rests()

        assert talk == heard
        assert "findahelpline.com" in told(phone, phone.group)

    async def test_is_enough_for_a_sitting(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
    ) -> None:
        """
        A whole round in words, in the group, by nothing but replies.
        """
        async with on_telegram(tmp_path, monkeypatch, content=content(TURNS)) as phone:
            phone.ana.says("/turns@mortar_test_bot", phone.group)
            for who, words in ((phone.ana, ("Sea", "Salt")), (phone.ben, ("Wood", "Smoke"))):
                for word, asked in zip(words, (f"{who.name}, one word?", "more?"), strict=True):
                    await phone.inn.rests()
                    assert asked in (mine(phone, phone.group)[-1].text or "")
                    who.replies(mine(phone, phone.group)[-1], word)
            await phone.inn.wait(seconds=10)

            assert phone.inn.telegram.privacy
            assert phone.inn.count("runs WHERE state = 'ended'") == 1

    async def test_switched_off_changes_nothing(self, phone: OnTelegram, row: str) -> None:
        """
        Where it does reach us, it is let be.
        """
        phone.inn.telegram.privacy = False

        phone.ana.says("Shall we cook tonight?", phone.group)
        await phone.inn.rests()

        assert told(phone, phone.group) == ""


@pytest.mark.parametrize("row", ["row-70"])
async def test_channels_are_not_answered(phone: OnTelegram, row: str) -> None:
    """
    A post of a channel, and its copy in the group that is linked to it, are nothing to us.
    """
    phone.inn.telegram.privacy = False
    channel = phone.inn.telegram.channel("News", phone.ana)
    channel.adds_bot()

    channel.posts("/checkin")
    channel.forwards_to(phone.group, "/checkin@mortar_test_bot")
    phone.ana.says_as(channel, "/checkin@mortar_test_bot", phone.group)
    await phone.inn.wait(minutes=11)

    assert told(phone, phone.group) == told(phone, phone.ana) == ""
    assert phone.inn.telegram.calls_of("sendMessage") == []
    assert phone.inn.telegram.calls_of("leaveChat") == []


@pytest.mark.parametrize("row", ["row-71"])
async def test_who_blocked_us_and_writes_in_the_group(phone: OnTelegram, row: str) -> None:
    """
    The group works; nothing is tried in private, and the other hears no reason.
    """
    phone.ben.blocks()
    await phone.inn.rests()

    phone.ben.says("/checkin@mortar_test_bot", phone.group)
    await phone.inn.rests()
    await phone.inn.wait(hours=3)

    assert told(phone, phone.group).startswith(BEGINS)
    assert phone.inn.telegram.calls_of("sendMessage", phone.ben) == []
    assert "How much did you trust" in told(phone, phone.ana)
    assert not any(word in told(phone, phone.ana).lower() for word in ("block", "left", "gone"))


@pytest.mark.parametrize("row", ["row-71-403"])
async def test_who_blocked_us_and_nobody_told_us(phone: OnTelegram, row: str) -> None:
    """
    The first refusal closes the chat; nothing more is tried, until they come back.
    """
    phone.inn.telegram.faults.next(
        faults.refusal(403, "Forbidden: bot was blocked by the user"), chat=phone.ben
    )
    await checks_in(phone)
    await phone.inn.wait(hours=3)
    tries = len(phone.inn.telegram.calls_of("sendMessage", phone.ben))

    phone.ben.start()
    await phone.inn.rests()

    assert tries == 1
    assert "How much did you trust" in told(phone, phone.ben)
