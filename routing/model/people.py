"""Customers: organisations, their contacts, and the contracts that give them a plan for a period."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from routing.model.base import Key, new_ref


class Organisation(SQLModel, table=True):
    """A company that the desk knows."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("desk", "external_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(index=True, max_length=64)
    external_id: str | None = Field(default=None)  # the operator's own customer number
    parent_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Key)
    name: str
    country: str | None = Field(default=None, max_length=2)
    language: str | None = Field(default=None, max_length=8)
    domains: list[str] = Field(default_factory=list, sa_type=JSON)


class Contact(SQLModel, table=True):
    """Somebody who writes to the desk; known by address, within one desk."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("desk", "address"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(max_length=64)
    address: str  # in lower case
    name: str = Field(default="")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True, sa_type=Key)
    language: str | None = Field(default=None, max_length=8)  # chosen by a person; a mail's language is the case's
    phone: str | None = Field(default=None)  # E.164
    role: str | None = Field(default=None)  # PRO-04: responsible, deputy, superuser, user


class Contract(SQLModel, table=True):
    """A plan for some products over a period; `products` empty means all of the desk's."""

    __tablename__ = "contract"
    __table_args__ = (Index("ix_contract_period", "organisation_id", "starts_on"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    organisation_id: int = Field(foreign_key="organisation.id", sa_type=Key)
    number: str | None = Field(default=None)  # as printed on the contract
    plan: str  # a [[plan]] of the desk file
    products: list[str] = Field(default_factory=list, sa_type=JSON)
    starts_on: date
    ends_on: date | None = Field(default=None)  # the last day; None: no end agreed
    terms: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what deviates from the plan
