"""The public programme: pages and files of what was released, nothing of what was not."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.models import SessionPart
from eventapp.website.views.programme import FORMS
from tests.agenda.test_programme import make_talk
from tests.factories.agenda import make_session
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.sessions import release
from tests.factories.speakers import make_material

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


def test_materials_stand_on_pages_and_in_feeds_once_their_session_is_over(
    session: Session, client: FlaskClient, tmp_path: Path
) -> None:
    event, now = make_event(session), clock.now()
    person = make_person(session, event, family_name="Lovelace")
    hour = timedelta(hours=1)
    items, files = [], []
    for starts in (now - 2 * hour, now):
        item = make_session(
            session,
            event,
            "Engines",
            starts_at=starts,
            ends_at=starts + hour,
            people=[(person, SessionPart.SPEAKER)],
        )
        session.flush()
        material = make_material(session, tmp_path / "media", item, person)
        items.append(item.public_id)
        files.append(material.newest.file.public_id)
    release(session, event)
    session.commit()
    over, ahead = (f"/media/{file}" for file in files)
    every = (f"/spring/speakers/{person.public_id}", "/spring/agenda.json", "/spring/agenda.xml")

    for page in (f"/spring/agenda/{items[0]}", *every):
        assert over in client.get(page).text, page
    for page in (f"/spring/agenda/{items[1]}", *every):
        assert ahead not in client.get(page).text, page
    assert [client.get(file).status_code for file in (over, ahead)] == [200, 404]
