"""The team's list of proposals: decided in bulk, answered by an organiser, downloaded."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.documents import tables
from eventapp.events.models import Event, Role
from eventapp.mail.models import Email
from eventapp.speakers.models import Proposal, ProposalState
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.proposals import make_call, make_draft, make_proposal
from tests.statements import counted

pytestmark = pytest.mark.on_sqlite

LIST = "/spring/manage/proposals"


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event with two proposals and a draft, whose organiser is signed in."""
    event = make_event(session)
    make_call(session, event)
    make_proposal(session, event, "First")
    make_proposal(session, event, "=1+1", email="bo@example.org", agrees=True)
    make_draft(session, event, headline="Secret")
    sign_in(session, client, make_member(session, event))
    return event


def ids(session: Session) -> list[str]:
    """Return the public ids of the two proposals."""
    session.expire_all()
    statement = select(Proposal.public_id).where(Proposal.headline != "Secret")
    known = list(session.scalars(statement.order_by(Proposal.id)))
    session.rollback()  # nobody else writes meanwhile
    return known


def states(session: Session) -> list[ProposalState]:
    """Return the states of the two proposals, as others left them."""
    session.expire_all()
    statement = select(Proposal.state).where(Proposal.headline != "Secret")
    known = list(session.scalars(statement.order_by(Proposal.id)))
    session.rollback()  # nobody else writes meanwhile
    return known


@pytest.mark.usefixtures("event")
def test_decisions_in_bulk_are_held_undone_and_sent(session: Session, client: FlaskClient) -> None:
    picked = ids(session)

    send(client, LIST, f"{LIST}/decide", pick=picked, act="accept")
    accepted = states(session)
    send(client, LIST, f"{LIST}/decide", pick=picked[:1], act="reopen")
    emails = session.scalar(select(func.count(Email.id)).where(Email.kind.like("%Accepted%")))
    session.rollback()
    send(client, LIST, f"{LIST}/send")

    assert accepted == [ProposalState.ACCEPTED] * 2
    assert emails == 0
    assert states(session) == [ProposalState.SUBMITTED, ProposalState.ACCEPTED]
    kinds = session.scalars(select(Email.kind).where(Email.kind.like("%Accepted%"))).all()
    assert kinds == ["ProposalAcceptedEmail"]
    assert session.scalar(select(func.count(AgendaSession.id))) == 1


@pytest.mark.usefixtures("event")
def test_what_was_answered_stays_and_nothing_else_of_the_selection_is_changed(
    session: Session, client: FlaskClient
) -> None:
    picked = ids(session)
    send(client, LIST, f"{LIST}/decide", pick=picked[1:], act="decline")
    send(client, LIST, f"{LIST}/send")

    send(client, LIST, f"{LIST}/decide", pick=picked, act="accept")

    assert states(session) == [ProposalState.SUBMITTED, ProposalState.DECLINED]


@pytest.mark.usefixtures("event")
def test_the_list_shows_no_draft_and_filters(client: FlaskClient) -> None:
    page = client.get(f"{LIST}?q=first").get_data(as_text=True)

    assert "First" in page
    assert "=1+1" not in page
    assert "Secret" not in client.get(LIST).get_data(as_text=True)
    for nonsense in ("page=x", "state=draft", "kind=x&order=y&language=zz"):
        assert client.get(f"{LIST}?{nonsense}").status_code == 200


def test_the_list_costs_the_same_statements_however_long(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    def statements() -> int:
        with counted(app) as sent:
            client.get(LIST)
        return len(sent)

    client.get(LIST)
    few = statements()
    for number in range(30):
        make_proposal(session, event, f"Talk {number}", email=f"a{number}@example.org")
    session.commit()

    assert statements() == few


def test_a_programme_editor_reads_and_does_not_decide(
    session: Session, client: FlaskClient, event: Event
) -> None:
    sign_in(session, client, make_member(session, event, Role.AGENDA))

    page = client.get(LIST).get_data(as_text=True)

    assert "First" in page
    assert 'name="pick"' not in page
    assert client.get(f"{LIST}.csv").status_code == 403


@pytest.mark.usefixtures("event")
def test_tables_hold_every_proposal_and_compute_nothing(client: FlaskClient) -> None:
    text = client.get(f"{LIST}.csv").get_data(as_text=True)
    heads, *rows = tables.read(client.get(f"{LIST}.xlsx").data)

    assert len(rows) == 2
    assert [row[heads.index("title_of_session")] for row in rows] == ["First", "=1+1"]
    assert "\r\n" in text
    assert ",=1+1" not in text
    assert "bo@example.org" in text
    assert "Secret" not in text
