"""What every table shares: constraint names, key types, and the lease that a step takes on a row."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Enum, Integer, MetaData
from sqlmodel import Field, SQLModel

# Alembic's batch mode on SQLite can only drop what has a name.
SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

Key = BigInteger().with_variant(Integer(), "sqlite")  # SQLite autoincrements only INTEGER


def new_ref() -> int:
    """A random reference for the outside world: 63 bits, so that it fits a signed column."""
    return secrets.randbits(63)


def empty() -> list[Any]:
    """A new list, as a column's default: of `list` itself pydantic would parse the signature anew for every row."""
    return []


def words(kind: type[StrEnum], length: int) -> type[Enum]:
    """A column type that stores an enumeration by its words, so that a row reads like a sentence."""
    return Enum(kind, native_enum=False, length=length, values_callable=lambda k: [member.value for member in k])  # type: ignore[return-value]


class Record(SQLModel):
    """A row. Whatever a column is given is taken as it is, in a new row as in one that was read."""

    def __setattr__(self, name: str, value: object) -> None:
        """Tell SQLAlchemy of a column's new value. SQLModel would ask pydantic, too, which has no say in a table."""
        if name in self.__pydantic_fields__ or name == "_sa_instance_state":
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)


class Leased(Record):
    """A row that a step works on outside a transaction.

    `leased_until` bounds the claim; a row whose lease ran out belongs to whoever comes next. `next_attempt_at`
    is when it is due; `attempts` counts leases, so work that kills its process is counted, too.
    """

    attempts: int = Field(default=0)
    next_attempt_at: datetime = Field(index=True)
    leased_by: str | None = Field(default=None, max_length=64)
    leased_until: datetime | None = Field(default=None)
    last_error: str | None = Field(default=None)

    def release(self) -> None:
        """Give the row back; the caller says in the same transaction what became of it."""
        self.leased_by = None
        self.leased_until = None
