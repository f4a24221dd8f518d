"""What a host does with its delegation: register and approve, each within the places it has."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.changes import Seen
from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor
from eventapp.people.models import Organisation
from eventapp.people.queries import organisation_named
from eventapp.registration.capacity import Place, Seeker
from eventapp.registration.errors import ContingentFull, WrongState
from eventapp.registration.models import Registration, Source, State
from eventapp.registration.queries.delegations import contingents_of
from eventapp.registration.services import changes, places, sign_up
from eventapp.registration.services.registrations import RegistrationChange, change_registration
from eventapp.registration.services.sign_up import Way


def register_delegate(
    session: Session,
    event: Event,
    host: Organisation,
    category: Category,
    change: RegistrationChange,
    *,
    by: Actor,
    now: datetime,
) -> Registration:
    """Register somebody in a host's delegation; the own page asks them what the form would have.

    Raises ContingentFull where the host has no place left, AlreadyRegistered, BadAddress.
    """
    places.lock(session, event)
    known = organisation_named(session, event, change.organisation)
    seeker = Seeker(
        category.id,
        change.country,
        known.id if known is not None else None,
        delegation_id=host.id,
    )
    _check_left(session, event, host, seeker)
    way = Way(Source.MANUAL, delegation_id=host.id)
    return sign_up.register_for(session, event, category, change, way, by=by, now=now)


def approve_delegate(
    session: Session,
    registration: Registration,
    event: Event,
    host: Organisation,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Say yes to a request out of a host's places; raises ContingentFull, WrongState."""
    places.hold(session, event, registration)
    if registration.state is not State.PENDING:
        raise WrongState
    _check_left(session, event, host, places.seeker_of(registration))
    changes.approve(session, registration, event, by=by, now=now)


def correct_delegate(
    session: Session,
    registration: Registration,
    event: Event,
    host: Organisation,
    change: RegistrationChange,
    *,
    seen: Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Correct who somebody of a delegation is; of whatever organisation, they stay in it.

    Raises what `change_registration` does.
    """
    held = RegistrationChange.of(registration)
    kept = replace(change, priority=held.priority)
    change_registration(session, registration, event, kept, seen=seen, by=by, now=now)
    if registration.looked_after_by != host.id:
        registration.delegation_id = host.id


def _check_left(session: Session, event: Event, host: Organisation, seeker: Seeker) -> None:
    """Refuse where the place would be one that is open to all, or none: those the host has not."""
    own = {contingent.id for contingent in contingents_of(session, host)}
    outcome = places.ledger(session, event).find(seeker)
    if not isinstance(outcome, Place) or outcome.contingent_id not in own:
        raise ContingentFull
