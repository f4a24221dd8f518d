"""Everybody who contributes to an event on one page: parts, what is missing, who has arrived."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, lazyload

from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.checkin.models import Scan
from eventapp.checkin.verdicts import Decision
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.people.models import Organisation, Person
from eventapp.registration.models import Registration
from eventapp.registration.queries.contributors import is_person
from eventapp.speakers.models import Contributor
from eventapp.speakers.open_points import Point, PointKind
from eventapp.speakers.queries.points import points_of
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.standing import Standing, standing_of
from eventapp.text_search import fold

NEVER = datetime.max.replace(tzinfo=UTC)
"""When a session without a time begins."""
_HAS_PART = select(SessionRole.id).where(SessionRole.person_id == Person.id).exists()


@dataclass(frozen=True, slots=True)
class ContributorSearch:
    """Which contributors somebody wants to see."""

    typed: str = ""
    session: str = ""
    """Public id."""
    host: int | None = None
    """Number of an organisation: of the person, or for which they have the part."""
    language: str = ""
    standing: Standing | None = None
    missing: PointKind | None = None
    is_open: bool = False
    """Only those of whom something is missing."""

    @property
    def narrows(self) -> bool:
        """Say whether anything is asked for."""
        return self != ContributorSearch()


@dataclass(frozen=True, slots=True)
class ContributorRow:
    """One person with all their parts."""

    contributor: Contributor
    roles: Sequence[SessionRole]
    standing: Standing
    points: Sequence[Point]

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.contributor.person

    @property
    def is_late(self) -> bool:
        """Say whether something is overdue."""
        return any(point.is_late for point in self.points)

    @property
    def complete(self) -> bool:
        """Say whether the person has said yes, and nothing is missing."""
        said_yes = (Standing.ACCEPTED, Standing.CONFIRMED, Standing.ARRIVED)
        return not self.points and self.standing in said_yes


@dataclass(frozen=True, slots=True)
class ContributorList:
    """Those who match, what is overdue first, and how many of each there are in all."""

    rows: Sequence[ContributorRow]
    by_standing: Mapping[Standing, int]
    total: int
    open: int
    """Of how many something is missing."""
    sessions: Sequence[AgendaSession]
    """Those in which anybody has a part, in the order of the programme."""


def contributors(
    session: Session, event: Event, search: ContributorSearch, *, now: datetime
) -> ContributorList:
    """Return the contributors who match; the number of statements does not depend on how many."""
    every = rows_of(session, event, _with_parts(session, event), now=now)
    matching = [row for row in every if _matches(row, search)]
    matching.sort(key=lambda row: (not row.is_late, not row.points, row.person.folded))
    return ContributorList(
        matching,
        Counter(row.standing for row in every),
        len(every),
        sum(1 for row in every if row.points),
        _sessions(every),
    )


def _sessions(rows: Sequence[ContributorRow]) -> list[AgendaSession]:
    items = {role.session_id: role.session for row in rows for role in row.roles}
    begins = {item.id: (item.starts_at is None, item.starts_at or NEVER) for item in items.values()}
    return sorted(items.values(), key=lambda item: (begins[item.id], item.number))


def rows_of(
    session: Session, event: Event, those: Sequence[Contributor], *, now: datetime
) -> list[ContributorRow]:
    """Return these contributors with all that is known of each, in the same order."""
    persons = [contributor.person for contributor in those]
    roles = roles_of(session, [person.id for person in persons])
    points = points_of(session, event, those, roles, now=now)
    here = arrived(session, event, persons)
    return [
        ContributorRow(
            contributor,
            roles[contributor.person_id],
            standing_of(roles[contributor.person_id], is_here=contributor.person_id in here),
            points[contributor.person_id],
        )
        for contributor in those
    ]


def of_ids(session: Session, event: Event, public_ids: Collection[str]) -> Sequence[Contributor]:
    """Return the contributors of these persons, by name; nobody for an id that is none of ours."""
    chosen = _statement(event).where(Person.public_id.in_(public_ids))
    return session.scalars(chosen.order_by(Person.folded, Person.id)).all()


def after(session: Session, event: Event, cursor: int, most: int) -> Sequence[Contributor]:
    """Return at most so many contributors with a part, added after the one of that number."""
    later = _statement(event).where(_HAS_PART, Contributor.id > cursor)
    return session.scalars(later.order_by(Contributor.id).limit(most)).all()


def arrived(session: Session, event: Event, persons: Collection[Person]) -> set[int]:
    """Return the numbers of those of these persons whose badge was let in."""
    statement = (
        select(Person.id)
        .join(Registration, is_person(event.id))
        .join(Scan, Scan.registration_id == Registration.id)
        .where(Person.id.in_([person.id for person in persons]), Scan.event_id == event.id)
        .where(Scan.decision == Decision.ADMIT, Scan.rehearsal.is_(False))
        .distinct()
    )
    return set(session.scalars(statement))


def _statement(event: Event) -> Select[Contributor]:
    organisation = joinedload(Contributor.person).joinedload(Person.organisation)
    return (
        select(Contributor)
        .join(Person, Person.id == Contributor.person_id)
        .where(Contributor.event_id == event.id)
        .options(
            organisation.options(lazyload(Organisation.logo), lazyload(Organisation.logo_dark))
        )
    )


def _with_parts(session: Session, event: Event) -> Sequence[Contributor]:
    return session.scalars(_statement(event).where(_HAS_PART).order_by(Person.folded)).all()


def _matches(row: ContributorRow, search: ContributorSearch) -> bool:
    """Say whether a row is among those asked for."""
    return (
        (not search.is_open or bool(row.points))
        and (search.standing is None or row.standing is search.standing)
        and (search.missing is None or search.missing in {point.kind for point in row.points})
        and search.language in {"", row.contributor.language}
        and (search.host is None or search.host in _organisations(row))
        and (not search.session or search.session in _sessions_of(row))
        and (not search.typed or _holds(row, search.typed))
    )


def _sessions_of(row: ContributorRow) -> set[str]:
    return {role.session.public_id for role in row.roles}


def _organisations(row: ContributorRow) -> set[int | None]:
    return {row.person.organisation_id, *(role.organisation_id for role in row.roles)}


def _holds(row: ContributorRow, typed: str) -> bool:
    """Say whether name, organisation or sessions hold every word that was typed."""
    texts = [row.person.full_name, row.person.folded]
    texts += [row.person.organisation.name] if row.person.organisation else []
    texts += [role.session.title[code] for role in row.roles for code in LANGUAGES]
    text = fold(" ".join(texts))
    return all(word in text for word in fold(typed).split())
