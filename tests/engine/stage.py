"""
A whole bot in front of an empty street, or of a couple who live here already.

The couple is made once in a process and copied for every test.
"""

import asyncio
import itertools
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

from bot import load
from bot.model.address import Address
from bot.model.couple import Couple, Partner
from bot.model.ids import InboxId
from bot.ports.messages import Body, Gathered, Inbound, Pressed, Sender, Wrote
from bot.ports.store import Held
from bot.theatre import ROOM, Shown, Theatre, raise_curtain

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

DIALOGS = Path(__file__).parents[2] / "dialogs"
WHOLE = load.load(DIALOGS)
CONTENT = replace(WHOLE, journey=replace(WHOLE.journey, arriving=""))
"""All of it but what comes to whoever arrives, which is tried by itself."""
ENGLISH = replace(
    CONTENT,
    bundles={"en": CONTENT.bundles["en"]},
    languages={"en": CONTENT.languages["en"]},
)
"""The same where nobody is asked for their language."""
NAMES = {"a": "Ana", "b": "Ben", "c": "Cleo", "d": "Dan"}
START = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""A Tuesday, one o'clock in Madrid."""


@dataclass
class Stage:
    """What people do here, and what they are shown since they last did something."""

    theatre: Theatre
    notices: list[str]
    folder: Path
    seen: dict[str, int] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def says(self, who: str, text: str, *, room: bool = False) -> str:
        """Let somebody write or press; give what then comes in that chat."""
        self.look_away()
        await self.theatre.does(who, text, room=room)
        return self.told(ROOM if room else who)

    async def sends(self, who: str, *bodies: Body, chat: str | None = None) -> str:
        """Let something come in from somebody, all at one moment; give what comes in that chat."""
        self.look_away()
        here = chat or who
        sender = Sender(who, NAMES.get(who, who), "en")
        now = self.theatre.clock.now()
        await self.theatre.parts.store.keep(
            [
                Inbound(
                    f"test:{next(self.numbers)}", now, body, Address("terminal", here),
                    here == who, sender,
                )
                for body in bodies
            ]
        )  # fmt: skip
        await self.theatre.calm()
        return self.told(here)

    async def writes(self, who: str, text: str, *, room: bool = False) -> str:
        """Let somebody send words, also where they are a button's."""
        told = await self.sends(who, Wrote(text, "0"), chat=ROOM if room else None)
        await self.theatre.settle()
        return told or self.told(ROOM if room else who)

    async def presses(self, who: str, token: str, chat: str | None = None) -> list[str]:
        """Let somebody press a button by its token; give the notices at the button."""
        del self.notices[:]
        await self.sends(who, Pressed(token, f"p{next(self.numbers)}", None), chat=chat)
        return list(self.notices)

    async def wait(self, **length: float) -> None:
        """Let time pass."""
        self.look_away()
        await self.theatre.wait(timedelta(**length))

    async def until(self, moment: datetime) -> None:
        """Let time pass up to a moment."""
        self.look_away()
        await self.theatre.wait(moment - self.theatre.clock.now())

    def look_away(self) -> None:
        """Begin anew with what is new."""
        self.seen = {chat: len(shown) for chat, shown in self.theatre.gateway.chats.items()}

    def new(self, chat: str) -> list[str]:
        """Give the new messages of a chat."""
        return [one.text for one in self.shown(chat)[self.seen.get(chat, 0) :]]

    def told(self, chat: str) -> str:
        """Give the new messages of a chat as one text."""
        return "\n".join(self.new(chat))

    def shown(self, chat: str) -> list[Shown]:
        """Give all messages of a chat."""
        return self.theatre.gateway.chats.get(chat, [])

    def token(self, chat: str, label: str) -> str:
        """Give the token of the newest button with this label."""
        return next(
            button.token
            for message in reversed(self.shown(chat))
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

        key = f"look:{next(self.numbers)}"
        now = self.theatre.clock.now()
        await self.theatre.parts.store.keep([Inbound(key, now, Gathered(None))])
        await self.theatre.parts.store.work(turn, turn)
        return found[0]

    async def partner(self, who: str) -> Partner | None:
        """Find somebody."""
        return await self.look(lambda held: held.partner("terminal", who))

    async def couple(self, who: str = "a") -> Couple:
        """Find somebody's couple."""
        partner = await self.partner(who)
        assert partner is not None
        couple = await self.look(lambda held: held.couple(partner.couple))
        assert isinstance(couple, Couple)
        return couple

    async def restart(self, content: load.Content = CONTENT) -> "Stage":
        """End this life of the bot and begin the next, on the same database."""
        await self.theatre.close()
        made = await raised(self.folder, content, self.theatre.clock.now())
        made.theatre.gateway.chats = self.theatre.gateway.chats
        made.theatre.gateway.numbers = itertools.count(next(self.theatre.gateway.numbers) + 1000)
        made.numbers = self.numbers
        self.theatre, self.notices = made.theatre, made.notices
        return self


class Asking(Protocol[T_co]):
    """A question to the database."""

    def __call__(self, held: Held, /) -> T_co: ...


@dataclass(frozen=True)
class Mould:
    """What a couple left behind when their bot was put to sleep."""

    database: bytes
    keys: bytes
    chats: Mapping[str, list[Shown]]
    number: int


@dataclass(frozen=True)
class Household:
    """How a couple lives. ``hurt`` is a person, ``quiet`` their quiet hours."""

    room: bool = True
    hurt: str = "a"
    quiet: str | None = None
    zone: str = "Europe/Madrid"


_moulds: dict[Household, Mould] = {}


async def raised(folder: Path, content: load.Content = CONTENT, start: datetime = START) -> Stage:
    """Build a bot that nobody has met."""
    notices: list[str] = []
    theatre = await raise_curtain(
        folder, content, (NAMES["a"], NAMES["b"]), start, lambda _: None, notices.append
    )
    theatre.gateway.names.update(NAMES)
    return Stage(theatre, notices, folder)


async def inhabited(
    folder: Path, how: Household, content: load.Content = CONTENT, start: datetime = START
) -> Stage:
    """Build a bot with Ana and Ben, who are a couple."""
    if how not in _moulds:
        _moulds[how] = await _mould(how)
    mould = _moulds[how]
    (folder / "mortar.db").write_bytes(mould.database)
    (folder / "mortar.db.keys").write_bytes(mould.keys)
    stage = await raised(folder, content, start)
    stage.theatre.gateway.chats = deepcopy(dict(mould.chats))
    stage.theatre.gateway.numbers = itertools.count(mould.number)
    stage.look_away()
    return stage


async def _mould(how: Household) -> Mould:
    with TemporaryDirectory() as name:
        stage = await raised(Path(name))
        theatre = stage.theatre
        await theatre.couple(how.zone, how.hurt, room=how.room, quiet=how.quiet)
        number = next(theatre.gateway.numbers)
        await theatre.close()
        database = await asyncio.to_thread((Path(name) / "mortar.db").read_bytes)
        keys = await asyncio.to_thread((Path(name) / "mortar.db.keys").read_bytes)
    return Mould(database, keys, theatre.gateway.chats, number)


def rewritten(flow: str, *changes: tuple[str, str]) -> load.Content:
    """Give the content with some words of one flow changed."""
    # In its own language only: translations of words that are changed here would be stale.
    source = (DIALOGS.parent / CONTENT.flows[flow].file).read_text("utf-8")
    for before, after in changes:
        assert before in source
        source = source.replace(before, after)
    script = load.rebuild(source, f"{flow}.yaml")
    return replace(CONTENT, flows={**CONTENT.flows, flow: script})
