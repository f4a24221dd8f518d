"""Acts on registrations: by reason where no place is free, and only on the version that was read."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events import queries
from eventapp.events.models import Event
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_somebody_is_promoted_beyond_the_places_with_a_reason_alone(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    (category,) = queries.categories(session, event)
    made = [make_registration(session, event, category, name) for name in ("Ada", "Bob", "Cem")]
    session.commit()
    path = f"/api/v1/events/spring/registrations/{made[2].reference}"

    without = client.post(f"{path}/promote", json={}, headers=token)
    given = client.post(f"{path}/promote", json={"reason": "Speaker"}, headers=token)

    assert without.status_code == 422
    assert (given.status_code, given.get_json()["state"]) == (200, "confirmed")


def test_a_version_that_is_not_the_present_one_is_refused(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    (category,) = queries.categories(session, event)
    ada = make_registration(session, event, category, "Ada")
    session.commit()
    path = f"/api/v1/events/spring/registrations/{ada.reference}"
    tag = client.get(path, headers=token).headers["ETag"]

    stale = client.post(f"{path}/cancel", headers={**token, "If-Match": '"99"'})
    right = client.post(f"{path}/cancel", headers={**token, "If-Match": tag})

    assert (stale.status_code, right.status_code) == (412, 200)
