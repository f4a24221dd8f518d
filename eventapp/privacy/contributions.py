"""What is held of a participant as somebody with a part in the programme."""

from typing import Any

from sqlalchemy.orm import Session

from eventapp.changes import plain, values_of
from eventapp.people.services import PersonChange
from eventapp.registration.models import Registration, Substitution
from eventapp.registration.queries import persons_of, substitutions_of
from eventapp.speakers.queries.own_data import contributions_of


def as_contributor(session: Session, registration: Registration) -> dict[str, Any]:
    """Return what directory, agreements and replacements say, as plain values."""
    persons = persons_of(session, registration)
    return {
        "directory": [
            {name: plain(value) for name, value in values_of(PersonChange.of(person)).items()}
            for person in persons
        ],
        "contributions": contributions_of(session, persons),
        "substitutions": [_substitution(made) for made in substitutions_of(session, persons)],
    }


def _substitution(made: Substitution) -> dict[str, Any]:
    return {
        "session": made.session.title.as_dict(),
        "part": made.part.value,
        "announced": made.former.full_name,
        "came": made.successor.full_name if made.successor else None,
        "reason": made.reason,
        "at": made.made_at.isoformat(),
        "undone_at": made.undone_at.isoformat() if made.undone_at else None,
    }
