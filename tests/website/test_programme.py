"""The public programme: pages and files of what was released, nothing of what was not."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.website.views.programme import FORMS
from tests.agenda.test_programme import make_talk
from tests.factories.events import make_event
from tests.factories.sessions import release

pytestmark = pytest.mark.on_sqlite


def test_before_a_release_there_is_a_page_and_no_session(
    client: FlaskClient, session: Session
) -> None:
    item = make_talk(session, make_event(session))
    session.commit()

    assert client.get("/spring/agenda").status_code == 200
    assert "Talk" not in client.get("/spring/agenda.csv").get_data(as_text=True)
    assert client.get(f"/spring/agenda/{item.public_id}").status_code == 404
    assert client.get(f"/spring/agenda/{item.public_id}.ics").status_code == 404


def test_what_was_released_is_handed_out_in_every_form(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    item = make_talk(session, event)
    release(session, event)
    session.commit()

    for form, kind in FORMS.items():
        response = client.get(f"/spring/agenda.{form}")
        assert (response.status_code, response.content_type.partition(";")[0]) == (200, kind)
    for path in ("agenda", f"agenda/{item.public_id}", "speakers", "agenda/changes"):
        assert "Talk" in client.get(f"/spring/{path}").get_data(as_text=True) or path != "agenda"
    assert "BEGIN:VEVENT" in client.get(f"/spring/agenda/{item.public_id}.ics").get_data(
        as_text=True
    )


def test_what_is_unknown_is_not_found_and_a_page_is_fetched_once(
    client: FlaskClient, session: Session
) -> None:
    make_event(session)
    session.commit()

    for path in ("agenda/nobody", "speakers/nobody", "agenda.ics?person=nobody"):
        assert client.get(f"/spring/{path}").status_code == 404
    tag = client.get("/spring/agenda").headers["ETag"]
    assert client.get("/spring/agenda", headers={"If-None-Match": tag}).status_code == 304
