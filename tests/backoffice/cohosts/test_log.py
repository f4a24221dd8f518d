"""A host's activity log: what happened to its part, told as far as a host may know it."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.services.hosting import give_to_host
from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.people.models import Host
from eventapp.people.services import DeskChange, HostChange, change_desk, change_host
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.accounts import sign_in
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_desk, make_host, make_organisation, make_representative
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def build(session: Session, event: Event, category: Category, name: str) -> Host:
    """Return a host to whose text, desk, session and delegation something happened."""
    host = make_host(session, event, make_organisation(session, event, f"Haus {name}"))
    text = replace(HostChange.of(host), text=Translated.same(f"Text-{name}"))
    change_host(session, host, text, by=SOMEBODY, now=NOON)
    desk = make_desk(session, event, Translated.same("Stand"), organisation=host.organisation)
    place = replace(DeskChange.of(desk), place=Translated.same(f"Foyer-{name}"))
    change_desk(session, desk, place, by=SOMEBODY, now=NOON)
    item = make_session(session, event, "Talk")
    give_to_host(session, item, host.organisation, by=SOMEBODY, now=NOON)
    edit_session(
        session,
        item,
        title=Translated.same(f"Titel-{name}"),
        notes=Translated.same(f"Notiz-{name}"),
    )
    guest = InvitationChange(email=f"{name.lower()}@x.example", family_name=f"Gast-{name}")
    written = invitations.written_to(event, category, [guest], host.organisation, now=NOON)
    invitations.invite_all(session, event, written, by=SOMEBODY, now=NOON)
    return host


def test_a_representative_reads_what_happened_to_the_own_host_and_to_no_other(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    own, other = (build(session, event, category, name) for name in ("Elbe", "Loire"))
    make_session(session, event, "Nobody’s")
    who = make_representative(session, event, own, "rep@x.example", language="en")
    sign_in(session, client, who)
    address = "/spring/manage/cohosts/{}/activity-log?lang=en"

    answer = client.get(address.format(own.id))

    text = answer.get_data(as_text=True)
    for word in ("Text-Elbe", "Foyer-Elbe", "Titel-Elbe", "Gast-Elbe"):
        assert word in text
    assert "added (Hosts and co-hosts)" in text
    assert "Loire" not in text
    assert "Nobody’s" not in text
    assert "Notiz-Elbe" not in text, "notes are for those who make the programme"
    assert client.get(address.format(other.id)).status_code == 404
    assert client.get(address.format(own.id) + "&before=1").status_code == 200
