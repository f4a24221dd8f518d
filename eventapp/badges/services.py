"""Issuing codes, replacing them, and keeping book of what was printed."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from eventapp.badges import codes, queries
from eventapp.badges.codes import BadgeClass
from eventapp.badges.errors import NoKeyLeft, NoPlaceNoBadge, NoSuchKey
from eventapp.badges.keys import FIRST_KID, LAST_KID, private_key, public_point
from eventapp.badges.models import Badge, BadgeKey, BadgeLook, PrintRun
from eventapp.badges.queries import Face
from eventapp.documents import services as documents
from eventapp.events.models import BadgeBand, Event
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import lock_rows
from eventapp.registration.models import Registration, State

CLASSES = {
    BadgeBand.GUEST: BadgeClass.GUEST,
    BadgeBand.CLUSTER: BadgeClass.ATTENDEE,
    BadgeBand.POLE: BadgeClass.ATTENDEE,
    BadgeBand.SPEAKER: BadgeClass.SPEAKER,
    BadgeBand.HOST: BadgeClass.COHOST,
}


DOCUMENT = "badges"
"""Kind and name of an event's print runs among the documents that the worker makes: one a time."""


def signing_kid(session: Session, event: Event, folder: Path, *, now: datetime) -> int:
    """Return the newest key that is not retired, made at the event's first badge."""
    session.execute(lock_rows(session, select(Event.id).where(Event.id == event.id)))
    known = queries.keys(session, event.id)
    return max(known) if known else _make_key(session, event, folder, now=now)


def _make_key(session: Session, event: Event, folder: Path, *, now: datetime) -> int:
    """Return the next key's number: none is used twice, for retired ones must stay known as such.

    Raises NoKeyLeft.
    """
    used = select(func.max(BadgeKey.kid)).where(BadgeKey.event_id == event.id)
    kid = (session.scalar(used) or FIRST_KID - 1) + 1
    if kid > LAST_KID:
        raise NoKeyLeft
    public = public_point(private_key(folder, event.public_id, kid))
    session.add(BadgeKey(event_id=event.id, kid=kid, public=public, created_at=now))
    session.flush()
    return kid


def change_key(session: Session, event: Event, folder: Path, *, by: Actor, now: datetime) -> int:
    """Sign new badges with a new key from now on and return its number; older badges stay valid.

    Raises NoKeyLeft.
    """
    session.execute(lock_rows(session, select(Event.id).where(Event.id == event.id)))
    kid = _make_key(session, event, folder, now=now)
    record(session, "badge-key-made", _named(event), by=by, now=now, changes={"kid": kid})
    return kid


def retire_key(session: Session, event: Event, kid: int, *, by: Actor, now: datetime) -> int:
    """Refuse every badge signed with a key from now on; return how many have to be printed anew.

    Their holders get a new code, of another key, with the next print run or within a minute.
    Raises NoSuchKey.
    """
    session.execute(lock_rows(session, select(Event.id).where(Event.id == event.id)))
    statement = select(BadgeKey).where(
        BadgeKey.event_id == event.id, BadgeKey.kid == kid, BadgeKey.retired_at.is_(None)
    )
    key = session.scalars(statement).one_or_none()
    if key is None:
        raise NoSuchKey(kid)
    key.retired_at = now
    signed = (Badge.event_id == event.id, Badge.kid == kid, Badge.replaced_at.is_(None))
    _note_holder(session, Registration.id.in_(select(Badge.registration_id).where(*signed)), 0)
    replaced = session.execute(  # all at once: nobody waits for thousands of them
        update(Badge).where(*signed).values(replaced_at=now, replaced_why="key retired")
    )
    number: int = replaced.rowcount  # type: ignore[attr-defined]
    raise_revision(session, event.id)  # what was looked at of these badges counts no more
    documents.forget(session, event.id, DOCUMENT)
    changes = {"kid": kid, "badges": number}
    record(session, "badge-key-retired", _named(event), by=by, now=now, changes=changes)
    return number


def _named(event: Event) -> Object:
    return Object("event", event.id, event.slug, event.id)


def issue(
    session: Session, event: Event, registration: Registration, folder: Path, *, now: datetime
) -> Badge:
    """Return the badge that counts for a confirmed place; issued now if there is none.

    A hand-over raised the holder number: then the older code is replaced here.
    """
    if registration.state is not State.CONFIRMED:
        raise NoPlaceNoBadge
    kid = signing_kid(session, event, folder, now=now)
    badge = queries.own(session, registration)
    if badge is not None:
        return badge
    _part_from(session, registration, now=now)
    _note_holder(session, Registration.id == registration.id, registration.holder_no)
    return _issue(session, event, registration, folder, kid, now=now)


def issue_with_place(
    session: Session, event: Event, registration: Registration, folder: Path, *, now: datetime
) -> None:
    """Issue the code of a registration that has a place by now and no code of its holder."""
    if registration.state is State.CONFIRMED and (
        registration.badge_holder_no != registration.holder_no
    ):
        issue(session, event, registration, folder, now=now)


def issue_first(
    session: Session, event: Event, registration: Registration, folder: Path, *, now: datetime
) -> None:
    """Issue the code of a registration that this transaction made, if it has a place.

    Nobody else knows of it, so nothing is looked for or held.
    """
    if registration.state is State.CONFIRMED:
        known = queries.keys(session, event.id)
        kid = max(known) if known else signing_kid(session, event, folder, now=now)
        _note_holder(session, Registration.id == registration.id, registration.holder_no)
        _issue(session, event, registration, folder, kid, now=now)


def issue_missing(
    session: Session, event: Event, folder: Path, *, now: datetime, most: int | None = None
) -> int:
    """Issue a code to every confirmed place without one, at most so many; return how many."""
    missing = queries.without_badge(session, event, most=most)
    if missing:
        kid = signing_kid(session, event, folder, now=now)
        for registration in missing:
            _part_from(session, registration, now=now)
            _note_holder(session, Registration.id == registration.id, registration.holder_no)
            _issue(session, event, registration, folder, kid, now=now)
        session.flush()
    return len(missing)


def _part_from(session: Session, registration: Registration, *, now: datetime) -> None:
    """Make the code of a place's former holder worthless."""
    former = queries.current(session, registration) if registration.holder_no > 1 else None
    if former is not None:
        replace(session, former, why="handed over", now=now)
        session.flush()


def _issue(
    session: Session,
    event: Event,
    registration: Registration,
    folder: Path,
    kid: int,
    *,
    now: datetime,
) -> Badge:
    badge_id = secrets.token_bytes(16)
    badge_class = CLASSES[registration.category.band]
    key = private_key(folder, event.public_id, kid)
    badge = Badge(
        event=event,
        registration=registration,
        holder_no=registration.holder_no,
        badge_id=badge_id,
        idx=codes.idx_of(event.public_id, badge_id),
        kid=kid,
        badge_class=badge_class,
        token=codes.make(key, kid, event.public_id, badge_id, badge_class),
        fallback=codes.fallback_of(badge_id),
        issued_at=now,
    )
    session.add(badge)
    return badge


def _note_holder(session: Session, which: ColumnElement[bool], holder_no: int) -> None:
    """Write down with registrations whose badge there is; nobody's edit of them is overtaken."""
    noted = update(Registration).where(which).values(badge_holder_no=holder_no)
    session.execute(noted.execution_options(synchronize_session=False))


def replace(session: Session, badge: Badge, *, why: str, now: datetime) -> None:
    """Make a code worthless; the door says that a newer one exists."""
    _note_holder(session, Registration.id == badge.registration_id, 0)
    badge.replaced_at, badge.replaced_why = now, why


def forget(session: Session, registration: Registration, *, now: datetime) -> int:
    """Empty what a participant's badges said; the door answers "replaced" to every one of them.

    Files of badges that may name them go, too; a print run that is being made begins anew.

    Return how many badges said something. Their idx stays: it is what the door looks up.
    """
    statement = select(Badge).where(Badge.registration_id == registration.id, Badge.token != "")
    badges = session.scalars(statement).all()
    for badge in badges:
        badge.token = badge.printed_as = badge.printed_lines = ""
        if badge.replaced_at is None:
            replace(session, badge, why="erased", now=now)
    session.execute(delete(BadgeLook).where(BadgeLook.registration_id == registration.id))
    if badges:
        documents.forget(session, registration.event_id, DOCUMENT)
    return len(badges)


def faces(
    session: Session,
    event: Event,
    *,
    chosen: str,
    category: str | None = None,
    only: Collection[int] | None = None,
) -> Sequence[Face]:
    """Return what to print: `all`, `new` (never printed) or `changed` (new ones included).

    `only` names registrations by internal number.
    """
    speakers = queries.speakers(session, event)
    faces = []
    for badge in queries.badges_of(session, event):
        registration = badge.registration
        if category is not None and registration.category.key != category:
            continue
        if only is not None and registration.id not in only:
            continue
        face = queries.face(badge, registration, speakers)
        fresh = badge.printed_at is None
        stale = badge.printed_as != face.printed_as
        if chosen == "all" or fresh or (chosen == "changed" and stale):
            faces.append(face)
    return faces


def changed_since_print(
    session: Session, event: Event, badge: Badge, registration: Registration
) -> bool:
    """Say whether a printed badge would look otherwise today.

    What stands on it is compared, not when something changed: an answer about food changes no
    badge, and the new name of a category, or a part in the programme, changes many.
    """
    if badge.printed_at is None:
        return False
    face = queries.face(badge, registration, queries.speakers(session, event))
    return badge.printed_as != face.printed_as


def mark_printed(
    session: Session,
    event: Event,
    printed: Iterable[Face],
    *,
    layout: str,
    chosen: str,
    by: str,
    now: datetime,
) -> PrintRun:
    """Write down that these badges were printed as they are now."""
    rows = [
        {
            "id": face.badge,
            "printed_at": now,
            "printed_as": face.printed_as,
            "printed_lines": face.lines,
        }
        for face in printed
    ]
    if rows:
        session.execute(update(Badge), rows)
    run = PrintRun(
        event_id=event.id,
        layout=layout,
        chosen=chosen,
        badges=len(rows),
        made_at=now,
        made_by=by,
    )
    session.add(run)
    return run
