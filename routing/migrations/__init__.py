"""Alembic migrations, run at start by `routing.db`."""
