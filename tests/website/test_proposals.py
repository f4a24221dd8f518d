"""Proposing a session: without an account, by an own link, until the deadline."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import Event
from eventapp.mail import links
from eventapp.mail.models import Email
from eventapp.speakers.models import Proposal, ProposalFile, ProposalState
from eventapp.speakers.services.deciding import decide, send_decisions
from eventapp.speakers.services.proposals import MOST_IN_WINDOW
from tests.factories.events import NOON, make_event
from tests.factories.forms import FoundForm, forms_of
from tests.factories.proposals import make_call, make_draft, make_proposal
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite

PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"
TYPED = {
    "headline": "Wasserstoff in Clustern",
    "abstract": "Was gelang.",
    "kind": "talk",
    "languages": ["de"],
    "language": "de",
    "family_name": "Müller",
    "email": "mueller@example.org",
}


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose call is open until the day after NOON."""
    event = make_event(session, starts_at=None, ends_at=None)
    make_call(session, event, closes_at=NOON + timedelta(days=1))
    session.commit()
    return event


def form_of(client: FlaskClient, path: str, ends: str = "") -> FoundForm:
    """Return the form of a page whose address ends so."""
    text = client.get(path).get_data(as_text=True)
    return next(form for form in forms_of(text) if form.action.endswith(ends))


def send(client: FlaskClient, path: str, **fields: object) -> int:
    """Fill in the form of a page as a browser does and send it."""
    return client.post(path, data={**form_of(client, path).as_it_stands(), **fields}).status_code


def link_to(app: Flask, proposal: Proposal) -> str:
    """Return the path of the link in the author's e-mails."""
    token = links.make_token(app.config["SECRET_KEY"], "proposal", proposal.public_id)
    return f"/spring/propose/{token}"


def stored(session: Session) -> Proposal:
    """Return the only proposal there is, as others left it."""
    session.expire_all()
    proposal = session.scalars(select(Proposal)).one()
    session.expunge(proposal)
    session.rollback()  # nobody else writes meanwhile
    return proposal


def test_without_a_call_there_is_no_page_and_no_way_to_it(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    make_call(session, event, active=False)
    session.commit()

    assert client.get("/spring/propose").status_code == 404
    assert "/spring/propose" not in client.get("/spring/").get_data(as_text=True)


def test_the_events_page_leads_to_an_open_call(client: FlaskClient, event: Event) -> None:
    assert 'href="/spring/propose"' in client.get(f"/{event.slug}/").get_data(as_text=True)


@pytest.mark.usefixtures("event")
def test_a_proposal_is_handed_in_once_and_its_author_written_to(
    session: Session, client: FlaskClient
) -> None:
    sent = {**form_of(client, "/spring/propose").as_it_stands(), **TYPED, "act": "submit"}
    answers = [client.post("/spring/propose", data=sent) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    page = client.get(answers[0].headers["Location"]).get_data(as_text=True)
    assert "mueller@example.org" in page
    assert stored(session).state is ProposalState.SUBMITTED
    assert session.scalars(select(Email.kind)).all() == ["ProposalReceivedEmail"]


@pytest.mark.usefixtures("event")
def test_a_program_that_fills_in_every_field_is_refused_and_a_person_told_why(
    session: Session, client: FlaskClient
) -> None:
    assert send(client, "/spring/propose", **TYPED, homepage="x", act="submit") == 422
    assert send(client, "/spring/propose", **TYPED, act="submit") == 303
    assert stored(session).headline == TYPED["headline"]


@pytest.mark.usefixtures("event")
def test_the_first_document_comes_with_the_proposal_and_none_that_is_no_document(
    session: Session, client: FlaskClient
) -> None:
    def hand_in(content: bytes) -> int:
        file = (io.BytesIO(content), "paper.pdf")
        return send(client, "/spring/propose", **TYPED, act="submit", file=file)

    assert hand_in(b"<html><script>") == 422
    assert hand_in(PDF + b" " * 10_000_000) == 422
    assert session.scalar(select(func.count(Proposal.id))) == 0
    session.rollback()
    assert hand_in(PDF) == 303

    kept = session.scalars(select(ProposalFile)).one()
    assert (kept.file.name, kept.proposal_id) == ("paper.pdf", stored(session).id)


@pytest.mark.usefixtures("event")
def test_an_address_is_not_written_to_again_and_again(
    session: Session, client: FlaskClient
) -> None:
    codes = [
        send(client, "/spring/propose", **{**TYPED, "headline": f"No. {number}"}, act="draft")
        for number in range(MOST_IN_WINDOW + 1)
    ]

    assert codes == [*[303] * MOST_IN_WINDOW, 422]
    assert session.scalar(select(func.count(Email.id))) == MOST_IN_WINDOW


@pytest.mark.usefixtures("event")
def test_what_is_handed_in_must_be_whole_and_a_draft_need_not(
    session: Session, client: FlaskClient
) -> None:
    half = {**TYPED, "headline": "", "abstract": "", "family_name": ""}

    assert send(client, "/spring/propose", **half, act="submit") == 422
    assert send(client, "/spring/propose", **{**half, "email": "nobody"}, act="draft") == 422
    assert send(client, "/spring/propose", **half, act="draft") == 303

    assert stored(session).state is ProposalState.DRAFT


def test_nothing_is_taken_after_the_deadline(
    session: Session, client: FlaskClient, event: Event
) -> None:
    sent = {**form_of(client, "/spring/propose").as_it_stands(), **TYPED, "act": "submit"}
    make_call(session, event, closes_at=clock.now())
    session.commit()

    assert client.post("/spring/propose", data=sent).status_code == 422
    page = client.get("/spring/propose").get_data(as_text=True)
    assert 'name="headline"' not in page
    assert session.scalar(select(func.count(Proposal.id))) == 0


def test_nothing_is_taken_of_an_event_that_is_over(
    session: Session, client: FlaskClient, event: Event
) -> None:
    make_call(session, event, closes_at=None)
    event.ends_at = clock.now() - timedelta(days=1)
    session.commit()

    page = client.get("/spring/propose?lang=en").get_data(as_text=True)

    assert "The call for contributions ended on" in page
    assert 'name="headline"' not in page
    assert "/spring/propose" not in client.get("/spring/?lang=en").get_data(as_text=True)


def test_a_draft_goes_on_by_its_link_and_looking_at_it_changes_nothing(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    path = link_to(app, make_draft(session, event, headline="", remark="x"))
    session.commit()
    client.get(path)
    assert stored(session).state is ProposalState.DRAFT

    saved = send(client, path, headline="Daten", act="draft")
    half = stored(session).state
    whole = send(
        client, path, headline="Daten", act="submit", **{"co_authors-0-family_name": "Lee"}
    )

    assert (saved, half, whole) == (303, ProposalState.DRAFT, 303)
    assert (stored(session).headline, stored(session).state) == ("Daten", ProposalState.SUBMITTED)
    assert "Lee" in client.get(path).get_data(as_text=True)


def test_a_link_that_is_not_ours_opens_nothing(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    path = link_to(app, make_proposal(session, event))
    session.commit()

    assert client.get(path).status_code == 200
    assert client.get(path[:-2] + "xx").status_code == 404


def test_another_address_sent_by_the_link_is_not_taken(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    path = link_to(app, make_proposal(session, event))
    session.commit()

    send(client, path, email="thief@example.org", act="submit")

    assert stored(session).email == "zoe@example.org"


def test_files_are_judged_by_content_and_removed_again(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    path = link_to(app, make_proposal(session, event))
    session.commit()

    def upload(content: bytes, name: str) -> int:
        sent = form_of(client, path, "/files").as_it_stands()
        sent.pop("file", None)
        data = {**sent, "file": (io.BytesIO(content), name)}
        return client.post(f"{path}/files", data=data).status_code

    assert upload(b"<html><script>", "paper.pdf") == 422
    assert upload(PDF + b" " * 10_000_000, "large.pdf") == 422
    assert upload(PDF, "../../paper.pdf") == 303
    kept = session.scalars(select(ProposalFile)).one()
    public_id, name = kept.file.public_id, kept.file.name
    session.rollback()
    assert name == "paper.pdf"
    assert client.get(f"/media/{public_id}").status_code == 404

    form = form_of(client, path, "/delete")
    session.rollback()
    assert client.post(form.action, data=form.as_it_stands()).status_code == 303
    assert session.scalar(select(func.count(ProposalFile.id))) == 0


def test_a_proposal_is_withdrawn_by_its_link(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    path = link_to(app, make_proposal(session, event))
    session.commit()

    form = form_of(client, path, "/withdraw")
    client.post(form.action, data=form.as_it_stands())

    assert stored(session).state is ProposalState.WITHDRAWN
    assert "/withdraw" not in client.get(path).get_data(as_text=True)


def test_the_page_tells_no_decision_before_its_e_mail_is_sent(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    proposal = make_proposal(session, event)
    path = link_to(app, proposal)
    decide(session, [proposal], ProposalState.DECLINED, by=SOMEBODY, now=clock.now())
    session.commit()
    held = client.get(f"{path}?lang=en").get_data(as_text=True)
    send_decisions(session, event, by=SOMEBODY, now=clock.now())
    session.commit()
    sent = client.get(f"{path}?lang=en").get_data(as_text=True)

    status = re.compile(r'status is-\w+">.*?</svg>(\w+)<', re.DOTALL)
    assert [status.findall(page)[0] for page in (held, sent)] == ["submitted", "declined"]
