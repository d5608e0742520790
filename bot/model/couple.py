"""Who a couple is: two partners, their addresses, what broke trust and who stands where."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.model.address import Route
from bot.model.ids import CoupleId, PartnerId


class Seat(StrEnum):
    """A partner's place in the couple: ``A`` invited, ``B`` accepted. It says nothing else."""

    A = "a"
    B = "b"

    @property
    def other(self) -> "Seat":
        """Give the other seat."""
        return Seat.B if self is Seat.A else Seat.A


class Role(StrEnum):
    """Which side of a breach one stands on."""

    HURT = "hurt"
    REPAIRING = "repairing"


class Stage(StrEnum):
    """How far somebody has come in arriving. ``HOME`` is through; ``CLOSED`` may not be here."""

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
class Profile:
    """
    What a partner told of themselves while arriving.

    ``zone`` is an IANA name, ``language`` a BCP 47 code. ``side`` is the role they see
    themselves in, private to them until the couple is made. ``awaited`` is the invite (its
    token) they came with, kept until they have arrived. ``alone`` says that, since the room
    was last disturbed, they have said that only the two of them are in it.
    """

    name: str = ""
    language: str = "en"
    zone: str = "UTC"
    quiet: Quiet | None = None
    side: str | None = None
    awaited: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Partner:
    """One person of a couple. ``identity`` is the platform's user id behind an HMAC."""

    id: PartnerId
    couple: CoupleId
    seat: Seat
    stage: Stage
    profile: Profile
    route: Route


@dataclass(frozen=True, slots=True)
class Breach:
    """What broke trust, as a place to stand: the hurt one's seat. No contents, no verdict."""

    hurt: Seat


@dataclass(frozen=True, slots=True)
class Couple:
    """
    Two people on one journey, or one who waits for the other.

    ``room`` is None when there is no shared group; joint messages then go to both private
    chats.
    """

    id: CoupleId
    partners: tuple[Partner, ...]
    room: Route | None = None
    breaches: tuple[Breach, ...] = ()

    def at(self, seat: Seat) -> Partner | None:
        """Give who sits there, or None while nobody does."""
        return next((one for one in self.partners if one.seat is seat), None)

    @property
    def whole(self) -> bool:
        """Say whether both partners are here and have arrived."""
        return len(self.partners) == 2 and all(p.stage is Stage.HOME for p in self.partners)
