"""One proposal: its text, what the team thinks, a member's own score, the decision."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Role
from eventapp.speakers.models import Proposal, ProposalReview, ProposalState
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.proposals import make_call, make_draft, make_proposal

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def page(session: Session, client: FlaskClient) -> str:
    """Return the address of a proposal; a programme editor is signed in."""
    event = make_event(session)
    make_call(session, event)
    proposal = make_proposal(session, event, headline="Data")
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    return f"/spring/manage/proposals/{proposal.public_id}"


def test_a_member_scores_and_scores_again(session: Session, client: FlaskClient, page: str) -> None:
    send(client, page, score="2", comment="thin")
    send(client, page, score="", comment="let us talk")

    review = session.scalars(select(ProposalReview)).one()
    assert (review.score, review.comment) == (None, "let us talk")
    session.rollback()
    assert "let us talk" in client.get(page).get_data(as_text=True)
    assert send(client, page, score="9", comment="")[0] == 422


def test_an_organiser_decides_and_undoes(session: Session, client: FlaskClient, page: str) -> None:
    event = session.scalars(select(Event)).one()
    sign_in(session, client, make_member(session, event))

    for act, state in (
        ("accept", ProposalState.ACCEPTED),
        ("decline", ProposalState.DECLINED),
        ("reopen", ProposalState.SUBMITTED),
        ("nonsense", ProposalState.SUBMITTED),
    ):
        assert send(client, page, f"{page}/decide", act=act)[0] == 303
        session.expire_all()
        assert session.scalars(select(Proposal.state)).one() is state
        session.rollback()


def test_a_draft_is_nothing_to_the_team(session: Session, client: FlaskClient, page: str) -> None:
    draft = make_draft(session, session.scalars(select(Event)).one())
    session.commit()

    assert client.get(page).status_code == 200
    assert client.get(f"/spring/manage/proposals/{draft.public_id}").status_code == 404
