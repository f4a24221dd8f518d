"""Changing the directory: organisations, persons, hosts, desks."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.events.models import Event
from eventapp.folding import fold, searchable
from eventapp.orm import Translated
from eventapp.people.errors import HostAlready
from eventapp.people.models import (
    Desk,
    Host,
    HostLevel,
    Organisation,
    OrganisationKind,
    Person,
)


def add_organisation(
    session: Session,
    event: Event,
    *,
    name: str,
    short_name: str = "",
    kind: OrganisationKind = OrganisationKind.OTHER,
    country: str = "",
    region: str = "",
    website: str = "",
) -> Organisation:
    """Add an organisation to the event's directory."""
    organisation = Organisation(
        event=event,
        name=name,
        short_name=short_name,
        kind=kind,
        country=country,
        region=region,
        website=website,
        folded=searchable(name, short_name)[:600],
    )
    session.add(organisation)
    return organisation


def rename_organisation(organisation: Organisation, *, name: str, short_name: str) -> None:
    """Change the names an organisation goes by, and what finds it."""
    organisation.name, organisation.short_name = name, short_name
    organisation.folded = searchable(name, short_name)[:600]


def add_person(
    session: Session,
    event: Event,
    *,
    title: str = "",
    given_name: str = "",
    family_name: str,
    organisation: Organisation | None = None,
    function: Translated | None = None,
) -> Person:
    """Add somebody with a part in the programme."""
    person = Person(
        event=event,
        title=title,
        given_name=given_name,
        family_name=family_name,
        organisation=organisation,
        function=function or Translated(),
        folded=_found_by(family_name, given_name),
    )
    session.add(person)
    return person


def rename_person(person: Person, *, title: str, given_name: str, family_name: str) -> None:
    """Change a person's name as its owner writes it."""
    person.title, person.given_name, person.family_name = title, given_name, family_name
    person.folded = _found_by(family_name, given_name)


def _found_by(family_name: str, given_name: str) -> str:
    """Return what sorts a person, followed by every spelling that finds them."""
    return (fold(f"{family_name} {given_name}") + searchable(family_name, given_name))[:600]


def add_host(
    session: Session,
    event: Event,
    organisation: Organisation,
    *,
    level: HostLevel,
    position: int,
    officer: User | None = None,
) -> Host:
    """Name an organisation as one that gives the event, with at most one officer.

    Raises HostAlready where it is named already.
    """
    host = Host(
        event=event, organisation=organisation, level=level, position=position, officer=officer
    )
    try:
        with session.begin_nested():
            session.add(host)
    except IntegrityError as clash:
        raise HostAlready from clash
    return host


def change_host(session: Session, host: Host, organisation: Organisation) -> None:
    """Let another organisation stand in the host's place; raises HostAlready."""
    try:
        with session.begin_nested():
            host.organisation = organisation
    except IntegrityError as clash:
        raise HostAlready from clash


def add_desk(
    session: Session,
    event: Event,
    *,
    name: Translated,
    text: Translated,
    place: Translated,
    position: int,
    organisation: Organisation | None = None,
) -> Desk:
    """Add an information desk."""
    desk = Desk(
        event=event,
        organisation=organisation,
        name=name,
        text=text,
        place=place,
        position=position,
    )
    session.add(desk)
    return desk
