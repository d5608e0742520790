"""Read and write invitations, and count wrong codes."""

from datetime import datetime

from sqlalchemy import bindparam, case, func, literal_column, or_, select, update

from bot.model.couple import Partner
from bot.model.ids import CoupleId, InviteId, PartnerId
from bot.ports.rows import Invite, InviteState, Kind
from bot.store import codec
from bot.store.sql.database import Row
from bot.store.sql.people import People
from bot.store.sql.statement import adding, statement
from bot.store.tables import invites, tries

_i = invites.c
_INVITE = select(_i.id, _i.kind, _i.inviter, _i.couple, _i.expires, _i.state, _i.claimant)
_FIND = statement(
    _INVITE.where(
        _i.kind == bindparam("k"), or_(_i.token == bindparam("s"), _i.code == bindparam("s"))
    ).order_by(_i.id.desc()),
    "k",
    "s",
)
_CLAIMED = statement(
    _INVITE.where(
        _i.inviter == bindparam("w"),
        literal_column("kind = 'partner'"),
        literal_column("state = 'claimed'"),
    ).order_by(_i.id.desc()),
    "w",
)
_BY_ID = statement(_INVITE.where(_i.id == bindparam("i")), "i")
_VOID = statement(
    update(invites)
    .where(
        _i.inviter == bindparam("w"),
        literal_column("kind IN ('move', 'fetch')"),
        literal_column("state IN ('open', 'claimed', 'vouched')"),
    )
    .values(state=literal_column("'revoked'")),
    "w",
)
_REVOKE = statement(
    update(invites)
    .where(
        _i.inviter == bindparam("w"), _i.kind == bindparam("k"), literal_column("state = 'open'")
    )
    .values(state=literal_column("'revoked'")),
    "w",
    "k",
)
_ADD = statement(
    adding(invites, "kind", "inviter", "couple", "token", "code", "expires", state="'open'"),
    "kind",
    "inviter",
    "couple",
    "token",
    "code",
    "expires",
)
_SAVE = statement(
    update(invites)
    .where(_i.id == bindparam("i"))
    .values(state=bindparam("s"), claimant=bindparam("c")),
    "s",
    "c",
    "i",
)
_ADD_TRY = statement(adding(tries, "identity", "at"), "identity", "at")
_COUNT_TRIES = statement(
    select(
        func.coalesce(func.sum(case((tries.c.identity == bindparam("w"), 1), else_=0)), 0),
        func.count(),
    ).where(tries.c.at >= bindparam("t")),
    "w",
    "t",
)


class Invites(People):
    """The part of `Held` about invitations."""

    __slots__ = ()

    def add_invite(
        self, kind: Kind, inviter: Partner, token: str, code: str | None, expires: datetime
    ) -> None:
        """Keep an invitation; earlier open ones of this kind by the same person are revoked."""
        self.database.run(_REVOKE, inviter.id, kind)
        self.database.run(
            _ADD,
            kind,
            inviter.id,
            inviter.couple,
            self._secret(token),
            None if code is None else self._secret(code),
            codec.to_milliseconds(expires),
        )

    def invite(self, kind: Kind, secret: str) -> Invite | None:
        """Find an invitation by its token or its code, whatever its state; the newest wins."""
        return _invite(self.database.one(_FIND, kind, self._secret(secret)))

    def claims(self, inviter: PartnerId) -> Invite | None:
        """Find the claimed partner invite that waits for this inviter's yes."""
        return _invite(self.database.one(_CLAIMED, inviter))

    def invited(self, invite: InviteId) -> Invite | None:
        """Read an invitation by its number."""
        return _invite(self.database.one(_BY_ID, invite))

    def void_moves(self, inviter: PartnerId) -> None:
        """Revoke whatever this partner made for moving, however far it came."""
        self.database.run(_VOID, inviter)

    def save_invite(self, invite: Invite) -> None:
        """Write state and claimant back."""
        self.database.run(_SAVE, invite.state, invite.claimant, invite.id)

    def add_try(self, platform: str, user: str, at: datetime) -> None:
        """Count a wrong code."""
        self.database.run(_ADD_TRY, self.identity(platform, user), codec.to_milliseconds(at))

    def tries(self, platform: str, user: str, since: datetime) -> tuple[int, int]:
        """Give the wrong codes since then: this person's, everybody's."""
        row = self.database.one(
            _COUNT_TRIES, self.identity(platform, user), codec.to_milliseconds(since)
        )
        return (row[0], row[1]) if row else (0, 0)

    def _secret(self, secret: str) -> bytes:
        return self.books.marks.mark("invite", secret)


def _invite(row: Row | None) -> Invite | None:
    if row is None:
        return None
    number, kind, inviter, couple, expires, state, claimant = row
    return Invite(
        InviteId(number),
        Kind(kind),
        PartnerId(inviter),
        CoupleId(couple),
        codec.from_milliseconds(expires),
        InviteState(state),
        claimant,
    )
