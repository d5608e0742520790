"""Servers on Discord as they really are, and the bot there: rows 48, 49, 61 to 63, 65 to 69."""

import re
from collections.abc import Awaitable, Callable

import pytest

from tests.adapters.discord import finder
from tests.emulators.discord import Person, Place
from tests.rows.inn import OnDiscord

BEGINS = "It is check-in time."
BACK = "I am here in your group again."
ALONE = "It is just the two of us"
CROWDED = "There is somebody else in your group"
LOST = "allowed to send messages"
READERS = "look after this server"
CODE = re.compile(r"code: ([\w-]{22})(?![\w-])")
UNSEEN = dict.fromkeys([0x2060, 0x200C, 0x2068, 0x2069])


def told(who: Person, where: Place | None = None) -> str:
    """Give all that the bot wrote there, as somebody reads it."""
    return "\n".join(who.reads(where)).translate(UNSEEN)


async def checks_in(desk: OnDiscord) -> None:
    """Begin what writes into the room."""
    await desk.ana.slash("checkin")
    await desk.inn.rests()


async def both_say_alone(desk: OnDiscord) -> None:
    """Let both press the button that says so."""
    for one in (desk.ana, desk.ben):
        await one.presses(ALONE)
        await desk.inn.rests()


@pytest.mark.parametrize("row", ["row-61-server"])
async def test_strange_server(desk: OnDiscord, row: str) -> None:
    """
    Put onto a server by somebody, the bot writes nothing there and keeps nothing of it.
    """
    cleo = desk.inn.discord.user("Cleo")
    before = desk.inn.count("partners"), desk.inn.count("couples")
    party = await desk.inn.discord.guild("Party", [cleo, desk.ana])
    hall = await party.text_channel("hall")

    await cleo.writes("hello bot", hall)
    await desk.inn.wait(minutes=11)

    assert told(cleo, hall) == ""
    assert (desk.inn.count("partners"), desk.inn.count("couples")) == before


@pytest.mark.parametrize("row", ["row-62-thread"])
async def test_third_in_the_thread(desk: OnDiscord, row: str) -> None:
    """
    Nobody tells of them, so people are counted: the room keeps still until both are alone again.
    """
    cleo = desk.inn.discord.user("Cleo")
    await desk.server.joins(cleo)
    await desk.room.adds(cleo)
    await checks_in(desk)
    still = told(desk.ana, desk.room)
    await desk.room.removes(cleo)

    await both_say_alone(desk)

    assert still == ""
    assert desk.ana.reads(desk.room)[-1] == BACK
    for one in (desk.ana, desk.ben):
        assert CROWDED in told(one)


@pytest.mark.parametrize("row", ["row-63-thread"])
async def test_partner_left_the_thread(desk: OnDiscord, row: str) -> None:
    """
    The room waits for both, and says so to both in the same words.
    """
    await desk.room.removes(desk.ben)

    await checks_in(desk)

    said = "I will begin in your group as soon as both of you are in it."
    assert told(desk.ana, desk.room) == ""
    assert said in told(desk.ana)
    assert said in told(desk.ben)


async def put_out(desk: OnDiscord) -> None:
    await desk.room.removes_bot()


async def server_put_out(desk: OnDiscord) -> None:
    await desk.server.removes_bot()


async def may_not_write(desk: OnDiscord) -> None:
    await desk.server.takes_permission(desk.talk, "send_messages_in_threads")


async def deleted(desk: OnDiscord) -> None:
    await desk.room.delete()


async def locked(desk: OnDiscord) -> None:
    await desk.room.locks()


async def channel_deleted(desk: OnDiscord) -> None:
    # Discord deletes its threads with it, and tells of both.
    await desk.room.delete()
    await desk.talk.delete()


@pytest.mark.parametrize(
    "loses",
    [
        pytest.param(put_out, id="row-63-bot"),
        pytest.param(server_put_out, id="row-63-bot-server"),
        pytest.param(may_not_write, id="row-65-discord"),
        pytest.param(deleted, id="row-67-deleted"),
        pytest.param(locked, id="row-67-locked"),
        pytest.param(channel_deleted, id="row-67-channel"),
    ],
)
async def test_room_is_lost(desk: OnDiscord, loses: Callable[[OnDiscord], Awaitable[None]]) -> None:
    """
    Both read in private, at once and once, what is needed; what is private goes on without it.
    """
    await loses(desk)
    await desk.inn.rests()
    at_once = told(desk.ana), told(desk.ben)

    await checks_in(desk)
    await desk.inn.wait(minutes=5)

    assert all(LOST in one for one in at_once)
    for one in (desk.ana, desk.ben):
        assert told(one).count(LOST) == 1
    assert "How much did you trust" in told(desk.ana)
    assert not any(BEGINS in one.content for one in desk.room.channel.messages)


@pytest.mark.parametrize("row", ["row-67-archived"])
async def test_thread_was_put_away(desk: OnDiscord, row: str) -> None:
    """
    A thread that slept for a week opens again when something is said; nobody has to do anything.
    """
    await desk.room.archives()

    await checks_in(desk)

    assert told(desk.ana, desk.room).startswith(BEGINS)
    assert LOST not in told(desk.ana)


@pytest.mark.parametrize("row", ["row-66-channel"])
async def test_channel_that_others_may_read(desk: OnDiscord, row: str) -> None:
    """
    A private channel that was the room and is opened to more: the room keeps still.
    """
    ours = await desk.server.text_channel("ours", [desk.ana, desk.ben])
    code = await code_for_a_room(desk)
    await desk.ana.slash("start", ours, code=code)
    await desk.inn.rests()
    opened = told(desk.ana, ours)
    ours.channel.private_for = None
    await desk.inn.discord.gateway.changed(ours.channel, "CHANNEL_UPDATE")

    await checks_in(desk)

    assert "I am here now." in opened
    assert BEGINS not in told(desk.ana, ours)
    for one in (desk.ana, desk.ben):
        assert any(words in told(one) for words in (CROWDED, "to whoever joins"))


@pytest.mark.parametrize("row", ["row-68"])
async def test_who_owns_the_server(desk: OnDiscord, row: str) -> None:
    """
    Its owner is neither of the two: that they can read along is said in the room, once.
    """
    code = await code_for_a_room(desk)

    await desk.ana.slash("room", desk.talk, code=code, partner=desk.ben)
    await desk.inn.rests()
    made = await desk.inn.discord.new_thread()
    await checks_in(desk)

    assert told(desk.ben, made).count(READERS) == 1
    assert BEGINS in told(desk.ben, made)


@pytest.mark.parametrize("row", ["row-69-discord"])
async def test_talk_in_the_thread(desk: OnDiscord, row: str) -> None:
    """
    Without the privileged intent the two's own words do not come; a mention is heard and harmless.
    """
    await desk.ana.writes("Shall we cook tonight?", desk.room)
    await desk.ben.writes("yes let us", desk.room, mention_bot=True)
    await desk.inn.rests()

    assert told(desk.ana, desk.room) == ""
    assert desk.inn.count("inbox WHERE state <> 'done'") == 0


class TestCommandElsewhere:
    @pytest.mark.parametrize("row", ["row-49"])
    async def test_is_refused_to_who_gave_it_alone(self, desk: OnDiscord, row: str) -> None:
        """
        On a server where no room of theirs is: one line, seen by nobody else.
        """
        await desk.ana.slash("menu", desk.talk)
        await desk.inn.rests()

        assert "This is no room of yours." in told(desk.ana, desk.talk)
        assert told(desk.ben, desk.talk) == ""
        assert all(one.took is not None and one.took < 3 for one in desk.inn.discord.interactions)

    @pytest.mark.parametrize("row", ["row-49-stranger"])
    async def test_of_somebody_unknown(self, desk: OnDiscord, row: str) -> None:
        """
        The same for whoever else is there; they become nobody by it.
        """
        cleo = desk.inn.discord.user("Cleo")
        await desk.server.joins(cleo)
        before = desk.inn.count("partners")

        await cleo.slash("menu", desk.talk)
        await desk.inn.rests()

        assert "This is no room of yours." in told(cleo, desk.talk)
        assert told(desk.ana, desk.talk) == ""
        assert desk.inn.count("partners") == before


@pytest.mark.parametrize("row", ["row-48"])
async def test_token_that_is_older_than_a_quarter_of_an_hour(desk: OnDiscord, row: str) -> None:
    """
    What is said long after a command comes as a message of its own, and nothing is refused.
    """
    await checks_in(desk)
    desk.inn.discord.passes(16 * 60)

    await desk.ana.presses("7")
    await desk.inn.rests()
    desk.inn.discord.passes(16 * 60)
    await desk.inn.wait(hours=30)

    assert "glad of" in told(desk.ana)
    late = [one for one in desk.inn.discord.calls if "/webhooks/" in one.path and one.status >= 400]
    assert late == []


async def code_for_a_room(desk: OnDiscord) -> str:
    """Ask for what links a room, and give its code."""
    await desk.ana.slash("group")
    letter = await desk.ana.sees("code")
    found = CODE.search(finder.read(letter.content).translate(UNSEEN))
    assert found is not None
    return found[1]
