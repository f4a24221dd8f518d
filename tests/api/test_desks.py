"""Information desks for programs: experts are people of the directory, by their ids."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.accounts import make_token
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.on_sqlite
DESKS = "/api/v1/events/spring/information-desks"


def test_experts_are_sent_and_told_by_id_with_their_hours(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    gtai = make_organisation(session, event, "GTAI")
    ada = make_person(session, event, title="Dr.", given_name="Ada", family_name="Byron")
    token = {"Authorization": f"Bearer {make_token(session, event)}"}
    hours = {"starts_at": "2027-02-11T09:00:00+01:00", "ends_at": "2027-02-11T12:00:00+01:00"}
    sent = {
        "name": {"en": "Advice"},
        "organisation": gtai.public_id,
        "experts": [{"person": ada.public_id, **hours}],
    }

    made = client.post(DESKS, json=sent, headers=token)

    answer = made.get_json()
    assert made.status_code == 201
    assert answer["organisation"] == gtai.public_id
    assert answer["experts"] == [{"person": ada.public_id, **hours}]
    path = f"{DESKS}/{answer['id']}"
    assert client.patch(path, json={"experts": []}, headers=token).status_code == 428
    changed = client.patch(
        path, json={"experts": []}, headers={**token, "If-Match": made.headers["ETag"]}
    )
    assert changed.get_json()["experts"] == []
    assert changed.headers["ETag"] != made.headers["ETag"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("experts", [{"person": "unknown"}]),
        ("experts", [{"person": "x", "starts_at": "2027-02-11T09:00:00Z"}]),
        ("organisation", "unknown"),
    ],
)
def test_what_the_event_lacks_is_refused(
    client: FlaskClient, session: Session, field: str, value: object
) -> None:
    token = make_token(session, make_event(session))
    sent = {"name": {"en": "Advice"}, field: value}

    answer = client.post(DESKS, json=sent, headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 422
    assert field in answer.get_data(as_text=True)


def test_hours_end_after_they_begin(client: FlaskClient, session: Session) -> None:
    token = make_token(session, make_event(session))
    hours = {"opens_at": "2027-02-11T12:00:00Z", "closes_at": "2027-02-11T09:00:00Z"}

    answer = client.post(
        DESKS, json={"name": {"en": "A"}, **hours}, headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 422
