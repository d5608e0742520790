"""What the page may ask for, by name; each is checked here and nowhere else."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from adapters.playground.line import Json
from adapters.playground.message import BOT
from adapters.playground.stage import PEOPLE, STRANGER
from bot.playground import couples, pages
from bot.playground.peer import Refusal
from bot.playground.replay import Replay, read
from bot.playground.session import DEAD, Session
from bot.playground.starts import STARTS
from bot.transcript.suite import transcripts

LONGEST_TEXT = 20_000
LONGEST_WAIT = 400 * 86400
KINDS = ("photo", "voice", "sticker")
BUSY = "A conversation is being played just now. Pause it or let it end first."

Command = Callable[[Json], Awaitable[Json | None]]


class Commands:
    """The page's commands on one session."""

    def __init__(self, session: Session, played: Path | None, folder: Path) -> None:
        self.session = session
        self.played = played
        self.folder = folder
        self.replay: Replay | None = None
        self.on_phones: dict[str, Callable[[Json], object]] = {
            "write": self.write, "press": self.press, "send": self.send, "edit": self.edit,
            "delete": self.delete, "block": self.block, "gather": self.gather,
        }  # fmt: skip
        self.others: dict[str, Command] = {
            "wait": self.wait, "next": self.next, "kill": self.kill, "start": self.start,
            "restart": self.restart, "back": self.back, "inside": self.inside,
            "picture": self.picture, "flow": self.flow, "begin": self.begin,
            "couple": self.couple, "language": self.language, "save": self.save,
            "transcripts": self.transcripts, "replay": self.play, "step": self.step,
            "pace": self.pace, "stop": self.stop,
        }  # fmt: skip

    async def do(self, asked: Json) -> Json:
        """Do one thing. Raises `Refusal` with a sentence for whoever plays."""
        name = asked.get("do")
        try:
            if name in self.on_phones:
                self.free()
                self.on_phones[name](asked)
                return {}
            if name in self.others:
                return await self.others[name](asked) or {}
        except (KeyError, TypeError, ValueError) as exc:
            raise Refusal(f"The page asked for '{name}' in a way that is not understood.") from exc
        raise Refusal(f"There is no '{name}' here.")

    def free(self) -> None:
        """Raise `Refusal` while something is played that nobody should come into."""
        if self.session.playing:
            raise Refusal(BUSY)

    # On the phones

    def write(self, asked: Json) -> None:
        """Write."""
        text = str(asked["text"])[:LONGEST_TEXT]
        if text.strip():
            self.session.writes(_who(asked), text, room=bool(asked["room"]), reply=asked["reply"])

    def press(self, asked: Json) -> None:
        """Press a button, by its place under a message."""
        self.session.taps(
            _who(asked), str(asked["message"]), int(asked["row"]), int(asked["column"])
        )

    def send(self, asked: Json) -> None:
        """Send a photo, a voice message, a sticker."""
        if asked["kind"] not in KINDS:
            raise ValueError(asked["kind"])
        self.session.attaches(_who(asked), asked["kind"], room=bool(asked["room"]))

    def edit(self, asked: Json) -> None:
        """Change one's own words."""
        text = str(asked["text"])[:LONGEST_TEXT]
        if self.session.stage.edits(_who(asked), str(asked["message"]), text) is None:
            raise Refusal("Only your own words can be changed.")
        self.session.tell()

    def delete(self, asked: Json) -> None:
        """Delete one's own message."""
        if not self.session.stage.deletes(_who(asked), str(asked["message"])):
            raise Refusal("Only your own messages can be deleted.")

    def block(self, asked: Json) -> None:
        """Block the bot, or let it write again."""
        stage, who = self.session.stage, _who(asked)
        (stage.blocks if asked["on"] else stage.opens)(who)
        self.session.tell()

    def gather(self, asked: Json) -> None:
        """Let a stranger, one of the two or the bot come into the room or leave it."""
        who = asked["who"]
        if who not in (*PEOPLE, STRANGER, BOT):
            raise ValueError(who)
        self.session.stage.gathers(who, comes=bool(asked["comes"]))
        self.session.tell()

    # Time, life and death

    async def wait(self, asked: Json) -> None:
        """Let time pass."""
        self.free()
        seconds = min(max(0.0, float(asked["seconds"])), LONGEST_WAIT)
        await self.alone(lambda: self.session.wait(timedelta(seconds=seconds)))

    async def next(self, _: Json) -> None:
        """Go on to whatever comes by itself."""
        self.free()
        await self.alone(self.session.skip)

    async def kill(self, _: Json) -> Json:
        """Kill the bot."""
        return {"killed": await self.session.kill()}

    async def start(self, _: Json) -> None:
        """Start the bot again."""
        await self.session.start()

    async def restart(self, _: Json) -> Json:
        """Kill the bot and start it again."""
        return {"killed": await self.session.restart()}

    async def back(self, _: Json) -> None:
        """Go a step back."""
        replay = self.replay
        if replay is not None:
            replay.paused = True
            await self.alone(replay.back)
            self.tell()
        else:
            await self.alone(self.session.back)

    async def alone(self, does: Callable[[], Awaitable[object]]) -> None:
        """Do something that nothing else may come between."""
        async with self.session.acting:
            await does()

    # The inside, and authors

    async def inside(self, _: Json) -> Json:
        """Look into the couple's runs."""
        if not self.session.life.alive:
            raise Refusal(DEAD)
        return {**await self.session.asked("inside", {}), "turns": self.session.turns[-200:]}

    async def picture(self, asked: Json) -> Json:
        """Draw a flow."""
        return pages.picture(self.session.library, str(asked["flow"]))

    async def flow(self, asked: Json) -> Json:
        """Give a flow's words in all languages, its nodes and its variables."""
        return pages.flow(self.session.library, str(asked["flow"]))

    async def begin(self, asked: Json) -> None:
        """Begin a flow where an author wants to."""
        self.free()
        given = {"flow": str(asked["flow"]), "node": asked["node"], "values": asked["values"]}
        await self.alone(lambda: self.session.asked("begin", given))

    async def language(self, asked: Json) -> None:
        """Change the language of somebody's phone; the bot asks them for theirs itself."""
        self.session.stage.languages[_who(asked)] = str(asked["language"])[:12]
        self.session.tell()

    # Couples and transcripts

    async def couple(self, asked: Json) -> None:
        """Begin with a couple."""
        await self.end()
        name, wishes = str(asked["name"]), asked.get("wishes") or {}
        title = STARTS[name].title if name in STARTS else name
        await self.busy(title, lambda: couples.start(self.session, name, wishes))

    async def busy(self, what: str, does: Callable[[], Awaitable[object]]) -> None:
        """Let something be played that nobody should write into."""
        async with self.session.acting:
            self.session.playing = what
            self.session.tell()
            try:
                await does()
            finally:
                self.session.playing = None
                self.session.tell()

    async def save(self, _: Json) -> Json:
        """Write the last conversation as a transcript."""
        looked = await self.session.asked("inside", {})
        return {"text": self.session.transcript(looked)}

    async def transcripts(self, _: Json) -> Json:
        """Give the transcripts there are in the folder."""
        files = transcripts([self.played]) if self.played and self.played.is_dir() else ()
        return {"names": [one.stem for one in files]}

    async def play(self, asked: Json) -> None:
        """Play a transcript from the folder, or from its text."""
        await self.end()
        name, text = str(asked["name"]), asked.get("text")
        if text is None:
            text = self.written(name)
        replay = Replay(self.session, read(name, str(text), self.folder), couple=False)
        await self.begin_replay(replay, float(asked.get("pace", 0.6)))

    async def begin_replay(self, replay: Replay, pace: float) -> None:
        """Let the couple arrive, and play on until it is stopped."""
        replay.pace = pace
        await self.busy(replay.transcript.title, replay.prepare)
        self.replay = replay
        self.go()

    def written(self, name: str) -> str:
        """Read a transcript of the folder."""
        for path in transcripts([self.played] if self.played else []):
            if path.stem == name:
                return path.read_text("utf-8")
        raise Refusal(f"There is no transcript '{name}'.")

    def go(self) -> None:
        """Play on."""
        replay = self.replay
        if replay is not None and (replay.going is None or replay.going.done()):
            replay.paused = False
            replay.going = self.session.own(self.alone(self.running))
        self.tell()

    async def running(self) -> None:
        """Play on, and tell every step."""
        replay = self.replay
        if replay is not None:
            self.session.playing = replay.transcript.title
            try:
                await replay.run(self.tell)
            finally:
                self.session.playing = None
                self.session.tell()
                self.tell()

    async def step(self, _: Json) -> None:
        """Play one step."""
        replay = self.replay
        if replay is not None:
            replay.paused = True
            await self.alone(replay.step)
            self.tell()

    async def pace(self, asked: Json) -> None:
        """Pause, play on, or change the speed."""
        replay = self.replay
        if replay is not None:
            replay.pace = min(max(0.0, float(asked.get("pace", replay.pace))), 10.0)
            if asked.get("paused"):
                replay.paused = True
                self.tell()
            else:
                self.go()

    async def stop(self, _: Json) -> None:
        """Let go of the transcript; the couple stays as they are."""
        await self.end()
        self.tell()

    async def end(self) -> None:
        """End what is being played."""
        replay, self.replay = self.replay, None
        if replay is not None:
            replay.paused = True
            if replay.going is not None:
                await replay.going

    def tell(self) -> None:
        """Tell everybody how far the transcript is."""
        self.session.told({"replay": self.replay.state() if self.replay else None})


def _who(asked: Json) -> str:
    if asked["who"] not in PEOPLE:
        raise ValueError(asked["who"])
    return str(asked["who"])
