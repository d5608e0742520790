"""
A whole bot in one process, with two people, their room, and a clock that can be moved.

Everything is real (engine, outbox, database) except that the platform is the terminal's and that
time passes only when told to. `mortar play`, transcripts and many tests are played here.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from adapters.terminal.gateway import PEOPLE, PLATFORM, ROOM, Shown, TerminalGateway
from bot import app, load
from bot.engine.casting import cast_of
from bot.engine.courtesies import Courtesy, Finished
from bot.flow.outcomes import Phrase
from bot.flow.place import decode
from bot.flow.run import MAIN
from bot.flow.script import Ask, Each, Place, Ready
from bot.model.address import Address
from bot.model.ids import InboxId
from bot.model.profile import Stage
from bot.ports.messages import Attached, Gathered, Inbound, Pressed, Sender
from bot.ports.rows import RunState
from bot.ports.store import Held
from bot.settings import Settings
from bot.store.sql.store import open_store

MOMENT = timedelta(seconds=60)
"""Texts that are still being collected after this long are not waited for."""

_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")
_ROOM_TOKEN = re.compile(r"/start (\S+)")


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved."""

    time: datetime

    def now(self) -> datetime:
        """Give the time in UTC."""
        return self.time


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody could answer now: at the door, or in a flow; ``room`` if in the room."""

    who: str
    about: Stage | Ask | Ready
    room: bool


@dataclass(frozen=True, slots=True)
class Guest:
    """What one of the two tells when they arrive; None where a default button is pressed."""

    zone: str
    quiet: str | None = None
    language: str | None = None


@dataclass(slots=True)
class Theatre:
    """A built bot and the two people in front of it. ``build`` builds it anew."""

    parts: app.Parts
    gateway: TerminalGateway
    clock: MovableClock
    content: load.Content
    build: Callable[[], Awaitable[app.Parts]]
    finished: list[Finished] = field(default_factory=list)

    async def does(self, who: str, text: str, *, room: bool = False) -> None:
        """Let somebody write or press, and play until everything waits again."""
        await self.parts.store.keep([self.gateway.does(who, text, room=room)])
        await self.calm()
        await self.settle()

    async def presses(self, who: str, token: str, message: str, *, room: bool = False) -> None:
        """Let somebody press a button that was shown at any time."""
        await self.brings(who, lambda press: Pressed(token, press, message), room=room)

    async def sends(self, who: str, kind: str, *, room: bool = False) -> None:
        """Let somebody send something that is not text: a photo, a voice message."""
        await self.brings(who, lambda number: _attached(kind, number), room=room)

    async def brings(
        self, who: str, body: Callable[[str], Pressed | Attached], *, room: bool
    ) -> None:
        """Take something in from somebody, and play until everything waits again."""
        number = str(next(self.gateway.numbers))
        sender = Sender(who, self.gateway.names.get(who, who), "en")
        address = Address(PLATFORM, ROOM if room else who)
        inbound = Inbound(
            f"terminal:{number}", self.clock.now(), body(number), address, not room, sender
        )
        await self.parts.store.keep([inbound])
        await self.calm()
        await self.settle()

    async def restart(self) -> None:
        """Let go of everything in memory, and build the bot anew on the same database."""
        await self.parts.store.close()
        self.parts = await self.build()
        await self.calm()

    async def calm(self) -> None:
        """Work and deliver until nothing is left to do at this moment."""
        while True:
            await self.parts.store.ring(self.clock.now())
            done, left = await self.parts.work.once()
            for courtesy in left:
                await self.courtesy(courtesy)
            letters = await self.parts.store.unsent(self.clock.now())
            for letter in letters:
                await self.parts.delivery.deliver(letter)
            if not done and not letters:
                return

    async def courtesy(self, courtesy: Courtesy) -> None:
        """Do a small thing, and remember the outcomes of runs."""
        if isinstance(courtesy, Finished):
            self.finished.append(courtesy)
        await self.parts.work.do(courtesy)

    async def settle(self) -> None:
        """Let pass the moment in which the parts of a long text are collected."""
        following = await self.parts.store.ring(self.clock.now())
        if following is not None and following - self.clock.now() <= MOMENT:
            self.clock.time = following
            await self.calm()

    async def wait(self, length: timedelta) -> None:
        """Let time pass; whatever falls due on the way happens at its own moment."""
        until = self.clock.now() + length
        while (following := await self.next_moment()) is not None and following <= until:
            self.clock.time = max(following, self.clock.now())
            await self.calm()
        self.clock.time = until
        await self.calm()

    async def next_moment(self) -> datetime | None:
        """Say when something happens next by itself: an alarm, or a letter that was held."""
        now = self.clock.now()
        moments = [await self.parts.store.ring(now), await self.parts.store.next_letter(now)]
        await self.calm()
        return min((moment for moment in moments if moment is not None), default=None)

    # What is asked

    async def questions(self) -> Sequence[Question]:
        """Say who is asked something just now. To be asked when all is `calm`."""
        found: list[Question] = []

        def look(held: Held, _: InboxId, __: Inbound) -> None:
            found[:] = [asked for who in PEOPLE for asked in self.asked(held, who)]

        key = f"look:{next(self.gateway.numbers)}"
        await self.parts.store.keep([Inbound(key, self.clock.now(), Gathered(None))])
        await self.parts.store.work(look, look)
        return found

    def asked(self, held: Held, who: str) -> Iterator[Question]:
        """Find what one person is asked: at the door, or in a run."""
        partner = held.partner(self.gateway.platform, who)
        couple = held.couple(partner.couple) if partner else None
        if partner is None or couple is None:
            return
        if partner.stage is not Stage.HOME:
            yield Question(who, partner.stage, room=False)
            return
        for kept in (one for one in held.runs(couple.id) if one.state is RunState.ACTIVE):
            script = self.parts.engine.players.library.of(kept)
            lanes = decode(kept.document, cast_of(couple, None), kept.values).lanes
            main, lane = lanes.get(MAIN), lanes.get(partner.seat)
            fork = script.nodes.get(main.at) if main and main.at else None
            node = script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
            shared = isinstance(fork, Each) and fork.place is Place.GROUP
            if isinstance(node, Ask) or (isinstance(node, Ready) and lane and lane.slot is None):
                yield Question(who, node, room=shared and couple.room is not None)

    # The couple

    async def couple(self, zone: str, hurt: str, *, room: bool, quiet: str | None = None) -> None:
        """Let two people of one zone arrive, become a couple and link their room."""
        await self.unite({who: Guest(zone, quiet) for who in PEOPLE}, hurt, room=room)

    async def unite(self, guests: Mapping[str, Guest], hurt: str, *, room: bool) -> None:
        """Let two people arrive, become a couple and link their room, by what they would type."""
        for who in PEOPLE:
            guest, side = guests[who], "hurt" if who == hurt else "repairing"
            await self.arrive(who, guest.zone, side, guest.quiet, guest.language)
        await self.does("a", "/invite")
        code = _CODE.search(self.newest("a"))
        await self.does("b", f"/join {code[0] if code else ''}")
        for who in ("b", "a"):
            await self.does(who, self.label("yes", guests[who].language))
        if not room:
            for who in PEOPLE:
                await self.does(who, self.label("no-group-button", guests[who].language))
            return
        await self.does("a", "/group")
        token = _ROOM_TOKEN.search(self.newest("a"))
        await self.does("a", f"/start {token[1] if token else ''}", room=True)

    async def arrive(
        self, who: str, zone: str, side: str, quiet: str | None, language: str | None = None
    ) -> None:
        """Let one person answer the questions at the door."""
        await self.does(who, "/start")
        if len(self.content.languages) > 1:
            called = self.content.languages
            await self.does(who, called[language] if language else next(iter(called.values())))
        for answer in (
            self.label("go-on", language), self.label("yes", language),
            self.label("yes", language), self.gateway.names[who],
            zone.rsplit("/", 1)[-1].replace("_", " "),
            quiet or self.label("quiet-none", language),
            self.label(f"side-{side}", language),
        ):  # fmt: skip
            await self.does(who, answer)

    def label(self, name: str, language: str | None = None) -> str:
        """Give a button's words, in the default language unless told otherwise."""
        speech = self.parts.engine.house.speech
        return speech.label(Phrase(name), language or speech.default)

    def newest(self, chat: str) -> str:
        """Give the newest message of a chat."""
        return self.gateway.chats[chat][-1].text

    async def close(self) -> None:
        """Let the database go."""
        await self.parts.store.close()


async def raise_curtain(
    folder: Path, content: load.Content, names: Sequence[str], start: datetime,
    shown: Callable[[Shown], None], noticed: Callable[[str], None], seed: str | None = None,
) -> Theatre:  # fmt: skip
    """Build a bot on a database in ``folder``; ``start`` is aware, in UTC."""
    app.pin_zones()
    clock = MovableClock(start)
    gateway = TerminalGateway(clock, dict(zip(PEOPLE, names, strict=True)), shown, noticed)

    async def build() -> app.Parts:
        store = open_store(f"sqlite:///{folder / 'mortar.db'}", b"\x07" * 32)
        parts = await app.build(Settings(seed=seed), content, store, [gateway], clock, noticed)
        parts.work.linger = 0
        return parts

    return Theatre(await build(), gateway, clock, content, build)


__all__ = [
    "PEOPLE", "ROOM", "Guest", "MovableClock", "Question", "Shown", "Theatre", "raise_curtain",
]  # fmt: skip


def _attached(kind: str, number: str) -> Attached:
    return Attached(kind, f"{PLATFORM}:picture-{number}" if kind == "photo" else "")
