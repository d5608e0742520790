"""Who a couple is: two partners, their addresses, what broke trust and who stands where."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.address import Route
from bot.model.ids import CoupleId, PartnerId
from bot.model.profile import Profile, Stage


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
