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
    """Apply the migrations on a connection of the application's own engine.

    SQLite changes a table by building it anew, which foreign keys forbid while rows point at it:
    they rest meanwhile and are looked over in the end.
    """
    with ENGINE.connect() as connection:
        switch_foreign_keys(connection, "OFF")
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
        switch_foreign_keys(connection, "ON")


def switch_foreign_keys(connection: sa.Connection, state: str) -> None:
    """Let SQLite's foreign keys rest, or wake them and refuse what points nowhere."""
    if ENGINE.dialect.name != "sqlite":
        return
    driver = connection.connection.cursor()
    if state == "ON" and driver.execute("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError("A migration left rows that point nowhere.")
    driver.execute(f"PRAGMA foreign_keys={state}")
    driver.close()


if current_app:
    run()
