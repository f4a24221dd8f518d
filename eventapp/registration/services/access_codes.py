"""Access codes: made, used within their number and time, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.events.queries import registration_is_open
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, Object, record
from eventapp.registration.errors import (
    AlreadyRegistered,
    CodeTaken,
    CodeUsedUp,
    NoSuchCode,
    RegistrationClosed,
)
from eventapp.registration.models import ENDED, AccessCode, Registration, Source, new_reference
from eventapp.registration.services import places, sign_up
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.registration.services.sign_up import Way


@dataclass(frozen=True, slots=True)
class Terms:
    """What a code allows."""

    code: str = ""
    """Empty: ten random characters."""
    note: str = ""
    most: int | None = None
    valid_until: datetime | None = None
    always: bool = False


def written(typed: str) -> str:
    """Return a code as it is compared: capitals, without blanks and dashes."""
    return "".join(one for one in typed.upper() if one.isalnum())[:32]


def make(
    session: Session, event: Event, category: Category, terms: Terms, *, by: Actor, now: datetime
) -> AccessCode:
    """Make a code that opens the group."""
    code = AccessCode(
        event=event,
        category=category,
        code=written(terms.code) or new_reference() + new_reference()[:2],
        note=terms.note,
        most=terms.most,
        valid_until=terms.valid_until,
        always=terms.always,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(code)
    except IntegrityError as clash:
        raise CodeTaken from clash
    record(session, "made-code", thing(code), by=by, now=now)
    raise_revision(session, event.id)
    return code


def withdraw(session: Session, code: AccessCode, *, by: Actor, now: datetime) -> None:
    """End a code; who registered with it keeps the place."""
    if code.withdrawn_at is None:
        code.withdrawn_at = now
        record(session, "withdrew-code", thing(code), by=by, now=now)
        raise_revision(session, code.event_id)


def opened_by(session: Session, event: Event, typed: str, *, now: datetime) -> AccessCode:
    """Return the code that was typed; refuse what opens nothing now."""
    wanted = select(AccessCode).where(
        AccessCode.event_id == event.id, AccessCode.code == written(typed)
    )
    code = session.scalars(wanted).one_or_none()
    if code is None or code.withdrawn_at or (code.valid_until and now >= code.valid_until):
        raise NoSuchCode
    return code


def check_lets_in(session: Session, event: Event, code: AccessCode, *, now: datetime) -> None:
    """Refuse a code that nobody can register with now."""
    if not code.always and not registration_is_open(event, now):
        raise RegistrationClosed
    if code.withdrawn_at is not None:
        raise NoSuchCode
    if code.most is not None and used(session, [code]).get(code.id, 0) >= code.most:
        raise CodeUsedUp


def register_or_remind(
    session: Session, event: Event, code: AccessCode, change: RegistrationChange, *, now: datetime
) -> Registration | None:
    """Register a visitor by the code; who is registered gets the way to their page again.

    Return the registration that was made, None where there was one.
    """
    places.lock(session, event)
    session.refresh(code)
    check_lets_in(session, event, code, now=now)
    way = Way(Source.CODE, beyond=code.always, code=code)
    by = sign_up.VISITOR
    try:
        return sign_up.register(session, event, code.category, change, way, by=by, now=now)
    except AlreadyRegistered:
        sign_up.remind(session, event, change.email, now=now)
        return None


def used(session: Session, codes: Sequence[AccessCode]) -> dict[int, int]:
    """Return how many live registrations came by each code."""
    wanted = (
        select(Registration.access_code_id, func.count())
        .where(
            Registration.access_code_id.in_([one.id for one in codes]),
            Registration.state.not_in(ENDED),
        )
        .group_by(Registration.access_code_id)
    )
    return {key: number for key, number in session.execute(wanted) if key is not None}


def of_event(session: Session, event: Event) -> Sequence[AccessCode]:
    """Return the event's codes, the youngest first."""
    wanted = select(AccessCode).where(AccessCode.event_id == event.id)
    return session.scalars(wanted.order_by(AccessCode.id.desc())).all()


def thing(code: AccessCode) -> Object:
    """Return the code as the journal knows it: by its note, never its letters."""
    return Object("access-code", code.id, code.note or str(code.id), code.event_id)
