"""Where people are reached, and whether they may be written to."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.ids import RouteId


class Reach(StrEnum):
    """
    Whether a chat may be written to.

    ``CLOSED``: they blocked or removed the bot. ``PAUSED``: a room with a third person in it.
    The others are private chats where only what their reader asks for is written: until they say
    that they are back (``RESTING``), until they write anything (``HIDDEN``), for good because
    they left their couple (``GONE``).
    """

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    RESTING = "resting"
    HIDDEN = "hidden"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Address:
    """Where someone is reached: the platform's chat id, and its topic or thread if any."""

    platform: str
    chat: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """An address of a couple, with its state. A partner's private chat, or the room."""

    id: RouteId
    address: Address
    reach: Reach = Reach.OPEN
