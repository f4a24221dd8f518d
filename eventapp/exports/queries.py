"""Reading what a list to take away holds beside the registrations themselves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.registration.models import Answer, ConsentGiven, Registration


def answers_by_registration(session: Session, event: Event) -> dict[int, dict[int, Answer]]:
    """Return all answers of the event: registration, then question, to the answer."""
    wanted = select(Answer).join(Registration).where(Registration.event_id == event.id)
    found: dict[int, dict[int, Answer]] = {}
    for one in session.scalars(wanted):
        found.setdefault(one.registration_id, {})[one.question_id] = one
    return found


def consents_by_registration(session: Session, event: Event) -> dict[int, dict[int, ConsentGiven]]:
    """Return what stands agreed to: registration, then consent, to when it was given."""
    wanted = (
        select(ConsentGiven)
        .join(Registration)
        .where(Registration.event_id == event.id, ConsentGiven.withdrawn_at.is_(None))
        .order_by(ConsentGiven.given_at)
    )
    found: dict[int, dict[int, ConsentGiven]] = {}
    for one in session.scalars(wanted):
        found.setdefault(one.registration_id, {})[one.consent_id] = one
    return found
