"""Organisations of the directory: added and changed, found by any of their names."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.accounts.models import new_public_id
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.media.models import StoredFile
from eventapp.orm import Translated, lock_row
from eventapp.people.errors import OrganisationAlready
from eventapp.people.models import Organisation, OrganisationKind, OrganisationName
from eventapp.people.queries import known_names, organisation_named, organisations_named
from eventapp.text_search import name_key, name_keys, searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChange:
    """What is edited of an organisation."""

    name: str = ""
    short_name: str = ""
    names: Translated = Translated()
    """Its name in a language, where that is another one than `name`."""
    short_names: Translated = Translated()
    other_names: list[str] = dataclasses.field(default_factory=list)
    kind: OrganisationKind = OrganisationKind.OTHER
    country: str = ""
    region: str = ""
    field: Translated = Translated()
    website: str = ""
    logo: StoredFile | None = None
    logo_dark: StoredFile | None = None
    logo_alt: Translated = Translated()
    """What the logo says, for those who do not see it; empty: the name."""
    active: bool = True

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationChange":
        """Return an organisation as it stands."""
        return changes.read(cls, organisation)

    @property
    def known_by(self) -> tuple[str, ...]:
        """The names it is known by, the full one first."""
        return _known_by(self)


def add_organisation(
    session: Session, event: Event, change: OrganisationChange, *, by: Actor, now: datetime
) -> Organisation:
    """Add an organisation to the event's directory; raises OrganisationAlready."""
    hold(session, event.id)
    organisation = Organisation(event=event, **changes.values_of(change))
    try:
        with session.begin_nested():
            session.add(organisation)
            session.flush()
            _write_names(session, organisation)
    except IntegrityError as clash:
        raise OrganisationAlready(change.name) from clash
    note_change(session, _about(organisation), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return organisation


def change_organisation(
    session: Session,
    organisation: Organisation,
    change: OrganisationChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of an organisation, and what finds it.

    Raises OrganisationAlready, ChangedByBoth (`changes.merged`).
    """
    hold(session, organisation.event_id)
    lock_row(session, organisation)
    before = OrganisationChange.of(organisation)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    try:
        with session.begin_nested():
            changes.write(organisation, after)
            if after.known_by != before.known_by:
                _write_names(session, organisation)
    except IntegrityError as clash:
        raise OrganisationAlready(after.name) from clash
    session.flush()
    note_change(session, _about(organisation), before, after, by=by, now=now)
    raise_revision(session, organisation.event_id)


def _known_by(of: OrganisationChange | Organisation) -> tuple[str, ...]:
    in_languages = (*of.names.as_dict().values(), *of.short_names.as_dict().values())
    return (of.name, of.short_name, *in_languages, *of.other_names)


def _about(organisation: Organisation) -> Object:
    of, event_id = organisation.id, organisation.event_id
    return Object("organisations", of, organisation.name, event_id, of)


def organisation_called(
    session: Session, event: Event, name: str, *, by: Actor, now: datetime
) -> Organisation | None:
    """Return the organisation that goes by that name, new if the directory has none; "": None.

    Of two who name the same one at the same moment, the second gets what the first made.
    """
    organisation = organisation_named(session, event, name) if name else None
    if organisation is not None or not name:
        return organisation
    try:
        return add_organisation(session, event, OrganisationChange(name=name), by=by, now=now)
    except OrganisationAlready:
        organisation = organisation_named(session, event, name)
        if organisation is None:
            raise
        return organisation


def organisations_called(
    session: Session, event: Event, names: Iterable[str], *, by: Actor, now: datetime
) -> dict[str, int]:
    """Return the numbers of the organisations that go by these names; missing ones are added.

    Many are added at once; call it under the event's lock.
    """
    asked = list(dict.fromkeys(names))
    known = set(known_names(session, event))
    missing = []
    for name in asked:
        keys = name_keys(name)
        if known.isdisjoint(keys):
            missing.append(name)
        known.update(keys)
    _add_organisations(session, event, missing)
    recognised = organisations_named(session, event, asked)
    for name in asked:  # such as a name that several go by
        if name not in recognised:
            made = organisation_called(session, event, name, by=by, now=now)
            recognised[name] = made.id if made is not None else 0
    return recognised


def _add_organisations(session: Session, event: Event, names: Sequence[str]) -> None:
    made = [
        {"public_id": new_public_id(), "event_id": event.id, "name": name}
        | {"folded": searchable(name)[:600], "other_names": []}
        | dict.fromkeys(("names", "short_names", "field", "logo_alt"), Translated())
        for name in names
    ]
    if not made:
        return
    session.execute(insert(Organisation), made)
    statement = select(Organisation.name, Organisation.id).where(Organisation.event_id == event.id)
    numbers = {row.name: row.id for row in session.execute(statement)}
    rows = [
        {"event_id": event.id, "organisation_id": numbers[name], "key": key}
        | {"is_full": key == name_key(name)}
        for name in names
        for key in dict.fromkeys(name_keys(name))
    ]
    session.execute(insert(OrganisationName), rows)
    raise_revision(session, event.id)


def found_by_names(organisation: Organisation) -> str:
    """Return what finds an organisation: its names in every spelling people try."""
    return searchable(*_known_by(organisation))[:600]


class NameRow(TypedDict):
    """A name by which an organisation is recognised, as it is stored."""

    event_id: int
    organisation_id: int
    key: str
    is_full: bool


def name_rows(organisation: Organisation) -> list[NameRow]:
    """Return the rows by which an organisation is recognised, each key once."""
    name, *others = _known_by(organisation)
    full = name_key(name)
    keys = [*name_keys(name), *(key for other in others for key in name_keys(other))]
    return [
        NameRow(
            event_id=organisation.event_id,
            organisation_id=organisation.id,
            key=key,
            is_full=key == full,
        )
        for key in dict.fromkeys(keys)
    ]


def _write_names(session: Session, organisation: Organisation) -> None:
    """Bring what finds and recognises the organisation up to date with its names."""
    organisation.folded = found_by_names(organisation)
    known = OrganisationName.organisation_id == organisation.id
    session.execute(delete(OrganisationName).where(known))
    session.add_all(OrganisationName(**row) for row in name_rows(organisation))
    session.flush()
