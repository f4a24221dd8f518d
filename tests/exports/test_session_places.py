"""Who signed up for a session, to take away: places by name, then who waits with the rank."""

import csv
import io

import pytest
from sqlalchemy.orm import Session

from eventapp.exports.session_places import COLUMNS, as_csv
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite


def test_who_waits_stands_below_with_the_rank_and_no_cell_computes(session: Session) -> None:
    event, category = make_event_with_category(session)
    item = make_workshop(session, event, places=1)
    release(session, event)
    for name in ("=SUM(1)", "Bob", "Ada"):
        registration = make_registration(
            session, event, category, name, email=f"p{len(name)}{name[1]}@example.org"
        )
        sign_up(session, registration, item)

    content = as_csv(session, item)

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["state"], row["position"], row["family_name"]) for row in rows] == [
        ("confirmed", "", "'=SUM(1)"),
        ("waiting", "1", "Bob"),
        ("waiting", "2", "Ada"),
    ]
