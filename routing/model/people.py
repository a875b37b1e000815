"""Customers: organisations in a tree, their domains, contacts and licences, and the contracts that give them a plan.

`routing/register.py` writes them from the operator's own records; a contact may also come from a mail. An
organisation's, contact's, licence's and contract's number in those records is unique within a desk. What the desk
file names (plan, product, engineer) is kept by its name there.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from routing.model.base import Key, Record, empty, new_ref, words


class OrganisationKind(StrEnum):
    """NET-09: where in its tree an organisation stands. A company without branches is an institution."""

    INSTITUTION = "institution"
    REGION = "region"
    UNIT = "unit"


class Role(StrEnum):
    """PRO-04, JOH-05: what a contact is for his organisation."""

    RESPONSIBLE = "responsible"
    DEPUTY = "deputy"
    SUPERUSER = "superuser"
    USER = "user"


class LicenceKind(StrEnum):
    """What a licence hangs on (PRO-11, PRO-15)."""

    DONGLE = "dongle"
    NETWORK = "network"
    MACHINE = "machine"


class Organisation(Record, table=True):
    """A company that the desk knows, or a part of one."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("desk", "external_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(index=True, max_length=64)
    external_id: str | None = Field(default=None)  # the operator's own customer number
    parent_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Key)
    kind: OrganisationKind = Field(default=OrganisationKind.INSTITUTION, sa_type=words(OrganisationKind, 16))
    name: str
    country: str | None = Field(default=None, max_length=2)
    language: str | None = Field(default=None, max_length=8)
    postprocessors: list[str] = Field(default_factory=empty, sa_type=JSON)  # PRO-10: that the desk delivered, by name


class OrganisationDomain(Record, table=True):
    """A mail domain of one organisation alone: a new sender of it, or of a domain below it, is one of its people."""

    __tablename__ = "organisation_domain"
    __table_args__ = (UniqueConstraint("desk", "domain"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    domain: str  # as the DNS knows it: in small letters, xn-- where it has others than a to z
    organisation_id: int = Field(foreign_key="organisation.id", index=True, sa_type=Key)


class Contact(Record, table=True):
    """Somebody who writes to the desk; known by address, within one desk."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("desk", "address"),
        Index("ix_contact_external_id", "desk", "external_id", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(max_length=64)
    external_id: str | None = Field(default=None)  # the operator's own number of him
    address: str  # in lower case
    name: str = Field(default="")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True, sa_type=Key)
    language: str | None = Field(default=None, max_length=8)  # chosen by a person; a mail's language is the case's
    phone: str | None = Field(default=None)  # E.164
    role: str | None = Field(default=None)  # a Role; None: the records do not say, as of who came by mail
    trained: list[str] = Field(default_factory=empty, sa_type=JSON)
    left: bool = Field(default=False)  # GEN-12: he works there no more


class Licence(Record, table=True):
    """What an organisation uses the software with: NTI-02 counts their seats, PRO-15 asks for their numbers."""

    __tablename__ = "licence"
    __table_args__ = (UniqueConstraint("desk", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    number: str  # of the dongle or licence
    organisation_id: int = Field(foreign_key="organisation.id", index=True, sa_type=Key)
    product: str | None = Field(default=None)  # a [[product]] of the desk file
    kind: LicenceKind | None = Field(default=None, sa_type=words(LicenceKind, 16))
    seats: int = Field(default=1)
    purchased_on: date | None = Field(default=None)  # PRO-03: the free first year counts from it


class Contract(Record, table=True):
    """A plan for some products over a period; `products` empty means all of the desk's.

    What is None or empty is as the plan says. Amounts are decimal numbers as text ("95.00").
    """

    __tablename__ = "contract"
    __table_args__ = (
        Index("ix_contract_period", "organisation_id", "starts_on"),
        Index("ix_contract_number", "desk", "number", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(max_length=64)
    organisation_id: int = Field(foreign_key="organisation.id", sa_type=Key)
    number: str | None = Field(default=None)  # as printed on the contract
    plan: str  # a [[plan]] of the desk file
    products: list[str] = Field(default_factory=empty, sa_type=JSON)
    starts_on: date
    ends_on: date | None = Field(default=None)  # the last day; None: no end agreed
    renews: bool | None = Field(default=None)  # by itself, PRO-03, COR-03; None: as the plan does
    renewal_months: int | None = Field(default=None)  # by how many at a time; None: a year
    notice_months: int | None = Field(default=None)  # before the end it may be ended until
    cancelled_on: date | None = Field(default=None)  # when notice reached us: it ends at the end of a period (GEN-13)
    contacts: int | None = Field(default=None)  # how many may ask (NTI-02, NET-03)
    quotas: dict[str, int] = Field(default_factory=dict, sa_type=JSON)  # NET-04: written, phone, remote -> cases a year
    channels: list[str] = Field(default_factory=empty, sa_type=JSON)  # written, phone, remote; empty: as the plan says
    account_minutes: int | None = Field(default=None)  # JOH-03: paid in advance
    account_until: date | None = Field(default=None)  # the last day on which the account is drawn from
    included_minutes: int | None = Field(default=None)  # NTI-02: of each case
    targets: dict[str, int] = Field(default_factory=dict, sa_type=JSON)  # COR-02: severity -> minutes to the answer
    step_minutes: int | None = Field(default=None)  # GEN-04: time is rounded up to a multiple of it
    least_minutes: int | None = Field(default=None)  # of a case on a day
    rates: dict[str, str] = Field(default_factory=dict, sa_type=JSON)  # kind of work, severity or "any" -> an hour's
    currency: str | None = Field(default=None, max_length=3)  # ISO 4217
    engineer: str | None = Field(default=None)  # NTI-07: dedicated, an [[engineer]] of the desk file
    terms: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what else deviates from the plan
