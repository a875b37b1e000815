"""A line of outgoing mail, indexed in the order in which it leaves; addresses that mail is not sent to."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_LINE = sa.text("state IN ('held', 'queued', 'sending', 'deferred', 'uncertain')")


def upgrade() -> None:
    op.drop_index("ix_outbound_mail_work", "outbound_mail")
    op.create_index(
        "ix_outbound_mail_line",
        "outbound_mail",
        ["next_attempt_at", "id"],
        sqlite_where=_LINE,
        postgresql_where=_LINE,
    )
    op.create_table(
        "suppression",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
        sa.UniqueConstraint("desk", "address", name=op.f("uq_suppression_desk_address")),
    )


def downgrade() -> None:
    op.drop_table("suppression")
    op.drop_index("ix_outbound_mail_line", "outbound_mail")
    op.create_index("ix_outbound_mail_work", "outbound_mail", ["state", "next_attempt_at"])
