"""Merging two records of the directory that are the same person or organisation.

Everything that refers to the one that goes refers to the other one afterwards; its public id still
leads there, and what it was called is still recognised.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.agenda.services.merged_roles import unite_roles
from eventapp.errors import Conflict, Sentence
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, follow, record
from eventapp.orm import Base, lock_row
from eventapp.people.models import (
    Availability,
    FormerId,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
    PublicBasis,
)
from eventapp.people.services import (
    OrganisationChange,
    PersonChange,
    change_organisation,
    change_person,
)
from eventapp.people.services.desks import unite_experts
from eventapp.registration.services.contributors import keep_with
from eventapp.registration.services.organisations import recognise
from eventapp.speakers.services import waiting_emails
from eventapp.speakers.services.contributors import unite
from eventapp.texts import services as texts

Mergeable = TypeVar("Mergeable", Person, Organisation)
KEYS: dict[type[Any], str] = {Person: "contributors", Organisation: "organisations"}
"""By model: what the journal calls its records."""
OWN: dict[type[Any], tuple[Any, ...]] = {
    Person: (Availability.person_id,),
    Organisation: (OrganisationName.organisation_id,),
}
"""By model: what goes with a record, for the change of the other one holds it already."""
NOTHING = (OrganisationKind.OTHER, PublicBasis.NONE)
"""Values that say no more than an empty one."""


class BothUsed(Conflict):
    """Both are something that there is once, and neither entry may be lost."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Both have an entry of their own in the same list, for example among the hosts. "
                "Delete one of these entries first."
            )
        )


class Same(Conflict):
    """A record is no duplicate of itself, nor of one of another event."""

    def __init__(self) -> None:
        super().__init__(Sentence("Please choose another entry of this event."))


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of both records."""

    name: str
    kept: Any
    gone: Any

    @property
    def differs(self) -> bool:
        """Say whether somebody has to choose: both say something, and not the same."""
        return bool(_says(self.kept) and _says(self.gone) and self.kept != self.gone)


def _says(value: object) -> bool:
    return bool(value) and value not in NOTHING


PICTURES = {"portrait": ("portrait_alt", "portrait_credit"), "logo": ("logo_alt",)}
"""Pictures, and the words that belong to them."""
UNITED = ("languages", "links", "other_names", "availability")
"""Lists of which both parts are kept."""


def pairs_of(kept: Mergeable, gone: Mergeable) -> list[Pair]:
    """Return the fields of both that say anything, side by side; lists and archiving aside."""
    stays: Any = _change(kept)
    goes: Any = _change(gone)
    pairs = (
        Pair(field.name, getattr(stays, field.name), getattr(goes, field.name))
        for field in fields(stays)
        if field.name not in ("active", *UNITED)
    )
    return [pair for pair in pairs if _says(pair.kept) or _says(pair.gone)]


def merge(
    session: Session,
    event: Event,
    kept: Mergeable,
    gone: Mergeable,
    *,
    taken: Collection[str],
    by: Actor,
    now: datetime,
) -> None:
    """Make one record of two.

    Where both say something else, the value of the one that goes counts for the fields `taken`.
    Raises BothUsed, and what a change of the record raises.
    """
    if kept is gone or type(kept) is not type(gone) or gone.event_id != kept.event_id:
        raise Same
    hold(session, event.id)
    for row in sorted((kept, gone), key=lambda row: row.id):
        lock_row(session, row)
    change, label, was = united(kept, gone, taken), _name(gone), gone.id
    _take_over(session, kept, gone, taken)
    if isinstance(kept, Person):
        change_person(session, kept, change, by=by, now=now)
        waiting_emails.follow(session, was, kept)
    else:
        change_organisation(session, kept, change, by=by, now=now)
        recognise(session, event)
    about = Object(KEYS[type(kept)], kept.id, _name(kept), event.id)
    record(session, "merged", about, by=by, now=now, changes={"merged": [label, _name(kept)]})
    raise_revision(session, event.id)
    session.flush()
    session.expire_all()


def _take_over(session: Session, kept: Mergeable, gone: Mergeable, taken: Collection[str]) -> None:
    """Let all that referred to the one refer to the other, and the one be no more."""
    key, was = KEYS[type(kept)], gone.id
    if isinstance(kept, Person) and isinstance(gone, Person):
        keep_with(session, kept, gone)
        unite(session, kept, gone)
        unite_roles(session, kept.id, was)
        unite_experts(session, kept.id, was)
    _move_links(session, type(kept), kept.id, was)
    for own in OWN[type(kept)]:
        session.execute(sa.delete(own.class_).where(own == was))
    follow(session, key, was, kept.id)
    if isinstance(kept, Person) and isinstance(gone, Person):
        source = gone.source_key
    texts.follow(session, key, gone.public_id, kept.public_id, taken)
    session.delete(gone)
    session.flush()
    session.add(_former(kept, gone.public_id))
    if isinstance(kept, Person):
        kept.source_key = kept.source_key or source


def united(kept: Mergeable, gone: Mergeable, taken: Collection[str]) -> Any:
    """Return the change that makes one record of both."""
    change = _change(kept)
    values = {
        pair.name: pair.gone
        for pair in pairs_of(kept, gone)
        if not _says(pair.kept) or (pair.differs and pair.name in taken)
    }
    values |= _lists(_change(kept), _change(gone))
    values["active"] = kept.active or gone.active
    if "basis" in values and "basis_note" not in taken:  # a reason belongs to its basis
        values["basis_note"] = _change(gone).basis_note
    for picture, words in PICTURES.items():  # words for a picture belong to it
        if picture in values:
            values |= {name: getattr(_change(gone), name) for name in words}
    united_change = replace(change, **values)
    if isinstance(united_change, OrganisationChange):
        return _with_former_names(united_change, _change(kept), _change(gone))
    return united_change


def _lists(stays: Any, goes: Any) -> dict[str, object]:
    united_lists: dict[str, object] = {}
    for name in UNITED:
        if hasattr(stays, name):
            values = dict.fromkeys((*getattr(stays, name), *getattr(goes, name)))
            united_lists[name] = tuple(sorted(values)) if name == "availability" else list(values)
    return united_lists


def _with_former_names(
    change: OrganisationChange, *former: OrganisationChange
) -> OrganisationChange:
    """Return an organisation that is still recognised by every name of both."""
    known = {change.name, change.short_name}
    names = [name for stood in former for name in stood.known_by if name and name not in known]
    return replace(change, other_names=list(dict.fromkeys((*change.other_names, *names))))


def _change(row: Person | Organisation) -> Any:
    return PersonChange.of(row) if isinstance(row, Person) else OrganisationChange.of(row)


def _name(row: Person | Organisation) -> str:
    return row.full_name if isinstance(row, Person) else row.name


def _former(kept: Person | Organisation, public_id: str) -> FormerId:
    if isinstance(kept, Person):
        return FormerId(event_id=kept.event_id, public_id=public_id, person_id=kept.id)
    return FormerId(event_id=kept.event_id, public_id=public_id, organisation_id=kept.id)


def links_to(model: type[Any]) -> Iterator[sa.Column[Any]]:
    """Yield every column that refers to records of a model, also as a plain number by its name."""
    own = {column.class_.__tablename__ for column in OWN[model]}
    plain = f"{model.__tablename__}_id"
    for table in Base.metadata.sorted_tables:
        for column in table.columns if table.name not in own else ():
            refers = any(key.column.table is model.__table__ for key in column.foreign_keys)
            if refers or (column.name == plain and not column.foreign_keys):
                yield column


def _move_links(session: Session, model: type[Any], kept: int, gone: int) -> None:
    """Let what referred to the one refer to the other. Raises BothUsed."""
    for column in links_to(model):
        table = column.table
        newer = {"version": table.c.version + 1} if "version" in table.c else {}
        statement = sa.update(table).values({column.name: kept, **newer})
        try:
            with session.begin_nested():
                session.execute(statement.where(column == gone))
        except IntegrityError as clash:
            raise BothUsed from clash
