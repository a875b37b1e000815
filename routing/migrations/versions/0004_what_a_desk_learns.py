"""What a desk's classifier learns from its engineers."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "in_use", "unbalanced", "no_lead", "harms", "rolled_back", name="verdict", native_enum=False, length=16
            ),
            nullable=False,
        ),
        sa.Column("lessons", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Float(), nullable=False),
        sa.Column("golden_default", sa.Float(), nullable=True),
        sa.Column("golden_learned", sa.Float(), nullable=True),
        sa.Column("back_to", sa.Integer(), nullable=True),
        sa.Column("first_event", sa.BigInteger(), nullable=False),
        sa.Column("last_event", sa.BigInteger(), nullable=False),
        sa.Column("residual", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refit")),
        sa.UniqueConstraint("desk", "number", name=op.f("uq_refit_desk_number")),
    )


def downgrade() -> None:
    op.drop_table("refit")
