"""Organisations behind the event: named once, in the protocol's order; their team goes with them."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Membership
from eventapp.people.errors import HostAlready
from eventapp.people.models import Host, HostLevel
from eventapp.people.services import HostChange, add_host, change_host
from tests.factories.events import NOON, make_event
from tests.factories.people import make_representative
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def add(session: Session, event: Event, organisation: str) -> Host:
    """Name an organisation as host of the event."""
    return add_host(session, event, HostChange(organisation=organisation), by=SOMEBODY, now=NOON)


def test_an_organisation_is_named_once_however_it_is_spelt(session: Session) -> None:
    event = make_event(session)
    add(session, event, "Silicon Saxony")

    with pytest.raises(HostAlready):
        add(session, event, "SILICON SAXONY e. V.")


def test_a_host_is_changed_and_its_team_acts_for_the_organisation_that_it_is_now(
    session: Session,
) -> None:
    event = make_event(session)
    host = add(session, event, "BioM")
    make_representative(session, event, host, "ada@example.org")

    change = replace(
        HostChange.of(host), organisation="Bio Mitte", level=HostLevel.SUPPORTER, position=3
    )
    change_host(session, host, change, by=SOMEBODY, now=NOON)

    assert (host.level, host.position) == (HostLevel.SUPPORTER, 3)
    bound = session.scalars(select(Membership.organisation_id)).all()
    assert (bound, host.organisation.name) == ([host.organisation_id], "Bio Mitte")


def test_a_host_is_an_organisation(session: Session) -> None:
    with pytest.raises(ValueError, match="is an organisation"):
        add(session, make_event(session), "")
