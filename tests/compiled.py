"""What one test's engine compiled serves those of all others, as in a service that lives for months.

Each test has a store of its own, so an engine, which would compile every statement anew: a quarter of its time.
SQLAlchemy finds a compiled statement by dialect, statement and columns; dialects of one kind that read JSON alike
compile alike, and are told to say so.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect

_COMPILED: dict[Any, Any] = {}


def _kind(dialect: Any) -> tuple[object, ...]:
    return type(dialect), getattr(dialect, "_json_deserializer", None), getattr(dialect, "_json_serializer", None)


def share() -> None:
    """From now on, and for engines of this process that are made later, too."""
    setattr(Dialect, "__hash__", lambda dialect: hash(_kind(dialect)))  # noqa: B010
    setattr(Dialect, "__eq__", lambda one, other: _kind(one) == _kind(other))  # noqa: B010
    event.listen(Engine, "engine_connect", _lend)


def _lend(connection: Connection) -> None:
    if isinstance(connection.dialect, Dialect):
        connection.execution_options(compiled_cache=_COMPILED)
