"""Numbers of scans and of the list, held until the commit so that they become visible in order."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

NUMBERING = 23716
"""Key of the advisory lock on PostgreSQL."""


def hold_numbering(session: Session) -> None:
    """Hold the numbers until the commit: whoever has read up to one has read all before it.

    SQLite has one writer at a time.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(NUMBERING)))
