"""People with a part in the programme: added and changed, with the organisation they stand for."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import flag_modified

from eventapp import changes
from eventapp.accounts.addresses import checked
from eventapp.accounts.errors import BadAddress
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.media.models import StoredFile
from eventapp.orm import Translated, lock_row
from eventapp.people.models import Availability, Organisation, Person, PublicBasis
from eventapp.people.queries import availability_of, persons
from eventapp.people.services.organisations import organisation_called
from eventapp.text_search import fold, searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What is edited of a person."""

    title: str = ""
    given_name: str = ""
    family_name: str = ""
    salutation: str = ""
    """How e-mails and the moderator address the person."""
    pronunciation: str = ""
    organisation: str = ""
    """By name: one that the directory lacks is added to it."""
    email: str = ""
    """Where e-mails about changes of the programme go; empty: nowhere."""
    phone: str = ""
    assistant_name: str = ""
    assistant_email: str = ""
    assistant_phone: str = ""
    languages: list[str] = field(default_factory=list)
    """The first of them that the event has is that of e-mails."""
    function: Translated = Translated()
    biography: Translated = Translated()
    links: list[str] = field(default_factory=list)
    basis: PublicBasis = PublicBasis.NONE
    """Nothing of a person is public while there is none."""
    basis_note: str = ""
    availability: tuple[tuple[datetime, datetime], ...] = ()
    """From when until when the person is there; none: always."""
    portrait: StoredFile | None = None
    portrait_alt: Translated = Translated()
    portrait_credit: str = ""
    """What the portrait shows, for those who do not see it."""
    active: bool = True

    @classmethod
    def of(cls, person: Person) -> "PersonChange":
        """Return a person as they stand."""
        session = object_session(person)
        times = availability_of(session, person) if session is not None and person.id else ()
        there = tuple((time.starts_at, time.ends_at) for time in times)
        return replace(cls.plainly(person), availability=there)

    @classmethod
    def plainly(cls, person: Person) -> "PersonChange":
        """Return a person as they stand, but for the times at which they are there."""
        stands = {name: getattr(person, name) for name in PLAIN}
        return cls(
            **stands,
            organisation=person.organisation.name if person.organisation else "",
            email=person.email or "",
            languages=list(person.languages),
            links=list(person.links),
            portrait=person.portrait,
        )


PLAIN = (
    *("title", "given_name", "family_name", "salutation", "pronunciation"),
    *("phone", "assistant_name", "assistant_email", "assistant_phone"),
    *("function", "biography", "portrait_alt", "portrait_credit", "basis", "basis_note", "active"),
)
"""Fields of the change that stand in a person as they are."""

CONTACT = ("email", "phone", "assistant_name", "assistant_email", "assistant_phone")
"""Fields by which a person is reached: for organisers alone, and kept no longer than needed."""


def new_person(
    event: Event, change: PersonChange, organisation: Organisation | None = None
) -> Person:
    """Return a person who is not stored yet."""
    person = Person(event=event, family_name=change.family_name)
    write_person(person, change, organisation)
    return person


def write_person(person: Person, change: PersonChange, organisation: Organisation | None) -> None:
    """Write a change into a person's own row, and what finds them. Raises BadAddress."""
    written = {name: getattr(change, name) for name in (*PLAIN, "languages", "links", "portrait")}
    assistant = _assistants(change.assistant_email)
    written |= {"email": checked(change.email) if change.email else None}
    written |= {"organisation": organisation, "assistant_email": assistant}
    for name, value in {**written, "folded": found_by(change)}.items():
        if getattr(person, name) != value:
            setattr(person, name, value)


def _assistants(typed: str) -> str:
    try:
        return checked(typed) if typed else ""
    except BadAddress as refusal:
        refusal.field = "assistant_email"
        raise


def _write_times(session: Session, person: Person, change: PersonChange) -> None:
    session.execute(delete(Availability).where(Availability.person_id == person.id))
    session.add_all(
        Availability(person_id=person.id, starts_at=begins, ends_at=ends)
        for begins, ends in change.availability
    )


def add_person(
    session: Session, event: Event, change: PersonChange, *, by: Actor, now: datetime
) -> Person:
    """Add somebody with a part in the programme. Raises BadAddress."""
    hold(session, event.id)
    organisation = organisation_called(session, event, change.organisation, by=by, now=now)
    person = new_person(event, change, organisation)
    session.add(person)
    session.flush()
    if change.availability:
        _write_times(session, person, change)
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
    organisation = person.organisation
    if after.organisation != before.organisation:
        organisation = organisation_called(session, event, after.organisation, by=by, now=now)
    write_person(person, after, organisation)
    if after.availability != before.availability:
        _write_times(session, person, after)
        flag_modified(person, "folded")  # another version, though its own row is the same
    session.flush()
    note_change(session, _about(person), before, after, by=by, now=now)
    raise_revision(session, event.id)


def answer_for(
    session: Session,
    event: Event,
    people: Iterable[Person],
    note: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Publish people of whom nothing may be public yet, for a reason of the organisers."""
    hold(session, event.id)
    for person in people:
        stands = PersonChange.of(person)
        change = replace(stands, basis=PublicBasis.ORGANISER, basis_note=note)
        change_person(session, person, change, by=by, now=now)


def person_called(
    session: Session, event: Event, change: PersonChange, *, by: Actor, now: datetime
) -> Person:
    """Return the person of that name, new if the directory lacks them.

    A namesake of another organisation is somebody else; one who was archived is back.
    """
    name = fold(f"{change.given_name} {change.family_name}")
    organisation = organisation_called(session, event, change.organisation, by=by, now=now)
    for person in persons(session, event):
        same = fold(f"{person.given_name} {person.family_name}") == name
        if same and organisation in {None, person.organisation}:
            back = replace(PersonChange.of(person), active=True)
            change_person(session, person, back, by=by, now=now)
            return person
    return add_person(session, event, change, by=by, now=now)


def found_by(change: PersonChange) -> str:
    """Return what sorts a person, followed by every spelling that finds them."""
    family, given = change.family_name, change.given_name
    return (fold(f"{family} {given}") + searchable(family, given))[:600]


def _about(person: Person) -> Object:
    return Object("contributors", person.id, person.full_name, person.event_id)
