"""Alembic's environment: our engine, our metadata, one transaction a migration."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from eventapp.extensions import db

ENGINE = db.engine


def plain_type(kind: str, item: Any, _context: object) -> str | bool:
    """Write our column types as the plain SQL types they are: scripts import sa and op only."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl!r}" if not isinstance(item.impl, sa.JSON) else "sa.JSON()"
    return False


def run() -> None:
    """Apply the migrations on a connection of the application's own engine."""
    with ENGINE.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=ENGINE.dialect.name == "sqlite",
            compare_type=True,
            render_item=plain_type,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if current_app:
    run()
