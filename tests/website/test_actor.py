"""A participant stands in the activity log by reference, never by name."""

import pytest
from sqlalchemy.orm import Session

from eventapp.website.actor import actor_of
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_no_name_is_written_down(session: Session) -> None:
    ada = make_registration(session, *make_event_with_category(session), "Ada")

    by = actor_of(ada)

    assert (by.kind, by.id, by.label) == ("participant", ada.id, ada.reference)
