"""What is held of somebody as a contributor, for their own data."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.people.models import Person
from eventapp.speakers.models import Contributor

ASIDE = {"id", "person_id", "event_id", "version", "link_generation", "consent_generation"}
"""Columns that say nothing of the person."""


def contributions_of(session: Session, persons: Iterable[Person]) -> list[dict[str, object]]:
    """Return what was agreed with these people of the directory."""
    numbers = [person.id for person in persons]
    rows = select(Contributor).where(Contributor.person_id.in_(numbers)).order_by(Contributor.id)
    names = [column.key for column in Contributor.__table__.columns if column.key not in ASIDE]
    return [
        {name: _plain(getattr(contributor, name)) for name in names}
        for contributor in session.scalars(rows)
    ]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
