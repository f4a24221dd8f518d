"""Journeys and needs go two weeks after the event; what is public stays."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.speakers.services.forgetting import KEPT, forget_needs
from tests.factories.events import NOON, make_event
from tests.factories.speakers import make_contributor


@pytest.mark.parametrize(("since", "kept"), [(KEPT, True), (KEPT + timedelta(minutes=1), False)])
def test_needs_are_erased_a_while_after_the_event(
    session: Session, since: timedelta, *, kept: bool
) -> None:
    event = make_event(session)
    event.ends_at = NOON
    contributor = make_contributor(session, event)
    contributor.travel, contributor.access_needs = "By train", "A seat"
    contributor.technical_needs = "A film"
    session.flush()

    forget_needs(session, now=NOON + since)

    session.refresh(contributor)
    stated = ("By train", "A seat") if kept else ("", "")
    assert (contributor.travel, contributor.access_needs) == stated
    assert contributor.technical_needs == "A film"
