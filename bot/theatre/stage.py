"""A whole bot in one process, with two people and their room in a terminal."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from adapters.terminal.gateway import PEOPLE, PLATFORM, ROOM, Shown, TerminalGateway
from bot import app, load
from bot.engine.courtesies import Finished
from bot.flow.outcomes import Phrase
from bot.model.address import Address
from bot.ports.messages import Attached, Inbound, Pressed, Sender
from bot.settings import Settings
from bot.store.sql.store import open_store
from bot.theatre.arriving import Arriving
from bot.theatre.machine import Machine, MovableClock


@dataclass(slots=True)
class Theatre(Machine, Arriving):
    """A built bot and the two people in front of it. ``build`` builds it anew."""

    parts: app.Parts
    gateway: TerminalGateway
    clock: MovableClock
    content: load.Content
    build: Callable[[], Awaitable[app.Parts]]
    finished: list[Finished] = field(default_factory=list)

    @property
    def platform(self) -> str:
        """Give the name of the platform on which the two are."""
        return self.gateway.platform

    @property
    def languages(self) -> Mapping[str, str]:
        """Give the languages that are offered."""
        return self.content.languages

    async def hush(self, *, still: bool) -> None:
        """Let nothing come by itself to who arrives, or let it come again."""
        self.parts.engine.players.library.welcomes = not still

    def called(self, who: str) -> str:
        """Give somebody's name."""
        return self.gateway.names[who]

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


def _attached(kind: str, number: str) -> Attached:
    return Attached(kind, f"{PLATFORM}:picture-{number}" if kind == "photo" else "")
