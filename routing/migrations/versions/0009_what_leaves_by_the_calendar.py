"""Morning cards and digests: one row for each reader and day."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_UTC = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", _TEXT(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("morning_card", "daily", "weekly", name="editionkind", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("reader", _TEXT(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", _UTC(), nullable=False),
        sa.Column("until", _UTC(), nullable=False),
        sa.Column(
            "state", sa.Enum("open", "done", "failed", name="noticestate", native_enum=False, length=16), nullable=False
        ),
        sa.Column("outcome", _TEXT(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", _UTC(), nullable=False),
        sa.Column("leased_by", _TEXT(length=64), nullable=True),
        sa.Column("leased_until", _UTC(), nullable=True),
        sa.Column("last_error", _TEXT(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("desk", "kind", "reader", "day", name=op.f("uq_edition_desk_kind_reader_day")),
    )
    op.create_index(op.f("ix_edition_next_attempt_at"), "edition", ["next_attempt_at"])


def downgrade() -> None:
    op.drop_table("edition")
