"""Public pages that caches keep are asked for anew when what they show has changed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.people import services as people
from eventapp.people.models import HostLevel
from tests.factories.events import make_event_with_category


@pytest.mark.parametrize("edit", ["rename", "add", "take away"])
def test_the_events_page_is_new_after_its_hosts_changed(
    session: Session, client: FlaskClient, edit: str
) -> None:
    event, _category = make_event_with_category(session)
    house = people.add_organisation(session, event, name="Haus Nord")
    host = people.add_host(session, event, house, level=HostLevel.HOST, position=0)
    session.commit()
    tag = client.get("/spring/").headers["ETag"]
    same = client.get("/spring/", headers={"If-None-Match": tag}).status_code

    if edit == "rename":
        people.rename_organisation(session, house, name="Haus Süd", short_name="", other_names=())
    elif edit == "add":
        people.add_organisation(session, event, name="Haus West")
    else:
        session.delete(host)
    session.commit()

    assert (same, client.get("/spring/", headers={"If-None-Match": tag}).status_code) == (304, 200)
