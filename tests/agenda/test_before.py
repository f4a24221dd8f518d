"""The draft as an import finds it: each session stands for one row of the file."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.readers.rows import SessionRow
from eventapp.agenda.services.before import Before, _in_utc
from tests.factories.agenda import make_session
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_a_session_is_found_by_its_key_or_its_identity_and_once(session: Session) -> None:
    event = make_event(session)
    by_key, by_guid = make_session(session, event, "A"), make_session(session, event, "B")
    by_key.source_key = "k1"
    session.flush()
    before = Before.of(session, event)

    assert before.find(SessionRow("k1", "Other title")) is by_key
    assert before.find(SessionRow("k1", "A")) is None
    assert before.find(SessionRow("", "B", guid=by_guid.guid)) is by_guid
    assert before.find(SessionRow("", "B", guid=by_guid.guid)) is None
    assert before.last_number == max(by_key.number, by_guid.number)


@pytest.mark.parametrize(
    ("key", "today"),
    [
        ("Talk|2027-04-15T09:00:00+02:00", "Talk|2027-04-15T07:00:00+00:00"),
        ("Talk|2027-04-15T09:00:00+02:00#2", "Talk|2027-04-15T07:00:00+00:00#2"),
        ("Talk|2027-04-15Tnonsense", "Talk|2027-04-15Tnonsense"), ("k1", "k1"),
    ],
)  # fmt: skip
def test_a_key_made_of_title_and_time_means_the_moment_in_whatever_zone(
    key: str, today: str
) -> None:
    assert _in_utc(key) == _in_utc(today)
