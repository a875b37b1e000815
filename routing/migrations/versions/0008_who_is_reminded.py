"""When a case is to be looked at again, and what may happen to it but once."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.add_column("ticket", sa.Column("next_check_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column("ticket", sa.Column("checked_by", _TEXT(length=16), nullable=True))
    op.create_index("ix_ticket_check", "ticket", ["desk", "next_check_at"])
    op.add_column("ticket_event", sa.Column("once", _TEXT(length=200), nullable=True))
    op.create_index("ix_ticket_event_once", "ticket_event", ["ticket_id", "once"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_ticket_event_once", "ticket_event")
    op.drop_column("ticket_event", "once")
    op.drop_index("ix_ticket_check", "ticket")
    op.drop_column("ticket", "checked_by")
    op.drop_column("ticket", "next_check_at")
