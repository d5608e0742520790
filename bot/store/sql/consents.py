"""Note what somebody agreed to and took back; no row is ever changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, literal_column, select

from bot.model.ids import PartnerId
from bot.ports.rows import Consent
from bot.store import codec
from bot.store.sql.people import People
from bot.store.sql.statement import adding, statement
from bot.store.tables import consents

_c = consents.c
_COLUMNS = ("partner", "purpose", "version", "at", "digest", "channel", "given")
_ADD = statement(adding(consents, *_COLUMNS), *_COLUMNS)
_ALL = statement(
    select(_c.purpose, _c.version, _c.at, _c.digest, _c.channel, _c.given)
    .where(_c.partner == bindparam("i"))
    .order_by(_c.id),
    "i",
)
_LAST = statement(
    select(_c.version, _c.digest)
    .where(_c.partner == bindparam("i"), _c.purpose == bindparam("p"))
    .order_by(_c.id.desc())
    .limit(literal_column("1")),
    "i",
    "p",
)


class Consents(People):
    """The part of `Held` about agreements."""

    __slots__ = ()

    def consent(
        self,
        partner: PartnerId,
        purpose: str,
        version: str,
        at: datetime,
        *,
        digest: str = "",
        channel: str = "",
    ) -> None:
        """Note what was agreed to: to which version of the words, their hash, when and where."""
        moment = codec.to_milliseconds(at)
        self.database.run(_ADD, partner, purpose, version, moment, digest, channel, True)

    def withdraw(
        self, partner: PartnerId, purpose: str, at: datetime, *, channel: str = ""
    ) -> None:
        """Note that an agreement was taken back; of the words that were agreed to last."""
        version, digest = self.database.one(_LAST, partner, purpose) or ("", "")
        moment = codec.to_milliseconds(at)
        self.database.run(_ADD, partner, purpose, version, moment, digest, channel, False)

    def consents(self, partner: PartnerId) -> Sequence[Consent]:
        """Give all that somebody agreed to and took back, oldest first; the last one counts."""
        return [
            Consent(purpose, version, codec.from_milliseconds(at), digest, channel, bool(given))
            for purpose, version, at, digest, channel, given in self.database.all(_ALL, partner)
        ]
