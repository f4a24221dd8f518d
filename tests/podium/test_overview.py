"""What to look at before printing."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.podium import overview
from eventapp.podium.queries import AsOf
from tests.factories.events import NOON, make_event
from tests.factories.podium import make_panel, stage_of

pytestmark = pytest.mark.on_sqlite


def test_open_places_answers_and_long_names_are_told(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    stage = stage_of(session, event, panel.session)

    look = overview.of([stage], AsOf(NOON, 1, NOON - timedelta(minutes=1)))

    assert look.people == 5
    assert look.open_places == (stage,)
    assert look.unanswered == (panel.vallet,)
    assert look.unpublished == (stage,)
    assert [trouble.name for trouble in look.troubles] == [panel.long.full_name]


def test_what_was_published_since_is_not_told(session: Session) -> None:
    event = make_event(session)
    stage = stage_of(session, event, make_panel(session, event).session)

    assert overview.of([stage], AsOf(NOON, 1, NOON)).unpublished == ()
    assert overview.of([stage], AsOf(NOON, 0, None)).unpublished == ()
