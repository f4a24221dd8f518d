"""Finding organisations, persons, hosts and information desks of an event."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from eventapp.events.models import Event
from eventapp.people.availability import TimeRange
from eventapp.people.models import (
    Availability,
    Desk,
    DirectoryFile,
    FormerId,
    Host,
    HostLevel,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
    PublicBasis,
)
from eventapp.scope import Scope
from eventapp.text_search import name_keys

T = TypeVar("T")


def hosts(session: Session, event: Event) -> Sequence[Host]:
    """Return who stands behind the event: highest level first, then in the protocol's order."""
    statement = select(Host).where(Host.event_id == event.id).order_by(Host.position, Host.id)
    levels = list(HostLevel)
    return sorted(session.scalars(statement), key=lambda host: levels.index(host.level))


def host(session: Session, scope: Scope, host_id: int) -> Host | None:
    """Return a host whose part the reader may see; for everybody else there is none."""
    statement = select(Host).where(Host.event_id == scope.event_id, Host.id == host_id)
    if scope.organisation_ids is not None:
        statement = statement.where(Host.organisation_id.in_(scope.organisation_ids))
    return session.scalars(statement).one_or_none()


def desks(session: Session, event: Event) -> Sequence[Desk]:
    """Return the information desks in the organisers' order."""
    statement = select(Desk).where(Desk.event_id == event.id).order_by(Desk.position, Desk.id)
    return session.scalars(statement).all()


def desks_of(session: Session, organisation: Organisation) -> Sequence[Desk]:
    """Return the information desks of an organisation in the organisers' order."""
    statement = select(Desk).where(Desk.organisation_id == organisation.id)
    return session.scalars(statement.order_by(Desk.position, Desk.id)).all()


def desk(session: Session, event: Event, public_id: str) -> Desk | None:
    """Return one information desk of the event."""
    statement = select(Desk).where(Desk.event_id == event.id, Desk.public_id == public_id)
    return session.scalars(statement).one_or_none()


def persons_of(session: Session, organisation: Organisation) -> Sequence[Person]:
    """Return the people of an organisation who are still offered, by family name."""
    statement = select(Person).where(Person.organisation_id == organisation.id, Person.active)
    return session.scalars(statement.order_by(Person.folded, Person.id)).all()


def organisation_named(session: Session, event: Event, name: str) -> Organisation | None:
    """Return the organisation that goes by that name in any spelling (`folding.name_key`)."""
    keys = name_keys(name)
    if not keys:
        return None
    goes_by = OrganisationName
    names = (
        select(goes_by.key, Organisation, goes_by.is_full)
        .join(Organisation, Organisation.id == goes_by.organisation_id)
        .where(goes_by.event_id == event.id, goes_by.key.in_(keys))
    )
    return _recognised(_whose(session.execute(names)), keys)


def organisations_named(session: Session, event: Event, names: Iterable[str]) -> dict[str, int]:
    """Return the internal numbers of the organisations that go by these names, by name."""
    known = known_names(session, event)
    recognised = {name: _recognised(known, name_keys(name)) for name in names}
    return {name: number for name, number in recognised.items() if number is not None}


def known_names(session: Session, event: Event) -> dict[str, int]:
    """Return whose name each key is; what several go by is nobody's."""
    name = OrganisationName
    names = select(name.key, name.organisation_id, name.is_full).where(name.event_id == event.id)
    return _whose(session.execute(names))


def _whose(names: Iterable[tuple[str, T, bool]]) -> dict[str, T]:
    full: dict[str, T] = {}
    others: dict[str, set[T]] = defaultdict(set)
    for key, owner, is_full in names:
        others[key].add(owner)
        if is_full:
            full[key] = owner
    return {key: owners.pop() for key, owners in others.items() if len(owners) == 1} | full


def _recognised(known: Mapping[str, T], keys: Iterable[str]) -> T | None:
    return next((known[key] for key in keys if key in known), None)


def organisation(session: Session, event: Event, public_id: str) -> Organisation | None:
    """Return one organisation of the event, by its public id or one merged into it."""
    statement = select(Organisation).where(Organisation.event_id == event.id)
    here = Organisation.public_id == public_id
    return (
        session.scalars(statement.where(here)).one_or_none()
        or session.scalars(
            statement.where(
                Organisation.id.in_(_merged(event, FormerId.organisation_id, public_id))
            )
        ).one_or_none()
    )


def _merged(
    event: Event, number: InstrumentedAttribute[int | None], public_id: str
) -> Select[int | None]:
    """Return the number of the record that the one of a former public id was merged into."""
    former = select(number).where(FormerId.event_id == event.id)
    return former.where(FormerId.public_id == public_id, number.is_not(None))


def names_by_kind(session: Session, event: Event, kind: OrganisationKind) -> Sequence[str]:
    """Return the short names of all organisations of a kind, in the order of the directory."""
    statement = select(Organisation.short_name, Organisation.name).where(
        Organisation.event_id == event.id, Organisation.kind == kind
    )
    return [short or name for short, name in session.execute(statement.order_by(Organisation.id))]


def persons(session: Session, event: Event) -> Sequence[Person]:
    """Return everybody with a part in the programme, with organisations, by family name."""
    statement = (
        select(Person)
        .where(Person.event_id == event.id)
        .options(joinedload(Person.organisation))
        .order_by(Person.folded, Person.id)
    )
    return session.scalars(statement).all()


def persons_with(session: Session, event: Event, public_ids: Iterable[str]) -> dict[str, Person]:
    """Return those of an event's persons who bear one of the public ids, by these."""
    statement = select(Person).where(Person.event_id == event.id, Person.public_id.in_(public_ids))
    return {person.public_id: person for person in session.scalars(statement)}


def organisations_with(
    session: Session, event: Event, names: Iterable[str]
) -> dict[str, Organisation]:
    """Return those of an event's organisations that are written just so, by their names."""
    statement = select(Organisation).where(
        Organisation.event_id == event.id, Organisation.name.in_(names)
    )
    return {organisation.name: organisation for organisation in session.scalars(statement)}


def person(session: Session, event: Event, public_id: str) -> Person | None:
    """Return one person of the event, by their public id or one merged into it."""
    statement = select(Person).where(Person.event_id == event.id)
    statement = statement.options(joinedload(Person.organisation))
    here = Person.public_id == public_id
    return (
        session.scalars(statement.where(here)).one_or_none()
        or session.scalars(
            statement.where(Person.id.in_(_merged(event, FormerId.person_id, public_id)))
        ).one_or_none()
    )


def goes_by(public_id: str) -> ColumnElement[bool]:
    """Say whether a person has that public id, or one with it was merged into them; in SQL."""
    merged = select(FormerId.person_id).where(FormerId.public_id == public_id)
    return or_(Person.public_id == public_id, Person.id.in_(merged))


def persons_reached_at(session: Session, event_id: int, email: str) -> Sequence[Person]:
    """Return the people of an event's directory with that address, in any spelling of it."""
    people = select(Person).where(
        Person.event_id == event_id, func.lower(Person.email) == email.lower()
    )
    return session.scalars(people.order_by(Person.id)).all()


def former_ids(session: Session, event: Event) -> dict[str, str]:
    """Return by which public id a person is known now whose former one was merged into it."""
    rows = select(FormerId.public_id, Person.public_id).join(
        Person, Person.id == FormerId.person_id
    )
    pairs = session.execute(rows.where(FormerId.event_id == event.id))
    return {former: now for former, now in pairs}  # noqa: C416  (rows are no pairs to mypy)


def availability_of(session: Session, person: Person) -> Sequence[Availability]:
    """Return the times in which a person is there, the first one first; none: always."""
    times = select(Availability).where(Availability.person_id == person.id)
    return session.scalars(times.order_by(Availability.starts_at, Availability.id)).all()


def times_there(
    session: Session, event: Event, persons: Collection[int] | None = None
) -> dict[int, list[TimeRange]]:
    """Return when people of the event are there who said so, by number; of these persons alone."""
    times = select(Availability.person_id, Availability.starts_at, Availability.ends_at)
    own = times.join(Person, Person.id == Availability.person_id).where(Person.event_id == event.id)
    if persons is not None:
        own = own.where(Availability.person_id.in_(persons))
    there = defaultdict[int, list[TimeRange]](list)
    for person, starts, ends in session.execute(own.order_by(Availability.starts_at)):
        there[person].append((starts, ends))
    return dict(there)


def concealed(session: Session, event: Event) -> frozenset[str]:
    """Return the public ids of persons of whom nothing may be public (yet, or any longer)."""
    hidden = select(Person.public_id).where(
        Person.event_id == event.id, Person.basis == PublicBasis.NONE
    )
    return frozenset(session.scalars(hidden))


class PublicDetails(NamedTuple):
    """What the directory tells everybody of a person beside the programme."""

    languages: Sequence[str]
    links: Sequence[str]


def public_details(session: Session, event: Event) -> dict[str, PublicDetails]:
    """Return languages and links of who may be public, by public id; of others nothing."""
    rows = select(Person.public_id, Person.languages, Person.links).where(
        Person.event_id == event.id, Person.basis != PublicBasis.NONE
    )
    return {public_id: PublicDetails(*known) for public_id, *known in session.execute(rows)}


def kept_file(session: Session, event: Event, kind: str, public_id: str) -> DirectoryFile | None:
    """Return a table of a kind of records that waits to be brought in."""
    statement = select(DirectoryFile).where(
        DirectoryFile.event_id == event.id,
        DirectoryFile.kind == kind,
        DirectoryFile.public_id == public_id,
    )
    return session.scalars(statement).one_or_none()


def of_hosts(session: Session, event: Event) -> Sequence[tuple[str, int]]:
    """Return public id and organisation of the hosts' people in the programme, by family name."""
    statement = (
        select(Person.public_id, Host.organisation_id)
        .join(Host, Host.organisation_id == Person.organisation_id)
        .where(Person.event_id == event.id, Host.event_id == event.id)
        .order_by(Person.folded, Person.id)
    )
    return [(public_id, number) for public_id, number in session.execute(statement)]
