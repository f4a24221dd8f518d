"""One contributor's page: gaps with their acts, notes, and the acts on the invitation."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event, Role
from eventapp.events.services import give_role
from eventapp.registration.models import Registration, State
from eventapp.speakers.models import AnsweredAs, Contributor
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.workflows import speaking
from tests.backoffice.speakers.test_overview import LIST
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor
from tests.website.test_invitations import send

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def somebody(session: Session, event: Event) -> Contributor:
    """Return somebody who was asked and needs help to take part."""
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    contributor.invited_at, contributor.access_needs = NOON, "Chemin sans marche"
    contributor.travel = "Train de 9 h, hôtel Adler"
    session.commit()
    return contributor


def state(session: Session) -> ContributorState:
    """Return how far the part is."""
    session.rollback()
    standing = session.scalars(select(SessionRole.state)).one()
    session.rollback()
    return standing


def test_the_page_shows_gaps_and_history_but_journey_and_needs_to_the_care_team_alone(
    editor: FlaskClient, session: Session, somebody: Contributor
) -> None:
    address = f"{LIST}/{somebody.person.public_id}"

    page = editor.get(address).get_data(as_text=True)
    assert "Answer to the invitation" in page
    assert "Chemin sans marche" not in page
    assert "hôtel Adler" not in page
    assert editor.get(f"{LIST}/nobody").status_code == 404

    assert send(editor, address, team_note="Nicht vor Mittag", language="fr") == 303
    session.rollback()
    assert session.scalars(select(Contributor.team_note)).one() == "Nicht vor Mittag"


def test_care_reads_what_somebody_needs(
    client: FlaskClient, session: Session, event: Event, somebody: Contributor
) -> None:
    user = make_member(session, event, Role.ORGANISER)
    give_role(session, event, user, Role.CARE, now=NOON)
    sign_in(session, client, user)

    page = client.get(f"{LIST}/{somebody.person.public_id}").get_data(as_text=True)

    assert "Chemin sans marche" in page
    assert "hôtel Adler" in page


def test_who_declined_is_not_to_be_reminded_nor_said_to_become_public(
    editor: FlaskClient, session: Session, event: Event
) -> None:
    contributor = make_contributor(session, event, state=ContributorState.DECLINED, email="g@e.org")
    session.commit()

    page = editor.get(f"{LIST}/{contributor.person.public_id}").text

    assert "Find a replacement" in page
    assert "/remind?pick=" not in page
    assert "public once confirmed" not in page


def test_organisers_note_open_withdraw_and_announce(
    editor: FlaskClient, session: Session, somebody: Contributor
) -> None:
    page = f"{LIST}/{somebody.person.public_id}"

    assert send(editor, f"{page}/announce", page, announced="yes") == 303
    assert session.scalars(select(SessionRole.announced)).one()
    session.rollback()
    assert send(editor, f"{page}/announce", page, announced="no") == 303

    assert send(editor, f"{page}/answer", page) == 303
    assert state(session) is ContributorState.INVITED
    assert send(editor, f"{page}/answer", page, answer="no", reason="Krank") == 303
    assert state(session) is ContributorState.DECLINED
    assert session.scalars(select(Contributor.answered_as)).one() is AnsweredAs.ORGANISER
    session.rollback()

    assert send(editor, f"{page}/reopen", page) == 303
    assert state(session) is ContributorState.INVITED
    assert send(editor, f"{page}/withdraw", page) == 303
    assert state(session) is ContributorState.DRAFT
    assert send(editor, f"{page}/withdraw", page) == 303


def test_withdrawing_asks_on_the_page_what_becomes_of_the_place(
    editor: FlaskClient, session: Session, event: Event, somebody: Contributor
) -> None:
    yes = SpeakingAnswerChange(accepts=True, answered_as=AnsweredAs.SELF)
    speaking.answer(session, event, somebody, yes, by=SOMEBODY, now=NOON)
    session.commit()
    address, key = f"{LIST}/{somebody.person.public_id}", f"place-{somebody.person.public_id}"

    page = editor.get(address).get_data(as_text=True)
    assert "The parts become drafts again" in page
    assert "What becomes of" in page
    assert "badge not printed yet" in page

    assert send(editor, f"{address}/withdraw", address) == 303
    assert state(session) is ContributorState.ACCEPTED
    assert "Please say what becomes of the place" in editor.get(address).get_data(as_text=True)

    assert send(editor, f"{address}/withdraw", address, **{key: "cancelled"}) == 303
    assert state(session) is ContributorState.DRAFT
    place = session.scalars(select(Registration)).one()
    assert (place.state, place.contributes) == (State.CANCELLED, False)
