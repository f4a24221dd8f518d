"""Organisations, people, hosts and information desks for tests."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.people import services
from eventapp.people.models import Desk, Host, HostLevel, Organisation, Person, PublicBasis
from tests.factories.events import NOON


def make_organisation(
    session: Session, event: Event, name: str, *, other_names: Sequence[str] = (), **more: Any
) -> Organisation:
    """Return an organisation of the directory."""
    change = services.OrganisationChange(name=name, other_names=list(other_names), **more)
    return services.add_organisation(session, event, change, by=SYSTEM, now=NOON)


def rename_organisation(
    session: Session, organisation: Organisation, *, name: str, other_names: Sequence[str] = ()
) -> None:
    """Give an organisation other names."""
    held = services.OrganisationChange.of(organisation)
    change = replace(held, name=name, other_names=list(other_names))
    services.change_organisation(session, organisation, change, by=SYSTEM, now=NOON)


def make_person(
    session: Session, event: Event, *, organisation: Organisation | None = None, **more: Any
) -> Person:
    """Return somebody with a part in the programme, who may be named unless `basis` says not."""
    of = organisation.name if organisation else ""
    public = {"basis": PublicBasis.OWN_WORD, **more}
    change = services.PersonChange(organisation=of, **public)
    return services.add_person(session, event, change, by=SYSTEM, now=NOON)


def rename_person(session: Session, person: Person, **names: str) -> None:
    """Give a person another name."""
    change = replace(services.PersonChange.of(person), **names)  # type: ignore[arg-type]
    services.change_person(session, person, change, by=SYSTEM, now=NOON)


def make_host(
    session: Session,
    event: Event,
    organisation: Organisation,
    *,
    level: HostLevel = HostLevel.COHOST,
    position: int = 0,
) -> Host:
    """Return the organisation as a host of the event, without a representative."""
    change = services.HostChange(organisation=organisation.name, level=level, position=position)
    return services.add_host(session, event, change, by=SYSTEM, now=NOON)


def make_representative(
    session: Session, event: Event, host: Host, address: str, *, language: str = "de"
) -> User:
    """Return somebody who acts for a host, and was invited to."""
    who = services.NewRepresentative(email=address, name="", language=language)
    return services.add_representative(session, event, host, who, by=SYSTEM, now=NOON).user


def make_desk(
    session: Session,
    event: Event,
    name: Translated,
    *,
    organisation: Organisation | None = None,
    **more: Any,
) -> Desk:
    """Return an information desk."""
    of = organisation.name if organisation else ""
    change = services.DeskChange(name=name, organisation=of, **more)
    return services.add_desk(session, event, change, by=SYSTEM, now=NOON)
