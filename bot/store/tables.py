"""
Lay out what is kept, one table after the other, so that it can be read in one go.

In the clear are only ids, states, times (UTC, milliseconds since 1970), counts, the names of
flows with their versions and the name of a platform. What a person is called or known by, and
every word, is sealed (`bot.store.vault`). What must be found without being readable stands here
as a `Mac`: 16 bytes of an HMAC under a key that is not in the database.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _where(condition: str) -> dict[str, Any]:
    """Limit an index to some rows, on either database."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


Id = BigInteger().with_variant(Integer, "sqlite")
Moment = BigInteger
Mac = LargeBinary
Sealed = LargeBinary

house = Table(
    "house",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Sealed, nullable=False),
)

# Whose keys the transaction under way deletes; see `bot.store.sql.keys`. Empty at rest.
erasures = Table(
    "erasures",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("owner", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# What did not open, as it was found, and where.
quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Id, primary_key=True),
    Column("place", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
)

# `active` is when something was last heard of a couple, to the day; `notices` counts how often
# they were told since that they will be forgotten, `noticed` when they were last.
couples = Table(
    "couples",
    metadata,
    Column("id", Id, primary_key=True),
    Column("active", Moment),
    Column("notices", Integer, nullable=False, server_default=text("0")),
    Column("noticed", Moment),
    sqlite_autoincrement=True,
)


def _couple(*, nullable: bool = False) -> Column[int]:
    return Column(
        "couple", BigInteger, ForeignKey("couples.id", ondelete="CASCADE"), nullable=nullable
    )


def _partner(name: str = "partner", *, nullable: bool = False) -> Column[int]:
    return Column(
        name, BigInteger, ForeignKey("partners.id", ondelete="CASCADE"), nullable=nullable
    )


def _run() -> Column[int]:
    return Column(
        "run",
        BigInteger,
        ForeignKey("runs.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


partners = Table(
    "partners",
    metadata,
    Column("id", Id, primary_key=True),
    _couple(),
    Column("seat", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("identity", Mac, nullable=False),
    Column("person", Sealed, nullable=False),
    Column("profile", Sealed, nullable=False),
    Index("partners_identity", "platform", "identity", unique=True),
    Index("partners_seat", "couple", "seat", unique=True),
    sqlite_autoincrement=True,
)

# A room has a couple and no partner; a stranger's chat has neither.
routes = Table(
    "routes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("chat", Mac, nullable=False),
    Column("address", Sealed, nullable=False),
    Column("reach", Text, nullable=False),
    _couple(nullable=True),
    _partner(nullable=True),
    Index("routes_chat", "platform", "chat", unique=True),
    Index("routes_partner", "partner", unique=True),
    Index("routes_couple", "couple"),
    Index(
        "routes_room",
        "couple",
        unique=True,
        **_where("partner IS NULL AND couple IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

breaches = Table(
    "breaches",
    metadata,
    Column("id", Id, primary_key=True),
    _couple(),
    Column("hurt", Text, nullable=False),
    Index("breaches_couple", "couple"),
)

invites = Table(
    "invites",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    _partner("inviter"),
    _couple(),
    Column("token", Mac, nullable=False),
    Column("code", Mac),
    Column("expires", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("claimant", BigInteger, ForeignKey("partners.id", ondelete="SET NULL")),
    Index("invites_token", "token", unique=True),
    Index("invites_code", "code"),
    Index("invites_inviter", "inviter"),
    Index("invites_couple", "couple"),
    Index("invites_claimant", "claimant"),
    sqlite_autoincrement=True,
)

tries = Table(
    "tries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("identity", Mac, nullable=False),
    Column("at", Moment, nullable=False),
    Index("tries_at", "at"),
)

# What was agreed to and what was taken back, one row each; the newest of a purpose counts.
consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    _partner(),
    Column("purpose", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("digest", Text, nullable=False, server_default=text("''")),
    Column("channel", Text, nullable=False, server_default=text("''")),
    Column("given", Boolean, nullable=False, server_default=text("true")),
    Index("consents_partner", "partner"),
)

scripts = Table(
    "scripts",
    metadata,
    Column("flow", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("source", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Id, primary_key=True),
    _couple(),
    Column("flow", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("once", Mac),
    Column("document", Sealed),
    Index("runs_once", "couple", "flow", "once", unique=True),
    Index(
        "runs_open",
        "couple",
        **_where("state <> 'ended'"),
    ),
    sqlite_autoincrement=True,
)

# `owner` is a seat or "run". The name is sealed with the value: which questions somebody was
# asked already tells something. What was said by somebody who has left that seat since has their
# number behind it ("b:17"), as has `seat` in marks and journal. `at` is when it was given, `by` the
# partner whose doing brought it, where one's did.
answers = Table(
    "answers",
    metadata,
    _run(),
    Column("owner", Text, primary_key=True),
    Column("name", Mac, primary_key=True),
    Column("value", Sealed, nullable=False),
    Column("at", Moment),
    Column("by", BigInteger),
    sqlite_with_rowid=False,
)

# `seat` is "" where the milestone is the couple's.
marks = Table(
    "marks",
    metadata,
    _run(),
    Column("seat", Text, primary_key=True),
    Column("name", Mac, primary_key=True),
    Column("word", Sealed, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

journal = Table(
    "journal",
    metadata,
    _run(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("seat", Text),
    Column("at", Moment, nullable=False),
    Column("event", Sealed, nullable=False),
    Column("digest", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What couples build: `owner` is a seat, or "" for what both may read. The kind is known as a HMAC.
things = Table(
    "things",
    metadata,
    Column("id", Id, primary_key=True),
    _couple(),
    Column("owner", Text, nullable=False),
    Column("kind", Mac, nullable=False),
    Column("at", Moment, nullable=False),
    Column("value", Sealed, nullable=False),
    Index("things_shelf", "couple", "owner", "kind"),
    sqlite_autoincrement=True,
)

# A letter's id is its inbox row's, shifted, plus its number within the turn: a turn that is
# played twice cannot write it twice. `ready` is when it may go, `retry` the part of that which
# the platform asked for; `over` is empty until it was sent or given up. `asked` says that its
# reader's own doing brought it: it goes into a chat that keeps everything else back.
letters = Table(
    "letters",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("route", BigInteger, ForeignKey("routes.id", ondelete="CASCADE"), nullable=False),
    Column("couple", BigInteger),
    Column("reader", BigInteger),
    Column("content", Sealed),
    Column("joint", Boolean, nullable=False),
    Column("must", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("ready", Moment, nullable=False),
    Column("retry", Moment, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("asked", Boolean, nullable=False),
    Column("since", Moment),
    Column("over", Moment),
    Column("message", Text),
    Column("reason", Text),
    Column("token", Text),
    Column("run", BigInteger),
    Column("prompt", Integer),
    Column("node", Sealed),
    Column("seat", Text),
    Index("letters_line", "route", "over", "id"),
    Index(
        "letters_open",
        "state",
        "ready",
        **_where("over IS NULL"),
    ),
    Index(
        "letters_token",
        "token",
        unique=True,
        **_where("token IS NOT NULL"),
    ),
)

# `run` is 0 for an alarm of the couple itself: NULLs would not be equal to one another.
alarms = Table(
    "alarms",
    metadata,
    Column("id", Id, primary_key=True),
    _couple(),
    Column("run", BigInteger, nullable=False),
    Column("wait", Integer, nullable=False),
    Column("tag", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Index("alarms_place", "couple", "run", "wait", "tag", unique=True),
    Index("alarms_due", "due"),
    sqlite_autoincrement=True,
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Mac, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("body", Sealed),
    Index("inbox_key", "key", unique=True),
    Index(
        "inbox_new",
        "id",
        **_where("state = 'new'"),
    ),
    sqlite_autoincrement=True,
)
