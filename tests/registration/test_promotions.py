"""How far a waiting list moved up, of everything that is under way at once."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration import queries
from eventapp.registration.models import Promotion
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_nothing_under_way_is_no_progress_and_several_count_together(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    assert queries.promotion_progress(session, event) is None

    session.add_all(
        [
            Promotion(event=event, begun_at=NOON, served=2, total=5),
            Promotion(event=event, begun_at=NOON, served=4, total=0),
            Promotion(event=other, begun_at=NOON, served=1, total=9),
        ]
    )
    session.flush()

    progress = queries.promotion_progress(session, event)
    assert progress is not None
    assert (progress.served, progress.total) == (6, 6)
