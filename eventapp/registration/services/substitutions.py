"""What follows a substitution once its five minutes are over: e-mails, bookings, a place that ends.

Until then undo disturbs nobody.
"""

import contextlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.items import Item
from eventapp.agenda.services import announce
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.languages import FIRST, LANGUAGES
from eventapp.mail import services as mail
from eventapp.orm import lock_row
from eventapp.people.models import Person
from eventapp.people.services.retention import KEPT
from eventapp.registration import queries
from eventapp.registration.emails.substitution import ColleagueEmail, SubstitutedEmail, replaced
from eventapp.registration.models import (
    ENDED,
    PlaceAfter,
    Registration,
    State,
    Substitution,
)
from eventapp.registration.services import changes, contributors, places, places_by_hand
from eventapp.registration.services.contributors import Admission
from eventapp.registration.services.notifications import ready_for
from eventapp.speakers.errors import NothingToInviteTo, Unreachable
from eventapp.speakers.queries.visitors import of_person as contributor_of
from eventapp.speakers.services import invitations
from eventapp.speakers.services.invitations import SpeakingInvitationChange
from eventapp.speakers.services.posting import usual

FORMER, SUCCESSOR = "former", "successor"
"""Whose bookings ended, in `Substitution.freed`."""


def settle(
    session: Session, event: Event, substitution: Substitution, *, by: Actor, now: datetime
) -> None:
    """Tell everybody, free what the successor booked beside it, end the place that was to end.

    Doing it twice does nothing more.
    """
    places.lock(session, event)
    lock_row(session, substitution)
    if substitution.settled_at is not None:
        return
    substitution.settled_at = now
    tell(session, event, substitution, undone=False, now=now)
    _invite(session, event, substitution, by=by, now=now)
    freed = dict(substitution.freed)
    admission = admission_of(session, substitution)
    if admission is not None:
        contributors.tell_admitted(session, event, admission, now=now)
        freed[SUCCESSOR] = _free_bookings(session, event, substitution, admission, by=by, now=now)
    former = queries.of_person(session, substitution.former)
    if substitution.place is PlaceAfter.CANCELLED and former is not None and not former.contributes:
        freed[FORMER] = list(queries.own_places(session, former))
        changes.cancel(session, former, event, by=by, now=now)
    substitution.freed = freed


def rebook(
    session: Session,
    event: Event,
    registration: Registration,
    item_ids: Iterable[str],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Sign somebody up again for what they had lost; what takes nobody any more is left out."""
    for item_id in item_ids:
        with contextlib.suppress(Refusal):
            places_by_hand.sign_up_for(session, registration, event, item_id, by=by, now=now)


def is_named(session: Session, event: Event, substitution: Substitution) -> bool:
    """Say whether the public reads the successor's name in the session now."""
    item = agenda.released(session, event).item(substitution.session.public_id)
    successor = substitution.successor
    return (
        item is not None
        and successor is not None
        and any(part.person.id == successor.public_id for part in item.parts)
    )


def forget_reasons(session: Session, *, now: datetime) -> None:
    """Empty why people were replaced, and words to successors, of events that ended long ago."""
    ended = select(Event.id).where(Event.ends_at < now - KEPT)
    worded = or_(Substitution.reason != "", Substitution.message != "")
    those = Substitution.event_id.in_(ended)
    session.execute(update(Substitution).where(those, worded).values(reason="", message=""))


def _invite(
    session: Session, event: Event, substitution: Substitution, *, by: Actor, now: datetime
) -> None:
    """Ask the successor who has not agreed; whoever was asked or answered meanwhile is not."""
    successor = substitution.successor
    if not substitution.invites or successor is None:
        return
    contributor = contributor_of(session, successor)
    if contributor is None:
        return
    change = SpeakingInvitationChange(
        language=contributor.language,
        to=usual(contributor),
        answer_by=substitution.answer_by,
        details_by=contributor.details_by,
        message=substitution.message,
        invited_by=substitution.made_by,
    )
    with contextlib.suppress(NothingToInviteTo, Unreachable):
        invitations.invite(session, event, contributor, change, by=by, now=now)


def admission_of(session: Session, substitution: Substitution) -> Admission | None:
    """Return the successor's place, with what was there before the substitution."""
    if substitution.successor is None:
        return None
    registration = queries.of_person(session, substitution.successor)
    if registration is None or registration.state in ENDED:
        return None
    before = substitution.admitted_from
    if before is None:
        return Admission(registration, State.CONFIRMED, was_contributor=True)
    contingent = substitution.freed.get("contingent")
    return Admission(registration, State(before) if before else None, contingent=contingent)


def _free_bookings(
    session: Session,
    event: Event,
    substitution: Substitution,
    admission: Admission,
    *,
    by: Actor,
    now: datetime,
) -> list[str]:
    """Return the sessions, by public id, that were booked at that time."""
    registration = admission.registration
    beside = queries.booked_beside(session, registration, substitution.session)
    freed = [place.session.public_id for place in beside]
    for key in freed:
        places_by_hand.take_out(session, registration, event, key, by=by, now=now)
    return freed


def tell(
    session: Session, event: Event, substitution: Substitution, *, undone: bool, now: datetime
) -> None:
    """Write to both, and as was chosen to who booked the session and to who else is in it.

    Nobody is told what the public cannot see.
    """
    number = substitution.release_no
    release = agenda.release(session, event, number) if number is not None else None
    item = agenda.released(session, event).item(substitution.session.public_id)
    if release is None or item is None:
        return
    if release.told is None:
        announce(session, event, release, now=now)
    emails = [
        *(_to_booked(session, event, substitution, item, undone=undone)),
        *(_to_others(session, event, substitution, item, undone=undone)),
    ]
    mail.post_all(session, emails, now=now)


def _to_booked(
    session: Session, event: Event, substitution: Substitution, item: Item, *, undone: bool
) -> Iterator[mail.Ready]:
    if not substitution.tell_booked:
        return
    for place in queries.signed_up(session, substitution.session):
        registration = place.registration
        if registration.reached_at is not None:
            said = replaced(substitution, item, registration.language, undone=undone)
            email = SubstitutedEmail.of(registration, event, replaced=said)
            yield ready_for(registration, registration.reached_at, email)


def _to_others(
    session: Session, event: Event, substitution: Substitution, item: Item, *, undone: bool
) -> Iterator[mail.Ready]:
    if not substitution.tell_others:
        return
    for person in colleagues(session, substitution):
        address = person.email or person.assistant_email
        if not address:
            continue
        language = next((code for code in person.languages if code in LANGUAGES), FIRST)
        said = replaced(substitution, item, language, undone=undone)
        email = ColleagueEmail.to(person, event, language, said)
        about = mail.About("person", person.id, event.id, person.organisation_id)
        yield mail.ready(address, email, language=language, about=about)


def colleagues(session: Session, substitution: Substitution) -> list[Person]:
    """Return who else takes part in the session: interpreters and technicians, too."""
    both = {substitution.former_id, substitution.successor_id}
    return queries.taking_part_in(session, substitution.session, but=both)
