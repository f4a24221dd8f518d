"""A contributor's own page: what is missing, own sessions, co-speakers; and who may open it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.services import users
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart, SessionRole
from eventapp.agenda.queries import draft_session
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from eventapp.people.models import Person, PublicBasis
from eventapp.speakers.models import Contributor, SpeakingLink
from tests.agenda.test_programme import make_room
from tests.backoffice.sending import send
from tests.factories.accounts import sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.sessions import release
from tests.factories.speakers import come_by_link, give_part, make_contributor

pytestmark = pytest.mark.on_sqlite
PAGES = (
    *("", "/texts", "/portrait", "/files", "/stage", "/availability", "/travel", "/consents"),
    "/co-speaker",
)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def contributor(session: Session, event: Event) -> Contributor:
    """Return somebody who accepted, whose assistant answers."""
    made = make_contributor(
        session,
        event,
        state=ContributorState.ACCEPTED,
        email="legoff@example.org",
        assistant_name="Océane Buisson",
    )
    made.language = "en"
    session.commit()
    return made


def test_page_opens_with_what_is_missing_then_tells_of_the_session(
    session: Session, client: FlaskClient, event: Event, contributor: Contributor
) -> None:
    public_id = _public_id(session, session.scalars(select(SessionRole)).one())
    own = draft_session(session, event, public_id)
    assert own
    moderator = make_person(
        session, event, given_name="Anke", family_name="Häring", email="anke@example.org"
    )
    settled = ContributorState.CONFIRMED
    give_part(session, event, moderator, item=own, part=SessionPart.MODERATOR, state=settled)
    room = make_room(session, event)
    edit_session(
        session,
        own,
        room=room,
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=1),
        expected=210,
        meeting_point=Translated(en="11:40, left of the stage"),
    )
    release(session, event)
    session.commit()

    text = come_by_link(client, contributor).get("/spring/speaking").text

    assert text.index("still missing") < text.index("What we have") < text.index("Anke Häring")
    assert "You act on behalf of Geneviève Le Goff." in text
    for words in (
        "Portrait",
        "Biography in German",
        "anke@example.org",
        "about 210 people",
        "left of the stage",
    ):
        assert words in text
    assert f"agenda.ics?s={own.public_id}" in text
    assert client.get("/spring/speaking").headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_the_person_the_assistant_and_the_account_with_the_address(
    session: Session, client: FlaskClient, contributor: Contributor, page: str
) -> None:
    address = f"/spring/speaking{page}"
    assert client.get(address).status_code == 401
    for link in SpeakingLink:
        assert come_by_link(client, contributor, link).get(address).status_code == 200

    client.delete_cookie("speaking")
    user = users.add_user(session, "LeGoff@example.org", name="G", language="fr", now=NOON)
    assert sign_in(session, client, user).get(address).status_code == 200


def test_nobody_else_gets_in_another_events_link_nor_one_that_was_taken_back(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    other = make_event(session, slug="autumn")
    stranger = make_contributor(session, other, family_name="Other", email="other@example.org")
    session.commit()
    assert come_by_link(client, stranger).get("/spring/speaking").status_code == 401

    come_by_link(client, contributor)
    contributor.link_generation += 1
    session.commit()
    assert client.get("/spring/speaking").status_code == 401
    client.set_cookie("speaking", "made.up.text")
    assert client.get("/spring/speaking").status_code == 401


def test_co_speaker_is_a_draft_that_the_organisers_decide_on(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    page = "/spring/speaking/co-speaker"
    come_by_link(client, contributor)
    key = session.scalars(select(SessionRole)).one()
    items = {"session": _public_id(session, key)}
    person = {"given_name": "Ada", "family_name": "Lovelace", "email": "ada@example.org"}

    assert send(client, page, **items, **person)[0] == 303
    assert send(client, page, **items, **person)[0] == 303  # the same once more

    session.rollback()
    ada = session.scalars(select(Person).where(Person.family_name == "Lovelace")).one()
    roles = session.scalars(select(SessionRole).where(SessionRole.person_id == ada.id)).all()
    assert [(role.state, ada.basis) for role in roles] == [
        (ContributorState.DRAFT, PublicBasis.NONE)
    ]
    noted = session.scalars(select(Entry).where(Entry.action == "co-speaker-proposed")).all()
    assert [entry.actor_label for entry in noted] == ["Océane Buisson"]


def test_proposals_end_somewhere_and_a_person_who_is_known_stays_as_they_are(
    session: Session, client: FlaskClient, event: Event, contributor: Contributor
) -> None:
    known = make_person(session, event, family_name="Known", email="k@example.org", phone="1")
    session.commit()
    page = "/spring/speaking/co-speaker"
    come_by_link(client, contributor)
    items = {"session": _public_id(session, session.scalars(select(SessionRole)).one())}

    typed = {"given_name": "X", "family_name": "Y", "email": "K@example.org"}
    assert send(client, page, **items, **typed)[0] == 303
    session.rollback()
    assert (known.family_name, known.phone) == ("Known", "1")
    session.rollback()
    for number in range(2):
        typed["email"] = f"x{number}@example.org"
        assert send(client, page, **items, **typed)[0] == 303
    typed["email"] = "late@example.org"
    status, text = send(client, page, **items, **typed)
    assert (status, "proposed for this session already" in text, "late@example.org" in text) == (
        *(422, True, True),
    )


def _public_id(session: Session, role: SessionRole) -> str:
    public_id = session.get_one(AgendaSession, role.session_id).public_id
    session.rollback()
    return public_id
