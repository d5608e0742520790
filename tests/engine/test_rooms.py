"""The room of two: linking it, somebody else in it, and losing it."""

import re
from dataclasses import replace

import pytest

from bot.model.address import Reach
from bot.ports.company import ANYBODY
from bot.ports.messages import CameIn, Commanded, Gathered, MovedHouse, PutOut
from bot.theatre import ROOM
from tests.engine.stage import Stage as House

TOKEN = re.compile(r"/start (\S+)")
NOT_YOURS = "Only the couple that asked for this link can use it."
STRANGE = "I am made for two people and their own group."
BUTTON = "It is just the two of us"


async def token(house: House, who: str = "a") -> str:
    """Let somebody ask for a link; give its token."""
    found = TOKEN.search(await house.says(who, "/group"))
    assert found is not None
    return found[1]


async def brings(house: House, who: str, secret: str, chat: str = ROOM) -> str:
    """Let somebody bring a token into a group."""
    return await house.sends(who, Commanded("start", secret, "0"), chat=chat)


async def reach(house: House) -> Reach | None:
    couple = await house.couple()
    return couple.room.reach if couple.room else None


class TestLinking:
    async def test_leaves_nobody_without_a_next_step(self, roomless: House) -> None:
        """When the group is linked, both find in private what they can do."""
        secret = await token(roomless)

        told = await brings(roomless, "a", secret)

        assert told.startswith("I am here now.")
        assert roomless.new("a") == roomless.new("b") == ["What would you like to do?"]

    async def test_is_not_needed(self, street: House) -> None:
        """Whoever says that they have no group sees what they can do without."""
        await street.theatre.couple("Europe/Madrid", "a", room=False)

        assert [one.text for one in street.shown("a")[-2:]] == [
            street.phrase("room-none"),
            street.phrase("menu"),
        ]
        assert street.shown("b")[-1].text == street.phrase("menu")

    async def test_no_group_after_the_other_linked_one(self, street: House) -> None:
        """The open question of the other is not answered with what is not true any more."""
        for who in ("a", "b"):
            await street.theatre.arrive(who, "Europe/Madrid", "hurt", None)
        code = re.search(r"\w{5}-\w{5}", await street.says("a", "/invite"))
        assert code is not None
        await street.says("b", f"/join {code[0]}")
        await street.says("b", "yes")
        await street.says("a", "yes")
        none = street.token("b", "We have no group")
        await brings(street, "a", await token(street))

        await street.presses("b", none)

        assert street.new("b") == ["What would you like to do?"]

    async def test_token_works_once(self, roomless: House) -> None:
        """A used token opens no second group."""
        secret = await token(roomless)
        await brings(roomless, "a", secret)

        told = await brings(roomless, "a", secret, "elsewhere")

        assert told == NOT_YOURS

    async def test_same_token_again_in_the_room(self, roomless: House) -> None:
        """Following the link a second time does no harm and says nothing."""
        secret = await token(roomless)
        await brings(roomless, "a", secret)

        assert await brings(roomless, "a", secret) == ""

    async def test_token_after_two_days(self, roomless: House) -> None:
        """A link is good for two days."""
        secret = await token(roomless)
        await roomless.wait(hours=48)

        assert await brings(roomless, "a", secret) == NOT_YOURS

    async def test_token_of_another_couple(self, roomless: House) -> None:
        """A token is worth nothing in other hands."""
        secret = await token(roomless)
        await roomless.theatre.arrive("c", "Europe/Madrid", "hurt", None)

        told = await brings(roomless, "c", secret)

        assert told == NOT_YOURS
        assert (await roomless.couple()).room is None

    async def test_room_of_another_couple(self, home: House) -> None:
        """A couple cannot take over the group of another."""
        for who in ("c", "d"):
            await home.theatre.arrive(who, "Europe/Madrid", "hurt", None)
        code = re.search(r"\w{5}-\w{5}", await home.says("c", "/invite"))
        assert code is not None
        await home.says("d", f"/join {code[0]}")
        await home.says("d", "yes")
        await home.says("c", "yes")

        told = await brings(home, "c", await token(home, "c"))

        assert told == NOT_YOURS
        assert (await home.couple("c")).room is None
        assert (await home.couple("a")).room is not None

    async def test_moves_to_another_group(self, home: House) -> None:
        """A new group takes the place of the old one."""
        secret = await token(home)

        told = await brings(home, "b", secret, "elsewhere")

        room = (await home.couple()).room
        assert told.startswith("I am here now.")
        assert room is not None
        assert room.address.chat == "elsewhere"


class TestRows:
    """Part 4.4 of the reliability page, by its numbers."""

    @pytest.mark.parametrize("row", [61], ids=["61"])
    async def test_strange_group_with_somebody_known(self, home: House, row: int) -> None:
        """In a group that is not linked in ten minutes one line is said before we go."""
        await home.sends("a", CameIn(), chat="party")
        quiet = home.new("party")
        await home.wait(minutes=9)
        still = list(home.theatre.gateway.left)

        await home.wait(minutes=2)

        assert quiet == []
        assert still == []
        assert home.told("party").startswith(STRANGE)
        assert home.theatre.gateway.left == ["party"]

    @pytest.mark.parametrize("row", [61], ids=["61"])
    async def test_strange_group_that_is_linked_in_time(self, roomless: House, row: int) -> None:
        """Nobody leaves a group that was linked meanwhile."""
        await roomless.sends("a", CameIn(), chat="party")
        await brings(roomless, "a", await token(roomless), "party")

        await roomless.wait(minutes=11)

        assert roomless.theatre.gateway.left == []

    @pytest.mark.parametrize("row", [61], ids=["61"])
    @pytest.mark.parametrize("times", [1, 2])
    async def test_strange_group_of_strangers(self, home: House, row: int, times: int) -> None:
        """Among strangers one line is said and we leave, however often they ask us in."""
        told = ""
        for _ in range(times):
            told = await home.sends("z", CameIn(), chat="party")

        assert told.startswith(STRANGE)
        assert home.theatre.gateway.left == ["party"] * times

    @pytest.mark.parametrize("row", [62], ids=["62"])
    async def test_third_person(self, home: House, row: int) -> None:
        """Nothing joint is shown while somebody else is there; both hear why, and only they."""
        home.theatre.gateway.present = 4

        told = await home.says("a", "/checkin")

        assert home.new(ROOM) == []
        assert "There is somebody else in your group" in told
        assert "There is somebody else in your group" in home.told("b")
        assert await reach(home) is Reach.PAUSED

    @pytest.mark.parametrize("row", [62], ids=["62"])
    async def test_third_person_leaves(self, home: House, row: int) -> None:
        """The room goes on when both have said that they are alone, and not before."""
        home.theatre.gateway.present = 4
        await home.says("a", "/checkin")
        home.theatre.gateway.present = 3

        first = await home.presses("a", home.token("a", BUTTON)), home.new(ROOM)
        await home.presses("b", home.token("b", BUTTON))

        assert first == ([], [])
        assert home.new(ROOM) == [
            "It is check-in time. I will write to each of you in private now.",
            home.phrase("room-back"),
        ]

    @pytest.mark.parametrize("row", [62], ids=["62"])
    async def test_third_person_is_still_there(self, home: House, row: int) -> None:
        """Their word alone does not open it: people are counted again."""
        home.theatre.gateway.present = 4
        await home.says("a", "/checkin")
        await home.presses("a", home.token("a", BUTTON))

        await home.presses("b", home.token("b", BUTTON))

        assert home.new(ROOM) == []
        assert await reach(home) is Reach.PAUSED
        assert "There is somebody else in your group" in home.told("a")

    @pytest.mark.parametrize("row", [62], ids=["62"])
    async def test_link_does_not_open_a_room_with_a_third(self, home: House, row: int) -> None:
        """A fresh link is no way around the question whether they are alone."""
        home.theatre.gateway.present = 4
        await home.says("a", "/checkin")

        told = await brings(home, "a", await token(home))

        assert told == ""
        assert await reach(home) is Reach.PAUSED

    @pytest.mark.parametrize("row", [62, 63], ids=["62", "63"])
    async def test_people_come_and_go_while_it_pauses(self, home: House, row: int) -> None:
        """Who said that they are alone is asked again when somebody comes or goes."""
        home.theatre.gateway.present = 4
        await home.says("a", "/checkin")
        home.theatre.gateway.present = 3
        await home.presses("a", home.token("a", BUTTON))
        await home.sends("z", Gathered(None), chat=ROOM)

        await home.presses("b", home.token("b", BUTTON))

        assert home.new(ROOM) == []
        assert await reach(home) is Reach.PAUSED

    @pytest.mark.parametrize("row", [63], ids=["63"])
    async def test_partner_leaves_the_group(self, home: House, row: int) -> None:
        """With one of the two gone the room waits, and the words blame nobody."""
        home.theatre.gateway.present = 2

        told = await home.says("a", "/checkin")

        assert home.new(ROOM) == []
        assert home.phrase("room-empty") in told
        assert home.phrase("room-empty") in home.told("b")

    @pytest.mark.parametrize("row", [63], ids=["63"])
    async def test_bot_is_put_out(self, home: House, row: int) -> None:
        """Both are told, once; what is private goes on, and what is joint waits."""
        await home.sends("a", PutOut(), chat=ROOM)
        told = [home.told("a"), home.told("b")]
        await home.sends("a", PutOut(), chat=ROOM)
        again = home.new("a")

        private = await home.says("a", "/checkin")

        assert told == [home.phrase("room-lost")] * 2
        assert again == []
        assert "Your weekly check-in is here" in private
        assert home.new(ROOM) == []

    @pytest.mark.parametrize("row", [63], ids=["63"])
    async def test_bot_comes_back(self, home: House, row: int) -> None:
        """Added again, it says what waited, in order."""
        await home.sends("a", PutOut(), chat=ROOM)
        await home.says("a", "/checkin")

        await home.sends("b", CameIn(), chat=ROOM)

        assert home.new(ROOM) == [
            "It is check-in time. I will write to each of you in private now.",
            home.phrase("room-back"),
        ]

    @pytest.mark.parametrize("row", [64], ids=["64"])
    async def test_group_gets_a_new_id(self, home: House, row: int) -> None:
        """The room moves once, however often we are told."""
        await home.sends("a", MovedHouse("super"), chat=ROOM)
        await home.sends("a", MovedHouse("super"), chat=ROOM)

        await home.says("a", "/checkin")

        assert (
            home.told("super") == "It is check-in time. I will write to each of you in private now."
        )
        assert home.new(ROOM) == []

    @pytest.mark.parametrize("row", [69], ids=["69"])
    async def test_talk_between_the_two_is_theirs(self, home: House, row: int) -> None:
        """What the two say to each other in the group is not answered."""
        assert await home.says("a", "Shall we cook tonight?", room=True) == ""

    @pytest.mark.parametrize("row", [70], ids=["70"])
    async def test_strangers_in_the_group_are_not_answered(self, home: House, row: int) -> None:
        """Whoever is not one of the two says nothing to us."""
        assert await home.writes("z", "hello bot", room=True) == ""
        assert await home.sends("z", Commanded("checkin", "", "0"), chat=ROOM) == ""

    @pytest.mark.parametrize("row", [71], ids=["71"])
    async def test_group_goes_on_for_one_who_blocked_us(self, home: House, row: int) -> None:
        """A blocked private chat keeps still, and the group goes on."""
        await home.sends("b", PutOut())

        await home.sends("b", Commanded("checkin", "", "0"), chat=ROOM)

        assert home.told(ROOM).startswith("It is check-in time.")
        assert home.new("b") == []
        assert "Your weekly check-in is here" in home.told("a")

    @pytest.mark.parametrize("row", [71], ids=["71"])
    async def test_who_blocked_us_comes_back(self, home: House, row: int) -> None:
        """With /start what waited is shown."""
        await home.sends("b", PutOut())
        await home.says("a", "/checkin")

        told = await home.says("b", "/start")

        assert "Your weekly check-in is here" in told

    @pytest.mark.parametrize("row", [65], ids=["65"])
    async def test_bot_may_not_write(self, home: House, row: int) -> None:
        """Both hear in private what is needed, once, and nobody is blamed."""
        await home.sends("a", PutOut(), chat=ROOM)
        await home.sends("a", PutOut(), chat=ROOM)

        told = home.phrase("room-lost")
        assert [one.text for one in home.shown("a")].count(told) == 1
        assert [one.text for one in home.shown("b")].count(told) == 1
        assert "allowed to send messages" in told

    @pytest.mark.parametrize("row", [65], ids=["65"])
    async def test_bot_may_write_again_and_is_not_told(self, home: House, row: int) -> None:
        """Whoever writes a command there shows that we are back; what waited goes out."""
        await home.sends("a", PutOut(), chat=ROOM)
        await home.says("a", "/checkin")

        await home.sends("b", Commanded("start", "", "0"), chat=ROOM)

        assert home.new(ROOM) == [
            "It is check-in time. I will write to each of you in private now.",
            home.phrase("room-back"),
        ]

    @pytest.mark.parametrize("row", [65], ids=["65"])
    async def test_strangers_do_not_bring_it_back(self, home: House, row: int) -> None:
        """Somebody else's command opens nothing."""
        await home.sends("a", PutOut(), chat=ROOM)

        await home.sends("z", Commanded("start", "", "0"), chat=ROOM)

        assert await reach(home) is Reach.CLOSED

    @pytest.mark.parametrize("row", [66], ids=["66"])
    async def test_group_is_open_to_others(self, home: House, row: int) -> None:
        """Nothing is shown where anybody can read; both are warned in private."""
        home.theatre.gateway.present = ANYBODY

        told = await home.says("a", "/checkin")

        assert home.new(ROOM) == []
        assert home.phrase("room-public") in told
        assert home.phrase("room-public") in home.told("b")
        assert await reach(home) is Reach.PAUSED

    @pytest.mark.parametrize("row", [66], ids=["66"])
    async def test_group_is_closed_to_others_again(self, home: House, row: int) -> None:
        """It goes on when both have said so, and it is true."""
        home.theatre.gateway.present = ANYBODY
        await home.says("a", "/checkin")
        for who in ("a", "b"):
            await home.presses(who, home.token(who, BUTTON))
        still = home.new(ROOM)
        home.theatre.gateway.present = 3

        for who in ("a", "b"):
            await home.presses(who, home.token(who, BUTTON))

        assert still == []
        assert home.new(ROOM)[-1] == home.phrase("room-back")

    @pytest.mark.parametrize("row", [68], ids=["68"])
    async def test_who_reads_on_a_server(self, roomless: House, row: int) -> None:
        """On a server it is said once that those who look after it can read."""
        engine = roomless.theatre.parts.engine
        engine.house = replace(engine.house, served=frozenset({"terminal"}))
        secret = await token(roomless)

        await brings(roomless, "a", secret)
        first = roomless.new(ROOM)
        await brings(roomless, "a", secret)

        assert first == [roomless.phrase("room-open"), roomless.phrase("room-readers")]
        assert roomless.new(ROOM) == []

    @pytest.mark.parametrize("row", [68], ids=["68"])
    async def test_who_reads_elsewhere(self, roomless: House, row: int) -> None:
        """Where nobody else can read, nothing of the kind is said."""
        await brings(roomless, "a", await token(roomless))

        assert roomless.new(ROOM) == [roomless.phrase("room-open")]


class TestWordsInTheRoom:
    @pytest.mark.parametrize("name", ["invite", "join", "export", "erase", "group"])
    @pytest.mark.parametrize("row", [36], ids=["36"])
    async def test_private_command(self, home: House, row: int, name: str) -> None:
        """What is private is asked for in private, and nothing shows."""
        told = await home.says("a", f"/{name}", room=True)

        assert told == "Please send me this in our private chat."
        assert home.new("a") == home.new("b") == []

    @pytest.mark.parametrize("name", ["invite", "export", "erase"])
    async def test_private_command_on_a_server(self, home: House, name: str) -> None:
        """Where nobody sees who gave a command, only they see what is said to it."""
        engine = home.theatre.parts.engine
        engine.house = replace(engine.house, served=frozenset({"terminal"}))

        told = await home.says("a", f"/{name}", room=True)

        assert told == ""
        assert home.notices[-1] == "Please send me this in our private chat."
        assert home.new("a") == home.new("b") == []

    @pytest.mark.parametrize("link", [None, "https://bot.example/"])
    async def test_way_to_the_private_chat(self, home: House, link: str | None) -> None:
        """Where a platform has an address for it, the private chat is a press away."""
        engine = home.theatre.parts.engine
        links = {"terminal": lambda payload, room: link and f"{link}{payload}"}
        engine.house = replace(engine.house, links=links)

        await home.says("a", "/invite", room=True)

        buttons = home.shown(ROOM)[-1].buttons
        assert [(one.label, one.link) for one in buttons] == (
            [("Our private chat", link)] if link else []
        )

    async def test_menu_comes_in_private(self, home: House) -> None:
        """The menu can be asked for in the group; only who asked sees it."""
        told = await home.says("a", "/menu", room=True)

        assert told == ""
        assert home.new("a") == [home.phrase("menu")]
        assert home.new("b") == []

    async def test_help(self, home: House) -> None:
        """Help is help everywhere."""
        assert "findahelpline.com" in await home.says("b", "/help", room=True)
