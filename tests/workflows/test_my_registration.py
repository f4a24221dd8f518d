"""What the own page shows: an offer until its minute, then when it ran out; whether it is over."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.registration import queries
from eventapp.registration.models import Skipped, State
from eventapp.registration.services import changes
from eventapp.workflows.my_registration import PASSED_OVER, facts_of
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.registration.test_waiting_list import full_event

pytestmark = pytest.mark.on_sqlite


def test_each_reason_why_somebody_was_passed_over_has_a_sentence() -> None:
    assert set(PASSED_OVER) == set(Skipped)


def test_an_offer_is_shown_until_its_minute_and_then_when_it_ran_out(
    app: Flask, session: Session
) -> None:
    event, holder, (first, second, _third) = full_event(session)
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)
    session.flush()
    offer = queries.open_offer(session, first)
    assert first.state is State.OFFERED
    assert offer is not None

    def shown(minutes: int) -> tuple[object, object]:
        at = offer.expires_at + timedelta(minutes=minutes)
        with app.test_request_context("/"):
            facts = facts_of(session, event, first, None, now=at)
        return facts["offer"], facts["lapsed"]

    assert shown(-1) == (offer, None)
    assert shown(0) == (None, offer.expires_at)
    with app.test_request_context("/"):
        assert facts_of(session, event, second, None, now=NOON)["position"] == 1
