"""Hosts: named once, their one representative invited, dismissed, and nobody else's."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events import queries as events
from eventapp.events.models import Event, Role
from eventapp.mail.models import Email
from eventapp.people.errors import HostAlready, RepresentativeElsewhere
from eventapp.people.models import Host
from eventapp.people.services import HostChange, add_host, change_host
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def add(session: Session, event: Event, organisation: str, representative: str = "") -> Host:
    """Name an organisation as host of the event."""
    change = HostChange(
        organisation=organisation, representative=representative, representative_language="de"
    )
    return add_host(session, event, change, by=SOMEBODY, now=NOON)


def representatives(session: Session, event: Event) -> list[str]:
    """Return the addresses of who looks after an organisation's participants."""
    return [
        membership.user.email
        for membership in events.team(session, event)
        if membership.role is Role.COHOST
    ]


def test_an_organisation_is_named_once_however_it_is_spelt(session: Session) -> None:
    event = make_event(session)
    add(session, event, "Silicon Saxony")

    with pytest.raises(HostAlready):
        add(session, event, "SILICON SAXONY e. V.")


def test_a_representative_is_invited_and_the_former_one_dismissed(session: Session) -> None:
    event = make_event(session)
    host = add(session, event, "BioM", "ada@example.org")
    assert representatives(session, event) == ["ada@example.org"]

    change = replace(HostChange.of(host), representative="bob@example.org")
    change_host(session, host, change, by=SOMEBODY, now=NOON)

    assert representatives(session, event) == ["bob@example.org"]
    session.flush()
    recipients = session.scalars(select(Email.to_address).order_by(Email.id)).all()
    assert recipients == ["ada@example.org", "bob@example.org"]
    change_host(session, host, replace(change, representative=""), by=SOMEBODY, now=NOON)
    assert representatives(session, event) == []


def test_one_person_looks_after_one_organisation(session: Session) -> None:
    event = make_event(session)
    add(session, event, "BioM", "ada@example.org")

    with pytest.raises(RepresentativeElsewhere):
        add(session, event, "Silicon Saxony", "ada@example.org")


def test_a_host_is_an_organisation(session: Session) -> None:
    with pytest.raises(ValueError, match="is an organisation"):
        add(session, make_event(session), "")
