"""Contracts in full: rounding, account, channels, cancellation; what was said yes to, and what is to be announced.

Columns are added, renamed and dropped in place: SQLite cannot make a table anew while others refer to its rows.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sqlmodel.sql.sqltypes.AutoString
_TIME = sqlmodel.sql.sqltypes.UTCDateTime


def _contract() -> tuple[sa.Column, ...]:
    return (
        sa.Column("step_minutes", sa.Integer(), nullable=True),
        sa.Column("least_minutes", sa.Integer(), nullable=True),
        sa.Column("account_until", sa.Date(), nullable=True),
        sa.Column("channels", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
    )


def _ticket() -> tuple[sa.Column, ...]:
    return (
        sa.Column("closed_at", _TIME(), nullable=True),
        sa.Column("channel", _TEXT(length=16), nullable=True),
    )


def upgrade() -> None:
    for column in _contract():
        op.add_column("contract", column)
    _say_renews_or_not(nullable=True)
    op.add_column("organisation", sa.Column("postprocessors", sa.JSON(), nullable=False, server_default="[]"))
    for column in _ticket():
        op.add_column("ticket", column)
    op.create_index("ix_ticket_contract_id", "ticket", ["contract_id"])
    op.add_column("time_entry", sa.Column("channel", _TEXT(length=16), nullable=True))
    op.add_column("time_entry", sa.Column("contract_id", _KEY, nullable=True))
    op.drop_column("time_entry", "approved")
    op.execute(
        "UPDATE time_entry SET contract_id = (SELECT contract_id FROM ticket WHERE ticket.id = time_entry.ticket_id)"
    )
    op.create_index("ix_time_entry_contract_id", "time_entry", ["contract_id"])
    _make_approval()
    _make_announcement()


def downgrade() -> None:
    op.drop_table("announcement")
    op.drop_table("approval")
    op.drop_index("ix_time_entry_contract_id", "time_entry")
    op.add_column("time_entry", sa.Column("approved", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_column("time_entry", "contract_id")
    op.drop_column("time_entry", "channel")
    op.drop_index("ix_ticket_contract_id", "ticket")
    for column in reversed(_ticket()):
        op.drop_column("ticket", column.name)
    op.drop_column("organisation", "postprocessors")
    _say_renews_or_not(nullable=False)
    for column in reversed(_contract()):
        op.drop_column("contract", column.name)


def _say_renews_or_not(*, nullable: bool) -> None:
    """A contract may leave it to its plan whether it renews."""
    default = None if nullable else sa.false()
    op.add_column("contract", sa.Column("says", sa.Boolean(), nullable=nullable, server_default=default))
    op.execute("UPDATE contract SET says = renews" if nullable else "UPDATE contract SET says = renews WHERE renews")
    op.drop_column("contract", "renews")
    op.execute("ALTER TABLE contract RENAME COLUMN says TO renews")


def _make_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("ticket_id", _KEY, nullable=False),
        sa.Column("address", _TEXT(), nullable=False),
        sa.Column("message_id", _TEXT(), nullable=False),
        sa.Column("text", _TEXT(), nullable=False),
        sa.Column("given_at", _TIME(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("rate", _TEXT(), nullable=True),
        sa.Column("currency", _TEXT(length=3), nullable=True),
        sa.Column("severity", _TEXT(length=16), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_approval_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("ticket_id", "message_id", name=op.f("uq_approval_ticket_id_message_id")),
    )


def _make_announcement() -> None:
    op.create_table(
        "announcement",
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", _TIME(), nullable=False),
        sa.Column("leased_by", _TEXT(length=64), nullable=True),
        sa.Column("leased_until", _TIME(), nullable=True),
        sa.Column("last_error", _TEXT(), nullable=True),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("desk", _TEXT(length=64), nullable=False),
        sa.Column("kind", _TEXT(length=32), nullable=False),
        sa.Column("about", _TEXT(length=128), nullable=False),
        sa.Column("recipient", _TEXT(), nullable=False),
        sa.Column("hearer", _TEXT(length=16), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("decided_at", _TIME(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "done", "failed", name="noticestate", native_enum=False, length=16),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint(
            "desk", "kind", "about", "recipient", name=op.f("uq_announcement_desk_kind_about_recipient")
        ),
    )
    op.create_index("ix_announcement_next_attempt_at", "announcement", ["next_attempt_at"])
