"""Public pages that caches keep are asked for anew when what they show has changed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.forms.kinds import KINDS
from eventapp.journal.services import SYSTEM
from eventapp.people.models import HostLevel
from eventapp.workflows import records
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_host, make_organisation, rename_organisation


@pytest.mark.parametrize("edit", ["rename", "add", "take away"])
def test_the_events_page_is_new_after_its_hosts_changed(
    session: Session, client: FlaskClient, edit: str
) -> None:
    event, _category = make_event_with_category(session)
    organisation = make_organisation(session, event, "Haus Nord")
    host = make_host(session, event, organisation, level=HostLevel.HOST, position=0)
    session.commit()
    tag = client.get("/spring/").headers["ETag"]
    same = client.get("/spring/", headers={"If-None-Match": tag}).status_code

    if edit == "rename":
        rename_organisation(session, organisation, name="Haus Süd")
    elif edit == "add":
        make_organisation(session, event, "Haus West")
    else:
        records.delete(session, event, host, KINDS["hosts"].named(host), by=SYSTEM, now=NOON)
    session.commit()

    assert (same, client.get("/spring/", headers={"If-None-Match": tag}).status_code) == (304, 200)
