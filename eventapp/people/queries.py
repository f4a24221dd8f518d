"""Finding organisations, persons, hosts and information desks of an event."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, joinedload

from eventapp.events.models import Event
from eventapp.people.models import (
    Availability,
    Desk,
    Host,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
    PublicBasis,
)
from eventapp.text_search import escape_like, name_key, name_keys, search_words

T = TypeVar("T")


def hosts(session: Session, event: Event) -> Sequence[Host]:
    """Return the hosts and co-hosts, highest level first, then in the organisers' order."""
    statement = select(Host).where(Host.event_id == event.id).order_by(Host.position, Host.id)
    levels = ["host", "cohost", "partner"]
    return sorted(session.scalars(statement), key=lambda host: levels.index(host.level.value))


def desks(session: Session, event: Event) -> Sequence[Desk]:
    """Return the information desks in the organisers' order."""
    statement = select(Desk).where(Desk.event_id == event.id).order_by(Desk.position, Desk.id)
    return session.scalars(statement).all()


def organisations(
    session: Session, event: Event, *, typed: str = "", most: int = 500
) -> Sequence[Organisation]:
    """Return the organisations offered whose names hold the typed words, by name."""
    statement = select(Organisation).where(Organisation.event_id == event.id, Organisation.active)
    statement = statement.where(_goes_by(event, typed))
    return session.scalars(
        statement.order_by(Organisation.folded, Organisation.id).limit(most)
    ).all()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the directory somebody wants to see."""

    typed: str = ""
    kind: OrganisationKind | None = None
    country: str = ""
    page: int = 1
    size: int = 50


def found_organisations(
    session: Session, event: Event, search: Wanted
) -> tuple[Sequence[Organisation], int]:
    """Return a page of the organisations that fit, those archived last, and how many fit."""
    statement = select(Organisation).where(Organisation.event_id == event.id)
    statement = statement.where(_goes_by(event, search.typed))
    if search.kind is not None:
        statement = statement.where(Organisation.kind == search.kind)
    if search.country:
        statement = statement.where(Organisation.country == search.country)
    order = (Organisation.active.desc(), Organisation.folded, Organisation.id)
    return _page(session, statement.order_by(*order), search)


def found_persons(session: Session, event: Event, search: Wanted) -> tuple[Sequence[Person], int]:
    """Return a page of the persons that fit by name or organisation, and how many fit.

    Kind and country are those of the organisation; persons archived come last.
    """
    statement = select(Person).outerjoin(Person.organisation).where(Person.event_id == event.id)
    statement = statement.options(contains_eager(Person.organisation))
    for word in search_words(search.typed):
        statement = statement.where(
            or_(
                (literal(" ") + Person.folded).like(f"% {escape_like(word)}%", escape="\\"),
                _holds(Organisation.folded, word),
            )
        )
    if search.kind is not None:
        statement = statement.where(Organisation.kind == search.kind)
    if search.country:
        statement = statement.where(Organisation.country == search.country)
    order = (Person.active.desc(), Person.folded, Person.id)
    return _page(session, statement.order_by(*order), search)


def _goes_by(event: Event, typed: str) -> ColumnElement[bool]:
    """Say whether an organisation's names hold all words, or one begins so in any spelling."""
    words = [_holds(Organisation.folded, word) for word in search_words(typed)]
    key = name_key(typed)
    if not key:
        return and_(true(), *words)
    name = OrganisationName
    begins = name.key.like(f"{escape_like(key)}%", escape="\\")
    spelt = select(name.organisation_id).where(name.event_id == event.id, begins)
    return or_(and_(true(), *words), Organisation.id.in_(spelt))


def _holds(folded: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return folded.like(f"% {escape_like(word)}%", escape="\\")


def _page(session: Session, statement: Select[T], search: Wanted) -> tuple[Sequence[T], int]:
    """Return one page of what is selected, the last one where there are fewer, and the number."""
    total = (
        session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    )
    last = max(1, -(-total // search.size))
    start = (min(search.page, last) - 1) * search.size
    return session.scalars(statement.limit(search.size).offset(start)).all(), total


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
    """Return one organisation of the event."""
    statement = select(Organisation).where(
        Organisation.event_id == event.id, Organisation.public_id == public_id
    )
    return session.scalars(statement).one_or_none()


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


def person(session: Session, event: Event, public_id: str) -> Person | None:
    """Return one person of the event."""
    statement = (
        select(Person)
        .where(Person.event_id == event.id, Person.public_id == public_id)
        .options(joinedload(Person.organisation))
    )
    return session.scalars(statement).one_or_none()


def availability_of(session: Session, person: Person) -> Sequence[Availability]:
    """Return the times in which a person is there, the first one first; none: always."""
    times = select(Availability).where(Availability.person_id == person.id)
    return session.scalars(times.order_by(Availability.starts_at, Availability.id)).all()


def concealed(session: Session, event: Event) -> frozenset[str]:
    """Return the public ids of persons of whom nothing may be public (yet, or any longer)."""
    hidden = select(Person.public_id).where(
        Person.event_id == event.id, Person.basis == PublicBasis.NONE
    )
    return frozenset(session.scalars(hidden))


def of_hosts(session: Session, event: Event) -> Sequence[tuple[str, int]]:
    """Return public id and organisation of the hosts' people in the programme, by family name."""
    statement = (
        select(Person.public_id, Host.organisation_id)
        .join(Host, Host.organisation_id == Person.organisation_id)
        .where(Person.event_id == event.id, Host.event_id == event.id)
        .order_by(Person.folded, Person.id)
    )
    return [(public_id, number) for public_id, number in session.execute(statement)]
