"""Correcting a sign-up whose e-mail went to a mistyped address, before anybody opened its link."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.events.models import Event
from eventapp.journal.services import record
from eventapp.registration import queries
from eventapp.registration.errors import AddressTaken
from eventapp.registration.models import ENDED, Registration
from eventapp.registration.services import changes, places
from eventapp.registration.services.self_service import write_address
from eventapp.registration.services.sign_up import VISITOR, Details, tell
from eventapp.registration.services.telling import thing


def correct(
    session: Session,
    event: Event,
    reference: str,
    details: Details,
    *,
    address_alone: bool,
    now: datetime,
) -> bool:
    """Move a sign-up to the address that was meant; say whether that was all there is to do.

    Nobody registers twice by correcting a slip: the place, or the number on the waiting list, goes
    along. Where more was typed anew, or the right address is registered already, the former
    sign-up ends here, and the form is taken as a new one. What somebody has opened stays untouched.
    """
    former = queries.by_reference(session, event, reference)
    if former is None:
        return False
    places.hold(session, event, former)
    if _is_settled(former) or former.email_key == key_of(details.email or ""):
        return False
    if address_alone and _moved(session, former, details.email or "", now=now):
        former.link_generation += 1  # the link in the e-mail to the mistyped address ends
        former.changed_at = now
        record(session, "address-changed", thing(former), by=VISITOR, now=now)
        tell(session, former, event, now=now)
        return True
    changes.cancel(session, former, event, by=VISITOR, now=now)
    return False


def _is_settled(registration: Registration) -> bool:
    return registration.link_opened_at is not None or registration.state in ENDED


def _moved(session: Session, former: Registration, email: str, *, now: datetime) -> bool:
    try:
        write_address(session, former, email, now=now)
    except AddressTaken:
        session.refresh(former)
        return False
    return True
