"""Access codes: made, changed, used within their number and time, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories, registration_is_open
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change, record
from eventapp.orm import lock_row
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCodeChange:
    """What is edited of a code."""

    category: str = ""
    """Key of the one it opens."""
    code: str = ""
    """Empty for a new one: ten random characters."""
    note: str = ""
    most: int | None = None
    valid_until: datetime | None = None
    always: bool = False

    @classmethod
    def of(cls, code: AccessCode) -> "AccessCodeChange":
        """Return a code as it stands."""
        return cls(
            category=code.category.key,
            code=code.code,
            note=code.note,
            most=code.most,
            valid_until=code.valid_until,
            always=code.always,
        )


def written(typed: str) -> str:
    """Return a code as it is compared: capitals, without blanks and dashes."""
    return "".join(character for character in typed.upper() if character.isalnum())[:32]


def add_code(
    session: Session, event: Event, change: AccessCodeChange, *, by: Actor, now: datetime
) -> AccessCode:
    """Make a code that opens a category. Raises CodeTaken."""
    hold(session, event.id)
    code = AccessCode(
        event=event,
        category=_opened(session, event, change),
        code=written(change.code) or new_reference() + new_reference()[:2],
        created_at=now,
    )
    _write(session, code, change)
    facts = changes.differences(None, _without_letters(change))
    record(session, "made-code", thing(code), by=by, now=now, changes=facts)
    raise_revision(session, event.id)
    return code


def change_code(
    session: Session,
    code: AccessCode,
    change: AccessCodeChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a code; who registered with it keeps the place.

    Raises NoSuchCode for one that was taken back, CodeTaken, ChangedByBoth (`changes.merged`).
    """
    event = session.get_one(Event, code.event_id)
    hold(session, event.id)
    lock_row(session, code)
    if code.withdrawn_at is not None:
        raise NoSuchCode
    before = AccessCodeChange.of(code)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    code.category, code.code = _opened(session, event, after), written(after.code)
    _write(session, code, after)
    former, present = _without_letters(before), _without_letters(after)
    note_change(session, thing(code), former, present, by=by, now=now)


def _opened(session: Session, event: Event, change: AccessCodeChange) -> Category:
    return next(
        category for category in categories(session, event) if category.key == change.category
    )


def _write(session: Session, code: AccessCode, change: AccessCodeChange) -> None:
    code.note, code.most = change.note, change.most
    code.valid_until, code.always = change.valid_until, change.always
    try:
        with session.begin_nested():
            session.add(code)
    except IntegrityError as clash:
        raise CodeTaken from clash


def _without_letters(change: AccessCodeChange) -> AccessCodeChange:
    """Return what the journal may hold of a code: never what opens a category."""
    return replace(change, code="")


def withdraw(session: Session, code: AccessCode, *, by: Actor, now: datetime) -> None:
    """End a code; who registered with it keeps the place."""
    hold(session, code.event_id)
    lock_row(session, code)
    if code.withdrawn_at is None:
        code.withdrawn_at = now
        record(session, "withdrew-code", thing(code), by=by, now=now)
        raise_revision(session, code.event_id)


def opened_by(session: Session, event: Event, typed: str, *, now: datetime) -> AccessCode:
    """Return the code that was typed; refuse what opens nothing now."""
    statement = select(AccessCode).where(
        AccessCode.event_id == event.id, AccessCode.code == written(typed)
    )
    code = session.scalars(statement).one_or_none()
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
    statement = (
        select(Registration.access_code_id, func.count())
        .where(
            Registration.access_code_id.in_([code.id for code in codes]),
            Registration.state.not_in(ENDED),
        )
        .group_by(Registration.access_code_id)
    )
    return {key: number for key, number in session.execute(statement) if key is not None}


def of_event(session: Session, event: Event) -> Sequence[AccessCode]:
    """Return the event's codes, the youngest first."""
    statement = select(AccessCode).where(AccessCode.event_id == event.id)
    return session.scalars(statement.order_by(AccessCode.id.desc())).all()


def thing(code: AccessCode) -> Object:
    """Return the code as the journal knows it: by its note, never its letters."""
    return Object("access-code", code.id, code.note or str(code.id), code.event_id)
