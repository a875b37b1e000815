"""What the service says of itself: alarms, and when each mailbox was last proven to work."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENTS = ("reconciled_at", "heartbeat_sent_at", "heartbeat_seen_at")


def upgrade() -> None:
    with op.batch_alter_table("mailbox") as batch_op:
        for name in _MOMENTS:
            batch_op.add_column(sa.Column(name, sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.create_table(
        "alarm",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column(
            "trouble",
            sa.Enum(
                *("mailbox", "heartbeat", "ledger", "waiting", "outbox", "password", "disk"),
                name="trouble",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cure", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("tellings", sa.Integer(), nullable=False),
        sa.Column("over_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sa.UniqueConstraint("desk", "trouble", "name", name=op.f("uq_alarm_desk_trouble_name")),
    )


def downgrade() -> None:
    op.drop_table("alarm")
    with op.batch_alter_table("mailbox") as batch_op:
        for name in reversed(_MOMENTS):
            batch_op.drop_column(name)
