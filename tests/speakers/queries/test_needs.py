"""Whoever stated nothing is not listed."""

import pytest
from sqlalchemy.orm import Session

from eventapp.speakers.queries.needs import with_needs
from tests.factories.events import make_event
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_who_stated_a_journey_or_a_need_is_listed_by_name(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    zoe, ada, _silent = (
        make_contributor(session, event, family_name=name) for name in ("Zoe", "Ada", "Silent")
    )
    elsewhere = make_contributor(session, other, family_name="Elsewhere")
    zoe.travel, ada.access_needs, elsewhere.travel = "By train", "A seat", "By car"
    session.flush()

    assert list(with_needs(session, event)) == [ada, zoe]
