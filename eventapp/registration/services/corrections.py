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
from eventapp.registration.services.notifications import thing
from eventapp.registration.services.registrations import RegistrationChange, write_address
from eventapp.registration.services.sign_up import VISITOR, remind, tell
from eventapp.text_search import fold


def correct(
    session: Session,
    event: Event,
    reference: str,
    change: RegistrationChange,
    *,
    address_alone: bool,
    now: datetime,
) -> bool:
    """Move a sign-up to the address that was meant; say whether that was all there is to do.

    Nobody registers twice by correcting a slip: the place, or the number on the waiting list, goes
    along. Where more was typed anew, or the same person is registered with the right address, the
    former sign-up ends here, and the form is taken as a new one. An address that somebody else is
    registered with was a slip itself: its owner gets the way to their page, as ever, and the former
    sign-up stays, so that it can be corrected once more. What somebody has opened stays untouched.
    """
    former = queries.by_reference(session, event, reference)
    if former is None:
        return False
    places.hold(session, event, former)
    if _is_settled(former) or former.email_key == key_of(change.email):
        return False
    known = queries.live_by_email(session, event, change.email)
    if known is not None and not _is_same_person(known, change):
        remind(session, event, change.email, now=now)
        return True
    if address_alone and _moved(session, former, change.email, now=now):
        former.link_generation += 1  # the link in the e-mail to the mistyped address ends
        former.changed_at = now
        record(session, "address-changed", thing(former), by=VISITOR, now=now)
        tell(session, former, event, now=now)
        return True
    changes.cancel(session, former, event, by=VISITOR, now=now)
    return False


def _is_settled(registration: Registration) -> bool:
    return registration.link_opened_at is not None or registration.state in ENDED


def _is_same_person(known: Registration, change: RegistrationChange) -> bool:
    names = (known.given_name, known.family_name), (change.given_name, change.family_name)
    return fold(" ".join(names[0])) == fold(" ".join(names[1]))


def _moved(session: Session, former: Registration, email: str, *, now: datetime) -> bool:
    try:
        write_address(session, former, email, now=now)
    except AddressTaken:
        session.refresh(former)
        return False
    return True
