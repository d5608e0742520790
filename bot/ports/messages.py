"""
What comes in from a platform, and what goes out to one, with the platform taken off.

Ids are text, times are aware UTC. Everything here can be written as JSON (see `store.codec`).
"""

from dataclasses import dataclass
from datetime import datetime

from bot.model.couple import Address
from bot.model.ids import LetterId
from bot.model.words import Words


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
    """Something that is not text. ``kind`` is one word; nothing of it is downloaded."""

    kind: str


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
    """An action was asked for by a run; it is performed when this is taken up."""

    couple: int
    run: int
    wait: int
    action: str
    arguments: tuple[str, ...]


Body = (
    Wrote
    | Commanded
    | Pressed
    | Edited
    | Attached
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


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a letter: its label, and the token that comes back when pressed."""

    label: str
    token: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """
    What a letter shows.

    ``rows`` are the buttons as they should stand. ``reply`` asks the platform to open a reply
    field, so that the answer reaches a bot which cannot read the room. ``language`` is the
    reader's, for the one line that delivery may have to add.
    """

    words: Words
    rows: tuple[tuple[Button, ...], ...] = ()
    reply: bool = False
    protect: bool = False
    silent: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Letter:
    """
    A row of the outbox, ready to go.

    ``attempt`` counts from 1. ``unsure`` says that an earlier attempt may have arrived.
    ``joint`` letters go to a room, where the people present are counted first. ``must`` letters
    are repeated when nobody knows whether they arrived; others are dropped then.
    """

    id: LetterId
    address: Address
    content: Content
    attempt: int
    must: bool
    unsure: bool
    joint: bool
