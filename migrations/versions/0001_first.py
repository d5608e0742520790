"""
Lay out the first shape.

What each column means stands in `bot.store.tables`; this is how it was on the first day, and it
is not changed any more.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _house()
    _people()
    _flows()
    _post()


def where(condition: str) -> dict[str, Any]:
    """Limit an index to some rows, on either database."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _house() -> None:
    op.create_table(
        "house",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_house")),
    )
    op.create_table(
        "keys",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "owner", name=op.f("pk_keys")),
        sqlite_with_rowid=False,
    )


def _people() -> None:
    op.create_table(
        "couples",
        sa.Column("id", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_couples")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "partners",
        sa.Column("id", ID, nullable=False),
        sa.Column("couple", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["couple"], ["couples.id"], name=op.f("fk_partners_couple"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
        sqlite_autoincrement=True,
    )
    op.create_index("partners_identity", "partners", ["platform", "identity"], unique=True)
    op.create_index("partners_seat", "partners", ["couple", "seat"], unique=True)
    op.create_table(
        "routes",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("chat", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("couple", sa.BigInteger(), nullable=True),
        sa.Column("partner", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["couple"], ["couples.id"], name=op.f("fk_routes_couple"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partner"], ["partners.id"], name=op.f("fk_routes_partner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routes")),
        sqlite_autoincrement=True,
    )
    op.create_index("routes_chat", "routes", ["platform", "chat"], unique=True)
    op.create_index("routes_couple", "routes", ["couple"])
    op.create_index("routes_partner", "routes", ["partner"], unique=True)
    op.create_index(
        "routes_room",
        "routes",
        ["couple"],
        unique=True,
        **where("partner IS NULL AND couple IS NOT NULL"),
    )
    op.create_table(
        "breaches",
        sa.Column("id", ID, nullable=False),
        sa.Column("couple", sa.BigInteger(), nullable=False),
        sa.Column("hurt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["couple"], ["couples.id"], name=op.f("fk_breaches_couple"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breaches")),
    )
    op.create_index("breaches_couple", "breaches", ["couple"])
    op.create_table(
        "invites",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("inviter", sa.BigInteger(), nullable=False),
        sa.Column("couple", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimant", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inviter"], ["partners.id"], name=op.f("fk_invites_inviter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["couple"], ["couples.id"], name=op.f("fk_invites_couple"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["claimant"], ["partners.id"], name=op.f("fk_invites_claimant"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sqlite_autoincrement=True,
    )
    op.create_index("invites_claimant", "invites", ["claimant"])
    op.create_index("invites_code", "invites", ["code"])
    op.create_index("invites_couple", "invites", ["couple"])
    op.create_index("invites_inviter", "invites", ["inviter"])
    op.create_index("invites_token", "invites", ["token"], unique=True)
    op.create_table(
        "tries",
        sa.Column("id", ID, nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tries")),
    )
    op.create_index("tries_at", "tries", ["at"])
    op.create_table(
        "consents",
        sa.Column("id", ID, nullable=False),
        sa.Column("partner", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner"], ["partners.id"], name=op.f("fk_consents_partner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("consents_partner", "consents", ["partner"])


def _flows() -> None:
    op.create_table(
        "scripts",
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("flow", "version", name=op.f("pk_scripts")),
    )
    op.create_table(
        "runs",
        sa.Column("id", ID, nullable=False),
        sa.Column("couple", sa.BigInteger(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("once", sa.LargeBinary(), nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["couple"], ["couples.id"], name=op.f("fk_runs_couple"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sqlite_autoincrement=True,
    )
    op.create_index("runs_once", "runs", ["couple", "flow", "once"], unique=True)
    op.create_index("runs_open", "runs", ["couple"], **where("state <> 'ended'"))
    op.create_table(
        "answers",
        sa.Column("run", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"], ["runs.id"], name=op.f("fk_answers_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run", "owner", "name", name=op.f("pk_answers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marks",
        sa.Column("run", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"], ["runs.id"], name=op.f("fk_marks_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run", "seat", "name", name=op.f("pk_marks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal",
        sa.Column("run", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seat", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"], ["runs.id"], name=op.f("fk_journal_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run", "id", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )


def _post() -> None:
    op.create_table(
        "letters",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("route", sa.BigInteger(), nullable=False),
        sa.Column("couple", sa.BigInteger(), nullable=True),
        sa.Column("reader", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ready", sa.BigInteger(), nullable=False),
        sa.Column("retry", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("over", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("run", sa.BigInteger(), nullable=True),
        sa.Column("prompt", sa.Integer(), nullable=True),
        sa.Column("node", sa.LargeBinary(), nullable=True),
        sa.Column("seat", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["route"], ["routes.id"], name=op.f("fk_letters_route"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    op.create_index("letters_line", "letters", ["route", "over", "id"])
    op.create_index("letters_open", "letters", ["state", "ready"], **where("over IS NULL"))
    op.create_index(
        "letters_token", "letters", ["token"], unique=True, **where("token IS NOT NULL")
    )
    op.create_table(
        "alarms",
        sa.Column("id", ID, nullable=False),
        sa.Column("couple", sa.BigInteger(), nullable=False),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("wait", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["couple"], ["couples.id"], name=op.f("fk_alarms_couple"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
        sqlite_autoincrement=True,
    )
    op.create_index("alarms_due", "alarms", ["due"])
    op.create_index("alarms_place", "alarms", ["couple", "run", "wait", "tag"], unique=True)
    op.create_table(
        "inbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sqlite_autoincrement=True,
    )
    op.create_index("inbox_key", "inbox", ["key"], unique=True)
    op.create_index("inbox_new", "inbox", ["id"], **where("state = 'new'"))
