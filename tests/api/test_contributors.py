"""Contributors as programs read them, write to them and settle them, each in its version."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.models import Contributor
from tests.api.test_directory import BASE
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def path(session: Session, event: Event, token: dict[str, str]) -> str:
    """Return the address of somebody whom nobody has asked yet."""
    assert token
    somebody = make_contributor(session, event, email="g@example.org")
    somebody.access_needs = "Chemin sans marche"
    session.commit()
    return f"{BASE}/contributors/{somebody.person.public_id}"


def test_programs_read_what_is_missing_and_neither_address_nor_needs(
    client: FlaskClient, token: dict[str, str], path: str
) -> None:
    read = client.get(path, headers=token)
    body = read.get_json()

    assert (body["state"], body["complete"]) == ("draft", False)
    assert [point["kind"] for point in body["missing"]] == ["invitation"]
    assert [part["state"] for part in body["parts"]] == ["draft"]
    assert "example.org" not in read.get_data(as_text=True)
    assert "Chemin" not in read.get_data(as_text=True)
    listed = client.get(f"{BASE}/contributors", headers=token).get_json()
    assert listed == {"items": [body], "next": None}
    assert client.get(f"{BASE}/contributors/nobody", headers=token).status_code == 404


def test_a_change_names_the_version_it_means(
    client: FlaskClient, token: dict[str, str], path: str
) -> None:
    tag = client.get(path, headers=token).headers["ETag"]
    change = {"details_by": "2027-03-13", "team_note": "Vegan", "language": "fr"}

    assert client.patch(path, json=change, headers=token).status_code == 428
    changed = client.patch(path, json=change, headers={**token, "If-Match": tag})
    assert (changed.status_code, changed.get_json()["details_by"]) == (200, "2027-03-13")
    assert client.patch(path, json={}, headers={**token, "If-Match": tag}).status_code == 412
    bad = client.patch(path, json={"language": "it"}, headers={**token, "If-Match": "*"})
    assert bad.status_code == 422


def test_inviting_settles_nothing_but_the_question_and_confirming_needs_a_yes(
    client: FlaskClient, token: dict[str, str], session: Session, path: str
) -> None:
    tag = client.get(path, headers=token).headers["ETag"]
    invited = client.post(
        f"{path}/invite",
        json={"language": "fr", "answer_by": "2027-02-13"},
        headers={**token, "If-Match": tag},
    )
    assert (invited.status_code, invited.get_json()["state"]) == (200, "invited")
    assert invited.headers["ETag"] != tag
    assert session.scalars(select(Email.language)).all() == ["fr"]
    session.rollback()
    assert client.post(f"{path}/confirm", headers={**token, "If-Match": tag}).status_code == 412
    assert client.post(f"{path}/confirm", headers=token).status_code == 409

    reminded = client.post(f"{path}/remind", headers=token)
    assert reminded.get_json()["reminded_at"]
    withdrawn = client.post(f"{path}/withdraw", headers=token).get_json()
    assert (withdrawn["state"], withdrawn["invited_at"]) == ("draft", None)


def test_who_accepted_is_confirmed_and_opened_again(
    client: FlaskClient, token: dict[str, str], session: Session, event: Event
) -> None:
    somebody = make_contributor(session, event, state=ContributorState.ACCEPTED)
    session.commit()
    path = f"{BASE}/contributors/{somebody.person.public_id}"

    confirmed = client.post(f"{path}/confirm", headers=token)
    assert confirmed.get_json()["state"] == "confirmed"
    opened = client.post(f"{path}/reopen", headers=token)
    assert opened.get_json()["state"] == "invited"
    assert opened.headers["ETag"] != confirmed.headers["ETag"]
    assert session.scalars(select(Contributor)).one().invited_at
