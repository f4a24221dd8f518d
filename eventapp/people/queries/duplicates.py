"""Which records of the directory are probably the same person or organisation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from eventapp.accounts.addresses import key_of
from eventapp.events.models import Event
from eventapp.people.models import Organisation, OrganisationName, Person
from eventapp.text_search import fold

MOST = 200
"""Pairs that are shown at once: more of them are seen when these are settled."""


def duplicate_persons(session: Session, event: Event) -> list[tuple[Person, Person]]:
    """Return pairs with the same folded name, in either order, or the same address; older first."""
    columns = (Person.id, Person.given_name, Person.family_name, Person.email)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, given, family, email in session.execute(
        select(*columns).where(Person.event_id == event.id).order_by(Person.id)
    ):
        name = " ".join(sorted(fold(f"{given} {family}").replace("-", " ").split()))
        groups["name", name].append(number)
        if email:
            groups["email", key_of(email)].append(number)
    numbers = list(_pairs(groups.values()))
    rows = select(Person).where(Person.id.in_({number for pair in numbers for number in pair}))
    people = {
        person.id: person
        for person in session.scalars(rows.options(joinedload(Person.organisation)))
    }
    return [(people[older], people[newer]) for older, newer in numbers]


def duplicate_organisations(
    session: Session, event: Event
) -> list[tuple[Organisation, Organisation]]:
    """Return pairs that go by the same name in any spelling, by an alias of either; older first."""
    name = OrganisationName
    shared = (
        select(name.key)
        .where(name.event_id == event.id)
        .group_by(name.key)
        .having(func.count(name.organisation_id.distinct()) > 1)
    )
    groups: dict[str, list[int]] = defaultdict(list)
    rows = select(name.key, name.organisation_id).where(
        name.event_id == event.id, name.key.in_(shared)
    )
    for key, number in session.execute(rows.order_by(name.organisation_id)):
        groups[key].append(number)
    numbers = list(_pairs(groups.values()))
    statement = select(Organisation).where(
        Organisation.id.in_({number for pair in numbers for number in pair})
    )
    organisations = {organisation.id: organisation for organisation in session.scalars(statement)}
    return [(organisations[older], organisations[newer]) for older, newer in numbers]


def _pairs(groups: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """Yield each pair once: the first of a group beside every later one."""
    seen = set[tuple[int, int]]()
    for group in groups:
        for other in group[1:]:
            pair = (group[0], other)
            if group[0] != other and pair not in seen and len(seen) < MOST:
                seen.add(pair)
                yield pair
