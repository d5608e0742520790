"""
A platform of three chats in one process.

Whoever drives it (a person at the keyboard, or a transcript) says what the two people do, as
`does`; what the bot sends is put into the chats and handed to ``shown``.
"""

import itertools
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import Refused
from bot.model.address import Address
from bot.model.words import Words, plain
from bot.ports.clock import Clock
from bot.ports.gateway import Keep, Limits
from bot.ports.letters import Attachment, Button, Letter
from bot.ports.messages import Commanded, Inbound, Pressed, Sender, Wrote

PLATFORM = "terminal"
ROOM = "room"
PEOPLE = ("a", "b")
PHOTO = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAFUlEQVR42mOctmAVAzbAxIAD0EMCABmVAezyACcXAA"
    "AAAElFTkSuQmCC"
)
"""A grey one, eight by six."""


@dataclass(slots=True)
class Shown:
    """
    A message as it stands in a chat. ``rows`` go when the buttons are taken off.

    One that was ``taken`` back is not to be seen any more. ``file`` is what came with it.
    """

    chat: str
    id: str
    words: Words
    rows: tuple[tuple[Button, ...], ...]
    taken: bool = False
    file: Attachment | None = None

    @property
    def buttons(self) -> list[Button]:
        """Give the buttons, as they are counted."""
        return [button for row in self.rows for button in row]

    @property
    def text(self) -> str:
        """Give what a person reads."""
        return plain(self.words)


@dataclass(slots=True)
class TerminalGateway:
    """
    Two people and their room.

    ``names`` are what the platform calls them, by chat. ``shown`` and ``noticed`` are told of
    every message and of every short notice at a button. ``present`` is how many are in the room,
    the bot included; ``left`` lists the chats the bot has left.
    """

    clock: Clock
    names: dict[str, str]
    shown: Callable[[Shown], None]
    noticed: Callable[[str], None]
    chats: dict[str, list[Shown]] = field(default_factory=lambda: {"a": [], "b": [], ROOM: []})
    left: list[str] = field(default_factory=list)
    present: int = 3
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def platform(self) -> str:
        """Give the name that stands in addresses."""
        return PLATFORM

    @property
    def limits(self) -> Limits:
        """Give what fits into one message."""
        return Limits(text=4000, label=64)

    async def open(self) -> str:
        """There is nobody to sign in with."""
        return PLATFORM

    async def listening(self) -> None:
        """Be heard at once."""

    async def listen(self, keep: Keep) -> None:
        """Hear nothing by itself; what people do comes in through `does`."""

    async def send(self, letter: Letter) -> str:
        """Put a letter into its chat."""
        message = Shown(
            letter.address.chat, str(next(self.numbers)), letter.content.words,
            letter.content.rows, file=_legible(letter.content.attachment),
        )  # fmt: skip
        self.chats.setdefault(message.chat, []).append(message)
        self.shown(message)
        return message.id

    async def answer_press(self, press: str, text: str | None) -> None:  # noqa: ARG002
        """Show a notice; there is no spinner to stop."""
        if text:
            self.noticed(text)

    async def strip(self, address: Address, message: str) -> None:
        """Take the buttons off."""
        for one in self.chats.get(address.chat, ()):
            if one.id == message:
                one.rows = ()

    async def take_back(self, address: Address, messages: Sequence[str]) -> None:
        """Take messages away; what is printed already cannot be, so that is said."""
        found = [one for one in self.chats.get(address.chat, ()) if one.id in messages]
        for one in found:
            one.rows, one.taken = (), True
        if found:
            self.noticed(
                f"in the app, {len(found)} messages of the bot are gone from this chat now"
            )

    async def count(self, address: Address) -> int | None:  # noqa: ARG002
        """Count who is in the room."""
        return self.present

    async def fetch(self, reference: str) -> bytes:
        """Give a picture that stands for any: in a terminal nobody takes photos."""
        if not reference.startswith(f"{PLATFORM}:"):
            raise Refused("another platform keeps it")
        return PHOTO

    async def leave(self, address: Address) -> None:
        """Close the door behind us."""
        self.left.append(address.chat)

    def link(self, payload: str, *, room: bool) -> str | None:  # noqa: ARG002
        """Give no address: in a terminal nothing can be clicked."""
        return None

    async def close(self) -> None:
        """Nothing to sign off from."""

    def does(self, who: str, text: str, *, room: bool = False) -> Inbound:
        """
        Make what somebody typed into what came in.

        A slash begins a command. The label of an open button, or its beginning when only one
        begins so, presses it; everything else is words.
        """
        number = next(self.numbers)
        chat = ROOM if room else who
        called = self.names.get(who, who)
        sender = Sender(who, called, "en")
        body: Commanded | Pressed | Wrote
        button = self.button(chat, text, called)
        if text.startswith("/"):
            name, _, argument = text[1:].partition(" ")
            body = Commanded(name.lower(), argument.strip(), str(number))
        elif button is not None:
            message, pressed = button
            body = Pressed(pressed.token, str(number), message.id)
        else:
            body = Wrote(text, str(number))
        address = Address(PLATFORM, chat)
        return Inbound(f"terminal:{number}", self.clock.now(), body, address, not room, sender)

    def button(self, chat: str, text: str, name: str) -> tuple[Shown, Button] | None:
        """
        Find the button somebody means, in the newest message that has any.

        In the room, a message with their name in it comes first: people press their own.
        """
        said = text.casefold().strip()
        newest = reversed(self.chats.get(chat, []))
        shown = [one for one in newest if any(b.token for b in one.buttons)]
        if chat == ROOM:
            shown.sort(key=lambda one: name not in one.text)
        for message in shown[:1]:
            buttons = [one for one in message.buttons if one.token]
            exact = [one for one in buttons if one.label.casefold() == said]
            near = [one for one in buttons if said and one.label.casefold().startswith(said)]
            found = exact or (near if len(near) == 1 and len(said) > 1 else [])
            return (message, found[0]) if found else None
        return None


def _legible(file: Attachment | None) -> Attachment | None:
    """Leave out what a terminal cannot show; the file's name says that it is there."""
    return file if file is None or file.is_text else replace(file, body=b"")


def labels(message: Shown) -> Sequence[str]:
    """Give a message's buttons as lines to print."""
    return ["  ".join(f"[{button.label}]" for button in row) for row in message.rows]
