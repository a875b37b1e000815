"""Alembic's entry: runs on the connection that `routing.db` hands over, or autogenerates on a given URL."""

from alembic import context
from sqlalchemy import create_engine

from routing.model import metadata


def run(connection) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Run the migrations within the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    with create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://").begin() as opened:
        run(opened)
