"""Telling a participant by letter, and naming a registration to the journal."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.folding import fold, name_key, searchable
from eventapp.journal.services import Object
from eventapp.mail import services as mail
from eventapp.mail.letters import LetterFacts
from eventapp.registration.letters import WITH_CALENDAR
from eventapp.registration.models import Registration


def post_letter(
    session: Session, registration: Registration, letter: LetterFacts, *, now: datetime
) -> None:
    """Post a letter to the participant, or to who registered them; to nobody without an address."""
    if registration.reached_at is not None:
        if isinstance(letter, WITH_CALENDAR):
            registration.calendar_no = letter.sequence - registration.calendar_ahead
        post_to(session, registration, registration.reached_at, letter, now=now)


def post_to(
    session: Session,
    registration: Registration,
    address: str,
    letter: LetterFacts,
    *,
    now: datetime,
) -> None:
    """Post a letter about the registration to one address, such as the one it had before."""
    about = mail.About(
        "registration", registration.id, registration.event_id, registration.organisation_id
    )
    mail.post(session, address, letter, language=registration.language, about=about, now=now)


def end_calendar(registration: Registration, *, held: bool) -> None:
    """Count the file that takes the day back, once it is written: what follows it is newer."""
    if held:
        registration.calendar_ahead += 2


def thing(registration: Registration) -> Object:
    """Return the registration as the journal knows it: its reference, no name."""
    return Object(
        "registration",
        registration.id,
        registration.reference,
        registration.event_id,
        registration.organisation_id,
    )


def write_search_words(registration: Registration) -> None:
    """Bring what finds and sorts the registration up to date with its names."""
    registration.folded = searchable(
        registration.given_name,
        registration.family_name,
        registration.organisation_name,
        registration.email,
        registration.reference,
    )[:900]
    registration.family_key = fold(f"{registration.family_name} {registration.given_name}")[:180]
    registration.organisation_key = name_key(registration.organisation_name)
