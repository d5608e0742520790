"""What the two people do on their phones, each thing written down."""

from abc import abstractmethod
from collections.abc import Mapping

from adapters.playground.line import Json
from adapters.playground.message import BOT, Message
from adapters.playground.stage import ROOM, Stage
from bot.engine.speech import Speech
from bot.flow.outcomes import Phrase
from bot.playground.library import Library
from bot.playground.record import Record, short
from bot.theatre import Arriving, MovableClock


class People(Arriving):
    """
    Both people, by hand and by transcript.

    Whoever builds on it gives ``stage``, ``clock``, ``record`` and ``library``.
    """

    stage: Stage
    clock: MovableClock
    record: Record
    library: Library

    @abstractmethod
    async def settled(self, update: int) -> None:
        """Wait until the bot has played an update, and nothing is left to do."""

    @abstractmethod
    async def asked(self, method: str, given: Json) -> Json:
        """Ask the bot to do something, and take its word for what came of it."""

    @abstractmethod
    def tell(self) -> None:
        """Tell everybody how all stands."""

    @property
    def languages(self) -> Mapping[str, str]:
        """Give the languages that the bot offers."""
        return self.library.content.languages

    async def hush(self, *, still: bool) -> None:
        """Let nothing come by itself to who arrives, or let it come again."""
        await self.asked("hush", {"still": still})

    def called(self, who: str) -> str:
        """Give somebody's name."""
        return self.stage.names[who]

    def label(self, name: str, language: str | None = None) -> str:
        """Give a button's words, in the default language unless told otherwise."""
        content = self.library.content
        speech = Speech(content.bundles, content.languages)
        return speech.label(Phrase(name), language or speech.default)

    def newest(self, chat: str) -> str:
        """Give the newest message of the bot in a chat, with the addresses behind its buttons."""
        message = [one for one in self.stage.chats[chat] if one.by == BOT][-1]
        links = [one["link"] for row in message.rows for one in row if one.get("link")]
        return " ".join([message.text, *links])

    async def does(self, who: str, text: str, *, room: bool = False) -> None:
        """Let somebody write, or press the button with these words; wait for what comes of it."""
        found = self.button(who, text, room=room)
        if found is not None:
            message, token = found
            await self.presses(who, token, message.id, room=room)
            return
        self.record.does(self.clock.now(), _verb(who, "", room=room), text)
        await self.settled(self.stage.writes(who, text, room=room))

    async def presses(self, who: str, token: str, message: str, *, room: bool = False) -> None:
        """Let somebody press a button that was shown at any time."""
        self.pressed(who, token, message, room=room)
        chat = ROOM if room else who
        await self.settled(self.stage.pressed(who, chat, message, token))

    def pressed(self, who: str, token: str, message: str, *, room: bool) -> None:
        """Write a press down."""
        found = self.stage.message(message)
        buttons = [one for row in found.rows for one in row] if found else []
        label = next((one["label"] for one in buttons if one["token"] == token), "…")
        of = short(found.text)[:40] if found else ""
        self.record.does(self.clock.now(), _verb(who, "presses", room=room), label, of)

    async def sends(self, who: str, kind: str, *, room: bool = False) -> None:
        """Let somebody send what is not text."""
        self.record.does(self.clock.now(), _verb(who, "sends", room=room), kind)
        await self.settled(self.stage.sends(who, kind, room=room))

    # What whoever sits at the page does; nobody waits for what comes of it

    def writes(self, who: str, text: str, *, room: bool, reply: str | None) -> None:
        """Let somebody write."""
        self.record.does(self.clock.now(), _verb(who, "", room=room), text)
        self.stage.writes(who, text, room=room, reply=reply)
        self.tell()

    def taps(self, who: str, message: str, row: int, column: int) -> None:
        """Let somebody press a button by its place; one that went meanwhile is let be."""
        found = self.stage.message(message)
        if found is None or self.stage.taps(who, message, row, column) is None:
            return
        self.pressed(who, found.rows[row][column]["token"], message, room=found.chat == ROOM)
        self.tell()

    def attaches(self, who: str, kind: str, *, room: bool) -> None:
        """Let somebody send what is not text."""
        self.record.does(self.clock.now(), _verb(who, "sends", room=room), kind)
        self.stage.sends(who, kind, room=room)
        self.tell()

    def button(self, who: str, text: str, *, room: bool) -> tuple[Message, str] | None:
        """Find the button somebody means, their own message first in the room."""
        said = text.casefold().strip()
        chat = self.stage.chats[ROOM if room else who]
        shown = [one for one in reversed(chat) if any(b["token"] for r in one.rows for b in r)]
        if room:
            shown.sort(key=lambda one: self.stage.names[who] not in one.text)
        for message in shown[:1]:
            buttons = [one for row in message.rows for one in row if one["token"]]
            exact = [one for one in buttons if one["label"].casefold() == said]
            near = [one for one in buttons if said and one["label"].casefold().startswith(said)]
            found = exact or (near if len(near) == 1 and len(said) > 1 else [])
            return (message, found[0]["token"]) if found else None
        return None


def _verb(who: str, how: str, *, room: bool) -> str:
    return " ".join(filter(None, (who, how, "in group" if room else "")))
