"""Many events in one database: each has every row that one event has, in a statement a table."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from eventapp.bench.world import know_the_rows
from eventapp.orm import Base

STRIDE = 1_000_000
"""Between the internal numbers of a row and of its copy in the next event."""
SHARED = frozenset(
    {
        *("user", "sign_in", "membership", "one_use_link", "passkey", "passkey_challenge"),
        *("wrong_try", "api_token", "job_state", "kept_answer", "alembic_version"),
    }
)
"""Tables of accounts, programs and the installation, which no event brings along."""
PLAIN = frozenset({"event_id", "organisation_id", "registration_id", "about_id", "object_id"})
"""Numbers of rows that are no foreign keys everywhere."""
SUFFIX = 5
"""Letters at the end of what is unique: a sign, and the number of the copy."""
RANDOM = 16
"""Bytes that either database makes at once."""


def add_neighbours(session: Session, number: int) -> None:
    """Add so many events beside the only one, each like it and with as many places as it gave.

    Everybody who waits there goes on waiting. Its badges have numbers of their own; their codes
    are those of the event itself, since no door of a neighbour is asked.
    """
    bind = session.get_bind()
    postgres = bind.dialect.name == "postgresql"
    if postgres:  # what refers to what is copied as it is: not to be looked up two million times
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
    for table in Base.metadata.sorted_tables:
        if table.name in SHARED:
            continue
        session.execute(_copies(table, number, postgres=postgres))
        if postgres and "id" in table.c:
            session.execute(_count_on(table))
    session.commit()
    know_the_rows(bind.engine)


def _copies(table: sa.Table, number: int, *, postgres: bool) -> sa.Insert:
    turns = sa.select(sa.literal(1).label("k")).cte("turns", recursive=True)
    turns = turns.union_all(sa.select(turns.c.k + 1).where(turns.c.k < number))
    columns = list(table.columns)
    values = [_value(column, turns.c.k, postgres=postgres).label(column.name) for column in columns]
    rows = sa.select(*values).select_from(turns.join(table, sa.true()))
    return sa.insert(table).from_select(
        [column.name for column in columns], rows.order_by(turns.c.k)
    )


def _value(column: sa.Column[Any], k: sa.ColumnElement[int], *, postgres: bool) -> Any:
    """Return what a copy has in that column."""
    if _is_number(column):
        return column + k * STRIDE
    if column.table.name == "event" and column.name == "places":
        return _places_taken()
    if not column.unique:
        return column
    if isinstance(column.type, sa.LargeBinary):
        return _random_bytes(column.type.length or RANDOM, postgres=postgres)
    length = column.type.length if isinstance(column.type, sa.String) else None
    return sa.func.substr(column, 1, (length or 255) - SUFFIX) + "-" + sa.cast(k, sa.Text)


def _is_number(column: sa.Column[Any]) -> bool:
    """Say whether the column holds the number of a row that is copied as well."""
    if keys := column.foreign_keys:
        return not {key.column.table.name for key in keys} & SHARED
    own = column.primary_key and isinstance(column.type, sa.Integer) and column.name == "id"
    return own or column.name in PLAIN


def _places_taken() -> Any:
    """Return how many places the event gave: its copies are full."""
    registration = Base.metadata.tables["registration"]
    holding = registration.c.state.in_(["confirmed", "offered"])
    return sa.select(sa.func.count()).select_from(registration).where(holding).scalar_subquery()


def _random_bytes(length: int, *, postgres: bool) -> Any:
    if not postgres:
        return sa.func.randomblob(length)
    made: sa.ColumnElement[Any] = sa.func.uuid_send(sa.func.gen_random_uuid())
    for _ in range(RANDOM, length, RANDOM):
        made = made.op("||")(sa.func.uuid_send(sa.func.gen_random_uuid()))
    return made


def _count_on(table: sa.Table) -> Any:
    """Return what lets PostgreSQL number the next row behind the copies."""
    sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
    return sa.select(sa.func.setval(sequence, sa.select(sa.func.max(table.c.id)).scalar_subquery()))
