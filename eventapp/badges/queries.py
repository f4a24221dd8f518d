"""Finding badges and what is printed on them."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from eventapp.agenda.models import BEHIND_THE_SCENES, AgendaSession, SessionRole
from eventapp.badges.models import Badge, BadgeKey, PrintRun
from eventapp.events.models import BadgeBand, Event
from eventapp.people.models import Person
from eventapp.registration.models import OWN_CATEGORIES, Registration, State
from eventapp.registration.queries import SETTLED

COUNTS = (Badge.replaced_at.is_(None), Badge.holder_no == Registration.holder_no)
"""What makes a badge the present holder's: not replaced, and not from before a hand-over."""

CODELESS = (
    Registration.state == State.CONFIRMED,
    Registration.badge_holder_no != Registration.holder_no,
)
"""What makes a registration lack the badge of its present holder."""


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on one badge, in the holder's language."""

    badge: int
    token: str
    fallback: str
    title: str
    given_name: str
    family_name: str
    organisation: str
    country: str
    language: str
    category: str
    band: BadgeBand
    person: str = ""
    """The holder's public id in the programme, of whoever has a part in it."""
    reference: str = ""
    """The registration's, by which a page leads to it; not printed."""

    @property
    def lines(self) -> str:
        """Return name and organisation as they are printed, for a person to compare."""
        name = " ".join(part for part in (self.title, self.given_name, self.family_name) if part)
        return "\n".join(line for line in (name, self.organisation) if line)

    @property
    def printed_as(self) -> str:
        """Return the hash of everything a reader of the badge sees."""
        printed = (self.token, self.title, self.given_name, self.family_name, self.organisation)
        more = (self.country, self.language, self.category, self.band.value)
        return hashlib.sha256("\0".join((*printed, *more)).encode()).hexdigest()


def keys(session: Session, event_id: int) -> dict[int, bytes]:
    """Return the public keys that verify the event's badges, by key number."""
    statement = select(BadgeKey.kid, BadgeKey.public).where(
        BadgeKey.event_id == event_id, BadgeKey.retired_at.is_(None)
    )
    return {key: value for key, value in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def every_key(session: Session, event: Event) -> Sequence[tuple[BadgeKey, int]]:
    """Return the event's keys, retired ones too, each with how many valid badges it signed."""
    signed = (
        select(func.count(Badge.id))
        .where(Badge.event_id == event.id, Badge.kid == BadgeKey.kid, Badge.replaced_at.is_(None))
        .scalar_subquery()
    )
    statement = select(BadgeKey, signed).where(BadgeKey.event_id == event.id)
    return [(key, number) for key, number in session.execute(statement.order_by(BadgeKey.kid))]


def current(session: Session, registration: Registration) -> Badge | None:
    """Return the newest badge of a registration; after a hand-over it is the former holder's."""
    statement = select(Badge).where(
        Badge.registration_id == registration.id, Badge.replaced_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def own(session: Session, registration: Registration) -> Badge | None:
    """Return the badge that counts: the present holder's."""
    badge = current(session, registration)
    return badge if badge is not None and badge.holder_no == registration.holder_no else None


def events_without_badges(session: Session) -> Sequence[int]:
    """Return the internal numbers of the events where a confirmed place has no code yet."""
    return session.scalars(select(Registration.event_id).where(*CODELESS).distinct()).all()


def without_badge(
    session: Session, event: Event, *, most: int | None = None
) -> Sequence[Registration]:
    """Return the confirmed registrations that have no code yet, at most so many."""
    statement = select(Registration).where(Registration.event_id == event.id, *CODELESS)
    return session.scalars(statement.order_by(Registration.id).limit(most)).all()


def how_many_without_badge(session: Session, event: Event) -> int:
    """Return how many confirmed registrations have no code yet."""
    statement = select(func.count(Registration.id)).where(
        Registration.event_id == event.id, *CODELESS
    )
    return session.scalar(statement) or 0


def badges_of(
    session: Session, event: Event, *, only: Collection[int] | None = None
) -> Sequence[Badge]:
    """Return the current badges of confirmed places, in the order of the desk: by family name.

    `only` names some hundred registrations by internal number.
    """
    statement = (
        select(Badge)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(
            Badge.event_id == event.id,
            *COUNTS,
            Registration.state == State.CONFIRMED,
        )
        .options(contains_eager(Badge.registration).selectinload(Registration.category))
        .order_by(Registration.family_key, Registration.id)
    )
    if only is not None:
        statement = statement.where(Registration.id.in_(only))
    return session.scalars(statement).all()


def how_many(session: Session, event: Event) -> int:
    """Return how many people hold a badge that the door lets in."""
    return session.scalar(_counted(event)) or 0


def printed(session: Session, event: Event) -> int:
    """Return how many badges that count are printed already."""
    return session.scalar(_counted(event).where(Badge.printed_at.is_not(None))) or 0


def _counted(event: Event) -> Select[int]:
    return (
        select(func.count(Badge.id))
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Badge.event_id == event.id, *COUNTS, Registration.state == State.CONFIRMED)
    )


def face(badge: Badge, registration: Registration, speakers: "Speakers") -> Face:
    """Return what is printed on a badge now."""
    category = registration.category
    person = speakers.of(registration)
    alone = bool(person) and category.key in OWN_CATEGORIES  # the ribbon says it already
    return Face(
        badge=badge.id,
        token=badge.token,
        fallback=badge.fallback,
        title=registration.title,
        given_name=registration.given_name,
        family_name=registration.family_name,
        organisation=registration.organisation_name,
        country=registration.country,
        language=registration.language,
        category="" if alone else category.name.into(registration.language),
        band=BadgeBand.SPEAKER if person else category.band,
        person=person,
        reference=registration.reference,
    )


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whom the programme names, by number in the directory and by address in lower case."""

    by_number: Mapping[int, str] = field(default_factory=dict)
    by_address: Mapping[str, str] = field(default_factory=dict)

    def of(self, registration: Registration) -> str:
        """Return the public id of a participant in the programme; empty: not in it."""
        if registration.person_id is not None:
            return self.by_number.get(registration.person_id, "")
        return self.by_address.get(registration.email_key or "", "")


def speakers(session: Session, event: Event) -> Speakers:
    """Return everybody with a part in the draft that the badge's ribbon tells."""
    rows = session.execute(
        _with_part(event.id).with_only_columns(Person.id, Person.email, Person.public_id)
    ).all()
    return Speakers(
        {row.id: row.public_id for row in rows},
        {row.email.lower(): row.public_id for row in rows if row.email},
    )


def speaking(event_id: int) -> ColumnElement[bool]:
    """Return what says of a registration whether the ribbon tells a part in the draft."""
    numbers = _with_part(event_id).with_only_columns(Person.id)
    addresses = _with_part(event_id).where(Person.email.is_not(None))
    return or_(
        Registration.person_id.in_(numbers),
        and_(
            Registration.person_id.is_(None),
            Registration.email_key.in_(addresses.with_only_columns(func.lower(Person.email))),
        ),
    )


def _with_part(event_id: int) -> Select[Any]:
    """Return what asks for people with a settled part that is not behind the scenes."""
    return (
        select(Person)
        .join(SessionRole, SessionRole.person_id == Person.id)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(
            AgendaSession.event_id == event_id,
            ~AgendaSession.cancelled,
            SessionRole.state.in_(SETTLED),
            SessionRole.part.not_in(BEHIND_THE_SCENES),
        )
    )


def print_runs(session: Session, event: Event) -> Sequence[PrintRun]:
    """Return the print runs, newest first."""
    statement = select(PrintRun).where(PrintRun.event_id == event.id)
    return session.scalars(statement.order_by(PrintRun.id.desc()).limit(20)).all()


def latest_run(session: Session, event: Event) -> PrintRun | None:
    """Return the print run made last."""
    statement = select(PrintRun).where(PrintRun.event_id == event.id)
    return session.scalar(statement.order_by(PrintRun.id.desc()).limit(1))
