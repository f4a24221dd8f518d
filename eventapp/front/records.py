"""What the organisers' lists and forms do with each kind of record of an event.

One entry a kind: how it is listed, found, filled into its form, and stored from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from eventapp.agenda import queries as agenda
from eventapp.agenda import services as agenda_services
from eventapp.agenda.models import Room
from eventapp.errors import Sentence
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import BadgeBand, Category, Event, WayIn
from eventapp.folding import fold
from eventapp.front import services
from eventapp.front.forms import (
    DeskForm,
    HostForm,
    OrganisationForm,
    PersonForm,
    RecordForm,
    RoomForm,
    text_of,
)
from eventapp.front.registration_forms import CategoryForm, ContingentForm
from eventapp.journal.services import Actor
from eventapp.people import queries as people
from eventapp.people import services as people_services
from eventapp.people.models import Desk, Host, HostLevel, Organisation, OrganisationKind, Person
from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import Contingent
from eventapp.registration.services import contingents
from eventapp.web import access, clock, i18n


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    key: str
    many: Sentence
    add: Sentence
    model: type[Any]
    form: type[RecordForm]
    listed: Callable[[Session, Event], Sequence[Any]]
    label: Callable[[Any], str]
    hint: Callable[[Any], str]
    store: Callable[[Session, Event, Any, Any], Any]
    """From (session, event, record or None, form) to the record."""
    shown: Callable[[Any], dict[str, Any]] = lambda _record: {}
    """Values of fields that are not the record's own attributes."""


def find(session: Session, event: Event, kind: Kind, record_id: int) -> Any:
    """Return one record of the event, None for a foreign one."""
    wanted = select(kind.model).where(kind.model.event_id == event.id, kind.model.id == record_id)
    return session.scalars(wanted).unique().one_or_none()


def _store_category(session: Session, event: Event, record: Category | None, form: Any) -> Category:
    name = text_of(form.name)
    if record is None:
        taken = {one.key for one in events.categories(session, event)}
        stem = "".join(c if c.isalnum() else "-" for c in fold(name.into("en")))[:30] or "group"
        key = next(k for k in (stem, *(f"{stem}-{n}" for n in range(2, 99))) if k not in taken)
        record = event_services.add_category(session, event, key, name, position=len(taken))
    record.name, record.description = name, text_of(form.description)
    record.places, record.band = form.places.data, BadgeBand(form.band.data)
    record.public, record.way_in = form.public.data, WayIn(form.way_in.data)
    record.per_organisation = form.per_organisation.data
    record.colleagues, record.plus_ones = form.colleagues.data or 0, form.plus_ones.data or 0
    return record


def _store_contingent(
    session: Session, event: Event, record: Contingent | None, form: Any
) -> Contingent:
    groups = {one.key: one for one in events.categories(session, event)}
    record = record or Contingent(event=event, name="", places=0)
    if record.released_at is not None:
        raise ReleasedAlready
    record.name, record.places = form.name.data, form.places.data
    record.country, record.category = form.country.data or "", groups.get(form.group.data)
    record.organisation = _organisation(session, event, form.organisation.data or "")
    record.per_organisation = form.per_organisation.data
    typed = form.release.data
    record.release_at = None if typed is None else typed.replace(tzinfo=event.tzinfo)
    session.add(record)
    contingents.share_out(
        session, record, {groups[key]: percent for key, percent in form.shares().items()}
    )
    return record


def _contingent_shown(record: Contingent) -> dict[str, Any]:
    session = object_session(record)
    assert session is not None  # noqa: S101  (it was just read)
    at = record.release_at
    found: dict[str, Any] = {
        "organisation": _organisation_of(record),
        "group": record.category.key if record.category else "",
        "release": at and at.astimezone(g.event.tzinfo).replace(tzinfo=None),
    }
    rows = contingents.shares_of(session, record)
    for name, row in zip(("first", "second"), rows, strict=False):
        found |= {f"{name}_group": row.category.key, f"{name}_percent": row.percent}
    return found


def _store_room(session: Session, event: Event, record: Room | None, form: Any) -> Room:
    if record is None:
        position = len(agenda.rooms(session, event))
        return agenda_services.add_room(
            session,
            event,
            name=text_of(form.name),
            place=text_of(form.place),
            seats=form.seats.data,
            position=position,
        )
    record.name, record.place = text_of(form.name), text_of(form.place)
    record.seats = form.seats.data
    return record


def _organisation(session: Session, event: Event, name: str) -> Organisation | None:
    """Return the organisation of that name, new if the directory lacks it."""
    if not name:
        return None
    found = people.organisation_named(session, event, name)
    return found or people_services.add_organisation(session, event, name=name)


def _store_organisation(
    session: Session, event: Event, record: Organisation | None, form: Any
) -> Organisation:
    record = record or people_services.add_organisation(session, event, name=form.name.data)
    people_services.rename_organisation(
        record, name=form.name.data, short_name=form.short_name.data or ""
    )
    record.kind, record.country = OrganisationKind(form.kind.data), form.country.data or ""
    return record


def _store_person(session: Session, event: Event, record: Person | None, form: Any) -> Person:
    names = {
        "title": form.title.data or "",
        "given_name": form.given_name.data or "",
        "family_name": form.family_name.data,
    }
    record = record or people_services.add_person(session, event, **names)
    people_services.rename_person(record, **names)
    record.organisation = _organisation(session, event, form.organisation.data or "")
    record.function, record.biography = text_of(form.function), text_of(form.biography)
    return record


def _store_host(session: Session, event: Event, record: Host | None, form: Any) -> Host:
    organisation = _organisation(session, event, form.organisation.data)
    assert organisation is not None  # noqa: S101  (the form wants a name)
    session.flush()
    if record is None:
        record = people_services.add_host(
            session, event, organisation, level=HostLevel(form.level.data), position=0
        )
    people_services.change_host(session, record, organisation)
    record.level = HostLevel(form.level.data)
    record.position, record.text = form.position.data or 0, text_of(form.text)
    viewer = access.viewer()
    services.name_officer(
        session,
        event,
        record,
        form.officer.data or "",
        language=i18n.language(),
        by=Actor("user", viewer.id, viewer.name),
        now=clock.now(),
    )
    return record


def _store_desk(session: Session, event: Event, record: Desk | None, form: Any) -> Desk:
    name, text, place = text_of(form.name), text_of(form.text), text_of(form.place)
    position = form.position.data or 0
    if record is None:
        return people_services.add_desk(
            session, event, name=name, text=text, place=place, position=position
        )
    record.name, record.text, record.place = name, text, place
    record.position = position
    return record


def _organisation_of(record: Any) -> str:
    return record.organisation.name if record.organisation else ""


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "groups",
            Sentence("Groups and places"),
            Sentence("Add a group"),
            Category,
            CategoryForm,
            events.categories,
            lambda one: i18n.render(one.name),
            lambda one: "" if one.places is None else str(one.places),
            _store_category,
        ),
        Kind(
            "contingents",
            Sentence("Contingents"),
            Sentence("Add a contingent"),
            Contingent,
            ContingentForm,
            contingents.of_event,
            lambda one: one.name,
            lambda one: str(one.places),
            _store_contingent,
            _contingent_shown,
        ),
        Kind(
            "rooms",
            Sentence("Rooms"),
            Sentence("Add a room"),
            Room,
            RoomForm,
            agenda.rooms,
            lambda one: i18n.render(one.name),
            lambda one: "" if one.seats is None else str(one.seats),
            _store_room,
        ),
        Kind(
            "hosts",
            Sentence("Hosts and co-hosts"),
            Sentence("Add a host"),
            Host,
            HostForm,
            people.hosts,
            lambda one: one.organisation.name,
            lambda one: one.officer.name if one.officer else "",
            _store_host,
            lambda one: {
                "organisation": one.organisation.name,
                "officer": one.officer.email if one.officer else "",
            },
        ),
        Kind(
            "persons",
            Sentence("Persons in the programme"),
            Sentence("Add a person"),
            Person,
            PersonForm,
            people.persons,
            lambda one: one.full_name,
            _organisation_of,
            _store_person,
            lambda one: {"organisation": _organisation_of(one)},
        ),
        Kind(
            "organisations",
            Sentence("Organisations"),
            Sentence("Add an organisation"),
            Organisation,
            OrganisationForm,
            people.organisations,
            lambda one: one.name,
            lambda one: one.country,
            _store_organisation,
        ),
        Kind(
            "desks",
            Sentence("Information desks"),
            Sentence("Add an information desk"),
            Desk,
            DeskForm,
            people.desks,
            lambda one: i18n.render(one.name),
            lambda one: i18n.render(one.place),
            _store_desk,
        ),
    )
}
