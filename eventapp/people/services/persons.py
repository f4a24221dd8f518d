"""People with a part in the programme: added and changed, with the house they stand for."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.accounts.addresses import checked
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.people.models import Organisation, Person
from eventapp.people.queries import persons
from eventapp.people.services.organisations import organisation_called
from eventapp.text_search import fold, searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What is edited of a person."""

    title: str = ""
    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    """By name: one that the directory lacks is added to it."""
    email: str = ""
    """Where e-mails about changes of the programme go; empty: nowhere."""
    languages: list[str] = field(default_factory=list)
    """The first of them that the event has is that of e-mails."""
    function: Translated = Translated()
    biography: Translated = Translated()
    active: bool = True

    @classmethod
    def of(cls, person: Person) -> "PersonChange":
        """Return a person as they stand."""
        return cls(
            title=person.title,
            given_name=person.given_name,
            family_name=person.family_name,
            organisation=person.organisation.name if person.organisation else "",
            email=person.email or "",
            languages=list(person.languages),
            function=person.function,
            biography=person.biography,
            active=person.active,
        )


def new_person(event: Event, change: PersonChange, house: Organisation | None = None) -> Person:
    """Return a person who is not stored yet."""
    person = Person(event=event, family_name=change.family_name)
    write_person(person, change, house)
    return person


def write_person(person: Person, change: PersonChange, house: Organisation | None) -> None:
    """Write a change into a person, and what finds them. Raises BadAddress."""
    email = checked(change.email) if change.email else None
    folded = _found_by(change.family_name, change.given_name)
    changes.write(person, change, organisation=house, email=email, folded=folded)


def add_person(
    session: Session, event: Event, change: PersonChange, *, by: Actor, now: datetime
) -> Person:
    """Add somebody with a part in the programme. Raises BadAddress."""
    hold(session, event.id)
    house = organisation_called(session, event, change.organisation, by=by, now=now)
    person = new_person(event, change, house)
    session.add(person)
    session.flush()
    note_change(session, _about(person), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return person


def change_person(
    session: Session,
    person: Person,
    change: PersonChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a person. Raises BadAddress, ChangedByBoth (`changes.merged`)."""
    event = session.get_one(Event, person.event_id)
    hold(session, event.id)
    lock_row(session, person)
    before = PersonChange.of(person)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    house = person.organisation
    if after.organisation != before.organisation:
        house = organisation_called(session, event, after.organisation, by=by, now=now)
    write_person(person, after, house)
    session.flush()
    note_change(session, _about(person), before, after, by=by, now=now)
    raise_revision(session, event.id)


def person_called(
    session: Session, event: Event, change: PersonChange, *, by: Actor, now: datetime
) -> Person:
    """Return the person of that name, new if the directory lacks them.

    A namesake of another organisation is somebody else; one who was archived is back.
    """
    name = fold(f"{change.given_name} {change.family_name}")
    house = organisation_called(session, event, change.organisation, by=by, now=now)
    for person in persons(session, event):
        same = fold(f"{person.given_name} {person.family_name}") == name
        if same and house in {None, person.organisation}:
            back = replace(PersonChange.of(person), active=True)
            change_person(session, person, back, by=by, now=now)
            return person
    return add_person(session, event, change, by=by, now=now)


def _found_by(family_name: str, given_name: str) -> str:
    """Return what sorts a person, followed by every spelling that finds them."""
    return (fold(f"{family_name} {given_name}") + searchable(family_name, given_name))[:600]


def _about(person: Person) -> Object:
    return Object("contributors", person.id, person.full_name, person.event_id)
