"""Records of customers: kinds and domains of organisations, training of contacts, licences, terms of contracts.

Columns are added and dropped in place: SQLite cannot make a table anew while others refer to its rows.
"""

import json

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sqlmodel.sql.sqltypes.AutoString
_DOMAINS = sa.table("organisation_domain", sa.column("desk"), sa.column("domain"), sa.column("organisation_id"))


def _contact() -> tuple[sa.Column, ...]:
    return (
        sa.Column("external_id", _TEXT(), nullable=True),
        sa.Column("trained", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("left", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def _contract() -> tuple[sa.Column, ...]:
    return (
        sa.Column("desk", _TEXT(length=64), nullable=False, server_default=""),
        sa.Column("renews", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("renewal_months", sa.Integer(), nullable=True),
        sa.Column("notice_months", sa.Integer(), nullable=True),
        sa.Column("contacts", sa.Integer(), nullable=True),
        sa.Column("quotas", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("account_minutes", sa.Integer(), nullable=True),
        sa.Column("included_minutes", sa.Integer(), nullable=True),
        sa.Column("targets", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("rates", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("currency", _TEXT(length=3), nullable=True),
        sa.Column("engineer", _TEXT(), nullable=True),
    )


def upgrade() -> None:
    op.add_column(
        "organisation",
        sa.Column(
            "kind",
            sa.Enum("institution", "region", "unit", name="organisationkind", native_enum=False, length=16),
            nullable=False,
            server_default="institution",
        ),
    )
    op.create_table(
        "organisation_domain",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("desk", _TEXT(length=64), nullable=False),
        sa.Column("domain", _TEXT(), nullable=False),
        sa.Column("organisation_id", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_domain_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_domain")),
        sa.UniqueConstraint("desk", "domain", name=op.f("uq_organisation_domain_desk_domain")),
    )
    op.create_index("ix_organisation_domain_organisation_id", "organisation_domain", ["organisation_id"])
    _take_over_domains()
    op.drop_column("organisation", "domains")
    for column in _contact():
        op.add_column("contact", column)
    op.create_index("ix_contact_external_id", "contact", ["desk", "external_id"], unique=True)
    op.create_table(
        "licence",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("desk", _TEXT(length=64), nullable=False),
        sa.Column("number", _TEXT(), nullable=False),
        sa.Column("organisation_id", _KEY, nullable=False),
        sa.Column("product", _TEXT(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("dongle", "network", "machine", name="licencekind", native_enum=False, length=16),
            nullable=True,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("purchased_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_licence_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
        sa.UniqueConstraint("desk", "number", name=op.f("uq_licence_desk_number")),
    )
    op.create_index("ix_licence_organisation_id", "licence", ["organisation_id"])
    for column in _contract():
        op.add_column("contract", column)
    op.execute(
        "UPDATE contract SET desk = (SELECT desk FROM organisation WHERE organisation.id = contract.organisation_id)"
    )
    op.create_index("ix_contract_number", "contract", ["desk", "number"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_contract_number", "contract")
    for column in reversed(_contract()):
        op.drop_column("contract", column.name)
    op.drop_table("licence")
    op.drop_index("ix_contact_external_id", "contact")
    for column in reversed(_contact()):
        op.drop_column("contact", column.name)
    op.add_column("organisation", sa.Column("domains", sa.JSON(), nullable=False, server_default="[]"))
    op.drop_table("organisation_domain")
    op.drop_column("organisation", "kind")


def _take_over_domains() -> None:
    """The first organisation that named a domain keeps it."""
    connection, taken = op.get_bind(), set()
    for key, desk, written in connection.execute(sa.text("SELECT id, desk, domains FROM organisation ORDER BY id")):
        for domain in json.loads(written) if isinstance(written, str) else written or ():
            if (desk, domain.lower()) not in taken:
                taken.add((desk, domain.lower()))
                values = {"desk": desk, "domain": domain.lower(), "organisation_id": key}
                connection.execute(sa.insert(_DOMAINS).values(values))
