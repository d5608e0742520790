"""
The bot's own process: engine, database and gateway, at the other end of a pipe.

It is started and killed by `bot.playground.life`, and may be killed at any moment, as any bot may:
what it must not forget is in its database or still at the stage.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from adapters.playground.gateway import PlaygroundGateway
from adapters.playground.line import Json, LineBroken
from adapters.playground.outbound import PLATFORM
from bot import app, load
from bot.engine.courtesies import Finished
from bot.engine.flood import PLAYED
from bot.playground import begin, copies, inside, walked
from bot.playground.peer import LONGEST, Peer, Refusal
from bot.ports.messages import Inbound
from bot.press.apart import OwnProcess
from bot.settings import Operator, Settings
from bot.store.sql.store import open_store
from bot.theatre import Machine, MovableClock

MASTER_KEY = b"\x07" * 32
"""Nothing in the playground is a secret: all of it is made up, and gone when it ends."""


class Stamped:
    """The line to the stage; with every word goes what time it is for the bot."""

    def __init__(self, peer: Peer, clock: MovableClock) -> None:
        self.peer = peer
        self.clock = clock

    async def ask(self, method: str, given: Json) -> Json:
        """Ask the stage."""
        return await self.peer.ask(method, {"now": self.clock.now().isoformat(), "given": given})


class Bot(Machine):
    """One life of the bot."""

    def __init__(self, folder: Path, line: Stamped, clock: MovableClock) -> None:
        self.folder = folder
        self.line = line
        self.clock = clock
        self.gateway = PlaygroundGateway(line, clock)
        self.press = OwnProcess()
        self.finished: list[Finished] = []
        self.walk = walked.Walk()
        self.turn = asyncio.Lock()
        self.bell = asyncio.Event()
        self.kept = 0
        self.content: load.Content | None = None
        self.dialogs = folder

    @property
    def platform(self) -> str:
        """Give the name of the platform on which the two are."""
        return PLATFORM

    async def build(self, dialogs: Path) -> None:
        """Build everything on the database as it is."""
        if self.content is None or dialogs != self.dialogs:
            self.content, self.dialogs = load.load(dialogs), dialogs
        store = open_store(f"sqlite:///{self.folder / copies.DATABASE}", MASTER_KEY)
        settings = Settings(operator=Operator(name="you, in the playground"))
        self.parts = await app.build(
            settings, self.content, store, [self.gateway], self.clock, self.alert, self.press
        )
        self.parts.work.linger = 0
        # People are played here, and faster than people are.
        self.parts.flood.limits = PLAYED
        self.walk.watch(self.parts.engine.players)

    def alert(self, text: str) -> None:
        """Tell whoever plays what an operator would be told."""
        self.walk.alerts.append(text)

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep what the stage tells, and let the turns be played after that."""
        await self.parts.keep(inbounds)
        self.kept = max(self.kept, *(int(one.key.rpartition(":")[2]) for one in inbounds))
        self.bell.set()

    async def work(self) -> None:
        """Play what was kept, whenever something was."""
        while True:
            await self.bell.wait()
            self.bell.clear()
            async with self.turn:
                kept = self.kept
                await self.calm()
                await self.settle()
                await self.line.ask("quiet", {"kept": kept, **await self.report()})

    async def report(self) -> Json:
        """Say how all stands now that nothing is left to do at this moment."""
        finished, self.finished = self.finished, []
        return {
            "questions": await inside.questions(self),
            "finished": [[one.flow, one.outcome] for one in finished],
            "next": moment(await self.next_moment()),
            "copy": str(copies.make(self.folder)),
            **self.walk.take(),
        }

    # What whoever plays may ask

    async def answer(self, method: str, given: Json) -> Json:
        """Do one thing at a time, and say how all stands after it."""
        does: dict[str, Callable[[Json], Awaitable[Json]]] = {
            "wait": self.passes, "next": self.skips, "inside": self.looks,
            "begin": self.begins, "choose": self.picks, "reach": self.notes,
            "renew": self.renews, "anew": self.forgets, "hush": self.hushes,
        }  # fmt: skip
        async with self.turn:
            looked = await does[method](given)
            return looked if method == "inside" else {**looked, **await self.report()}

    async def passes(self, given: Json) -> Json:
        """Let time pass."""
        await self.wait(timedelta(seconds=given["seconds"]))
        return {"now": self.clock.now().isoformat()}

    async def skips(self, _: Json) -> Json:
        """Go on to whatever comes next by itself."""
        following = await self.next_moment()
        if following is None:
            raise Refusal("Nothing comes by itself just now.")
        await self.wait(max(following - self.clock.now(), timedelta(0)))
        return {"now": self.clock.now().isoformat()}

    async def looks(self, _: Json) -> Json:
        """Look into the couple's runs."""
        return await inside.look(self, self.folder / copies.DATABASE)

    async def begins(self, given: Json) -> Json:
        """Begin a flow where an author wants to, with what is given."""
        await begin.begin(self, given["flow"], given["node"], given["values"])
        await self.calm()
        await self.settle()
        return {}

    async def picks(self, given: Json) -> Json:
        """Begin a flow for somebody as if they had chosen it in the menu."""
        await self.chooses(given["who"], given["flow"])
        return {}

    async def notes(self, given: Json) -> Json:
        """Put the couple's milestones on record; each so many seconds ago."""
        milestones = {name: timedelta(seconds=ago) for name, ago in given["milestones"].items()}
        await self.reached(given["flow"], milestones)
        return {}

    async def hushes(self, given: Json) -> Json:
        """Let nothing come by itself to who arrives, or let it come again."""
        self.parts.engine.players.library.welcomes = not given["still"]
        return {}

    async def renews(self, given: Json) -> Json:
        """Bring new content into force."""
        dialogs = Path(given["dialogs"])
        content = load.load(dialogs)
        await app.renew(self.parts, content)
        self.content, self.dialogs = content, dialogs
        return {}

    async def forgets(self, given: Json) -> Json:
        """Begin anew: on no database, or on a copy of one as it was."""
        await self.parts.store.close()
        copies.clear(self.folder)
        if given["copy"] is not None:
            copies.put_back(Path(given["copy"]), self.folder)
        self.clock.time = datetime.fromisoformat(given["now"])
        self.walk.forget()
        await self.build(Path(given["dialogs"]))
        return {}


def moment(time: datetime | None) -> str | None:
    """Write a moment, or that there is none."""
    return time.isoformat() if time else None


async def main(folder: Path, dialogs: Path, now: datetime) -> None:
    """Live until the pipe is closed."""
    app.pin_zones()
    peer = await connect()
    clock = MovableClock(now)
    bot = Bot(folder, Stamped(peer, clock), clock)
    peer.answer = bot.answer
    reading = asyncio.create_task(peer.run())
    await bot.build(dialogs)
    await bot.gateway.open()
    await bot.calm()
    await bot.line.ask("quiet", {"kept": 0, **await bot.report()})
    doing = [asyncio.create_task(one) for one in (bot.work(), bot.gateway.listen(bot.keep))]
    with contextlib.suppress(LineBroken):
        done, _ = await asyncio.wait([reading, *doing], return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()


async def connect() -> Peer:
    """Take standard input and output for the pipe; whatever is printed goes to standard error."""
    out = os.dup(1)
    os.dup2(2, 1)
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(LONGEST)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, protocol = await loop.connect_write_pipe(
        asyncio.streams.FlowControlMixin, os.fdopen(out, "wb", 0)
    )
    writer = asyncio.StreamWriter(transport, protocol, None, loop)

    async def nothing(method: str, _: Json) -> Json:
        raise Refusal(f"The bot is not ready yet for '{method}'.")

    return Peer(reader, writer, nothing)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
