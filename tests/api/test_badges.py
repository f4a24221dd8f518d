"""A participant's code for programs: issued by the worker, the same at every look."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from tests.factories.badges import issue_codes
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_only_who_has_a_place_has_a_code_and_it_stays(
    app: Flask, client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    from eventapp.events import queries  # noqa: PLC0415  (its name is the fixture's neighbour)

    (category,) = queries.categories(session, event)
    made = [make_registration(session, event, category, name) for name in ("Ada", "Bob", "Cem")]
    session.commit()

    def badge(number: int) -> tuple[int, dict[str, object]]:
        path = f"/api/v1/events/spring/registrations/{made[number].reference}/badge"
        answer = client.get(path, headers=token)
        return answer.status_code, answer.get_json()

    status, refusal = badge(0)
    assert (status, str(refusal["detail"])[:8]) == (409, "The code")
    issue_codes(app, session)
    status, first = badge(0)
    assert (status, first["printed_at"], first["changed_since_print"]) == (200, None, False)
    assert badge(0)[1] == first
    assert badge(1)[1]["code"] != first["code"]
    assert badge(2)[0] == 409
