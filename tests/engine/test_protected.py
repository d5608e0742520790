"""What may not be passed on or kept by the app: letters that show somebody's private words."""

from dataclasses import dataclass, field

from adapters.terminal.gateway import PLATFORM, TerminalGateway
from bot.model.words import plain
from bot.ports.letters import Letter
from bot.theatre import ROOM
from tests.engine.stage import Stage as House

CANARY = "He waited for me at the bridge."


@dataclass
class Recording(TerminalGateway):
    """A platform that keeps what it was given."""

    letters: list[Letter] = field(default_factory=list)

    async def send(self, letter: Letter) -> str:
        self.letters.append(letter)
        return await super().send(letter)


def recording(house: House) -> Recording:
    """Let a house write to a platform that keeps everything."""
    old = house.theatre.gateway
    new = Recording(old.clock, old.names, old.shown, old.noticed, old.chats, numbers=old.numbers)
    house.theatre.gateway = new
    house.theatre.parts.delivery.gateways = {PLATFORM: new}
    return new


async def checked_in(house: House) -> None:
    """Let both go through a check-in and agree to show it."""
    await house.says("a", "/checkin")
    for who in ("a", "b"):
        for said in ("7", CANARY, "Yes, show them"):
            await house.says(who, said)


async def shown_in_private(house: House) -> list[Letter]:
    """Give the letters of a whole check-in that show private words in a private chat."""
    kept = recording(house)
    await checked_in(house)
    shows = [one for one in kept.letters if CANARY in plain(one.content.words)]
    return [one for one in shows if one.address.chat != ROOM]


async def test_previews_stay(home: House) -> None:
    """What a consent would show, before anybody agreed, cannot be passed on."""
    letters = await shown_in_private(home)

    assert len(letters) == 2
    assert all(one.content.protect for one in letters)


async def test_reveals_in_private_stay(roomless: House) -> None:
    """What the two show each other without a room cannot be passed on either."""
    letters = await shown_in_private(roomless)

    assert len(letters) == 4
    assert all(one.content.protect for one in letters)


async def test_help_may_be_kept(home: House) -> None:
    """Whom to call is for passing on."""
    kept = recording(home)

    await home.says("a", "/help")

    assert [one.content.protect for one in kept.letters] == [False]
