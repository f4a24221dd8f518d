"""Lists in pages: each row once, a cursor good for its own list alone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite
BASE = "/api/v1/events/spring"


def test_pages_hold_every_row_once_and_a_cursor_opens_no_other_list(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    for number in range(5):
        make_person(session, event, family_name=f"P{number}")
    session.commit()
    names, cursor, sizes = [], "", []
    while True:
        asked = f"{BASE}/people?limit=2" + (f"&cursor={cursor}" if cursor else "")
        page = client.get(asked, headers=token).get_json()
        names += [item["family_name"] for item in page["items"]]
        sizes.append(len(page["items"]))
        if not page["next"]:
            break
        cursor = page["next"]

    assert names == [f"P{number}" for number in range(5)]
    assert sizes == [2, 2, 1]
    for path in (f"{BASE}/rooms?cursor={cursor}", f"{BASE}/people?cursor=x"):
        assert 400 <= client.get(path, headers=token).status_code < 500
