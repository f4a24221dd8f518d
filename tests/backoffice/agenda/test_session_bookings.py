"""Who booked a session: names for organisers alone, also as a list to take away."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite


def test_the_list_names_who_has_a_place_and_no_editor_of_the_programme_reads_it(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    item = make_workshop(session, event)
    release(session, event)
    for name in ("Ada", "Bob"):
        sign_up(session, make_registration(session, event, category, name), item)
    organiser, editor = make_member(session, event), make_member(session, event, Role.AGENDA)
    page = f"/spring/manage/agenda/{item.public_id}/places"

    sign_in(session, client, editor)
    assert client.get(page).status_code == client.get(f"{page}.csv").status_code == 403
    sign_in(session, client, organiser)
    text = client.get(f"{page}?lang=en").get_data(as_text=True)
    assert text.index("Ada Ada") < text.index("Ada Bob")
    listed = client.get(f"{page}.csv")
    assert listed.content_type.startswith("text/csv")
    assert listed.get_data(as_text=True).count("@example.org") == 2
    assert client.get("/spring/manage/agenda/nobody/places").status_code == 404
