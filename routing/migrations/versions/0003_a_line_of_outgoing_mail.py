"""A line of outgoing mail: an index of what waits only, in the order in which it leaves."""

import sqlalchemy as sa
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


def downgrade() -> None:
    op.drop_index("ix_outbound_mail_line", "outbound_mail")
    op.create_index("ix_outbound_mail_work", "outbound_mail", ["state", "next_attempt_at"])
