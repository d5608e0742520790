"""What the bot needs of a platform."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.model.address import Address
from bot.ports.letters import Letter
from bot.ports.messages import Inbound

Keep = Callable[[Sequence[Inbound]], Awaitable[None]]
"""Keeps a batch for good. Only when it returns may the platform be told "got it"."""


FETCHED_IN = 30.0
"""Seconds after which a photo that does not come is asked for again, later."""


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What a platform allows.

    ``text`` is what fits into one message, in UTF-16 units, and ``label`` onto a button, in
    characters. A message that is older than ``recall`` cannot be taken back any more. ``served``
    says that rooms stand on servers there, which somebody owns who can read along, ``theirs`` that
    a bot may delete in a private chat what the person wrote.
    """

    text: int
    label: int
    recall: timedelta = timedelta(hours=48)
    served: bool = False
    theirs: bool = True


class Gateway(Protocol):
    """
    A platform, or the terminal.

    All methods may be called from one event loop only.
    """

    @property
    def platform(self) -> str:
        """Give the name that stands in `Address.platform`."""

    @property
    def limits(self) -> Limits:
        """Give what fits into one message."""

    async def open(self) -> str:
        """
        Sign in and announce the commands; return the bot's own id.

        Raises `ConfigError` when the platform refuses the token.
        """

    async def listen(self, keep: Keep) -> None:
        """Hear until cancelled. Every batch is kept before the platform may forget it."""

    async def listening(self) -> None:
        """Wait until what people write is heard: after `open`, while `listen` runs."""

    async def send(self, letter: Letter) -> str:
        """
        Deliver one letter; return the platform's id of the message.

        Raises a `DeliveryError`, whose class says what may be done about it.
        """

    async def answer_press(self, press: str, text: str | None) -> None:
        """Stop the button's spinner, with a short notice or without. Never raises."""

    async def strip(self, address: Address, message: str) -> None:
        """Take the buttons off a message that is over. Never raises."""

    async def take_back(self, address: Address, messages: Sequence[str]) -> None:
        """Take messages out of a chat, those in front first. May be repeated; never raises."""

    async def count(self, address: Address) -> int | None:
        """
        Count who is in a room, the bot included; None where a room cannot be counted.

        Raises a `DeliveryError` when the platform does not answer: nothing is sent unseen.
        """

    async def fetch(self, reference: str) -> bytes:
        """
        Give a photo that somebody sent (`Attached.file`), kept in memory and nowhere else.

        Whoever asks has seen to it that it is asked for by who sent it. Raises `TryLater`, or
        `Refused` when it is larger than `bot.ports.press.MOST_BYTES`, gone, or not of this
        platform.
        """

    async def leave(self, address: Address) -> None:
        """Leave a room that is not ours. Never raises."""

    def link(self, payload: str, *, room: bool) -> str | None:
        """Give the address that opens the bot (or adds it to a room) with ``payload``."""

    async def close(self) -> None:
        """Sign off, waiting for what is under way."""
