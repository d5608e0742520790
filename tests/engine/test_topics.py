"""A room that is one topic of a group (row 67 of the reliability page)."""

from dataclasses import dataclass

from adapters.terminal.gateway import PLATFORM, TerminalGateway
from bot.errors import Unreachable
from bot.model.address import Address, Reach
from bot.ports.letters import Letter
from bot.ports.messages import Body, CameIn, Commanded, Inbound, Sender, Wrote
from tests.engine.stage import Stage as House
from tests.engine.test_rooms import STRANGE, reach, token

GROUP, OURS, OTHER = "forum", "5", "7"


async def comes(house: House, who: str, thread: str | None, *bodies: Body) -> list[str]:
    """Let something come in a topic; give what is then new in the group."""
    house.look_away()
    address, now = Address("terminal", GROUP, thread), house.theatre.clock.now()
    sender = Sender(who, who, "en")
    await house.theatre.parts.store.keep(
        [
            Inbound(f"topic:{next(house.numbers)}", now, body, address, False, sender)
            for body in bodies
        ]
    )
    await house.theatre.calm()
    return house.new(GROUP)


async def settled(house: House) -> None:
    """Link a topic, after we were let into the group."""
    await comes(house, "a", None, CameIn())
    await comes(house, "a", OURS, Commanded("start", await token(house), "0"))


@dataclass
class Forum(TerminalGateway):
    """A platform whose topic of the two takes nothing while it is closed."""

    takes: bool = False

    async def send(self, letter: Letter) -> str:
        if letter.address.thread == OURS and not self.takes:
            raise Unreachable
        return await super().send(letter)


def shut(house: House) -> Forum:
    """Close the topic of the two."""
    old = house.theatre.gateway
    made = Forum(
        old.clock, old.names, old.shown, old.noticed, old.chats, old.left, numbers=old.numbers
    )
    house.theatre.gateway = made
    house.theatre.parts.delivery.gateways = {PLATFORM: made}
    return made


class TestTopics:
    async def test_are_not_left(self, roomless: House) -> None:
        """A group whose topic was linked in time is not left."""
        await settled(roomless)

        await roomless.wait(minutes=11)

        assert roomless.theatre.gateway.left == []
        assert not any(one.text.startswith(STRANGE) for one in roomless.shown(GROUP))

    async def test_groups_without_a_linked_topic_are_left(self, roomless: House) -> None:
        """Being in a group is not enough."""
        await comes(roomless, "a", None, CameIn())

        await roomless.wait(minutes=11)

        assert roomless.theatre.gateway.left == [GROUP]

    async def test_hear_only_their_own(self, roomless: House) -> None:
        """What is said in another topic, also as a reply, is nothing to us."""
        await settled(roomless)

        command = await comes(roomless, "a", OTHER, Commanded("checkin", "", "0"))
        reply = await comes(roomless, "a", OTHER, Wrote("stop", "0", reply_to="1"))
        general = await comes(roomless, "a", None, Commanded("checkin", "", "0"))
        private = roomless.new("a")
        ours = await comes(roomless, "a", OURS, Commanded("checkin", "", "0"))

        assert command == reply == general == private == []
        assert ours[0].startswith("It is check-in time.")

    async def test_that_are_closed(self, roomless: House) -> None:
        """Both are told what is needed, and how to take another place; nothing is lost."""
        await settled(roomless)
        topic = shut(roomless)

        told = await roomless.says("a", "/checkin")
        closed = await reach(roomless)
        topic.takes = True
        now = await comes(roomless, "z", OURS, CameIn())

        lost = roomless.phrase("room-lost")
        assert lost in told
        assert lost in [one.text for one in roomless.shown("b")]
        assert "/group" in lost
        assert closed is Reach.CLOSED
        assert now[0].startswith("It is check-in time.")

    async def test_others_that_open(self, roomless: House) -> None:
        """Another topic that opens is no reason to say anything, or to go."""
        await settled(roomless)

        told = await comes(roomless, "z", OTHER, CameIn())

        assert told == []
        assert roomless.theatre.gateway.left == []

    async def test_of_a_group_that_lets_us_in_again(self, roomless: House) -> None:
        """Telegram tells of the whole group then; the topic goes on."""
        await settled(roomless)
        topic = shut(roomless)
        await roomless.says("a", "/checkin")
        topic.takes = True

        told = await comes(roomless, "b", None, CameIn())
        await roomless.wait(minutes=11)

        assert told[0].startswith("It is check-in time.")
        assert roomless.theatre.gateway.left == []

    async def test_new_place_takes_what_waited(self, roomless: House) -> None:
        """A room that is linked elsewhere gets what the closed topic did not take."""
        await settled(roomless)
        shut(roomless)
        await roomless.says("a", "/checkin")

        secret = await token(roomless)
        told = await comes(roomless, "a", OTHER, Commanded("start", secret, "0"))

        assert any(one.startswith("It is check-in time.") for one in told)
        assert roomless.phrase("room-open") in told
