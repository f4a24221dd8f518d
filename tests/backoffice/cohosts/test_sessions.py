"""A host's sessions on screen: texts, people, another time that an editor accepts or declines."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.agenda.models import AgendaSession, ProposalOfTime, SessionRole
from eventapp.agenda.services.hosting import give_to_host
from eventapp.events.models import Role
from eventapp.journal.services import SYSTEM
from eventapp.people.models import Person
from tests.agenda.test_programme import make_item
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event
from tests.factories.people import make_host, make_organisation, make_representative

pytestmark = pytest.mark.on_sqlite

PROPOSED = {"starts_at": "2026-03-26T15:00", "ends_at": "2026-03-26T15:45", "note": "Zug"}


@pytest.fixture
def page(session: Session, client: FlaskClient) -> str:
    """Return the address of a session of a host; its representative is signed in."""
    event = make_event(session)
    organisation = make_organisation(session, event, "AFPC")
    host = make_host(session, event, organisation)
    item = make_item(session, event, None, "Talk", minutes=30)
    give_to_host(session, item, organisation, by=SYSTEM, now=NOON)
    make_member(session, event, Role.AGENDA)
    sign_in(session, client, make_representative(session, event, host, "rep@x.example"))
    address = f"/spring/manage/cohosts/{host.id}/sessions/{item.public_id}"
    session.rollback()
    return address


def test_a_representative_writes_the_texts_and_names_the_own_people(
    session: Session, client: FlaskClient, page: str
) -> None:
    texts = {"title-en": "Clusters", "abstract-en": "How they work together"}

    assert send(client, page, **texts)[0] == 303
    who = {"given_name": "Ada", "family_name": "Marty", "email": "", "person": ""}
    assert send(client, page, f"{page}/people", part="speaker", **who)[0] == 303
    nobody = {**who, "family_name": ""}
    assert send(client, page, f"{page}/people", part="speaker", **nobody)[0] == 422

    session.rollback()
    item = session.scalars(select(AgendaSession)).one()
    assert (item.title.into("en"), item.abstract.into("en")) == (
        "Clusters",
        "How they work together",
    )
    ada = session.scalars(select(Person)).one().public_id
    session.rollback()
    assert send(client, page, f"{page}/people/{ada}/remove")[0] == 303
    assert session.scalars(select(SessionRole)).all() == []


@pytest.mark.parametrize("accepted", [True, False])
def test_another_time_waits_for_an_editor_who_accepts_or_declines_it(
    session: Session, client: FlaskClient, page: str, *, accepted: bool
) -> None:
    assert send(client, page, f"{page}/time", **PROPOSED)[0] == 303
    backwards = {**PROPOSED, "ends_at": "2026-03-26T14:00"}
    assert send(client, page, f"{page}/time", **backwards)[0] == 422
    sessions = page.rpartition("/")[0]
    assert "Horaire" in client.get(f"{sessions}?lang=fr").get_data(as_text=True)

    session.rollback()
    proposal = session.scalars(select(ProposalOfTime)).one().public_id
    session.rollback()
    answer = f"/spring/manage/agenda/proposed-times/{proposal}"
    assert send(client, page, f"{answer}/accept")[0] == 403
    member = session.scalars(select(User).where(User.email == "agenda@example.org")).one()
    sign_in(session, client, member)
    there = "/spring/manage/agenda/proposed-times"
    assert "Zug" in client.get(there).get_data(as_text=True)
    act = "accept" if accepted else "decline"
    assert send(client, there, f"{answer}/{act}", answer="Zu spät")[0] == 303

    session.rollback()
    item = session.scalars(select(AgendaSession)).one()
    assert item.starts_at is not None
    assert (item.starts_at.isoformat()[:16] == "2026-03-26T14:00") is accepted

    who = session.scalars(select(User).where(User.email != "agenda@example.org")).first()
    assert who is not None
    sign_in(session, client, who)
    session.commit()
    shown = client.get(f"{page}?lang=de").get_data(as_text=True)
    assert ("Angenommen" if accepted else "Abgelehnt") in shown
