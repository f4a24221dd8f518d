"""Hosts, persons, organisations and information desks of an event."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from eventapp import clock, i18n
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.forms.directory import (
    ORGANISATION_KINDS,
    DeskForm,
    HostForm,
    OrganisationForm,
    PersonForm,
)
from eventapp.forms.kinds.kind import Kind
from eventapp.forms.records import text_of
from eventapp.journal.services import Actor
from eventapp.moments import on_clock, shown_on_clock
from eventapp.people import queries as people
from eventapp.people import services as people_services
from eventapp.people.models import (
    Desk,
    Host,
    HostLevel,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
)
from eventapp.text_search import fold
from eventapp.web import access
from eventapp.workflows import event_changes


def organisation_called(session: Session, event: Event, name: str) -> Organisation | None:
    """Return the organisation of that name, new if the directory lacks it; none without a name."""
    return people_services.organisation_called(session, event, name) if name else None


def person_called(
    session: Session, event: Event, *, given_name: str, family_name: str, organisation: str
) -> Person:
    """Return the person of that name, new if the directory lacks them.

    A namesake of another organisation is somebody else; one who was put away is back.
    """
    name = fold(f"{given_name} {family_name}")
    house = organisation_called(session, event, organisation)
    for one in people.persons(session, event):
        if fold(f"{one.given_name} {one.family_name}") == name and house in {
            None,
            one.organisation,
        }:
            one.active = True
            return one
    return people_services.add_person(
        session, event, given_name=given_name, family_name=family_name, organisation=house
    )


def _store_organisation(
    session: Session, event: Event, record: Organisation | None, form: Any
) -> Organisation:
    record = record or people_services.add_organisation(session, event, name=form.name.data)
    people_services.rename_organisation(
        session,
        record,
        name=form.name.data,
        short_name=form.short_name.data or "",
        other_names=form.names(),
    )
    record.kind, record.country = OrganisationKind(form.kind.data), form.country.data or ""
    record.region, record.website = form.region.data or "", form.website.data or ""
    return record


def _store_person(session: Session, event: Event, record: Person | None, form: Any) -> Person:
    names = {
        "title": form.title.data or "",
        "given_name": form.given_name.data or "",
        "family_name": form.family_name.data,
    }
    record = record or people_services.add_person(session, event, **names)
    people_services.rename_person(record, **names)
    record.organisation = organisation_called(session, event, form.organisation.data or "")
    email = form.email.data if "email" in form else record.email
    people_services.write_contact(
        record, email=email or "", languages=_ticked(record.languages, form.languages)
    )
    record.function, record.biography = text_of(form.function), text_of(form.biography)
    return record


def _ticked(held: Sequence[str], field: Any) -> list[str]:
    """Return what was ticked; what was held stays in its order, for boxes say nothing of it."""
    ticked = field.data or []
    return sorted(ticked, key=lambda code: held.index(code) if code in held else len(held))


def _store_host(session: Session, event: Event, record: Host | None, form: Any) -> Host:
    organisation = organisation_called(session, event, form.organisation.data)
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
    event_changes.name_officer(
        session,
        event,
        record,
        form.officer.data or "",
        language=form.officer_language.data,
        by=Actor("user", viewer.id, viewer.name),
        now=clock.now(),
    )
    return record


def _store_desk(session: Session, event: Event, record: Desk | None, form: Any) -> Desk:
    name, text, place = text_of(form.name), text_of(form.text), text_of(form.place)
    position = form.position.data or 0
    if record is None:
        record = people_services.add_desk(
            session, event, name=name, text=text, place=place, position=position
        )
    record.name, record.text, record.place = name, text, place
    record.opens_at = on_clock(form.opens.data, event.tzinfo, held=record.opens_at)
    record.closes_at = on_clock(form.closes.data, event.tzinfo, held=record.closes_at)
    record.languages = _ticked(record.languages, form.languages)
    record.position = position
    return record


def _desk_shown(record: Desk) -> dict[str, Any]:
    moments = {"opens": record.opens_at, "closes": record.closes_at}
    return {name: shown_on_clock(at, g.event.tzinfo) for name, at in moments.items()}


def organisation_of(record: Any) -> str:
    """Return the name of the record's organisation."""
    return record.organisation.name if record.organisation else ""


def _kind_and_country(record: Organisation) -> str:
    words = [str(ORGANISATION_KINDS[record.kind])]
    return " · ".join(
        words + [dict(i18n.countries()).get(record.country, "")] * bool(record.country)
    )


KINDS = (
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
            "officer_language": one.officer.language if one.officer else "",
        },
    ),
    Kind(
        "persons",
        Sentence("Speakers and contributors"),
        Sentence("Add a person"),
        Person,
        PersonForm,
        people.persons,
        lambda one: one.full_name,
        organisation_of,
        _store_person,
        lambda one: {"organisation": organisation_of(one)},
        searched=people.found_persons,
        of_programme=True,
    ),
    Kind(
        "organisations",
        Sentence("Organisations"),
        Sentence("Add an organisation"),
        Organisation,
        OrganisationForm,
        people.organisations,
        lambda one: one.name,
        _kind_and_country,
        _store_organisation,
        lambda one: {"other_names": "\n".join(one.other_names)},
        parts=(OrganisationName.organisation_id,),
        searched=people.found_organisations,
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
        _desk_shown,
    ),
)
