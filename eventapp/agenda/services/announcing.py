"""Whom a release concerns, and telling exactly those, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.changes import NOTHING, Change, ChangeKind, changes
from eventapp.agenda.emails import ProgrammeChangedEmail, SessionLine
from eventapp.agenda.errors import ToldAlready
from eventapp.agenda.models import Release
from eventapp.agenda.stored import StoredRelease
from eventapp.events.emails import facts_of
from eventapp.events.models import Event
from eventapp.languages import FIRST, LANGUAGES
from eventapp.mail.services import About, Ready, post_all, ready
from eventapp.moments import utc_text
from eventapp.people.models import Person


@dataclass(frozen=True, slots=True)
class PersonConcerned:
    """Somebody whose own sessions change, and how."""

    person: Person
    changes: tuple[Change, ...]


def concerned(session: Session, event: Event, changes: Iterable[Change]) -> list[PersonConcerned]:
    """Return whom changes concern, by family name; also who has no address to write to."""
    by_person: dict[str, list[Change]] = {}
    for change in changes:
        for public_id in change.concerns:
            by_person.setdefault(public_id, []).append(change)
    statement = (
        select(Person)
        .where(Person.event_id == event.id, Person.public_id.in_(by_person))
        .order_by(Person.folded, Person.id)
    )
    return [
        PersonConcerned(person, tuple(by_person[person.public_id]))
        for person in session.scalars(statement)
    ]


@dataclass(frozen=True, slots=True)
class Announcement:
    """The e-mails that tell of a release, made before the transaction that makes it."""

    programme: StoredRelease
    """Of that release: they tell of no other."""
    emails: list[Ready]


def prepare_announcement(
    session: Session, event: Event, before: StoredRelease, after: StoredRelease, *, now: datetime
) -> Announcement:
    """Make ready what everybody with an address is told whom a release concerns."""
    people = concerned(session, event, changes(before, after))
    emails = [_ready(event, target, now=now) for target in people if target.person.email]
    return Announcement(after, emails)


def announce(
    session: Session,
    event: Event,
    release: Release,
    *,
    now: datetime,
    prepared: Announcement | None = None,
) -> int:
    """Write to everybody with an address whom a release concerns; return how many.

    What was prepared is used if it tells of what was released.
    """
    if release.told is not None:
        raise ToldAlready
    if prepared is None or prepared.programme is not release.programme:
        before = queries.release(session, event, release.number - 1)
        was = before.programme if before else NOTHING
        prepared = prepare_announcement(session, event, was, release.programme, now=now)
    post_all(session, prepared.emails, now=now)
    release.told = len(prepared.emails)
    return release.told


def _ready(event: Event, target: PersonConcerned, *, now: datetime) -> Ready:
    person = target.person
    language = next((code for code in person.languages if code in LANGUAGES), FIRST)
    email = email_to(target, event, language, now=now)
    about = About("person", person.id, event.id, person.organisation_id)
    return ready(str(person.email), email, language=language, about=about)


def email_to(
    target: PersonConcerned, event: Event, language: str, *, now: datetime
) -> ProgrammeChangedEmail:
    """Return the e-mail about a release of that moment."""
    person = target.person
    return ProgrammeChangedEmail(
        person=person.public_id,
        title=person.title,
        given_name=person.given_name,
        family_name=person.family_name,
        released_at=utc_text(now),
        lines=lines_of(target.changes, language, person=person.public_id),
        **facts_of(event, language),
    )


def lines_of(changes: Iterable[Change], language: str, *, person: str = "") -> list[SessionLine]:
    """Return changes a session at a time, as plain values; `person` says who joins and leaves."""
    by_session: dict[str, list[Change]] = {}
    for change in changes:
        by_session.setdefault(change.session, []).append(change)
    return [_line(person, of_session, language) for of_session in by_session.values()]


def _line(person: str, changes: Sequence[Change], language: str) -> SessionLine:
    was, stands = changes[0].was, changes[0].stands
    stood = was or stands
    gone = changes[0].what is ChangeKind.GONE
    before = was.persons if was else frozenset()
    return {
        "what": [change.what for change in changes],
        "title": stands.title.into(language),
        "was_title": was.title.into(language) if was else "",
        "page": "" if gone else changes[0].session,
        "guid": stands.guid,
        "sequence": stands.sequence + (1 if gone else 0),
        "cancelled": gone or stands.cancelled,
        "joins": person in stands.persons - before,
        "leaves": person in before - stands.persons,
        "starts_at": utc_text(stands.starts_at),
        "ends_at": utc_text(stands.ends_at) or "",
        "room": stands.room.into(language),
        "was_starts_at": utc_text(stood.starts_at),
        "was_ends_at": utc_text(stood.ends_at) or "",
        "was_room": stood.room.into(language),
    }
