"""Readers and writers: sessions that say from their first statement whether they take the turn.

On SQLite one writes at a time, on PostgreSQL some rows are waited for: so what is slow is done
between two transactions, and what only reads never takes the turn to write.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from eventapp.orm import reading


class TurnSession(Session):
    """A session that is a reader or a writer: what jobs use, and a request's own builds on.

    `session.info["reader"] = True` makes it a reader: its transactions never wait for a writer,
    and a flush that would write is a bug.
    """

    def get_bind(self, *args: Any, **kwargs: Any) -> sa.Engine | sa.Connection:
        """Choose the reading twin of the engine for a reader."""
        bind = super().get_bind(*args, **kwargs)
        if self.info.get("reader") and isinstance(bind, sa.Engine):
            return reading(bind)
        return bind


class ReaderWrites(Exception):
    """A request that only reads tried to write: a bug in its view."""


@event.listens_for(TurnSession, "before_flush")
def _readers_write_nothing(
    session: TurnSession, _context: UOWTransaction, _instances: object
) -> None:
    if session.info.get("reader") and (session.new or session.deleted or session.dirty):
        raise ReaderWrites(f"{[*session.new, *session.deleted, *session.dirty]!r}")


@contextmanager
def nothing_held(session: Session) -> Iterator[None]:
    """Do what is slow between two transactions of a writer: nobody waits for it meanwhile.

    What stands written is committed first. Inside, the session only reads, beside every writer; at
    the end nothing of it is open.
    """
    _commit_and_forget(session)
    session.info["reader"] = True
    try:
        yield
    finally:
        session.rollback()
        del session.info["reader"]


def _commit_and_forget(session: Session) -> None:
    """Commit before the end: what follows reads anew, for others may have written meanwhile."""
    session.commit()
    session.expire_all()


def only_reads(session: Session) -> None:
    """Let a request that wrote, or wanted to, only read until its end: what is left is a page.

    What it did not commit is undone, what it has read stays with it. On SQLite nobody waits for
    the turn to write while the page is made.
    """
    if session.get_bind().dialect.name == "sqlite" and session.in_transaction():
        pooled: Any = session.connection().connection
        pooled.dbapi_connection.rollback()
        session.info["undone"] = True
    session.info["reader"] = True


@event.listens_for(TurnSession, "before_commit")
def _nothing_undone_is_committed(session: TurnSession) -> None:
    if session.info.get("undone"):
        raise ReaderWrites("the page was made before the commit")


GIVE_WAY_SECONDS = 0.02
"""Between two steps of a long act: others look every millisecond, a busy machine permitting."""


def commit_step(session: Session) -> None:
    """Commit one step of a long act, and let those write who waited meanwhile."""
    _commit_and_forget(session)
    time.sleep(GIVE_WAY_SECONDS)


@contextmanager
def one_state(engine: sa.Engine) -> Iterator[Session]:
    """Give a session that sees the database as it stands at its first look, until the end."""
    reader = reading(engine)
    if reader.dialect.name == "postgresql":  # elsewhere each statement sees what stands then
        reader = reader.execution_options(isolation_level="REPEATABLE READ")
    with Session(reader) as session:
        yield session
