"""What the database holds, as values: invitations, runs, letters about to be written."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.flow.cast import Value, Values
from bot.model.address import Route
from bot.model.couple import Seat
from bot.model.ids import CoupleId, InviteId, LetterId, PartnerId, RouteId, RunId
from bot.model.profile import Profile
from bot.ports.letters import Content
from bot.things.shelf import Thing


class Kind(StrEnum):
    """
    What an invite opens.

    ``MOVE`` and ``FETCH`` open the seat of a partner who goes on from another account: of the one
    who made it, and of the other.
    """

    PARTNER = "partner"
    ROOM = "room"
    MOVE = "move"
    FETCH = "fetch"


class InviteState(StrEnum):
    """
    How far an invite has come.

    ``CLAIMED``: somebody came with it and waits for the inviter's yes. ``VOUCHED``: the inviter
    said yes to a move, and the other of the two is asked.
    """

    OPEN = "open"
    CLAIMED = "claimed"
    VOUCHED = "vouched"
    SPENT = "spent"
    REVOKED = "revoked"


class RunState(StrEnum):
    """``QUEUED`` waits until no other run of the couple is active."""

    QUEUED = "queued"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time invitation. Its token and code are known only as HMACs."""

    id: InviteId
    kind: Kind
    inviter: PartnerId
    couple: CoupleId
    expires: datetime
    state: InviteState
    claimant: PartnerId | None = None


@dataclass(frozen=True, slots=True)
class KeptRun:
    """
    A run as it lies in the database.

    ``version`` is the content hash of its flow. ``document`` is the JSON of its place.
    """

    id: RunId
    couple: CoupleId
    flow: str
    version: str
    state: RunState
    document: str
    values: Values

    def without_trace(self) -> "KeptRun":
        """Give it as what a traceless flow leaves: nothing of it once it has ended."""
        return replace(self, values={}, document="") if self.state is RunState.ENDED else self


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A letter about to be written to the outbox.

    ``reader`` is whose key seals it; None means the couple's (or, without a couple, the
    house's). ``token`` names its buttons, ``run``, ``prompt`` and ``node`` say which question
    they answer. ``not_before`` holds it back for quiet hours. ``asked`` says whether its reader's
    own doing brought it, where the turn does not tell (None).
    """

    route: RouteId
    content: Content
    couple: CoupleId | None = None
    reader: PartnerId | None = None
    joint: bool = False
    must: bool = True
    not_before: datetime | None = None
    token: str | None = None
    run: RunId | None = None
    prompt: int | None = None
    node: str | None = None
    seat: Seat | None = None
    asked: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """
    The letter a token belongs to.

    ``seat`` is who may press, None when both may. ``message`` is the platform's id of it, None
    while it is not known to have arrived.
    """

    letter: LetterId
    couple: CoupleId | None
    run: RunId | None
    prompt: int | None
    node: str | None
    seat: Seat | None
    route: Route
    message: str | None


@dataclass(frozen=True, slots=True)
class Consent:
    """
    What somebody agreed to, or took back (``given`` is False).

    ``version`` and ``digest`` say to which words, ``channel`` where they said it.
    """

    purpose: str
    version: str
    at: datetime
    digest: str = ""
    channel: str = ""
    given: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is handed out; ``at`` is None where it is older than the keeping of times."""

    flow: str
    name: str
    value: Value
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Export:
    """
    All that is kept of one partner, for themselves.

    ``user`` is their id on their platform. ``own`` is what they answered in private, ``joint``
    what both may read. ``milestones`` are (flow, name, when). ``messages`` is what they wrote,
    ``shown`` what was written for both, as far as it is still kept. ``things`` is what they built,
    alone and together. Oldest first; nothing that the other said in private is in here.
    """

    profile: Profile
    user: str
    consents: tuple[Consent, ...]
    own: tuple[Told, ...]
    joint: tuple[Told, ...]
    milestones: tuple[tuple[str, str, datetime], ...]
    messages: tuple[tuple[datetime, str], ...]
    shown: tuple[tuple[datetime, str], ...]
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """
    How long what people said is kept at most.

    ``private`` and ``joint`` count for runs that have ended, from when it was said; ``dedupe`` is
    how long it is known what was taken in already. A couple of whom nothing was heard for
    ``couple`` is due to be forgotten, after two notices ``notice`` apart.
    """

    private: timedelta = timedelta(days=30)
    joint: timedelta = timedelta(days=90)
    inbox: timedelta = timedelta(hours=24)
    outbox: timedelta = timedelta(hours=24)
    dedupe: timedelta = timedelta(days=7)
    couple: timedelta = timedelta(days=180)
    notice: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pruned:
    """
    What a sweep did, and who is due.

    ``rows`` is how many rows lost their words or were deleted. Who is in ``to_tell`` is to be told
    that they will be forgotten (`Held.noticed` notes that they were); who is in ``to_erase`` was
    told twice, and is to be erased.
    """

    rows: int
    to_tell: tuple[CoupleId, ...] = ()
    to_erase: tuple[CoupleId, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that has not ended. ``document`` is its place as JSON, "" when it waits to begin."""

    flow: str
    version: str
    document: str


@dataclass(frozen=True, slots=True)
class Survey:
    """
    What new content would meet: runs that have not ended, and flows as they were.

    ``scripts`` are (version, flow, source): those that a run still needs, and the newest of each.
    ``kept`` are all versions there ever were.
    """

    scripts: tuple[tuple[str, str, str], ...]
    kept: frozenset[str]
    runs: tuple[OpenRun, ...]
