"""
The platform itself: three chats, who is in them, and what was not yet taken by the bot.

It outlives the bot, as any platform does: a bot that is killed and started again finds its chats
as they were, and asks for what it has not confirmed. People act by the methods that are verbs;
the bot asks through `take`, by name, with plain JSON.
"""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from adapters.playground.line import Json
from adapters.playground.message import BOT, Message
from bot.ports.clock import Clock

ROOM = "room"
PEOPLE = ("a", "b")
CHATS = (*PEOPLE, ROOM)
STRANGER = "stranger"
POLL = 20.0
"""Seconds after which a bot that waits for something new is told that there is nothing."""


@dataclass(slots=True)
class Stage:
    """
    Two people, their phones and their room.

    ``names`` and ``languages`` are what each person's app says of them. ``told`` hears of every
    message that came or changed. ``members`` are who is in the room; ``shut`` are the chats in
    which the bot may not write.
    """

    clock: Clock
    names: dict[str, str]
    told: Callable[[Message], None] = lambda _: None
    languages: dict[str, str] = field(default_factory=lambda: dict.fromkeys(PEOPLE, "en"))
    chats: dict[str, list[Message]] = field(default_factory=lambda: {one: [] for one in CHATS})
    members: set[str] = field(default_factory=lambda: {*PEOPLE, BOT})
    shut: set[str] = field(default_factory=set)
    updates: list[Json] = field(default_factory=list)
    presses: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    # What people do; each gives the number of the update that the bot will be told

    def writes(self, who: str, text: str, *, room: bool = False, reply: str | None = None) -> int:
        """Let somebody write."""
        own = self.post(who, ROOM if room else who, text, reply_to=reply)
        return self.happened(
            "wrote", own.chat, who, text=text, message=own.id, reply=self.replied(own)
        )

    def taps(self, who: str, message: str, row: int, column: int) -> int | None:
        """Let somebody press a button by its place; None when it is there no more."""
        found = self.message(message)
        if found is None or found.gone or not row < len(found.rows):
            return None
        buttons = found.rows[row]
        if not column < len(buttons) or not buttons[column].get("token"):
            return None
        return self.pressed(who, found.chat, message, buttons[column]["token"])

    def pressed(self, who: str, chat: str, message: str, token: str) -> int:
        """Let a press reach the bot, also of a button that stands there no more."""
        press = str(next(self.numbers))
        self.presses[press] = (who, chat)
        return self.happened("pressed", chat, who, token=token, press=press, message=message)

    def sends(self, who: str, kind: str, *, room: bool = False) -> int:
        """Let somebody send what is not text: a photo, a voice message, a sticker."""
        own = self.post(who, ROOM if room else who, "", kind=kind)
        file = f"picture-{own.id}" if kind == "photo" else ""
        if file:
            own.picture = file
            self.told(own)
        return self.happened("sent", own.chat, who, kind_of=kind, file=file, message=own.id)

    def edits(self, who: str, message: str, text: str) -> int | None:
        """Let somebody change what they wrote; None when it is not theirs."""
        found = self.own(who, message)
        if found is None or found.kind != "text":
            return None
        found.spans, found.edited = [["p", text]], True
        self.told(found)
        return self.happened("edited", found.chat, who, text=text, message=message)

    def deletes(self, who: str, message: str) -> bool:
        """Let somebody delete what they wrote; no bot is told of that, as on Telegram."""
        found = self.own(who, message)
        if found is not None:
            found.gone = True
            self.told(found)
        return found is not None

    def blocks(self, who: str) -> int:
        """Let somebody block the bot."""
        self.shut.add(who)
        return self.happened("out", who, who)

    def opens(self, who: str) -> int:
        """Let somebody open the bot again that they had blocked."""
        self.shut.discard(who)
        return self.happened("in", who, who)

    def gathers(self, who: str, *, comes: bool) -> int:
        """Let somebody come into the room or leave it."""
        (self.members.add if comes else self.members.discard)(who)
        self.line(ROOM, f"{self.names.get(who, 'Somebody')} {'came in' if comes else 'left'}.")
        if who == BOT:
            (self.shut.discard if comes else self.shut.add)(ROOM)
            return self.happened("in" if comes else "out", ROOM, PEOPLE[0])
        return self.happened("gathered", ROOM, None, present=len(self.members))

    # What the bot asks

    async def ask(self, method: str, given: Json) -> Json:
        """Answer the bot in the same process (`adapters.playground.line.Line`)."""
        if method == "updates":
            return await self.wait_for_updates(int(given["after"]))
        return self.take(method, given)

    def take(self, method: str, given: Mapping[str, object]) -> Json:
        """Answer what needs no waiting; what the platform refuses is an ``error`` in the answer."""
        chat, message = str(given.get("chat", "")), str(given.get("message", ""))
        match method:
            case "sign_in":
                return {"bot": "mortar"}
            case "send":
                return self.send(chat, given)
            case "answer_press":
                self.notice(str(given["press"]), str(given["text"] or ""))
            case "strip":
                self.strip(chat, message)
            case "take_back":
                self.take_back(chat, given)
            case "count":
                return {"present": len(self.members)}
            case "leave":
                self.members.discard(BOT)
                self.line(chat, "The bot left.")
            case _:
                return {"error": "unknown"}
        return {}

    async def wait_for_updates(self, after: int) -> Json:
        """Forget what the bot has confirmed; give what is new, at once or as soon as it is."""
        self.updates = [one for one in self.updates if one["id"] > after]
        if not self.updates:
            self.bell.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL):
                    await self.bell.wait()
        return {"updates": list(self.updates)}

    def send(self, chat: str, given: Mapping[str, object]) -> Json:
        """Put a message of the bot into a chat."""
        if chat not in self.chats:
            return {"error": "refused"}
        if chat in self.shut or (chat == ROOM and BOT not in self.members):
            return {"error": "unreachable"}
        shown: Json = dict(given)
        made = self.post(BOT, chat, "")
        made.spans, made.rows = shown["spans"], shown["rows"]
        made.offered = shown["rows"]
        made.protect, made.silent, made.asks = shown["protect"], shown["silent"], shown["asks"]
        made.language, made.picture = shown["language"], shown["picture"]
        made.kind = "photo" if made.picture else "text"
        self.told(made)
        return {"message": made.id}

    def notice(self, press: str, text: str) -> None:
        """Show a short notice to whoever pressed, and to nobody else."""
        who, chat = self.presses.pop(press, ("", ""))
        if who and text:
            self.post(BOT, chat, text, only=who)

    def strip(self, chat: str, message: str) -> None:
        """Take the buttons off."""
        found = self.message(message)
        if found is not None and found.chat == chat and found.rows:
            found.rows = []
            self.told(found)

    def take_back(self, chat: str, given: Mapping[str, object]) -> None:
        """Take messages out of a chat; a bot may delete anybody's in its own chat with them."""
        named = given["messages"]
        for message in named if isinstance(named, list) else ():
            found = self.message(str(message))
            if found is not None and found.chat == chat and not found.gone:
                found.gone = True
                self.told(found)

    # What is kept

    def post(
        self, by: str, chat: str, text: str, *,
        kind: str = "text", only: str | None = None, reply_to: str | None = None,
    ) -> Message:  # fmt: skip
        """Put a message into a chat; the bot's own are told of once they are whole."""
        number = str(next(self.numbers))
        made = Message(
            number, chat, by, self.clock.now(), [["p", text]], kind, only=only, reply_to=reply_to
        )
        self.chats[chat].append(made)
        if by != BOT or only is not None:
            self.told(made)
        return made

    def line(self, chat: str, text: str) -> None:
        """Note what happened to a chat, as apps do between the bubbles."""
        if chat in self.chats:
            self.post("", chat, text, kind="line")

    def happened(self, kind: str, chat: str, who: str | None, **more: object) -> int:
        """Note something for the bot, under a number that never comes again."""
        number = next(self.numbers)
        person = who and {
            "id": who, "name": self.names.get(who, who), "language": self.languages.get(who),
        }  # fmt: skip
        self.updates.append({"id": number, "kind": kind, "chat": chat, "from": person, **more})
        self.bell.set()
        return number

    def message(self, number: str) -> Message | None:
        """Find a message by its id."""
        return next((m for chat in self.chats.values() for m in chat if m.id == number), None)

    def own(self, who: str, number: str) -> Message | None:
        """Find what somebody wrote, unless it is gone."""
        found = self.message(number)
        return found if found is not None and found.by == who and not found.gone else None

    def replied(self, own: Message) -> str | None:
        """Give the message of the bot that is answered: one pointed at, or one that asks."""
        if own.reply_to is not None:
            return own.reply_to
        before = [m for m in self.chats[own.chat] if m.by == BOT and m.only is None and not m.gone]
        return before[-1].id if before and before[-1].asks else None
