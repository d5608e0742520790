"""
Keep the keys in a file of their own, and what retention and a person's rights need to know.

The wrapped keys are in the key store before this begins (`bot.store.sql.schema`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take the keys out, and add columns."""
    op.drop_table("keys")
    op.create_table(
        "erasures",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "owner", name=op.f("pk_erasures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("id", ID, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    op.add_column("couples", sa.Column("active", sa.BigInteger()))
    op.add_column(
        "couples", sa.Column("notices", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("couples", sa.Column("noticed", sa.BigInteger()))
    op.add_column(
        "consents", sa.Column("digest", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "consents", sa.Column("channel", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "consents", sa.Column("given", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.add_column("answers", sa.Column("at", sa.BigInteger()))
    op.add_column("answers", sa.Column("by", sa.BigInteger()))
    op.execute(
        "UPDATE answers SET at ="
        " (SELECT max(journal.at) FROM journal WHERE journal.run = answers.run)"
    )
    # They lie under the house's key, which nobody's erasure deletes; nothing reads them again.
    op.execute("UPDATE inbox SET body = NULL WHERE state <> 'new'")
    op.execute("UPDATE letters SET content = NULL WHERE over IS NOT NULL")
