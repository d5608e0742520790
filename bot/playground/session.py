"""
One couple in the playground: their phones, their clock, and the bot's present life.

It is what a platform and two people are to the bot, so it outlives the bot's process.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from adapters.playground.line import Json, LineBroken
from adapters.playground.message import Message
from adapters.playground.stage import CHATS, PEOPLE, Stage
from bot.errors import ConfigError
from bot.playground.library import Library
from bot.playground.life import Life
from bot.playground.past import Log, Past, restore
from bot.playground.peer import Refusal
from bot.playground.people import People
from bot.playground.record import Entry, Record
from bot.playground.starts import STARTS
from bot.theatre import MovableClock

LONGEST_TURN = 120.0
DEAD = "The bot is not running. Start it again first."


class Session(People):
    """
    The playground without a browser.

    ``told`` hears of every change: a message, or how all stands. ``playing`` is what is being
    played by itself, None when whoever sits here plays.
    """

    def __init__(
        self, folder: Path, dialogs: Path, now: datetime, told: Callable[[Json], None]
    ) -> None:
        self.clock = MovableClock(now)
        self.told = told
        self.stage = Stage(self.clock, {"a": "Ana", "b": "Ben"}, self.shown)
        self.library = Library(dialogs, folder / "content")
        self.life = Life(folder, self.answer, self.tell)
        self.record = Record()
        self.past = Past()
        self.report: Json = {"questions": [], "next": None}
        self.finished: list[list[str]] = []
        self.turns: list[Json] = []
        self.alerts: list[str] = []
        self.kept = 0
        self.quiet = asyncio.Condition()
        self.seen: set[str] = set()
        self.playing: str | None = None
        self.acting = asyncio.Lock()
        self.starting = asyncio.Lock()
        self.started = now
        self.zone = "Europe/Berlin"
        self.tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start the bot. Raises `FlowError` when the content cannot run."""
        self.library.take()
        await self.life.start(self.library.home, self.clock.now())

    async def close(self) -> None:
        """End the bot, and whatever goes on by itself."""
        for task in [*self.tasks]:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.life.kill()

    # What the bot says

    async def answer(self, method: str, given: Json) -> Json:
        """Answer the bot: its gateway, and its word that nothing is left to do."""
        self.clock.time = datetime.fromisoformat(given["now"])
        if method == "quiet":
            await self.calmed(given["given"])
            return {}
        return await self.stage.ask(method, given["given"])

    async def calmed(self, report: Json) -> None:
        """Take the bot's word for how all stands."""
        self.take(report)
        async with self.quiet:
            self.kept = max(self.kept, report.get("kept", 0))
            self.quiet.notify_all()

    def take(self, report: Json) -> None:
        """Note what the bot says of itself, and tell it on."""
        self.report = {"questions": report["questions"], "next": report["next"]}
        self.finished += report["finished"]
        self.turns += report["turns"]
        self.alerts += report["alerts"]
        self.record.turns(report["turns"], self.library.content.flows)
        log = Log(
            len(self.record.entries), len(self.record.begun), len(self.turns), len(self.finished)
        )
        self.past.keep(self.stage, report["copy"], self.clock.now(), log)
        self.tell()

    def shown(self, message: Message) -> None:
        """Hear of a message that came or changed."""
        if message.id not in self.seen:
            self.seen.add(message.id)
            self.record.shown(message)
        self.told({"message": message.plain()})

    def tell(self) -> None:
        """Tell everybody how all stands."""
        self.told({"state": self.state()})

    # How all stands

    def state(self) -> Json:
        """Give what the page needs beside the messages."""
        return {
            "now": self.clock.now().isoformat(),
            "zone": self.zone,
            "alive": self.life.alive, "lives": self.life.lives,
            **self.report,
            "names": self.stage.names, "languages": self.stage.languages,
            "members": sorted(self.stage.members), "shut": sorted(self.stage.shut),
            "finished": self.finished, "alerts": self.alerts[-20:], "playing": self.playing,
            "back": len(self.past.moments) > 1,
            "busy": bool(self.stage.updates) and self.life.alive,
            **self.library.state(),
            "starts": [
                {"name": name, "title": one.title, "about": one.about}
                for name, one in STARTS.items()
            ],
        }  # fmt: skip

    def everything(self) -> Json:
        """Give all that there is, for a page that has just come."""
        said = [one.plain() for chat in CHATS for one in self.stage.chats[chat]]
        return {"all": {"messages": said, "state": self.state()}}

    # What is written down, and waited for

    def fresh(self) -> None:
        """Let what happened so far be no part of what is saved, and nothing to go back behind."""
        self.record.cut(0, 0)
        self.past.begin_here()

    def transcript(self, looked: Json) -> str:
        """Write the last conversation as a transcript."""
        if not self.record.begun:
            raise Refusal("There is no conversation yet. Begin one, then save it.")
        flow = self.record.begun[-1].flow
        ended = [outcome for name, outcome in self.finished if name == flow]
        still = any(one["flow"] == flow for one in looked["runs"])
        outcome = ended[-1] if ended and not still else None
        return self.record.transcript(looked.get("people", {}), looked["couple"] or {}, outcome)

    def own(self, doing: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Let something go on by itself, and end with the session."""
        task = asyncio.create_task(doing)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def settled(self, update: int) -> None:
        """Wait until the bot has played an update, and nothing is left to do."""
        async with asyncio.timeout(LONGEST_TURN), self.quiet:
            await self.quiet.wait_for(lambda: self.kept >= update)

    # Time, life and death

    async def asked(self, method: str, given: Json) -> Json:
        """Ask the bot to do something, and take its word for what came of it."""
        try:
            answered = await self.life.ask(method, given)
        except LineBroken as exc:
            raise Refusal(DEAD) from exc
        if "now" in answered:
            self.clock.time = datetime.fromisoformat(answered["now"])
        if "turns" in answered:
            self.take(answered)
        return answered

    async def wait(self, length: timedelta) -> None:
        """Let time pass; whatever falls due on the way happens at its own moment."""
        self.record.waits(self.clock.now(), length)
        await self.asked("wait", {"seconds": length.total_seconds()})

    async def skip(self) -> None:
        """Let time pass until something comes by itself."""
        began, place = self.clock.now(), len(self.record.entries)
        self.record.waits(began, timedelta(0))
        await self.asked("next", {})
        passed = self.clock.now() - began
        self.record.entries[place] = Entry(began, "wait", "", length=passed)

    async def kill(self) -> int | None:
        """Kill the bot, as a machine would."""
        number = await self.life.kill()
        self.tell()
        return number

    async def start(self) -> None:
        """Start the bot again, on its database as it lies there; nothing where it runs."""
        async with self.starting:
            if self.life.alive:
                return
            try:
                await self.life.start(self.library.home, self.clock.now())
            except ConfigError as exc:
                raise Refusal(str(exc)) from exc
        self.tell()

    async def restart(self) -> int | None:
        """Kill the bot and start it again; a transcript says so too."""
        self.record.does(self.clock.now(), "restart", "")
        number = await self.kill()
        await self.start()
        return number

    async def back(self) -> None:
        """Go back to the moment before the last thing that happened."""
        moment = self.past.back()
        if moment is None:
            raise Refusal("There is nothing to go back to.")
        restore(self.stage, moment)
        self.record.cut(moment.log.entries, moment.log.begun)
        del self.turns[moment.log.turns :], self.finished[moment.log.finished :]
        await self.anew(moment.copy, moment.at)
        self.told(self.everything())

    async def empty(self, now: datetime, names: Mapping[str, str]) -> None:
        """Begin with nobody: no database, empty phones."""
        fresh = Stage(self.clock, {**names}, self.shown)
        fresh.numbers, fresh.bell = self.stage.numbers, self.stage.bell
        fresh.languages = {one: self.stage.languages[one] for one in PEOPLE}
        for name in ("names", "languages", "chats", "members", "shut", "updates", "presses"):
            setattr(self.stage, name, getattr(fresh, name))
        self.record, self.finished, self.turns, self.alerts = Record(), [], [], []
        self.past.clear()
        await self.anew(None, now)
        self.told(self.everything())

    async def anew(self, copied: str | None, now: datetime) -> None:
        """Let the bot begin on another database."""
        if not self.life.alive:
            await self.start()
        await self.asked(
            "anew",
            {"copy": copied, "now": now.isoformat(), "dialogs": str(self.library.home)},
        )
        self.clock.time = now
