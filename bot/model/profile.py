"""What a partner told of themselves while arriving."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Stage(StrEnum):
    """
    How far somebody has come in arriving.

    ``HOME`` is through. ``CLOSED`` is the account of somebody who goes on from another one.
    """

    LANGUAGE = "language"
    ABOUT = "about"
    AGE = "age"
    CONSENT = "consent"
    NAME = "name"
    ZONE = "zone"
    QUIET = "quiet"
    SIDE = "side"
    HOME = "home"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in the reader's own zone when nothing unprompted is sent. May span midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Lock:
    """
    A number of somebody's own, without which their chat shows nothing after a while.

    ``number`` is its hash, empty for none. ``seen`` is when they were last here and had shown it,
    ``barred`` until when no try counts, after ``wrong`` ones. ``lost`` is when they said that they
    do not know it any more, ``knocked`` when they were last told that something is there. Times
    are as in `Discretion`.
    """

    number: str = ""
    seen: int = 0
    wrong: int = 0
    barred: int = 0
    lost: int = 0
    knocked: int = 0

    def shut(self, now: int) -> bool:
        """Say whether nothing is shown at a moment before the number is."""
        return bool(self.number) and now - self.seen > OPEN_FOR


OPEN_FOR = 15 * 60 * 1000
"""How long a chat stays open after its reader was last there, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Discretion:
    """
    What somebody set, or asked for, for themselves alone.

    ``wish`` is what was asked for at ``wished`` and waits for a typed word. ``copied`` is when
    they last took a copy of what is kept. ``refused`` are the purposes whose consent they took
    back. ``paused`` says that they were told of check-ins being paused, because their partner is
    here no longer. ``word`` does what hiding does; it is kept folded. ``written`` is the last day
    on which something came to them by itself, as an ordinal of their own calendar. ``tidy`` is
    after how many hours messages are taken out of their chat, 0 for never. Times are milliseconds
    since 1970, 0 for never. ``welcomed`` says that what comes to whoever arrives has come to them.
    """

    wish: str = ""
    wished: int = 0
    copied: int = 0
    refused: tuple[str, ...] = ()
    paused: bool = False
    word: str = ""
    written: int = 0
    tidy: int = 0
    lock: Lock = Lock()
    welcomed: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """
    What a partner told of themselves while arriving.

    ``zone`` is an IANA name, ``language`` a BCP 47 code. ``side`` is the role they see
    themselves in, private to them until the couple is made. ``awaited`` is the invite (its
    token) they came with, kept until they have arrived. ``alone`` says that, since the room
    was last disturbed, they have said that only the two of them are in it. ``gender`` is how they
    want to be spoken of (``feminine``, ``masculine``); empty is in neither way, or not said.
    ``discretion`` is what they set for themselves alone.
    """

    name: str = ""
    language: str = "en"
    zone: str = "UTC"
    quiet: Quiet | None = None
    side: str | None = None
    awaited: str | None = None
    alone: bool = False
    gender: str = ""
    discretion: Discretion = Discretion()
