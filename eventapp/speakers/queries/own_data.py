"""What is held of somebody as a contributor, for their own data."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.people.queries import persons_reached_at
from eventapp.speakers.models import Contributor

ASIDE = {"id", "person_id", "event_id", "version", "link_generation", "consent_generation"}
"""Columns that say nothing of the person."""


def contributions_at(session: Session, event_id: int, email: str) -> list[dict[str, object]]:
    """Return what was agreed with those of the directory who have that address."""
    persons = [person.id for person in persons_reached_at(session, event_id, email)]
    rows = select(Contributor).where(Contributor.person_id.in_(persons)).order_by(Contributor.id)
    names = [column.key for column in Contributor.__table__.columns if column.key not in ASIDE]
    return [
        {name: _plain(getattr(contributor, name)) for name in names}
        for contributor in session.scalars(rows)
    ]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
