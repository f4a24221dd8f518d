"""Hosts, persons, organisations and information desks of an event."""

from typing import Any

from eventapp import i18n
from eventapp.errors import Sentence
from eventapp.forms.directory import (
    HOST_LEVELS,
    ORGANISATION_KINDS,
    DeskForm,
    HostForm,
    OrganisationForm,
)
from eventapp.forms.kinds.kind import Kind, Writer
from eventapp.forms.persons import PersonForm
from eventapp.people import queries as people
from eventapp.people.models import Desk, Host, Organisation, Person
from eventapp.people.services import DeskChange, HostChange, OrganisationChange, PersonChange
from eventapp.workflows import directory


def organisation_of(record: Any) -> str:
    """Return the name of the record's organisation."""
    return record.organisation.name if record.organisation else ""


def _kind_and_country(record: Organisation) -> str:
    words = [str(ORGANISATION_KINDS[record.kind])]
    return " · ".join(
        words + [dict(i18n.countries_and_union()).get(record.country, "")] * bool(record.country)
    )


KINDS = (
    Kind(
        "hosts",
        Sentence("Hosts and co-hosts"),
        Sentence("Add a host"),
        Host,
        HostForm,
        people.hosts,
        lambda record: record.organisation.name,
        lambda record: str(HOST_LEVELS[record.level]),
        writer=Writer(HostChange, directory.add_host, directory.change_host),
    ),
    Kind(
        "contributors",
        Sentence("Speakers and contributors"),
        Sentence("Add a person"),
        Person,
        PersonForm,
        people.persons,
        lambda record: record.full_name,
        organisation_of,
        writer=Writer(PersonChange, directory.add_person, directory.change_person),
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
        lambda record: record.name,
        _kind_and_country,
        writer=Writer(
            OrganisationChange, directory.add_organisation, directory.change_organisation
        ),
        searched=people.found_organisations,
    ),
    Kind(
        "information-desks",
        Sentence("Information desks"),
        Sentence("Add an information desk"),
        Desk,
        DeskForm,
        people.desks,
        lambda record: i18n.render(record.name),
        lambda record: i18n.render(record.place),
        writer=Writer(DeskChange, directory.add_desk, directory.change_desk),
    ),
)
