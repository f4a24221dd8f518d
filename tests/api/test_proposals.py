"""Proposals for programs: listed, read, decided by version, and nobody is written to."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.models import Proposal
from eventapp.speakers.services.proposals import CoAuthor
from tests.factories.proposals import make_call, make_draft, make_proposal

pytestmark = pytest.mark.on_sqlite

BASE = "/api/v1/events/spring/proposals"


@pytest.fixture
def offered(session: Session, event: Event) -> Proposal:
    """Return a proposal of two people, beside which there is a draft."""
    make_call(session, event)
    proposal = make_proposal(session, event, co_authors=(CoAuthor(family_name="Lee"),))
    make_draft(session, event)
    session.commit()
    return proposal


def test_proposals_are_listed_without_drafts_and_addresses(
    client: FlaskClient, token: dict[str, str], offered: Proposal
) -> None:
    answer = client.get(BASE, headers=token)

    (item,) = answer.get_json()["items"]
    assert (item["id"], item["state"], item["author"]) == (
        offered.public_id,
        "submitted",
        "Zoe Curie",
    )
    assert item["co_authors"] == [{"given_name": "", "family_name": "Lee", "organisation": ""}]
    assert "zoe@example.org" not in answer.get_data(as_text=True)
    assert client.get(f"{BASE}?state=accepted", headers=token).get_json()["items"] == []
    assert client.get(f"{BASE}?state=draft", headers=token).status_code == 422


def test_a_decision_names_its_version_and_writes_to_nobody(
    session: Session, client: FlaskClient, token: dict[str, str], offered: Proposal
) -> None:
    before = session.scalar(select(func.count(Email.id)))
    path = f"{BASE}/{offered.public_id}"
    session.rollback()
    tag = client.get(path, headers=token).headers["ETag"]

    done = client.post(f"{path}/accept", headers={**token, "If-Match": tag})
    stale = client.post(f"{path}/decline", headers={**token, "If-Match": tag})
    undone = client.post(f"{path}/reopen", headers=token)

    assert (done.status_code, done.get_json()["state"]) == (200, "accepted")
    assert stale.status_code == 412
    assert (undone.get_json()["state"], undone.get_json()["decided_at"]) == ("submitted", None)
    assert session.scalar(select(func.count(Email.id))) == before
    assert client.get(f"{BASE}/nosuch", headers=token).status_code == 404
