"""Builders of registrations and what goes with them."""

from typing import Any

from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.journal.services import SYSTEM, Actor
from eventapp.registration.models import Contingent, Registration
from eventapp.registration.services import sign_up
from eventapp.registration.services.contingent_changes import ContingentChange, add_contingent
from eventapp.registration.services.registrations import RegistrationChange
from tests.factories.events import NOON

SOMEBODY = Actor("user", 1, "Katrin Neuschäfer")


def make_details(family_name: str = "Müller", **changes: Any) -> RegistrationChange:
    """Return what a participant types, with an address of their own; `email` empty: with none."""
    values: dict[str, Any] = {
        "given_name": "Ada",
        "family_name": family_name,
        "email": f"{family_name.lower().encode('ascii', 'ignore').decode()}@example.org",
        "organisation": "Chemie-Cluster Bayern",
        "country": "DE",
        "language": "de",
    }
    return RegistrationChange(**{**values, **changes})


def make_registration(
    session: Session, event: Event, category: Category, family_name: str = "Müller", **changes: Any
) -> Registration:
    """Return a stored registration, confirmed while there are places."""
    return sign_up.register(
        session,
        event,
        category,
        make_details(family_name, **changes),
        sign_up.BY_FORM,
        by=SOMEBODY,
        now=NOON,
    )


def make_contingent(session: Session, event: Event, **fields: Any) -> Contingent:
    """Return a contingent that still keeps its places."""
    change = ContingentChange(**fields)
    return add_contingent(session, event, change, by=SYSTEM, now=NOON)
