"""Play a transcript on the phones: step by step, at any speed, forwards and back."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import cast

from adapters.playground.line import Json
from adapters.playground.message import BOT, Message
from adapters.playground.stage import CHATS
from bot.errors import FlowError
from bot.load import Content
from bot.playground.peer import Refusal
from bot.playground.session import Session
from bot.theatre import Shown, Theatre
from bot.transcript import Astray, Player, Step, Transcript, read_transcript
from bot.transcript.playing import Offered


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as a player reads it."""

    chat: str
    id: str
    text: str


class Phones:
    """The three chats as a player looks into them."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def names(self) -> Mapping[str, str]:
        """Give the names of the two."""
        return self.session.stage.names

    @property
    def chats(self) -> Mapping[str, list[Bubble]]:
        """Give the bot's messages, each of them for good."""
        return {
            chat: [Bubble(chat, one.id, one.text) for one in said if lasting(one)]
            for chat, said in self.session.stage.chats.items()
        }


class Front:
    """What a player asks of a theatre, done on the phones."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.gateway = Phones(session)
        self.does, self.presses, self.sends = session.does, session.presses, session.sends
        self.wait, self.restart = session.wait, session.restart

    @property
    def content(self) -> Content:
        """Give the content in force."""
        return self.session.library.content

    async def chooses(self, who: str, flow: str) -> None:
        """Let somebody begin a flow as if they had chosen it in the menu."""
        await self.session.asked("choose", {"who": who, "flow": flow})

    async def reached(self, flow: str, milestones: Mapping[str, timedelta]) -> None:
        """Put milestones on record, each reached so long ago."""
        given = {name: ago.total_seconds() for name, ago in milestones.items()}
        if given:
            await self.session.asked("reach", {"flow": flow, "milestones": given})


class Offers:
    """Every button that ever was, from the messages as they came."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __iter__(self) -> Iterator[Offered]:
        """Give them, the oldest first."""
        for chat in CHATS:
            for one in self.session.stage.chats[chat]:
                bubble = cast(Shown, Bubble(chat, one.id, one.text))
                for button in [b for row in one.offered for b in row if b["token"]]:
                    yield Offered(bubble, button["label"], button["token"])

    def __reversed__(self) -> Iterator[Offered]:
        """Give them, the newest first."""
        return reversed(list(self))


class Replay:
    """
    One transcript being played.

    ``at`` is the step that comes next; ``wrong`` says where it went another way.
    """

    def __init__(self, session: Session, transcript: Transcript, *, couple: bool) -> None:
        self.session = session
        self.transcript = transcript
        self.couple = couple
        self.at = 0
        self.pace = 0.6
        self.paused = False
        self.wrong: str | None = None
        self.player: Player | None = None
        self.going: asyncio.Task[None] | None = None

    async def prepare(self) -> None:
        """Let the couple arrive."""
        session, written = self.session, self.transcript
        names = dict(zip(("a", "b"), written.names, strict=True))
        session.zone = written.guests["a"].zone
        await session.empty(written.at - timedelta(minutes=10), names)
        await session.unite(written.guests, written.hurt, room=written.group)
        await session.wait(written.at - session.clock.now() - timedelta(seconds=1))
        session.fresh()
        # A player asks of a theatre only what the front has too.
        self.player = Player(
            written, cast(Theatre, Front(session)), _nothing, cast("list[Offered]", Offers(session))
        )
        if not self.couple or self.transcript.flow is None:
            await self.player.begin()

    async def step(self) -> bool:
        """Play the next step; False at the end, or where it goes another way."""
        if self.player is None or self.at >= len(self.transcript.steps) or self.wrong:
            return False
        step = self.transcript.steps[self.at]
        try:
            await self.player.step(step)
        except Astray as exc:
            self.wrong = str(exc)
        except Refusal:
            # The bot was killed while time passed: whoever did that says when to play on.
            self.paused = True
            return False
        else:
            self.at += 1
        self.session.tell()
        return self.wrong is None

    async def run(self, told: Callable[[], None]) -> None:
        """Play to the end, with a moment between what people do; ``told`` hears of each step."""
        while not self.paused and await self.step():
            told()
            if self.at < len(self.transcript.steps):
                await asyncio.sleep(self.pace if _seen(self.transcript.steps[self.at]) else 0)

    async def to_end(self) -> None:
        """Play to the end at once."""
        while await self.step():
            pass

    async def back(self) -> None:
        """Go back to before the last thing that somebody did."""
        self.wrong = None
        while self.at > 0:
            self.at -= 1
            if _seen(self.transcript.steps[self.at]):
                await self.session.back()
                break
        if self.player is not None:
            chats = Phones(self.session).chats
            self.player.seen = {
                chat: min(seen, len(chats[chat])) for chat, seen in self.player.seen.items()
            }
        self.session.tell()

    def state(self) -> Json:
        """Give what the page shows of it."""
        return {
            "title": self.transcript.title, "flow": self.transcript.flow, "at": self.at,
            "paused": self.paused, "pace": self.pace, "wrong": self.wrong,
            "steps": [{"verb": one.verb, "text": one.text} for one in self.transcript.steps],
        }  # fmt: skip


def read(name: str, text: str, folder: Path) -> Transcript:
    """Read a transcript from its text. Raises `Refusal` with the sentence about what is wrong."""
    path = folder / "transcript.yaml"
    path.write_text(text, "utf-8")
    try:
        return replace(read_transcript(path), file=name)
    except FlowError as exc:
        raise Refusal(str(exc).replace(path.name, name)) from exc


def lasting(message: Message) -> bool:
    """Say whether a message is the bot's, and not for one moment only."""
    return message.by == BOT and message.only is None


def _seen(step: Step) -> bool:
    return not step.verb.startswith(("to ", "nothing"))


def _nothing(_: str, __: str) -> None:
    """Look away."""
