"""
What comes in from a platform, and what goes out to one, with the platform taken off.

Ids are text, times are aware UTC. Everything here can be written as JSON (see `store.codec`).
"""

from dataclasses import dataclass
from datetime import datetime

from bot.flow.cast import Plain
from bot.model.address import Address
from bot.model.couple import Seat


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it. ``name`` is display text only; the identity is (platform, id)."""

    id: str
    name: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Wrote:
    """Free text. ``reply_to`` is the id of the bot's own message it answers, if any."""

    text: str
    message: str
    reply_to: str | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command, its name in lower case without slash or bot name, and what followed it."""

    name: str
    argument: str
    message: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button. ``token`` is what we put on it; ``press`` answers it at the platform."""

    token: str
    press: str
    message: str | None


@dataclass(frozen=True, slots=True)
class Edited:
    """Text changed after it was sent."""

    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Attached:
    """
    Something that is not text. ``kind`` is one word; nothing of it is downloaded.

    ``file`` is the platform's reference to a picture, with the platform before it
    (``telegram:...``); empty for everything else. ``caption`` are the words that came with it.
    """

    kind: str
    file: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """So much came from one person at once that some of it was not taken up."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """The bot was added to a room, or may write again (unblocked, rights given back)."""


@dataclass(frozen=True, slots=True)
class PutOut:
    """The bot was blocked, removed, or may not write any more."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """
    The people in a room changed, or were counted.

    ``present`` is how many members the room has with the bot, None when it is not known.
    """

    present: int | None


@dataclass(frozen=True, slots=True)
class MovedHouse:
    """A chat got a new id (a Telegram group became a supergroup)."""

    to: str


@dataclass(frozen=True, slots=True)
class Rang:
    """An alarm fell due. ``wait`` and ``tag`` say which wait of the run it belongs to."""

    couple: int
    run: int | None
    wait: int
    tag: str


@dataclass(frozen=True, slots=True)
class Acted:
    """
    A deed was asked for by a run; it is done when this is taken up.

    ``given`` are its arguments by name. ``language`` is that of who gave them; ``seat`` is whose
    lane it was, None outside lanes. ``unasked`` says that a clock brought the turn that asked.
    """

    couple: int
    run: int
    wait: int
    deed: str
    given: tuple[tuple[str, Plain], ...]
    language: str = "en"
    seat: Seat | None = None
    unasked: bool = False


Body = (
    Wrote
    | Commanded
    | Pressed
    | Edited
    | Attached
    | LeftOut
    | CameIn
    | PutOut
    | Gathered
    | MovedHouse
    | Rang
    | Acted
)


@dataclass(frozen=True, slots=True)
class Inbound:
    """
    One thing that happened, kept before anything is done about it.

    ``key`` is unique for ever at its source: a second copy is ignored. ``sender`` and
    ``address`` are None for alarms and actions; ``sender`` also where nobody in particular did
    it.
    """

    key: str
    at: datetime
    body: Body
    address: Address | None = None
    private: bool = True
    sender: Sender | None = None
