"""
A whole bot with two platforms in front of it, and people who come through either.

An account is written ``t:Ana`` (Telegram) or ``d:Ben`` (Discord). Both doors are the terminal's,
under other names; only through the first can a link be followed.
"""

import asyncio
import itertools
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.terminal.gateway import ROOM, Shown, TerminalGateway
from bot import app, load
from bot.model.address import Reach
from bot.model.couple import Couple, Partner
from bot.model.ids import InboxId
from bot.ports.gateway import Limits
from bot.ports.messages import Body, Gathered, Inbound, Pressed, PutOut
from bot.ports.store import Held
from bot.settings import Settings
from bot.store.sql import open_store
from bot.theatre import MovableClock, Theatre
from tests.engine.stage import ENGLISH, START, Asking, T

NAMES = {"t": "telegram", "d": "discord"}
CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


@dataclass(slots=True)
class Door(TerminalGateway):
    """One platform of the two."""

    name: str = ""

    @property
    def platform(self) -> str:
        """Give the name that stands in addresses."""
        return self.name

    @property
    def limits(self) -> Limits:
        """Give what fits into one message; rooms of one of the two stand on servers."""
        return Limits(text=4000, label=64, served=self.name == "discord")

    def link(self, payload: str, *, room: bool) -> str | None:
        """Give an address that opens the bot, where this platform has such."""
        if self.name == "discord" or room:
            return None
        return f"https://t.example/bot?start={payload}"

    def does(self, who: str, text: str, *, room: bool = False) -> Inbound:
        """Make what somebody typed into what came in at this door."""
        # Not super(): a dataclass with slots is made anew, and super() would look for the first.
        came = TerminalGateway.does(self, who, text, room=room)
        return self.own(came)

    def own(self, came: Inbound) -> Inbound:
        """Let something have come in at this door."""
        here = came.address and replace(came.address, platform=self.name)
        return replace(came, key=f"{self.name}:{came.key}", address=here)


@dataclass
class Town:
    """What people do at two doors, and what they are shown since they last did something."""

    theatre: Theatre
    doors: dict[str, Door]
    notices: list[str]
    seen: dict[str, int] = field(default_factory=dict)
    looks: int = 0

    async def says(self, account: str, text: str, *, room: bool = False) -> str:
        """Let somebody write or press; give what then comes in that chat."""
        self.look_away()
        door, who = self.at(account)
        await self.keep(door.does(who, text, room=room))
        return self.told(f"{account[0]}:{ROOM}" if room else account)

    async def presses(self, account: str, token: str) -> list[str]:
        """Let somebody press a button by its token; give the notices at the button."""
        self.look_away()
        del self.notices[:]
        await self.brings(account, Pressed(token, f"p{self.looks}", None))
        return list(self.notices)

    async def blocks(self, account: str) -> None:
        """Let somebody block the bot, or their account be gone."""
        await self.brings(account, PutOut())

    async def brings(self, account: str, body: Body) -> None:
        """Let something come in from somebody."""
        door, who = self.at(account)
        self.looks += 1
        inbound = replace(door.does(who, "x"), body=body)
        await self.keep(inbound)

    async def keep(self, inbound: Inbound) -> None:
        """Take something in, and play until everything waits again."""
        await self.theatre.parts.store.keep([inbound])
        await self.theatre.calm()
        await self.theatre.settle()

    async def wait(self, **length: float) -> None:
        """Let time pass."""
        self.look_away()
        await self.theatre.wait(timedelta(**length))

    async def arrive(
        self, account: str, name: str, side: str = "both is true", quiet: str = "no quiet hours"
    ) -> None:
        """Let somebody answer the questions at the door."""
        for answer in ("/start", "go on", "yes", "yes", name, "Madrid", quiet, side):
            await self.says(account, answer)

    async def unite(self, one: str, other: str) -> None:
        """Let two who have arrived become a couple, by the spoken code."""
        code = self.code(await self.says(one, "/invite"))
        await self.says(other, f"/join {code}")
        await self.says(other, "yes")
        await self.says(one, "yes")

    def at(self, account: str) -> tuple[Door, str]:
        """Give whose door it is, and how they are called there."""
        door, _, who = account.partition(":")
        return self.doors[door], who

    @staticmethod
    def code(told: str) -> str:
        """Find the code in what was said."""
        found = CODE.search(told)
        assert found is not None, told
        return found[0]

    def look_away(self) -> None:
        """Begin anew with what is new."""
        self.seen = {
            f"{name}:{chat}": len(shown)
            for name, door in self.doors.items()
            for chat, shown in door.chats.items()
        }

    def shown(self, account: str) -> list[Shown]:
        """Give all messages of a chat."""
        door, who = self.at(account)
        return door.chats.get(who, [])

    def told(self, account: str) -> str:
        """Give the new messages of a chat as one text."""
        return "\n".join(one.text for one in self.shown(account)[self.seen.get(account, 0) :])

    def everything(self, *accounts: str) -> str:
        """Give all that was ever shown there, with what stood on buttons."""
        lines: list[str] = []
        for account in accounts:
            for one in self.shown(account):
                lines += [one.text, *(button.label for button in one.buttons)]
        return "\n".join(lines)

    def token(self, account: str, label: str) -> str:
        """Give the token of the newest button with this label."""
        return next(
            button.token
            for message in reversed(self.shown(account))
            for button in message.buttons
            if button.label == label
        )

    def phrase(self, name: str) -> str:
        """Give one of our own sentences that has nothing to fill in."""
        return self.theatre.label(name)

    async def look(self, asking: "Asking[T]") -> T:
        """Ask the database, as a turn does."""
        found: list[T] = []

        def turn(held: Held, _: InboxId, __: Inbound) -> None:
            found[:] = [asking(held)]

        self.looks += 1
        now = self.theatre.clock.now()
        await self.theatre.parts.store.keep([Inbound(f"look:{self.looks}", now, Gathered(None))])
        await self.theatre.parts.store.work(turn, turn)
        return found[0]

    async def partner(self, account: str) -> Partner:
        """Find somebody who is here."""
        door, who = self.at(account)
        found: Partner | None = await self.look(lambda held: held.partner(door.name, who))
        assert found is not None
        return found

    async def couple(self, account: str) -> Couple:
        """Find somebody's couple."""
        partner = await self.partner(account)
        found: Couple | None = await self.look(lambda held: held.couple(partner.couple))
        assert found is not None
        return found

    async def together(self, one: str, other: str) -> bool:
        """Say whether two accounts are a couple."""
        first, second = await self.partner(one), await self.partner(other)
        return first.couple == second.couple

    async def reach(self, account: str, reach: Reach) -> None:
        """Open or shut somebody's chat, without a word."""
        route = (await self.partner(account)).route
        await self.look(lambda held: held.save_route(replace(route, reach=reach)))

    async def close(self) -> None:
        """Let the database go."""
        await self.theatre.close()


async def built(
    folder: Path, content: load.Content = ENGLISH, start: datetime = START,
    doors: Sequence[str] = ("t", "d"),
) -> Town:  # fmt: skip
    """Build a bot that nobody has met, with these doors."""
    app.pin_zones()
    clock, notices = MovableClock(start), list[str]()
    made = {
        door: Door(clock, {}, lambda _: None, notices.append, chats={ROOM: []}, name=NAMES[door])
        for door in doors
    }

    async def build() -> app.Parts:
        store = open_store(f"sqlite:///{folder / 'mortar.db'}", b"\x07" * 32)
        parts = await app.build(
            Settings(), content, store, list(made.values()), clock, notices.append
        )
        parts.work.linger = 0
        return parts

    theatre = Theatre(await build(), next(iter(made.values())), clock, content, build)
    return Town(theatre, made, notices)


@dataclass(frozen=True)
class Mould:
    """What two people left behind when their bot was put to sleep."""

    database: bytes
    keys: bytes
    chats: dict[str, dict[str, list[Shown]]]
    number: int


_moulds: dict[tuple[str, str], Mould] = {}


async def inhabited(folder: Path, hurt: str, repairing: str) -> Town:
    """
    Build a bot with a couple, who are Ana and Ben to each other; Ben has quiet hours.

    They are made once in a process and copied for every test.
    """
    if (hurt, repairing) not in _moulds:
        _moulds[hurt, repairing] = await _mould(hurt, repairing)
    mould = _moulds[hurt, repairing]
    (folder / "mortar.db").write_bytes(mould.database)
    (folder / "mortar.db.keys").write_bytes(mould.keys)
    town = await built(folder)
    for name, door in town.doors.items():
        door.chats = deepcopy(mould.chats[name])
        door.numbers = itertools.count(mould.number)
    town.look_away()
    return town


async def _mould(hurt: str, repairing: str) -> Mould:
    with TemporaryDirectory() as name:
        town = await built(Path(name))
        await town.arrive(hurt, "Ana", "my trust was broken")
        await town.arrive(repairing, "Ben", "i broke trust", "22:00 – 08:00")
        await town.unite(hurt, repairing)
        await town.close()
        database = await asyncio.to_thread((Path(name) / "mortar.db").read_bytes)
        keys = await asyncio.to_thread((Path(name) / "mortar.db.keys").read_bytes)
    number = max(next(door.numbers) for door in town.doors.values())
    return Mould(database, keys, {name: door.chats for name, door in town.doors.items()}, number)
