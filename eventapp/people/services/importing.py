"""Bringing a table of persons or organisations into the directory, row by row, all at once.

A row is new, changes a record, changes nothing or is refused with its reason. What a table leaves
empty stays; the same table twice changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.changes import differences
from eventapp.errors import Invalid, Refusal, Sentence
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change, record
from eventapp.people import columns
from eventapp.people.models import Organisation, OrganisationName, Person
from eventapp.people.queries import known_names, persons
from eventapp.people.services.organisations import (
    NameRow,
    OrganisationChange,
    found_by_names,
    name_rows,
    organisations_called,
)
from eventapp.people.services.persons import PersonChange, new_person, write_person
from eventapp.text_search import fold, name_key, name_keys


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(slots=True)
class Row:
    """One row of a table, and what it does."""

    number: int
    """As a sheet counts, the heads being 1."""
    name: str
    outcome: Outcome
    changed: Mapping[str, Any] = field(default_factory=dict)
    """Field -> what stood there and what will."""
    why: Sentence | None = None
    record: Any = None
    before: Any = None
    change: Any = None


@dataclass(slots=True)
class Outlook:
    """What a table would do."""

    rows: list[Row]

    def of(self, outcome: Outcome) -> list[Row]:
        """Return the rows of which that becomes."""
        return [row for row in self.rows if row.outcome is outcome]

    @property
    def numbers(self) -> Mapping[str, int]:
        """How many rows there are by outcome."""
        return Counter(row.outcome.value for row in self.rows)


TWICE = Sentence("It appears twice in the table.")
SEVERAL = Sentence("Several entries have this name. Give the e-mail address or the identifier.")
NO_SUCH = Sentence("There is no entry with this identifier.")


def outlook(
    session: Session,
    event: Event,
    kind: str,
    rows: Sequence[Sequence[str]],
    places: Mapping[str, int],
) -> Outlook:
    """Return what a table would do; `rows` are those below its heads. Nothing is written."""
    book = _Persons.of(session, event) if kind == "contributors" else _Houses.of(session, event)
    seen, results = set[Any](), list[Row]()
    for number, cells in enumerate(rows, 2):
        said = columns.cells_of(cells, places)
        if said:
            results.append(_row(book, number, said, seen))
    return Outlook(results)


def _row(book: "_Persons | _Houses", number: int, said: Mapping[str, str], seen: set[Any]) -> Row:
    row = Row(number, book.name_of(said), Outcome.REFUSED)
    try:
        row.record = book.find(said)
        row.before = book.stands(row.record) if row.record is not None else None
        row.change = book.read(row.before, said)
        key = row.record.id if row.record is not None else book.key_of(row.change)
        if key in seen:
            raise Invalid(TWICE)
        seen.add(key)
    except Refusal as refusal:
        row.why = refusal.sentence
        return row
    row.changed = differences(row.before, row.change) if row.before is not None else {}
    known = Outcome.CHANGED if row.changed else Outcome.SAME
    row.outcome = known if row.record is not None else Outcome.NEW
    return row


@dataclass(slots=True)
class _Persons:
    """The persons there are, by what a table tells them by."""

    by_id: dict[str, Person]
    by_email: dict[str, Person]
    by_name: dict[str, list[Person]]

    @classmethod
    def of(cls, session: Session, event: Event) -> "_Persons":
        people, names = persons(session, event), defaultdict[str, list[Person]](list)
        for person in people:
            names[fold(f"{person.given_name} {person.family_name}").strip()].append(person)
        addressed = {key_of(person.email): person for person in people if person.email}
        return cls({person.public_id: person for person in people}, addressed, names)

    def find(self, said: Mapping[str, str]) -> Person | None:
        if "id" in said:
            if said["id"] not in self.by_id:
                raise Invalid(NO_SUCH)
            return self.by_id[said["id"]]
        if (email := key_of(said.get("email", ""))) in self.by_email:
            return self.by_email[email]
        organisation = name_key(said.get("organisation", ""))
        alike = [
            person
            for person in self.by_name.get(fold(self.name_of(said)), ())
            if (
                not organisation
                or person.organisation is None
                or self._works_at(person, organisation)
            )
            and not (email and person.email)
        ]
        if len(alike) > 1:
            raise Invalid(SEVERAL)
        return alike[0] if alike else None

    @staticmethod
    def _works_at(person: Person, organisation: str) -> bool:
        own = person.organisation
        return own is not None and organisation in {
            key for name in (own.name, own.short_name, *own.other_names) for key in name_keys(name)
        }

    @staticmethod
    def name_of(said: Mapping[str, str]) -> str:
        parts = (said.get("given_name", ""), said.get("family_name", ""))
        return " ".join(filter(None, parts)) or said.get("name", said.get("email", ""))

    @staticmethod
    def stands(person: Person) -> PersonChange:
        return PersonChange.plainly(person)

    @staticmethod
    def read(held: PersonChange | None, said: Mapping[str, str]) -> PersonChange:
        return columns.person_of(held or PersonChange(), said)

    @staticmethod
    def key_of(change: PersonChange) -> tuple[str, ...]:
        name = fold(f"{change.given_name} {change.family_name}")
        return (name, key_of(change.email) if change.email else name_key(change.organisation))


@dataclass(slots=True)
class _Houses:
    """The organisations there are, by id and by any of their names."""

    by_id: dict[str, Organisation]
    by_number: dict[int, Organisation]
    names: Mapping[str, int]

    @classmethod
    def of(cls, session: Session, event: Event) -> "_Houses":
        rows = session.scalars(select(Organisation).where(Organisation.event_id == event.id)).all()
        by_id = {organisation.public_id: organisation for organisation in rows}
        return cls(
            by_id,
            {organisation.id: organisation for organisation in rows},
            known_names(session, event),
        )

    def find(self, said: Mapping[str, str]) -> Organisation | None:
        if "id" in said:
            if said["id"] not in self.by_id:
                raise Invalid(NO_SUCH)
            organisation = self.by_id[said["id"]]
            owner = self.names.get(name_key(said.get("name", "")), organisation.id)
            if owner != organisation.id:
                raise Invalid(Sentence("Another entry already has this name."))
            return organisation
        numbers = (self.names.get(key) for key in name_keys(said.get("name", "")))
        return next((self.by_number[number] for number in numbers if number), None)

    @staticmethod
    def name_of(said: Mapping[str, str]) -> str:
        return said.get("name", said.get("id", ""))

    @staticmethod
    def stands(organisation: Organisation) -> OrganisationChange:
        return OrganisationChange.of(organisation)

    @staticmethod
    def read(held: OrganisationChange | None, said: Mapping[str, str]) -> OrganisationChange:
        if held is not None and "id" not in said:  # found by another name, it keeps its own
            said = {name: cell for name, cell in said.items() if name != "name"}
        return columns.organisation_of(held or OrganisationChange(), said)

    @staticmethod
    def key_of(change: OrganisationChange) -> str:
        return name_key(change.name) or fold(change.name)


def bring_in(
    session: Session,
    event: Event,
    kind: str,
    rows: Sequence[Sequence[str]],
    places: Mapping[str, int],
    *,
    by: Actor,
    now: datetime,
) -> Outlook:
    """Write what a table says into the directory and return what it did."""
    hold(session, event.id)
    made = outlook(session, event, kind, rows, places)
    written = [*made.of(Outcome.NEW), *made.of(Outcome.CHANGED)]
    if kind == "contributors":
        _write_persons(session, event, written, by=by, now=now)
    else:
        _write_houses(session, event, written)
    session.flush()
    for row in written:
        label = row.record.full_name if kind == "contributors" else row.record.name
        about = Object(kind, row.record.id, label, event.id)
        note_change(session, about, row.before, row.change, by=by, now=now)
    about_event = Object("event", event.id, event.slug, event.id)
    facts = {name: made.numbers.get(name, 0) for name in ("new", "changed", "same", "refused")}
    record(session, "directory-imported", about_event, by=by, now=now, changes=facts)
    raise_revision(session, event.id)
    return made


def _write_persons(
    session: Session, event: Event, rows: Sequence[Row], *, by: Actor, now: datetime
) -> None:
    names = [row.change.organisation for row in rows if row.change.organisation]
    numbers = organisations_called(session, event, names, by=by, now=now)
    statement = select(Organisation).where(Organisation.event_id == event.id)
    organisations = {organisation.id: organisation for organisation in session.scalars(statement)}
    for row in rows:
        organisation = organisations.get(numbers.get(row.change.organisation, 0))
        if row.record is None:
            row.record = new_person(event, row.change, organisation)
            session.add(row.record)
        else:
            same = row.change.organisation == row.before.organisation
            write_person(row.record, row.change, row.record.organisation if same else organisation)


def _write_houses(session: Session, event: Event, rows: Sequence[Row]) -> None:
    for row in rows:
        values = {name: getattr(row.change, name) for name in row.change.__dataclass_fields__}
        if row.record is None:
            row.record = Organisation(event=event, **values)
            session.add(row.record)
        else:
            for name in row.changed:
                setattr(row.record, name, values[name])
        row.record.folded = found_by_names(row.record)
    session.flush()
    numbers = [row.record.id for row in rows]
    for at in range(0, len(numbers), 500):
        these = OrganisationName.organisation_id.in_(numbers[at : at + 500])
        session.execute(delete(OrganisationName).where(these))
    if names := list(_names(rows)):
        session.execute(insert(OrganisationName), names)


def _names(rows: Sequence[Row]) -> Iterator[NameRow]:
    for row in rows:
        yield from name_rows(row.record)
