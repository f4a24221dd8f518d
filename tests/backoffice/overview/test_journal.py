"""The journal page: it names whom and what it is about, and goes back page by page."""

import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import Translated
from eventapp.registration.services import invitations
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

SOMEBODY = Actor("user", 1, "Katrin Neuschäfer")


def test_journal_names_who_was_invited(client: FlaskClient, session: Session) -> None:
    event, category = make_event_with_category(session)
    guest = invitations.InvitationChange(
        email="zoe@example.org", given_name="Zoë", family_name="d’Aubreville"
    )
    invitations.invite(session, event, category, guest, by=SOMEBODY, now=NOON)
    sign_in(session, client, make_member(session, event))

    pages = [client.get(f"/spring/manage/{path}?lang=en") for path in ("activity-log", "")]

    assert ["Zoë d’Aubreville" in page.get_data(as_text=True) for page in pages] == [True, True]


def test_journal_names_sessions_in_the_readers_language(
    client: FlaskClient, session: Session
) -> None:
    event, _category = make_event_with_category(session)
    title = Translated(de="Kaffee im Foyer", fr="Café au foyer", en="Coffee in the foyer")
    item = make_session(session, event, title=title, kind=SessionKind.BREAK)
    session.flush()
    about = Object("session", item.id, "Coffee in the foyer", event.id)
    record(session, "session-moved", about, by=SOMEBODY, now=NOON)
    sign_in(session, client, make_member(session, event))

    page = client.get("/spring/manage/activity-log?lang=fr").get_data(as_text=True)

    assert "Café au foyer" in page
    assert "Coffee in the foyer" not in page


def test_journal_tells_organisers_who_did_what_and_goes_back_page_by_page(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    for number in range(120):
        make_registration(session, event, category, f"Guest{number}")
    sign_in(session, client, make_member(session, event))

    newest = client.get("/spring/manage/activity-log?lang=en").get_data(as_text=True)
    link = re.search(r'href="([^"]*activity-log\?before=\d+)"', newest)
    assert link is not None
    oldest = client.get(link[1]).get_data(as_text=True)

    assert "Ada Guest119" in newest
    assert "Ada Guest0<" not in newest
    assert "Ada Guest0<" in oldest
    assert "Older entries" in newest
    assert "Older entries" not in oldest
    assert "Katrin Neuschäfer" in newest
    for nonsense in ("x", "-1", "9" * 40):
        assert client.get(f"/spring/manage/activity-log?before={nonsense}").status_code == 200
